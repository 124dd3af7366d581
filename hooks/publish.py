"""Builds the site beside the last good one and puts it in its place only when it is whole and proven.

The build and the check of its sources run side by side, each on a processor of its own; a review that fails its check never replaces a site.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Callable

QUIET = 2.0  # seconds after which waiting is explained


def publish(root: Path, site: Path, check: Callable[[], int]) -> int:
    """Build the review below ``root`` into ``site`` while ``check`` proves it; the exit status. A failure of either leaves ``site`` as it was."""
    site = site.resolve()  # "." has no name that another folder could stand beside
    if site.exists() and not (site / "sitemap.xml").is_file():
        print(f"{site} 不是生成的网站，未作改动。 / {site} is not a site built here; it was left alone.", file=sys.stderr)
        return 2
    fresh, old = site.with_name(f".{site.name}.new"), site.with_name(f".{site.name}.old")
    _remove(fresh)
    try:
        status = _build_and_check(root, fresh, check)
        if status:
            print(f"没有生成新网站；{site} 保持原样。 / No new site was built; {site} is as it was.", file=sys.stderr)
            return status
        _replace(site, fresh, old)
    finally:
        _remove(fresh)
    print(f"网站已生成，用浏览器打开 / The site is built; open: {site / 'index.html'}")
    return 0


def _replace(site: Path, fresh: Path, old: Path) -> None:
    """Put the fresh site in the place of the last one; where that fails, the last one goes back."""
    _remove(old)
    if site.exists():
        site.rename(old)
    try:
        fresh.rename(site)
    except OSError:
        old.rename(site)
        raise
    _remove(old)


def _build_and_check(root: Path, target: Path, check: Callable[[], int]) -> int:
    # not --quiet: it would hide from strict mode the very warnings that must stop the build
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", str(root / "mkdocs.yml"), "--site-dir", str(target)]
    # Material announces its own end of support on every build; that is no news to a contributor
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "REVIEW_CHECKED_BESIDE": "1", "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace") as build:
        try:
            if status := check():
                return status
            with _Clock("生成网站 / Building the site"):
                said, _ = build.communicate()
        finally:
            build.kill()
    if build.returncode:
        print("\n".join(line for line in said.splitlines() if not line.startswith("INFO")), file=sys.stderr)
    return build.returncode


def _remove(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)


class _Clock:
    """Says what is going on once it has taken longer than ``QUIET`` seconds, and then every five."""

    def __init__(self, what: str) -> None:
        self.what, self.done = what, threading.Event()

    def __enter__(self) -> None:
        self.start = time.monotonic()
        self.thread = threading.Thread(target=self._tick, daemon=True)
        self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.done.set()
        self.thread.join()

    def _tick(self) -> None:
        wait = QUIET
        while not self.done.wait(wait):
            print(f"{self.what} … {time.monotonic() - self.start:.0f} s", file=sys.stderr, flush=True)
            wait = 5.0
