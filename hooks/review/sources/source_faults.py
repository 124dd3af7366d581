"""What is wrong with a file as a file, in words: where it stands, its bytes, its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.characters import BIDIRECTIONAL, BLANKS, CONTROL, INVISIBLE, NOT_TEXT, SOFT_HYPHEN
from review.messages import problem
from review.problem import Edit, Place, Problem, Text

TAB = re.compile("\t")
CONTROL_CHARACTER = re.compile(f"[{CONTROL}]")
INVISIBLE_CHARACTER = re.compile(f"[{INVISIBLE}]")
LOST_CHARACTER = re.compile(f"[{NOT_TEXT}]")
OTHER_BLANK = re.compile(f"[{BLANKS}]")
KINDS = {
    "source-tab": TAB,
    "source-control-character": CONTROL_CHARACTER,
    "source-invisible-character": INVISIBLE_CHARACTER,
    "source-blank": OTHER_BLANK,
    "source-lost-character": LOST_CHARACTER,
}
NAMES = (
    (re.compile(f"[{BIDIRECTIONAL}]"), ("改变书写方向的字符", "a bidirectional control")),
    (re.compile(SOFT_HYPHEN), ("软连字符", "a soft hyphen")),
    (re.compile(f"[{INVISIBLE}]"), ("不可见的零宽字符", "a zero-width character")),
    (re.compile("[\u00a0\u2007\u202f]"), ("不换行空格", "a no-break blank")),
    (OTHER_BLANK, ("另一种宽度的空格", "a blank of another width")),
    (
        re.compile("[\ufffc-\uffff\ufdd0-\ufdef]"),
        ("已丢失字符的占位符", "the mark of a lost character"),
    ),
    (LOST_CHARACTER, ("私有区字符", "a private-use character")),
)


def characters(path: str, lines: list[str]) -> Iterator[Problem]:
    """One problem a kind of character, at the first of it: the same slip of an editor or of a
    copied text goes through a whole file."""
    for rule, pattern in KINDS.items():
        met = [
            (number, match)
            for number, line in enumerate(lines, 1)
            if (match := pattern.search(line))
        ]
        if met:
            number, match = met[0]
            zh, en = _named(match[0])
            if len(met) > 1:
                zh, en = f"{zh}，共 {len(met)} 行", f"{en}, on {len(met)} lines"
            place, found = Place(path, number, match.start() + 1), Text(zh, en)
            mended = (
                _ordinary(path, lines, number, match.start()) if pattern is OTHER_BLANK else None
            )
            yield problem(place, rule, found=found, fix=mended)


def _ordinary(path: str, lines: list[str], number: int, column: int) -> Edit:
    """The repair of a blank: whatever is written anew is written with ordinary ones, as it was
    read."""
    start = sum(len(line) + 1 for line in lines[: number - 1]) + column
    return Edit(path, start, start + 1, " ")


def _named(character: str) -> tuple[str, str]:
    """What a character is called, with its number."""
    if character == "\t":
        return "制表符", "a tab"
    number = f"U+{ord(character):04X}"
    zh, en = next(
        (name for pattern, name in NAMES if pattern.match(character)),
        ("控制字符", "the control character"),
    )
    return f"{zh} {number}", f"{en} {number}"


def outside(path: str) -> Problem:
    """A symbolic link that leads out of the project."""
    return problem(Place(path), "source-symlink")


def no_file(path: str) -> Problem:
    """A folder or pipe where a file should be."""
    return problem(Place(path), "source-unreadable/no-file")


def unreadable(path: str, error: OSError | ValueError) -> Problem:
    """A file that the system does not let us read."""
    reason = getattr(error, "strerror", None) or "name"
    return problem(Place(path), "source-unreadable/refused", reason=reason)


def not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    """Bytes that are not UTF-8, at the first of them."""
    lines = re.split(b"\r\n?|\n", data[: error.start])
    line, column = len(lines), len(lines[-1]) + 1
    return problem(Place(path, line, column), "source-encoding")
