"""The two reference styles: `plain` for text, `html` for pages. ``style`` is ``gbt7714`` (Chinese
pages) or ``nlm`` (English pages).

The number in front of an entry, its ``lang`` attribute and any block around it are the caller's.
"""

from __future__ import annotations

from functools import cache

from pybtex.backends.plaintext import Backend as PlainText
from pybtex.richtext import Text

from review.evidence.reference import Reference
from review.styles import gbt7714, nlm, notice_marks
from review.styles.inline_markup import Inline, anchor
from review.styles.style import HouseStyle
from review.styles.template_nodes import pmc_page, pubmed_page

UNCONFIRMED = {"gbt7714": "（未能核实）", "nlm": " (not confirmed)"}


@cache
def plain(reference: Reference, style: str) -> str:
    """The entry as plain text, no number in front, no line end."""
    plain: str = _rich(reference, style).render(PlainText())
    return plain + _note(reference, style) + notice_marks.plain(reference, style)


@cache
def html(reference: Reference, style: str) -> str:
    """The entry as inline HTML, safe inside Markdown; DOI, PMID, PMCID and address are links.

    GB/T 7714 has no place for PubMed numbers: there the links follow the entry.
    """
    entry: str = _rich(reference, style).render(Inline())
    note = _note(reference, style)
    mark = f'<span class="unconfirmed">{note}</span>' if note else ""
    mark += notice_marks.html(reference, style)
    return entry + mark + (_file_beside(reference) if style == "gbt7714" else "")


@cache
def _style(name: str) -> HouseStyle:
    return gbt7714.Style() if name == "gbt7714" else nlm.Style()


@cache
def _rich(reference: Reference, style: str) -> Text:
    return _style(style).format_entry("", reference.entry).text


def _note(reference: Reference, style: str) -> str:
    return "" if reference.confirmed else UNCONFIRMED[style]


def _file_beside(reference: Reference) -> str:
    links = [
        ("pubmed", reference.pmid and pubmed_page(reference.pmid), "PubMed"),
        ("pmc", reference.pmcid and pmc_page(reference.pmcid), "PMC"),
    ]
    return "".join(" " + anchor(address, name, kind) for kind, address, name in links if address)
