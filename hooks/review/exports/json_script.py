"""Data inside a page or a script: JSON in which nothing can end the script it stands in."""

from __future__ import annotations

import json
from typing import Any

UNSAFE = {ord(mark): f"\\u{ord(mark):04x}" for mark in "<>&\u2028\u2029"}


def safe(data: Any) -> str:
    """``data`` as JSON for a ``<script>``: without the characters that HTML or an old browser's
    JavaScript would read."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(UNSAFE)


def call(function: str, *arguments: Any) -> str:
    """A script that hands data to a function of the page. A browser runs it from a host and from
    ``file:`` alike, where it may read no data."""
    return f"{function}({','.join(safe(each) for each in arguments)});\n"
