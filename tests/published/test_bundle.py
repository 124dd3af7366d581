"""The bundle as a ward meets it: unpacked, opened from a folder with the network off, every page;
and what a stopped or hindered run leaves behind."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from test_search import LINKS, answers

from built import DAY, ELSEWHERE, EXAMPLE, run
from places import HOOKS, ROOT

FILE_SIZE = 100_000  # bytes that a hindered run may write into one file
MANY = 20  # pages of one folder, or of all folders beside each other
LOW = {"width": 1280, "height": 100}  # a window in which little is drawn that nobody looks at
TABS = 4  # pages that load at a time


def unpacked(folder: Path) -> Path:
    """The one folder in the one archive of a folder."""
    (archive,) = folder.glob("*.zip")
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder / "unpacked")
    (inside,) = (folder / "unpacked").iterdir()
    assert inside.name == archive.stem
    return inside


@pytest.fixture(scope="module")
def ward(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the real site, unpacked; WARD names a folder with one that was made before, as
    that of a release with its books."""
    folder = tmp_path_factory.mktemp("ward")
    if made := os.environ.get("WARD"):
        (archive,) = Path(made).glob("*.zip")
        shutil.copy(archive, folder)
        return unpacked(folder)
    result = run("bundle", "--site", str(site), "--out", str(folder), "--without-books", root=ROOT)
    assert result.returncode == 0, result.stdout + result.stderr
    assert " MB)" in result.stdout
    return unpacked(folder)


