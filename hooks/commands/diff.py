"""``python hooks diff BASE``: the clinical diff of the working tree against a git revision;
``python hooks comment ARTIFACT``: the same as the comment on a pull request."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.command_line import FILE, Command, format_option, root_option
from commands.comment import DIFF, write_comment

if TYPE_CHECKING:
    from review.edition.found_change import Difference


@click.command(
    "diff",
    cls=Command,
    refused=2,
    help="这次修改对读者意味着什么"
    " / what a change means for a reader: the working tree against a git revision",
)
@click.argument("base", help="git 版本 / a git revision: main, HEAD~1, a tag")
@root_option
@format_option("markdown", "json")
@click.option(
    "--fork",
    is_flag=True,
    help="与分叉处相比，而非 BASE 的最新版本"
    " / compare with where the branch left BASE, not with its tip",
)
def diff(base: str, root: Path, form: str, fork: bool) -> int:
    """Print what changed. Whether a change is good is not for this command to say."""
    from review.change.compare import compare
    from review.evidence import corpus
    from system import store
    from system.git import extract

    with tempfile.TemporaryDirectory(prefix="review-base-") as folder:
        commit = extract(root, base, Path(folder), fork)
        kept = store.opened()
        before = corpus.read(Path(folder), keep=kept)
        difference = compare(before, corpus.read(root, keep=kept))
        kept.write()
    print(_printed(difference, commit, form), end="")
    return 0


def _printed(difference: Difference, commit: str, form: str) -> str:
    from review.change.diff_data import data
    from review.change.diff_markdown import markdown

    if form == "json":
        return json.dumps({"base": commit, **data(difference)}, ensure_ascii=False, indent=1) + "\n"
    return markdown(difference)


@click.command(
    "comment",
    cls=Command,
    help="合并请求的评论，取自检查留下的产物"
    " / the comment on a pull request, from the artifact of its checks",
)
@click.argument("artifact", type=FILE, help=f"含 {DIFF} 的 zip / a zip that holds {DIFF}")
@click.option(
    "--run",
    "address",
    default="",
    metavar="URL",
    help="工作流运行的地址 / address of the workflow run",
)
def comment(artifact: Path, address: str) -> int:
    """Print the comment."""
    return write_comment(artifact, address)
