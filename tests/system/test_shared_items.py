"""Work that a process and a copy of it share: each item once, whatever becomes of the copy."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from system import shared_work
from system.shared_work import InTwo
from system.store import Store

ITEMS = [*range(300)]


def shared(kept: Store, fault: Callable[[], object] | None = None) -> tuple[list[int], list[int]]:
    """Items that this process has taken, and those that its copy has handed over."""
    own: list[int] = []
    others: list[int] = []
    original = os.getpid()
    items = InTwo(ITEMS, kept, lambda: own, others.extend)
    for item in items:
        kept.put("item", item, item + 1)
        own.append(item)
        time.sleep(0.0005)  # so that neither is through before the other has begun
        if fault and os.getpid() != original and len(own) == 3:
            fault()
    assert [*items] == ITEMS  # shared the first time only
    return own, others


def test_each_item_is_taken_once(tmp_path: Path) -> None:
    kept = Store(tmp_path)
    own, others = shared(kept)
    assert sorted(own + others) == ITEMS and own and others
    kept.write()
    assert [Store(tmp_path).get("item", item) for item in ITEMS] == [item + 1 for item in ITEMS]


@pytest.mark.parametrize(
    "fault", [partial(os._exit, 1), partial(divmod, 1, 0), partial(signal.raise_signal, 2)]
)
def test_where_the_copy_fails_the_original_does_all(
    fault: Callable[[], object], tmp_path: Path
) -> None:
    own, others = shared(Store(tmp_path), fault)
    assert sorted(own) == ITEMS and not others


def test_where_no_process_can_be_begun_the_original_does_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_work.os, "fork", partial(os.open, "/none", os.O_RDONLY))
    assert shared(Store(tmp_path)) == (ITEMS, [])


@pytest.mark.parametrize("few", ["items", "processors"])
def test_where_few_are_there_nothing_is_shared(
    few: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if few == "items":
        monkeypatch.setattr(shared_work, "MANY", len(ITEMS) + 1)
    else:
        monkeypatch.setattr(shared_work.os, "sched_getaffinity", lambda process: {0})
    assert shared(Store(tmp_path)) == (ITEMS, [])
