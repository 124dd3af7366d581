"""Rules on how digits are typed: half-width, 0 to 9, with a point before decimals."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.bilingual import texts
from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Edit, Problem, Text
from review.rules.rule import of_parts
from review.rules.text_edit import edit
from review.sources.digits import DOTS, odd, point
from review.sources.numeral import half_width
from review.sources.prose import Prose

WIDE = re.compile(r"[０-９]+(?:[．，][０-９]+)*％?")
BEFORE, AFTER = (
    re.compile(r"[0-9]*(?:[.,][0-9]*)*%?\Z"),
    re.compile(r"[.]?[0-9]*(?:[.,][0-9]+)*%?"),
)  # what a sign stands in
POINT = Text("小数点写作 .", "Write a point (.) before the decimals")
ORDINARY = Text(
    "用普通数字与符号书写；罗马数字用拉丁字母。",
    "Write ordinary digits and signs, and Roman numerals in Latin letters.",
)
EITHER = Text(
    "小数点写作 .，乘号写作 ×。",
    "Write a point (.) before decimals, × between numbers that are multiplied.",
)
RANGE = "– ～"
CURES = {
    ",": Text(
        f"{POINT.zh}，不用逗号；千位分隔的逗号之后恰有三位数字。",
        f"{POINT.en}, no comma; behind a comma of thousands stand just three digits.",
    ),
    RANGE: Text(
        "数字范围，中文用 ～，英文用 –。",
        "Write a range of numbers with – in English, with ～ in Chinese.",
    ),
    "/": Text("用键盘上的斜线 /。", "Type the stroke of the keyboard, /."),
    "%": Text("用键盘上的百分号 %。", "Type the percent sign of the keyboard, %."),
    "0": Text("这是字母 O，不是数字：改为 0。", "This is the letter O and no digit: type 0."),
    "1": Text("这是字母，不是数字：改为 1。", "This is a letter and no digit: type 1."),
}


@of_parts
def digit_width(corpus: Corpus) -> Iterator[Problem]:
    """Digits are half-width in both languages.
    两种语言中的数字都用半角。
    """
    for _, prose in texts(corpus):
        for match in WIDE.finditer(prose.plain):
            right = half_width(match[0])
            yield problem(
                prose.place(match.start()),
                "digit-width",
                digits=match[0],
                right=right,
                fix=edit(prose, match.start(), match.end(), right),
            )


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
        for start, end, plain in odd(prose.text)
    }
    yield from (_form(*sign) for sign in found.values())


def _form(prose: Prose, start: int, end: int, plain: str) -> Problem:
    """What stands for digits or a sign of theirs, where it is known by its cure shown in the number
    it stands in."""
    written = prose.text[start:end]
    code = " ".join(f"U+{ord(letter):04X}" for letter in written)
    right, cure, mended = (
        _dot(prose, start, plain)
        if written in DOTS
        else (_plain(prose, plain), CURES.get(plain if plain in CURES else written, ORDINARY), None)
    )
    before, after = (
        BEFORE.search(prose.text, max(start - 20, 0), start),
        AFTER.match(prose.text, end),
    )
    around = (
        f"{before[0] if before else ''}\x00{after[0] if after else ''}"
        if cure is not ORDINARY
        else "\x00"
    )
    number, whole = around.replace("\x00", written), around.replace("\x00", right)
    expected = Text(". 或 ×", ". or ×") if cure is EITHER else Text(whole, whole)
    return problem(
        prose.place(start),
        "digit-form",
        number=number,
        code=code,
        expected=expected,
        cure=cure,
        fix=mended,
    )


def _dot(prose: Prose, start: int, plain: str) -> tuple[str, Text, Edit | None]:
    """What to write for a dot that is no point, with the cure and, where it is beyond doubt, the
    repair."""
    if not point(prose.text, start):
        return plain, EITHER, None
    mended = edit(prose, start, start + 1, plain)
    fixed = (
        Text("；`python hooks fix` 可代劳", "; `python hooks fix` does it")
        if mended
        else Text("", "")
    )
    return (
        plain,
        Text(
            f"{POINT.zh}，不用间隔号{fixed.zh}。", f"{POINT.en}, no raised or other dot{fixed.en}."
        ),
        mended,
    )


def _plain(prose: Prose, plain: str) -> str:
    """How the language of a text writes it, where the two differ."""
    return ("～" if prose.language == "zh" else "–") if plain == RANGE else plain
