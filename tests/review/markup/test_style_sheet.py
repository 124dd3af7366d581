"""The one style sheet: what it leaves out, what stays, and that the list of what is left out holds
no name that the theme does not have."""

from __future__ import annotations

from fnmatch import fnmatchcase
from pathlib import Path

import material
import pytest

from review.markup.style_sheet import NAMES, joined, patterns, unused

ASSETS = Path(material.__file__).parent / "templates/assets/stylesheets"


@pytest.fixture(scope="module")
def theme() -> str:
    sheets = sorted(ASSETS.glob("*.min.css"))
    assert [sheet.name.partition(".")[0] for sheet in sheets] == ["main", "palette"]
    return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets)


def test_the_sheet_of_the_theme_shrinks_to_its_half(theme: str) -> None:
    assert 20_000 < len(joined([theme])) < len(theme) / 2


def test_every_pattern_names_something_of_the_theme(theme: str) -> None:
    names = {name for found in NAMES.findall(theme) for name in found if name}
    idle = {one for one in patterns() if not any(fnmatchcase(name, one) for name in names)}
    assert idle == set()
    assert len(unused(theme)) > 150


def test_what_no_page_has_is_left_out_and_the_order_stays() -> None:
    first = ".md-banner {color: red} :root {--md-tag-icon: url(x); --md-hue: 1deg} .a {top: 0}"
    second = "@keyframes consent {from {top: 0}} .md-banner .a {top: 1px} .a {top: 2px}"
    assert joined([first, second]) == ":root{--md-hue:1deg}.a{top:2px}"
    assert joined([second, ".a {top: 0}"]) == ".a{top:0}"


@pytest.mark.parametrize(
    "written, expected",
    [
        ("@media (width >= 45em) {a {top: 0}}", "@media (min-width:45em){a{top:0}}"),
        ("a {inset: 0}", "a{top:0;bottom:0;left:0;right:0}"),
        ("a {height: 1vh; height: 1dvh}", "a{height:1vh;height:1dvh}"),
        ("a:focus-visible {top: 0}", "a:focus-visible{top:0}"),
    ],
)
def test_an_older_browser_is_spoken_to_in_words_it_knows(written: str, expected: str) -> None:
    assert joined([written]) == expected
