"""A stretch of prose in one language, and what stands in it: links, images, citations.

Prose comes from two kinds of source, blocks of a section and text fields of a YAML table; both are
read, judged and rendered by the same code. Code spans, comments and raw tags are masked with
blanks, so that offsets stay true and nothing inside them counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property

from review.problem import Place
from review.sources import link as linked
from review.sources.link import Link, Slip
from review.sources.source import Source

LANGUAGES = ("zh", "en")
HAN = "\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"

MASKED = re.compile(
    r"(?ms)(?=[`~<])(?:"
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^(?P=fence)[`~]*[ ]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:.+?)(?<!`)(?P=ticks)(?!`)"
    r"|<!--(?:[^<]|<(?!!--))*?-->"  # one that is not closed ends where the next begins
    r"|</?[A-Za-z][^<>\n]*>)"
)
MASKING = re.compile("[`~<]")  # without one of these nothing is masked
CITATION = re.compile(r"\[@[a-z]+[0-9]{4}[a-z]*(?:; @[a-z]+[0-9]{4}[a-z]*)*\](?!\()")
KEY = re.compile(r"@([a-z]+[0-9]{4}[a-z]*)")


@dataclass(frozen=True)
class Citation:
    """One ``[@a; @b]``: its keys in order."""

    keys: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Prose:
    """Text of one language at ``start`` of its source, there letter by letter if ``exact``."""

    language: str
    text: str
    source: Source = field(repr=False)
    start: int
    exact: bool = True

    def __hash__(self) -> int:
        # in no time, for it is asked for again and again; other texts seldom begin there
        return hash((self.source.path, self.start, self.language))

    def place(self, offset: int = 0) -> Place:
        """Where the character at ``offset`` of this prose stands in its file."""
        return self.source.place(self.start + (offset if self.exact else 0))

    @cached_property
    def masked(self) -> str:
        """The text with code, comments and tags blanked out, of the same length."""
        if not MASKING.search(self.text):
            return self.text
        return MASKED.sub(
            lambda match: "\n".join(" " * len(line) for line in match[0].split("\n")), self.text
        )

    @cached_property
    def links(self) -> tuple[Link, ...]:
        """Links and images, in order."""
        return tuple(linked.links(self.masked)) if "](" in self.text else ()

    @cached_property
    def slips(self) -> tuple[Slip, ...]:
        """What was meant as a link and is none, in order."""
        return tuple(linked.slips(self.masked))

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """Well-formed citations, in order."""
        return tuple(
            Citation(tuple(KEY.findall(match[0])), match.start(), match.end())
            for match in (CITATION.finditer(self.masked) if "[@" in self.text else ())
        )

    @cached_property
    def plain(self) -> str:
        """The text, as long as before, without mark-up, link targets and citations."""
        if not (self.links or self.slips or self.citations):
            return self.masked
        text = list(self.masked)
        for link in (*self.links, *(slip.link for slip in self.slips)):
            _blank(text, link.start, link.end if link.image else link.inner)
            _blank(text, link.inner + len(link.text), link.end)
        for citation in self.citations:
            _blank(text, citation.start, citation.end)
        return "".join(text)


@dataclass(frozen=True)
class Pair:
    """A zh text and the en text that carries the same; ``id`` is unique on its page. ``todo`` names
    a language still to be written, ``gap`` is where its mark stands."""

    id: str
    zh: Prose | None
    en: Prose | None
    todo: str | None = None
    gap: Place | None = None

    def __getitem__(self, language: str) -> Prose | None:
        return self.zh if language == "zh" else self.en

    @cached_property
    def sides(self) -> tuple[Prose, ...]:
        """The sides that exist."""
        return tuple(side for side in (self.zh, self.en) if side is not None)


def _blank(text: list[str], start: int, end: int) -> None:
    text[start:end] = "\x00" * (end - start)
