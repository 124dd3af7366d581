"""What a person should look at after an import, because no catalogue is to be believed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.drafts.bibliography_place import Placed
from review.drafts.publication import Publication
from review.evidence.reference import HAN
from review.markup.code_span import both
from review.messages import text
from review.problem import Text

ERRATA = re.compile(
    r"\b(?:errat(?:um|a)|corrigend(?:um|a)|corrections?\s*(?:to\b|:))|勘误|更正", re.IGNORECASE
)
SHORT = 60  # characters of a value that is shown beside its tag


def notes(placed: Placed) -> Iterator[str]:
    """Each thing to look at, in both languages: first what changes the meaning, last what the
    record held and the entry does not."""
    publication = placed.publication
    for warning in publication.warnings:
        yield f"注意！{warning.zh}\nATTENTION: {warning.en}"
    yield from map(both, _remarks(placed))


def _remarks(placed: Placed) -> Iterator[Text]:
    """What the record lacks, what was changed, what is left to do, and what was left out."""
    publication = placed.publication
    yield from _missing(publication)
    if placed.lowered:
        yield text("import/lowered", "found", words=", ".join(dict.fromkeys(placed.lowered)))
    yield from _erratum(publication)
    if publication.unused:
        yield text("import/left-out", "found", listed="; ".join(_unused_tags(publication.unused)))


def _missing(publication: Publication) -> Iterator[Text]:
    """What the record lacks, or has in a form that could not be taken."""
    if publication.unread:
        yield text("import/no-doi", "found", given=repr(publication.unread))
    if publication.authors.et_al and publication.authors.people:
        yield text("import/and-others", "found")
    if publication.kind == "preprint" and not publication.publisher:
        yield text("import/no-server", "found")
    if publication.journal and not publication.shortjournal:
        chinese = HAN.search(publication.journal)
        yield (
            text("import/short-chinese-journal", "found")
            if chinese
            else text("import/short-journal", "found")
        )
    if publication.accession:
        yield text("import/accession", "found", number=publication.accession)


def _unused_tags(unused: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Each tag once, with its values where they are short, else with their number."""
    for tag in dict.fromkeys(tag for tag, _ in unused):
        values = [value for name, value in unused if name == tag]
        text = " | ".join(values)
        if len(text) <= SHORT:
            yield f"{tag} {text}".strip()
        else:
            yield tag if len(values) == 1 else f"{tag} ×{len(values)}"


def _erratum(publication: Publication) -> Iterator[Text]:
    """What is left to do for an erratum, by its record or by its title."""
    if publication.corrects:
        yield text("import/corrects", "found", key=publication.corrects)
    elif publication.corrected:
        names = ", ".join(f"{kind.upper()} {value}" for kind, value in publication.corrected)
        yield text("import/corrects-missing", "found", names=names)
    elif ERRATA.search(publication.title):
        yield text("import/erratum-of-nothing", "found")
