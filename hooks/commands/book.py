"""``python hooks book``: the built site as PDF books, and each section and trial as a PDF of its
own, put beside the pages they are printed from.

Everything is printed before anything is put in place; where one file cannot be written, none is
put.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from commands.built_site import built_site, site_option
from commands.command_line import ROOT, Choice, Command, root_option
from review.messages import refusal
from review.refusal import Refusal
from system.files import put_all

if TYPE_CHECKING:  # other commands run without what books need
    from multiprocessing.pool import IMapIterator, Pool

    from review.book.manuscript import Imprint
    from review.evidence.corpus import Corpus

FONTS = ROOT / ".fonts"
RENDITIONS = ("zh", "en", "zh-en")
NEEDED = ("typst", "pikepdf", "fontTools", "uharfbuzz", "segno", "lxml")
TICK = 5.0  # seconds between signs of life
ARTICLE = '<article class="md-content__inner md-typeset">'
BUTTON = (
    '<a href="{href}" title="PDF" class="md-content__button md-icon print"'
    ' type="application/pdf">{icon}</a>'
)


@dataclass(frozen=True)
class Job:
    """One PDF: ``name`` is a rendition (a whole book) or the uri of a page, ``file`` its place."""

    name: str
    file: str
    whole: bool


@dataclass(frozen=True)
class Printed:
    """What became of a job: the PDF, or why there is none."""

    job: Job
    pdf: bytes
    reasons: tuple[object, ...]


@click.command("book", cls=Command, refused=2)
@root_option
@site_option()
@click.option("--only", type=Choice(RENDITIONS), multiple=True)
@click.option("--no-pages", is_flag=True)
def book(root: Path, site: Path | None, only: tuple[str, ...], no_pages: bool) -> int:
    """Print; 1 where something cannot be printed."""
    missing = [name for name in NEEDED if importlib.util.find_spec(name) is None]
    if missing:
        raise refusal("command/needs", missing=missing, target="pdf")
    # no build replaces the site while its PDFs are set
    with built_site(root, site) as (folder, descriptor):
        try:
            return _print(root, folder, only or RENDITIONS, not no_pages, descriptor)
        except Refusal as refused:
            return _refuse(refused.reasons, folder)


def _print(root: Path, site: Path, renditions: Iterable[str], pages: bool, descriptor: int) -> int:
    from review.book import fonts, volume
    from review.evidence import corpus
    from system import store

    read = corpus.read(root, keep=store.opened())
    for rendition in renditions:
        # a page that cannot be printed is named before anything is set
        volume.book(site, rendition, read.settings.pages)
    fonts.gather(FONTS, _report)
    to_print = jobs(site, renditions, read.settings.pages, pages)
    press = Press(site, _imprint(read), tuple(read.settings.pages), descriptor, time.monotonic())
    results = list(press.printed(to_print))
    if reasons := list(dict.fromkeys(reason for result in results for reason in result.reasons)):
        return _refuse(reasons, site)
    put_all(
        {site / result.job.file: result.pdf for result in results}
        | offered(site, [result.job for result in results])
    )
    books = [result for result in results if result.job.whole]
    _report(f"{len(results) - len(books)} 个单页 PDF / PDFs of single pages")
    for result in books:
        print(f"{site / result.job.file} ({len(result.pdf) / 1e6:.1f} MB)")
    return 0


def jobs(site: Path, renditions: Iterable[str], paths: list[str], pages: bool) -> list[Job]:
    """What is to be printed, the longest first."""
    from review.book.volume import LANGUAGES, sections, trials

    ordered = sorted(renditions, key=lambda rendition: -len(LANGUAGES[rendition]))
    books = [Job(rendition, f"review-{rendition}.pdf", True) for rendition in ordered]
    uris = [
        uri
        for rendition in ordered
        for uri in (
            *sections(rendition, paths),
            *(trials(site, rendition) if rendition in ("zh", "en") else ()),
        )
    ]
    return books + [Job(uri, f"{uri}.pdf", False) for uri in uris if pages]


def _imprint(read: Corpus) -> Imprint:
    """What the books say of themselves."""
    from review.book.manuscript import Imprint
    from review.dates import today
    from review.exports.colophon import Colophon
    from system.git import version

    base = (os.environ.get("REVIEW_URL") or read.settings.address("url")).rstrip("/")
    colophon = Colophon(read, today(), f"{base}/" if base else "", version(read.root))
    author = ", ".join(author.name for author in colophon.authors)
    return Imprint(
        colophon.title,
        author,
        read.settings.description,
        colophon.today.isoformat(),
        colophon.version,
        colophon.licence,
        colophon.base,
    )


@dataclass(frozen=True)
class Press:
    """What does the jobs, with signs of life: the parts of a book, and the pages, each in a process
    of its own, so that its memory is free again when it is printed. Leaving early ends what still
    runs."""

    site: Path
    imprint: Imprint
    paths: tuple[str, ...]
    descriptor: int
    began: float

    def printed(self, to_print: list[Job]) -> Iterator[Printed]:
        """The jobs done, the books one after another."""
        pages = [job for job in to_print if not job.whole]
        for job in to_print:
            if job.whole:
                began = time.monotonic()
                yield (result := self._book(job))
                if result.pdf:
                    _report(f"{job.file} 已排好 / is set ({time.monotonic() - began:.0f} s)")
        processors = min(2, os.cpu_count() or 1)
        with _pool(processors, self.descriptor) as pool:
            yield from self._run(pool, functools.partial(_page, self.site, self.imprint), pages)

    def _book(self, job: Job) -> Printed:
        """A whole book; one part after another, each in a fresh process."""
        from review.book import part_press, volume
        from review.book.manuscript import Manuscript

        try:
            manuscript = Manuscript(
                volume.book(self.site, job.name, self.paths), self.imprint, self.site
            )
            with _pool(1, self.descriptor, tasks=1) as pool:
                pdf = part_press.bound(manuscript, FONTS, functools.partial(self._run, pool))
            return Printed(job, pdf, ())
        except Refusal as refused:
            return Printed(job, b"", refused.reasons)

    def _run(self, pool: Pool, work: Callable[[Any], Any], items: Sequence[Any]) -> Iterator[Any]:
        """What comes of some work, in order."""
        running = pool.imap(work, items)
        for count in range(len(items)):
            yield self._next(running, count, len(items))

    def _next(self, running: IMapIterator[Any], count: int, total: int) -> Any:
        while True:
            try:
                return running.next(TICK)
            except multiprocessing.TimeoutError:
                waited = time.monotonic() - self.began
                _report(f"排版 / Setting … {count}/{total}, {waited:.0f} s")


def _page(site: Path, imprint: Imprint, job: Job) -> Printed:
    """Print a page alone."""
    from review.book import press, volume
    from review.book.manuscript import Manuscript

    try:
        manuscript = Manuscript(volume.single(site, job.name), imprint, site)
        return Printed(job, press.printed_pdf(manuscript, FONTS), ())
    except Refusal as refused:
        return Printed(job, b"", refused.reasons)


def _pool(processors: int, descriptor: int, tasks: int | None = None) -> Pool:
    """Workers, each for so many ``tasks``. Ctrl-C waits until they are there: Python would drop one
    that comes while it forks, and never release what it locks for that time."""
    waiting: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, frame: waiting.append(number))
    try:
        pool = multiprocessing.Pool(processors, _quiet, (descriptor,), tasks)
    finally:
        signal.signal(signal.SIGINT, before)
    for number in waiting:
        signal.raise_signal(number)
    return pool


def _quiet(descriptor: int) -> None:
    """A worker leaves interruptions to its parent, which ends it, and does not hold the lock."""
    with contextlib.suppress(OSError):  # not inherited where workers are not forked
        os.close(descriptor)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def offered(site: Path, printed: list[Job]) -> dict[Path, bytes]:
    """Printed pages with a button to their PDF, first pages of renditions with one to the book."""
    icon = _icon()
    contents: dict[Path, bytes] = {}
    homes = {f"{job.name}/index": f"../{job.file}" for job in printed if job.whole}
    for uri, href in {
        job.name: f"{job.name.rpartition('/')[2]}.pdf" for job in printed if not job.whole
    }.items() | homes.items():
        file = site / f"{uri}.html"
        text = contents.get(file, file.read_bytes()).decode()
        button = BUTTON.format(href=href, icon=icon)
        if ARTICLE in text and f'href="{href}" title="PDF"' not in text:
            contents[file] = text.replace(ARTICLE, f"{ARTICLE}\n{button}", 1).encode()
    return contents


def _icon() -> str:
    spec = importlib.util.find_spec("material")
    file = (
        Path(spec.origin).parent / "templates/.icons/material/file-pdf-box.svg"
        if spec and spec.origin
        else None
    )
    return file.read_text(encoding="utf-8") if file and file.is_file() else "PDF"


def _refuse(reasons: Iterable[object], site: Path) -> int:
    for reason in reasons:
        print(reason, file=sys.stderr)
    print(
        f"没有印出 PDF；{site} 中的文件保持原样。 / "
        f"No PDF was printed; the files in {site} are as they were.",
        file=sys.stderr,
    )
    return 1


def _report(message: str) -> None:
    print(message, file=sys.stderr, flush=True)
