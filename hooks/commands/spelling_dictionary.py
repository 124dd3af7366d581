"""``python hooks dictionary``: the spelling dictionary for editors, which a repository keeps though
it can be made."""

from __future__ import annotations

from pathlib import Path

import click

from commands.command_line import FILE, Command, root_option
from review.refusal import Refusal
from system import files

WORDS = ".vscode/review-words.txt"
LEFT = (
    f"综述没有读全，{WORDS} 没有重新生成；先按 check 的提示改好读不出的文件。",
    f"The review could not be read whole; {WORDS} was not made anew. "
    "Mend the file that check names first.",
)


@click.command(
    "dictionary",
    cls=Command,
    help="由词汇表生成编辑器的拼写词典 / make the editors' spelling dictionary from the vocabulary",
)
@root_option
@click.option(
    "--out",
    type=FILE,
    metavar="FILE",
    help=f"写入的文件，默认 {WORDS} / file to write, {WORDS} by default",
)
def dictionary(root: Path, out: Path | None) -> int:
    """Write the dictionary where it differs from the one that is there."""
    from review.evidence import corpus
    from review.exports import spelling

    file, read = out or root / WORDS, corpus.read(root)
    if read.partial:
        raise Refusal(*LEFT)
    words = spelling.dictionary(read)
    _renew(file, words)
    # the first line says what the file is
    count = words.count("\n") - 1
    print(f"{count} 个词 / words → {file}")
    return 0


def refresh(root: Path) -> list[Path]:
    """Bring the dictionary up to date where a review keeps one; the files that were written anew.

    Raises Refusal, and nothing is written, where the review could not be read whole: a list made of
    the rest would leave out what the unread file holds."""
    from review.evidence import corpus
    from review.exports import spelling

    read = corpus.read(root)
    if read.partial:
        raise Refusal(*LEFT)
    file = root / WORDS
    return [file] if file.is_file() and _renew(file, spelling.dictionary(read)) else []


def _renew(file: Path, text: str) -> bool:
    """Whether the file had to be written."""
    if file.is_file() and file.read_bytes() == text.encode():
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    files.replace(file, text)
    return True
