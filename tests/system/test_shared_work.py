"""What two processes make between them is what one would make, whatever becomes of the second."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest

from laid import lay
from review import rules
from review.evidence import corpus
from system import shared_work
from system.shared_work import with_help
from system.store import ShelvedStore, Store


@pytest.fixture
def keep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ShelvedStore:
    """A store; help is sought at once."""
    monkeypatch.setattr(shared_work, "ALONE", 0.0)
    monkeypatch.setattr(shared_work, "able", bool)
    return ShelvedStore(Store(tmp_path / "cache"), "test")


def who(number: int, keep: ShelvedStore, only: int = 0) -> tuple[int, int]:
    """The number, and the process that was asked for it; any but ``only`` dies of it."""

    def make() -> tuple[int, int]:
        if only and os.getpid() != only:
            os._exit(1)
        time.sleep(0.01)
        return number, os.getpid()

    return keep("problems", number, make)


def test_both_processes_work_and_what_they_make_is_in_order(keep: ShelvedStore) -> None:
    made = with_help([partial(who, number, keep) for number in range(30)], keep)
    assert [number for number, _ in made] == list(range(30))
    assert len({process for _, process in made}) == 2
    assert len(keep.shelf.values) == 30


def test_what_a_process_that_dies_did_not_do_is_done(keep: ShelvedStore) -> None:
    here = os.getpid()
    made = with_help([partial(who, number, keep, only=here) for number in range(30)], keep)
    assert made == [(number, here) for number in range(30)]


def test_a_fault_is_raised_as_without_help(keep: ShelvedStore) -> None:
    with pytest.raises(ZeroDivisionError):
        with_help([partial(divmod, 1, number) for number in range(30)], keep)


def test_two_find_the_problems_that_one_finds(keep: ShelvedStore, tmp_path: Path) -> None:
    root = lay(tmp_path, {"swap": {"docs/index.md": {"甲药": "老甲药"}}})
    found = rules.judged(corpus.read(root, keep=keep), keep=keep, do=partial(with_help, keep=keep))
    assert found == rules.judged(corpus.read(root))
    assert [problem.rule for problem in found[0]] == ["term-avoided"]
