"""What all commands share: the folder of the review, their exit status, and what a person reads who
asks for help or writes a wrong word, in both languages.

A command returns its exit status. Wrong words, a day that is none and a file that cannot be read or
written end every command with 2; a refusal ends it with 1 or with what the command names.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from review.dates import NoDay
from review.refusal import Refusal

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = "python hooks"
USAGE = "用法 / Usage: "
REQUIRED = ("[required]", "[必填 / required]")
WRONG, INTERRUPTED = 2, 130

FOLDER, FILE = click.Path(path_type=Path), click.Path(path_type=Path)
FOLDER.name, FILE.name = "dir", "file"  # as the help calls them

Parametrised = TypeVar("Parametrised", bound=Callable[..., Any] | click.Command)

root_option = click.option("--root", type=FOLDER, default=ROOT)


class Choice(click.Choice[str]):
    """One of some words; another is refused in both languages."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        words = ", ".join(self.choices)
        return f"{value}：应为其中之一 / must be one of: {words}"


def format_option(*forms: str) -> Callable[[Parametrised], Parametrised]:
    """The option ``--format`` with these forms, the first by default."""
    return click.option("--format", "form", type=Choice(forms), default=forms[0])


class WrongWords(click.UsageError):
    """Words that make no command, told in both languages."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(f"{zh}\n{en}", click.get_current_context(silent=True))


class Explained(click.Command):
    """A command or a group of them with help in both languages (``schema/command_words.yml``)."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The help: usage, what the command does, and what each of its parameters is for."""
        words = _words(self)
        self.help = words["does"]
        for parameter in self.get_params(ctx):
            parameter.help = words[parameter.opts[-1]]
        super().format_help(ctx, formatter)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, each with what it is for."""
        _section("选项 / Options", click.Option, self, ctx, formatter)


def _words(command: click.Command) -> Mapping[str, str]:
    """What is said of a command, and of its parameters by their names."""
    from review.sources.declared import declared  # which few runs need

    words = declared("schema/command_words")
    return {**words["any"], **words[str(command.name)]}


class Command(Explained):
    """A command with help in both languages; ``refused`` is its exit status after a refusal."""

    allow_extra_args = True  # which are refused here, in both languages

    def __init__(self, *arguments: Any, refused: int = 1, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.refused = refused

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The words as values of ``ctx``. Raises UsageError for words that nobody asked for."""
        try:
            surplus = super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            error.ctx = ctx
            raise
        if surplus:
            words = " ".join(surplus)
            with ctx:
                raise WrongWords(f"多余的词：{words}", f"too many words: {words}")
        return surplus

    def invoke(self, ctx: click.Context) -> Any:
        """The exit status; a refusal is told, not raised."""
        try:
            return super().invoke(ctx)
        except Refusal as refusal:
            print(refusal, file=sys.stderr)
            return self.refused

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), USAGE)

    def format_arguments(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The arguments, each with what it is for."""
        _section("参数 / Arguments", click.Argument, self, ctx, formatter)


class Group(Explained, click.Group):
    """Commands under one name."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage."""
        formatter.write_usage(ctx.command_path, "COMMAND …", USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, then the commands."""
        super().format_options(ctx, formatter)
        self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands in the order in which they were named."""
        rows = [(name, _words(command)["does"]) for name, command in self.commands.items()]
        with formatter.section("命令 / Commands"):
            formatter.write_dl(rows)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in the order in which the commands were named."""
        return list(self.commands)


def _section(
    title: str,
    kind: type[click.Parameter],
    command: click.Command,
    ctx: click.Context,
    formatter: click.HelpFormatter,
) -> None:
    """What the parameters of one kind are for; nothing where there is none."""
    records = [
        parameter.get_help_record(ctx)
        for parameter in command.get_params(ctx)
        if isinstance(parameter, kind)
    ]
    rows = [(name, text.replace(*REQUIRED)) for name, text in filter(None, records)]
    if rows:
        with formatter.section(title):
            formatter.write_dl(rows)


def run(commands: click.Group, words: Sequence[str] | None = None) -> int:
    """Run one command; its exit status. ``words`` are those of the command line by default."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = int(commands.main(words, PROGRAM, standalone_mode=False))
        sys.stdout.flush()
        return status
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except click.ClickException as error:
        print(_wrong_words(error), file=sys.stderr)
    except NoDay as error:
        print(
            f"{error}：不是日期；应为 YYYY-MM-DD 或秒数"
            " / is no day: YYYY-MM-DD or seconds are expected",
            file=sys.stderr,
        )
    except BrokenPipeError:
        # whoever read the output has enough of it, which click knows of what is written before the
        # last flush; nothing more may be written at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        file = f": {error.filename}" if error.filename else ""
        reason = error.strerror or error
        print(f"无法读写 / cannot read or write{file} ({reason})", file=sys.stderr)
    return WRONG


def _wrong_words(error: click.ClickException) -> str:
    """What is wrong with the words of a command line, and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return error.format_message()
    context = error.ctx if isinstance(error, click.UsageError) else None
    usage = f"{context.get_usage()}\n" if context else ""
    path = context.command_path if context else PROGRAM
    return f"{usage}{_slip(error)}\n说明 / help: {path} --help"


def _slip(error: click.ClickException) -> str:
    """A slip in the words, named in both languages, a line each."""
    if isinstance(error, click.NoSuchOption):
        return _unknown("选项", "option", error.option_name, error.possibilities)
    if isinstance(error, click.NoSuchCommand):
        return _unknown("命令", "command", error.command_name, error.possibilities)
    if isinstance(error, click.MissingParameter):
        name = _name(error)
        return f"缺少 {name}\n{name} is missing"
    if isinstance(error, click.BadParameter):
        return f"{_name(error)}: {error.message}"
    if isinstance(error, click.BadOptionUsage):
        return _usage(error.option_name, error.ctx)
    return error.format_message()


def _unknown(zh: str, en: str, name: str, suggestions: list[str] | None) -> str:
    """A name that does not exist, with the nearest names that do."""
    words = ", ".join(suggestions or ())
    if not words:
        return f"没有{zh} {name}\nthere is no {en} {name}"
    return f"没有{zh} {name}；是否指 {words}？\nthere is no {en} {name}; is {words} meant?"


def _usage(name: str, context: click.Context | None) -> str:
    """An option that lacks its value, or has one although it takes none."""
    parameters = context.command.params if context else []
    option = next((parameter for parameter in parameters if name in parameter.opts), None)
    if isinstance(option, click.Option) and option.is_flag:
        return f"选项 {name} 后面不写值\nthe option {name} takes no value"
    return f"选项 {name} 后面要写值\nthe option {name} needs a value"


def _name(error: click.BadParameter) -> str:
    """The option or argument as a person writes it."""
    parameter = error.param
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.human_readable_name if parameter else ""
