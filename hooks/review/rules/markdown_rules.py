"""The rule on Markdown that GitHub's preview shows in one way and a page in another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Problem, Text
from review.rules.rule import of_parts
from review.sources.prose import Prose


class Form(NamedTuple):
    """A form of Markdown that pages do not know: what it is called, and what to write instead."""

    pattern: re.Pattern[str]
    name: Text
    cure: Text


FORMS = (
    Form(
        re.compile(r"\[\^[^\[\]\s]+\](?!:)"),
        Text("脚注", "footnote"),
        Text(
            "把注释写进正文或表下；出处写作 [@键]。",
            "Put the note into the text or below the table; cite sources as [@key].",
        ),
    ),
    Form(
        re.compile(
            r"(?<![\w$\\])\$\$(?=[^$])[^$]+\$\$(?![\w$])"
            r"|(?<![\w$\\])\$(?=[^\s$])[^$\n]*(?<=[^\s$\\])\$(?![\w$])"
        ),
        Text("公式", "formula"),
        Text(
            "直接写出字符，如 α、10⁶、≥；美元符号前加反斜杠（\\$）。",
            "Write the characters, as α, 10⁶, ≥; put a backslash before a dollar sign (\\$).",
        ),
    ),
    Form(
        re.compile(r"(?mi)^[ ]*>[ ]*\[!(?:note|tip|important|warning|caution)\][ ]*$"),
        Text("提示框", "alert"),
        Text("写作普通段落，可加粗开头几个词。", "Write a paragraph; its first words may be bold."),
    ),
    Form(
        # atomic: a long line is read once, not once for each way to part it
        re.compile(
            r"(?m)^(?![ ]*(?:[|>#]|[-*+] ))(?>(?:[^\n|]*\|)*)(?=[^\n|]*[^\s|])[^\n|]*"
            r"\n[ ]{0,3}(?:=+|-{2,})[ ]*$"
        ),
        Text("以下划线表示的标题", "heading by a line below it"),
        Text(
            "写作 ## 中文 | English；若是分隔线，其上空一行。",
            "Write ## 中文 | English; for a rule across the page leave a line empty above it.",
        ),
    ),
    Form(
        re.compile(r"(?<![~\\])~(?=[^\s~])[^~\n]+(?<=[^\s~])~(?!~)"),
        Text("单波浪线，GitHub 显示为删除线", "single tildes, struck out on GitHub"),
        Text(
            "范围写作 ～ 或 –，删除线写作 ~~文字~~，下标直接写出，如 H₂O。",
            "Write a range with – or ～, struck-out text as ~~text~~, and small figures as H₂O.",
        ),
    ),
    Form(
        re.compile(r"(?<![\^\\])\^\^(?=[^\s^])[^^\n]+(?<=[^\s^])\^\^(?!\^)"),
        Text("插入线，GitHub 显示为符号", "underlining, which GitHub shows as signs"),
        Text("要强调的写作 **文字**。", "Write what is to stand out as **text**."),
    ),
    Form(
        re.compile(r"(?:(?<=\S\n)|(?<=\S\n\n))[ ]{0,3}:[ ]+\S+"),
        Text("释义列表，GitHub 显示为冒号", "definition list, which GitHub shows with its colons"),
        Text("写作列表，- **词** 释义。", "Write a list, as - **word** meaning."),
    ),
    Form(
        re.compile(r"(?<![\w:/]):[a-z][a-z0-9_+-]+:(?![\w:/])"),
        Text("表情代码", "code of a picture sign"),
        Text("删去，或用文字说明。", "Leave it out, or say it in words."),
    ),
)


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
    taken = bytearray(len(prose.masked))  # 1 where a form stands
    for form in FORMS:
        for match in form.pattern.finditer(prose.masked):
            start, end = match.span()
            if taken[start]:
                continue
            taken[start:end] = b"\1" * (end - start)
            shown = " ".join(match[0].split())[:40]
            yield problem(
                prose.place(match.start()),
                "markdown-unread",
                name=form.name,
                shown=shown,
                cure=form.cure,
            )
