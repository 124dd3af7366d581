"""What is wrong with a file as a file, in words: where it stands, its bytes, its characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from review.characters import (
    BIDIRECTIONAL,
    BLANKS,
    CONTROL,
    DRESSED,
    INVISIBLE,
    LATIN,
    LATIN_SHAPED,
    MARKS,
    NEVER_WITH_LATIN,
    NOT_TEXT,
    SOFT_HYPHEN,
)
from review.messages import problem
from review.problem import Edit, Place, Problem, Text

TAB = re.compile("\t")
CONTROL_CHARACTER = re.compile(f"[{CONTROL}]")
INVISIBLE_CHARACTER = re.compile(f"[{INVISIBLE}]")
LOST_CHARACTER = re.compile(f"[{NOT_TEXT}]")
OTHER_BLANK = re.compile(f"[{BLANKS}]")
STACKED_MARK = re.compile(f"[{MARKS}](?=[{MARKS}]{{2}})")
_OTHER = f"\u0370-\u03ff{NEVER_WITH_LATIN}"
MIXED = re.compile(
    f"[{DRESSED}]|(?<=[{LATIN}])[{NEVER_WITH_LATIN}]|[{NEVER_WITH_LATIN}](?=[{LATIN}])"
)
LATIN_SHAPED_WORD = re.compile(
    f"(?<![{_OTHER}])[{LATIN_SHAPED}](?=[{LATIN_SHAPED}]*(?![{_OTHER}]))"
)
# two letters of a word, one of which no Latin one resembles: the line is written in that script
OTHER_SCRIPT = re.compile(f"(?![{LATIN_SHAPED}]{{2}})[{_OTHER}]{{2}}")


def _look_alike(line: str) -> re.Match[str] | None:
    """The first letter that passes for a Latin one: in a word that mixes scripts, or in a word all
    of such letters on a line that is not in their script."""
    mixed = MIXED.search(line)
    return mixed or (None if OTHER_SCRIPT.search(line) else LATIN_SHAPED_WORD.search(line))


KINDS: dict[str, Callable[[str], re.Match[str] | None]] = {
    "source-tab": TAB.search,
    "source-control-character": CONTROL_CHARACTER.search,
    "source-invisible-character": INVISIBLE_CHARACTER.search,
    "source-blank": OTHER_BLANK.search,
    "source-lost-character": LOST_CHARACTER.search,
    "source-look-alike": _look_alike,
    "source-stacked-marks": STACKED_MARK.search,
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
    (re.compile(f"[{MARKS}]"), ("堆叠的附加符号", "a stack of combining marks from")),
    (
        re.compile(f"[{DRESSED}{NEVER_WITH_LATIN}]"),
        ("形似拉丁字母的", "a letter that passes for Latin,"),
    ),
)


def characters(path: str, lines: list[str]) -> Iterator[Problem]:
    """One problem a kind of character, at the first of it: the same slip of an editor or of a
    copied text goes through a whole file."""
    for rule, search in KINDS.items():
        met = [(number, match) for number, line in enumerate(lines, 1) if (match := search(line))]
        if met:
            number, match = met[0]
            zh, en = _named(match[0])
            if len(met) > 1:
                zh, en = f"{zh}，共 {len(met)} 行", f"{en}, on {len(met)} lines"
            place, found = Place(path, number, match.start() + 1), Text(zh, en)
            mended = (
                _ordinary(path, lines, number, match.start()) if rule == "source-blank" else None
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
