"""What printing a book costs, at the present size and at four times that: processor seconds, peak
memory, pages and size.

The larger review is the present one with each section and trial page four times, under names of
their own, in one site."""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from pathlib import Path

import pikepdf

sys.path.insert(0, str(Path(__file__).parent / "support"))  # of which bench itself needs some

from bench import ROOT, Run, measure

from measurements import record

RENDITION = "zh"
TIMES = 4
PEAK = {"1x": 800.0, f"{TIMES}x": 1_000.0}  # MB
LARGEST = 20  # MB


def enlarge(root: Path, site: Path) -> None:
    """Give each section and trial of a review ``TIMES`` - 1 twins."""
    for folder in ("review", "trials"):
        for file in sorted((site / RENDITION / folder).glob("*.html")):
            for n in range(2, TIMES + 1):
                if file.stem != "index":
                    shutil.copy(file, file.with_stem(f"{file.stem}-{n}"))
    settings = root / "docs" / "review.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^(  - review/[\w-]+)\.md\n", _twins, text), encoding="utf-8")


def _twins(line: re.Match[str]) -> str:
    """The line of a page in the navigation, and those of its twins."""
    return line[0] + "".join(f"{line[1]}-{n}.md\n" for n in range(2, TIMES + 1))


def lay_out(folder: Path, site: Path) -> tuple[Path, Path]:
    """A copy of the review's sources and of its site."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in ("references.bib", "CITATION.cff"):
        shutil.copy(ROOT / name, folder)
    return folder, shutil.copytree(site, folder / "site", ignore=shutil.ignore_patterns("*.pdf"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    runs = parser.parse_args().runs
    work = Path(tempfile.mkdtemp(prefix="bench-book-"))
    site = work / "built"
    measure(
        [sys.executable, str(ROOT / "hooks"), "site", "--root", str(ROOT), "--out", str(site)], work
    )
    reviews = {name: lay_out(work / name, site) for name in ("1x", f"{TIMES}x")}
    enlarge(*reviews[f"{TIMES}x"])
    taken: dict[str, list[Run]] = {name: [] for name in reviews}
    for turn in range(runs):
        for name, (root, built) in reviews.items():
            print(f"{turn + 1}/{runs} {name} …", file=sys.stderr, flush=True)
            taken[name].append(
                measure(
                    [
                        sys.executable,
                        str(ROOT / "hooks"),
                        "book",
                        "--root",
                        str(root),
                        "--site",
                        str(built),
                        "--only",
                        RENDITION,
                        "--no-pages",
                    ],
                    work,
                )
            )
    for name, (_, built) in reviews.items():
        report(name, taken[name], built / f"review-{RENDITION}.pdf")
    shutil.rmtree(work)


def report(name: str, runs: list[Run], book: Path) -> None:
    """Record what one size costs."""
    with pikepdf.open(book) as document:
        pages = len(document.pages)
    record("book", f"{name}: peak memory", (run.memory for run in runs), "MB", PEAK[name])
    record("book", f"{name}: processor", (run.seconds for run in runs), "s")
    a_page = (1e3 * run.seconds / pages for run in runs)
    record("book", f"{name}: processor a page", a_page, "ms")
    record("book", f"{name}: size of {pages} pages", [book.stat().st_size / 1e6], "MB", LARGEST)


if __name__ == "__main__":
    main()
