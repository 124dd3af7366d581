"""The style sheets of a site as one, without what no page of a review has: a first visit waits for
one small file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cache

from lightningcss import process_stylesheet

from review.sources.declared import declared

NAMES = re.compile(r"\.(-?[A-Za-z_][\w-]*)|(--[\w-]+):|@keyframes ([\w-]+)")
# the oldest that are read with, of which WebViews of messengers are one: what they do not know is
# put in words that they know
BROWSERS = ["chrome 86", "firefox 78", "safari 14"]


@cache
def patterns() -> tuple[str, ...]:
    """The patterns of the names that no page has."""
    families = declared("templates/unused_styles").values()
    return tuple(pattern for family in families for pattern in family)


def unused(sheet: str) -> set[str]:
    """The classes, custom properties and animations of a style sheet that no page has."""
    names = {name for found in NAMES.findall(sheet) for name in found if name}
    return {name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns())}


def joined(sheets: Sequence[str]) -> str:
    """Style sheets as one, in their order, as short as it can be written. ValueError where one is
    none."""
    sheet = "\n".join(sheets)
    return process_stylesheet(sheet, unused_symbols=unused(sheet), browsers_list=BROWSERS)
