"""The rules on fields of references.bib: names, titles, identifiers, dates, LaTeX."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence

from review.dates import past
from review.evidence.bibliography import Bibliography, bibliography_syntax, parse
from review.evidence.reference import ADDRESS, HAN, PERSONS, SHOWN, Reference
from review.messages import problem
from review.problem import Problem
from review.rules import bibliography_entry_rules as entry_rules
from review.rules.bibliography_entry_rules import Found, fields, quoted
from review.rules.rule import declared_in
from review.sources import bibtex
from review.sources.latex import unread
from review.sources.source import Source

PROTECTED = re.compile(r"\{[^{}]*\}|\\.")
WORD = re.compile(r"[^\s{}/,;:()\[\]]+")
HAN_JOINT = re.compile(r"[，,、；;]|\s|(?<=[\u3400-\u9fff])and|and(?=[\u3400-\u9fff])")
FULL_WIDTH = re.compile(r"[，、；]")
LONE = re.compile(r"\\(?=[\s,]|$)")
SHORTENED = re.compile(r"\bet\.? al\b|等\s*$", re.I)
IDENTIFIERS = {
    # the old form of Wiley and others holds a SICI with < and >, and ends in any character
    "doi": re.compile(r"10\.[0-9]{4,9}/(?:[^\s\"{}]*;2-[^\s\"{}]|[^\s\"{}]*[^\s\"<>{}.,;])"),
    "pmid": re.compile(r"[1-9][0-9]{0,7}"),
    "pmcid": re.compile(r"PMC[1-9][0-9]*"),
    "cstr": re.compile(r"[0-9]{4,6}(?:\.[0-9A-Za-z-]+)+"),
    "url": ADDRESS,
    "date": re.compile(r"[0-9]{4}(-[01][0-9](-[0-3][0-9])?)?"),
    "urldate": re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]"),
}


def bibliography_name(source: Source, references: Sequence[Reference]) -> Found:
    """Names are written Family, Given and joined by and; a Chinese name is one word; a group
    stands in double braces; and others stands for the rest.
    西文姓名写作“姓, 名”，以 and 连接；中文姓名写成一个词；团体作者用双花括号；
    其余作者写 and others。
    """
    for _, _, field in fields(references, PERSONS):
        empty = False
        for person in bibtex.names(field.value):
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
    for reference, _, field in fields(references, ("title", "booktitle")):
        for word in bare_capitals(field.value.text) if reference.language == "en" else ():
            place, found = source.place(field.value.start + word.start()), quoted(word[0])
            yield problem(place, "bibliography-capitals", word=word[0], found=found)


def bare_capitals(latex: str) -> Iterator[re.Match[str]]:
    """Words of a title with a capital after their first letter and outside braces; what stands in
    braces is blanked first, innermost braces before outer."""
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
    for reference, role, field in fields(references, tuple(IDENTIFIERS)):
        if not IDENTIFIERS[role].fullmatch(reference.get(role)):
            place, found = source.place(field.value.start), quoted(field.value.text, role)
            yield problem(place, f"bibliography-identifier/{role}", found=found)


def bibliography_date(source: Source, references: Sequence[Reference]) -> Found:
    """A date is a day, month or year that exists, and is not in the future; a year has four digits.
    日期是存在的年、月、日，且不在将来；年份为四位数字。
    """
    for reference, role, field in fields(references, ("year", "date", "urldate")):
        if _is_no_date(role, reference.get(role)):
            place, found = source.place(field.value.start), quoted(field.value.text, role)
            yield problem(place, "bibliography-date", found=found)


def _is_no_date(role: str, value: str) -> bool:
    """Whether a value of the form of a date is none; another form is reported as such."""
    if not value or (role != "year" and not IDENTIFIERS[role].fullmatch(value)):
        return False
    return not past(value) or (role == "year" and len(value) != 4)


def bibliography_latex(source: Source, references: Sequence[Reference]) -> Found:
    r"""What a page shows of an entry is text, letters and symbols of LaTeX, small figures and
    emphasis; a percent sign is \%, a dollar sign \$.
    页面所显示的字段只含文字、LaTeX 字母与符号、上下标与强调；百分号写作 \%，美元符号写作 \$。
    """
    for _, role, field in fields(references, (*SHOWN, *PERSONS)):
        value = field.value.text
        if (at := _unread(value, role)) is not None:
            place, found = source.place(field.value.start + at), quoted(value[at : at + 20], role)
            kind = "sign" if value[at] in "%$" else "command"
            yield problem(place, f"bibliography-latex/{kind}", found=found, sign=value[at])


def _unread(value: str, role: str) -> int | None:
    """Where a value cannot be shown. A name is parted at its comma, which must not stand behind a
    backslash."""
    backslash = LONE.search(value) if role in PERSONS else None
    return backslash.start() if backslash else unread(value)


FORM = {"source": "Source", "references": "Sequence[Reference]", "return": "Found"}
RULES = (*declared_in(entry_rules, FORM), *declared_in(sys.modules[__name__], FORM))
DOCUMENTED = (bibliography_syntax, *RULES)


def entry_problems(read: Bibliography) -> list[Problem]:
    """What is wrong with the entries of a bibliography that could be read, rule by rule."""
    return [problem for rule in RULES for problem in rule(read.source, read.all)]


def parse_checked(source: Source) -> tuple[Bibliography, list[Problem]]:
    """A .bib file read and judged without the review around it; problems in file order."""
    read, problems = parse(source)
    return read, sorted([*problems, *entry_problems(read)], key=lambda problem: problem.order)
