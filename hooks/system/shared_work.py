"""Work of a check that two processes share, where there is enough of it and a second processor."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from review.keep import Made, Task
from system.store import ShelvedStore

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.sharedctypes import Synchronized

ALONE = 1.0  # seconds of the processor before help is sought, which costs about a tenth of that
FEW = 20  # tasks that are not shared


def in_two(tasks: Sequence[Task[Made]], keep: ShelvedStore) -> list[Made]:
    """What the tasks give, in their order. A second process does part of them as far as ``keep``
    remembers what they make; whatever it does not get done is done here."""
    made: list[Made] = []
    end = time.process_time() + ALONE
    while len(made) < len(tasks) and time.process_time() < end:
        made.append(tasks[len(made)]())
    remaining = tasks[len(made) :]
    if len(remaining) > FEW and _has_help():
        # no process can be begun; a fault of a task comes again below
        with contextlib.suppress(OSError, ImportError):
            _share(remaining, keep)
    return [*made, *(task() for task in remaining)]


def _has_help() -> bool:
    """Whether a second processor is there, and a system that copies processes safely."""
    return hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def _share(tasks: Sequence[Task[object]], keep: ShelvedStore) -> None:
    """Do each task in one of two processes; ``keep`` has then what they made."""
    import multiprocessing

    context = multiprocessing.get_context("fork")
    taken: Synchronized[int] = context.Value("l", 0)
    here, there = context.Pipe(duplex=False)
    keep.disconnect()  # two processes must not have one connection to a database
    helper = context.Process(target=_help, args=(tasks, taken, keep, there), daemon=True)
    helper.start()
    there.close()
    for task in _untaken(tasks, taken):
        task()
    with contextlib.suppress(EOFError):  # it came to its end before
        keep.values.update(here.recv())
    helper.join()


def _help(
    tasks: Sequence[Task[object]], taken: Synchronized[int], keep: ShelvedStore, there: Connection
) -> None:
    """What the second process does; nobody waits for it where the first is no longer there."""
    before, first = set(keep.values), os.getppid()
    with contextlib.suppress(BaseException):  # the first tells what is wrong with a task
        for task in _untaken(tasks, taken):
            if os.getppid() != first:
                return
            task()
        keep.disconnect()
        there.send({key: keep.values[key] for key in keep.values.keys() - before})


def _untaken(tasks: Sequence[Task[object]], taken: Synchronized[int]) -> Iterator[Task[object]]:
    """The tasks that the other process has not taken, from the last on."""
    while True:
        with taken.get_lock():
            taken.value += 1
            number = taken.value
        if number > len(tasks):
            return
        yield tasks[-number]
