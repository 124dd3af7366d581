"""Build times as ratios, taken in one run: the review against what a user would have without it.

(a) bare mkdocs-material with navigation.prune, on as many pages and bytes of Markdown; (b) the
stock stack: the same with search in Chinese and English, jieba and mkdocs-bibtex, on the same pages
with their citations; (c) Zensical, where ``make bench`` has installed it, on the same pages, from
nothing and after one sentence of one page. Ours is ``python hooks site`` on a copy of the review,
check included and strict, likewise. They take turns, so that a change in the machine's speed meets
all of them alike. Recorded are the time a person waits, processor time, peak memory, and the ratios
of processor time with what they should be."""

from __future__ import annotations

import argparse
import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "hooks"))

from review.evidence import corpus as sources  # noqa: E402
from review.pages.all_pages import resolve, weave  # noqa: E402

sys.path.insert(0, str(ROOT / "tests/support"))

from bench_scale import sentence  # noqa: E402

from measurements import record  # noqa: E402
from multiplied import copied  # noqa: E402

COMMON = """site_name: bench
use_directory_urls: false
theme: {{name: material, language: zh, font: false, features: [navigation.prune]}}
markdown_extensions: [admonition, attr_list, def_list, footnotes, md_in_html, tables, toc]
plugins: {plugins}
"""
BARE = "[]"
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


def as_it_is() -> None:
    """Change nothing."""


@dataclass(frozen=True)
class Case:
    """A command, and what is done before it is run."""

    command: list[str]
    before: Callable[[], None] = as_it_is


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
    found = {
        "review": Case(review, anew),
        "review, one sentence changed": Case(review, partial(sentence, root)),
        "review, one figure changed": Case(review, figure(root)),
        "review, nothing changed": Case(review),
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


def figure(root: Path) -> Callable[[], None]:
    """A way to change one figure of a trial again and again so that its check finds no problem: no
    text repeats it and nothing is reckoned from it. Raises SystemExit where there is none."""
    check = [sys.executable, str(ROOT / "hooks"), "check", "--root", str(root)]
    for file in sorted((root / "docs/trials").glob("*.yml")):
        text = file.read_text(encoding="utf-8")
        for found in re.finditer(r"\bmedian: [\d.]*(\d)", text):
            change = partial(next_digit, file, found.start(1))
            change()
            if not subprocess.run(check, capture_output=True, check=False).returncode:
                return change
            file.write_text(text, encoding="utf-8")
    raise SystemExit("no figure can be changed alone")


def next_digit(file: Path, at: int) -> None:
    """Put another digit in the place of that at an index of a file."""
    text = file.read_text(encoding="utf-8")
    digit = int(text[at]) % 9 + 1
    file.write_text(f"{text[:at]}{digit}{text[at + 1 :]}", encoding="utf-8")


def append(page: Path) -> None:
    page.write_text(page.read_text(encoding="utf-8") + "\n\n又一句。\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--canary", type=Path, default=ROOT / ".canary/bin/zensical")
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="bench-"))
    root = copied(work, 1)
    # in a process of its own: one that is begun by a large one seems as large
    with ProcessPoolExecutor(1) as pool:
        found = pool.submit(cases, work, root, given.canary).result()
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
    shutil.rmtree(work)


# seconds of processor that a command should take at most
MOST = {
    "review, one sentence changed": 2.0,
    "review, one figure changed": 2.0,
    "review, nothing changed": 1.0,
}
# what over what, and the most it should be
RATIOS = (
    ("review", "bare", 1.2),
    ("review", "stock", 0.6),
    ("review", "zensical", 1.0),
    ("review, one sentence changed", "zensical, one sentence changed", 0.5),
    ("check", "review", 1.0),
)


def report(taken: dict[str, list[Run]], pages: int, size: int) -> None:
    """Record medians and ratios; a ratio is that of two runs that took turns."""
    print(f"{pages} pages, {size / 1e6:.1f} MB of Markdown")
    for name, runs in taken.items():
        record("build", f"{name}: waited", (run.waited for run in runs), "s")
        record("build", f"{name}: processor", (run.seconds for run in runs), "s", MOST.get(name))
        record("build", f"{name}: peak memory", (run.memory for run in runs), "MB")
    for over, under, most in RATIOS:
        pairs = [*zip(taken[over], taken.get(under, []))]
        if pairs:
            ratios = (one.seconds / other.seconds for one, other in pairs)
            record("build", f"{over} / {under}: processor", ratios, most=most)


if __name__ == "__main__":
    main()
