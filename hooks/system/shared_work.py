"""Work that two processes share, where there is enough of it and a second processor."""

from __future__ import annotations

import contextlib
import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from review.keep import Made, Task
from system.store import ShelvedStore, Store

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.sharedctypes import Synchronized

ALONE = 1.0  # seconds of the processor before help is sought, which costs about a tenth of that
FEW = 20  # tasks that are not shared
MANY = 200  # items that are worth a copy of a process that holds a whole review
Item = TypeVar("Item")


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
    for task in _untaken(tasks[::-1], taken):
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
        for task in _untaken(tasks[::-1], taken):
            if os.getppid() != first:
                return
            task()
        keep.disconnect()
        there.send({key: keep.values[key] for key in keep.values.keys() - before})


class InTwo(list[Item]):
    """Items of which this process and a copy of it take one after the other when they are first
    gone through. When none is left, ``take_over`` is given here what ``hand_over`` gives there:
    what the copy has made and neither written to a file nor put in the store."""

    def __init__(
        self,
        items: list[Item],
        store: Store,
        hand_over: Callable[[], object],
        take_over: Callable[[Any], None],
    ) -> None:
        super().__init__(items)
        self._store, self._hand_over, self._take_over = store, hand_over, take_over
        self._begun = len(items) < MANY or not _has_help()

    def __iter__(self) -> Iterator[Item]:
        if self._begun:
            return super().__iter__()
        self._begun = True
        return self._shared()

    def _shared(self) -> Iterator[Item]:
        """The items that this process takes; all, where the copy has failed."""
        import multiprocessing

        taken, numbered, own = multiprocessing.Value("l", 0), [*enumerate(self)], set[int]()
        here, there = multiprocessing.Pipe(duplex=False)
        self._store.disconnect()
        sys.stdout.flush()  # else the copy would write it, too
        gc.freeze()  # what both have stays in memory once as long as neither touches it
        copy = os.fork()
        for number, item in _untaken(numbered, taken):
            own.add(number)
            yield item
        if copy == 0:
            self._end(there)
        there.close()
        try:
            self._take_over(here.recv())
        except EOFError:  # what was wrong with an item comes again
            yield from (item for number, item in numbered if number not in own)
        os.waitpid(copy, 0)

    def _end(self, there: Connection) -> None:
        """Hand over what the copy has made, and end it before it does anything else."""
        self._store.disconnect()
        there.send(self._hand_over())
        sys.stdout.flush()
        os._exit(0)


def _untaken(items: Sequence[Item], taken: Synchronized[int]) -> Iterator[Item]:
    """The items that the other process has not taken."""
    while True:
        with taken.get_lock():
            number = taken.value
            taken.value += 1
        if number >= len(items):
            return
        yield items[number]
