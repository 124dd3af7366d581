"""The converter of a site makes of every text what Python-Markdown makes of it by itself."""

from __future__ import annotations

import random

import pytest
from mkdocs.config import load_config

from places import ROOT
from review.markup.converter import EXTENSIONS as SPARED
from review.markup.converter import anchors, converter

markdown = pytest.importorskip("markdown")

EXTENSIONS = ["attr_list", "md_in_html", "tables", "pymdownx.betterem", "pymdownx.tilde", "toc"]
# what begins or ends some markup, what looks like it, and text between
PIECES = (
    *(
        "a",
        "中",
        " ",
        "\n",
        "\n\n",
        "  \n",
        "\\",
        "\\*",
        "`",
        "``",
        "&",
        "&lt;",
        "<",
        ">",
        "|",
        "_",
    ),
    *(
        "*",
        "**",
        "***",
        "~~",
        "[",
        "![",
        "](b.md)",
        '](b.md "c")',
        "][d]",
        "[d]",
        "{.e}",
        "http://f",
    ),
    *('<sup class="k">', "</sup>", "<i>l</i>", '[m](n "o&p")', '[q](r "\'s")', "(", ")", '"', "'"),
    *("<br>", "<i>", "</i>", "<!-- g -->", "<http://f.org>", "<g@f.org>", "\n# ", "\n- ", "\n> "),
    *(
        '\n\n<div markdown="1">\n\n',
        "\n\n</div>\n\n",
        "\n\n[d]: h.md\n\n",
        "\n\na | b\n--|--\nc | ",
    ),
)


def typed(number: int) -> str:
    """A text of the pieces, the same for a number."""
    chance = random.Random(number)
    return "".join(chance.choices(PIECES, k=chance.randint(1, 12)))


def test_leaves_out_nothing_that_could_have_matched() -> None:
    ours, plain = converter(EXTENSIONS, {}), markdown.Markdown(extensions=EXTENSIONS)
    for number in range(800):
        text = typed(number)
        assert ours.reset().convert(text) == plain.reset().convert(text), text


def test_leaves_nothing_out_beside_markup_that_it_does_not_know() -> None:
    ours = converter([*EXTENSIONS, "pymdownx.mark", "pymdownx.keys"], {})
    assert "<mark>a</mark>" in ours.convert("==a==") and "<kbd" in ours.reset().convert("++enter++")


def test_knows_the_markup_that_authors_may_write() -> None:
    written = load_config(str(ROOT / "mkdocs.yml")).markdown_extensions
    assert SPARED.issuperset(written), written


def test_pages_know_nothing_of_each_other() -> None:
    ours = converter(EXTENSIONS, {})
    assert "href" in ours.reset().convert("# a\n\n[b]\n\n[b]: c.md")
    assert ours.reset().convert("# a\n\n[b]") == '<h1 id="a">a</h1>\n<p>[b]</p>'


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p id="a"><span class="x" id="b.c&amp;d"></span></p>', {"a", "b.c&d"}),
        ("<a name=e></a><i id='f'></i><svg\nid=g></svg>", {"e", "f", "g"}),
        ('<input name="h"><p data-id="i">&lt;p&gt;</p>', set()),
    ],
)
def test_anchors_are_what_a_link_may_lead_to(html: str, found: set[str]) -> None:
    assert anchors(html) == found
