"""Rules on numbers written as words: a figure in words can be neither bound to data nor compared
between languages. What they look like stands in ``hooks/grammar/spelled_numbers.yml``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from review.evidence.bilingual import texts
from review.evidence.corpus import Corpus
from review.figures.coverage import by_prose
from review.messages import problem
from review.problem import Problem
from review.rules.rule import of_parts
from review.sources.declared import declared
from review.sources.visible_text import seen


class Spelled(NamedTuple):
    """A number in words, and where it stands in its text."""

    words: str
    start: int


@of_parts
def figure_spelled(corpus: Corpus) -> Iterator[Problem]:
    """A percentage, a share, a fraction, a decimal, a multiple, a median or a lasting time and a
    count of ten or more, or of those who responded or died (none and all among them), are written
    in digits, in a link to a figure any count; a rough one (about a third, most) may be words.
    百分率、成数（三成、五折）、一半、分数、小数、倍数、中位时间与持续时间，十以上的例数，
    以及缓解、死亡等的例数（含无一例、全部），用阿拉伯数字，在指向数据的链接里任何例数都用；
    约数（约三分之一、二十余例、大多数）可用汉字。
    """
    bindings = by_prose(corpus)
    for _, prose in texts(corpus):
        view = seen(prose, code=True)
        found = {
            view.starts[number.start]: number.words
            for number in _anywhere(view.text, prose.language)
        }
        for binding in bindings.get(id(prose), []):
            link = binding.link
            part = view.within(link.inner, link.inner + len(link.text))
            for number in _linked(part.text, prose.language):
                found.setdefault(part.starts[number.start], number.words)
        yield from (
            problem(prose.place(offset), "figure-spelled", words=words)
            for offset, words in sorted(found.items())
        )


def _anywhere(text: str, language: str) -> list[Spelled]:
    """The numbers in words of a text, in order."""
    hint = _hints("hints", language).search(text.lower())
    return _found(text, language, "anywhere") if hint else []


def _linked(text: str, language: str) -> list[Spelled]:
    """Numbers in words in a link to a figure, where any count is written in digits."""
    hint = _hints("linked_hints", language).search(text.lower())
    return _found(text, language, "anywhere", "linked") if hint else []


def _found(text: str, language: str, *places: str) -> list[Spelled]:
    """Matches of the patterns of some places; of two that overlap the one that begins first."""
    patterns = [pattern for place in places for pattern in _patterns(place, language)]
    spans = sorted(
        (match.start(), -match.end()) for pattern in patterns for match in pattern.finditer(text)
    )
    found: list[Spelled] = []
    position = 0
    for start, end in spans:
        if start >= position:
            found.append(Spelled(text[start:-end], start))
            position = -end
    return found


def _data() -> Any:
    return declared("grammar/spelled_numbers")


@cache
def _pieces(language: str) -> Mapping[str, str]:
    """The named pieces; one may hold those before it."""
    pieces: dict[str, str] = {}
    for name, piece in _data()["pieces"][language].items():
        pieces[name] = piece.format_map(pieces)
    return pieces


@cache
def _hints(name: str, language: str) -> re.Pattern[str]:
    return re.compile(_data()[name][language].format_map(_pieces(language)))


@cache
def _patterns(where: str, language: str) -> tuple[re.Pattern[str], ...]:
    flags = re.IGNORECASE if language == "en" else re.NOFLAG
    forms = _data()[where][language]
    return tuple(re.compile(form.format_map(_pieces(language)), flags) for form in forms)
