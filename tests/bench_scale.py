"""What a review costs as it grows: the real review multiplied, checked and built.

Trials, sections and references are copied under other ids, with the links and citations between
them, until there are as many trials as asked for. Printed for each size, in processor time (user
and system, children included): the check from nothing, after one sentence changed and with nothing
changed; the same of the site; the peak of memory, the size of the site, its largest page; then the
exponent by which each grows between sizes. Copies name their registrations again, so the check
finds problems; the site is built all the same, by MkDocs."""

from __future__ import annotations

import argparse
import math
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
CHECK = [sys.executable, str(ROOT / "hooks"), "check", "--root"]
BUILD = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--strict", "--config-file"]


def multiply(root: Path, times: int) -> None:
    """Copy trials, sections and references ``times`` - 1 times within the review at ``root``."""
    trials = sorted((root / "docs/trials").glob("*.yml"))
    sections = sorted((root / "docs/review").glob("*.md"))
    bibliography = (root / "references.bib").read_text(encoding="utf-8")
    keys = frozenset(re.findall(r"(?m)^@\w+\{([^,\s]+),", bibliography))
    copies = [bibliography]
    for number in range(2, times + 1):
        ending = "".join("abcdefghij"[int(digit)] for digit in str(number))
        renamed = Renamed({trial.stem for trial in trials}, keys, f"-{number}", f"x{ending}")
        for file in (*trials, *sections):
            copy = file.with_name(f"{file.stem}-{number}{file.suffix}")
            copy.write_text(renamed.text(file.read_text(encoding="utf-8")), encoding="utf-8")
        copies.append(re.sub(r"(?m)^ *(doi|pmid) .*\n", "", renamed.text(bibliography)))
    (root / "references.bib").write_text("\n".join(copies), encoding="utf-8")


class Renamed:
    """Texts in which ids of trials and keys of references have an ending."""

    def __init__(
        self, trials: set[str], keys: frozenset[str], trial_end: str, key_end: str
    ) -> None:
        ids = "|".join(map(re.escape, sorted(trials, key=len, reverse=True)))
        self.links = re.compile(rf"(\.\./trials/|^id: |\()({ids})(?=\.yml|$)", re.M)
        self.keys, self.trial_end, self.key_end = keys, trial_end, key_end

    def text(self, text: str) -> str:
        linked = self.links.sub(rf"\1\2{self.trial_end}", text)
        return re.sub(r"(?<![\w-])[a-z]+[0-9]{4}[a-z]*(?![\w-])", self._key, linked)

    def _key(self, match: re.Match[str]) -> str:
        return match[0] + self.key_end if match[0] in self.keys else match[0]


def measure(command: list[str], folder: Path) -> tuple[float, float]:
    """Processor seconds and peak memory in MB of a command. Raises SystemExit where a build fails:
    it would have kept nothing."""
    settings = {
        "NO_MKDOCS_2_WARNING": "1",
        "REVIEW_CHECKED_BESIDE": "1",
        "REVIEW_CACHE": str(folder / "cache"),
    }
    out = [(os.POSIX_SPAWN_OPEN, 1, str(folder / "out"), os.O_WRONLY | os.O_CREAT, 0o644)]
    pid = os.posix_spawnp(command[0], command, {**os.environ, **settings}, file_actions=out)
    _, status, usage = os.wait4(pid, 0)
    if status and command[:3] == BUILD[:3]:
        raise SystemExit((folder / "out").read_text(encoding="utf-8")[-2000:])
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def costs(root: Path, folder: Path, with_site: bool) -> Iterator[tuple[str, float]]:
    """What one size costs, by name."""
    check = [*CHECK, str(root)]
    site = [*BUILD, str(root / "mkdocs.yml"), "--site-dir", str(folder / "site")]
    section = next(iter(sorted((root / "docs/review").glob("*.md"))))
    for name, command in {"check": check, **({"site": site} if with_site else {})}.items():
        shutil.rmtree(folder / "cache", ignore_errors=True)
        seconds, peak = measure(command, folder)
        yield f"{name}, s", seconds
        yield f"{name}, peak MB", peak
        text = section.read_text(encoding="utf-8")
        section.write_text(text.replace("。\n", "。。\n", 1), encoding="utf-8")
        yield f"{name}, one sentence changed, s", measure(command, folder)[0]
        yield f"{name}, nothing changed, s", measure(command, folder)[0]
    if with_site:
        sizes = [file.stat().st_size for file in (folder / "site").rglob("*.html")]
        yield "site, MB of pages", sum(sizes) / 1e6
        yield "largest page, kB", max(sizes) / 1e3


def copy(folder: Path, times: int) -> Path:
    root = folder / "review"
    shutil.copytree(ROOT / "docs", root / "docs")
    for name in ("references.bib", "mkdocs.yml", "CITATION.cff"):
        shutil.copy(ROOT / name, root)
    (root / "hooks").symlink_to(ROOT / "hooks")
    multiply(root, times)
    return root


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
            root = copy(folder, max(1, round(wanted / held)))
            trials = len([*(root / "docs/trials").glob("*.yml")])
            print(f"{trials} trials")
            for what, cost in costs(root, folder, not given.check_only):
                growth = ""
                if before.get(what) and trials > last:
                    exponent = math.log(cost / before[what]) / math.log(trials / last)
                    growth = f"   exponent {exponent:.2f}"
                print(f"  {what:34} {cost:9.1f}{growth}", flush=True)
                before[what] = cost
            last = trials
    return 0


if __name__ == "__main__":
    sys.exit(main())
