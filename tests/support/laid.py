"""A small clean review, copied anew for each case; a case says what it changes in it."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from review.evidence import corpus, seal
from review.keep import Shelf

TESTS = Path(__file__).resolve().parents[1]
BASE = TESTS / "base"
QUESTION = TESTS / "question"  # what the base review has more where it answers a question
PAGE = "docs/review/page.md"
PLAIN = {"zh": "甲药有效。", "en": "Drug A works."}


def lay(root: Path, case: dict[str, Any]) -> Path:
    """The base review at ``root`` as a case changes it: ``zh``, ``en`` and ``both`` texts of the
    page, ``swap`` of strings, whole ``files`` (None: no file); ``sealed`` before that. With
    ``question: true`` it answers a question, of two trials."""
    shutil.copytree(BASE, root, dirs_exist_ok=True)
    if case.get("question"):
        shutil.copytree(QUESTION, root, dirs_exist_ok=True)
    write(root / PAGE, page(root, case))
    if case.get("sealed"):
        sealed(root)
    for path, swaps in (case.get("swap") or {}).items():
        for old, new in swaps.items():
            text = (root / path).read_text(encoding="utf-8")
            assert old in text, f"{path} holds no {old!r}"
            write(root / path, text.replace(old, new, 1))
    for path, text in (case.get("files") or {}).items():
        write(root / path, text) if text is not None else (root / path).unlink()
    return root


def shelf() -> Shelf:
    """A Keep that has what the files of the base review say, and nothing that a rule found there:
    most cases leave most of them as they are."""
    made = Shelf()
    made.values = {**_read().values}
    return made


@cache
def _read() -> Shelf:
    made = Shelf()
    with tempfile.TemporaryDirectory() as folder:
        for name, case in (("plain", {}), ("question", {"question": True})):
            corpus.read(lay(Path(folder) / name, case), keep=made)
    return made


def sealed(root: Path) -> None:
    """Seal the review as it stands."""
    units = seal.units(corpus.read(root))
    write(root / corpus.SEALS, seal.written(seal.renewed(units, [], "Doe", "2026-01-01")))


def page(root: Path, case: dict[str, Any]) -> str:
    """The page with the texts of a case; its zh text begins on line 9."""
    zh, en = (case.get(language, PLAIN[language]).rstrip("\n") for language in ("zh", "en"))
    both = f"\n<!-- both -->\n{case['both'].rstrip()}\n" if "both" in case else ""
    return (BASE / PAGE).read_text(encoding="utf-8").replace("\nZH\n", f"\n{zh}\n").replace(
        "\nEN\n", f"\n{en}\n"
    ) + both


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="")
