"""``python hooks diff BASE``: the clinical diff of the working tree against a git revision."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
HELP = (
    "这次修改对读者意味着什么 / "
    "what a change means for a reader: the working tree against a git revision"
)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``diff`` to the command line."""
    command = commands.add_parser("diff", help=HELP, description=HELP)
    command.add_argument(
        "base", metavar="BASE", help="git 版本 / a git revision: main, HEAD~1, a tag"
    )
    command.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        metavar="DIR",
        help="综述所在文件夹 / folder of the review",
    )
    command.add_argument(
        "--format",
        choices=("markdown", "json"),
        default="markdown",
        help="输出格式 / output format",
    )
    command.add_argument(
        "--fork",
        action="store_true",
        help="与分叉处相比，而非 BASE 的最新版本 / "
        "compare with where the branch left BASE, not with its tip",
    )
    command.set_defaults(run=diff)


def diff(arguments: argparse.Namespace) -> int:
    """Print what changed; 0 unless git cannot give the base. Whether a change is good is not for
    this command to say."""
    from review.change.compare import compare
    from review.evidence import corpus
    from system.git import RevisionError, extract

    with tempfile.TemporaryDirectory(prefix="review-base-") as folder:
        try:
            commit = extract(arguments.root, arguments.base, Path(folder), arguments.fork)
        except RevisionError as error:
            print(f"{error}", file=sys.stderr)
            return 2
        difference = compare(corpus.read(Path(folder)), corpus.read(arguments.root))
    print(_printed(difference, commit, arguments.format), end="")
    return 0


def _printed(difference: Any, commit: str, form: str) -> str:
    from review.change.diff_data import data
    from review.change.diff_markdown import markdown

    if form == "json":
        return json.dumps({"base": commit, **data(difference)}, ensure_ascii=False, indent=1) + "\n"
    return markdown(difference)
