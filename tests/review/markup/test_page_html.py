"""What the end of a line may not part is kept in spans, tables are put in boxes, each with the
number of its rows; nothing else of the page is touched."""

from __future__ import annotations

import re

import pytest

from review.markup.page_html import boxed, typeset


def kept(html: str) -> list[str]:
    """Texts kept on one line."""
    return re.findall(r'<span class="whole">([^<]*)</span>', typeset(html))


@pytest.mark.parametrize(
    "text, pieces",
    [
        ("（HR 0.98，95% CI 0.78～1.23）", ["HR 0.98", "95% CI", "0.78～1.23"]),
        ("17/26（65%，95% CI 44%～83%）", ["95% CI", "44%～83%"]),
        ("difference −2.8 (−7.8–2.2)", ["−7.8–2.2"]),
        ("试验名写作 Euramos-1。", ["Euramos-1"]),
        ("Euro-EWING99-R1 and PD-1", ["Euro-EWING99-R1", "PD-1"]),
        ("a follow-up of five years", []),
        ("doi 10.1186/s13063-019-4026-8", []),
        ("1–3 and none", ["1–3"]),
    ],
)
def test_a_piece_is_kept_on_one_line(text: str, pieces: list[str]) -> None:
    html = f"<p>{text}</p>"
    assert kept(html) == pieces
    assert re.sub("<[^>]*>", "", typeset(html)) == text


@pytest.mark.parametrize(
    "text, shown",
    [
        ("单侧 P=0.017；P &lt;0.001", "单侧 <i>P</i>=0.017；<i>P</i> &lt;0.001"),
        (
            "a P value, P 值, n=26 and n ≥ 3",
            "a <i>P</i> value, <i>P</i> 值, <i>n</i>=26 and <i>n</i> ≥ 3",
        ),
        ("P-glycoprotein, PCP=1, Ann=1, part P", "P-glycoprotein, PCP=1, Ann=1, part P"),
    ],
)
def test_signs_of_statistics_are_in_italics(text: str, shown: str) -> None:
    assert typeset(f"<p>{text}</p>") == f"<p>{shown}</p>"


@pytest.mark.parametrize(
    "html",
    [
        '<p><a title="95% CI 0.78～1.23 · EURAMOS-1 · P=0.2">x</a></p>',
        '<svg><text x="1">0.78～1.23, P=0.2</text><title>EURAMOS-1, n=3</title></svg>',
        "<p><code>EURAMOS-1 · 1–3</code></p>",
        "<select><option>PD-1</option></select>",
        '<p><sup class="citation">[<a>1</a>–<a>3</a>]</sup></p>',
    ],
)
def test_attributes_drawings_and_code_stay_as_they_are(html: str) -> None:
    assert typeset(html) == html


def test_a_dagger_is_joined_to_its_figure_and_a_point_begins_no_line() -> None:
    assert (
        typeset('<p><a>5%</a><sup class="unconfirmed">†</sup></p>')
        == '<p><a>5%</a>\u2060<sup class="unconfirmed">†</sup></p>'
    )
    assert typeset("<p>2018 · 3 期</p>") == "<p>2018\u00a0· 3 期</p>"


def test_each_table_has_a_box_that_tells_its_rows() -> None:
    table = (
        "<table>\n<thead>\n<tr>\n<th>A</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n"
        "<td>1</td>\n</tr>\n</tbody>\n</table>"
    )
    assert boxed(f"<p>1</p>{table}<p>2</p>{table}") == (
        f'<p>1</p><div class="tabular" style="--rows: '
        f'2">{table}</div><p>2</p><div class="tabular" style="--rows: '
        f'2">{table}</div>'
    )


def test_a_cell_of_a_wide_table_is_named_by_its_column() -> None:
    heads = "".join(f"<th>{name}</th>" for name in ("Study", "<em>n</em>", 'a "b"'))
    table = (
        f"<table><thead><tr>{heads}</tr></thead><tbody><tr><td>X</td><td>1</td>"
        "<td>2</td></tr></tbody></table>"
    )
    made = boxed(table)
    assert made.startswith('<div class="tabular cards" ')
    assert '<td>X</td><td data-head="n">1</td><td data-head="a &quot;b&quot;">2</td>' in made
    listed = boxed(f'<div class="listing terms">\n{table}</div>')
    assert "cards" not in listed and "data-head" not in listed
    many = table.replace("<th>Study</th>", "<th>Study</th>" + "<th>c</th>" * 5)
    assert boxed(many).startswith('<div class="tabular cards many" ')


def test_a_page_without_tables_stays_as_it_is() -> None:
    assert (
        boxed('<p>&lt;table&gt;</p><table class="x"></table>')
        == '<p>&lt;table&gt;</p><table class="x"></table>'
    )
