"""Work of a check that a second process helps with, where there is enough of it."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Sequence

from review.keep import Made, Task
from system.in_two import InTwo, able
from system.store import ShelvedStore

ALONE = 1.0  # seconds of the processor before help is sought, which costs about a tenth of that


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
