"""Fixtures of the unit tests."""

from __future__ import annotations

import gc
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from laid import lay

# the same figures every time, so that a failure can be seen again; how long one takes depends on
# what else the machine does
settings.register_profile(
    "review",
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("review")

# a shell starts what runs in the background with Ctrl-C ignored, and every command that a test
# starts would inherit that
signal.signal(signal.SIGINT, signal.default_int_handler)

# each command a test starts would compile some three hundred modules again, and each process of
# the tests as many tests
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# thousands of small reviews are read, and of what each makes little lasts; nor does what the
# collection of the tests has made go before they have run, so that nothing is looked for in it
gc.set_threshold(100_000, 20, 20)


def pytest_collection_finish() -> None:
    gc.freeze()


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """Lays the base review, changed by the case given as keywords, into a new folder."""
    return lambda **case: lay(tmp_path / "site", case)


# the files that take longest: while the first builds the real site, those that can do without it,
# then those that would have waited for it
LONGEST = (
    "test_access",
    "test_book",
    "test_publish",
    "test_rule_cases",
    "test_habits",
    "test_preview",
    "test_any_digit",
    "test_store",
    "test_bundle",
    "test_real_book",
    "test_phone_questions",
    "test_search",
    "test_browser",
    "test_reading",
    "test_design",
    "test_explorer",
    "test_weight",
    "test_site_links",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest before all, then what builds a site and opens a browser: a file that takes
    minutes, begun last, would keep one processor waiting."""
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.path.stem in LONGEST:
        return LONGEST.index(item.path.stem)
    return len(LONGEST) + ("published" not in item.path.parts)
