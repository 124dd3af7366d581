"""``python hooks COMMAND``: the command line. Each command stands in a file of ``commands/``."""

import sys

# before anything that an older Python cannot read; so this file itself keeps to what Python 3.6 can
# (no walrus, no future annotations)
if sys.version_info < (3, 11):
    sys.stderr.buffer.write(
        (
            "需要 Python 3.11 或更新的版本，现为 {0}。"
            "请安装后用它运行，如 python3.11 hooks check。\n"
            "Python 3.11 or newer is needed; this is {0}. "
            "Install one and run it, as python3.11 hooks check.\n"
        )
        .format(".".join(map(str, sys.version_info[:3])))
        .encode("utf-8")
    )
    sys.exit(2)

import importlib.util

if importlib.util.find_spec("click") is None:
    sys.stderr.buffer.write(
        (
            "缺少所需的程序包；请运行 pip install -r requirements.txt，或用 .venv 中的 python。\n"
            "What it needs is not installed: pip install -r requirements.txt, "
            "or use the python of .venv.\n"
        ).encode("utf-8")
    )
    sys.exit(2)

from commands import (
    book,
    bundle,
    check,
    command_line,
    coverage_counts,
    diff,
    explain,
    judged,
    new,
    sealing,
    site,
    spelling_dictionary,
    watch,
)

COMMANDS = (
    check.check,
    check.fix,
    check.weave,
    coverage_counts.coverage,
    site.site,
    book.book,
    bundle.bundle,
    bundle.release,
    diff.diff,
    diff.comment,
    new.new,
    watch.watch,
    sealing.seal,
    judged.judged,
    spelling_dictionary.dictionary,
    explain.explain,
)
commands = command_line.Group(
    "hooks",
    {str(command.name): command for command in COMMANDS},
    help="动态综述 / the living review",
)


def main(words: list[str] | None = None) -> int:
    """Runs one command; returns its exit status. Without ``words`` those of the command line."""
    return command_line.run(commands, words)


if __name__ == "__main__":
    sys.exit(main())