@pytest.fixture(scope="module")
def books(bound: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small review with its books."""
    return shutil.copytree(bound, tmp_path_factory.mktemp("bound") / "site")


@pytest.fixture
def asked(browser: Any) -> Any:
    """A page without a network, and what it asked for and complained of."""
    yield from _asking(browser)


@pytest.fixture
def asked_once(opener: Any) -> Any:
    """The same for a page that is only opened."""
    yield from _asking(opener)


def _asking(browser: Any) -> Any:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 800})
    context.set_offline(True)
    seen: dict[str, list[str]] = {"asked": [], "failed": [], "errors": []}
    context.on("request", lambda request: seen["asked"].append(request.url))
    # what is stopped because its page is left is no failure; a file that is not there is
    # ERR_FILE_NOT_FOUND
    context.on(
        "requestfailed",
        lambda request: (
            seen["failed"].append(f"{request.failure} {request.url}")
            if request.failure != "net::ERR_ABORTED"
            else None
        ),
    )
    context.on(
        "console",
        lambda message: seen["errors"].append(message.text) if message.type == "error" else None,
    )
    context.on("weberror", lambda error: seen["errors"].append(str(error.error)))
    yield context.new_page(), seen
    context.close()


def local(seen: dict[str, list[str]], root: Path) -> bool:
    """Whether nothing failed, nothing was complained of, and nothing but the folder was asked."""
    outside = [
        url for url in seen["asked"] if not url.startswith((f"{root.as_uri()}/", "data:", "blob:"))
    ]
    assert (outside, seen["failed"], seen["errors"]) == ([], [], [])
    return len(seen["asked"]) > 0


def sample(root: Path, pages: list[Path]) -> list[Path]:
    """Every page, and of a folder of many, which one template makes, every twentieth, in English
    others than in Chinese; folders of what is gathered of one thing
    (``…/zh/diagnoses/osteosarcoma/``) are as one."""
    folders: dict[tuple[str, ...], list[Path]] = {}
    for page in pages:
        inside = page.relative_to(root).parent.parts
        folders.setdefault((*inside[:2], *("*" for _ in inside[2:])), []).append(page)
    return [
        page
        for folder, inside in folders.items()
        for page in (inside[10 * (folder[0] == "en") :: 20] if len(inside) > MANY else inside)
    ]


def test_pages_of_every_kind_open_from_a_folder_with_the_network_off(
    asked_once: Any, ward: Path
) -> None:
    page, seen = asked_once
    pages = sample(ward, sorted(ward.rglob("*.html")))
    assert len(pages) > 140 and {file.relative_to(ward).parts[0] for file in pages} == {
        "index.html",
        "zh",
        "en",
        "zh-en",
    }
    pages.remove(ward / "index.html")  # which leads on by itself: see below
    tabs = [page, *(page.context.new_page() for _ in range(TABS - 1))]
    for tab in tabs:
        tab.set_viewport_size(LOW)
    for n in range(0, len(pages), TABS):
        for tab, file in zip(tabs, pages[n:]):
            tab.goto(file.as_uri(), wait_until="commit")
        for tab, file in zip(tabs, pages[n:]):
            tab.wait_for_load_state("load")
            assert tab.evaluate(
                "document.title && document.styleSheets.length"
                " && document.querySelector('article h1') !== null"
            ), file
    assert local(seen, ward)


def test_a_reader_comes_in_by_index_and_searches_filters_and_reads(
    asked: Any, browser: Any, site: Path, ward: Path
) -> None:
    page, seen = asked
    page.goto((ward / "index.html").as_uri())
    page.wait_for_url(f"{ward.as_uri()}/zh/index.html")
    sample, published = slice(2, None, 9), browser.new_page()
    for language in ("zh", "en"):
        found = answers(page, ward.as_uri(), language, sample)
        assert len(found) >= 5 and all(found.values())
        assert found == answers(published, site.as_uri(), language, sample)
        page.locator(LINKS).first.click()
        page.wait_for_url(f"{ward.as_uri()}/{language}/**")
    published.close()
    assert local(seen, ward)


def test_plots_and_explorer_work_from_a_folder(asked: Any, ward: Path) -> None:
    page, seen = asked
    plotted = next(
        file
        for file in sorted((ward / "zh").rglob("*.html"))
        if 'class="forest"' in file.read_text(encoding="utf-8")
    )
    page.goto(plotted.as_uri())
    assert page.locator(".forest").first.bounding_box()["width"] > 300
    page.goto((ward / "en" / "trials" / "index.html").as_uri())
    everything = page.locator(".explorer tbody tr").count()
    page.get_by_label("Diagnosis").select_option("osteosarcoma")
    page.wait_for_url("**?diagnosis=osteosarcoma")
    page.locator(".explorer:not([aria-busy])").wait_for()
    assert 0 < page.locator(".explorer tbody tr:visible").count() < everything
    assert local(seen, ward)


def test_the_checksums_hold_and_the_first_text_names_the_version(ward: Path) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"],
        cwd=ward,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    listed = {
        line.split("  ", 1)[1]
        for line in (ward / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    }
    assert listed == {
        file.relative_to(ward).as_posix() for file in ward.rglob("*") if file.is_file()
    } - {"SHA256SUMS"}
    status = json.loads((ward / "status.json").read_text(encoding="utf-8"))
    assert (ward / "READ ME FIRST.txt").read_bytes().decode("utf-8-sig").count(
        status["commit"]
    ) == 2
    assert {
        "LICENSE.txt",
        "LICENSE-CONTENT.txt",
        "LICENSE-mkdocs-material.txt",
        "CITATION.txt",
        "data/datapackage.json",
    } <= listed


def test_a_bundle_has_the_same_bytes_whenever_it_is_packed(books: Path, tmp_path: Path) -> None:
    """Two paths, days, time zones, locales and seeds of hashes."""
    copy = shutil.copytree(
        books, tmp_path / "elsewhere", copy_function=shutil.copyfile
    )  # other times, other rights
    ways = ((books, "a", DAY, ELSEWHERE[0]), (copy, "b", "2027-01-01", ELSEWHERE[1]))
    for site, folder, day, environment in ways:
        assert (
            run(
                "bundle",
                "--site",
                str(site),
                "--out",
                str(tmp_path / folder),
                root=EXAMPLE,
                REVIEW_TODAY=day,
                **environment,
            ).returncode
            == 0
        )
    (first,), (second,) = (tmp_path / "a").iterdir(), (tmp_path / "b").iterdir()
    assert (first.name, first.read_bytes()) == (second.name, second.read_bytes())
    assert {"review-zh.pdf", "review-en.pdf", "review-zh-en.pdf"} <= {
        file.name for file in unpacked(tmp_path / "a").iterdir()
    }


def no_books(site: Path) -> None:
    (site / "review-en.pdf").unlink()


def no_status(site: Path) -> None:
    (site / "status.json").write_text("{", encoding="utf-8")


def no_page(site: Path) -> None:
    (site / "en" / "trials" / "reflect.html").unlink()


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (no_books, "make pdf"),
        (no_status, "make site"),
        (no_page, "leads to no file"),
        (shutil.rmtree, "make site"),
    ],
)
def test_what_cannot_be_packed_is_refused_and_nothing_is_written(
    books: Path, tmp_path: Path, harm: Callable[[Path], None], said: str
) -> None:
    copy = shutil.copytree(books, tmp_path / "site")
    harm(copy)
    result = run("bundle", "--site", str(copy), "--out", str(tmp_path / "out"), root=EXAMPLE)
    assert result.returncode == 2 and said in result.stderr and "Traceback" not in result.stderr
    assert not (tmp_path / "out").exists() or not list((tmp_path / "out").iterdir())


def command(site: Path, folder: Path) -> list[str]:
    return [
        sys.executable,
        str(HOOKS),
        "bundle",
        "--root",
        str(EXAMPLE),
        "--site",
        str(site),
        "--out",
        str(folder),
    ]


def test_a_full_disk_leaves_the_last_bundle_as_it_was(books: Path, tmp_path: Path) -> None:
    assert (
        subprocess.run(command(books, tmp_path), capture_output=True, check=False).returncode == 0
    )
    (before,) = tmp_path.iterdir()
    data = before.read_bytes()
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, FILE_SIZE))  # noqa: E731
    done = subprocess.run(
        command(books, tmp_path),
        preexec_fn=limit,
        # else Python keeps what it could write of a compiled module as if it were whole
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2 and before.name in done.stderr and "Traceback" not in done.stderr
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [(before.name, data)]


@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_stopped_run_leaves_no_half_a_bundle(
    books: Path, tmp_path: Path, stop: signal.Signals
) -> None:
    process = subprocess.Popen(
        command(books, tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    time.sleep(0.8)
    process.send_signal(stop)
    process.wait(60)
    for archive in tmp_path.glob("*.zip"):  # it was done before it was stopped
        with zipfile.ZipFile(archive) as opened:
            assert opened.testzip() is None


@pytest.fixture
def tagged(books: Path, tmp_path: Path) -> Path:
    """A repository of the small review at the tag v2026-12, with the site that was built from
    it."""
    root = tmp_path / "review"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("site"))
    (root / ".gitignore").write_text("/site/\n/.site.lock\n/release/\n", encoding="utf-8")
    git = [
        "git",
        "-C",
        str(root),
        "-c",
        "user.name=A",
        "-c",
        "user.email=a@example.org",
        "-c",
        "commit.gpgsign=false",
    ]
    for words in (
        ["init", "--quiet"],
        ["add", "."],
        ["commit", "--quiet", "--message", "One"],
        ["tag", "v2026-12"],
    ):
        subprocess.run([*git, *words], check=True)
    site = shutil.copytree(books, root / "site")
    status = json.loads((site / "status.json").read_text(encoding="utf-8"))
    (site / "status.json").write_text(json.dumps(status | {"commit": "v2026-12"}), encoding="utf-8")
    return root


def test_a_release_has_every_file_under_its_version(tagged: Path) -> None:
    result = run("release", "--tag", "v2026-12", root=tagged)
    assert result.returncode == 0, result.stderr
    folder = tagged / "release"
    name = "review-v2026-12"
    assert {file.name for file in folder.iterdir()} == {
        f"{name}{end}"
        for end in (".zip", "-zh.pdf", "-en.pdf", "-zh-en.pdf", "-data.zip", "-sources.tar.gz")
    } | {"SHA256SUMS"}
    assert (
        subprocess.run(
            ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=folder, check=False
        ).returncode
        == 0
    )
    with tarfile.open(folder / f"{name}-sources.tar.gz") as sources:
        assert f"{name}/references.bib" in sources.getnames() and not [
            path for path in sources.getnames() if path.startswith(f"{name}/site")
        ]
    with zipfile.ZipFile(folder / f"{name}-data.zip") as data:
        assert f"{name}-data/datapackage.json" in data.namelist()
    again = run("release", root=tagged)
    assert again.returncode == 2 and "exists already" in again.stderr


def test_a_release_is_refused_where_site_sources_and_tag_are_not_one(tagged: Path) -> None:
    result = run("release", "--tag", "v2027-01", root=tagged)
    assert result.returncode == 2 and "not from v2027-01" in result.stderr
    (tagged / "references.bib").write_text("", encoding="utf-8")
    result = run("release", root=tagged)
    assert result.returncode == 2 and "v2026-12-dirty" in result.stderr
    assert not (tagged / "release").exists()
