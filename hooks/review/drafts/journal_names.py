"""Names of journals as references.bib spells them, else as catalogues do, without subtitle."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from review.drafts.publication import Publication
from review.evidence.bibliography import Bibliography
from review.evidence.reference import undotted
from review.messages import text
from review.problem import Text

# words of a journal's name that stay lower case
SMALL = frozenset(
    {"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"}
)
# an abbreviation: it ends with a full stop, or has one before a letter (J.Neurosurg)
ABBREVIATED = re.compile(r".*\.\Z|(?:.*\s)?[A-Z][a-z]*\.[A-Z]\S*\Z|[A-Z][a-z]*\. .*")
SUBTITLE = re.compile(r"\s+(?:[:=]\s+|[(\[])")


def normal(title: str) -> str:
    """A title by its letters and digits alone, as two catalogues may print it."""
    folded = unicodedata.normalize("NFKD", title).casefold()
    return "".join(letter for letter in folded if letter.isalnum())


def housed_journal(shelf: Bibliography, found: Publication) -> Publication:
    """The journal as this file already spells it, in full and short; a new one without subtitle and
    dots, which is told where a subtitle was left out."""
    if not found.journal:
        return found
    full, subtitle = _journal(found.journal)
    short = undotted(found.shortjournal)
    for entry in shelf.all:
        journal = entry.get("journal").replace("\\&", "&")
        shortjournal = entry.get("shortjournal").replace("\\&", "&")
        same_full = normal(journal) in (normal(full), normal(f"the {full}"))
        same_short = shortjournal and short and normal(shortjournal) == normal(short)
        if journal and (same_full or same_short):
            return replace(found, journal=journal, shortjournal=shortjournal)
    if ABBREVIATED.match(full):
        full = undotted(full)
        short = short or full
    warnings = (*found.warnings, *_warnings(full, subtitle))
    return replace(found, journal=full, shortjournal=short, warnings=warnings)


def _warnings(full: str, subtitle: str) -> Iterator[Text]:
    """What to look at in the name of a journal that the file does not have yet."""
    if subtitle:
        yield text("import/no-subtitle", "found", subtitle=subtitle)
    if full.isupper() and " " in full:
        yield text("import/journal-in-capitals", "found", name=full)


def _journal(name: str) -> tuple[str, str]:
    """A journal's name, capitalised if all its words were lowered, and its subtitle."""
    subtitle_start = SUBTITLE.search(name)
    at = subtitle_start.start() if subtitle_start else len(name)
    plain, subtitle = name[:at].strip(), name[at:].strip(" :=")
    first, *further = plain.split() or [""]
    if not further or any(word[:1].isalpha() and not word[:1].islower() for word in further):
        return plain, subtitle
    words = (word if word in SMALL else word[:1].upper() + word[1:] for word in further)
    return " ".join([first, *words]), subtitle
