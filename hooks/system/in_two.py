"""Work that a process shares with a copy of itself, so that two processors do it."""

from __future__ import annotations

import gc
import os
import pickle
import sys
from collections.abc import Callable, Iterator
from multiprocessing import Value
from typing import Any, TypeVar

from system.store import Store

Item = TypeVar("Item")

LEAST = 200  # items; fewer are done before a copy has paid for itself


def able(items: int) -> bool:
    """Whether so many items are worth a copy of this process, and the system can make one."""
    return items >= LEAST and hasattr(os, "fork") and (os.cpu_count() or 1) > 1


class InTwo(list[Item]):
    """Items that this process and a copy of it take, one by one, when they are first gone through.
    When none is left, ``take_over`` is given here what ``hand_over`` gives there: what the copy
    has made and written to no file. Both keep what they make in the store."""

    def __init__(
        self,
        items: list[Item],
        store: Store,
        hand_over: Callable[[], object],
        take_over: Callable[[Any], None],
    ) -> None:
        super().__init__(items)
        self._store, self._hand_over, self._take_over = store, hand_over, take_over
        self._begun = False

    def __iter__(self) -> Iterator[Item]:
        if self._begun:
            return super().__iter__()
        self._begun = True
        return self._shared()

    def _shared(self) -> Iterator[Item]:
        """The items that this process takes; all, where the copy has failed."""
        reading, writing = os.pipe()
        taken, original = Value("i", 0), os.getpid()
        self._store.part()
        sys.stdout.flush()
        gc.freeze()  # what both have stays in memory once as long as neither touches it
        own, copy = set[int](), os.fork()
        while (number := _next(taken)) < len(self) and (copy or os.getppid() == original):
            own.add(number)
            yield self[number]
        if copy == 0:
            self._end(writing)
        os.close(writing)
        with open(reading, "rb") as pipe:
            made = pipe.read()
        if os.waitpid(copy, 0)[1] == 0:
            self._take_over(pickle.loads(made))
        else:
            yield from (self[number] for number in range(len(self)) if number not in own)

    def _end(self, writing: int) -> None:
        """Hand over what the copy has made, and end it before it does anything else."""
        with open(writing, "wb") as pipe:
            pickle.dump(self._hand_over(), pipe, pickle.HIGHEST_PROTOCOL)
        self._store.part()
        sys.stdout.flush()
        os._exit(0)


def _next(taken: Any) -> int:
    """The number of the next item that neither process has taken."""
    with taken.get_lock():
        number: int = taken.value
        taken.value += 1
    return number
