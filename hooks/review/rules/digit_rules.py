"""Rules on how digits are typed: half-width, 0 to 9, with a point before decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.bilingual import texts
from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Problem
from review.rules.rule import of_parts
from review.rules.text_edit import edit
from review.sources.digits import DOTS, odd_digits, point
from review.sources.numeral import half_width
from review.sources.prose import Prose

WIDE = re.compile(r"[０-９]+(?:[．，][０-９]+)*％?")
# what a sign stands in
BEFORE = re.compile(r"[0-9]*(?:[.,][0-9]*)*%?\Z")
AFTER = re.compile(r"[.]?[0-9]*(?:[.,][0-9]+)*%?")
RANGE = "– ～"
KINDS = {",": "comma", RANGE: "range", "/": "stroke", "%": "percent", "0": "nought", "1": "one"}


@of_parts
def digit_width(corpus: Corpus) -> Iterator[Problem]:
    """Digits are half-width in both languages.
    两种语言中的数字都用半角。
    """
    for _, prose in texts(corpus):
        for match in WIDE.finditer(prose.plain) if WIDE.search(prose.text) else ():
            place, right = prose.place(match.start()), half_width(match[0])
            repair = edit(prose, match.start(), match.end(), right)
            yield problem(place, "digit-width", digits=match[0], right=right, fix=repair)


@of_parts
def digit_form(corpus: Corpus) -> Iterator[Problem]:
    """Numbers are written with the digits 0 to 9 and the decimal point: no circled, Arabic-Indic or
    mathematical digits, no single-character fractions or Roman numerals, no raised point.
    数字用 0～9 与小数点书写：不用带圈、阿拉伯文、数学字母等形式的数字，不用单字符的分数和罗马数字，
    小数点不用间隔号。
    """
    shared = ((path, prose) for path, prose, pair in corpus.prose if pair is None)
    # by place, because the text of an image is also part of the prose around it
    found = {
        prose.place(start): (prose, start, end, plain)
        for _, prose in (*texts(corpus), *shared)
        for start, end, plain in odd_digits(prose.text)
    }
    yield from (_form(*sign) for sign in found.values())


def _form(prose: Prose, start: int, end: int, plain: str) -> Problem:
    """What stands for digits or a sign of theirs, where it is known by its cure shown in the number
    it stands in; the repair where it is beyond doubt."""
    written, repair = prose.text[start:end], None
    kind = KINDS.get(plain) or KINDS.get(written, "ordinary")
    if written in DOTS:
        kind = "dot" if point(prose.text, start) else "either"
        repair = edit(prose, start, end, plain) if kind == "dot" else None
        kind = "mended-dot" if repair else kind
    right = ("～" if prose.language == "zh" else "–") if plain == RANGE else plain
    before = BEFORE.search(prose.text, max(start - 20, 0), start)
    after = AFTER.match(prose.text, end)
    sides = (
        ["", ""] if kind == "ordinary" else [found[0] if found else "" for found in (before, after)]
    )
    return problem(
        prose.place(start),
        f"digit-form/{kind}",
        fix=repair,
        number=written.join(sides),
        whole=right.join(sides),
        code=" ".join(f"U+{ord(letter):04X}" for letter in written),
    )
