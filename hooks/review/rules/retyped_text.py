"""What a keyboard made of a value: a decimal comma, another minus sign, curly quotation marks, full-width digits. The cure says what to type."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from review.problem import Text
from review.sources.digits import DOTS
from review.sources.numeral import half_width
from review.sources.record import Path, Record
from review.sources.schema import UNKNOWN, Violation, fits

SLIPS = (
    (
        re.compile("[“”„‘’＂]"),
        "",
        Text('引号用半角的 "，或不写引号', "Type straight quotation marks, or none"),
    ),
    (re.compile("^[−－–]"), "-", Text("负号用键盘上的 -", "Type the minus sign as -")),
    (re.compile("^[≥≧⩾]"), ">=", Text("“≥”写作 >=，并加引号", "Type >= for ≥, in quotation marks")),
    (
        re.compile("(?<=[0-9])[,，](?=[0-9])"),
        ".",
        Text("小数点写作 .，不用逗号", "Write a point, no comma, before the decimals"),
    ),
    (
        re.compile(f"(?<=[0-9])[{DOTS}](?=[0-9])"),
        ".",
        Text(
            "小数点写作 .，不用间隔号", "Write a point, no raised or other dot, before the decimals"
        ),
    ),
    (
        re.compile("(?<=[0-9])[-−~～—](?=[A-Za-z]?[0-9])"),
        "–",
        Text("范围用 –", "Write a range with –"),
    ),
    (
        re.compile("^[Pp]{1,2}[.]? ?(?=[A-Za-z]?[0-9])"),
        "page ",
        Text("页码写作 page", "Write page before its number"),
    ),
)
WIDTH = Text("数字用半角", "Write half-width digits")
GROUPED = re.compile("[1-9][0-9]{0,2}(?:,[0-9]{3})+")
TAIL = re.compile("[0-9]+")


def cure(value: str, schema: Mapping[str, Any]) -> Text | None:
    """How to type a value anew, where that makes it one the schema takes."""
    if GROUPED.fullmatch(value):
        return _grouped(value, schema.get("type") == "integer")
    forms = [
        (half_width(value), WIDTH),
        *((pattern.sub(new, value), words) for pattern, new, words in SLIPS),
    ]
    forms.append((f"{value[:1].lower()}{value[1:]}", Text("用小写", "Write it in small letters")))
    return next(
        (
            Text(f"{words.zh}：{_typed(right)}。", f"{words.en}: {_typed(right)}.")
            for right, words in forms
            if right != value and fits(right, schema)
        ),
        None,
    )


def _typed(value: str) -> str:
    """A value as it stands in a table; YAML takes > at its beginning for a sign of its own."""
    return f'"{value}"' if value.startswith(">") else value


def parted(record: Record, violation: Violation) -> tuple[Path, str] | None:
    """A number that a comma parted inside braces, where YAML took its decimals for a field: the path of the number, and the whole as it was written."""
    name, block = str(violation.path[-1]), record.get(*violation.path[:-1])
    if (
        violation.kind != UNKNOWN
        or not TAIL.fullmatch(name)
        or record.get(*violation.path) is not None
        or not isinstance(block, dict)
    ):
        return None
    before = list(block)[: list(block).index(name)][-1:]
    whole = isinstance(block.get(*before), int) if before else False
    return ((*violation.path[:-1], before[0]), f"{block[before[0]]},{name}") if whole else None


def comma(written: str) -> Text:
    """The cure of a number with a comma."""
    if GROUPED.fullmatch(written):
        return _grouped(written, False)
    words, right = SLIPS[3][2], written.replace(",", ".")
    return Text(f"{words.zh}：{right}。", f"{words.en}: {right}.")


def _grouped(written: str, whole: bool) -> Text:
    if whole:
        return Text("不写千分位逗号。", "Leave out the comma.")
    plain, point = written.replace(",", ""), written.replace(",", ".", 1).replace(",", "")
    return Text(
        f"不写千分位逗号（{plain}）；若为小数点，写作 .（{point}）。",
        f"Leave out a comma of thousands ({plain}); where it is to part decimals, write a point ({point}).",
    )
