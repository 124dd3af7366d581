"""Where things are in the repository, and the day on which tests build the real review."""

from __future__ import annotations

import datetime
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
HOOKS = ROOT / "hooks"
SITE = TESTS / "site"  # a small review of another disease
TODAY = datetime.date(2026, 12, 1)  # no table of the review says a later day than this
