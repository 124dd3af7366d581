"""A source file: its text with places. What is wrong with its bytes becomes a Problem."""

from __future__ import annotations

import bisect
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

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
from review.keep import Keep, anew
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
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
LONGEST_LINE = 20_000  # characters; a longer one is a slip (a pasted file, a data URI), never prose
LARGEST = 20_000_000  # bytes
UNSEEN = re.compile(f"[{CONTROL}{INVISIBLE}]")
SUSPECT = re.compile(
    f"[\t{CONTROL}{INVISIBLE}{NOT_TEXT}{BLANKS}{DRESSED}{MARKS}{NEVER_WITH_LATIN}]"
)


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


def characters(path: str, lines: list[str]) -> Iterator[Problem]:
    """One problem a kind of character, at the first of it: the same slip of an editor or of a
    copied text goes through a whole file."""
    for rule, search in KINDS.items():
        found = [(number, match) for number, line in enumerate(lines, 1) if (match := search(line))]
        if found:
            number, match = found[0]
            zh, en = _named(match[0])
            if len(found) > 1:
                zh, en = f"{zh}，共 {len(found)} 行", f"{en}, on {len(found)} lines"
            repair = None
            if rule == "source-blank":  # whatever is written anew has ordinary ones
                at = sum(len(line) + 1 for line in lines[: number - 1]) + match.start()
                repair = Edit(path, at, at + 1, " ")
            place = Place(path, number, match.start() + 1)
            yield problem(place, rule, found=Text(zh, en), fix=repair)


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


@dataclass(frozen=True)
class Source:
    """A text file; ``path`` is relative to the review's root, with forward slashes."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def digest(self) -> str:
        """A short form of the text, the same for the same text only."""
        return hashlib.sha256(self.text.encode(errors="surrogatepass")).hexdigest()

    @cached_property
    def starts(self) -> list[int]:
        """Offset of the first character of each line."""
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def place(self, offset: int) -> Place:
        """Line and column (from 1) of the character at ``offset``."""
        line = bisect.bisect_right(self.starts, offset)
        return Place(self.path, line, offset - self.starts[line - 1] + 1)

    def offset(self, line: int, column: int = 1) -> int:
        """Offset of a line and column counted from 1."""
        return self.starts[line - 1] + column - 1


def read(root: Path, path: str, keep: Keep = anew) -> tuple[Source | None, list[Problem]]:
    """The file at ``path``, None where nothing can be used, and what is wrong with it."""
    file = f"{root}/{path}"
    problems = list(_name_problems(path))
    if not _inside(root, path):
        return None, [*problems, problem(Place(path), "source-symlink")]
    try:
        state = os.stat(file)
        if not stat.S_ISREG(state.st_mode):  # a folder; or a pipe, which would keep us waiting
            return None, [*problems, problem(Place(path), "source-unreadable/no-file")]
        with open(file, "rb") as stream:
            data = stream.read(-1 if state.st_size <= LARGEST else LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "name"
        refused = problem(Place(path), "source-unreadable/refused", reason=reason)
        return None, [*problems, refused]
    digest = hashlib.sha256(data).hexdigest()
    if keep("plain", digest, partial(_is_plain, data)):
        plain = Source(path, data.decode())
        vars(plain)["digest"] = digest  # the text has the same
        return plain, problems
    text, found = decode(path, data)
    return (None if text is None else Source(path, text)), problems + found


def _inside(root: Path, path: str) -> bool:
    """Whether a file stands where it seems to, in ``docs`` or beside it, once links, its own or
    those of its folders, are followed; a link to itself does not."""
    steps = path.split("/")
    if not any(os.path.islink(f"{root}/{'/'.join(steps[:n])}") for n in range(1, len(steps) + 1)):
        return True
    top, file = steps[0], root / path
    try:
        target = file.resolve()
        return target.is_relative_to(root.resolve()) and (
            root / top == file or target.is_relative_to((root / top).resolve())
        )
    except (OSError, RuntimeError, ValueError):
        return False


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Text of UTF-8 ``data`` with Unix line ends and without what no reader sees, and the problems
    of its bytes."""
    if len(data) > LARGEST:
        return None, [problem(Place(path), "source-size", most=LARGEST // 1_000_000)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [not_utf8(path, data, error)]
    problems = list(_text_problems(path, text))
    if any(problem.rule in {"source-empty", "source-long-line"} for problem in problems):
        return None, problems
    # reported once; what follows judges the rest as if they were not there
    return OTHER_BLANK.sub(" ", UNSEEN.sub("", _unix(text))), problems


def _is_plain(data: bytes) -> bool:
    """Whether there is nothing to look at in a text, as in nearly all."""
    if len(data) > LARGEST:
        return False
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return False
    short = not text.isspace() and max(map(len, text.split("\n"))) <= LONGEST_LINE
    return bool(text) and short and not ("\r" in text or SUSPECT.search(text))


def _unix(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _text_problems(path: str, text: str) -> Iterator[Problem]:
    if not text.strip("\ufeff \t\r\n") or not INVISIBLE_CHARACTER.sub("", text).strip():
        yield problem(Place(path), "source-empty")
        return
    if text.startswith("\ufeff"):
        yield problem(Place(path), "source-bom")
    if "\r" in text:
        first = text[: text.index("\r")].count("\n") + 1
        yield problem(Place(path, first), "source-line-ends")
    text = _unix(text)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            place, limit = Place(path, number), LONGEST_LINE
            yield problem(place, "source-long-line", length=len(line), most=limit)
            return
    if SUSPECT.search(text):
        yield from characters(path, lines)


def _name_problems(path: str) -> Iterator[Problem]:
    if not all(NAME.match(part) for part in path.split("/")):
        yield problem(Place(path), "source-name", name=path)
