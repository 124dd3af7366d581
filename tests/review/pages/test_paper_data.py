"""What a drawing says of itself for paper is what the site draws."""

from __future__ import annotations

import json
from pathlib import Path

import lxml.html
import pytest
from lxml.html import HtmlElement

from laid import TESTS
from reviews import woven


def drawings(root: Path, folder: str) -> list[HtmlElement]:
    pages = [
        lxml.html.fromstring(page.markdown) for page in woven(root) if f"/{folder}/" in page.uri
    ]
    return [
        plot for page in pages for plot in page.iter("section") if plot.get("class") == "forest"
    ]


def marks(row: HtmlElement) -> list[float | None]:
    """Estimate, lower and upper end of a row as the site draws them, in percent."""
    line = next((line for line in row.iter("line") if line.get("class") == "interval"), None)
    mark = next(mark for mark in row.iter("rect", "circle") if mark.get("class") == "estimate")
    ends = [line.get("x1"), line.get("x2")] if line is not None else [None, None]
    places = [mark.get("x") or mark.get("cx"), *ends]
    return [float(place.removesuffix("%")) if place else None for place in places]


@pytest.mark.parametrize("root", [TESTS / "site", TESTS.parent])
def test_every_row_lies_where_the_site_draws_it(root: Path) -> None:
    found = drawings(root, "trials")
    assert len(found) > 2
    for svg in found:
        data = json.loads(svg.get("data-plot"))
        rows = [row for row in svg.iter("div") if "row" in (row.get("class") or "").split()]
        assert [[row["at"], row["low"], row["high"]] for row in data["rows"]] == [
            marks(row) for row in rows
        ]
        assert [row["confirmed"] for row in data["rows"]] == [
            "pending" not in row.get("class").split() for row in rows
        ]
        words = "".join(svg.itertext()).replace(" ", "").replace("\n", "")
        for row in data["rows"]:
            assert row["label"].replace(" ", "") in words
            assert "".join(row["value"]).replace(" ", "") in words


def test_pages_that_no_book_holds_do_not_carry_it() -> None:
    found = drawings(TESTS.parent, "endpoints")
    assert len(found) > 2
    assert [svg for svg in found if svg.get("data-plot")] == []
