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

from review.characters import BLANKS, CONTROL, INVISIBLE, NOT_TEXT
from review.problem import Place, Problem
from review.sources.source_faults import (
    INVISIBLE_CHARACTER,
    OTHER_BLANK,
    characters,
    no_file,
    not_utf8,
    outside,
    problem,
    unreadable,
)

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
LONGEST_LINE = (
    20_000  # characters; a longer line is a slip (a pasted file, a data URI), never prose
)
LARGEST = 20_000_000  # bytes
UNSEEN = re.compile(f"[{CONTROL}{INVISIBLE}]")
SUSPECT = re.compile(f"[\t{CONTROL}{INVISIBLE}{NOT_TEXT}{BLANKS}]")


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
    problems = list(_text_problems(path, text))
    if any(problem.rule in {"source-empty", "source-long-line"} for problem in problems):
        return None, problems
    # reported once; what follows judges the rest as if they were not there
    return OTHER_BLANK.sub(" ", UNSEEN.sub("", _unix(text))), problems


def _unix(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _text_problems(path: str, text: str) -> Iterator[Problem]:
    if not text.strip("\ufeff \t\r\n") or not INVISIBLE_CHARACTER.sub("", text).strip():
        yield problem(
            path,
            "source-empty",
            ("空文件", "an empty file"),
            ("有内容的文件", "a file with content"),
            ("写入内容，或删除该文件。", "Write its content, or delete the file."),
        )
        return
    if text.startswith("\ufeff"):
        yield problem(
            path,
            "source-bom",
            ("文件开头的字节顺序标记（BOM）", "a byte order mark (BOM) at the start"),
            ("不带 BOM 的 UTF-8", "UTF-8 without BOM"),
            ("另存为“UTF-8（无 BOM）”。", "Save it as “UTF-8 without BOM”."),
        )
    if "\r" in text:
        yield problem(
            path,
            "source-line-ends",
            ("Windows 换行（CRLF）", "Windows line ends (CRLF)"),
            ("Unix 换行（LF）", "Unix line ends (LF)"),
            ("在编辑器中把换行改为 LF 后保存。", "Switch the editor's line ends to LF and save."),
            text[: text.index("\r")].count("\n") + 1,
        )
    text = _unix(text)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            yield problem(
                path,
                "source-long-line",
                (f"一行 {len(line)} 个字符", f"a line of {len(line)} characters"),
                (f"每行不超过 {LONGEST_LINE} 个字符", f"at most {LONGEST_LINE} characters a line"),
                (
                    "一句一行；图片另存为文件。",
                    "Write one sentence a line; keep images in files of their own.",
                ),
                number,
            )
            return
    if SUSPECT.search(text):
        yield from characters(path, lines)


def _name_problems(path: str) -> Iterator[Problem]:
    if not all(NAME.match(part) for part in path.split("/")):
        yield problem(
            path,
            "source-name",
            (f"文件名 {path}", f"the file name {path}"),
            (
                "只含英文字母、数字、连字符、点的文件名",
                "a file name of Latin letters, digits, hyphens and dots",
            ),
            (
                "重新命名文件；网址由文件名而来。",
                "Rename the file; its name becomes part of an address.",
            ),
        )


def _too_large(path: str) -> Problem:
    most = LARGEST // 1_000_000
    return problem(
        path,
        "source-size",
        (f"大于 {most} MB 的文件", f"a file of more than {most} MB"),
        ("文字文件", "a file of text"),
        ("检查是否放错了文件。", "See whether it is the wrong file."),
    )
