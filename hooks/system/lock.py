"""A lock that the operating system holds: it ends with the processes that hold it, however they
end, so that none is ever stale."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class LockHeld(Exception):
    """Another process holds the lock."""


@contextlib.contextmanager
def lock(file: Path) -> Iterator[int]:
    """Holds ``file`` and gives its descriptor to inherit; it is gone afterwards. Raises Taken."""
    descriptor = _opened(file)
    try:
        yield descriptor
    finally:
        # Windows deletes no open file; it stays, and locks nothing
        with contextlib.suppress(OSError):
            file.unlink()
        os.close(descriptor)


def _opened(file: Path) -> int:
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
        try:
            _take(descriptor)
        except OSError as error:
            os.close(descriptor)
            raise LockHeld(str(file)) from error
        # who held it before may have deleted it meanwhile: then this is not the file that others
        # see
        with contextlib.suppress(OSError):
            if os.path.samestat(os.fstat(descriptor), os.stat(file)):
                return descriptor
        os.close(descriptor)


def _take(descriptor: int) -> None:
    if sys.platform == "win32":
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
