"""What printing a book costs, at the present size and at four times that: seconds waited, processor
seconds, peak memory, pages, size; and the ratios.

The larger review is the present one with each section and trial page four times, under names of
their own, in one site."""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

import pikepdf
from bench import ROOT, Run, measure

RENDITION = "zh"
TIMES = 4


def enlarge(root: Path, site: Path) -> None:
    """Give each section and trial of a review ``TIMES`` - 1 twins."""
    for folder in ("review", "trials"):
        for file in sorted((site / RENDITION / folder).glob("*.html")):
            for n in range(2, TIMES + 1):
                if file.stem != "index":
                    shutil.copy(file, file.with_stem(f"{file.stem}-{n}"))
    settings = root / "docs" / "review.yml"

    def twins(match: re.Match[str]) -> str:
        return "".join(f"{match[1]}{'' if n == 1 else f'-{n}'}.md\n" for n in range(1, TIMES + 1))

    settings.write_text(
        re.sub(r"(?m)^(  - review/[\w-]+)\.md\n", twins, settings.read_text(encoding="utf-8")),
        encoding="utf-8",
    )


def lay_out(folder: Path, site: Path) -> tuple[Path, Path]:
    """A copy of the review's sources and of its site."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    for name in ("references.bib", "CITATION.cff"):
        shutil.copy(ROOT / name, folder)
    return folder, shutil.copytree(site, folder / "site", ignore=shutil.ignore_patterns("*.pdf"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=2)
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
    print(
        f"{TIMES}x / 1x: "
        + "   ".join(
            f"{what} {_median(taken[f'{TIMES}x'], field) / _median(taken['1x'], field):.2f}"
            for what, field in (("waited", "waited"), ("processor", "seconds"), ("peak", "memory"))
        )
    )
    shutil.rmtree(work)


def report(name: str, runs: list[Run], book: Path) -> None:
    """Print the medians of one size."""
    with pikepdf.open(book) as document:
        pages = len(document.pages)
    waited, seconds = _median(runs, "waited"), _median(runs, "seconds")
    peak, size = max(run.memory for run in runs), book.stat().st_size / 1e6
    print(
        f"{name}: waited {waited:5.1f} s   processor {seconds:5.1f} s   peak {peak:5.0f} MB   "
        f"{pages} pages   {size:.1f} MB (20 or less)"
    )


def _median(runs: list[Run], field: str) -> float:
    return statistics.median(getattr(run, field) for run in runs)


if __name__ == "__main__":
    main()
