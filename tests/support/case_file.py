"""Cases that stand in YAML, read by the loader in C: every worker that collects the tests reads all
of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml


def case_file(file: Path) -> Any:
    """What a file of cases holds."""
    return yaml.load(file.read_text(encoding="utf-8"), yaml.CSafeLoader)
