"""Publications out of an export file of a catalogue or reference manager: its form is told by what
is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from review.drafts import bibtex_works, json_works, pubmed_record, tagged_works
from review.drafts.person_names import refuse_crowd
from review.drafts.publication import Publication
from review.messages import refusal
from review.sources.schema import declared

MOST = 500  # records of one file


FORMS = {form: re.compile(start) for form, start in declared("catalogue_words")["forms"].items()}
READERS: dict[str, Callable[[str], Iterable[Publication]]] = {
    "PubMed": pubmed_record.publications,
    "BibTeX": bibtex_works.publications,
    "JSON": json_works.publications,
}  # of the forms that are not tagged lines


def publications(text: str) -> list[Publication]:
    """Every publication of an export."""
    form = next((form for form, start in FORMS.items() if start.search(text)), "")
    if not form:
        raise refusal("import/no-export")
    _refuse_many(len(FORMS[form].findall(text)))
    read = READERS.get(form) or partial(tagged_works.publications, form=form)
    found = list(read(text))
    _refuse_many(len(found))
    refuse_crowd(sum(len(work.authors.people) + len(work.editors.people) for work in found))
    return found


def _refuse_many(records: int) -> None:
    if not 0 < records <= MOST:
        raise refusal("import/records", most=MOST, records=records)
