"""``python hooks site``: builds the site beside the last good one and puts it in its place only
when it is whole and proven.

The build and the check of its sources run side by side, each on a processor of its own; beside a
site of which little can have changed the build checks them itself, and what both need is read once.
A review that fails its check never replaces a site. One build of a site runs at a time. One that is
stopped ends every process it began, leaves no folder behind and the last good site as it was; the
new one takes its place in one step, and where the system knows no such step, a build killed between
two is made good by the next.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import click

from commands.check import FORMATS, problems
from commands.command_line import FOLDER, Command, format_option, root_option
from review.messages import refusal
from system import files, fingerprint, store
from system.fingerprint import CHECKED, WITHIN
from system.lock import LockHeld, lock

# as Python prints an error of the operating system
SYSTEM = re.compile(r"\w*Error: \[Errno \d+\] ([^:]+)(?:: '([^']*)')?(?: -> '([^']*)')?")
BUILT = "网站已生成，用浏览器打开 / The site is built; open: {}"
QUIET = 2.0  # seconds after which waiting is explained
LONGER = 5.0  # seconds until it is explained again
POSIX = os.name == "posix"
SHARD = re.compile("([1-9][0-9]{0,3})/([1-9][0-9]{0,3})")


@click.command("site", cls=Command, refused=2)
@root_option
@format_option(*FORMATS)
@click.option("--out", type=FOLDER)
@click.option("--shard", metavar="K/N")
@click.option("--join", type=FOLDER, multiple=True)
def site(root: Path, form: str, out: Path | None, shard: str | None, join: tuple[Path, ...]) -> int:
    """Build the site while its sources are checked; one that would be the same stays."""
    if shard is not None:
        return _part(root, shard)
    for folder_joined in join:
        store.opened().join(folder_joined)
    folder = (root / "site" if out is None else out).resolve()
    made_from, built = _made_from(root), fingerprint.site(folder)
    if built and store.opened().get("site", (made_from, built)):
        status = problems(root, form)
        if not status:
            print(BUILT.format(folder / "index.html"))
        return status
    within = form if built and store.opened().get("pages", built) else ""
    status = publish(root, folder, lambda: problems(root, form), within)
    if not status and made_from == _made_from(root):  # nobody has saved anything meanwhile
        store.opened().put("site", (made_from, fingerprint.site(folder)), True)
        store.opened().write()
    return status


def _part(root: Path, shard: str) -> int:
    """Convert a part of the pages; the exit status."""
    if not (match := SHARD.fullmatch(shard)) or int(match[1]) > int(match[2]):
        raise refusal("command/shard", shard=shard)
    with tempfile.TemporaryDirectory(prefix="review-part-") as name:
        folder = Path(name)
        os.environ["REVIEW_SHARD"] = shard
        with lock(folder / "lock") as descriptor:
            return _build_and_check(root, folder / "site", lambda: 0, descriptor, folder, "")


def _made_from(root: Path) -> tuple[str, str, bytes]:
    """All that the site is made from besides the program."""
    from system import git

    return fingerprint.review(root), git.version(root), git.past(root)


def publish(root: Path, site: Path, check: Callable[[], int], within: str = "") -> int:
    """Build the review below ``root`` into ``site`` while ``check`` proves it; the exit status. A
    failure of either leaves ``site`` as it was. Where ``within`` is a form of report, the build
    checks the review first, and ``check`` then tells in it what that has found. Raises Refusal for
    a folder that is no site, and while another build is at work."""
    site = site.resolve()  # "." has no name that another folder could stand beside
    if site.exists() and not (site / "sitemap.xml").is_file():
        raise refusal("command/other-folder", folder=site)
    site.parent.mkdir(parents=True, exist_ok=True)
    try:
        with lock(site.with_name(f".{site.name}.lock")) as descriptor:
            return _publish(root, site, check, descriptor, within)
    except LockHeld:
        raise refusal("command/building", folder=site) from None
    except (KeyboardInterrupt, SystemExit):
        print(f"已停止；{site} 保持原样。 / Stopped; {site} is as it was.", file=sys.stderr)
        raise


def _publish(root: Path, site: Path, check: Callable[[], int], descriptor: int, within: str) -> int:
    fresh, old = site.with_name(f".{site.name}.new"), site.with_name(f".{site.name}.old")
    if old.exists() and not site.exists():
        old.rename(site)  # a build was killed between its last two steps
    _remove(fresh)
    with _stopping_cleanly():
        try:
            status = _build_and_check(root, fresh, check, descriptor, site, within)
            if status:
                print(
                    f"没有生成新网站；{site} 保持原样。"
                    f" / No new site was built; {site} is as it was.",
                    file=sys.stderr,
                )
                return status
            _replace(site, fresh, old)
        finally:
            _remove(fresh)
    print(BUILT.format(site / "index.html"))
    return 0


@contextlib.contextmanager
def _stopping_cleanly() -> Iterator[None]:
    """Meanwhile the signals that end a process end it as Ctrl-C does: all is cleaned up."""
    signals = [signal.SIGTERM]
    if hasattr(signal, "SIGHUP"):  # not on Windows
        signals.append(signal.SIGHUP)
    before = {number: signal.signal(number, _stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _stop(number: int, frame: FrameType | None) -> None:
    raise SystemExit(128 + number)


def _replace(site: Path, fresh: Path, old: Path) -> None:
    """Put the fresh site in the place of the last one, in one step where the system can; where that
    fails or is stopped, the last one goes back."""
    _remove(old)
    if site.exists() and files.exchange(fresh, site):
        _remove(fresh)
        return
    try:
        if site.exists():
            site.rename(old)
        fresh.rename(site)
    except BaseException:
        if old.exists() and not site.exists():
            old.rename(site)
        raise
    _remove(old)


def _build_and_check(
    root: Path, target: Path, check: Callable[[], int], descriptor: int, last: Path, within: str
) -> int:
    """Exit status of the check or, where that found nothing, of the build."""
    with _begun(root, target, descriptor, last, within) as build:
        try:
            if not within and (status := check()):
                return status
            with _clock("生成网站 / Building the site"):
                output, _ = build.communicate()
        finally:
            _end(build)
    if within and (status := check()):
        return status
    if build.returncode:
        print(_reason(output, target), file=sys.stderr)
    return build.returncode


def _begun(
    root: Path, target: Path, descriptor: int, last: Path, within: str
) -> subprocess.Popen[str]:
    """MkDocs at work in a group of its own, to end with all it began; it holds the lock, too."""
    # not --quiet: it would hide from strict mode the very warnings that must stop the build
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(target)]
    # Material announces its own end of support on every build; that is no news to a contributor
    settings = {"NO_MKDOCS_2_WARNING": "1", "REVIEW_LAST_SITE": str(last)}
    settings |= {WITHIN: within} if within else {CHECKED: "1"}
    return subprocess.Popen(
        command,
        env={**os.environ, **settings, "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        start_new_session=POSIX,
        pass_fds=(descriptor,) if POSIX else (),
    )


def _reason(output: str, target: Path) -> str:
    """What a contributor is told of a build that failed: its warnings and errors; of a disk that
    cannot be written, one line and no traceback."""
    # each once, though a copy of the process may have met the same
    lines = [*dict.fromkeys(one for one in output.splitlines() if not one.startswith("INFO"))]
    errors = [match for match in map(SYSTEM.fullmatch, lines) if match]
    if not errors or not any(line.startswith("Traceback") for line in lines):
        return "\n".join(lines)
    reason, first, second = errors[-1].groups()
    return f"无法读写 / cannot read or write: {second or first or target} ({reason})"


def _end(build: subprocess.Popen[str]) -> None:
    """End a build and the processes that it began."""
    if not POSIX:
        build.kill()
        return
    with contextlib.suppress(ProcessLookupError):  # all of it has ended
        os.killpg(build.pid, signal.SIGKILL)


def _remove(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def _clock(task: str) -> Iterator[None]:
    """Says what is going on once it has taken ``QUIET`` seconds, then every ``LONGER``."""
    finished = threading.Event()
    thread = threading.Thread(target=_tick, args=(task, finished), daemon=True)
    thread.start()
    try:
        yield
    finally:
        finished.set()
        thread.join()


def _tick(task: str, finished: threading.Event) -> None:
    start, wait = time.monotonic(), QUIET
    while not finished.wait(wait):
        print(f"{task} … {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
        wait = LONGER
