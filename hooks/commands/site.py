"""Builds the site beside the last good one and puts it in its place only when it is whole and proven.

The build and the check of its sources run side by side, each on a processor of its own; a review that fails its check never replaces a site.
One build of a site runs at a time. One that is stopped ends every process it began, leaves no folder behind and the last good site as it was;
the new one takes its place in one step, and where the system knows no such step, a build killed between two is made good by the next.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from system.exchange import exchange
from system.lock import Taken, lock

SYSTEM = re.compile(
    r"\w*Error: \[Errno \d+\] ([^:]+)(?:: '([^']*)')?(?: -> '([^']*)')?"
)  # as Python prints an error of the operating system
QUIET = 2.0  # seconds after which waiting is explained


def publish(root: Path, site: Path, check: Callable[[], int]) -> int:
    """Build the review below ``root`` into ``site`` while ``check`` proves it; the exit status. A failure of either leaves ``site`` as it was."""
    site = site.resolve()  # "." has no name that another folder could stand beside
    if site.exists() and not (site / "sitemap.xml").is_file():
        print(
            f"{site} 不是生成的网站，未作改动。 / {site} is not a site built here; it was left alone.",
            file=sys.stderr,
        )
        return 2
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        with lock(site.with_name(f".{site.name}.lock")) as held:
            return _publish(root, site, check, held)
    except Taken:
        print(
            f"另一个程序正在生成 {site}；等它结束后再试。 / Another build of {site} is running; try again when it is done.",
            file=sys.stderr,
        )
        return 2
    except (KeyboardInterrupt, SystemExit):
        print(f"已停止；{site} 保持原样。 / Stopped; {site} is as it was.", file=sys.stderr)
        raise


def _publish(root: Path, site: Path, check: Callable[[], int], held: int) -> int:
    fresh, old = site.with_name(f".{site.name}.new"), site.with_name(f".{site.name}.old")
    if old.exists() and not site.exists():
        old.rename(site)  # a build was killed between its last two steps
    _remove(fresh)
    signals = [signal.SIGTERM, *filter(None, [getattr(signal, "SIGHUP", None)])]
    before = {each: signal.signal(each, _stop) for each in signals}
    try:
        status = _build_and_check(root, fresh, check, held)
        if status:
            print(
                f"没有生成新网站；{site} 保持原样。 / No new site was built; {site} is as it was.",
                file=sys.stderr,
            )
            return status
        _replace(site, fresh, old)
    finally:
        _remove(fresh)
        for each, handler in before.items():
            signal.signal(each, handler)
    print(f"网站已生成，用浏览器打开 / The site is built; open: {site / 'index.html'}")
    return 0


def _stop(number: int, frame: FrameType | None) -> None:
    """Ends as Ctrl-C does, so that all that was begun is cleaned up."""
    raise SystemExit(128 + number)


def _replace(site: Path, fresh: Path, old: Path) -> None:
    """Put the fresh site in the place of the last one, in one step where the system can; where that fails or is stopped, the last one goes back."""
    _remove(old)
    if site.exists() and exchange(fresh, site):
        return _remove(fresh)
    try:
        if site.exists():
            site.rename(old)
        fresh.rename(site)
    except BaseException:
        if old.exists() and not site.exists():
            old.rename(site)
        raise
    _remove(old)


def _build_and_check(root: Path, target: Path, check: Callable[[], int], held: int) -> int:
    # not --quiet: it would hide from strict mode the very warnings that must stop the build
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--config-file",
        str(root / "mkdocs.yml"),
        "--site-dir",
        str(target),
    ]
    # Material announces its own end of support on every build; that is no news to a contributor
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "REVIEW_CHECKED_BESIDE": "1",
        "PYTHONIOENCODING": "utf-8",
    }
    # a group of its own, so that it can be ended with all it began; and it holds the lock, too, for
    # as long as it lives
    apart = {"start_new_session": True, "pass_fds": (held,)} if os.name == "posix" else {}
    with subprocess.Popen(
        command,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        **apart,
    ) as build:
        try:
            if status := check():
                return status
            with _Clock("生成网站 / Building the site"):
                said, _ = build.communicate()
        finally:
            _end(build)
    if build.returncode:
        print(_reason(said, target), file=sys.stderr)
    return build.returncode


def _reason(said: str, target: Path) -> str:
    """What a contributor is told of a build that failed: its warnings and errors; of a disk that cannot be written, one line and no traceback."""
    lines = [line for line in said.splitlines() if not line.startswith("INFO")]
    found = next((match for line in reversed(lines) if (match := SYSTEM.fullmatch(line))), None)
    return (
        f"无法读写 / cannot read or write: {found[3] or found[2] or target} ({found[1]})"
        if found and any(line.startswith("Traceback") for line in lines)
        else "\n".join(lines)
    )


def _end(build: subprocess.Popen[str]) -> None:
    """Ends a build and the copies it made of itself."""
    try:
        os.killpg(build.pid, signal.SIGKILL) if os.name == "posix" else build.kill()
    except ProcessLookupError:
        pass  # all of it has ended


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
            print(
                f"{self.what} … {time.monotonic() - self.start:.0f} s", file=sys.stderr, flush=True
            )
            wait = 5.0
