"""A publication as references.lock keeps it: what its source said before any correction."""

from __future__ import annotations

from pybtex.database import Person

from review.drafts import bib_entry
from review.drafts.publication import Publication
from review.evidence.reference_lock import (
    AUTHORS,
    BETWEEN,
    FIELDS,
    OTHERS,
    CatalogueRecord,
    parse,
    surname,
    written,
)


def record(publication: Publication, key: str, source: str, day: str) -> CatalogueRecord:
    """A publication's record; ``source`` is its address or file, ``day`` the day (ISO 8601)."""
    written_names = map(bib_entry.person_name, publication.authors.people)
    names = [surname(Person(name)) for name in written_names]
    names += [OTHERS] if names and publication.authors.et_al else []
    values = {name: str(getattr(publication, name)) for name in FIELDS if name != AUTHORS}
    values[AUTHORS] = BETWEEN.join(names)
    fields = {name: " ".join(values[name].split()) for name in FIELDS if values[name].strip()}
    return CatalogueRecord(key, " ".join(source.split()), day, fields)


def merged(text: str, new: list[CatalogueRecord]) -> str:
    """The file with new records; what the same source said of the same work before goes."""
    places = {(record.key, record.source) for record in new}
    old = [record for record in parse(text)[0] if (record.key, record.source) not in places]
    return written([*old, *new])
