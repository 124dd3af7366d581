"""``python hooks explain [RULE]``: a rule of the check with a good and a bad example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.command_line import Command
from commands.whole_review import refuse_absent
from review.problem import Text

if TYPE_CHECKING:
    from review.rules.guide import Entry


@click.command("explain", cls=Command)
@click.argument("rule", required=False)
def explain(rule: str | None) -> int:
    """Print one rule, or the list of all."""
    from review.rules import guide

    entries = {entry.rule: entry for entry in guide.entries()}
    if not rule:
        for entry in entries.values():
            print(f"{entry.rule}: {entry.says.en}\n    {entry.says.zh}")
        return 0
    refuse_absent(Text("规则", "rule"), rule, entries)
    print("\n".join(_lines(entries[rule])))
    return 0


def _lines(entry: Entry) -> list[str]:
    """The rule in both languages, then its examples."""
    lines = [entry.rule, entry.says.zh, entry.says.en]
    lines += _example("正确 / good", entry.good, entry.file)
    lines += _example("错误 / bad", entry.bad, entry.file)
    return lines


def _example(title: str, example: Text, file: str) -> list[str]:
    """An example in both languages, once where they are the same; ``file`` is where it stands."""
    texts = [example.zh] if example.zh == example.en else [*example]
    place = f" ({file})" if file else ""
    lines = [line for text in texts for line in text.split("\n")]
    return ["", f"{title}{place}:", *(f"    {line}".rstrip() for line in lines)]
