"""The real site and the small second review, built once, served on loopback, and seen in the system's Chromium."""
from __future__ import annotations

import functools
import http.server
import shutil
import threading
from pathlib import Path
from typing import Iterator

import pytest

from built import EXAMPLE, ROOT, run

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
# without these a headless Chromium keeps asking its maker's servers, and as root it needs no sandbox
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as ``make site`` builds it."""
    target = tmp_path_factory.mktemp("real") / "site"
    result = run("site", "--out", str(target), root=ROOT, REVIEW_REPOSITORY="https://github.com/example/review")  # a host that the theme would ask for the number of stars
    assert result.returncode == 0, result.stdout + result.stderr
    return target


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small second review, built by the same engine."""
    target = tmp_path_factory.mktemp("example") / "site"
    result = run("site", "--out", str(target), root=EXAMPLE)
    assert result.returncode == 0, result.stdout + result.stderr
    return target


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass

    def end_headers(self) -> None:
        self.send_header("LinkChecker", "1")  # linkchecker asks no more than ten times a second without it
        super().end_headers()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Address of a loopback server of the real site."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


@pytest.fixture(scope="session")
def browser() -> Iterator[object]:
    """The system's Chromium, driven by Playwright."""
    from playwright.sync_api import sync_playwright

    if not Path(CHROMIUM).exists():
        pytest.fail("没有 chromium；请运行 sudo apt-get install chromium / chromium is missing; run: sudo apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()
