"""Changes of references.bib: entries that came, went, or say something else, with the sentences
that cite them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from review.change.field_names import named
from review.change.sentences import Found, Speakers, compared
from review.change.versions import Versions
from review.change.wording_distance import distance, heaviest
from review.edition.change import CLINICAL, NEUTRAL, WORDING, Change, Detail, same
from review.evidence.reference import PERSONS, Reference, decoded
from review.problem import Text
from review.styles import plain

ENTRY = Text("著录", "entry")
Spoken = frozenset[tuple[str, str, str]]  # file, language and text of sentences
IDENTIFYING = {"corrects", "doi", "pmid", "pmcid", "year", "date", "status", "type", "pubstate"}


def references(versions: Versions, spoken: Spoken = frozenset()) -> Iterator[Change]:
    """Every change of the bibliography. ``spoken`` are the sentences that cite data which
    changed."""
    before, after, keys = (
        versions.before.bibliography.entries,
        versions.after.bibliography.entries,
        versions.renames.keys,
    )
    for key, entry in before.items():
        if key not in after and key not in keys:
            yield _alone(entry, versions, spoken, added=False)
    for key, entry in after.items():
        if key not in before and key not in keys.values():
            yield _alone(entry, versions, spoken, added=True)
    for key, entry in before.items():
        new = keys.get(key, key)
        if new in after:
            yield from _entry(entry, after[new], versions)


def _alone(entry: Reference, versions: Versions, spoken: Spoken, added: bool) -> Change:
    """An entry that came or went, with the sentences that cite it; with an erratum those, too, that
    cite what it corrects, as far as they or their data changed; all of them where nothing did, for
    then they are still to be read against it."""
    corrects = entry.raw("corrects")
    before, after = (
        _citing(said, [entry.key] * (each == added) + [corrects] * bool(corrects))
        for each, said in ((False, versions.said_before), (True, versions.said_after))
    )
    found = compared(before if corrects or not added else [], after if corrects or added else [])
    told = (
        tuple(
            each
            for each in found
            if corrects and (each.fate != "unedited" or each.new_side in spoken)
        )
        or found
    )
    values = [
        (ENTRY, _formatted(entry)),
        *([(named("reference", "corrects"), same(corrects))] if corrects else []),
    ]
    details = tuple(
        Detail(name, None if added else shown, shown if added else None) for name, shown in values
    )
    kind = "reference-added" if added else "reference-removed"
    return Change(
        kind,
        CLINICAL,
        same(entry.key),
        None if added else entry.place,
        entry.place if added else None,
        details,
        told,
        others=len(found) - len(told),
    )


def of_data(changes: Iterable[Change]) -> Spoken:
    """The sentences that the changes of data name, as the new version has them."""
    figures = (
        change
        for change in changes
        if change.kind in ("result-changed", "result-added", "trial-changed")
    )
    return frozenset(each.new_side for change in figures for each in change.sentences)


def _citing(speakers: Speakers, keys: list[str]) -> list[Found]:
    """Sentences that cite one of the keys, each once."""
    return list(dict.fromkeys(each for key in keys for each in speakers.of_reference(key)))


def _entry(old: Reference, new: Reference, versions: Versions) -> Iterator[Change]:
    if old.key != new.key:
        yield Change(
            "reference-rekeyed",
            NEUTRAL,
            same(new.key),
            old.place,
            new.place,
            (Detail(named("reference", "key"), same(old.key), same(new.key)),),
        )
    before, after = _fields(old), _fields(new)
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if changed:
        weight = heaviest(
            *(
                _weight(name, before.get(name, ""), after.get(name, ""), versions)
                for name in changed
            )
        )
        details = tuple(
            Detail(
                named("reference", name),
                *(same(each[name]) if name in each else None for each in (before, after)),
            )
            for name in changed
        )
        yield Change("reference-changed", weight, same(new.key), old.place, new.place, details)


def _weight(name: str, old: str, new: str, versions: Versions) -> str:
    if name in IDENTIFYING:
        return CLINICAL
    return (
        heaviest(distance(old, new, versions.judge.before, versions.judge.after), NEUTRAL)
        if old and new
        else WORDING
    )


def _fields(entry: Reference) -> dict[str, str]:
    """Fields as plain text; the order of fields, braces and line breaks make no difference to a
    reader."""
    people = {role: "; ".join(map(str, entry.entry.persons.get(role, []))) for role in PERSONS}
    fields = {
        name.lower(): " ".join(decoded(value).split()) for name, value in entry.entry.fields.items()
    }
    return {
        "type": entry.entry.type.lower(),
        **{role: decoded(names) for role, names in people.items() if names},
        **fields,
    }


def _formatted(entry: Reference) -> Text:
    return Text(plain(entry, "gbt7714"), plain(entry, "nlm"))
