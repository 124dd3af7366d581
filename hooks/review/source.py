"""A source file: its text, and where each character of it stands. Reading never raises: what is wrong with the bytes becomes a Problem."""
from __future__ import annotations

import bisect
import re
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Iterator

from .problem import Place, Problem, Text

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
LONGEST_LINE = 20_000  # characters; a longer line is a slip (a pasted file, a data URI), never prose


@dataclass(frozen=True)
class Source:
    """A text file of the review; ``path`` is relative to the review's root, with forward slashes."""

    path: str
    text: str = field(repr=False)

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
    """The file at ``path`` and what is wrong with it as a file; no Source where nothing of it can be used."""
    file = root / path
    problems = list(_name_problems(path))
    if not _inside(root, file):
        return None, [*problems, _outside(path)]
    try:
        data = file.read_bytes()
    except OSError as error:
        return None, [*problems, _unreadable(path, error)]
    text, found = decode(path, data)
    problems += found
    return (None if text is None else Source(path, text)), problems


def _inside(root: Path, file: Path) -> bool:
    """Whether a file stands in the project once links, its own or those of its folders, are followed; a link to itself does not."""
    try:
        return file.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):
        return False


def decode(path: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Text of UTF-8 ``data`` with Unix line ends, and the problems of its bytes."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, [_not_utf8(path, data, error)]
    problems = list(_text_problems(path, text))
    if any(problem.rule in {"source-empty", "source-long-line"} for problem in problems):
        return None, problems
    return text.removeprefix("\ufeff").replace("\r\n", "\n"), problems


def _text_problems(path: str, text: str) -> Iterator[Problem]:
    if not text.strip("\ufeff \t\r\n"):
        yield _problem(path, "source-empty", ("空文件", "an empty file"), ("有内容的文件", "a file with content"), ("写入内容，或删除该文件。", "Write its content, or delete the file."))
        return
    if text.startswith("\ufeff"):
        yield _problem(path, "source-bom", ("文件开头的字节顺序标记（BOM）", "a byte order mark (BOM) at the start"), ("不带 BOM 的 UTF-8", "UTF-8 without BOM"), ("另存为“UTF-8（无 BOM）”。", "Save it as “UTF-8 without BOM”."))
    if "\r" in text:
        yield _problem(path, "source-line-ends", ("Windows 换行（CRLF）", "Windows line ends (CRLF)"), ("Unix 换行（LF）", "Unix line ends (LF)"), ("在编辑器中把换行改为 LF 后保存。", "Switch the editor's line ends to LF and save."), text[: text.index("\r")].count("\n") + 1)
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            yield _problem(path, "source-long-line", (f"一行 {len(line)} 个字符", f"a line of {len(line)} characters"), (f"每行不超过 {LONGEST_LINE} 个字符", f"at most {LONGEST_LINE} characters a line"), ("一句一行；图片另存为文件。", "Write one sentence a line; keep images in files of their own."), number)
            return
        if (column := _control(line)) is not None:
            tab = line[column] == "\t"
            yield _problem(path, "source-tab" if tab else "source-control-character", ("制表符", "a tab") if tab else (f"控制字符 U+{ord(line[column]):04X}", f"control character U+{ord(line[column]):04X}"), ("空格", "blanks") if tab else ("可见字符", "visible characters"), ("用空格缩进。", "Indent with blanks.") if tab else ("删除该字符。", "Delete it."), number, column + 1)


def _control(line: str) -> int | None:
    match = re.search(r"[\x00-\x08\t\x0b\x0c\x0e-\x1f\x7f]", line)
    return match.start() if match else None


def _name_problems(path: str) -> Iterator[Problem]:
    if not all(NAME.match(part) for part in path.split("/")):
        yield _problem(path, "source-name", (f"文件名 {path}", f"the file name {path}"), ("只含英文字母、数字、连字符、点的文件名", "a file name of Latin letters, digits, hyphens and dots"), ("重新命名文件；网址由文件名而来。", "Rename the file; its name becomes part of an address."))


def _outside(path: str) -> Problem:
    return _problem(path, "source-symlink", ("指向项目之外的符号链接", "a symbolic link that leads out of the project"), ("项目内的文件", "a file inside the project"), ("把文件本身放进来。", "Put the file itself here."))


def _unreadable(path: str, error: OSError) -> Problem:
    return _problem(path, "source-unreadable", (f"无法读取的文件（{error.strerror}）", f"a file that cannot be read ({error.strerror})"), ("可读的文件", "a readable file"), ("检查文件是否存在及其权限。", "Check that it exists and may be read."))


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    before = data[: error.start]
    line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
    return _problem(path, "source-encoding", ("不是 UTF-8 的字节（可能是 GBK）", "bytes that are not UTF-8 (perhaps GBK)"), ("UTF-8 编码", "UTF-8"), ("在编辑器中另存为 UTF-8。", "Save the file as UTF-8."), line, column)


def _problem(path: str, rule: str, found: tuple[str, str], expected: tuple[str, str], cure: tuple[str, str], line: int = 1, column: int = 1) -> Problem:
    return Problem(Place(path, line, column), rule, Text(*found), Text(*expected), Text(*cure))
