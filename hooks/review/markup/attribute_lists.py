"""Attribute lists, ``{#id .class}`` behind a heading or link: CommonMark shows them as they are."""

from __future__ import annotations

import re

HEADING = re.compile(r"(?m)^(#{1,6})[ ]+(.*?)[ ]*\{#([^\s{}]+)[^{}\n]*\}[ ]*$")
# the brace first: it is what a search can look for quickly
LIST = re.compile(r"\{(?<!\\\{)[.#][^{}\n]*\}")


def without(markdown: str) -> str:
    """The text without attribute lists; anchors of headings become tags of their own."""
    return LIST.sub("", HEADING.sub(r'\1 <a id="\3"></a>\2', markdown))
