"""Hostile text in every form that other programs read: each reads it back as just that text, and
nothing of it becomes mark-up."""

from __future__ import annotations

import csv
import io
import json
from html import escape
from pathlib import Path

import pytest
from lxml import etree, html

from laid import lay
from places import TODAY
from review.book.literal import literal
from review.edition.edition import Edition
from review.evidence import corpus
from review.evidence.data_lines import FORMULA, lines
from review.evidence.data_tables import tables
from review.evidence.flat_figures import Values
from review.exports import data_package, feed, json_script, machine_readable
from review.exports.colophon import Colophon
from review.markup.escape import attribute
from review.markup.page_html import boxed
from review.pages.all_pages import weave

HOSTILE = (
    "</script><script>x()</script>",
    "\"><img src=x onerror='x()'>",
    "]]><!-- & &amp; &#60; --> <![CDATA[",
    '{{ x }}{% x %} \\" \\\\ \\u003c',
    '=HYPERLINK("x") \' @x +1 | ＝1',
    '#import "x": *; $x$ `x` \\',
)


@pytest.mark.parametrize("text", HOSTILE)
def test_json_in_a_page(text: str) -> None:
    page = f"<body><script>{json_script.safe({'name': text})}</script><p>after</p></body>"
    (script,) = html.document_fromstring(page).iter("script")
    assert json.loads(script.text) == {"name": text}
    call = json_script.call("f", text)
    assert call.startswith("f(") and json.loads(call[2:-3]) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_an_attribute(text: str) -> None:
    (element,) = html.document_fromstring(f'<p title="{attribute(text)}">x</p>').iter("p")
    assert element.attrib == {"title": text}


@pytest.mark.parametrize("text", HOSTILE)
def test_the_head_of_a_column_in_an_attribute(text: str) -> None:
    head = f"<th>{escape(text)}</th>"
    rows = "<tr>" + f"<td>x</td>{'<td>y</td>' * 5}" + "</tr>"
    table = f"<table><thead><tr><th>a</th>{head * 5}</tr></thead><tbody>{rows}</tbody></table>"
    cells = list(html.document_fromstring(boxed(table)).iter("td"))
    assert [cell.attrib for cell in cells[1:]] == [{"data-head": text}] * 5


@pytest.mark.parametrize("text", HOSTILE)
def test_a_cell_of_csv(text: str) -> None:
    table = next(table for table in tables() if table.name == "arms")
    made = data_package.csv_text(table, lines(table, [Values(trial="x", dose_en=text)]).text)
    (row,) = csv.DictReader(io.StringIO(made.removeprefix(data_package.MARK)))
    assert row["dose_en"].removeprefix("'") == " ".join(text.split())
    assert not row["dose_en"].startswith(FORMULA)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_string_of_typst(text: str) -> None:
    typst = pytest.importorskip("typst")
    source = f"#metadata({literal({'it': text})}) <found>"
    found = typst.query(source.encode(), "<found>", field="value", one=True)
    assert json.loads(found) == {"it": text}


def test_xml(tmp_path: Path) -> None:
    """Feed and map of the site, with a title that is hostile and an address that holds ``&``."""
    whole = " ".join(HOSTILE) + "\x0b"
    title = json.dumps(whole, ensure_ascii=False)
    swap = {
        "docs/review.yml": {
            "title: {zh: 小综述, en: A small review}": f"title: {{zh: {title}, en: {title}}}"
        }
    }
    read = corpus.read(lay(tmp_path, {"swap": swap}))
    colophon = Colophon(read, TODAY, 'https://example.org/?a="b"&c=<d>/')
    for text in feed.files(Edition(read, TODAY), colophon).values():
        root = etree.fromstring(text.encode())
        assert "&amp; &#60;" in root.findtext("{*}title") and not list(root.iter("{*}script"))
    urls = etree.fromstring(machine_readable.sitemap(weave(read, TODAY), colophon).encode())
    places = [*urls.itertext("{*}loc"), *urls.xpath("//@href")]
    assert all(
        place.startswith('https://example.org/?a="b"&c=<d>/') for place in places if place.strip()
    )
    assert urls.xpath("//@href")
