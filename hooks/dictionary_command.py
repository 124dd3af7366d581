"""``python hooks dictionary``: the spelling dictionary for editors, made from the vocabulary, the trials and the references."""
from __future__ import annotations

import argparse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
WORDS = ".vscode/review-words.txt"
HELP = "由词汇表生成编辑器的拼写词典 / make the editors' spelling dictionary from the vocabulary"


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``dictionary`` to the command line."""
    command = commands.add_parser("dictionary", help=HELP, description=HELP)
    command.add_argument("--root", type=Path, default=ROOT, metavar="DIR", help="综述所在文件夹 / folder of the review")
    command.add_argument("--out", type=Path, metavar="FILE", help=f"写入的文件，默认 {WORDS} / file to write, {WORDS} by default")
    command.set_defaults(run=write)


def write(arguments: argparse.Namespace) -> int:
    """Write the dictionary where it differs from the one that is there."""
    file = arguments.out or arguments.root / WORDS
    print(f"{_written(arguments.root, file)} 个词 / words → {file}")
    return 0


def refresh(root: Path) -> None:
    """Bring the dictionary of a review that keeps one up to date."""
    if (root / WORDS).exists():
        _written(root, root / WORDS)


def _written(root: Path, file: Path) -> int:
    """The number of words in the file, now those of the review."""
    from review import corpus
    from review.dictionary import dictionary

    text = dictionary(corpus.read(root))
    if not file.exists() or file.read_text(encoding="utf-8") != text:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return text.count("\n") - 1
