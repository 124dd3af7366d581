"""Where things are, and the command line as a contributor runs it."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HOOKS = ROOT / "hooks"
EXAMPLE = ROOT / "tests" / "site"


def run(*arguments: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """``python hooks …`` on the review below ``root``, as a contributor runs it."""
    command = [sys.executable, str(HOOKS), *arguments, "--root", str(root)]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, "REVIEW_TODAY": "2026-11-23", **environment}, check=False)
