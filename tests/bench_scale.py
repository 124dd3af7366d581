"""What a review costs as it grows: the real review multiplied, checked and built.

It is copied within itself (``multiplied.py``) until there are as many trials as asked for. Printed
for each size, in processor time (user and system, children included): the check from nothing, after
one sentence and one figure changed and with nothing changed; the same of the site, which MkDocs
builds without the check; the peak of memory, the size of the site, its largest page, what a first
search loads; then the exponent by which each grows between sizes."""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))

from multiplied import copied  # noqa: E402

CHECK = [sys.executable, str(ROOT / "hooks"), "check", "--root"]
BUILD = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--strict", "--config-file"]


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Processor seconds and peak memory in MB of a command. Raises SystemExit where a build fails:
    it would have kept nothing."""
    settings = {
        "NO_MKDOCS_2_WARNING": "1",
        "REVIEW_CHECKED_BESIDE": "1",
        "REVIEW_CACHE": str(folder / "cache"),
        "REVIEW_LAST_SITE": str(folder / "site"),
    }
    out = [(os.POSIX_SPAWN_OPEN, 1, str(folder / "out"), os.O_WRONLY | os.O_CREAT, 0o644)]
    pid = os.posix_spawnp(command[0], command, {**os.environ, **settings}, file_actions=out)
    _, status, usage = os.wait4(pid, 0)
    if status and command[:3] == BUILD[:3]:
        raise SystemExit((folder / "out").read_text(encoding="utf-8")[-2000:])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def sentence(root: Path) -> None:
    """Change a sentence of a section, in a way that nothing counts as another figure or link."""
    section = next(iter(sorted((root / "docs/review").glob("*.md"))))
    text = section.read_text(encoding="utf-8")
    section.write_text(text.replace("。\n", "。。\n", 1), encoding="utf-8")


def figure(root: Path) -> None:
    """Change a figure of the first trial that has one of this form."""
    for trial in sorted((root / "docs/trials").glob("*.yml")):
        text = trial.read_text(encoding="utf-8")
        changed = re.sub(r"\b((?:events|median|percent): )(\d)", r"\g<1>1\2", text, count=1)
        if changed != text:
            trial.write_text(changed, encoding="utf-8")
            return
    raise SystemExit("no trial has a figure that could be changed")


def nothing(root: Path) -> None:
    """Change nothing."""


CHANGES: dict[str, Callable[[Path], None]] = {
    "one sentence changed": sentence,
    "one figure changed": figure,
    "nothing changed": nothing,
}


def costs(root: Path, folder: Path, with_site: bool) -> Iterator[tuple[str, float]]:
    """What one size costs, by name."""
    shutil.rmtree(folder / "cache", ignore_errors=True)
    seconds, peak = measure([*CHECK, str(root)], folder)
    yield from (("check, s", seconds), ("check, peak MB", peak))
    for name, change in CHANGES.items():
        change(root)
        yield f"check, {name}, s", measure([*CHECK, str(root)], folder)[0]
    if with_site:
        shutil.rmtree(folder / "cache", ignore_errors=True)
        seconds, peak = build(root, folder)
        yield from (("site, s", seconds), ("site, peak MB", peak))
        for name, change in CHANGES.items():
            change(root)
            yield f"site, {name}, s", build(root, folder)[0]
        yield from sizes(folder / "site")


def build(root: Path, folder: Path) -> tuple[float, float]:
    """Build the site as the command does, beside the last one and then in its place."""
    site, fresh = folder / "site", folder / "fresh"
    spent = measure([*BUILD, str(root / "mkdocs.yml"), "--site-dir", str(fresh)], folder)
    shutil.rmtree(site, ignore_errors=True)
    fresh.rename(site)
    return spent


def sizes(site: Path) -> Iterator[tuple[str, float]]:
    """How large a site is, its pages, and what a first search loads: the index of the keys, and the
    largest shards that its words and its first results may stand in."""
    files = [file for file in site.rglob("*") if file.is_file()]
    yield "site, MB", sum(file.stat().st_size for file in files) / 1e6
    pages = {file: file.stat().st_size for file in files if file.suffix == ".html"}
    largest = max(pages, key=lambda page: pages[page])
    yield "pages, MB", sum(pages.values()) / 1e6
    yield f"largest page ({largest.relative_to(site).as_posix()}), kB", pages[largest] / 1e3
    search = [file for file in files if file.parent == site / "search/zh"]
    shards = {kind: [f for f in search if f.name.startswith(kind)] for kind in "wd"}
    first = (site / "search/zh/index.js").stat().st_size
    for found in shards.values():
        first += sum(sorted(file.stat().st_size for file in found)[-3:])
    yield "first search (index, three largest shards of each kind), kB", first / 1e3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, nargs="+", default=[200, 1000])
    parser.add_argument("--check-only", action="store_true")
    given = parser.parse_args()
    before: dict[str, float] = {}
    last = 0
    for wanted in given.trials:
        with tempfile.TemporaryDirectory(prefix="scale-") as name:
            folder = Path(name)
            held = len([*(ROOT / "docs/trials").glob("*.yml")])
            root = copied(folder, max(1, round(wanted / held)))
            trials = len([*(root / "docs/trials").glob("*.yml")])
            print(f"{trials} trials")
            for what, cost in costs(root, folder, not given.check_only):
                growth = ""
                if before.get(what) and trials > last:
                    exponent = math.log(cost / before[what]) / math.log(trials / last)
                    growth = f"   exponent {exponent:.2f}"
                print(f"  {what:60} {cost:9.1f}{growth}", flush=True)
                before[what] = cost
            last = trials
    return 0


if __name__ == "__main__":
    sys.exit(main())
