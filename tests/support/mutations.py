"""Small changes of the sources of a review, one at a time and by chance, as editors make them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

# every kind of source by the files that are such
KINDS = {
    "section": "docs/review/*.md",
    "page": "docs/*.md",
    "trial": "docs/trials/*.yml",
    "question": "docs/questions/*.yml",
    "availability": "docs/availability/*.yml",
    "vocabulary": "docs/vocabulary/*.yml",
    "settings": "docs/review.yml",
    "references": "references.bib",
    "authors": "CITATION.cff",
    "generator": "mkdocs.yml",
}
WORD = re.compile(r"(?<![\w@#./:{-])[a-z]{4,}(?![\w:/.#-])")  # in a text rather than in an id
DIGIT = re.compile(r"(?<=[ (:/.])[0-9]+(?![\w-])")
HAN = re.compile(r"[\u4e00-\u9fff]{2,}")


def mutate(root: Path, kind: str, chance: random.Random) -> str:
    """Change one spot of one file of a kind, or let a picture come or go; what was done, empty
    where there is no such file."""
    if kind == "picture":
        return _picture(root)
    files = sorted(root.glob(KINDS[kind]))
    if not files:
        return ""
    file = chance.choice(files)
    text = file.read_text(encoding="utf-8")
    change = chance.choice([_letter, _number, _character, _line])
    fresh = change(text, chance)
    file.write_text(fresh, encoding="utf-8")
    return f"{change.__name__} of {file.relative_to(root)}"


def _picture(root: Path) -> str:
    """A copy of a picture that is there already."""
    found = sorted((root / "docs/assets").glob("*.png"))
    copy = root / "docs/assets/copied.png"
    if copy in found:
        copy.unlink()
    elif found:
        copy.write_bytes(found[0].read_bytes())
    return "a picture" if found else ""


def _at(pattern: re.Pattern[str], change: Callable[[str], str]) -> Callable[..., str]:
    def changed(text: str, chance: random.Random) -> str:
        found = [*pattern.finditer(text)]
        if not found:
            return text
        spot = chance.choice(found)
        return text[: spot.start()] + change(spot[0]) + text[spot.end() :]

    return changed


def _letter(text: str, chance: random.Random) -> str:
    return _at(WORD, lambda word: word[0] + word[2] + word[1] + word[3:])(text, chance)


def _number(text: str, chance: random.Random) -> str:
    return _at(DIGIT, lambda number: str(int(number) + 1))(text, chance)


def _character(text: str, chance: random.Random) -> str:
    return _at(HAN, lambda run: run[0] + run)(text, chance)


def _line(text: str, chance: random.Random) -> str:
    """Two neighbouring lines of as much indentation change places."""
    lines = text.split("\n")
    at = chance.randrange(max(len(lines) - 2, 1))
    if len(lines) > at + 1 and _indent(lines[at]) == _indent(lines[at + 1]):
        lines[at : at + 2] = lines[at + 1], lines[at]
    return "\n".join(lines)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
