"""A source file: its text, and where each character of it stands. Reading never raises: what is
wrong with the bytes becomes a Problem."""

from __future__ import annotations

import bisect
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from review.characters import BIDIRECTIONAL, BLANKS, CONTROL, INVISIBLE, NOT_TEXT, SOFT_HYPHEN
from review.problem import Edit, Place, Problem, Text

NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*\Z")
LONGEST_LINE = (
    20_000  # characters; a longer line is a slip (a pasted file, a data URI), never prose
)
LARGEST = 20_000_000  # bytes
TAB = re.compile("\t")
CONTROL_CHARACTER = re.compile(f"[{CONTROL}]")
INVISIBLE_CHARACTER = re.compile(f"[{INVISIBLE}]")
LOST_CHARACTER = re.compile(f"[{NOT_TEXT}]")
OTHER_BLANK = re.compile(f"[{BLANKS}]")
UNSEEN = re.compile(f"[{CONTROL}{INVISIBLE}]")
SUSPECT = re.compile(f"[\t{CONTROL}{INVISIBLE}{NOT_TEXT}{BLANKS}]")
VISIBLE = (("可见字符", "visible characters"), ("删除该字符。", "Delete it."))
KINDS = (
    ("source-tab", TAB, ("空格", "blanks"), ("用空格缩进。", "Indent with blanks.")),
    ("source-control-character", CONTROL_CHARACTER, *VISIBLE),
    (
        "source-invisible-character",
        INVISIBLE_CHARACTER,
        ("可见字符", "visible characters"),
        (
            "删除该字符；多半是从网页或文档粘贴而来。",
            "Delete it; most come with text copied from a web page or document.",
        ),
    ),
    (
        "source-blank",
        OTHER_BLANK,
        ("普通空格", "an ordinary blank"),
        (
            "改为普通空格；多半是从 Word 或网页粘贴而来；`python hooks fix` 可代劳。",
            "Type an ordinary blank; most come with text copied from Word or a web page; `python "
            "hooks fix` does it.",
        ),
    ),
    (
        "source-lost-character",
        LOST_CHARACTER,
        ("任何字体都能显示的字符", "a character that every font can show"),
        ("对照原文重新输入该字符。", "Type the character anew from the publication."),
    ),
)
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
        return None, [*problems, _outside(path)]
    try:
        if file.exists() and not file.is_file():  # a folder; or a pipe, which would keep us waiting
            return None, [*problems, _no_file(path)]
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        return None, [*problems, _unreadable(path, error)]
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
        return None, [_not_utf8(path, data, error)]
    problems = list(_text_problems(path, text))
    if any(problem.rule in {"source-empty", "source-long-line"} for problem in problems):
        return None, problems
    # reported once; what follows judges the rest as if they were not there
    return OTHER_BLANK.sub(" ", UNSEEN.sub("", _unix(text))), problems


def _unix(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _text_problems(path: str, text: str) -> Iterator[Problem]:
    if not text.strip("\ufeff \t\r\n") or not INVISIBLE_CHARACTER.sub("", text).strip():
        yield _problem(
            path,
            "source-empty",
            ("空文件", "an empty file"),
            ("有内容的文件", "a file with content"),
            ("写入内容，或删除该文件。", "Write its content, or delete the file."),
        )
        return
    if text.startswith("\ufeff"):
        yield _problem(
            path,
            "source-bom",
            ("文件开头的字节顺序标记（BOM）", "a byte order mark (BOM) at the start"),
            ("不带 BOM 的 UTF-8", "UTF-8 without BOM"),
            ("另存为“UTF-8（无 BOM）”。", "Save it as “UTF-8 without BOM”."),
        )
    if "\r" in text:
        yield _problem(
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
            yield _problem(
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
        yield from _characters(path, lines)


def _characters(path: str, lines: list[str]) -> Iterator[Problem]:
    """One problem a kind of character, at the first of it: the same slip of an editor or of a
    copied text goes through a whole file."""
    for rule, pattern, expected, cure in KINDS:
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
            found = _problem(path, rule, (zh, en), expected, cure, number, match.start() + 1)
            yield (
                replace(found, fix=_ordinary(path, lines, number, match.start()))
                if rule == "source-blank"
                else found
            )


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


def _name_problems(path: str) -> Iterator[Problem]:
    if not all(NAME.match(part) for part in path.split("/")):
        yield _problem(
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


def _outside(path: str) -> Problem:
    return _problem(
        path,
        "source-symlink",
        ("指向项目之外的符号链接", "a symbolic link that leads out of the project"),
        ("项目内的文件", "a file inside the project"),
        ("把文件本身放进来。", "Put the file itself here."),
    )


def _no_file(path: str) -> Problem:
    return _problem(
        path,
        "source-unreadable",
        ("文件夹、管道等，不是文件", "a folder, pipe or the like, not a file"),
        ("可读的文件", "a readable file"),
        ("删除或改名。", "Delete it, or rename it."),
    )


def _too_large(path: str) -> Problem:
    most = LARGEST // 1_000_000
    return _problem(
        path,
        "source-size",
        (f"大于 {most} MB 的文件", f"a file of more than {most} MB"),
        ("文字文件", "a file of text"),
        ("检查是否放错了文件。", "See whether it is the wrong file."),
    )


def _unreadable(path: str, error: OSError | ValueError) -> Problem:
    said = getattr(error, "strerror", None) or "name"
    return _problem(
        path,
        "source-unreadable",
        (f"无法读取的文件（{said}）", f"a file that cannot be read ({said})"),
        ("可读的文件", "a readable file"),
        ("检查文件是否存在及其权限。", "Check that it exists and may be read."),
    )


def _not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    lines = re.split(b"\r\n?|\n", data[: error.start])
    line, column = len(lines), len(lines[-1]) + 1
    return _problem(
        path,
        "source-encoding",
        ("不是 UTF-8 的字节（可能是 GBK）", "bytes that are not UTF-8 (perhaps GBK)"),
        ("UTF-8 编码", "UTF-8"),
        ("在编辑器中另存为 UTF-8。", "Save the file as UTF-8."),
        line,
        column,
    )


def _problem(
    path: str,
    rule: str,
    found: tuple[str, str],
    expected: tuple[str, str],
    cure: tuple[str, str],
    line: int = 1,
    column: int = 1,
) -> Problem:
    return Problem(Place(path, line, column), rule, Text(*found), Text(*expected), Text(*cure))
