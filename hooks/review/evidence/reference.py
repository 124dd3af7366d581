"""One entry of references.bib as the pages need it, and where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from review.evidence.fields import Field, word
from review.evidence.notice import Notice, notices
from review.problem import Place
from review.sources.bibtex import Block
from review.sources.declared import declared
from review.sources.latex import decoded

if TYPE_CHECKING:  # a check of what is known already need not load it
    from pybtex.database import Entry

FIELDS = declared("schema/reference_fields")
PERSONS, SHOWN = tuple(FIELDS["persons"]), tuple(FIELDS["shown"])
# kinds of entry the styles know, by their own name or as another name of one
ALIASES = {name: kind for kind, names in FIELDS["kinds"].items() for name in names}
KINDS = frozenset({*FIELDS["kinds"], *ALIASES})
HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]|[\U00020000-\U0003ffff]")
ADDRESS = re.compile(r"https?://[^\s<>\"]+", re.I)
CHINESE = re.compile(r"zh\b|(simplified|traditional)?chinese", re.I)
LATEX_ESCAPE = re.compile(r"\\([_&%#$~{}])")


def text(entry: Entry, name: str) -> str:
    """A field as plain text: LaTeX letters decoded, braces gone; empty where there is none."""
    return decoded(entry.fields.get(name, "")).strip()


def raw(entry: Entry, name: str) -> str:
    """A field letter by letter: the LaTeX decoder would turn ``--`` into a dash."""
    return LATEX_ESCAPE.sub(r"\1", entry.fields.get(name, "")).strip("{} ")


def language(entry: Entry) -> str:
    """``zh`` or ``en``: `langid` if given, else a Han character in the title or in the first name
    (CITATIONS section 4)."""
    if langid := raw(entry, "langid"):
        return "zh" if CHINESE.match(langid) else "en"
    people = entry.persons.get("author") or entry.persons.get("editor") or []
    words = entry.fields.get("title", "") + "".join(map(str, people[:1]))
    return "zh" if HAN.search(words) else "en"


def year(entry: Entry) -> str:
    """The year, from `year` or from the beginning of `date`."""
    return raw(entry, "year") or raw(entry, "date")[:4]


def address(entry: Entry) -> str:
    """The entry's `url` if it is an address of the web; anything else is not handed on."""
    return raw(entry, "url") if ADDRESS.fullmatch(raw(entry, "url")) else ""


def undotted(journal: str) -> str:
    """An abbreviated name without dots, its words parted: ``J.Neurosurg.`` is ``J Neurosurg``."""
    return " ".join(journal.replace(".", " ").split())


@dataclass(frozen=True, eq=False)
class Reference:
    """One entry, equal only to itself. ``entry`` is pybtex's, never changed after reading."""

    key: str
    place: Place
    entry: Entry = field(repr=False)
    block: Block = field(repr=False)
    damaged: bool = False  # fields were lost with a slip of syntax, the problem to mend first
    errata: tuple[Notice, ...] = ()  # entries of their own that correct this one

    # bare, the number at PubMed Central with its letters, as ``PMC6126546``
    doi, cstr, pmid, pmcid = (Field(word, name) for name in ("doi", "cstr", "pmid", "pmcid"))

    def get(self, name: str) -> str:
        """A field letter by letter."""
        return raw(self.entry, name)

    @cached_property
    def language(self) -> str:
        """``zh`` or ``en``."""
        return language(self.entry)

    @cached_property
    def title(self) -> str:
        """The title as plain text."""
        return text(self.entry, "title")

    @property
    def year(self) -> str:
        """The year, four digits as a rule; empty where there is none."""
        return year(self.entry)

    @property
    def indexed(self) -> bool:
        """Whether it is an article that PubMed holds."""
        return self.entry.type.lower() == "article" and bool(self.pmid)

    @property
    def url(self) -> str:
        """The address on the web."""
        return address(self.entry)

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """Retractions, concerns and corrections that the review knows of."""
        return notices(raw(self.entry, "notices")) + self.errata

    @property
    def confirmed(self) -> bool:
        """False where the record itself could not be checked (``status = {unconfirmed}``)."""
        return raw(self.entry, "status") != "unconfirmed"
