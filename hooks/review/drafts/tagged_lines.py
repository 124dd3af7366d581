"""Files of tagged lines as records: NBIB, RIS, and the forms of RefWorks, EndNote and NoteExpress.

Each line is a tag and a value, a line without a tag goes on with the value before. A reader of our
own because those of the package index lose what is needed: rispy a record without its last ER and
every tag before TY, nbib (which has stood still since 2021) the notices, editors and books, and for
the forms of Chinese databases there is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from review.messages import refusal

LONGEST = 20_000  # characters of one value; abstracts are a tenth of it
REFWORKS = (
    r"RT|SR|ID|A[1-6DBVN]|T[123O]|J[FO]|YR|FD|VO|IS|SP|OP|K[1]|NO|PB|PP|ED|LA|SN|DO|LK|UL|RD|DS"
    r"|DB|CN|OL|CL|CR|WT|WV|WP|SF|ST|LL|RP|SD|SL|U[1-9]|U1[0-5]|PMID|PMCID|SA"
)


@dataclass(frozen=True)
class TaggedForm:
    """How the lines of a form look, which tag begins a record and which ends it; ``leads`` where
    tags may stand before the one that begins a record, ``mixed`` are tags whose order among each
    other counts."""

    line: re.Pattern[str]
    start: str
    end: str = ""
    leads: bool = False
    mixed: frozenset[str] = frozenset()


ORDER = "order"  # under which a record holds its mixed tags as they come
NBIB = TaggedForm(
    re.compile(r"(?=.{4}-)(?P<tag>[A-Z]{2,4}) {0,2}- ?(?P<value>.*)\Z"),
    "PMID",
    mixed=frozenset({"FAU", "AU", "CN"}),
)
RIS = TaggedForm(
    re.compile(r"(?P<tag>[A-Z][A-Z0-9]) {1,2}-(?: (?P<value>.*))?\Z"), "TY", "ER", leads=True
)
ENDNOTE = TaggedForm(re.compile(r"(?P<tag>%[^\s%])(?:[ \t]+(?P<value>.*))?\Z"), "%0")
NOTEEXPRESS = TaggedForm(
    re.compile(r"\{(?P<tag>[A-Za-z][A-Za-z /]*)\}\s*[:：]\s?(?P<value>.*)\Z"), "Reference Type"
)
REFWORKS_LINES = TaggedForm(re.compile(rf"(?P<tag>{REFWORKS})(?:[ \t]+(?P<value>.*))?\Z"), "RT")
Record = dict[str, list[str]]


def records(text: str, form: TaggedForm) -> Iterator[Record]:
    """The records of a file as tags with values. Refuses lines at its end of no record."""
    record: Record = {}
    last = ""
    for line in text.removeprefix("\ufeff").splitlines():
        found = form.line.match(line)
        if found is None:
            _continued(record, last, line)
            continue
        last = found["tag"]
        if _parts(last, record, form):
            yield from [record] if form.start in record else []
            record = {}
        if last != form.end:
            record.setdefault(last, []).append((found["value"] or "").strip()[:LONGEST])
        if last in form.mixed:
            record.setdefault(ORDER, []).append(last)
    if record:
        yield _last_record(record, form)


def _parts(tag: str, record: Record, form: TaggedForm) -> bool:
    """Whether a tag ends the record before it."""
    return tag == form.end or tag == form.start and (form.start in record or not form.leads)


def _last_record(record: Record, form: TaggedForm) -> Record:
    """The last record of a file. Refuses lines that are none."""
    if form.start in record:
        return record
    tag, values = next(iter(record.items()))
    raise refusal("import/loose-lines", tag=tag, value=values[0][:60], start=form.start)


def _continued(record: Record, last: str, line: str) -> None:
    """A line without a tag goes on with the value before it."""
    if last in record and line.strip() and len(record[last][-1]) < LONGEST:
        record[last][-1] = f"{record[last][-1]} {line.strip()}".strip()
