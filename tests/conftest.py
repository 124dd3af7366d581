"""Fixtures of the unit tests."""
from __future__ import annotations

import signal
from pathlib import Path
from typing import Callable

import pytest

from laid import lay

# a shell starts what runs in the background with Ctrl-C ignored, and every command that a test starts would inherit that
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """Lays the base review, changed by the case given as keywords, into a new folder."""
    return lambda **case: lay(tmp_path / "site", case)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What builds a site and opens a browser comes first: a file that takes minutes, begun last, would keep one processor waiting."""
    items.sort(key=lambda item: "published" not in item.path.parts)
