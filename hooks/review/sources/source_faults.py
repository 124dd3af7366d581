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
from review.messages import problem, text
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
NAMES = {
    "bidirectional": re.compile(f"[{BIDIRECTIONAL}]"),
    "soft-hyphen": re.compile(SOFT_HYPHEN),
    "zero-width": INVISIBLE_CHARACTER,
    "no-break": re.compile("[\u00a0\u2007\u202f]"),
    "blank": OTHER_BLANK,
    "lost": re.compile("[\ufffc-\uffff\ufdd0-\ufdef]"),
    "private": LOST_CHARACTER,
    "stacked": re.compile(f"[{MARKS}]"),
    "alike": re.compile(f"[{DRESSED}{NEVER_WITH_LATIN}]"),
}


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
            mended = None
            if rule == "source-blank":  # whatever is written anew has ordinary ones
                at = sum(len(line) + 1 for line in lines[: number - 1]) + match.start()
                mended = Edit(path, at, at + 1, " ")
            place = Place(path, number, match.start() + 1)
            yield problem(place, rule, found=Text(zh, en), fix=mended)


def _named(character: str) -> Text:
    """What a character is called, with its number."""
    kinds = (kind for kind, pattern in NAMES.items() if pattern.match(character))
    kind = "tab" if character == "\t" else next(kinds, "control")
    return text(f"character/{kind}", "found", number=f"U+{ord(character):04X}")


def not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    """Bytes that are not UTF-8, at the first of them."""
    lines = re.split(b"\r\n?|\n", data[: error.start])
    line, column = len(lines), len(lines[-1]) + 1
    return problem(Place(path, line, column), "source-encoding")
