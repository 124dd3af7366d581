"""The rules on entries of references.bib. Each is a generator of Problems; its name is the rule's
id, its docstring the rule."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from review.dates import future, span
from review.evidence.bibliography import Bibliography, bibliography_syntax, parse
from review.evidence.reference import ADDRESS, HAN, PERSONS, SHOWN, Reference
from review.messages import problem
from review.problem import Problem, Text
from review.rules.bibliography_entry_rules import (
    Found,
    bibliography_duplicate_identifier,
    bibliography_duplicate_key,
    bibliography_field,
    bibliography_key,
    bibliography_kind,
    bibliography_missing_field,
    bibliography_notice,
    quoted,
)
from review.sources import bibtex
from review.sources.bibtex import Field, Span
from review.sources.latex import unread
from review.sources.source import Source

PROTECTED = re.compile(r"\{[^{}]*\}|\\.")
WORD = re.compile(r"[^\s{}/,;:()\[\]]+")
HAN_JOINT = re.compile(r"[，,、；;]|\s|(?<=[\u3400-\u9fff])and|and(?=[\u3400-\u9fff])")
FULL_WIDTH = re.compile(r"[，、；]")
LONE = re.compile(r"\\(?=[\s,]|$)")
SHORTENED = re.compile(r"\bet\.? al\b|等\s*$", re.I)
IDENTIFIERS = {
    "doi": (
        # the old form of Wiley and others holds a SICI with < and >, and ends in any character
        re.compile(r"10\.[0-9]{4,9}/(?:[^\s\"{}]*;2-[^\s\"{}]|[^\s\"{}]*[^\s\"<>{}.,;])"),
        Text(
            "以 10. 开头的 DOI，前后无网址、空格或标点",
            "a bare DOI that begins with 10., with no address, blank or full stop",
        ),
    ),
    "pmid": (re.compile(r"[1-9][0-9]{0,7}"), Text("1～8 位数字", "one to eight digits")),
    "pmcid": (re.compile(r"PMC[1-9][0-9]*"), Text("PMC 加数字", "PMC and digits")),
    "cstr": (
        re.compile(r"[0-9]{4,6}(?:\.[0-9A-Za-z-]+)+"),
        Text("不带前缀的 CSTR，如 31253.11.x", "a bare CSTR, as 31253.11.x, without prefix"),
    ),
    "url": (
        ADDRESS,
        Text(
            "以 http:// 或 https:// 开头的网址", "an address that begins with http:// or https://"
        ),
    ),
    "date": (
        re.compile(r"[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?"),
        Text("2024-11-12 形式的日期", "a date as 2024-11-12"),
    ),
    "urldate": (
        re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]"),
        Text("2024-11-12 形式的日期", "a date as 2024-11-12"),
    ),
}


def bibliography_name(source: Source, references: Sequence[Reference]) -> Found:
    """Names are written Family, Given and joined by and; a Chinese name is one word; a group
    stands in double braces; and others stands for the rest.
    西文姓名写作“姓, 名”，以 and 连接；中文姓名写成一个词；团体作者用双花括号；
    其余作者写 and others。
    """
    for reference in references:
        for role in PERSONS:
            field = reference.block.field(role)
            empty = False
            for person in bibtex.names(field.value) if field else ():
                if (slip := name_slip(person.text)) and not (empty and not person.text):
                    empty = empty or not person.text
                    place, found = source.place(person.start), quoted(person.text)
                    yield problem(place, f"bibliography-name/{slip}", found=found)


def name_slip(person: str) -> str | None:
    """What is wrong with a name, as the messages call it; None for a good one."""
    if re.fullmatch(r"\{.*\}", person, re.DOTALL) or person == "others":
        return None
    if not person:
        return "missing"
    if SHORTENED.search(person):
        return "shortened"
    if HAN.search(person):
        return "in-pieces" if HAN_JOINT.search(person) else None
    if FULL_WIDTH.search(person) or person.count(",") > 2:
        return "run-together"
    return "unparted" if "," not in person and re.search(r"\s", person) else None


def bibliography_capitals(source: Source, references: Sequence[Reference]) -> Found:
    """In an English title a word with a capital inside stands in braces; the title is in sentence
    case.
    英文题名用句首大写形式，含内部大写字母的词用花括号保护。
    """
    for reference in references:
        for role in ("title", "booktitle") if reference.language == "en" else ():
            field = reference.block.field(role)
            for word in _unprotected(field) if field else ():
                yield problem(
                    source.place(word.start),
                    "bibliography-capitals",
                    word=word.text,
                    found=quoted(word.text),
                )


def _unprotected(field: Field) -> Iterator[Span]:
    """Words with a capital after their first letter; what stands in braces is blanked first,
    innermost braces before outer."""
    for word in bare_capitals(field.value.text):
        yield field.value.part(word.start(), word.end())


def bare_capitals(latex: str) -> Iterator[re.Match[str]]:
    """Words of a title with a capital after their first letter and outside braces."""
    text = latex
    while (plain := PROTECTED.sub(lambda match: "x" * len(match[0]), text)) != text:
        text = plain
    for word in WORD.finditer(text):
        if any(letter.isupper() for letter in word[0].lstrip("'\"‘“")[1:]):
            yield word


def bibliography_identifier(source: Source, references: Sequence[Reference]) -> Found:
    """DOI, PMID, PMCID, address and dates are bare and well formed.
    DOI、PMID、PMCID、网址与日期只写本身，格式正确。
    """
    for reference in references:
        for role, (pattern, expected) in IDENTIFIERS.items():
            field = reference.block.field(role)
            if field and not pattern.fullmatch(reference.raw(role)):
                yield problem(
                    source.place(field.value.start),
                    "bibliography-identifier",
                    found=quoted(field.value.text, role),
                    expected=expected,
                )


def bibliography_date(source: Source, references: Sequence[Reference]) -> Found:
    """A date is a day, month or year that exists, and is not in the future; a year has four digits.
    日期是存在的年、月、日，且不在将来；年份为四位数字。
    """
    for reference in references:
        for role in ("year", "date", "urldate"):
            field = reference.block.field(role)
            if field and _is_no_date(role, reference.raw(role)):
                yield problem(
                    source.place(field.value.start),
                    "bibliography-date",
                    found=quoted(field.value.text, role),
                )


def _is_no_date(role: str, value: str) -> bool:
    """Whether a value of the form of a date is none; another form is reported as such."""
    if not value or (role != "year" and not IDENTIFIERS[role][0].fullmatch(value)):
        return False
    return span(value) is None or future(value) or (role == "year" and len(value) != 4)


def bibliography_latex(source: Source, references: Sequence[Reference]) -> Found:
    r"""What a page shows of an entry is text, letters and symbols of LaTeX, small figures and
    emphasis; a percent sign is \%, a dollar sign \$.
    页面所显示的字段只含文字、LaTeX 字母与符号、上下标与强调；百分号写作 \%，美元符号写作 \$。
    """
    for reference in references:
        for role in (*SHOWN, *PERSONS):
            field = reference.block.field(role)
            at = _unread(field.value.text, role) if field else None
            if field and at is not None:
                sign = field.value.text[at]
                yield problem(
                    source.place(field.value.start + at),
                    f"bibliography-latex/{'sign' if sign in '%$' else 'command'}",
                    found=quoted(field.value.text[at : at + 20], role),
                    sign=sign,
                )


def _unread(value: str, role: str) -> int | None:
    """Where a value cannot be shown. A name is parted at its comma, which must not stand behind a
    backslash."""
    lone = LONE.search(value) if role in PERSONS else None
    return lone.start() if lone else unread(value)


RULES = (
    bibliography_key,
    bibliography_duplicate_key,
    bibliography_missing_field,
    bibliography_name,
    bibliography_capitals,
    bibliography_identifier,
    bibliography_date,
    bibliography_latex,
    bibliography_kind,
    bibliography_field,
    bibliography_duplicate_identifier,
    bibliography_notice,
)

DOCUMENTED = (bibliography_syntax, *RULES)


def entry_problems(read: Bibliography) -> list[Problem]:
    """What is wrong with the entries of a bibliography that could be read, rule by rule."""
    return [problem for rule in RULES for problem in rule(read.source, read.all)]


def parse_checked(source: Source) -> tuple[Bibliography, list[Problem]]:
    """A .bib file read and judged by itself, without the review around it; problems in file
    order."""
    read, problems = parse(source)
    return read, sorted([*problems, *entry_problems(read)], key=lambda problem: problem.order)
