"""``python hooks`` run in this process, as a person runs it."""

from __future__ import annotations

import importlib.util
from functools import cache
from types import ModuleType

import click

from places import HOOKS


@cache
def entry() -> ModuleType:
    """``hooks/__main__.py`` as a module."""
    spec = importlib.util.spec_from_file_location("hooks_main", HOOKS / "__main__.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def run(*words: object) -> int:
    """Exit status of ``python hooks WORDS``."""
    status: int = entry().main([str(word) for word in words])
    return status


def parse(*words: str) -> None:
    """Read the words as a command does, without running it. Raises click.ClickException for words
    that are none."""
    command: click.Command = entry().commands
    name, rest = "hooks", list(words)
    while isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        name = rest.pop(0)
        inner = command.get_command(context, name)
        assert inner, f"there is no command {name}"
        command = inner
    command.make_context(name, rest)
