"""The functions of book.typ: every class of a woven page has one, what has none stops the print,
and what they set lies where it should."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from laid import TESTS
from laid_page import IMPRINT, page, typeset
from printed import astray
from review.book import press
from review.book.element_calls import ALONE
from review.book.manuscript import TEMPLATE, Manuscript
from review.book.printed_page import DROPPED
from review.book.volume import Chapter, Volume
from review.markup import page_html
from review.refusal import Refusal
from reviews import woven

PRINTED = {
    "home",
    "section",
    "page",
    "trial",
    "question",
    "glossary",
}  # kinds of pages that are printed
NAMED = re.compile(r'class="([^"]*)"|\{((?:[.#][\w-]+ ?)+)\}')
WITHIN_DROPPED = frozenset({"back", "data-problem", "nth"})
READ = frozenset({"references", "bibliography", "keyresults"})  # by writer.py
DRAWN = re.compile(
    r"<section class=\"forest.*?</section>|<details class=\"cite\".*?</details>", re.DOTALL
)
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" .*?>(.*?)</word>')


@pytest.mark.parametrize("root", [TESTS / "site", TESTS.parent])
def test_every_class_of_a_printed_page_has_a_form(root: Path) -> None:
    printed = [page for page in woven(root) if page.kind in PRINTED]
    assert {page.kind for page in printed} >= PRINTED - {"page"}  # the small review has none
    texts = [DRAWN.sub("", page.markdown) for page in printed]
    assert len(texts) > 10
    found = {
        name
        for text in [*texts, page_html.typeset("<p>95% CI 0.5–0.9</p>")]
        for match in NAMED.finditer(text)
        for name in _names(match)
    }
    forms = set(
        re.findall(r"(?m)^#let (?:class|details)-([\w-]+)", TEMPLATE.read_text(encoding="utf-8"))
    )
    known = forms | READ | DROPPED.keys() | WITHIN_DROPPED
    assert found - known == set(), "say in hooks/templates/book.typ what it is on paper"


def _names(match: re.Match[str]) -> list[str]:
    if match[1] is None:
        return [part[1:] for part in match[2].split() if part.startswith(".")]
    names = match[1].split()
    return [name for name in names if name in ALONE] or names


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("<p>a</p><p><b>c</b><blink>b</blink></p>", "the tag <blink>; define tag-blink in"),
        ('<div class="novel">a</div>', "the class “novel”; define class-novel in"),
        ('<p><i class="grid">a</i></p>', "the class “grid”; define class-grid in"),
        (
            '<details class="table"><summary>a</summary>b</details>',
            "the details “table”; define details-table in",
        ),
    ],
)
def test_what_has_no_form_stops_the_print(body: str, found: str, tmp_path: Path) -> None:
    """A class that bears the name of a function of Typst is no form, either."""
    this = page(f"{body}<p>z</p>")
    source = Manuscript(Volume("zh", (Chapter(this),), whole=False), IMPRINT, tmp_path).source()
    with pytest.raises(Refusal) as refused:
        press.Typesetter(source, tmp_path, tmp_path, "2026-11-24").pdf()
    (reason,) = refused.value.reasons
    assert (reason.page, reason.en) == (
        this.path,
        f"no print form for {found} hooks/templates/book.typ",
    )
    assert reason.zh.endswith(found.partition("define ")[2].removesuffix(" in"))


def test_what_has_a_form_is_printed(tmp_path: Path) -> None:
    assert "known" in text(typeset('<p class="subtitle">known</p>', tmp_path))


def test_a_name_is_no_wider_than_its_column(tmp_path: Path) -> None:
    """Six columns of words that no line parts, beside one of much text."""
    names = [f"HR{n}.12345678" for n in range(6)]
    cells = "".join(f"<td>{name}</td>" for name in names)
    body = f"<table><tr>{cells}<td>{'some words ' * 40}</td></tr></table>"
    pdf = typeset(body, tmp_path)
    assert astray(pdf) == []
    assert all(name in text(pdf) for name in names)


def test_a_column_of_much_text_is_wider_than_one_of_little(tmp_path: Path) -> None:
    body = f"<table><tr><td>{'little ' * 12}</td><td>{'much ' * 150}</td></tr></table>"
    found = words(typeset(body, tmp_path))
    little = {left for left, _, word in found if word == "little"}
    much = {left for left, _, word in found if word == "much"}
    middle = min(much)
    assert max(little) < middle
    assert max(much) - middle > 2 * (max(little) - min(little))


def test_a_table_wider_than_the_page_stands_on_a_turned_one(tmp_path: Path) -> None:
    word = "unbreakable1" * 3
    typeset("<table><tr>" + f"<td>{word}</td>" * 3 + "</tr></table>", tmp_path)
    assert turned(tmp_path) == [False]
    typeset("<table><tr>" + f"<td>{word}</td>" * 6 + "</tr></table>", tmp_path)
    assert True in turned(tmp_path)


def plot(sides: tuple[str, str], folder: Path) -> list[tuple[float, float, str]]:
    """The words of a plot of two rows as it is printed, with their places."""
    row = {"heading": "", "label": "label", "note": "n=9", "inner": False, "confirmed": True}
    row |= {"value": ["HR 0.7, ", "none"]}
    bar = {
        "at": 40.0,
        "low": 20.0,
        "high": 60.0,
        "beyond": [False, True],
        "size": 7.0,
        "pooled": False,
    }
    data = {
        "ticks": [[0.0, "0.5"], [50.0, "1"], [100.0, "2"]],
        "reference": 50.0,
        "sides": sides,
        "rows": [{**row, **bar, "sized": True}, {**row, **bar, "label": "other", "sized": False}],
    }
    attribute = json.dumps(data).replace('"', "&quot;")
    head = '<div class="head"><span>study</span><span></span><span>estimate</span></div>'
    opening = f'<section class="forest" aria-label="plot" data-plot="{attribute}">'
    drawing = f"{opening}{head}</section>"
    return words(typeset(f'<figure class="plot">{drawing}</figure>', folder))


def test_a_plot_has_three_columns(tmp_path: Path) -> None:
    found = plot(("less", "more"), tmp_path)
    place = {word: (left, top) for left, top, word in reversed(found)}  # not the number of the page
    scale = [place[tick][0] for tick in ("0.5", "1", "2")]
    assert place["label"][0] == place["other"][0] < min(scale) < max(scale) < place["HR"][0]
    assert (place["study"][0], place["estimate"][0]) == (place["label"][0], place["HR"][0])
    assert place["study"][1] == place["estimate"][1] < place["label"][1]
    assert place["label"][1] < place["other"][1] < place["1"][1] < place["less"][1]
    assert {"0.7,", "none"} <= place.keys()  # the blank between the parts of a value is set
    assert place["0.5"][0] < place["1"][0] < place["2"][0]
    middle = (place["0.5"][0] + place["2"][0]) / 2
    assert abs(place["1"][0] - middle) < 6


def test_the_ends_of_a_scale_stand_on_one_line_where_there_is_room(tmp_path: Path) -> None:
    near = {word: top for _, top, word in plot(("less", "more"), tmp_path)}
    assert near["less"] == near["more"]
    far = {word: top for _, top, word in plot(("less" + "m" * 25, "more" + "m" * 25), tmp_path)}
    assert far["less" + "m" * 25] < far["more" + "m" * 25]


def text(pdf: Path) -> str:
    return subprocess.run(
        ["pdftotext", str(pdf), "-"], capture_output=True, check=True
    ).stdout.decode()


def words(pdf: Path) -> list[tuple[float, float, str]]:
    """Left and top of each word, and the word."""
    command = ["pdftotext", "-bbox", str(pdf), "-"]
    boxes = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    return [(float(left), float(top), word) for left, top, _, word in WORD.findall(boxes)]


def turned(folder: Path) -> list[bool]:
    """Whether each page is wider than high."""
    command = ["pdftotext", "-bbox", str(folder / "page.pdf"), "-"]
    boxes = subprocess.run(command, capture_output=True, check=True).stdout.decode()
    sizes = re.findall(r'<page width="([\d.]+)" height="([\d.]+)"', boxes)
    return [float(wide) > float(high) for wide, high in sizes]
