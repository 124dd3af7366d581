"""Where a YAML file that cannot be read went wrong, told from its lines: the parser notices most
slips a line or more too late, or only at the end of the file.

Each slip has a look of its own; the first that is found on the lines in question is the problem.
``None`` leaves it to the parser's words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import yaml

from review.problem import Place, Problem, Text
from review.sources.source import Source

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
LONGEST = 500  # characters of a line that are looked at
MOST = 20  # quotation marks that are tried
ENDING = 12  # characters of a mended line that are shown
PAIRS = {"{": "}", "[": "]"}


@dataclass(frozen=True)
class Spot:
    """Where the parser stopped: ``line`` counted from 1, and where the block or bracket it was
    reading began."""

    source: Source
    line: int
    lines: list[str]
    begun: tuple[int, int] | None

    def place(self, line: int, column: int) -> Place:
        """``column`` counted from 0."""
        return Place(self.source.path, line, column + 1)

    def near(self) -> Iterator[tuple[int, str]]:
        """The line, and the last one above it that is not empty."""
        yield self.line, self.lines[self.line - 1][:LONGEST]
        if (above := self.above(self.line)) is not None:
            yield above, self.lines[above - 1][:LONGEST]

    def above(self, line: int) -> int | None:
        """The last line above another that holds something."""
        return next(
            (
                number
                for number in range(line - 1, 0, -1)
                if (text := self.lines[number - 1].strip()) and not text.startswith("#")
            ),
            None,
        )


def slip(source: Source, line: int, error: yaml.YAMLError) -> Problem | None:
    """What is wrong at or above a line."""
    context = getattr(error, "context_mark", None)
    begun = (
        (context.line + 1, context.column)
        if context and "flow" in str(getattr(error, "context", ""))
        else None
    )
    spot = Spot(source, line, source.text.split("\n"), begun)
    return next((found for look in LOOKS if (found := look(spot)) is not None), None)


def tight(place: Place, key: str, value: str) -> Problem:
    """The problem of a key without a blank behind its colon; YAML takes the two for one word."""
    shown, wide = value.strip()[:40], value.startswith("\u3000")
    found = (
        Text(f"{key} 的冒号之后是全角空格", f"a full-width blank behind the colon of {key}")
        if wide
        else Text(f"{key} 的冒号之后没有空格", f"no blank behind the colon of {key}")
    )
    cure = (
        Text("改为半角空格。", "Type a half-width blank.")
        if wide
        else Text("冒号之后空一格。", "Put a blank behind the colon.")
    )
    return Problem(place, "yaml-colon", found, Text(f"{key}: {shown}", f"{key}: {shown}"), cure)


def wide(place: Place) -> Problem:
    """The problem of a full-width blank where YAML wants half-width ones."""
    return Problem(
        place,
        "yaml-blank",
        Text("全角空格（U+3000）", "a full-width blank (U+3000)"),
        Text("半角空格", "half-width blanks"),
        Text(
            "缩进与冒号之后都用半角空格，按上下行对齐。",
            "Indent with half-width blanks, as the lines around; put one behind a colon.",
        ),
    )


def _wide_comma(spot: Spot) -> Problem | None:
    for number, text in spot.near():
        if match := WIDE_COMMA.search(text):
            comma, key = match["comma"], match["key"]
            return _syntax(
                spot.place(number, match.start("comma")),
                Text(
                    f"花括号中 {key} 之前的全角标点 {comma}",
                    f"the full-width {comma} before {key} in braces",
                ),
                Text("半角逗号加空格（, ）", "a half-width comma and a blank"),
                Text("在英文输入状态下重输逗号。", "Type the comma anew, half-width."),
            )
    return None


def _tight(spot: Spot) -> Problem | None:
    for number, text in spot.near():
        if (match := TIGHT.match(text)) and not match["value"].startswith("\u3000"):
            return tight(spot.place(number, match.end("key")), match["key"], match["value"])
    return None


def _wide_blank(spot: Spot) -> Problem | None:
    for number, text in spot.near():
        if match := WIDE_BLANK.match(text):
            return wide(spot.place(number, match.start("blank")))
    return None


def _special(spot: Spot) -> Problem | None:
    if match := SPECIAL.search(spot.lines[spot.line - 1][:LONGEST]):
        value = match["value"].strip()
        shown = f'"{value}"' if '"' not in value and "\\" not in value else f"'{value}'"
        return _syntax(
            spot.place(spot.line, match.start("value")),
            Text(
                f"以 {value[0]} 开头的 {value[:40]}", f"{value[:40]}, which begins with {value[0]}"
            ),
            Text(f"{match['key']}: {shown[:44]}", f"{match['key']}: {shown[:44]}"),
            Text(
                "以此字符开头的文字须加引号。",
                "Put a text that begins with this character in quotation marks.",
            ),
        )
    return None


def _quote(spot: Spot) -> Problem | None:
    """A quotation mark that is not closed on its line, where to close it there lets the file be
    read further."""
    found = (
        (number, text, at)
        for number, text in enumerate(spot.lines[: spot.line], 1)
        if ('"' in text or "'" in text) and (at := _open_quote(text)) is not None
    )
    for number, text, at in islice(found, MOST):
        if closed := _closed(spot, number, text, text[at]):
            return _syntax(
                spot.place(number, at),
                Text(
                    f"没有结束的引号 {text[at:][:40]}",
                    f"a quotation mark that is not closed, {text[at:][:40]}",
                ),
                Text(f"行内成对的 {text[at]}", f"a second {text[at]} on the line"),
                Text(
                    f"在文字末尾补上 {text[at]}，使该行以 {closed[-ENDING:]} 结尾。",
                    f"Put {text[at]} at the end of the text, so that the line ends in "
                    f"{closed[-ENDING:]}",
                ),
            )
    return None


def _open_quote(text: str) -> int | None:
    """Where on a line a value begins with a quotation mark that nothing closes."""
    at, fresh = 0, True
    while at < len(text):
        if fresh and text[at] in "\"'":
            close = re.compile(r'(?:[^"\\]|\\.)*"' if text[at] == '"' else r"(?:[^']|'')*'").match(
                text, at + 1
            )
            if close is None:
                return at
            at, fresh = close.end(), False
            continue
        fresh = (
            text[at] in "{[," or text[at] == " " and (fresh or text[at - 1] in ":-")
            if at
            else text[at] in "{[ "
        )
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
        for _ in yaml.parse(
            text, Loader=yaml.CBaseLoader if hasattr(yaml, "CBaseLoader") else yaml.BaseLoader
        ):
            pass
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line + 1 if mark else 0
    return float("inf")


def _bracket(spot: Spot) -> Problem | None:
    """A bracket that is not closed on its line: what follows is read as a part of it."""
    if spot.begun is None or spot.begun[0] >= spot.line:
        return None
    number, column = spot.begun
    text = re.sub(
        r"\"[^\"]*\"|'[^']*'", lambda match: " " * len(match[0]), spot.lines[number - 1][column:]
    )
    opening = text[:1]
    if (
        opening not in PAIRS
        or text.count(opening) <= text.count(PAIRS[opening])
        or not re.search(r"[^\s,\[{]\s*$", text)
    ):
        return None
    return _syntax(
        spot.place(number, column),
        Text(f"没有结束的 {opening}", f"a {opening} that is not closed"),
        Text(f"与之成对的 {PAIRS[opening]}", f"the {PAIRS[opening]} that belongs to it"),
        Text(f"在该行末尾补上 {PAIRS[opening]}。", f"Put {PAIRS[opening]} at the end of the line."),
    )


def _colon_within(spot: Spot) -> Problem | None:
    if match := WITHIN.match(spot.lines[spot.line - 1]):
        value = match["value"].rstrip()
        return _syntax(
            spot.place(spot.line, match.start("value")),
            Text(
                f"含“: ”而没有引号的文字 {value[:40]}",
                f"a text with a colon and a blank in it, without quotation marks: {value[:40]}",
            ),
            Text(f'{match["key"]}: "{value[:40]}"', f'{match["key"]}: "{value[:40]}"'),
            Text("给文字加上引号。", "Put the text in quotation marks."),
        )
    return None


def _colonless(spot: Spot) -> Problem | None:
    """A line above that has no colon; where a text goes on without indentation it looks the
    same."""
    above = spot.above(spot.line)
    text = spot.lines[above - 1] if above is not None else ""
    if above is None or ":" in text or text.lstrip()[:1] in "-#{[\"'":
        return None
    return _syntax(
        spot.place(above, len(text) - len(text.lstrip())),
        Text(f"没有冒号的行 {text.strip()[:40]}", f"a line without a colon, {text.strip()[:40]}"),
        Text("“键: 值”", "“key: value”"),
        Text(
            "在键之后补上冒号与一个空格；若为上一行文字的继续，比上一行多缩进。",
            "Put a colon and a blank behind the key; where it goes on with the text above, indent "
            "it more than that line.",
        ),
    )


def _deeper(spot: Spot) -> Problem | None:
    """A line that is indented more than the one above it, which has its value already, or by what
    no line above has."""
    text, above = spot.lines[spot.line - 1], spot.above(spot.line)
    indent = len(text) - len(text.lstrip(" "))
    if above is None or not re.match(KEY, text):
        return None
    known = _indents(spot.lines[: spot.line - 1])
    deeper = indent > known[-1] and VALUED.match(spot.lines[above - 1])
    if not deeper and (indent > known[-1] or indent in known):
        return None
    right = [known[-1]] if deeper else [each for each in known if abs(each - indent) <= 2] or known
    zh, en = " 或 ".join(map(str, right)), " or ".join(map(str, right))
    return _syntax(
        spot.place(spot.line, indent),
        Text(f"缩进 {indent} 个空格的行", f"a line indented by {indent} blanks"),
        Text(f"缩进 {zh} 个空格", f"{en} blanks"),
        Text("与同级的行对齐。", "Align it with the lines of its level."),
    )


def _indents(lines: list[str]) -> list[int]:
    """How far the blocks that are open at the end of some lines are indented."""
    known = [0]
    for text in lines:
        if text.strip() and not text.lstrip().startswith("#"):
            indent = len(text) - len(text.lstrip(" "))
            known = [*(each for each in known if each < indent), indent]
    return known


def _syntax(place: Place, found: Text, expected: Text, cure: Text) -> Problem:
    return Problem(place, "yaml-syntax", found, expected, cure)


LOOKS: tuple[Callable[[Spot], Problem | None], ...] = (
    _wide_comma,
    _wide_blank,
    _special,
    _quote,
    _bracket,
    _tight,
    _deeper,
    _colon_within,
    _colonless,
)
