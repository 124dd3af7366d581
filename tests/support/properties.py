"""What must hold of any text a contributor may send, and texts to try it on.

Texts are pieces that mean something to a reader of sources (marks, links, citations, figures,
Markdown, templates, controls) in any order, and letters of any script. Every file of
``tests/cases/hostile-texts`` is a text that once broke something, or might have."""

from __future__ import annotations

import shutil
from pathlib import Path

from hypothesis import strategies as st

from laid import PAGE, PLAIN, TESTS, lay, page, write
from places import TODAY
from review import rules
from review.evidence import corpus
from review.pages.all_pages import resolve, weave
from review.repair import fix
from system import files

KEPT = TESTS / "cases" / "hostile-texts"
PIECES = (
    *(
        "\n",
        "\n\n",
        "    ",
        "\t",
        " | ",
        "｜",
        "- ",
        "1. ",
        "> ",
        "## ",
        "#",
        "***",
        "~~",
        "^^",
        "`",
    ),
    *("```\n", "```trials\n", "~~~\n", "<!-- zh -->\n", "<!-- en -->\n", "<!-- both -->\n"),
    *("<!-- en: todo -->\n", "<!-- allow figure-unbound: x -->\n", "<!--", "-->", "<!-", "--!>"),
    *("[@smith2020]", "[@smith2020; @jones2021]", "[@gone]", "@smith2020", "[@", "[#9 @smith2020]"),
    *("[12 of 40 (30%)](../trials/alpha.yml#orr.drug)", "[x](../trials/alpha.yml#os)", "](", "[[["),
    *("[a](javascript:x())", "[a](//x)", "![中 | E](../assets/curve.png)", "![", "<img src=x>"),
    *(
        "12/40（30%）",
        "P<0.001",
        "HR 0.42",
        "95% CI 0.21～0.85",
        "5.4 个月",
        "三成",
        "half",
        "XII 例",
    ),
    *("12 月", "1.2 万", "1e999", "9" * 40, "²₃", "½", "１２", "٣", "∞", "−1"),
    *("{{ x }}", "{% raw %}", "{: .x}", "{#id}", "!!! note\n", "[TOC]\n", '--8<-- "x"\n', "///"),
    *(
        "&#57;",
        "&amp;",
        "\\",
        "\\[",
        "$x$",
        "<script>",
        "</div>",
        "<b>",
        "::error::x\n",
        "@octocat",
    ),
    *(
        "\u202e",
        "\u200b",
        "\u2028",
        "\ufeff",
        "\x1b[2J",
        "\x00",
        "\r",
        "\x85",
        "𠀀",
        "é",
        "e\u0301",
    ),
    *(
        "甲药",
        "安慰剂",
        "有效。",
        "drug A",
        "works. ",
        "，",
        "；",
        ", ",
        "(",
        "）",
        "——",
        "…",
        "“",
        '"',
    ),
)
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=4)), max_size=14).map("".join)
PAIRS = st.tuples(TEXTS, TEXTS)


def kept() -> list[tuple[str, str]]:
    """The kept texts, each in the place of both languages."""
    found = [file.read_bytes().decode("utf-8") for file in sorted(KEPT.glob("*.md"))]
    return [(text, text) for text in found]


def keep(number: int, texts: tuple[str, str]) -> Path:
    """A text that broke something, put with the others."""
    file = KEPT / f"found-{number}.md"
    write(file, "\n\n<!-- en -->\n".join(texts))
    return file


def judged(root: Path) -> list[str]:
    """The problems of a review in words, in their order."""
    return [str(problem) for problem in rules.check(corpus.read(root))]


def hold(folder: Path, texts: tuple[str, str]) -> None:
    """Judge, mend and weave a review with these texts; raises where one of three things does not
    hold: the check says the same twice, a second mending changes nothing, and a review without
    problems becomes pages."""
    root = laid(folder)
    # a surrogate is no text and cannot be in a file
    zh, en = (text.encode("utf-8", "replace").decode("utf-8") for text in texts)
    write(root / PAGE, page(root, {"zh": f"{PLAIN['zh']}{zh}", "en": f"{PLAIN['en']}{en}"}))
    first = judged(root)
    assert judged(root) == first, "the check says two things of one review"
    fix.fix(root, files.replace)
    mended = (root / PAGE).read_bytes()
    assert fix.fix(root, files.replace) == [] and (root / PAGE).read_bytes() == mended
    read = corpus.read(root)
    if not rules.check(read):
        assert all(resolve(woven, read) for woven in weave(read, TODAY))


def laid(folder: Path) -> Path:
    """The small review in a folder, as it was."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return lay(folder, {})
