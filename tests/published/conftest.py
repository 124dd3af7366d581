"""The real site and the small second review, built once for all who test at the same time, served
on loopback, and seen in the system's Chromium."""

from __future__ import annotations

import fcntl
import functools
import http.server
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from built import BUILT, EXAMPLE, URL, run
from places import ROOT
from review.book import fonts

# the shell has the same engine and no interface, and opens a page for a quarter of the work
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser"))),
    "/usr/bin/chromium",
)
# without these a headless Chromium keeps asking its maker's servers, and as root it needs no
# sandbox
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
UNMOVED = "--disable-threaded-compositing"  # no frame follows what was drawn first


Make = Callable[[Path], None]


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Make], Path]:
    """Makes a folder of a name where no process of this run has made it yet; the others wait for
    it. Nobody changes what is in it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base

    def made(name: str, make: Make) -> Path:
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (shared / f"{name}.made").exists():
                shutil.rmtree(shared / name, ignore_errors=True)
                (shared / name).mkdir()
                make(shared / name)
                (shared / f"{name}.made").touch()
        return shared / name

    return made


@pytest.fixture(scope="session")
def site(once: Callable[[str, Make], Path]) -> Path:
    """The real site, built as ``make site`` builds it."""
    return once("real", lambda folder: build(folder, ROOT, **BUILT)) / "site"


@pytest.fixture(scope="session")
def example(once: Callable[[str, Make], Path]) -> Path:
    """The small second review, built by the same engine."""
    return once("example", lambda folder: build(folder, EXAMPLE)) / "site"


@pytest.fixture(scope="session")
def typefaces(once: Callable[[str, Make], Path]) -> None:
    """The fonts of the books where the command looks for them; the bold one is cut in a time in
    which others would begin to cut it, too."""
    once("typefaces", lambda folder: fonts.gather(ROOT / ".fonts") and None)


@pytest.fixture(scope="session")
def bound(once: Callable[[str, Make], Path], example: Path, typefaces: None) -> Path:
    """The site of the small review with its books and the PDFs of its pages; who runs a command on
    it takes a copy, since a site is locked meanwhile."""

    def make(folder: Path) -> None:
        copy = shutil.copytree(example, folder / "site")
        result = run("book", "--site", str(copy), root=EXAMPLE, REVIEW_URL=URL)
        assert result.returncode == 0, result.stdout + result.stderr

    return once("bound", make) / "site"


def build(folder: Path, root: Path, **environment: str) -> None:
    result = run("site", "--out", str(folder / "site"), root=root, **environment)
    assert result.returncode == 0, result.stdout + result.stderr


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header(
            "LinkChecker", "1"
        )  # linkchecker asks no more than ten times a second without it
        super().end_headers()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Address of a loopback server of the real site."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Any]]:
    """Starts the system's Chromium, driven by Playwright, with some further flags."""
    from playwright.sync_api import sync_playwright

    if not Path(CHROMIUM).exists():
        pytest.fail(
            "没有 chromium；请运行 sudo apt-get install chromium / "
            "chromium is missing; run: sudo apt-get install chromium"
        )
    with sync_playwright() as playwright:
        yield lambda *flags: playwright.chromium.launch(
            executable_path=CHROMIUM, args=[*FLAGS, *flags]
        )


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Any]) -> Iterator[Any]:
    """Where pages are used as a reader uses them."""
    launched = launch()
    yield launched
    launched.close()


@pytest.fixture(scope="session")
def opener(launch: Callable[..., Any]) -> Iterator[Any]:
    """Where pages are opened and looked at and nothing moves: it needs a fifth less of the
    processor."""
    launched = launch(UNMOVED)
    yield launched
    launched.close()
