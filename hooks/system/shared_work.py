"""Work that two processes share, where there is enough of it and a second processor."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import tempfile
import time
from array import array
from collections.abc import Callable, Iterator, Sequence
from io import FileIO
from typing import Any, TypeVar

from review.keep import Made, Task
from system.store import ShelvedStore, Store

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
        values, before = keep.shelf.values, set(keep.shelf.values)

        def fresh() -> dict[bytes, object]:
            return {key: values[key] for key in values.keys() - before}

        # the last first, of which some are long
        for task in InTwo([*reversed(remaining)], keep.store, fresh, values.update):
            task()
    return [*made, *(task() for task in remaining)]


def able(items: int) -> bool:
    """Whether so many items are worth a copy of this process, a second processor is there, and a
    system that copies processes safely."""
    return items >= MANY and hasattr(os, "sched_getaffinity") and len(os.sched_getaffinity(0)) > 1


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
        """The items that this process takes; all, where there is no copy or it has failed."""
        own, original = set[int](), os.getpid()
        self._store.disconnect()
        sys.stdout.flush()  # else the copy would write it, too
        gc.freeze()  # what both have stays in memory once as long as neither touches it
        try:
            numbers, (here, there) = _queue(len(self)), os.pipe()
            copy = os.fork()
        except OSError:  # no room for another process, or for the list of what it may take
            yield from super().__iter__()
            return
        os.close(there if copy else here)  # so that neither waits for one that is gone
        if copy == 0:
            yield from self._in_copy(numbers, there, original)
        with open(here, "rb") as handed_over:
            for number in _taken(numbers):
                own.add(number)
                yield self[number]
            made = handed_over.read()
        if os.waitpid(copy, 0)[1] == 0:
            self._take_over(pickle.loads(made))
        else:  # what was wrong with an item comes again
            yield from (item for number, item in enumerate(self) if number not in own)

    def _in_copy(self, numbers: FileIO, there: int, original: int) -> Iterator[Item]:
        """The items that the copy takes. Then, or when something is wrong, it ends before it does
        anything else: the original meets the same fault, and tells of it."""
        status = 1
        try:
            for stopped in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(stopped, signal.SIG_DFL)
            for number in _taken(numbers):
                if os.getppid() != original:
                    return
                yield self[number]
            with open(there, "wb") as stream:
                pickle.dump(self._hand_over(), stream, pickle.HIGHEST_PROTOCOL)
                self._store.disconnect()
            sys.stdout.flush()
            status = 0
        finally:
            os._exit(status)


def _queue(length: int) -> FileIO:
    """A file of all numbers below ``length``, of which a process and its copy, who share the place
    that they read at, read each once, without a lock that one of them could die with."""
    with tempfile.TemporaryFile(buffering=0) as file:
        file.write(array("I", range(length)))
        file.seek(0)
        return FileIO(os.dup(file.fileno()))


def _taken(numbers: FileIO) -> Iterator[int]:
    """The numbers that the other process has not read."""
    while number := numbers.read(array("I").itemsize):
        yield int.from_bytes(number, sys.byteorder)
