"""What a problem says: the words of each rule in both languages, from ``hooks/messages``.

A message is named by its rule, or by its rule and what is wrong, as ``table-report/unused``; what
it does not say of found, expected and cure its rule says for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from review.problem import Edit, Place, Problem, Text
from review.refusal import Refusal

MESSAGES = Path(__file__).resolve().parents[1] / "messages"
SLOT = re.compile(r"\{([a-z]+)\}")
JOINTS = ("、", ", ")


def problem(
    place: Place, message: str, /, *, rule: str = "", fix: Edit | None = None, **values: Any
) -> Problem:
    """The problem that ``message`` tells, of its own rule where no other is named. ``values`` fill
    its slots, each in its language: a Text with its own words, a list with its items joined; what
    is given as found, expected or cure takes the place of the message's."""
    own_rule, _, kind = message.partition("/")
    of_rule = _messages()[own_rule]
    texts = {**of_rule, **of_rule[kind]} if kind else of_rule
    found, expected, cure = (
        values[part] if part in values else _filled(texts[part], values)
        for part in ("found", "expected", "cure")
    )
    return Problem(place, rule or own_rule, found, expected, cure, fix)


def text(message: str, part: str, /, **values: Any) -> Text:
    """One part of a message."""
    rule, _, kind = message.partition("/")
    entry = _messages()[rule]
    return _filled((entry[kind] if kind else entry)[part], values)


def refusal(message: str, /, *, at: str = "", **values: Any) -> Refusal:
    """The refusal that a message tells under ``found``; ``at`` is the page it is about."""
    return Refusal(*text(message, "found", **values), at)


def _filled(words: str | Mapping[str, str], values: Mapping[str, Any]) -> Text:
    """Words with their slots filled; those of both languages may be the same, and in English one of
    something (``n``) may have words of its own."""
    if isinstance(words, str):
        words = {"zh": words, "en": words}
    zh, en = words["zh"], words["one" if values.get("n") == 1 and "one" in words else "en"]
    return Text(_in_language(zh, values, 0), _in_language(en, values, 1))


def _in_language(form: str, values: Mapping[str, Any], language: int) -> str:
    # a slot that nobody fills is no reason to say nothing
    sentence = SLOT.sub(lambda slot: _written(values.get(slot[1], slot[0]), language), form)
    return sentence.removesuffix(" ")


def _written(value: Any, language: int) -> str:
    if isinstance(value, Text):
        return value[language]
    if isinstance(value, (list, tuple)):
        return JOINTS[language].join(_written(item, language) for item in value)
    return str(value)


@cache
def _messages() -> dict[str, Any]:
    """Every message, by its rule."""
    import yaml  # which a command that has nothing to say does without

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = {}
    for file in sorted(MESSAGES.glob("*.yml")):
        found |= yaml.load(file.read_text(encoding="utf-8"), Loader=loader)
    return found
