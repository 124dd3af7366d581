"""``python hooks dictionary``: the spelling dictionary for editors, which a repository keeps though
it can be made."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from system import files

if TYPE_CHECKING:
    from review.evidence.corpus import Corpus

ROOT = Path(__file__).resolve().parents[2]
WORDS = ".vscode/review-words.txt"
LEFT = (
    f"综述没有读全，{WORDS} 没有重新生成；先按 check 的提示改好读不出的文件。\n"
    f"The review could not be read whole; {WORDS} was not made anew. "
    "Mend the file that check names first."
)
HELP = "由词汇表生成编辑器的拼写词典 / make the editors' spelling dictionary from the vocabulary"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``dictionary`` to the command line."""
    command = commands.add_parser("dictionary", help=HELP, description=HELP)
    command.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        metavar="DIR",
        help="综述所在文件夹 / folder of the review",
    )
    command.add_argument(
        "--out",
        type=Path,
        metavar="FILE",
        help=f"写入的文件，默认 {WORDS} / file to write, {WORDS} by default",
    )
    command.set_defaults(run=write)


def write(arguments: argparse.Namespace) -> int:
    """Write the dictionary where it differs from the one that is there."""
    from review.evidence import corpus

    file, read = arguments.out or arguments.root / WORDS, corpus.read(arguments.root)
    if read.partial:
        print(LEFT, file=sys.stderr)
        return 1
    print(f"{_dictionary(read, file)} 个词 / words → {file}")
    return 0


def refresh(root: Path) -> list[Path] | None:
    """Bring the dictionary up to date where a review keeps one; the files that were written anew.

    None, and nothing written, where the review could not be read whole: a list made of the rest
    would leave out what the unread file holds.
    """
    from review.evidence import corpus
    from review.exports.spelling import dictionary

    read = corpus.read(root)
    if read.partial:
        return None
    file = root / WORDS
    return [file] if file.is_file() and _renew(file, dictionary(read)) else []


def _dictionary(read: Corpus, file: Path) -> int:
    """The number of words in the file, now those of the review."""
    from review.exports.spelling import dictionary

    text = dictionary(read)
    _renew(file, text)
    return text.count("\n") - 1


def _renew(file: Path, text: str) -> bool:
    """Whether the file had to be written."""
    if file.is_file() and file.read_bytes() == text.encode():
        return False
    file.parent.mkdir(parents=True, exist_ok=True)
    files.replace(file, text)
    return True
