"""Data inside a page or a script: JSON in which nothing can end the script it stands in."""

from __future__ import annotations

import json
from functools import partial
from typing import Any

from jinja2.utils import htmlsafe_json_dumps

LINE_ENDS = {0x2028: "\\u2028", 0x2029: "\\u2029"}  # to JavaScript before 2019
COMPACT = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))


def safe(data: Any) -> str:
    """``data`` as JSON for a ``<script>``, without what HTML or old JavaScript would read."""
    return str(htmlsafe_json_dumps(data, COMPACT)).translate(LINE_ENDS)


def call(function: str, *arguments: Any) -> str:
    """A script that hands data to a function of the page. A browser runs it from a host and from
    ``file:`` alike, where it may read no data."""
    return f"{function}({','.join(safe(argument) for argument in arguments)});\n"
