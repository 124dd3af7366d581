"""Every form of Markdown that a writer may try is shown as GitHub shows it, or is one problem: the
woven text reads alike on GitHub and on the site, and so it did as it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from lxml import html
from markdown import Markdown
from markdown_it import MarkdownIt

from laid import PAGE, lay
from places import ROOT, TODAY
from review import rules
from review.edition.edition import Edition
from review.edition.view import View
from review.evidence import corpus
from review.evidence.corpus import Corpus
from review.markup.language import Language
from review.wording.prose_markdown import markdown

# GitHub links bare addresses as well, which the woven text does itself
GITHUB = MarkdownIt("gfm-like", {"linkify": False})


class _Loader(yaml.SafeLoader):
    """Reads mkdocs.yml, whose own tags do not matter here."""


_Loader.add_multi_constructor("!", lambda loader, tag, node: None)
EXTENSIONS = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader)[
    "markdown_extensions"
]
SETTINGS = {
    name: told for each in EXTENSIONS if isinstance(each, dict) for name, told in each.items()
}
NAMES = [each if isinstance(each, str) else next(iter(each)) for each in EXTENSIONS]
SITE = Markdown(extensions=NAMES, extension_configs={**SETTINGS, "toc": {}})
SHOWN = {
    "struck out": "甲药~~无效~~有效。",
    "emphasis before Han": "甲药**（单药）**有效。",
    "emphasis between Han": "甲药**有效**，乙药*无效*。",
    "emphasis that ends in a mark": "**甲药有效。**乙药无效。",
    "emphasis of three": "***甲药***有效。",
    "a list without a blank line": "要点：\n- 甲药\n- 乙药",
    "a list below another": "- 甲药\n  - 单药\n    - 口服\n- 乙药",
    "a list of numbers below one of dots": "- 甲药\n  1. 单药\n  2. 联合\n- 乙药",
    "a quotation": "> 甲药有效。\n> 乙药无效。",
    "code in a line": "写作 `a ~~b~~ *c*`。",
    "code in a block": "```\n甲药 *x* <b>\n```",
    "a table": "| 药 | 效 |\n|---|--:|\n| 甲 | 有 |",
    "a bare address": "见 https://example.org/a_b_c 一页。",
    "a hard break": "甲药\\\n乙药",
    "a backslash before a sign": "甲药 \\*有效\\*。",
    "a dollar by itself": "费用为 US\\$ 30。",
    "a rule across the page": "甲药有效。\n\n---\n\n乙药无效。",
    "a less-than sign": "甲药 < 乙药。",
}
REFUSED = {
    "a footnote": ("甲药有效[^1]。\n\n[^1]: 单药。", "markdown-unread"),
    "a formula": ("甲药 $x^2$ 有效。", "markdown-unread"),
    "single tildes": ("甲药 ~无效~ 有效。", "markdown-unread"),
    "an alert": ("> [!NOTE]\n> 甲药有效。", "markdown-unread"),
    "a heading by a line below": ("甲药有效\n---", "markdown-unread"),
    "underlining": ("甲药 ^^有效^^ 。", "markdown-unread"),
    "a definition list": ("甲药\n\n:   有效。", "markdown-unread"),
    "a code of a picture sign": ("甲药有效 :tada: 。", "markdown-unread"),
    "a fold that holds Markdown": (
        "<details markdown>\n<summary>甲</summary>\n\n**甲药**有效。\n\n</details>",
        "html-raw",
    ),
    "a fold of boxes": ('??? note "甲"\n    甲药有效。', "html-raw"),
    "a fold of HTML": ("<details>\n\n甲药有效。\n\n</details>", "html-raw"),
    "a fold of blocks": ("/// details | 甲\n甲药有效。\n///", "html-raw"),
    "a box": ("!!! note\n\n    甲药有效。", "html-raw"),
}


def visible(made: str) -> list[str]:
    """The words of HTML in their elements; what only one converter puts round them left out."""
    root = html.fragment_fromstring(made, create_parent="div")
    named = {"del": "s", "hr": "hr"}
    found = []
    for element in root.iter():
        tag = named.get(element.tag, element.tag)
        if tag in (
            "s",
            "em",
            "strong",
            "li",
            "ul",
            "ol",
            "blockquote",
            "code",
            "td",
            "th",
            "hr",
            "a",
        ):
            found.append(f"{tag} {''.join(''.join(element.itertext()).split())}")
    return [*found, "".join("".join(root.itertext()).split())]


@pytest.fixture(scope="module")
def review(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("forms")


def written(root: Path, text: str) -> Corpus:
    return corpus.read(lay(root, {"zh": text, "en": "Drug A works."}))


@pytest.mark.parametrize("name", SHOWN)
def test_a_form_is_shown_as_on_github(name: str, review: Path) -> None:
    read = written(review, SHOWN[name])
    (prose,) = [each for path, each, _ in read.prose if path == PAGE and each.language == "zh"]
    woven = markdown(prose, View(Edition(read, TODAY), "zh/review/page.md", Language.ZH))
    page, github = visible(SITE.reset().convert(woven)), visible(GITHUB.render(woven))
    assert page == github, woven
    typed = visible(GITHUB.render(SHOWN[name]))
    assert page[-1] == typed[-1].replace("**", ""), "and so it was typed"


@pytest.mark.parametrize("name", REFUSED)
def test_a_form_that_no_page_shows_is_a_problem(name: str, review: Path) -> None:
    text, rule = REFUSED[name]
    found = [each for each in rules.check(written(review, text)) if each.rule == rule]
    assert found and all(each.place.path == PAGE for each in found)
