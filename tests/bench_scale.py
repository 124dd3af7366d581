"""What a review costs as it grows: the real review multiplied, checked and built.

It is copied within itself (``multiplied.py``) until there are as many trials as asked for. Recorded
for each size, in processor time (user and system, children included): the check from nothing, after
one sentence and one figure changed and with nothing changed; the same of the site, which MkDocs
builds without the check; the peak of memory of the larger process, the size of the site, its
largest page, what a first search loads; then the exponent by which each grows between sizes."""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))

from measurements import record  # noqa: E402
from multiplied import copied  # noqa: E402

CHECK = [sys.executable, str(ROOT / "hooks"), "check", "--root"]
ONCE = 2_000  # trials from which on each measurement is taken once: it takes hours else
STEEPEST = 1.05  # how costs may grow with the number of trials
MOST = {  # what 5,000 trials may cost
    "check from nothing": 60.0,
    "check: peak memory": 2_000.0,
    "check, one sentence changed": 2.0,
    "site from nothing": 1_200.0,  # ten minutes of two processors
    "site: peak memory": 2_000.0,
}
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


@dataclass(frozen=True)
class Cost:
    """What something costs: a value a run; ``where`` names the file it is of."""

    what: str
    values: Sequence[float]
    unit: str
    where: str = ""


def costs(root: Path, folder: Path, runs: int, with_site: bool) -> Iterator[Cost]:
    """What one size costs."""
    yield from _of_command("check", lambda: measure([*CHECK, str(root)], folder), root, runs)
    if with_site:
        yield from _of_command("site", lambda: build(root, folder), root, runs)
        yield from sizes(folder / "site")


def _of_command(
    name: str, run: Callable[[], tuple[float, float]], root: Path, runs: int
) -> Iterator[Cost]:
    """What a command costs from nothing, and after each kind of change."""
    spent = [_from_nothing(run, root) for _ in range(runs)]
    seconds, peaks = zip(*spent)
    yield Cost(f"{name} from nothing", seconds, "s")
    yield Cost(f"{name}: peak memory", peaks, "MB")
    for what, change in CHANGES.items():
        taken: list[float] = []
        for _ in range(runs):
            change(root)
            taken.append(run()[0])
        yield Cost(f"{name}, {what}", taken, "s")


def _from_nothing(run: Callable[[], tuple[float, float]], root: Path) -> tuple[float, float]:
    shutil.rmtree(root.parent / "cache", ignore_errors=True)
    return run()


def build(root: Path, folder: Path) -> tuple[float, float]:
    """Build the site as the command does, beside the last one and then in its place."""
    site, fresh = folder / "site", folder / "fresh"
    spent = measure([*BUILD, str(root / "mkdocs.yml"), "--site-dir", str(fresh)], folder)
    shutil.rmtree(site, ignore_errors=True)
    fresh.rename(site)
    return spent


def sizes(site: Path) -> Iterator[Cost]:
    """How large a site is, its pages, and what a first search loads: the index of the keys, and the
    largest shards that its words and its first results may stand in."""
    files = [file for file in site.rglob("*") if file.is_file()]
    yield Cost("size of the site", [sum(file.stat().st_size for file in files) / 1e6], "MB")
    pages = {file: file.stat().st_size for file in files if file.suffix == ".html"}
    largest = max(pages, key=lambda page: pages[page])
    yield Cost("size of its pages", [sum(pages.values()) / 1e6], "MB")
    yield Cost("largest page", [pages[largest] / 1e3], "kB", f" ({largest.relative_to(site)})")
    search = [file for file in files if file.parent == site / "search/zh"]
    shards = {kind: [f for f in search if f.name.startswith(kind)] for kind in "wd"}
    first = (site / "search/zh/index.js").stat().st_size
    for found in shards.values():
        first += sum(sorted(file.stat().st_size for file in found)[-3:])
    yield Cost("first search (index, three largest shards of each kind)", [first / 1e3], "kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, nargs="+", default=[200, 1000, 5000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--check-only", action="store_true")
    given = parser.parse_args()
    before: dict[str, tuple[int, float]] = {}  # the number of trials and the cost, by what it is
    for wanted in given.trials:
        with tempfile.TemporaryDirectory(prefix="scale-") as name:
            folder = Path(name)
            held = len([*(ROOT / "docs/trials").glob("*.yml")])
            root = copied(folder, max(1, round(wanted / held)))
            trials = len([*(root / "docs/trials").glob("*.yml")])
            runs = given.runs if trials < ONCE else 1
            for cost in costs(root, folder, runs, not given.check_only):
                report(cost, trials, before)


def report(cost: Cost, trials: int, before: dict[str, tuple[int, float]]) -> None:
    """Record what something costs, and how it has grown since the size before."""
    most = MOST.get(cost.what) if trials >= ONCE else None
    name = f"{trials} trials"
    measured = record(name, f"{cost.what}{cost.where}", cost.values, cost.unit, most)
    if cost.what in before:
        fewer, less = before[cost.what]
        exponent = math.log(measured.median / less) / math.log(trials / fewer)
        most = STEEPEST if cost.unit in ("s", "MB") else None
        record(name, f"{cost.what}: power of growth", [exponent], "", most)
    before[cost.what] = (trials, measured.median)


if __name__ == "__main__":
    main()
