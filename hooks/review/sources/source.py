"""A source file: its text, and where each character of it stands. Reading never raises: what is
wrong with the bytes becomes a Problem."""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from review.characters import BLANKS, CONTROL, DRESSED, INVISIBLE, MARKS, NEVER_WITH_LATIN, NOT_TEXT
from review.messages import problem
from review.problem import Place, Problem
from review.sources.source_faults import (
    INVISIBLE_CHARACTER,
    OTHER_BLANK,
    characters,
    no_file,
    not_utf8,
    outside,
    unreadable,
)

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
LONGEST_LINE = (
    20_000  # characters; a longer line is a slip (a pasted file, a data URI), never prose
)
LARGEST = 20_000_000  # bytes
UNSEEN = re.compile(f"[{CONTROL}{INVISIBLE}]")
SUSPECT = re.compile(
    f"[\t{CONTROL}{INVISIBLE}{NOT_TEXT}{BLANKS}{DRESSED}{MARKS}{NEVER_WITH_LATIN}]"
)


@dataclass(frozen=True)
class Source:
    """A text file of the review; ``path`` is relative to the review's root, with forward
    slashes."""

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


def read(root: Path, path: str) -> tuple[Source | None, list[Problem]]:
    """The file at ``path`` and what is wrong with it as a file; no Source where nothing of it can
    be used."""
    file = root / path
    problems = list(_name_problems(path))
    if not _inside(root, file):
        return None, [*problems, outside(path)]
    try:
        if file.exists() and not file.is_file():  # a folder; or a pipe, which would keep us waiting
            return None, [*problems, no_file(path)]
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        return None, [*problems, unreadable(path, error)]
    text, found = decode(path, data)
    problems += found
    return (None if text is None else Source(path, text)), problems


def _inside(root: Path, file: Path) -> bool:
    """Whether a file stands where it seems to, in ``docs`` or beside it, once links, its own or
    those of its folders, are followed; a link to itself does not."""
    top = file.relative_to(root).parts[0]
    try:
        there = file.resolve()
        return there.is_relative_to(root.resolve()) and (
            root / top == file or there.is_relative_to((root / top).resolve())
        )
    except (OSError, RuntimeError, ValueError):
        return False


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Text of UTF-8 ``data`` with Unix line ends and without what no reader sees, and the problems
    of its bytes."""
    if len(data) > LARGEST:
        return None, [_too_large(path)]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [not_utf8(path, data, error)]
    if _is_plain(text):
        return text, []
    problems = list(_text_problems(path, text))
    if any(problem.rule in {"source-empty", "source-long-line"} for problem in problems):
        return None, problems
    # reported once; what follows judges the rest as if they were not there
    return OTHER_BLANK.sub(" ", UNSEEN.sub("", _unix(text))), problems


def _is_plain(text: str) -> bool:
    """Whether there is nothing to look at in a text, as in nearly all."""
    longest = max(map(len, text.split("\n")))
    said = bool(text) and not text.isspace() and longest <= LONGEST_LINE
    return said and not ("\r" in text or SUSPECT.search(text))


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
            place, most = Place(path, number), LONGEST_LINE
            yield problem(place, "source-long-line", length=len(line), most=most)
            return
    if SUSPECT.search(text):
        yield from characters(path, lines)


def _name_problems(path: str) -> Iterator[Problem]:
    if not all(NAME.match(part) for part in path.split("/")):
        yield problem(Place(path), "source-name", name=path)


def _too_large(path: str) -> Problem:
    return problem(Place(path), "source-size", most=LARGEST // 1_000_000)
