"""``python hooks comment ARTIFACT``: the comment on a pull request, from the artifact its checks
have left. Needs nothing but Python."""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from pathlib import Path

DIFF, FIXES = "clinical-diff.md", "fixes.patch"
LARGEST = 400_000  # bytes of a file in the artifact, unpacked
HELP = (
    "合并请求的评论，取自检查留下的产物 / "
    "the comment on a pull request, from the artifact of its checks"
)


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``comment`` to the command line."""
    command = commands.add_parser("comment", help=HELP, description=HELP)
    command.add_argument(
        "artifact",
        type=Path,
        metavar="ARTIFACT",
        help=f"含 {DIFF} 的 zip / a zip that holds {DIFF}",
    )
    command.add_argument(
        "--run",
        dest="address",
        default="",
        metavar="URL",
        help="工作流运行的地址 / address of the workflow run",
    )
    command.set_defaults(run=comment)


def comment(arguments: argparse.Namespace) -> int:
    """Print the comment."""
    from review.change import request_comment

    changes, fixes = (_member(arguments.artifact, name) for name in (DIFF, FIXES))
    print(request_comment.comment(changes, fixes, arguments.address), end="")
    return 0


def _member(artifact: Path, name: str) -> bytes | None:
    """A file of the artifact; None where it is not there or too large, or the artifact no zip."""
    whole = artifact.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(whole)) as archive, archive.open(name) as opened:
            data = opened.read(LARGEST + 1)
    except Exception as error:  # a stranger's archive, and each way of packing fails in its own way
        print(f"{name}: {type(error).__name__}", file=sys.stderr)
        return None
    return data if len(data) <= LARGEST else None
