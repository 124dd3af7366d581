"""The rule on Markdown that GitHub's preview shows in one way and a page in another."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Problem
from review.rules.rule import of_parts
from review.sources.prose import Prose

FORMS = {  # by name: a sign without which the form is not there, and the form
    "footnote": ("[^", re.compile(r"\[\^[^\[\]\s]+\](?!:)")),
    "formula": (
        "$",
        re.compile(
            r"(?<![\w$\\])\$\$(?=[^$])[^$]+\$\$(?![\w$])"
            r"|(?<![\w$\\])\$(?=[^\s$])[^$\n]*(?<=[^\s$\\])\$(?![\w$])"
        ),
    ),
    "alert": (
        "[!",
        re.compile(r"(?mi)^[ ]*>[ ]*\[!(?:note|tip|important|warning|caution)\][ ]*$"),
    ),
    # atomic: a long line is read once, not once for each way to part it
    "heading": (
        "\n",
        re.compile(
            r"(?m)^(?![ ]*(?:[|>#]|[-*+] ))(?>(?:[^\n|]*\|)*)(?=[^\n|]*[^\s|])[^\n|]*"
            r"\n[ ]{0,3}(?:=+|-{2,})[ ]*$"
        ),
    ),
    "tilde": ("~", re.compile(r"(?<![~\\])~(?=[^\s~])[^~\n]+(?<=[^\s~])~(?!~)")),
    "underline": ("^^", re.compile(r"(?<![\^\\])\^\^(?=[^\s^])[^^\n]+(?<=[^\s^])\^\^(?!\^)")),
    "definition": ("\n", re.compile(r"(?:(?<=\S\n)|(?<=\S\n\n))[ ]{0,3}:[ ]+\S+")),
    "emoji": (":", re.compile(r"(?<![\w:/]):[a-z][a-z0-9_+-]+:(?![\w:/])")),
}


@of_parts
def markdown_unread(corpus: Corpus) -> Iterator[Problem]:
    """Prose has no footnotes, formulas, alerts, headings by a line below, single tildes,
    underlining, definition lists or codes of picture signs: GitHub's preview and the page show
    them in two ways.
    正文不写脚注、公式、提示框、以下划线表示的标题、单波浪线、插入线、释义列表和表情代码：
    GitHub 的预览与页面显示不同。
    """
    for _, prose, _ in corpus.prose:
        yield from _unread(prose)


def _unread(prose: Prose) -> Iterator[Problem]:
    text = prose.masked
    read: set[int] = set()  # where a form stands
    for form, pattern in (
        (form, pattern) for form, (sign, pattern) in FORMS.items() if sign in text
    ):
        for match in pattern.finditer(text):
            start, end = match.span()
            if start in read:
                continue
            read.update(range(start, end))
            excerpt = " ".join(match[0].split())[:40]
            yield problem(prose.place(start), f"markdown-unread/{form}", excerpt=excerpt)
