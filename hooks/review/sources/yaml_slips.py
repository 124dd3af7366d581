"""Where a YAML file that cannot be read went wrong, told from its lines: the parser notices most
slips a line or more too late, or only at the end of the file.

Each slip has a look of its own; the first that is found on the lines in question is the problem.
``None`` leaves it to the parser's words."""

from __future__ import annotations

import re
from collections.abc import Callable

import yaml

from review import messages
from review.messages import problem
from review.problem import Place, Problem, Text
from review.sources import yaml_quotes
from review.sources.declared import declared
from review.sources.source import Source
from review.sources.yaml_problems import WIDE_COLON, marked, tight
from review.sources.yaml_spot import Spot
from review.sources.yaml_unclosed import unclosed_bracket, unclosed_quote

LONGEST = 500  # characters of a line that are looked at
KEY = r"[ ]*(?:- )?(?P<key>[A-Za-z][\w.-]*):"
TIGHT = re.compile(rf"{KEY}(?P<value>[^\s/].*)")
WIDE_BLANK = re.compile(r"[ ]*(?:- )?(?:[\w.-]+:[ ]*)?(?P<blank>\u3000+)")
WIDE_COMMA = re.compile(r"[{\[,][^\"'{}]*?(?P<comma>[，、；])\s*(?P<key>[a-z][\w-]*)\s*:")
SPECIAL = re.compile(
    r"(?:^|[ ,{])(?P<key>[A-Za-z][\w.-]*):[ ]+"
    r"(?P<value>(?![>|][-+0-9]*\s*(?:#.*)?$)[>|@`%&*][^,}\n]*)"
)
WITHIN = re.compile(rf"{KEY}[ ]+(?P<value>[^\s\"'{{\[>|&*!%@`#].*:(?:\s.*|$))")
VALUED = re.compile(rf"{KEY}[ ]+(?![>|][-+0-9]*\s*$)\S")


def unreadable(source: Source, error: yaml.YAMLError) -> Problem:
    """The problem of a file that the parser gave up."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    if mark and mark.line >= source.text.rstrip().count("\n") + 1:
        mark = context  # noticed only at the end of the file: say where it began
    place = marked(source, mark)
    colon = _wide_colon_near(source, place.line)
    if colon is not None:
        return colon
    quote = yaml_quotes.opened(source, place.line)
    if quote is not None:
        return yaml_quotes.unread(source, quote)
    return _slip(source, place.line, error) or _unexplained(place, error)


def _unexplained(place: Place, error: yaml.YAMLError) -> Problem:
    """A slip that has no look of its own, in the parser's words."""
    phrase = getattr(error, "problem", None) or ""
    phrases = declared("grammar/parser_phrases").items()
    kind = next((kind for kind, words in phrases if re.fullmatch(words, phrase)), "")
    why = messages.text(f"parser-reason/{kind}", "found") if kind else ""
    return problem(place, "yaml-syntax/unexplained", why=why)


def _wide_colon_near(source: Source, line: int) -> Problem | None:
    """The full-width colon that made a line unreadable; YAML may notice only one line later."""
    lines = source.text.split("\n")
    for number in (line, line - 1):
        match = WIDE_COLON.match(lines[number - 1]) if 0 < number <= len(lines) else None
        if match:
            place = Place(source.path, number, match.start("colon") + 1)
            return problem(place, "yaml-colon/wide-colon", key=match["key"])
    return None


def _slip(source: Source, line: int, error: yaml.YAMLError) -> Problem | None:
    """What is wrong at or above a line."""
    context = getattr(error, "context_mark", None)
    flow_start = None
    if context is not None and "flow" in str(getattr(error, "context", "")):
        flow_start = (context.line + 1, context.column)
    spot = Spot(source, line, source.text.split("\n"), flow_start)
    return next((found for look in LOOKS if (found := look(spot)) is not None), None)


def _wide_comma(spot: Spot) -> Problem | None:
    for number, text in spot.near():
        if match := WIDE_COMMA.search(text):
            place, key = spot.place(number, match.start("comma")), match["key"]
            return problem(place, "yaml-syntax/wide-comma", key=key, comma=match["comma"])
    return None


def _tight(spot: Spot) -> Problem | None:
    for number, text in spot.near():
        if (match := TIGHT.match(text)) and not match["value"].startswith("\u3000"):
            return tight(spot.place(number, match.end("key")), match["key"], match["value"])
    return None


def _wide_blank(spot: Spot) -> Problem | None:
    for number, text in spot.near():
        if match := WIDE_BLANK.match(text):
            return problem(spot.place(number, match.start("blank")), "yaml-blank")
    return None


def _special(spot: Spot) -> Problem | None:
    if match := SPECIAL.search(spot.lines[spot.line - 1][:LONGEST]):
        value, place = match["value"].strip(), spot.place(spot.line, match.start("value"))
        quoted = f'"{value}"' if '"' not in value and "\\" not in value else f"'{value}'"
        return problem(
            place,
            "yaml-syntax/special",
            sign=value[0],
            value=value[:40],
            key=match["key"],
            quoted=quoted[:44],
        )
    return None


def _colon_within(spot: Spot) -> Problem | None:
    if match := WITHIN.match(spot.lines[spot.line - 1]):
        value, place = match["value"].rstrip()[:40], spot.place(spot.line, match.start("value"))
        return problem(place, "yaml-syntax/colon-within", value=value, key=match["key"])
    return None


def _colonless(spot: Spot) -> Problem | None:
    """A line above without a colon; a text that goes on unindented looks the same."""
    number = spot.above(spot.line)
    text = spot.lines[number - 1] if number is not None else ""
    if number is None or ":" in text or text.lstrip()[:1] in "-#{[\"'":
        return None
    place = spot.place(number, len(text) - len(text.lstrip()))
    return problem(place, "yaml-syntax/colonless", text=text.strip()[:40])


def _deeper(spot: Spot) -> Problem | None:
    """A line indented by more than, or by what, no line above allows."""
    text, number = spot.lines[spot.line - 1], spot.above(spot.line)
    if number is None or not re.match(KEY, text):
        return None
    indent = len(text) - len(text.lstrip(" "))
    right = _right_indents(indent, _indents(spot.lines[: spot.line - 1]), spot.lines[number - 1])
    if not right:
        return None
    depths = Text(" 或 ".join(map(str, right)), " or ".join(map(str, right)))
    place = spot.place(spot.line, indent)
    return problem(place, "yaml-syntax/deeper", indent=indent, right=depths)


def _right_indents(indent: int, indents: list[int], line_above: str) -> list[int]:
    """By how much a line may be indented below ``line_above``, with blocks open at
    ``indents``; empty where its ``indent`` is not wrong."""
    if indent > indents[-1]:
        return [indents[-1]] if VALUED.match(line_above) else []
    if indent in indents:
        return []
    return [outer for outer in indents if abs(outer - indent) <= 2] or indents


def _indents(lines: list[str]) -> list[int]:
    """How far the blocks that are open at the end of some lines are indented."""
    indents = [0]
    for text in lines:
        if text.strip() and not text.lstrip().startswith("#"):
            indent = len(text) - len(text.lstrip(" "))
            indents = [*(outer for outer in indents if outer < indent), indent]
    return indents


LOOKS: tuple[Callable[[Spot], Problem | None], ...] = (
    *(_wide_comma, _wide_blank, _special, unclosed_quote, unclosed_bracket),
    *(_tight, _deeper, _colon_within, _colonless),
)
