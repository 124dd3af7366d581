"""Fixtures of the unit tests."""
from __future__ import annotations

from pathlib import Path
from typing import Callable

import pytest

from laid import lay


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """Lays the base review, changed by the case given as keywords, into a new folder."""
    return lambda **case: lay(tmp_path / "site", case)
