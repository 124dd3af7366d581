"""The first use of an abbreviation on a page has its full name and its definition; prose itself stays as it is written.

Only running text counts: nothing inside a link, code or a citation, and nothing where the text gives the full name itself.
"""
from __future__ import annotations

import re
from functools import lru_cache
from typing import Iterator

from ..prose import Prose
from ..vocabulary import Term
from .escape import attribute, literal, plain
from .view import View

OPENING = " (（“"


def first_uses(prose: Prose, view: View) -> Iterator[tuple[int, int, str]]:
    """Where an abbreviation is used for the first time on the page of ``view``, and what is to stand there."""
    known = view.corpus.vocabulary.abbreviations
    used = view.edition.abbreviated.setdefault((view.uri, view.language), set())
    linked = [(link.start, link.end) for link in prose.links]
    for match in _pattern(tuple(known)).finditer(prose.plain):
        word, start, end = match[0], match.start(), match.end()
        if word in used or any(before <= start < after for before, after in linked):
            continue
        used.add(word)
        name = full_name(known[word], view)
        if name and not _given(prose.plain, start, end, known[word]):
            yield start, end, _marked(word, name, view.pick(known[word].definition))


def full_name(term: Term, view: View) -> str:
    """What an abbreviation stands for, on Chinese pages in both languages; of a regimen its components; empty where it is itself the name."""
    zh, en = (name if term.abbreviation not in name else "" for name in term.name)
    if not en and (agents := term.data.get("agents")):
        return view.listed([view.name("agents", str(agent)) for agent in agents])
    if view.language == "en":
        return en
    return view.bracket(zh, en) if zh else en


def _marked(word: str, name: str, definition: str) -> str:
    more = f' data-definition="{attribute(plain(definition))}"' if definition else ""
    return f'<abbr title="{attribute(name)}"{more}>{literal(word)}</abbr>'


def _given(text: str, start: int, end: int, term: Term) -> bool:
    """Whether the full name stands just before or behind it: “progression-free survival (PFS)”."""
    before, after = text[:start].rstrip(OPENING + "\x00").lower(), text[end:].lstrip(OPENING).lower()
    return any(before.endswith(name.lower()) or after.startswith(name.lower()) for name in term.name)


@lru_cache(maxsize=4)
def _pattern(known: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(known, key=len, reverse=True))
    return re.compile(rf"(?<![A-Za-z0-9*/+-])(?:{words})(?![A-Za-z0-9*]|-[A-Z0-9])" if words else r"(?!)")
