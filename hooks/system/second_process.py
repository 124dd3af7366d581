"""Part of a long task done on a second processor, by a copy of this process. Where that cannot be
had, nothing is promised and nothing lost."""

from __future__ import annotations

import ctypes
import logging
import multiprocessing
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

Work = Callable[[], Any]

PR_SET_PDEATHSIG = 1  # prctl(2): the signal to get when the parent ends


class Ahead:
    """Runs ``works`` one after the other in a forked copy; ``result(n)`` is what the n-th returned,
    or None where it was not run to its end.

    Each result comes as soon as it is made, while the copy goes on with the next. Warnings that the
    copy logs under ``logger`` are logged again here when a result is asked for, so that a strict
    build counts them."""

    def __init__(self, logger: str, *works: Work) -> None:
        self.receiver, self.process = _start(works, logger) if _possible() else (None, None)
        self.results: list[Any] = []

    def result(self, n: int) -> Any:
        """What the n-th work returned; waits for it."""
        while len(self.results) <= n and self.receiver is not None:
            self._receive(self.receiver)
        return self.results[n] if n < len(self.results) else None

    def _receive(self, receiver: Connection) -> None:
        try:
            made, records = receiver.recv()
        except (EOFError, OSError):
            self.receiver = None
            return
        self.results.append(made)
        for record in records:
            logging.getLogger(record.name).handle(record)


def _possible() -> bool:
    """Whether a copy is safe and of use: on Linux, with a second processor, and before any thread
    was started."""
    return sys.platform == "linux" and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _start(
    works: tuple[Work, ...], logger: str
) -> tuple[Connection, multiprocessing.process.BaseProcess]:
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(works, logger, sender), daemon=True)
    process.start()
    sender.close()  # so that the end of the copy is the end of the pipe
    return receiver, process


def _run(works: tuple[Work, ...], logger: str, sender: Connection) -> None:
    _end_with_the_first()
    records = _Records()
    log = logging.getLogger(logger)
    log.handlers, log.propagate = [records], False
    sending = threading.Thread()
    for work in works:
        try:
            made = work()
        except Exception:  # the same fails again in the first process, which says why
            break
        message = pickle.dumps((made, records.take()))
        sending = _after(sending, sender, message)
    if sending.ident is not None:
        sending.join()


def _after(last: threading.Thread, sender: Connection, message: bytes) -> threading.Thread:
    """Send a message once the last has gone, while the next work is under way: the first process
    may be long in asking for it."""
    if last.ident is not None:
        last.join()
    sending = threading.Thread(target=sender.send_bytes, args=(message,))
    sending.start()
    return sending


def _end_with_the_first() -> None:
    """The copy ends when the first process does, however that ends; Ctrl-C at a terminal is for the
    first one to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


class _Records(logging.Handler):
    """Keeps warnings instead of printing them."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.kept: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        record.msg, record.args = record.getMessage(), ()
        record.exc_info = None
        self.kept.append(record)

    def take(self) -> list[logging.LogRecord]:
        """What was kept since the last time."""
        kept, self.kept = self.kept, []
        return kept
