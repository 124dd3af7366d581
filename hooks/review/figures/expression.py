"""What the numbers of a text are: each with the form it stands in and the roles it may have.

The words round a number are read with it, inside a link and outside, by the grammar of figures."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from functools import cache, lru_cache
from typing import NamedTuple

from review.evidence.cell import DIFFERENCES
from review.figures import figure_grammar
from review.figures.figure_grammar import WORDS, Form, Reading
from review.sources.numeral import POINTS, SCORE, TIMES, Numeral, half_width, numerals

BEFORE, AFTER = 44, 32  # characters before and after a number that are read
SIGNS = frozenset({"sign", "bound", "compared"})
SIDES = frozenset({"low", "high", "limit"})
LIMITS = ("ci", "range", "iqr", "exact")
KINDS = {"ci": ("ci", "exact"), "iqr": ("iqr",), "spread": ("range",)}
LEVELS = range(80, 100)  # what an interval may have as its level: 80%, 91.4%, 99.9%
YEAR = 1000  # from here on a number of years or months is a date
WORDED = re.compile(r"[^\W_]")
YEARS = re.compile("(?:19|20)[0-9]{2}")
COUNTS = frozenset({"events", "n", "count"})
LENGTHS = frozenset({"mm", "cm"})
PARTING = frozenset({"ratio", "slash"})  # what joins two numbers to something no form has


class Token(NamedTuple):
    """A number, a word of the grammar, or other words. ``number`` is the place of the numeral
    among those of the text; -1 for words."""

    kind: str
    value: str
    start: int
    end: int
    number: int = -1


UNSIGNED = Token("", "", 0, 0)


class Part(NamedTuple):
    """A number of a text. ``role`` is its role in the form, ``roles`` those of a datum that it may
    have: none where it has no form. ``phrase`` is where the words of its form begin, ``mates`` are
    the numbers of the same phrase by role. ``sign`` stands before it, written as ``signed``.
    ``whom`` is what the words behind it count: empty for patients, ``lesions``; None where they do
    not."""

    numeral: Numeral
    form: Form
    role: str
    roles: frozenset[str]
    phrase: int
    mates: tuple[tuple[str, int], ...]
    measure: str = ""
    sign: str = ""
    signed: str = ""
    signed_at: int = -1
    sided: str = ""
    open_ended: bool = False
    counted: bool = False
    whom: str | None = None

    @property
    def result(self) -> bool:
        """Whether the number reads like a result, bound to data or not: a percentage, a decimal, a
        count of patients, an estimate or a P value, a time that something took."""
        if self.role == "level":
            return int(self.numeral.value) not in LEVELS
        if (
            self.role not in COUNTS
            and self.numeral.unit is None
            and YEARS.fullmatch(self.numeral.digits)
        ):
            return False
        return _result(self) if self.form.result is None else self.form.result

    def mate(self, role: str) -> int | None:
        """The place, among the numbers of the text, of the number with a role in this phrase."""
        return next((number for name, number in self.mates if name == role), None)


def _result(part: Part) -> bool:
    """Whether a number whose form does not tell reads like a result by itself."""
    numeral = part.numeral
    if numeral.percent or part.counted or numeral.unit in (POINTS, SCORE):
        return True
    if numeral.unit in ("weeks", "months"):
        return True
    dose = numeral.unit is not None and numeral.unit not in TIMES | LENGTHS
    return numeral.quantum < 1 and not dose


@lru_cache(maxsize=1 << 13)
def parts(text: str) -> tuple[Part, ...]:
    """The numbers of a text, in order, one part for each of its numerals."""
    found = numerals(text)
    if not found:
        return ()
    tokens = _tokens(half_width(text), found)
    readings = list(figure_grammar.readings(_letters(tokens)))
    phrases: dict[int, list[Reading]] = {}
    for reading in readings:
        phrases.setdefault(reading.phrase, []).append(reading)
    bare = {reading.token for reading in readings if reading.role == "number"}
    return tuple(
        _part(tokens, found, reading, phrases[reading.phrase])
        if not _stranded(tokens, reading.token, bare)
        else _formless(found[tokens[reading.token].number], reading)
        for reading in readings
    )


def shape(text: str) -> str:
    """The tokens of a text, a letter for each kind."""
    return _letters(_tokens(half_width(text), numerals(text)))


def _letters(tokens: Sequence[Token]) -> str:
    letters = figure_grammar.letters()
    return "".join(letters[token.kind] for token in tokens)


def _tokens(text: str, found: Sequence[Numeral]) -> list[Token]:
    tokens: list[Token] = []
    position = 0
    for number, numeral in enumerate(found):
        # a minus belongs to its number: it is no sign of a range
        _add_words(tokens, text, position, numeral.start - (numeral.value < 0))
        kind = _kind(numeral, text)
        tokens.append(Token(kind, "", numeral.start, numeral.end, number))
        position = max(numeral.after, numeral.end)
    _add_words(tokens, text, position, min(len(text), position + AFTER))
    return tokens


def _kind(numeral: Numeral, text: str) -> str:
    """The kind of a number: 3 月 and November are dates, 3 个月 is a time."""
    if numeral.percent:
        return "percent"
    if numeral.digits.isalpha():
        return "date"
    if numeral.unit is None:
        return "number"
    if numeral.unit not in TIMES:
        return "amount"
    month = text[numeral.end : numeral.after].strip() == "月"
    return "date" if month or numeral.value >= YEAR else "time"


def _add_words(tokens: list[Token], text: str, start: int, end: int) -> None:
    """The words between two numbers; of many those that stand near either."""
    if end - start <= BEFORE + AFTER:
        _add_near(tokens, text, start, end)
        return
    _add_near(tokens, text, start, start + AFTER)
    tokens.append(Token("stop", "", start + AFTER, start + AFTER))
    _add_near(tokens, text, end - BEFORE, end)


def _add_near(tokens: list[Token], text: str, start: int, end: int) -> None:
    for match in figure_grammar.lexicon().finditer(text, start, end):
        first, last = match.span()
        if first > start and WORDED.search(text, start, first):
            tokens.append(Token(WORDS, "", start, first))
        word = figure_grammar.meaning(match[0])
        kind = "ratio" if word.kind == "colon" and _divides(text, first, last) else word.kind
        tokens.append(Token(kind, word.value, first, last))
        start = last
    if end > start and WORDED.search(text, start, end):
        tokens.append(Token(WORDS, "", start, end))


def _divides(text: str, start: int, end: int) -> bool:
    """Whether a colon stands between two digits, as in 3:7."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return text[start] == ":" and before.isdigit() and after.isdigit()


