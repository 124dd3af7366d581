"""Cures of a value that the schema does not take: what a draft left in it, and what a keyboard made
of it (a decimal comma, another minus sign, curly quotation marks, full-width digits)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from review.problem import Text
from review.sources.digits import DOTS
from review.sources.numeral import half_width
from review.sources.record import Path, Record
from review.sources.schema import UNKNOWN, Violation, fits
from review.suggestion import meant

AS_EXPECTED = Text("改为所要求的写法。", "Write it as expected.")
RETYPED = frozenset({"pattern", "enum", "type"})
# what a draft has in the place of a value
DRAFTED = re.compile(r"[.…]+|ID|OTHER-ID|ARM|KEY|YYYY-MM-DD|NCT…")
DRAFT = Text(
    "这是草稿中的占位：换成真正的内容；用不到的行整行删去。",
    "This only holds a place in the draft: put what it stands for, and delete a line you do not "
    "need.",
)
SPECIAL = (
    (
        re.compile(r"[0-9]+\s*/\s*[0-9]+"),
        Text(
            "分数写成 events 与 n 两项，n 至少为 1。",
            "Write a fraction as events and n; n is 1 or more.",
        ),
    ),
    (re.compile(r"[-−][0-9]+"), Text("例数不能为负。", "A count cannot be negative.")),
    (
        re.compile(r"[-+]?\.?(?:nan|inf(?:inity)?)|[-+]?∞", re.IGNORECASE),
        Text(
            "不是有限的数；未达到写 not-reached，没有的值不写。",
            "Not a finite number: write not-reached, or leave a missing value out.",
        ),
    ),
    (re.compile(r".*[０-９％．].*"), Text("数字用半角。", "Write half-width digits.")),
    (re.compile(r"[0-9.]+\s?%"), Text("百分号不写，只写数字。", "Leave out the percent sign.")),
    (re.compile(r"\.[0-9]+"), Text("小数点之前写 0。", "Write 0 before the point.")),
)

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


def retyped(value: str, schema: Mapping[str, Any]) -> Text | None:
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
    """A number that a comma parted inside braces, where YAML took its decimals for a field: the
    path of the number, and the whole as it was written."""
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
        f"Leave out a comma of thousands ({plain}); where it is to part decimals, write a point "
        f"({point}).",
    )


def _choose(words: list[str], violation: Violation) -> Text:
    """The cure of several values parted by bars, as a draft lists them."""
    known = [word for word in words if word in map(str, violation.schema["enum"])]
    several = isinstance(violation.path[-1], int)  # an item of a list
    zh, en = "、".join(known or words), ", ".join(known or words)
    if several:
        return Text(
            f"只留要用的，以逗号隔开：{zh}。", f"Keep those that are true, parted by commas: {en}."
        )
    return Text(
        f"只留一个，删去其余和“|”：{zh}。",
        f"Choose one of them, and delete the others and the bars: {en}.",
    )


def cure(violation: Violation) -> Text:
    """How to mend a value, by the most certain of what it may have been meant as."""
    value = violation.value
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return AS_EXPECTED
    written = str(value)
    if DRAFTED.fullmatch(written):
        return DRAFT
    listed = [word.strip() for word in written.split("|")]
    if violation.keyword == "enum" and len(listed) > 1:
        return _choose(listed, violation)
    again = retyped(written, violation.schema) if violation.keyword in RETYPED else None
    return again or _special(written, violation) or _nearest(written, violation)


def _special(written: str, violation: Violation) -> Text | None:
    """The cure of a form that many give to a value."""
    if violation.keyword == "propertyNames":
        return None
    return next((words for pattern, words in SPECIAL if pattern.fullmatch(written)), None)


def _nearest(written: str, violation: Violation) -> Text:
    """The nearest word of a list; what there is to choose from is said already."""
    if violation.keyword != "enum":
        return AS_EXPECTED
    near = meant(written, map(str, violation.schema["enum"]))
    return near or Text("改用其中之一。", "Write one of them.")
