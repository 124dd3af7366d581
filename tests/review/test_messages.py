"""The messages of problems: each is told somewhere, each that is told is there, and whoever tells
one fills its slots."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from case_file import case_file
from places import HOOKS
from review import messages
from review.problem import Place, Problem, Text

# what tells a message, and what one part of it, with the place of its name among the arguments
TELLING = {"problem": 1, "self.slips.add": 1, "text": 0, "messages.text": 0}
SINGLE = {"refusal", "fields.warn", "self.warn"}  # tell what a message says under found
PARTS = {"found", "expected", "cure"}
ENTRIES: dict[str, dict[str, Any]] = {}
for file in sorted(messages.MESSAGES.glob("*.yml")):
    for rule, told in case_file(file).items():
        assert rule not in ENTRIES, f"{rule} stands in two files"
        ENTRIES[rule] = told


def parts(message: str) -> Mapping[str, Any]:
    """What a message says, with what its rule says for all of its kind."""
    rule, _, kind = message.partition("/")
    return {**ENTRIES[rule], **(ENTRIES[rule][kind] if kind else {})}


def every_message() -> Iterator[str]:
    for rule, entry in ENTRIES.items():
        kinds = [f"{rule}/{kind}" for kind in entry if kind not in PARTS]
        yield from kinds or [rule]


def slots(words: str | Mapping[str, str]) -> set[str]:
    forms = [words] if isinstance(words, str) else words.values()
    return {slot for form in forms for slot in messages.SLOT.findall(form)}


@cache
def nodes() -> list[tuple[str, ast.AST]]:
    """Everything in the code, with the name of its file."""
    return [(name, node) for name, code in code_of_files() for node in ast.walk(ast.parse(code))]


def code_of_files() -> list[tuple[str, str]]:
    return [
        (module.name, module.read_text(encoding="utf-8")) for module in sorted(HOOKS.rglob("*.py"))
    ]


def dotted(node: ast.AST) -> str:
    """What is called, as ``self.warn``; empty where it is no name."""
    if isinstance(node, ast.Attribute):
        owner = dotted(node.value)
        return f"{owner}.{node.attr}" if owner else ""
    return node.id if isinstance(node, ast.Name) else ""


def calls() -> Iterator[tuple[str, ast.expr, ast.Call]]:
    """Every call that tells a message or a part of one: where it stands, and the name it gives."""
    # only the files that may: all who collect the tests wait for this
    may = re.compile(rf"(?<![\w.])(?:{'|'.join(map(re.escape, [*TELLING, *SINGLE]))})\(")
    telling = [(name, code) for name, code in code_of_files() if may.search(code)]
    for module, node in ((name, node) for name, code in telling for node in _calls(code)):
        called = dotted(node.func)
        if called in TELLING and len(node.args) == 2:
            yield f"{module}:{node.lineno}", node.args[TELLING[called]], node
        elif called in SINGLE and len(node.args) == 1:
            yield f"{module}:{node.lineno}", node.args[0], node


def _calls(code: str) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Call))


CALLS = list(calls())
NAMES = {place: name for place, name, _ in CALLS if isinstance(name, ast.Constant)}
NAMED = {place: call for place, _, call in CALLS if place in NAMES}
BEGUN: dict[str, set[str | None]] = {}  # what is given to any message that begins so
for _, name, call in CALLS:
    if isinstance(name, ast.JoinedStr) and dotted(call.func) not in {"text", "messages.text"}:
        given = {keyword.arg for keyword in call.keywords}
        BEGUN.setdefault(ast.literal_eval(name.values[0]), set()).update(given)


def test_every_message_is_told() -> None:
    """By its name, or by its rule where what is wrong is found out first."""
    named = {name.value for name in NAMES.values()}
    # a name with a kind is no other word, so that it may be handed on
    named |= {
        node.value
        for _, node in nodes()
        if isinstance(node, ast.Constant) and "/" in str(node.value)
    }
    # what is looked for under the name of its message
    named |= {
        key.value
        for _, node in nodes()
        if isinstance(node, ast.Dict)
        for key in node.keys
        if isinstance(key, ast.Constant)
    }
    begun = tuple(
        ast.literal_eval(name.values[0]) for _, name, _ in CALLS if isinstance(name, ast.JoinedStr)
    )
    untold = [message for message in every_message() if message not in named]
    assert [message for message in untold if not message.startswith(begun)] == []


@pytest.mark.parametrize("place", NAMED)
def test_who_tells_a_message_fills_its_slots(place: str) -> None:
    call = NAMED[place]
    given = {keyword.arg for keyword in call.keywords} - {"fix", "instead", "rule", None}
    said, called = parts(ast.literal_eval(NAMES[place])), dotted(call.func)
    if called in SINGLE or called.endswith("text"):
        part = "found" if called in SINGLE else ast.literal_eval(call.args[1])
        assert slots(said[part]) | given & {"n", "at"} == given
        return
    assert said.keys() | given >= PARTS
    wanted = set().union(*(slots(said[part]) for part in PARTS - given))
    if all(keyword.arg for keyword in call.keywords):  # none is unpacked
        assert wanted | given & (PARTS | {"n"}) == given


@pytest.mark.parametrize("begun", BEGUN)
def test_who_finds_out_what_is_wrong_fills_the_slots(begun: str) -> None:
    given, named = BEGUN[begun], {name.value for name in NAMES.values()}
    kinds = [each for each in every_message() if each.startswith(begun) and each not in named]
    assert kinds
    for said in map(parts, kinds) if None not in given else ():  # none is unpacked
        assert said.keys() | given >= PARTS
        assert given >= set().union(*(slots(said[part]) for part in PARTS - given))


@pytest.mark.parametrize(
    "words, values, expected",
    [
        ("{right}", {"right": "a"}, Text("a", "a")),
        ({"zh": "有{names}", "en": "{names} too"}, {"names": ["a", 2]}, Text("有a、2", "a, 2 too")),
        ("{name}", {"name": Text("甲", "A")}, Text("甲", "A")),
        ("{names}", {"names": [Text("甲", "A"), Text("乙", "B")]}, Text("甲、乙", "A, B")),
        ("a {more}", {"more": ""}, Text("a", "a")),  # no blank before nothing
        ("{zh: …} {n}\n", {"n": 2}, Text("{zh: …} 2\n", "{zh: …} 2\n")),
        ({"zh": "{n} 个", "en": "{n} things", "one": "a thing"}, {"n": 1}, Text("1 个", "a thing")),
        (
            {"zh": "{n} 个", "en": "{n} things", "one": "a thing"},
            {"n": 2},
            Text("2 个", "2 things"),
        ),
    ],
)
def test_slots(
    words: Any, values: dict[str, Any], expected: Text, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = {"found": words, "expected": "b", "wrong": {"cure": "c"}}
    monkeypatch.setattr(messages, "_messages", lambda: {"a-rule": entry})
    place, cure = Place("docs/a.md", 2), Text("补", "Mend")
    told = messages.problem(place, "a-rule/wrong", **values)
    assert told == Problem(place, "a-rule", expected, Text("b", "b"), Text("c", "c"))
    told = messages.problem(place, "a-rule/wrong", rule="other", cure=cure, **values)
    assert told == Problem(place, "other", expected, Text("b", "b"), cure)
