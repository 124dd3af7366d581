"""Half of a long task done on a second processor, by a copy of this process. Where that cannot be had, nothing is promised and nothing lost."""
from __future__ import annotations

import logging
import multiprocessing
import os
import sys
import threading
from functools import cached_property
from multiprocessing.connection import Connection
from typing import Any, Callable, Mapping


class Ahead:
    """Runs ``work`` in a forked copy; ``results`` is what it returned, by key, or empty where it could not be run to its end.

    Warnings that the copy logs under ``logger`` are logged again here when its results are asked for, so that a strict build counts them.
    """

    def __init__(self, work: Callable[[], Mapping[str, Any]], logger: str) -> None:
        self.logger = logger
        self.receiver, self.process = _start(work, logger) if _possible() else (None, None)

    @cached_property
    def results(self) -> Mapping[str, Any]:
        """What the copy made; waits for it."""
        if self.receiver is None or self.process is None:
            return {}
        try:
            made, records = self.receiver.recv()
        except (EOFError, OSError):
            return {}
        self.process.join()
        for record in records:
            logging.getLogger(record.name).handle(record)
        return made


def _possible() -> bool:
    """Whether a copy is safe and of use: on Linux, with a second processor, and before any thread was started."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _start(work: Callable[[], Mapping[str, Any]], logger: str) -> tuple[Connection, multiprocessing.process.BaseProcess]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(work, logger, sender), daemon=True)
    process.start()
    sender.close()  # so that the end of the copy is the end of the pipe
    return receiver, process


def _work(work: Callable[[], Mapping[str, Any]], logger: str, sender: Connection) -> None:
    records = _Records()
    log = logging.getLogger(logger)
    log.handlers, log.propagate = [records], False
    try:
        made = work()
    except Exception:  # the same page fails again in the first process, which says why
        made, records.kept = {}, []
    sender.send((made, records.kept))


class _Records(logging.Handler):
    """Keeps warnings instead of printing them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args = record.getMessage(), ()
        record.exc_info = None
        self.kept.append(record)
