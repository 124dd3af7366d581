"""``python hooks dictionary``: the spelling dictionary for editors that a repository keeps."""

from __future__ import annotations

from pathlib import Path

import click

from commands.command_line import FILE, Command, root_option
from commands.whole_review import whole_review
from system import files

WORDS = ".vscode/review-words.txt"


@click.command("dictionary", cls=Command)
@root_option
@click.option("--out", type=FILE)
def dictionary(root: Path, out: Path | None) -> int:
    """Write the dictionary where it differs from the one that is there."""
    from review.exports import spelling

    file, words = out or root / WORDS, spelling.dictionary(whole_review(root))
    _renew(file, words)
    # the first line says what the file is
    count = words.count("\n") - 1
    print(f"{count} 个词 / words → {file}")
    return 0


def refresh(root: Path) -> list[Path]:
    """Bring the dictionary up to date where a review keeps one; the files that were written anew.

    Raises Refusal, and nothing is written, where the review could not be read whole."""
    from review.exports import spelling

    file, read = root / WORDS, whole_review(root)
    return [file] if file.is_file() and _renew(file, spelling.dictionary(read)) else []


def _renew(file: Path, text: str) -> bool:
    """Whether the file had to be written."""
    if file.is_file() and file.read_bytes() == text.encode():
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    files.replace(file, text)
    return True
