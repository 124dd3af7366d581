"""``python hooks explain [RULE]``: a rule of the check with a good and a bad example, where there is no browser at hand."""

from __future__ import annotations

import argparse
import sys
from typing import Any

HELP = "一条规则说什么，附一正一误两例；不写规则名则列出全部 / what a rule says, with a good and a bad example; without a name, all of them"


def register(commands: Any) -> None:
    """Add ``explain`` to the command line."""
    command = commands.add_parser("explain", help=HELP, description=HELP)
    command.add_argument(
        "rule", nargs="?", metavar="RULE", help="规则名，如 figure-contradicts / name of a rule"
    )
    command.set_defaults(run=explain)


def explain(arguments: argparse.Namespace) -> int:
    """Print one rule, or the list of all; 1 for a name that is none."""
    from review.rules import guide
    from review.suggestion import advice

    known = {entry.rule: entry for entry in guide.entries()}
    if not arguments.rule:
        print(
            "\n".join(
                f"{entry.rule}: {entry.says.en}\n    {entry.says.zh}" for entry in known.values()
            )
        )
        return 0
    if arguments.rule not in known:
        advised = advice(arguments.rule, known)
        print(
            f"没有规则 {arguments.rule}。{advised.zh}\nThere is no rule {arguments.rule}. {advised.en}",
            file=sys.stderr,
        )
        return 1
    print("\n".join(_told(known[arguments.rule])))
    return 0


def _told(entry: Any) -> list[str]:
    lines = [entry.rule, entry.says.zh, entry.says.en]
    for title, example in (("正确 / good", entry.good), ("错误 / bad", entry.bad)):
        texts = [example.zh] if example.zh == example.en else [*example]
        lines += [
            "",
            f"{title}{f' ({entry.file})' if entry.file else ''}:",
            *(f"    {line}".rstrip() for text in texts for line in text.split("\n")),
        ]
    return lines
