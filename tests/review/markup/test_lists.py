"""Lists and tables show on a page as they do in GitHub's preview: Python-Markdown makes of the
settled text what CommonMark makes of the typed one."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
import yaml
from lxml import html
from markdown_it import MarkdownIt

from places import ROOT
from review.markup.lists import settled

markdown = pytest.importorskip("markdown")
COMMONMARK = MarkdownIt("commonmark").enable("table")
LISTED = ("ul", "ol", "li", "table", "td", "th", "pre", "blockquote")


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose own tags do not matter here."""


_Loader.add_multi_constructor("!", lambda loader, tag, node: None)
CONFIG = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader)
NAMED = [
    each if isinstance(each, str) else next(iter(each)) for each in CONFIG["markdown_extensions"]
]
SITE = markdown.Markdown(extensions=[name for name in NAMED if name != "toc"])

TYPED = {
    "no blank line before": "要点：\n- 第一点\n- 第二点",
    "below by two": "The points:\n- first\n- second\n  - two blanks below\n- third",
    "below numbers by three": "1. 甲\n2. 乙\n   - 三个空格的下级\n3. 丙",
    "below by four": "- a\n    - b\n    - c\n        - d",
    "four levels": "- a\n  - b\n    - c\n      - d\n- e",
    "numbers below numbers": "1. a\n   1. b\n   2. c\n2. d",
    "numbers that go on": "text\n\n3. c\n4. d",
    "dots, then numbers": "- a\n- b\n1. c\n2. d",
    "brackets": "1) a\n2) b",
    "a paragraph within": "- a\n\n  more of a\n\n  - b\n- c",
    "lines that go on": "- a\n  more of a\n  - b\nlazy",
    "blank lines between": "- a\n\n- b\n\n- c",
    "wide signs": "-   a\n-   b\n    - c",
    "code within": "- a\n\n  ```\n  code\n  ```\n\n- b",
    "a table without a blank line": "Table:\n| a | b |\n|---|---|\n| c | d |",
    "in a quotation": "> a:\n> - b\n>   - c\n\nd:\n- e\n  - f",
    "no list": "2) stands in a line\nand 3. too; a - b\n-c",
    "no list, whose number is not the first": "a phase 1 or\n2. a phase 2 trial",
}


def outline(made: str) -> list[tuple[str, str | None, str]]:
    """The lists and tables of HTML with their first number and their words."""
    root = html.fragment_fromstring(made, create_parent="div")
    return [
        (element.tag, element.get("start"), " ".join(" ".join(element.itertext()).split()))
        for element in root.iter(*LISTED)
    ]


def page(text: str) -> list[tuple[str, str | None, str]]:
    return outline(SITE.reset().convert(settled(text)))


@pytest.mark.parametrize("name", TYPED)
def test_a_page_shows_what_the_preview_shows(name: str) -> None:
    preview = outline(COMMONMARK.render(TYPED[name]))
    assert page(TYPED[name]) == preview
    assert outline(COMMONMARK.render(settled(TYPED[name]))) == preview
    assert settled(settled(TYPED[name])) == settled(TYPED[name])


def test_python_markdown_alone_shows_something_else() -> None:
    """The cases say something: more than half of them fail without what is tested."""
    alike = [
        outline(SITE.reset().convert(text)) == outline(COMMONMARK.render(text))
        for text in TYPED.values()
    ]
    assert sum(alike) < len(alike) / 2


@pytest.mark.parametrize("text", ["1）顿号之前\n2）顿号之后", "1)顿号之前\n2)顿号之后"])
def test_chinese_numbers_are_a_list(text: str) -> None:
    assert page(text)[1:] == [("li", None, "顿号之前"), ("li", None, "顿号之后")]


@pytest.mark.parametrize("text", ["见图\n1）所示", "2）只有一项", "甲（1）乙\n丙（2）丁"])
def test_a_bracket_by_itself_is_no_list(text: str) -> None:
    assert page(text) == [] and settled(text) == text


def grown(dice: random.Random) -> str:
    """A random list, its levels indented by what CommonMark asks for, or by four."""
    signs, counts, lines, level = {0: dice.choice("-1")}, {}, [], 0
    if dice.random() < 0.5:
        lines.append("before")
    for number in range(dice.randint(2, 8)):
        deeper = min(3, max(0, level + dice.choice((-1, -1, 0, 0, 0, 1)))) if number else 0
        if deeper > level:
            signs[deeper] = dice.choice("-1")
        counts = {each: count for each, count in counts.items() if each <= deeper}
        level, counts[deeper] = deeper, counts.get(deeper, 0) + 1
        column = sum(2 if signs[each] == "-" else 3 for each in range(level))
        sign = "- " if signs[level] == "-" else f"{counts[level]}. "
        lines.append(f"{' ' * column}{sign}item{number}")
        if dice.random() < 0.15:
            lines.append(f"{' ' * (column + len(sign))}more")
        if dice.random() < 0.1:
            lines.append("")
    return "\n".join(lines).strip("\n")


def test_any_list_shows_as_in_the_preview() -> None:
    dice = random.Random(15)
    for _ in range(400):
        text = grown(dice)
        assert page(text) == outline(COMMONMARK.render(text)), text


def test_what_the_review_says_is_settled_without_loss(tmp_path: Path) -> None:
    for file in sorted((ROOT / "docs" / "review").glob("*.md"))[:6]:
        text = file.read_text(encoding="utf-8")
        assert "".join(settled(text).split()) == "".join(text.split())
