"""How often a page tells one figure: at its head, then where it is discussed, and no third time.

A figure is a cell of a row of results or harms, or the comparison of the row; it is told where a
link with digits leads to it. The whole row is told by its link in the key results; elsewhere such a
link names a time point or a P value. The figures of a plot as a table, one tap away, count not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from lxml import html

import reviews
from places import ROOT
from review.evidence import corpus as sources

ADDRESS = re.compile(r"trials/([\w-]+)\.html#([\w-]+)(?:\.([\w-]+))?$")
IN_SIGHT = "//article//a[not(ancestor::details[contains(@class, 'figures')])]"
OFTEN = 2


def told(page: Path, corpus: sources.Corpus) -> Iterator[str]:
    """The address of each figure that a page tells, as often as it does."""
    for link in html.document_fromstring(page.read_bytes()).xpath(IN_SIGHT):
        found = ADDRESS.search(link.get("href"))
        trial = corpus.trials.get(found[1]) if found else None
        row = trial.row(found[2]) if trial else None
        if row is None or row.kind == "facts" or not re.search(r"\d", link.text_content()):
            continue
        if found[3]:
            yield f"{found[1]}#{found[2]}.{found[3]}"
        elif link.xpath("ancestor::*[@class='keyresults']"):
            yield from (f"{found[1]}#{row.id}.{arm}" for arm in (*row.cells, "between"))


def test_no_page_tells_a_figure_more_than_twice(site: Path) -> None:
    corpus, found, figures = reviews.review(ROOT), {}, 0
    for page in sorted(
        page
        for language in ("zh", "en")
        for kind in ("review", "questions")
        for page in (site / language / kind).glob("*.html")
    ):
        counts = Counter(told(page, corpus))
        figures += len(counts)
        often = {address: number for address, number in counts.items() if number > OFTEN}
        if often:
            found[str(page.relative_to(site))] = often
    assert figures > 1000
    assert found == {}
