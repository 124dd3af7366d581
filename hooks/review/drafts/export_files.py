"""Publications out of an export file of a catalogue or reference manager: its form is told by what
is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from review.drafts import bibtex_works, json_works, pubmed_record, tagged_works
from review.drafts.person_names import refuse_crowd
from review.drafts.publication import Publication
from review.messages import refusal

MOST = 500  # records of one file


@dataclass(frozen=True)
class Form:
    """One kind of export: how each record begins, and what reads them."""

    start: re.Pattern[str]
    read: Callable[[str], Iterable[Publication]]


FORMS = (
    Form(re.compile(r"(?m)^PMID *- "), pubmed_record.publications),
    Form(re.compile(r"(?m)^\ufeff?TY {1,2}- ?"), partial(tagged_works.publications, form="RIS")),
    Form(re.compile(r"(?m)^%0[ \t]"), partial(tagged_works.publications, form="EndNote")),
    Form(
        re.compile(r"(?m)^\{Reference Type\}\s*[:：]"),
        partial(tagged_works.publications, form="NoteExpress"),
    ),
    Form(re.compile(r"(?m)^RT[ \t]+\S"), partial(tagged_works.publications, form="RefWorks")),
    Form(
        re.compile(r"(?mi)^[ \t]*@(?!comment|string|preamble)[A-Za-z]+[ \t]*[{(]"),
        bibtex_works.publications,
    ),
    Form(re.compile(r"\A\s*[\[{]\s*[\"{]"), json_works.publications),
)


def publications(text: str) -> list[Publication]:
    """Every publication of an export."""
    form = next((form for form in FORMS if form.start.search(text)), None)
    if form is None:
        raise refusal("import/no-export")
    _refuse_many(len(form.start.findall(text)))
    found = list(form.read(text))
    _refuse_many(len(found))
    refuse_crowd(sum(len(work.authors.people) + len(work.editors.people) for work in found))
    return found


def _refuse_many(records: int) -> None:
    if not 0 < records <= MOST:
        raise refusal("import/records", most=MOST, records=records)
