"""The guide to the rules: what each says in both languages, with a good and a bad example.

What a rule says is the docstring of its function; what reading a file demands, where no function
is the rule, and all examples stand in ``hooks/examples``, one file a group. A snippet is part of a
small review of its own, in which a test plants the good and the bad one.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from review import rules
from review.evidence.settings import Settings, site
from review.figures import figure_grammar
from review.problem import Text
from review.rules import allowance, bibliography_rules
from review.rules.rule import name
from review.sources.declared import declared

# English may name a Chinese word or two
CHINESE = re.compile(r"(?:.*?[\u4e00-\u9fff]){4}")
# a line's end between Han and Latin, or between two Latin words
LATIN_END = re.compile(
    r"(?<=[A-Za-z0-9])\n(?=[A-Za-z0-9\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])\n(?=[A-Za-z0-9])"
)
GROUPS = (
    *("figures", "pairs", "citations", "tables", "questions", "availability", "vocabulary"),
    *("typography", "links", "pages", "fences", "bibliography", "allowances", "files", "seals"),
)
PAGE = "guide.md"  # of each language, on the site


@dataclass(frozen=True)
class Entry:
    """A rule. ``good`` and ``bad`` are snippets of ``file``, or where that is empty names or
    words."""

    rule: str
    says: Text
    good: Text
    bad: Text
    file: str = ""


@dataclass(frozen=True)
class Group:
    """Rules on one thing, in the order of the guide."""

    id: str
    title: Text
    entries: tuple[Entry, ...]


@cache
def groups() -> tuple[Group, ...]:
    """All groups of the guide."""
    functions: tuple[Callable[..., object], ...]
    functions = (*rules.RULES, *allowance.RULES, *bibliography_rules.DOCUMENTED)
    texts = {name(rule): rule_in_words(rule) for rule in functions}
    texts["figure-unparsed"] = _with_forms(texts["figure-unparsed"])
    return tuple(_group(id, texts) for id in GROUPS)


def _with_forms(says: Text) -> Text:
    """The rule on the forms of figures with all of them, as the grammar has them."""
    forms = [(form.name, form.example) for form in figure_grammar.forms() if form.example]
    chinese = "。".join(f"{form.zh}：{example.zh}" for form, example in forms)
    english = ". ".join(f"{form.en}: {example.en}" for form, example in forms)
    return Text(f"{says.zh}{chinese}。", f"{says.en} {english}.")


def entries() -> Iterator[Entry]:
    """All rules, in the order of the guide."""
    return (entry for group in groups() for entry in group.entries)


def rule_in_words(rule: Callable[..., object]) -> Text:
    """A rule in words: the first paragraph of its docstring, English sentences, then Chinese."""
    paragraph = (rule.__doc__ or "").strip().partition("\n\n")[0]
    lines = [line.strip() for line in paragraph.splitlines()]
    starts = (
        number
        for number in range(1, len(lines))
        if lines[number - 1].endswith(".") and CHINESE.match(lines[number])
    )
    chinese = next(starts, len(lines))
    return Text(_joined(lines[chinese:]), " ".join(lines[:chinese]))


def _joined(lines: list[str]) -> str:
    """Lines of Chinese as one: a blank only where a word of Latin letters ends or begins a line."""
    return LATIN_END.sub(" ", "\n".join(lines)).replace("\n", "")


def address(rule: str, settings: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """Where a rule can be read: on the site where it has an address, else by a command."""
    if home := site(settings, environment):
        return f"{home}/zh/guide.html#{rule}"
    return f"python hooks explain {rule}"


def _group(id: str, texts: Mapping[str, Text]) -> Group:
    data = declared(f"examples/{id}")
    entries = tuple(_entry(rule, example, texts) for rule, example in data["rules"].items())
    return Group(id, Text(**data["title"]), entries)


def _entry(rule: str, data: Mapping[str, Any], texts: Mapping[str, Text]) -> Entry:
    says = texts[rule] if rule in texts else Text(**data["says"])
    return Entry(rule, says, _example(data["good"]), _example(data["bad"]), data.get("file", ""))


def _example(value: Any) -> Text:
    return Text(**value) if isinstance(value, dict) else Text(*[value.rstrip("\n")] * 2)
