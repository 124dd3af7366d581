"""``python hooks`` in a process that is forked from that of the tests: one that begins from nothing
would spend most of its time on importing what is imported here already.

What only a process of its own shows (its locale, its seed of hashes, how it begins) is not to be
tested so."""

from __future__ import annotations

import os
import subprocess
import sys
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

from hooks_command import entry
from system import store


def forked(
    *words: str | Path, room: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    """What ``python hooks WORDS`` prints, and its exit status, on a disk that holds ``room`` bytes
    of each file where that is given."""
    main = entry().main
    out, err = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        _live(main, [str(word) for word in words], (out, err), room, environment)
    for _, written in (out, err):
        os.close(written)
    with ThreadPoolExecutor(2) as readers:
        printed, complained = readers.map(_read, (out[0], err[0]))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return subprocess.CompletedProcess(words, status, printed, complained)


def _read(pipe: int) -> str:
    with open(pipe, encoding="utf-8") as stream:
        return stream.read()


def _live(
    main: Callable[[list[str]], int],
    words: list[str],
    pipes: Sequence[tuple[int, int]],
    room: int,
    environment: dict[str, str],
) -> NoReturn:
    """The life of the forked process."""
    status = 1
    try:
        for stream, pipe in enumerate(pipes, 1):
            os.dup2(pipe[1], stream)
            for end in pipe:
                os.close(end)
        sys.stdin = os.fdopen(os.open(os.devnull, os.O_RDONLY), encoding="utf-8")
        sys.stdout, sys.stderr = (os.fdopen(at, "w", encoding="utf-8") for at in (1, 2))
        os.environ.update(environment)
        if room:
            import resource  # not on Windows

            # Python keeps what it could write of a compiled module as if it were whole
            sys.dont_write_bytecode = True
            os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
        store.opened.cache_clear()  # its connection is of the other process
        status = main(words)
    except SystemExit as done:
        status = done.code if isinstance(done.code, int) else int(done.code is not None)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
