"""Build times as ratios, taken in one run: the review against what a user would have without it.

(a) bare mkdocs-material with navigation.prune, on as many pages and bytes of Markdown; (b) the
stock stack: the same with search in Chinese and English, jieba and mkdocs-bibtex, on the same pages
with their citations; (c) Zensical, where ``make bench`` has installed it, on the same pages, from
nothing and after one sentence of one page. Ours is ``python hooks site`` on a copy of the review,
check included and strict, likewise. They take turns, so that a change in the machine's speed meets
all of them alike. Printed are the medians of the time a person waits and of processor time, their
ratios with what they should be, and the peak memory; then how long a saved file takes to be seen in
a preview, and what searching and reading the site cost (``bench_search.py``,
``bench_reading.py``)."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "hooks"))

from review.evidence import corpus as sources  # noqa: E402
from review.pages.all_pages import resolve, weave  # noqa: E402

sys.path.insert(0, str(ROOT / "tests/support"))

from bench_scale import sentence as changed_sentence  # noqa: E402

from multiplied import copied  # noqa: E402
from preview import Preview  # noqa: E402

COMMON = """site_name: bench
use_directory_urls: false
theme: {{name: material, language: zh, font: false, features: [navigation.prune]}}
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, tables, toc]
plugins: {plugins}
"""
BARE = "[]"
BESIDE = ("bench_search.py", "bench_reading.py")  # asked of the site that was built last
STOCK = """
  - search: {lang: [zh, en]}
  - bibtex: {bib_file: references.bib}
