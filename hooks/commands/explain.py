"""``python hooks explain [RULE]``: a rule of the check with a good and a bad example, where there
is no browser at hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from commands.command_line import Command
from review.refusal import Refusal

if TYPE_CHECKING:
    from review.problem import Text
    from review.rules.guide import Entry


@click.command(
    "explain",
    cls=Command,
    help="一条规则说什么，附一正一误两例；不写规则名则列出全部"
    " / what a rule says, with a good and a bad example; without a name, all of them",
)
@click.argument("rule", required=False, help="规则名，如 figure-contradicts / name of a rule")
def explain(rule: str | None) -> int:
    """Print one rule, or the list of all."""
    from review.rules import guide
    from review.suggestion import advice

    entries = {entry.rule: entry for entry in guide.entries()}
    if not rule:
        for entry in entries.values():
            print(f"{entry.rule}: {entry.says.en}\n    {entry.says.zh}")
        return 0
    if rule not in entries:
        advised = advice(rule, entries)
        raise Refusal(f"没有规则 {rule}。{advised.zh}", f"There is no rule {rule}. {advised.en}")
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
