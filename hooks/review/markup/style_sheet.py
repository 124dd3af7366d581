"""The style sheets of a site as one, without what no page of a review has: a first visit waits for
one small file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

import yaml
from lightningcss import process_stylesheet

from review.sources.record import LOADER

UNUSED = Path(__file__).resolve().parents[2] / "templates" / "unused_styles.yml"
NAMES = re.compile(r"\.(-?[A-Za-z_][\w-]*)|(--[\w-]+):|@keyframes ([\w-]+)")
# the oldest that are read with, of which WebViews of messengers are one: what they do not know is
# put in words that they know
BROWSERS = ["chrome 86", "firefox 78", "safari 14"]


@cache
def patterns() -> tuple[str, ...]:
    """The patterns of the names that no page has."""
    families: dict[str, list[str]] = yaml.load(UNUSED.read_text(encoding="utf-8"), Loader=LOADER)
    return tuple(pattern for family in families.values() for pattern in family)


def unused(sheet: str) -> set[str]:
    """The classes, custom properties and animations of a style sheet that no page has."""
    names = {name for found in NAMES.findall(sheet) for name in found if name}
    return {name for name in names if any(fnmatchcase(name, one) for one in patterns())}


def joined(sheets: Sequence[str]) -> str:
    """Style sheets as one, in their order, as short as it can be written. ValueError where one is
    none."""
    whole = "\n".join(sheets)
    return process_stylesheet(whole, unused_symbols=unused(whole), browsers_list=BROWSERS)