"""


@dataclass(frozen=True)
class Run:
    """Seconds of waiting, processor seconds (user and system, children included) and peak memory in
    MB of one finished process."""

    waited: float
    seconds: float
    memory: float


def measure(command: list[str], folder: Path, **settings: str) -> Run:
    """Run a command to its end. Raises SystemExit when it fails, because a failed build says
    nothing about time."""
    began = time.monotonic()
    log = str(folder / "out.log")
    pid = os.posix_spawnp(
        command[0],
        command,
        {**os.environ, "NO_MKDOCS_2_WARNING": "1", **settings},
        file_actions=[(os.POSIX_SPAWN_OPEN, 1, log, os.O_WRONLY | os.O_CREAT, 0o644)],
    )
    _, status, usage = os.wait4(pid, 0)
    if status:
        raise SystemExit(f"{' '.join(command)} failed")
    return Run(time.monotonic() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def lay_out(folder: Path, plugins: str, pages: dict[str, str]) -> Path:
    """A plain MkDocs project of these pages; its configuration file."""
    for uri, text in pages.items():
        file = folder / "docs" / uri
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    shutil.copy(ROOT / "references.bib", folder)
    (folder / "mkdocs.yml").write_text(COMMON.format(plugins=plugins), encoding="utf-8")
    return folder / "mkdocs.yml"


def cited(markdown: str) -> str:
    """A woven page with plain ``[@key]`` citations and without our reference list: what a stock
    author would write."""
    plain = re.sub(r"\[#\d+ @", "[@", markdown)
    return re.sub(
        r"(?s)<(ol|ul) class=\"(references|bibliography)\">.*?</\1>",
        lambda found: "" if found[1] == "ol" else "\\full_bibliography",
        plain,
    )


@dataclass(frozen=True)
class Case:
    """A command, and what is done before it is run."""

    command: list[str]
    before: Callable[[], None] = lambda: None


def cases(work: Path, root: Path, canary: Path) -> dict[str, Case]:
    """What is measured, of the copy of the review at ``root``."""
    corpus = sources.read(root)
    woven = weave(corpus, datetime.date.today())
    pages = {page.uri: resolve(page, corpus) for page in woven}
    bare = lay_out(work / "bare", BARE, pages)
    stock = lay_out(work / "stock", STOCK, {page.uri: cited(page.markdown) for page in woven})
    build = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--site-dir"]
    review = [sys.executable, str(ROOT / "hooks"), "site", "--root", str(root), "--out"]
    review.append(str(work / "site-review"))
    anew = partial(shutil.rmtree, work / "cache", ignore_errors=True)
    changed = partial(changed_sentence, root)
    found = {
        "review": Case(review, anew),
        "review, one sentence changed": Case(review, changed),
        "bare": Case([*build, str(work / "site-bare"), "-f", str(bare)]),
        "stock": Case([*build, str(work / "site-stock"), "-f", str(stock)]),
        "check": Case([sys.executable, str(ROOT / "hooks"), "check", "--root", str(root)], anew),
    }
    if canary.exists():
        folder = lay_out(work / "zensical", BARE, pages).parent
        zensical = [str(canary), "build", "--config-file", str(folder / "mkdocs.yml")]
        page = folder / "docs" / next(uri for uri in pages if "/review/" in uri)
        clean = partial(shutil.rmtree, folder / ".cache", ignore_errors=True)
        found["zensical"] = Case(zensical, clean)
        found["zensical, one sentence changed"] = Case(zensical, partial(append, page))
    return found


def append(page: Path) -> None:
    page.write_text(page.read_text(encoding="utf-8") + "\n\n又一句。\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--canary", type=Path, default=ROOT / ".canary/bin/zensical")
    parser.add_argument("--builds-only", action="store_true")
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="bench-"))
    root = copied(work, 1)
    found = cases(work, root, given.canary)
    taken: dict[str, list[Run]] = {name: [] for name in found}
    for turn in range(given.runs):
        for name, case in found.items():
            print(f"{turn + 1}/{given.runs} {name} …", file=sys.stderr, flush=True)
            case.before()
            run = measure(case.command, work, REVIEW_CACHE=str(work / "cache"))
            print(f"{run.seconds:.1f} s", file=sys.stderr, flush=True)
            taken[name].append(run)
    files = [*(work / "bare/docs").rglob("*.md")]
    report(taken, len(files), sum(file.stat().st_size for file in files))
    kept = [] if given.builds_only else beside(work, given.runs)
    shutil.rmtree(work)
    return 0 if all(kept) else 1


def beside(work: Path, runs: int) -> list[bool]:
    """What else is asked of the review and the site that was built last."""
    preview(sources.read(ROOT), work, runs)
    command = [sys.executable, "", "--site", str(work / "site-review")]
    done = []
    for bench in BESIDE:
        command[1] = str(ROOT / "tests" / bench)
        done.append(subprocess.run(command, check=False).returncode == 0)
    return done


def preview(corpus: sources.Corpus, work: Path, runs: int) -> None:
    """Print how long a saved file takes to be seen in a preview: a page, and a trial table."""
    page, table = (
        next(path for path in corpus.sections if path.startswith("docs/review/")),
        next(iter(corpus.trials.values())),
    )
    edits = {
        "page": (page, "<!-- zh -->\n", page.removeprefix("docs/").removesuffix(".md")),
        "table": (table.path, "\nsummary:\n  zh: ", f"trials/{table.id}"),
    }
    with Preview(ROOT, work) as shown:
        for _, _, address in edits.values():
            shown.wait(f"zh/{address}.html", "</html>")
        time.sleep(5)  # the check of the first build runs beside it
        for name, (path, mark, address) in edits.items():
            waited = [_saved(shown, path, mark, address, run) for run in range(runs)]
            median = statistics.median(waited)
            print(f"saved {name} seen in a preview after {median:.1f} s   2 or less")


def _saved(shown: Preview, path: str, mark: str, address: str, run: int) -> float:
    shown.save(path, mark, f"{mark}哨兵{run}号")
    waited = shown.wait(f"zh/{address}.html", f"哨兵{run}号")
    time.sleep(3)
    return waited


# what over what, and the most it should be
RATIOS = (
    ("review", "bare", 1.2),
    ("review", "stock", 0.6),
    ("review", "zensical", 1.0),
    ("review, one sentence changed", "zensical, one sentence changed", 0.5),
    ("check", "review", 1.0),
)


def report(taken: dict[str, list[Run]], pages: int, size: int) -> None:
    """Print medians and ratios."""
    print(f"{pages} pages, {size / 1e6:.1f} MB of Markdown; medians of {len(taken['review'])} runs")
    for name, runs in taken.items():
        waited, seconds = _middle(runs, "waited"), _middle(runs, "seconds")
        peak = max(run.memory for run in runs)
        print(
            f"  {name:30} waited {waited:5.1f} s   processor {seconds:5.1f} s   peak {peak:4.0f} MB"
        )
    for over, under, limit in RATIOS:
        if under in taken:
            waited, seconds = (
                _middle(taken[over], what) / _middle(taken[under], what)
                for what in ("waited", "seconds")
            )
            print(
                f"{over} / {under}: waited {waited:.2f}   processor {seconds:.2f}   {limit} or less"
            )


def _middle(runs: list[Run], what: str) -> float:
    return statistics.median(getattr(run, what) for run in runs)


if __name__ == "__main__":
    sys.exit(main())
