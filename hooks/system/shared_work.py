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
MANY = 200  # items that are worth a copy of a process that holds a whole review
Item = TypeVar("Item")


def with_help(tasks: Sequence[Task[Made]], keep: ShelvedStore) -> list[Made]:
    """What the tasks give, in their order. A second process does part of them as far as ``keep``
    remembers what they make; whatever it does not get done is done here."""
    made: list[Made] = []
    end = time.process_time() + ALONE
    while len(made) < len(tasks) and time.process_time() < end:
        made.append(tasks[len(made)]())
    remaining = tasks[len(made) :]
    if able(len(remaining)):
        # no process can be begun; a fault of a task comes again below
        with contextlib.suppress(OSError, ImportError):
            _share(remaining, keep)
    return [*made, *(task() for task in remaining)]


def able(items: int) -> bool:
    """Whether so many items are worth a copy of this process, a second processor is there, and a
    system that copies processes safely."""
    return items >= MANY and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


def _share(tasks: Sequence[Task[object]], keep: ShelvedStore) -> None:
    """Do each task in one of two processes, the last first, of which some are long; ``keep`` has
    then what they made."""
    before, original = set(keep.values), os.getpid()

    def fresh() -> dict[bytes, object]:
        return {key: keep.values[key] for key in keep.values.keys() - before}

    for task in InTwo([*reversed(tasks)], keep.store, fresh, keep.values.update):
        try:
            task()
        except BaseException:
            if os.getpid() != original:
                os._exit(1)  # the original meets the same fault, and tells of it
            raise


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
        self._begun = not able(len(items))

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
        original, copy = os.getpid(), os.fork()
        (there if copy else here).close()  # so that neither waits for one that is gone
        for number, item in _untaken(numbered, taken):
            if copy == 0 and os.getppid() != original:
                os._exit(1)
            own.add(number)
            yield item
        if copy == 0:
            self._end(there)
        try:
            self._take_over(here.recv())
        except EOFError:  # what was wrong with an item comes again
            yield from (item for number, item in numbered if number not in own)
        os.waitpid(copy, 0)

    def _end(self, there: Connection) -> None:
        """Hand over what the copy has made, and end it before it does anything else."""
        self._store.disconnect()
        with contextlib.suppress(OSError):  # the original has met a fault and waits no more
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
