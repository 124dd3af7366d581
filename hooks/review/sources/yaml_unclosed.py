"""Quotation marks and brackets of YAML that nothing closes: the parser notices them lines later."""

from __future__ import annotations

import re
from itertools import islice

import yaml

from review.messages import problem
from review.problem import Problem
from review.sources.yaml_problems import LOADER
from review.sources.yaml_spot import Spot

MOST = 20  # quotation marks that are tried
ENDING = 12  # characters of a mended line that are shown
PAIRS = {"{": "}", "[": "]"}


CLOSED = {'"': re.compile(r'(?:[^"\\]|\\.)*"'), "'": re.compile(r"(?:[^']|'')*'")}


QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
VALUED = re.compile(r"[^\s,\[{]\s*$")  # what a line ends in that is no opening


def unclosed_quote(spot: Spot) -> Problem | None:
    """A quotation mark not closed on its line; closed there, the file reads further."""
    found = (
        (number, text, at)
        for number, text in enumerate(spot.lines[: spot.line], 1)
        if ('"' in text or "'" in text) and (at := _open_quote(text)) is not None
    )
    for number, text, at in islice(found, MOST):
        if closed := _closed(spot, number, text, text[at])[-ENDING:]:
            kind, place, words = (
                "yaml-syntax/unclosed-quote",
                spot.place(number, at),
                text[at:][:40],
            )
            return problem(place, kind, text=words, mark=text[at], closed=closed)
    return None


def _open_quote(text: str) -> int | None:
    """Where on a line a value begins with a quotation mark that nothing closes."""
    at, fresh = 0, True
    while at < len(text):
        if fresh and text[at] in CLOSED:
            close = CLOSED[text[at]].match(text, at + 1)
            if close is None:
                return at
            at, fresh = close.end(), False
            continue
        opens = text[at] in ("{[," if at else "{[ ")
        fresh = opens or at > 0 and text[at] == " " and (fresh or text[at - 1] in ":-")
        at += 1
    return None


def _closed(spot: Spot, number: int, text: str, mark: str) -> str:
    """The line with a mark put at its end or before the brackets that end it, whichever lets the
    file be read furthest; empty where neither does."""
    lines = [
        text[:end] + mark + text[end:]
        for end in dict.fromkeys((len(text.rstrip(" ,}]")), len(text)))
    ]
    stops = [
        _stop("\n".join([*spot.lines[: number - 1], line, *spot.lines[number:]])) for line in lines
    ]
    return lines[stops.index(max(stops))] if max(stops) > spot.line else ""


def _stop(text: str) -> float:
    """The line on which the parser stops."""
    try:
        for _ in yaml.parse(text, Loader=LOADER):
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line + 1 if mark else 0
    return float("inf")


def unclosed_bracket(spot: Spot) -> Problem | None:
    """A bracket that is not closed on its line: what follows is read as a part of it."""
    if spot.begun is None or spot.begun[0] >= spot.line:
        return None
    number, column = spot.begun
    text = QUOTED.sub(lambda match: " " * len(match[0]), spot.lines[number - 1][column:])
    closing = PAIRS.get(text[:1], "")
    if not closing or text.count(text[0]) <= text.count(closing) or not VALUED.search(text):
        return None
    place, kind = spot.place(number, column), "yaml-syntax/unclosed-bracket"
    return problem(place, kind, opening=text[0], closing=closing)
