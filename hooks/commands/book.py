"""``python hooks book``: the built site as PDF books, and each section and trial as a PDF of its
own, put beside the pages they are printed from.

Everything is printed before anything is put in place; where one file cannot be written, none is
put.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib.util
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from system.lock import Taken, lock

if TYPE_CHECKING:  # other commands run without what books need
    from multiprocessing.pool import IMapIterator

    from review.book.manuscript import Imprint
    from review.evidence.corpus import Corpus

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / ".fonts"
HELP = "把已生成的网站印成 PDF / print the built site as PDF"
RENDITIONS = ("zh", "en", "zh-en")
NEEDED = ("typst", "pikepdf", "fontTools", "segno", "lxml")
TICK = 5.0  # seconds between signs of life
ARTICLE = '<article class="md-content__inner md-typeset">'
BUTTON = (
    '<a href="{href}" title="PDF" class="md-content__button md-icon print"'
    ' type="application/pdf">{icon}</a>'
)


@dataclass(frozen=True)
class Job:
    """One PDF: ``name`` is a rendition (a whole book) or the uri of a page, ``file`` where it goes
    in the site."""

    name: str
    file: str
    whole: bool


@dataclass(frozen=True)
class Done:
    """What became of a job: the PDF, or why there is none; ``seconds`` it took."""

    job: Job
    pdf: bytes
    reasons: tuple[object, ...]
    seconds: float


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``book`` to the command line."""
    command = commands.add_parser("book", help=HELP, description=HELP)
    command.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        metavar="DIR",
        help="综述所在文件夹 / folder of the review",
    )
    command.add_argument(
        "--site",
        type=Path,
        metavar="DIR",
        help="已生成的网站，默认 site / the built site, site by default",
    )
    command.add_argument(
        "--only", choices=RENDITIONS, action="append", help="只印这一版 / print this edition only"
    )
    command.add_argument(
        "--no-pages", action="store_true", help="不印单页 / no PDF of single pages"
    )
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print; the exit status."""
    if missing := [name for name in NEEDED if importlib.util.find_spec(name) is None]:
        print(
            f"缺 {'、'.join(missing)}；请运行 make pdf，或 pip install -r requirements-book.txt\n"
            f"{', '.join(missing)} missing; run make pdf, "
            "or pip install -r requirements-book.txt",
            file=sys.stderr,
        )
        return 2
    from review.book.print_refusal import Unprintable

    site = (arguments.site or arguments.root / "site").resolve()
    try:
        if not (site / "sitemap.xml").is_file():
            print(
                f"{site} 不是生成的网站；请先运行 make site\n"
                f"{site} is not a built site; run make site first",
                file=sys.stderr,
            )
            return 2
        # so that no build replaces the site while its PDFs are set
        with lock(site.with_name(f".{site.name}.lock")) as held:
            return _print(arguments, site, held)
    except Taken:
        print(
            f"另一个程序正在使用 {site}；等它结束后再试。 / "
            f"Another program is at work on {site}; try again when it is done.",
            file=sys.stderr,
        )
        return 2
    except Unprintable as error:
        return _refuse(error.reasons, site)


def _print(arguments: argparse.Namespace, site: Path, held: int) -> int:
    from review.book import fonts, volume
    from review.evidence import corpus

    read = corpus.read(arguments.root)
    chosen = arguments.only or RENDITIONS
    for rendition in chosen:
        # a page that cannot be printed is named before anything is set
        volume.book(site, rendition, read.settings.pages)
    fonts.gather(FONTS, _say)
    wanted = jobs(site, chosen, read.settings.pages, not arguments.no_pages)
    work = functools.partial(_pdf, site, _imprint(read), tuple(read.settings.pages))
    done = list(_printed(wanted, work, held))
    if reasons := list(dict.fromkeys(chain.from_iterable(result.reasons for result in done))):
        return _refuse(reasons, site)
    files = {site / result.job.file: result.pdf for result in done}
    put_all(files | offered(site, [result.job for result in done]))
    books = [result for result in done if result.job.whole]
    _say(f"{len(done) - len(books)} 个单页 PDF / PDFs of single pages")
    for result in books:
        print(f"{site / result.job.file} ({len(result.pdf) / 1e6:.1f} MB)")
    return 0


def jobs(site: Path, renditions: Iterable[str], paths: list[str], pages: bool) -> list[Job]:
    """What is to be printed, the longest first."""
    from review.book.volume import LANGUAGES, sections, trials

    chosen = sorted(renditions, key=lambda rendition: -len(LANGUAGES[rendition]))
    books = [Job(rendition, f"review-{rendition}.pdf", True) for rendition in chosen]
    uris = [
        uri
        for rendition in chosen
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
    from system.git_revision import version

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


def _pdf(site: Path, imprint: Imprint, paths: tuple[str, ...], job: Job) -> Done:
    """Do one job; runs in a process of its own, so that a book's memory is free again when it is
    printed."""
    from review.book import press, volume
    from review.book.manuscript import Manuscript
    from review.book.print_refusal import Unprintable

    began = time.monotonic()
    try:
        each = volume.book(site, job.name, paths) if job.whole else volume.single(site, job.name)
        return Done(
            job,
            press.printed_pdf(Manuscript(each, imprint, site), FONTS),
            (),
            time.monotonic() - began,
        )
    except Unprintable as error:
        return Done(job, b"", error.reasons, time.monotonic() - began)


def _printed(wanted: list[Job], work: functools.partial[Done], held: int) -> Iterator[Done]:
    """The jobs done on up to two processors, with signs of life. Leaving early ends what still
    runs."""
    books = [job for job in wanted if job.whole]
    pages = [job for job in wanted if not job.whole]
    began = time.monotonic()
    for batch, lasting in ((books, 1), (pages, None)):
        with multiprocessing.Pool(
            min(2, os.cpu_count() or 1), _quiet, (held,), maxtasksperchild=lasting
        ) as pool:
            running = pool.imap_unordered(work, batch)
            for count in range(len(batch)):
                yield (done := _next(running, began, count, len(batch)))
                if done.job.whole and done.pdf:
                    _say(f"{done.job.file} 已排好 / is set ({done.seconds:.0f} s)")


def _next(running: IMapIterator[Done], began: float, count: int, total: int) -> Done:
    while True:
        try:
            return running.next(TICK)
        except multiprocessing.TimeoutError:
            _say(f"排版 / Setting … {count}/{total}, {time.monotonic() - began:.0f} s")


def _quiet(held: int) -> None:
    """A worker leaves an interruption to its parent, which ends it, and the lock, which it must not
    hold longer than its parent."""
    with contextlib.suppress(OSError):  # not inherited where workers are not forked
        os.close(held)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def put(file: Path, data: bytes) -> None:
    """Write a file whole or not at all. Raises OSError naming it, as when the disk is full."""
    put_all({file: data})


def put_all(files: Mapping[Path, bytes]) -> None:
    """Write files beside their places and, once all are whole, put each in its place. Raises
    OSError naming the one that could not be written; then none was put."""
    fresh = {file: file.with_name(f".{file.name}.new") for file in files}
    try:
        for file, data in files.items():
            _write(fresh[file], data, file)
        for file in files:
            os.replace(fresh[file], file)
    finally:
        for each in fresh.values():
            each.unlink(missing_ok=True)


def _write(fresh: Path, data: bytes, file: Path) -> None:
    try:
        with fresh.open("wb") as opened:
            opened.write(data)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from None


def offered(site: Path, printed: list[Job]) -> dict[Path, bytes]:
    """Each printed page with a button to its PDF, and the first page of a rendition with one to the
    book."""
    icon = _icon()
    made: dict[Path, bytes] = {}
    homes = {f"{job.name}/index": f"../{job.file}" for job in printed if job.whole}
    for uri, href in {
        job.name: f"{job.name.rpartition('/')[2]}.pdf" for job in printed if not job.whole
    }.items() | homes.items():
        file = site / f"{uri}.html"
        text = made.get(file, file.read_bytes()).decode()
        button = BUTTON.format(href=href, icon=icon)
        if ARTICLE in text and f'href="{href}" title="PDF"' not in text:
            made[file] = text.replace(ARTICLE, f"{ARTICLE}\n{button}", 1).encode()
    return made


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


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)
