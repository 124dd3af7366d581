"""Work on the second processor: its results and its warnings arrive, and its failure costs nothing."""
from __future__ import annotations

import logging
import os
import sys

import pytest

import ahead
from ahead import Ahead

pytestmark = pytest.mark.skipif(sys.platform != "linux" or (os.cpu_count() or 1) < 2, reason="needs Linux and two processors")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests leave threads behind, beside which no copy would be made."""
    monkeypatch.setattr(ahead, "_possible", lambda: True)


def test_results_arrive_from_another_process() -> None:
    assert Ahead(lambda: {"process": os.getpid()}, "ahead.test").results["process"] != os.getpid()


def test_warnings_are_logged_again_here(caplog: pytest.LogCaptureFixture) -> None:
    def work() -> dict[str, int]:
        logging.getLogger("ahead.test.part").warning("a link to %s is broken", "x.md")
        return {"done": 1}

    with caplog.at_level(logging.WARNING, "ahead.test"):
        assert Ahead(work, "ahead.test").results == {"done": 1}
    assert [record.getMessage() for record in caplog.records] == ["a link to x.md is broken"]


def test_work_that_fails_promises_nothing() -> None:
    def work() -> dict[str, int]:
        raise ValueError("broken")

    assert Ahead(work, "ahead.test").results == {}


def test_a_copy_that_dies_promises_nothing() -> None:
    assert Ahead(lambda: os._exit(3), "ahead.test").results == {}
