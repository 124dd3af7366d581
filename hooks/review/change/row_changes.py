"""Changes of results, harms and facts: values arm by arm, the comparison, unit and time, and where
the figures were seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from review.change import figure_changes, study_contents, study_origin
from review.change.field_names import field_name
from review.change.row_names import arm_name, bilingual, of_trial, row_name
from review.change.sentences import compared
from review.change.value_changes import said
from review.change.versions import Versions
from review.edition.change import CLINICAL, NEUTRAL, Change, Detail, Origin, same
from review.evidence.trial import BETWEEN, Row, Trial
from review.problem import Text

PROVENANCE = ("seen", "locator", "report", "source")
TOLD_APART = {*PROVENANCE, "arms", BETWEEN, "label", "population", "assessment", "note"}


def rows(old: Trial, new: Trial, versions: Versions) -> Iterator[Change]:
    """Every change of the rows of one study."""
    names = versions.renames.within[old.id].rows
    before, after = {row.id: row for row in old.rows}, {row.id: row for row in new.rows}
    for id, row in before.items():
        if id not in names:
            yield _alone(old, new, row, versions, added=False)
    for id, row in after.items():
        if id not in names.values():
            yield _alone(old, new, row, versions, added=True)
    for one, other in names.items():
        yield from _row(old, new, before[one], after[other], versions)


def _row(old: Trial, new: Trial, before: Row, after: Row, versions: Versions) -> Iterator[Change]:
    subject, places = (
        of_trial(new, row_name(new, after, versions.after.vocabulary)),
        (old.record.key_place(*before.path), new.record.key_place(*after.path)),
    )
    if before.id != after.id:
        yield Change(
            "result-renamed",
            NEUTRAL,
            subject,
            *places,
            (Detail(field_name("id"), same(before.id), same(after.id)),),
        )
    whole, parts = (
        [*_fields(before, after, versions)],
        [*_cells(old, new, before, after, versions), *_comparison(old, new, before, after)],
    )
    if whole or parts:
        # a change of unit, time or endpoint gives every figure of the row another meaning
        touched = None if whole else [address for address, _ in parts]
        speaking = _sentences(old, new, before, after, versions, touched)
        yield Change(
            "result-changed",
            CLINICAL,
            subject,
            *places,
            (*whole, *(detail for _, detail in parts)),
            speaking,
            after.id,
            _origins(old, new, before, after, versions),
        )
    yield from _provenance(old, new, before, after, subject, versions)


def _fields(before: Row, after: Row, versions: Versions) -> Iterator[Detail]:
    """Plain values of the row as a whole."""
    skipped = {*TOLD_APART, *(figure_changes.FIGURES if after.kind == "facts" else ())}
    for name in {**before.data, **after.data}:
        one, other = before.data.get(name), after.data.get(name)
        if name not in skipped and one != other:
            yield Detail(
                field_name(name),
                said(name, one, versions.before.vocabulary),
                said(name, other, versions.after.vocabulary),
            )


def _cells(
    old: Trial, new: Trial, before: Row, after: Row, versions: Versions
) -> Iterator[tuple[str, Detail]]:
    """Arms whose values changed, each with its address in the old version (that of a new arm in the
    new one)."""
    arms = versions.renames.within[old.id].arms
    twins = {arm: arms.get(arm, arm) for arm in before.cells}
    twins |= {arm: arm for arm in after.cells if arm not in twins.values()}
    for one, other in twins.items():
        was, now = study_contents.cell(before, one), study_contents.cell(after, other)
        if was != now:
            name = arm_name(new, other) if now is not None else arm_name(old, one)
            yield one, Detail(name, _figures(was, before), _figures(now, after))


def _figures(values: dict[str, Any] | None, row: Row) -> Text | None:
    return figure_changes.cell(values, row.data.get("unit")) if values is not None else None


def _comparison(old: Trial, new: Trial, before: Row, after: Row) -> Iterator[tuple[str, Detail]]:
    if before.between != after.between:
        sides = (
            study_contents.between(row, trial) if row.between is not None else None
            for row, trial in ((before, old), (after, new))
        )
        yield BETWEEN, Detail(bilingual("field", "comparison"), *sides)


def _sentences(
    old: Trial, new: Trial, before: Row, after: Row, versions: Versions, touched: list[str] | None
) -> tuple[Any, ...]:
    """Sentences that cite the row, or the arms ``touched`` of it."""
    parts = [
        "",
        *(
            f".{arm}"
            for arm in (
                touched if touched is not None else [*{**before.cells, **after.cells}, BETWEEN]
            )
        ),
    ]
    addresses = [f"{before.id}{part}" for part in parts]
    names = versions.renames.within[old.id]
    return compared(
        versions.said_before.of_data(old.id, addresses),
        versions.said_after.of_data(new.id, map(names.address, addresses)),
    )


def _provenance(
    old: Trial, new: Trial, before: Row, after: Row, subject: Text, versions: Versions
) -> Iterator[Change]:
    changed = [
        name for name in PROVENANCE if _source(before, name, versions) != after.data.get(name)
    ]
    if not changed:
        return
    details = tuple(
        Detail(
            bilingual("provenance") if name == "seen" else field_name(name),
            _seen(name, before),
            _seen(name, after),
        )
        for name in changed
    )
    kind = (
        "provenance-changed"
        if before.confirmed == after.confirmed
        else "figure-confirmed"
        if after.confirmed
        else "figure-unconfirmed"
    )
    speaking = (
        _sentences(old, new, before, after, versions, None)
        if before.confirmed != after.confirmed
        else ()
    )
    places = (old.place(*before.path, changed[0]), new.place(*after.path, changed[0]))
    # every value of the row is to be held against what it is now said to come from
    whole = replace(study_contents.of_row(new, after, versions.after), origin=None)
    yield Change(
        kind,
        CLINICAL,
        subject,
        *places,
        details,
        speaking,
        after.id,
        _origins(old, new, before, after, versions),
        (whole,),
    )


def _origins(
    old: Trial, new: Trial, before: Row, after: Row, versions: Versions
) -> tuple[Origin, Origin]:
    return study_origin.of_row(old, before, versions.before), study_origin.of_row(
        new, after, versions.after
    )


def _source(row: Row, name: str, versions: Versions) -> Any:
    value = row.data.get(name)
    return versions.renames.key(value) if name == "source" and isinstance(value, str) else value


def _seen(name: str, row: Row) -> Text | None:
    value = row.data.get(name)
    return (
        bilingual("seen", str(value)) if name == "seen" and value is not None else said(name, value)
    )


def _alone(old: Trial, new: Trial, row: Row, versions: Versions, added: bool) -> Change:
    """A row that came or went, with its values and the sentences that cite it."""
    trial, corpus = (new, versions.after) if added else (old, versions.before)
    details = [
        Detail(arm_name(trial, arm), *_side(_figures(study_contents.cell(row, arm), row), added))
        for arm in row.cells
    ]
    details += (
        [
            Detail(
                bilingual("field", "comparison"), *_side(study_contents.between(row, trial), added)
            )
        ]
        if row.between is not None
        else []
    )
    details += [Detail(bilingual("provenance"), *_side(_seen("seen", row), added))]
    addresses = [row.id, *(f"{row.id}.{arm}" for arm in (*row.cells, BETWEEN))]
    speaking = compared(
        [] if added else versions.said_before.of_data(old.id, addresses),
        versions.said_after.of_data(new.id, addresses),
    )
    part = study_contents.of_row(trial, row, corpus)
    kind, places = (
        ("result-added", (None, part.place)) if added else ("result-removed", (part.place, None))
    )
    return Change(
        kind,
        CLINICAL,
        of_trial(trial, part.name),
        *places,
        tuple(details),
        speaking,
        row.id,
        contents=(part,),
    )


def _side(value: Text | None, added: bool) -> tuple[Text | None, Text | None]:
    return (None, value) if added else (value, None)
