"""Two folders exchanged in one step, so that a killed process leaves no moment in which a name has
none.

Linux can (renameat2 with RENAME_EXCHANGE, man 2 rename) and Python has no name for it; elsewhere
the caller goes by two steps."""

from __future__ import annotations

import ctypes
import os
from pathlib import Path

HERE, EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of <fcntl.h> and <stdio.h>


def exchange(one: Path, other: Path) -> bool:
    """Exchange two folders of one file system; False where the system or the file system cannot,
    and then nothing was done."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    return (
        rename is not None
        and rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0
    )
