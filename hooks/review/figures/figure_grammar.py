"""The grammar of figures, read from ``hooks/grammar/figures.yml``: the words that tell what a
number is, and the forms they make with it.

A text becomes a row of tokens and each token one letter, so that a form is a regular expression
over letters: two languages with different words share the same forms, and the many texts of a
review have few shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, NamedTuple

from review.problem import Text
from review.sources.declared import declared

NUMBERS = ("number", "percent", "time", "amount", "date")  # the kinds of token that are numbers
RESULT = {"true": True, "false": False, "bare": None}  # the loader reads every value as text
WORDS = "words"  # what no word of the grammar is
FIRST_LETTER = 0x4E00  # letters of kinds; none of them means anything in a regular expression
PART = re.compile(r"(?P<role>\{[a-z]+\})|(?P<name>[a-z]+)|(?P<mark>[?*|])")


class Word(NamedTuple):
    """A word of the grammar: its kind, and what it means where a kind has several."""

    kind: str
    value: str


@dataclass(frozen=True)
class Form:
    """One way to write figures. ``result`` says whether its numbers read like a result of their
    own: True, False, or None where that depends on the number. ``inside`` asks that its words
    stand in the link, too."""

    name: Text
    example: Text | None
    result: bool | None
    inside: bool


class Reading(NamedTuple):
    """The number at a place in a row of tokens: its form, its role in it, and the place where the
    phrase begins."""

    token: int
    form: Form
    role: str
    phrase: int


def data() -> Any:
    """The file as it stands."""
    return declared("grammar/figures")


@cache
def lexicon() -> re.Pattern[str]:
    """What any word of the grammar looks like. It has no groups: a bare alternation is much
    quicker, and what a word means is looked up. Most places are passed over at once: there stands
    no character of any word (none begins with a blank), or a letter amid an English one."""
    chinese = "|".join(word["zh"] for word in data()["words"] if "zh" in word)
    english = "|".join(word["en"] for word in data()["words"] if "en" in word)
    first = "".join(map(re.escape, sorted(set(chinese) - {" ", "\\"})))
    return re.compile(f"(?=[{first}])(?:{chinese})|(?=[A-Za-z]){_whole(english)}")


@lru_cache(maxsize=1 << 10)
def meaning(spelling: str) -> Word:
    """The first word of the grammar that is spelled so."""
    return next(word for pattern, word in _words() if pattern.fullmatch(spelling))


@cache
def _words() -> list[tuple[re.Pattern[str], Word]]:
    words = (
        (_spelling(word), Word(word["kind"], word.get("value", ""))) for word in data()["words"]
    )
    return [(re.compile(spelling), word) for spelling, word in words]


def _spelling(word: Mapping[str, str]) -> str:
    english = _whole(word["en"]) if "en" in word else ""
    return "|".join(filter(None, (word.get("zh", ""), english)))


def _whole(words: str) -> str:
    return rf"(?<![A-Za-z])(?:{words})(?![A-Za-z])"


@cache
def letters() -> Mapping[str, str]:
    """The letter of each kind of token."""
    kinds = dict.fromkeys([*NUMBERS, WORDS, *(word["kind"] for word in data()["words"])])
    return {kind: chr(FIRST_LETTER + number) for number, kind in enumerate(kinds)}


@cache
def roles() -> Mapping[str, frozenset[str]]:
    """By role of a form: the roles of a datum that a number in it is compared with."""
    return {name: frozenset(role["data"]) for name, role in data()["roles"].items()}


@cache
def forms() -> tuple[Form, ...]:
    """All forms, in the order in which they are tried."""
    return tuple(
        Form(
            Text(**form["name"]),
            Text(**form["example"]) if "example" in form else None,
            RESULT[form.get("result", "true")],
            form.get("inside") == "true",
        )
        for form in data()["forms"]
    )


def readings(shape: str) -> Iterator[Reading]:
    """The numbers of a row of tokens, given as their letters, in order."""
    pattern, groups = _pattern()
    for match in pattern.finditer(shape):
        number = int((match.lastgroup or "f0")[1:])
        for group, role in groups[number]:
            if match.start(group) >= 0:
                yield Reading(match.start(group), forms()[number], role, match.start())


@cache
def _pattern() -> tuple[re.Pattern[str], tuple[tuple[tuple[int, str], ...], ...]]:
    """All forms as one pattern; for each form its groups with the role each stands for."""
    patterns, groups, count = [], [], 0
    for number, form in enumerate(data()["forms"]):
        named = PART.finditer(form["form"])
        found = [part["role"][1:-1] for part in named if part["role"]]
        groups.append(tuple((count + 2 + index, role) for index, role in enumerate(found)))
        count += 1 + len(found)
        patterns.append(f"(?P<f{number}>{''.join(_parts(form['form']))})")
    # most tokens begin no form, and that is told at once
    return re.compile(f"(?=[{''.join(_firsts())}])(?:{'|'.join(patterns)})"), tuple(groups)


def _firsts() -> Iterator[str]:
    """The letters that a form may begin with."""
    for form in data()["forms"]:
        for alternative in form["form"].split(" | "):
            for part in alternative.split():
                yield "".join(_parts(part.rstrip("?*"))).strip("()[]")
                if part[-1] not in "?*":
                    break


def _parts(form: str) -> Iterator[str]:
    """A form as pieces of a regular expression."""
    for part in PART.finditer(form):
        if part["role"]:
            numbers = data()["roles"][part["role"][1:-1]]["numbers"]
            yield f"([{''.join(letters()[kind] for kind in numbers)}])"
        elif part["name"]:
            kinds = data()["aliases"].get(part["name"], part["name"]).split("|")
            yield f"[{''.join(letters()[kind] for kind in kinds)}]"
        else:
            yield part["mark"]


@cache
def unreached() -> re.Pattern[str]:
    """What says that a median or limit was not reached."""
    words = (word for word in data()["words"] if word["kind"] == "unreached")
    return re.compile("|".join(map(_spelling, words)))
