"""``python hooks diff BASE``: the clinical diff of the working tree against a git revision;
``python hooks comment ARTIFACT``: the same as the comment on a pull request."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.command_line import FILE, Command, format_option, root_option
from commands.comment import write_comment

if TYPE_CHECKING:
    from review.edition.found_change import Difference


@click.command("diff", cls=Command, refused=2)
@click.argument("base")
@root_option
@format_option("markdown", "json")
@click.option("--fork", is_flag=True)
def diff(base: str, root: Path, form: str, fork: bool) -> int:
    """Print what changed. Whether a change is good is not for this command to say."""
    from review.change.compare import compare
    from review.evidence import corpus
    from system import store
    from system.git import extract

    with tempfile.TemporaryDirectory(prefix="review-base-") as folder:
        commit = extract(root, base, Path(folder), fork)
        opened = store.opened()
        before = corpus.read(Path(folder), keep=opened)
        difference = compare(before, corpus.read(root, keep=opened))
        opened.write()
    print(_printed(difference, commit, form), end="")
    return 0


def _printed(difference: Difference, commit: str, form: str) -> str:
    from review.change.diff_data import data
    from review.change.diff_markdown import markdown

    if form == "json":
        return json.dumps({"base": commit, **data(difference)}, ensure_ascii=False, indent=1) + "\n"
    return markdown(difference)


@click.command("comment", cls=Command)
@click.argument("artifact", type=FILE)
@click.option("--run", "address", default="", metavar="URL")
def comment(artifact: Path, address: str) -> int:
    """Print the comment."""
    return write_comment(artifact, address)
