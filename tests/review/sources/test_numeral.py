"""Numerals as readers read them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

import pytest

from review.sources.numeral import Numeral, decimal, numerals, placed, printed
from review.sources.prose import Prose
from review.sources.source import Source
from review.sources.visible_text import seen


def of(prose: Prose) -> tuple[Numeral, ...]:
    """The numerals a reader sees in a prose, at their offsets in it."""
    view = seen(prose, code=True)
    return tuple(placed(numeral, view) for numeral in numerals(view.text))


def keys(text: str) -> list[str]:
    return [f"{numeral.key:f}" for numeral in numerals(text)]


@pytest.mark.parametrize(
    "zh, en",
    [
        ("1.2 万例", "12,000 cases"),
        ("1,250", "1250"),
        ("65 ％", "65%"),
        ("６５％", "65%"),
        ("0.52～0.99", "0.52–0.99"),
        ("2012 年 11 月", "November 2012"),
        ("2012 年 11 月 3 日", "3 November 2012"),
        ("3 亿", "300 million"),
        ("17/26", "17 of 26"),
        ("**17/26**（65%）", "**17 of 26** (65%)"),
        ("−3 分", "-3 points"),
        ("2～7 个月", "2 to 7 months"),
        ("5-氟尿嘧啶", "5-fluorouracil"),
        ("8 周", "8-week"),
        ("0.40", "0.4"),
        ("第 5 版", "5th edition"),
        ("HR0.99", "HR 0.99"),
        (".99", "0.99"),
        ("P<.05", "P<0.05"),
        ("HR.99", "HR 0.99"),
        ("9.9mo", "9.9 months"),
        ("x13/40", "13 of 40"),
        ("n60", "n=60"),
        ("12of 40", "12 of 40"),
        ("1e5", "100,000"),
        ("1×10⁹～10×10⁹", "1×10^9–1e10"),
        ("10⁻³", "0.001"),
        ("百分之 65", "65 percent"),
        ("65pct", "65-percent"),
        ("差值−2.8", "−2.8"),
        ("（–2.8）", "(−2.8)"),
        ("65‰", "6.5%"),
        ("67%/58%", "67% and 58%"),
    ],
)
def test_the_same_number_in_both_languages(zh: str, en: str) -> None:
    assert sorted(keys(zh)) == sorted(keys(en)) != []


@pytest.mark.parametrize(
    "text",
    [
        "PD-1",
        "SARC028",
        "CD105",
        "HLA-A*02",
        r"HLA-A\*02",
        "IL-2",
        "H3",
        "COVID-19",
        "factor-1",
        "集落刺激因子-1 受体",
        "May",
        "x_1",
        "NCT02389244",
        "v2.0",
        "CDK4/6",
        "T1/2",
        "VEGFR1/2/3",
        "V600E",
        "2b",
        "α-2b",
        "PD‑1",
        "m²",
        "CO₂",
    ],
)
def test_no_number(text: str) -> None:
    assert keys(text) == []


@pytest.mark.parametrize(
    "text, percents",
    [
        ("44–83%", [True, True]),
        ("44%～83%", [True, True]),
        ("17 和 65%", [False, True]),
        ("2 percentage points", [False]),
        ("2 个百分点", [False]),
        ("2 % points", [False]),
        ("2 points", [False]),
        ("95% CI 44～83", [True, False, False]),
    ],
)
def test_a_mark_after_a_range_belongs_to_both(text: str, percents: list[bool]) -> None:
    assert [numeral.percent for numeral in numerals(text)] == percents


def test_a_letter_and_a_hyphen_before_a_decimal_are_a_sign() -> None:
    assert keys("HR-0.99") == ["-0.99"]


@pytest.mark.parametrize(
    "text",
    [
        "[13](x.md)/40",
        "**13**/40",
        "1**3**/40",
        "_13_/40",
        "`13/40`",
        "13\\/40",
        "1*3*/40",
        "```\n13/40\n```",
    ],
)
def test_mark_up_hides_no_digit(text: str) -> None:
    prose = Prose("en", text, Source("docs/review/x.md", text), 0)
    assert [numeral.value for numeral in of(prose)] == [13, 40]
    assert prose.text[of(prose)[1].start :].startswith("40")


@pytest.mark.parametrize(
    "text",
    [
        "![13/40](x.svg)",
        "[a](x13.md)",
        "<https://x.org/13/40>",
        "https://x.org/13/40",
        "<!-- 13/40 -->",
        "[@smith2013]",
    ],
)
def test_what_is_no_text_has_no_numerals(text: str) -> None:
    assert of(Prose("en", text, Source("docs/review/x.md", text), 0)) == ()


@pytest.mark.parametrize(
    "text, units",
    [
        ("9.9mo", ["months"]),
        ("4 个周期", ["cycles"]),
        ("4 周期", ["cycles"]),
        ("16.4 周", ["weeks"]),
        ("2～7 个月", ["months", "months"]),
        ("8-week", ["weeks"]),
        ("12 岁", ["years"]),
        ("5 cm", ["cm"]),
        ("17 例", [None]),
        ("5 小时", ["hours"]),
        ("48-hour", ["hours"]),
        ("2 percentage points", ["percentage-points"]),
        ("2 个百分点", ["percentage-points"]),
        ("2 points", ["percentage-points"]),
        ("−2～3 个百分点", ["percentage-points", "percentage-points"]),
        ("75 mg/m²", ["mg/m2"]),
        ("3 mg/kg", ["mg/kg"]),
        ("160 毫克", ["mg"]),
    ],
)
def test_units(text: str, units: list[str | None]) -> None:
    assert [numeral.unit for numeral in numerals(text)] == units


@pytest.mark.parametrize(
    "text, value, quantum, same",
    [
        ("65", "65.384", None, True),
        ("66", "65.384", None, False),
        ("0.4", "0.42", "0.01", True),
        ("0.42", "0.4", "0.1", False),
        ("0.40", "0.4", "0.1", True),
        ("12", "12.5", None, True),
        ("13", "12.5", None, True),
        ("14", "12.5", None, False),
        ("0." + "1" * 40, "17", None, False),
    ],
)
def test_matches_at_the_printed_precision(
    text: str, value: str, quantum: str | None, same: bool
) -> None:
    assert numerals(text)[0].matches(Decimal(value), Decimal(quantum) if quantum else None) is same


def test_offsets_are_those_of_the_digits() -> None:
    text = "共 1,250 例（６５％）"
    assert [text[numeral.start : numeral.end] for numeral in numerals(text)] == ["1,250", "６５"]


@pytest.mark.parametrize(
    "text, value, quantum",
    [
        ("0.40", "0.40", "0.01"),
        ("17", "17", "1"),
        (".017", "0.017", "0.001"),
        ("−3", "-3", "1"),
    ],
)
def test_decimal(text: str, value: str, quantum: str) -> None:
    assert decimal(text) == (Decimal(value), Decimal(quantum))


@pytest.mark.parametrize(
    "text",
    [
        "NaN",
        "Infinity",
        "∞",
        "1e9",
        "<1",
        ">99",
        "17.4+",
        "17/0",
        "",
        "not-reached",
        "9" * 40,
        "１７",
        "0x1",
        {"low": 1},
    ],
)
def test_no_decimal(text: object) -> None:
    with pytest.raises(InvalidOperation):
        decimal(text)


@pytest.mark.parametrize(
    "text, value, quantum, sign, censored",
    [
        ("0.40", "0.40", "0.01", "", False),
        ("<0.001", "0.001", "0.001", "<", False),
        (">0.99", "0.99", "0.01", ">", False),
        ("17.4+", "17.4", "0.1", "", True),
    ],
)
def test_printed(text: str, value: str, quantum: str, sign: str, censored: bool) -> None:
    assert printed(text) == (Decimal(value), Decimal(quantum), sign, censored)


@pytest.mark.parametrize("text", ["++1", "<>1", "1<", "not-estimable", "=1", "≥1"])
def test_not_printed(text: str) -> None:
    with pytest.raises(InvalidOperation):
        printed(text)
