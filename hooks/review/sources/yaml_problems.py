"""What is wrong with a file as YAML, in words: each function is one kind of problem."""

from __future__ import annotations

import re
from typing import Protocol

import yaml

from review.problem import Place, Problem, Text
from review.sources.source import Source

LOADER = yaml.CBaseLoader if hasattr(yaml, "CBaseLoader") else yaml.BaseLoader
DEEPEST = 20  # levels; the deepest field of a table has seven
WIDE_COLON = re.compile(r"^[ ]*(?:- )?(?P<key>[\w.-]+)[ ]*(?P<colon>：)", re.MULTILINE)


class Mark(Protocol):
    """A place as the parser of YAML gives it, line and column counted from 0."""

    @property
    def line(self) -> int:
        """Line, counted from 0."""

    @property
    def column(self) -> int:
        """Column, counted from 0."""


def marked(source: Source, mark: Mark | None) -> Place:
    """The place of a mark; one behind the last line stands on it."""
    if mark is None:
        return Place(source.path)
    return Place(source.path, min(mark.line + 1, len(source.starts)), mark.column + 1)


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


def not_mapping(source: Source) -> Problem:
    """A file that does not begin with keys."""
    return Problem(
        Place(source.path),
        "yaml-syntax",
        Text("不是“键: 值”的内容", "content that is not “key: value”"),
        Text("以键开头的 YAML", "YAML that begins with keys"),
        Text("参照同一文件夹中的其他文件。", "Follow another file of the same folder."),
    )


def not_word(place: Place) -> Problem:
    """A key that is a list or a mapping."""
    return Problem(
        place,
        "yaml-syntax",
        Text("不是一个词的键", "a key that is not a word"),
        Text("一个词作键", "a word as the key"),
        Text("改写该键。", "Reword the key."),
    )


def alias(source: Source) -> Problem:
    """One problem for all aliases of a file, at the first."""
    aliases = [
        token
        for token in yaml.scan(source.text, Loader=LOADER)
        if isinstance(token, yaml.AliasToken)
    ]
    first, more = aliases[0], len(aliases) - 1
    zh, en = (f"，另有 {more} 处", f", and {more} more") if more else ("", "")
    return Problem(
        marked(source, first.start_mark),
        "yaml-alias",
        Text(f"YAML 别名 *{first.value}{zh}", f"the YAML alias *{first.value}{en}"),
        Text("写全的值", "the value written out"),
        Text("把所指的值抄写在此处。", "Write the value here again."),
    )


def tagged(place: Place, tag: str) -> Problem:
    """A tag before a value."""
    shown = tag.replace("tag:yaml.org,2002:", "!!")
    return Problem(
        place,
        "yaml-tag",
        Text(f"YAML 标签 {shown}", f"the YAML tag {shown}"),
        Text("不带标签的值", "a value without a tag"),
        Text(
            "删除标签；以 ! 开头的文字加引号。", "Delete the tag; quote a text that begins with !."
        ),
    )


def wide_colon(place: Place, key: str) -> Problem:
    """A full-width colon behind a key."""
    return Problem(
        place,
        "yaml-colon",
        Text(f"{key} 之后的全角冒号", f"a full-width colon after {key}"),
        Text(f"半角冒号加空格，如 {key}: …", f"a half-width colon and a blank, as {key}: …"),
        Text("在英文输入状态下重输冒号。", "Type the colon anew, half-width."),
    )


def deep(place: Place) -> Problem:
    """Nesting deeper than DEEPEST."""
    return Problem(
        place,
        "yaml-depth",
        Text("嵌套过深的 YAML", "YAML nested too deeply"),
        Text(f"不超过 {DEEPEST} 层", f"at most {DEEPEST} levels"),
        Text("检查是否漏写了右括号。", "See whether closing brackets are missing."),
    )


def duplicate_key(place: Place, key: str) -> Problem:
    """A key that stands for a second time."""
    return Problem(
        place,
        "yaml-duplicate-key",
        Text(f"重复的键 {key}", f"the key {key} a second time"),
        Text("每个键只出现一次", "each key once"),
        Text("合并或删除其中一个。", "Merge the two, or delete one."),
    )
