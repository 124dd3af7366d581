"""What may befall a build: it is killed at any moment, the disk is full, nothing may be written
where the site should be, or another build of the site runs."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

from built import DAY
from places import HOOKS

ENVIRONMENT = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "REVIEW_TODAY": DAY}
# Python keeps what it could write of a compiled module as if it were whole
ENVIRONMENT |= {"PYTHONDONTWRITEBYTECODE": "1"}
ROOM = 40_000  # bytes that a process may write into one file of a full disk


def full() -> None:
    """In a process about to begin: no file of it grows beyond ROOM; writing more fails, as on a
    full disk, and does not kill."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def begun(review: Path, site: Path) -> subprocess.Popen[bytes]:
    """A build in a group of processes of its own."""
    command = [sys.executable, str(HOOKS), "site", "--root", str(review), "--out", str(site)]
    return subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        env=ENVIRONMENT,
    )


def killed(review: Path, site: Path, within: float, chance: random.Random) -> float:
    """Kill a build and all it has begun at a random moment ``within`` so many seconds, unless it
    is done before; the moment."""
    process = begun(review, site)
    moment = chance.uniform(0, within)
    try:
        process.wait(timeout=moment)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return moment


def settled(process: subprocess.Popen[bytes], seconds: float) -> int:
    """The exit status of a build that ends within so many seconds."""
    end = time.monotonic() + seconds
    while process.poll() is None and time.monotonic() < end:
        time.sleep(0.05)
    assert process.returncode is not None, "the build hangs"
    return process.returncode
