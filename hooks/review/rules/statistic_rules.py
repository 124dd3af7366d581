"""Rule on how each language sets an estimate, a ratio and a comparison."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.bilingual import texts
from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Problem
from review.rules.rule import of_parts
from review.rules.text_edit import visible_edit
from review.sources.prose import Prose
from review.sources.visible_text import OBJECT, Seen, seen

AROUND = 8  # characters shown on either side
MEASURE = r"(?<![A-Za-z])(?:s?HR|OR|RR|IRR)"
# by language: without which sign it is not there, where ``mark`` stands, and what the language has
# in its place
SIGNS = {
    "zh": (
        ("R", re.compile(rf"{MEASURE}(?P<mark>[ ]*[＝=][ ]+|[ ]+[＝=]?|＝)(?=[0-9])"), "="),
        # the second term has one digit: 8:30 is a time, A*02:01 an allele
        (":", re.compile(r"(?<![0-9A-Za-z*:.;])[1-9][0-9]?(?P<mark>:)(?=[1-9](?![0-9:]))"), "∶"),
        ("对", re.compile(r"(?:[0-9%]|个月|周)[ ]?(?P<mark>对)[ ]?(?=[0-9])"), "比"),
    ),
    "en": (("R", re.compile(rf"{MEASURE}(?P<mark>[ ]*=[ ]*)(?=[0-9])"), " "),),
}


@of_parts
def statistic_form(corpus: Corpus) -> Iterator[Problem]:
    """In Chinese text an equals sign joins a measure and its number (HR=0.42), a ratio has the
    sign of ratios, and two values are compared by a word; in English text a blank joins a measure
    and its number (HR 0.42). P and n are typed as they are: pages set them in italics.
    中文里效应量与数值之间用等号（HR=0.42），比例用比号（1∶1），两个数值相比用“比”；英文里效应量与数值
    之间空一格（HR 0.42）。P 和 n 照常输入，网页上自动排成斜体。
    """
    for _, prose in texts(corpus):
        view = seen(prose)
        for sign, pattern, right in SIGNS.get(prose.language, ()):
            for match in pattern.finditer(view.text) if sign in view.text else ():
                yield _otherwise(prose, view, match, right)


def _otherwise(prose: Prose, view: Seen, match: re.Match[str], right: str) -> Problem:
    start, end = match.span("mark")
    before, after = view.text[max(start - AROUND, 0) : start], view.text[end : end + AROUND]
    found, expected = (
        f"“{before}{mark}{after}”".replace("\n", " ").replace(OBJECT, "")
        for mark in (match["mark"], right)
    )
    place, repair = prose.place(view.starts[start]), visible_edit(prose, view, start, end, right)
    return problem(place, "statistic-form", given=found, right=expected, fix=repair)
