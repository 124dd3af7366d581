"""A limit on the time that one file may take, so that no text, however it came about, keeps a check
or a build waiting.

What counts is the time of the processor: a busy machine and a laptop that sleeps take nothing from
it. Where the system has a timer for it (Linux, macOS) a signal ends whatever is done, a regular
expression in the middle of its work included. Elsewhere a thread watches, which must wait until one
such expression is through. Only the main thread can be ended; in others nothing is limited."""

from __future__ import annotations

import _thread
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from types import FrameType
from typing import TypeVar

from review.problem import Place, Problem, Text

Made = TypeVar("Made")

SECONDS = 20.0  # the longest file of a review takes about one
EACH = 0.02  # more for each of several files; what looks at all takes a fifth of that
# seconds until it is said again: what Python does between two steps, as letting an object go, may
# swallow it once
STEP = 0.5
_set = threading.Lock()  # held while there is a limit


class OutOfTime(BaseException):
    """Something took longer than it may. No ``except Exception`` on the way takes it for a fault
    of its own."""


class _Ended(BaseException):
    """A limit ended what it was set for."""


def in_time(
    path: str,
    make: Callable[[], Made],
    files: int = 1,
    kept: Callable[[Callable[[], Made]], Made] = lambda make: make(),
) -> Made | Problem:
    """What ``make`` gives of the file at ``path``, or of that and other ``files``, or the problem
    that it takes longer than SECONDS of the processor. Within another limit this sets none of its
    own. ``kept`` may give what was made before, for which no limit is set."""
    try:
        return kept(partial(_limited, make, SECONDS + EACH * (files - 1)))
    except _Ended:
        return _problem(path)


def _limited(make: Callable[[], Made], seconds: float) -> Made:
    if threading.current_thread() is not threading.main_thread() or not _set.acquire(False):
        return make()
    try:
        with timed(seconds):
            return make()
    except OutOfTime:
        raise _Ended from None
    finally:
        _set.release()


@contextmanager
def by_signal(seconds: float) -> Iterator[None]:
    """A limit that the system's timer keeps."""
    late = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        late.set()
        raise OutOfTime

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, STEP)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    if late.is_set():  # it was swallowed, and the work was through before the next one
        raise OutOfTime


@contextmanager
def by_thread(seconds: float) -> Iterator[None]:
    """A limit that a thread keeps, which interrupts the main one as Ctrl-C does."""
    finished, late = threading.Event(), threading.Event()
    end = time.process_time() + seconds

    def watch() -> None:
        while not finished.wait(STEP):
            if time.process_time() > end:
                late.set()
                _thread.interrupt_main()

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        try:
            yield
        finally:
            finished.set()
            thread.join()
    except KeyboardInterrupt:
        if late.is_set():
            raise OutOfTime from None
        raise


def timed(seconds: float) -> AbstractContextManager[None]:
    """The limit that this system can keep best."""
    return by_signal(seconds) if hasattr(signal, "setitimer") else by_thread(seconds)


def _problem(path: str) -> Problem:
    """The problem of a file that takes longer than it may."""
    return Problem(
        Place(path),
        "source-time",
        Text(
            f"处理 {SECONDS:g} 秒仍未完成的文件", f"a file that takes more than {SECONDS:g} seconds"
        ),
        Text("一两秒内可处理完的文件", "one that takes a second or two"),
        Text(
            "多半是误贴的长串符号：删去最近加入的长行、重复的符号或很深的嵌套；"
            "文件确实很长的，分成几个。",
            "Most often a long run of signs was pasted in: delete the long lines, repeated signs "
            "or deep nesting that came last; part a file that is really that long.",
        ),
    )
