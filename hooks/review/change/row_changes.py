"""Changes of results, harms and facts by their flat rows, and of where these were seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from review.change import study_rows
from review.change.field_names import field_name
from review.change.row_names import bilingual, of_trial, row_name
from review.change.sentences import compared
from review.change.study_contents import of_row, row_origin
from review.change.study_rows import PROVENANCE
from review.change.value_words import words
from review.change.versions import Versions
from review.edition.found_change import (
    Change,
    Detail,
    FlatRow,
    Part,
    Sentence,
    Value,
    Weight,
    differing,
    one_sided,
)
from review.evidence.trial import BETWEEN, Row, Trial
from review.problem import Place, Text, same


@dataclass(frozen=True)
class Studies:
    """One study in both versions."""

    old: Trial
    new: Trial
    versions: Versions

    @property
    def arms(self) -> dict[str, str]:
        """New ids of arms by the old ones."""
        return dict(self.versions.renames.within[self.old.id].arms)

    def sentences(self, old: Iterable[str], new: Iterable[str]) -> tuple[Sentence, ...]:
        """Sentences that cite one of the addresses, in either version."""
        return compared(
            self.versions.citing_before.of_data(self.old.id, old),
            self.versions.citing_after.of_data(self.new.id, new),
        )


@dataclass(frozen=True)
class Rows:
    """One row in both versions, under the names of the new one."""

    studies: Studies
    old: Row
    new: Row

    @property
    def subject(self) -> Text:
        name = row_name(self.studies.new, self.new, self.studies.versions.after.vocabulary)
        return of_trial(self.studies.new, name)

    @property
    def fields(self) -> tuple[FlatRow, FlatRow]:
        versions = self.studies.versions
        return (
            study_rows.fields(self.old, versions.before.vocabulary),
            study_rows.fields(self.new, versions.after.vocabulary),
        )

    @property
    def figures(self) -> tuple[FlatRow, FlatRow]:
        studies = self.studies
        return (
            study_rows.figures(studies.old, self.old, studies.arms),
            study_rows.figures(studies.new, self.new),
        )

    def change(
        self,
        details: Iterable[Detail],
        sentences: tuple[Sentence, ...],
        *,
        field: str = "",
        kind: str = "result-changed",
        contents: tuple[Part, ...] = (),
    ) -> Change:
        """A clinical change of the row, or of the ``field`` that it stands at."""
        studies, versions = self.studies, self.studies.versions
        return Change(
            kind,
            Weight.CLINICAL,
            self.subject,
            *self.places(field),
            tuple(details),
            sentences,
            self.new.id,
            (
                row_origin(studies.old, self.old, versions.before),
                row_origin(studies.new, self.new, versions.after),
            ),
            contents,
        )

    def places(self, field: str = "") -> tuple[Place, Place]:
        """Where the row stands in both versions, or a ``field`` of it."""
        old, new = self.studies.old, self.studies.new
        if field:
            return old.place(*self.old.path, field), new.place(*self.new.path, field)
        return old.record.key_place(*self.old.path), new.record.key_place(*self.new.path)

    def lost_to(self, row: Row) -> bool:
        """Whether the arms of a new row stood in this one of the same name, which lacks them now:
        an erratum gives the corrected figures of an arm a row of their own, because they have
        another source."""
        arms = self.studies.arms
        lost = {arms.get(arm, arm) for arm in self.old.cells} - {*self.new.cells}
        corrects = bool(row.cells) and row.between is None and {*row.cells} <= lost
        return corrects and _one_endpoint(self.old, row)

    def sentences(self, keys: Iterable[str]) -> tuple[Sentence, ...]:
        """Sentences that cite the row as a whole, or its figures under one of the ``keys``."""
        return self.studies.sentences(*self.addresses(keys))

    def addresses(self, keys: Iterable[str]) -> tuple[list[str], list[str]]:
        """The row and its figures under the ``keys``, as each version calls them."""
        old_ids = {new: old for old, new in self.studies.arms.items()}
        parts = list(keys)
        return (
            [self.old.id, *(f"{self.old.id}.{old_ids.get(part, part)}" for part in parts)],
            [self.new.id, *(f"{self.new.id}.{part}" for part in parts)],
        )


def rows(studies: Studies) -> Iterator[Change]:
    """Every change of the rows of one study."""
    names = studies.versions.renames.within[studies.old.id].rows
    before = {row.id: row for row in studies.old.rows}
    after = {row.id: row for row in studies.new.rows}
    pairs = [Rows(studies, before[old_id], after[new_id]) for old_id, new_id in names.items()]
    yield from (_one_sided(studies, row, False) for id, row in before.items() if id not in names)
    yield from _added(studies, pairs, [after[id] for id in after if id not in names.values()])


def _added(studies: Studies, pairs: list[Rows], added: list[Row]) -> Iterator[Change]:
    """The new rows, and what became of those that stood in the old version, too."""
    moved = _moved(pairs, added)
    for row in added:
        pair = moved.get(row.id)
        yield _corrected(Rows(studies, pair.old, row)) if pair else _one_sided(studies, row, True)
    for pair in pairs:
        arms = [arm for row in added if moved.get(row.id) is pair for arm in row.cells]
        yield from _changed(pair, frozenset(arms))


def _moved(pairs: list[Rows], added: list[Row]) -> dict[str, Rows]:
    """New rows that hold corrected figures of an arm, and the rows that this arm stood in."""
    return {row.id: pair for row in added for pair in pairs if pair.lost_to(row)}


def _one_endpoint(old: Row, new: Row) -> bool:
    names = ("endpoint", "timepoint", "unit", "label", "grade")
    return old.kind == new.kind and all(old.data.get(name) == new.data.get(name) for name in names)


def _corrected(rows: Rows) -> Change:
    """Arms whose figures moved into a row of their own: what they were and what they are. Sentences
    that still cite where they stood are named with those that follow."""
    before, after = rows.figures
    old_fields, new_fields = rows.fields
    shared = {key: value for key, value in old_fields.items() if key in new_fields}
    details = [
        *differing(shared, new_fields, texts=True),
        *differing({arm: value for arm, value in before.items() if arm in after}, after),
        *_provenance_details(rows, _provenance_fields(rows)),
    ]
    old, new = rows.addresses(after)
    return rows.change(details or [_ids(rows)], rows.studies.sentences(old, [*new, *old]))


def _ids(rows: Rows) -> Detail:
    return Detail(field_name("id"), same(rows.old.id), same(rows.new.id), "id")


def _changed(rows: Rows, moved: frozenset[str]) -> Iterator[Change]:
    """Changes of a row of both versions; the arms ``moved`` are told with the row they moved to."""
    if rows.old.id != rows.new.id:
        yield Change("result-renamed", Weight.NEUTRAL, rows.subject, *rows.places(), (_ids(rows),))
    before, after = rows.figures
    fields = [*differing(*rows.fields)]
    parts = [*differing({key: value for key, value in before.items() if key not in moved}, after)]
    if fields or parts:
        # a change of unit, time or endpoint gives every figure of the row another meaning
        keys = {**before, **after, BETWEEN: None} if fields else [part.key for part in parts]
        yield rows.change((*fields, *parts), rows.sentences(keys))
    yield from _provenance(rows)


def _provenance(rows: Rows) -> Iterator[Change]:
    """Where the figures of a row were seen, where that changed."""
    changed = _provenance_fields(rows)
    if not changed:
        return
    studies, confirmed = rows.studies, (rows.old.confirmed, rows.new.confirmed)
    kind = "provenance-changed"
    sentences: tuple[Sentence, ...] = ()
    if confirmed[0] != confirmed[1]:
        kind = "figure-confirmed" if confirmed[1] else "figure-unconfirmed"
        before, after = rows.figures
        sentences = rows.sentences({**before, **after, BETWEEN: None})
    # every value of the row is to be compared with what it is now said to come from
    content = replace(of_row(studies.new, rows.new, studies.versions.after), origin=None)
    details = _provenance_details(rows, changed)
    yield rows.change(details, sentences, field=changed[0], kind=kind, contents=(content,))


def _provenance_fields(rows: Rows) -> list[str]:
    """The fields of provenance that differ; a source that only has another key does not."""
    old = dict(rows.old.data)
    if isinstance(old.get("source"), str):
        old["source"] = rows.studies.versions.renames.key(old["source"])
    return [name for name in PROVENANCE if old.get(name) != rows.new.data.get(name)]


def _provenance_details(rows: Rows, names: Iterable[str]) -> Iterator[Detail]:
    for name in names:
        label = bilingual("provenance") if name == "seen" else field_name(name)
        old, new = (words(name, row.data.get(name)) for row in (rows.old, rows.new))
        yield Detail(label, old, new, name)


def _one_sided(studies: Studies, row: Row, added: bool) -> Change:
    """A row that came or went, with its values and the sentences that cite it, or still do."""
    trial, corpus = studies.new, studies.versions.after
    if not added:
        trial, corpus = studies.old, studies.versions.before
    part = of_row(trial, row, corpus)
    values = [*study_rows.figures(trial, row).values()]
    if (provenance := words("seen", row.data.get("seen"))) is not None:
        values.append(Value("seen", bilingual("provenance"), provenance))
    addresses = [row.id, *(f"{row.id}.{key}" for key in (*row.cells, BETWEEN))]
    return one_sided(
        "result",
        added,
        of_trial(trial, part.name),
        part.place,
        values,
        sentences=studies.sentences(() if added else addresses, addresses),
        address=row.id,
        contents=(part,),
    )