def _part(
    tokens: Sequence[Token],
    found: Sequence[Numeral],
    reading: Reading,
    phrase: Sequence[Reading],
) -> Part:
    before = tokens[reading.phrase : reading.token]
    values = {token.kind: token.value for token in before}
    sign = _sign(tokens, reading.token)
    following = tokens[reading.token + 1 : reading.token + 3]
    after = [token.kind for token in following]
    return Part(
        found[tokens[reading.token].number],
        reading.form,
        reading.role,
        _roles(reading.role, values),
        tokens[reading.phrase].start,
        tuple((mate.role, tokens[mate.token].number) for mate in phrase),
        measure=values.get("measure", ""),
        sign=sign.value,
        signed=sign.kind,
        signed_at=sign.start,
        sided=values.get("sided", ""),
        open_ended=after == ["to", "unreached"],
        counted=after[:1] == ["people"],
        whom=following[0].value if after[:1] in (["people"], ["among"]) else None,
    )


def _sign(tokens: Sequence[Token], place: int) -> Token:
    """The sign or words of comparison before a number."""
    before = tokens[place - 1] if place else UNSIGNED
    return before if before.kind in SIGNS else UNSIGNED


def _roles(role: str, values: Mapping[str, str]) -> frozenset[str]:
    """The roles of a datum that a number may have. ``values`` are the words before it in its form,
    by kind: limits are those of the kind of interval that is named, or of any, and what is called
    a difference may be a value as well."""
    roles = figure_grammar.roles()[role]
    if role == "estimate" and values.get("measure") in DIFFERENCES:
        return roles | {"value"}
    if role not in SIDES:
        return roles
    named = next((kinds for kind, kinds in KINDS.items() if kind in values), LIMITS)
    return _limits(roles, named)


@cache
def _limits(sides: frozenset[str], kinds: tuple[str, ...]) -> frozenset[str]:
    return frozenset(f"{kind}.{side}" for kind in kinds for side in sides)


def _formless(numeral: Numeral, reading: Reading) -> Part:
    return Part(numeral, reading.form, "", frozenset(), numeral.start, ())


def _stranded(tokens: Sequence[Token], place: int, bare: Set[int]) -> bool:
    """Whether a bare number meets another one with nothing but a sign between: 3:7, 17 26, or the
    40 of 2/3/40."""
    if place not in bare:
        return False
    sides = (tokens[max(place - 2, 0) : place][::-1], tokens[place + 1 : place + 3])
    steps = (-1, 1)
    return any(_meets(tokens_near, place, step, bare) for tokens_near, step in zip(sides, steps))


def _meets(near: Sequence[Token], place: int, step: int, bare: Set[int]) -> bool:
    """Whether the tokens beside a number, the nearest first, are another number or lead to it."""
    distance = next((count for count, token in enumerate(near, 1) if token.number >= 0), 0)
    if not distance or any(token.kind not in PARTING for token in near[: distance - 1]):
        return False
    return near[0].kind == "slash" or place + step * distance in bare
