"""What is wrong with a file as a file, in words: where it stands, its bytes, its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from review.characters import BIDIRECTIONAL, BLANKS, CONTROL, INVISIBLE, NOT_TEXT, SOFT_HYPHEN
from review.problem import Edit, Place, Problem, Text

TAB = re.compile("\t")
CONTROL_CHARACTER = re.compile(f"[{CONTROL}]")
INVISIBLE_CHARACTER = re.compile(f"[{INVISIBLE}]")
LOST_CHARACTER = re.compile(f"[{NOT_TEXT}]")
OTHER_BLANK = re.compile(f"[{BLANKS}]")
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


def characters(path: str, lines: list[str]) -> Iterator[Problem]:
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
            found = problem(path, rule, (zh, en), expected, cure, number, match.start() + 1)
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


def outside(path: str) -> Problem:
    """A symbolic link that leads out of the project."""
    return problem(
        path,
        "source-symlink",
        ("指向项目之外的符号链接", "a symbolic link that leads out of the project"),
        ("项目内的文件", "a file inside the project"),
        ("把文件本身放进来。", "Put the file itself here."),
    )


def no_file(path: str) -> Problem:
    """A folder or pipe where a file should be."""
    return problem(
        path,
        "source-unreadable",
        ("文件夹、管道等，不是文件", "a folder, pipe or the like, not a file"),
        ("可读的文件", "a readable file"),
        ("删除或改名。", "Delete it, or rename it."),
    )


def unreadable(path: str, error: OSError | ValueError) -> Problem:
    """A file that the system does not let us read."""
    reason = getattr(error, "strerror", None) or "name"
    return problem(
        path,
        "source-unreadable",
        (f"无法读取的文件（{reason}）", f"a file that cannot be read ({reason})"),
        ("可读的文件", "a readable file"),
        ("检查文件是否存在及其权限。", "Check that it exists and may be read."),
    )


def not_utf8(path: str, data: bytes, error: UnicodeDecodeError) -> Problem:
    """Bytes that are not UTF-8, at the first of them."""
    lines = re.split(b"\r\n?|\n", data[: error.start])
    line, column = len(lines), len(lines[-1]) + 1
    return problem(
        path,
        "source-encoding",
        ("不是 UTF-8 的字节（可能是 GBK）", "bytes that are not UTF-8 (perhaps GBK)"),
        ("UTF-8 编码", "UTF-8"),
        ("在编辑器中另存为 UTF-8。", "Save the file as UTF-8."),
        line,
        column,
    )


def problem(
    path: str,
    rule: str,
    found: tuple[str, str],
    expected: tuple[str, str],
    cure: tuple[str, str],
    line: int = 1,
    column: int = 1,
) -> Problem:
    """A problem at a line and column; the texts are pairs of zh and en."""
    return Problem(Place(path, line, column), rule, Text(*found), Text(*expected), Text(*cure))
