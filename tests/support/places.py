"""Where things are in the repository."""

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
HOOKS = ROOT / "hooks"
SITE = TESTS / "site"  # a small review of another disease
