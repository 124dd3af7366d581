"""The books opened again: every word of the pages, live links, bookmarks, fonts, marks at line
starts, and the same bytes twice."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pytest

import printed
from built import DAY, ELSEWHERE, EXAMPLE, URL, run
from commands import book
from places import HOOKS
from proven_book import proven
from review.book import volume


@pytest.fixture(scope="module")
def books(bound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small review with its PDFs."""
    return shutil.copytree(bound, tmp_path_factory.mktemp("books") / "site")


@pytest.mark.parametrize("rendition", ["zh", "en", "zh-en"])
def test_a_book_holds_what_its_pages_hold(books: Path, rendition: str) -> None:
    proven(books, EXAMPLE, rendition)


@pytest.mark.parametrize(
    ("rendition", "language"), [("zh", "zh-CN"), ("en", "en-GB"), ("zh-en", "zh-CN")]
)
def test_language_title_and_tags_are_set(books: Path, rendition: str, language: str) -> None:
    with pikepdf.open(books / f"review-{rendition}.pdf") as document:
        assert str(document.Root.Lang) == language
        assert document.Root.MarkInfo.Marked and document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert ("example" if rendition == "en" else "示例") in metadata["dc:title"]
            assert [
                metadata[name] for name in ("pdfuaid:part", "pdfaid:part", "pdfaid:conformance")
            ] == ["1", "2", "A"]
        assert [str(intent.S) for intent in document.Root.OutputIntents] == ["/GTS_PDFA1"]


def test_the_cover_leads_to_the_live_page(books: Path) -> None:
    assert f"{URL}/zh/index.html" in printed.addresses(books / "review-zh.pdf")


def test_sections_and_trials_are_printed_alone_and_offered_on_their_pages(books: Path) -> None:
    for uri in ("zh/review/surveillance", "en/trials/reflect", "zh-en/review/surveillance"):
        alone = volume.single(books, uri)
        for language in volume.LANGUAGES[alone.rendition]:
            assert (
                printed.lost(
                    printed.text(books / f"{uri}.pdf"),
                    [
                        list(
                            printed.passages(
                                alone.chapters[0].page, alone.chapters[0].skip, language
                            )
                        )
                    ],
                )
                == []
            )
        assert f'href="{uri.rpartition("/")[2]}.pdf" title="PDF"' in (
            books / f"{uri}.html"
        ).read_text(encoding="utf-8")
    assert 'href="../review-zh.pdf" title="PDF"' in (books / "zh" / "index.html").read_text(
        encoding="utf-8"
    )


def test_the_same_site_gives_the_same_book(books: Path, tmp_path: Path) -> None:
    """On another path, in another time zone and locale, with another seed of hashes."""
    copy = shutil.copytree(books, tmp_path / "a path of another length" / "site")
    made = [
        file.relative_to(books) for kind in ("pdf", "html") for file in books.rglob(f"*.{kind}")
    ]
    for file in made:
        if file.suffix == ".pdf":
            (copy / file).unlink()
    environment = {**ELSEWHERE[1], "REVIEW_URL": URL}
    assert run("book", "--site", str(copy), root=EXAMPLE, **environment).returncode == 0
    assert [
        file for file in made if (copy / file).read_bytes() != (books / file).read_bytes()
    ] == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ('<p class="novel">甲</p>', "no print form for the class “novel”; define class-novel in"),
        ("<p>\U00013000</p>", "no font has the character “\U00013000” (U+13000, "),
        ('<p><a href="#gone">甲</a></p>', "a link leads to zh/review/surveillance#gone, which"),
    ],
)
def test_a_page_that_cannot_be_printed_stops_all_and_changes_nothing(
    books: Path, tmp_path: Path, body: str, found: str
) -> None:
    copy = shutil.copytree(books, tmp_path / "site")
    page = copy / "zh" / "review" / "surveillance.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("</h1>", f"</h1>{body}", 1),
        encoding="utf-8",
    )
    before = {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()}
    result = run("book", "--site", str(copy), "--only", "zh", root=EXAMPLE)
    assert result.returncode == 1 and "Traceback" not in result.stderr
    assert f"zh/review/surveillance.html: {found}" in result.stderr
    assert {file: file.read_bytes() for file in copy.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_an_interrupted_run_leaves_no_half_a_pdf(
    example: Path, typefaces: None, tmp_path: Path, stop: signal.Signals
) -> None:
    copy = shutil.copytree(example, tmp_path / "site")
    command = [sys.executable, str(HOOKS), "book", "--site", str(copy), "--root", str(EXAMPLE)]
    process = subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "REVIEW_TODAY": DAY},
    )
    _at_work(process, tmp_path)
    time.sleep(1)
    process.send_signal(stop)
    assert process.wait(60) != 0
    assert [file.name for file in copy.rglob("*.pdf*")] == []


def _at_work(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until a command has taken the site in a folder for itself."""
    end = time.monotonic() + 60
    while not (folder / ".site.lock").exists():
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.01)


def test_ctrl_c_waits_while_processes_are_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that comes in the midst of it is neither lost nor ends it half way."""
    forked = []

    def pool(*_: object) -> None:
        signal.raise_signal(signal.SIGINT)
        forked.append("whole")

    monkeypatch.setattr("commands.book.multiprocessing.Pool", pool)
    with pytest.raises(KeyboardInterrupt):
        book._pool(1, 0)
    assert forked == ["whole"]


def test_no_build_replaces_a_site_whose_books_are_being_set(
    example: Path, typefaces: None, tmp_path: Path
) -> None:
    copy = shutil.copytree(example, tmp_path / "site")
    (copy / "404.html").touch()  # a site that is as it was built is not built again
    process = subprocess.Popen(
        [sys.executable, str(HOOKS), "book", "--site", str(copy), "--root", str(EXAMPLE)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "REVIEW_TODAY": DAY},
    )
    _at_work(process, tmp_path)
    refused = run("site", "--out", str(copy), root=EXAMPLE)
    assert refused.returncode == 2 and "Another build" in refused.stderr
    process.kill()
    process.wait()
    end = time.monotonic() + 30  # what a killed run began ends by itself and does not hold the lock
    while (again := run("site", "--out", str(copy), root=EXAMPLE)).returncode == 2:
        assert time.monotonic() < end, again.stderr
    assert again.returncode == 0


def test_what_is_emphasised_is_italic(books: Path) -> None:
    assert any("Italic" in name for name, _ in printed.fonts(books / "review-en.pdf"))


def test_without_a_site_it_says_what_to_run(tmp_path: Path) -> None:
    result = run("book", "--site", str(tmp_path), root=EXAMPLE)
    assert result.returncode == 2 and "make site" in result.stderr
