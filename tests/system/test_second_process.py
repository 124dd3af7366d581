"""Work on the second processor: its results and its warnings arrive, and its failure costs
nothing."""

from __future__ import annotations

import logging
import os
import sys

import pytest

from system import second_process
from system.second_process import Ahead

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="needs Linux and two processors"
)


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests leave threads behind, beside which no copy would be made."""
    monkeypatch.setattr(second_process, "_possible", lambda: True)


def fail() -> None:
    raise ValueError("broken")


def warn() -> str:
    logging.getLogger("ahead.test.part").warning("a link to %s is broken", "x.md")
    return "done"


def test_results_arrive_from_another_process_in_their_order() -> None:
    made = Ahead(
        "ahead.test", os.getpid, lambda: "x" * 1_000_000, lambda: "last"
    )  # the second is more than a pipe holds
    assert made.result(2) == "last"
    assert made.result(0) != os.getpid()
    assert made.result(1) == "x" * 1_000_000


def test_warnings_are_logged_again_here_and_once(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "ahead.test"):
        made = Ahead("ahead.test", warn, lambda: "silent")
        assert [made.result(0), made.result(1)] == ["done", "silent"]
    assert [record.getMessage() for record in caplog.records] == ["a link to x.md is broken"]


def test_work_that_fails_promises_nothing_and_keeps_what_was_made_before() -> None:
    made = Ahead("ahead.test", lambda: 1, fail, lambda: 3)
    assert [made.result(0), made.result(1), made.result(2)] == [1, None, None]


def test_a_copy_that_dies_promises_nothing() -> None:
    assert Ahead("ahead.test", lambda: os._exit(3)).result(0) is None
