"""What the engine itself has in files of YAML: grammars, schemas, examples."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from review.sources.yaml_problems import LOADER

HOOKS = Path(__file__).resolve().parents[2]


@cache
def declared(name: str) -> Any:
    """A file of ``hooks``, as ``grammar/figures``; every value is text."""
    return yaml.load((HOOKS / f"{name}.yml").read_text(encoding="utf-8"), Loader=LOADER)
