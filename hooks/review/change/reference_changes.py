"""Changes of references.bib: entries that came, went or changed, and sentences citing them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from review.change.field_names import named
from review.change.renames import matched
from review.change.sentences import compared
from review.change.versions import Versions
from review.change.wording_distance import distance, heaviest
from review.edition.found_change import (
    Change,
    Detail,
    FlatRow,
    Sentence,
    Value,
    Weight,
    differing,
    one_sided,
)
from review.evidence.reference import PERSONS, Reference
from review.problem import Text, same
from review.sources.latex import decoded
from review.styles import plain

ENTRY = Text("著录", "entry")
# file, language and text of sentences
Sides = frozenset[tuple[str, str, str]]
OF_FIGURES = ("result-changed", "result-added", "trial-changed")
IDENTIFYING = frozenset(
    (
        *("corrects", "notices", "doi", "pmid", "pmcid"),
        *("year", "date", "status", "type", "pubstate"),
    )
)


def references(versions: Versions, concerned: Sides = frozenset()) -> Iterator[Change]:
    """Every change of the bibliography; ``concerned`` are sentences citing data that changed."""
    before, after = versions.before.bibliography.entries, versions.after.bibliography.entries
    common = {key: key for key in before if key in after}
    for old, new in matched(before, after, {**common, **versions.renames.keys}):
        if old and new:
            yield from _entry(old, new, versions)
        elif entry := old or new:
            yield _one_sided(entry, versions, concerned, old is None)


def of_data(changes: Iterable[Change]) -> Sides:
    """The sentences that the changes of data name, as the new version has them."""
    figures = (change for change in changes if change.kind in OF_FIGURES)
    return frozenset(sentence.new_side for change in figures for sentence in change.sentences)


def _one_sided(entry: Reference, versions: Versions, concerned: Sides, added: bool) -> Change:
    """An entry that came or went, with sentences that cite it, or what an erratum corrects."""
    corrected = _corrected(entry)
    before, after = [entry.key, *corrected], corrected
    if added:
        before, after = after, before
    sentences = _citing(versions, before, after)
    concerning = _concerning(sentences, concerned) if corrected else sentences
    return one_sided(
        "reference",
        added,
        same(entry.key),
        entry.place,
        _description(entry),
        sentences=concerning,
        others=len(sentences) - len(concerning),
    )


def _concerning(sentences: tuple[Sentence, ...], concerned: Sides) -> tuple[Sentence, ...]:
    """The sentences that an erratum concerns, as far as they or their data changed; all of them
    where nothing did, for then they are still to be read against it."""
    changed = (item for item in sentences if item.fate != "unedited" or item.new_side in concerned)
    return tuple(changed) or sentences


def _corrected(entry: Reference) -> list[str]:
    """The key of what an erratum corrects."""
    return [key] if (key := entry.get("corrects")) else []


def _description(entry: Reference) -> Iterator[Value]:
    """What an entry says, with the work that it corrects."""
    yield Value("entry", ENTRY, Text(plain(entry, "gbt7714"), plain(entry, "nlm")))
    for key in _corrected(entry):
        yield Value("corrects", named("reference", "corrects"), same(key))


def _citing(versions: Versions, old: list[str], new: list[str]) -> tuple[Sentence, ...]:
    """Sentences that cite one of the ``old`` keys in the old version, the ``new`` in the new."""
    before = [citing for key in old for citing in versions.citing_before.of_reference(key)]
    after = [citing for key in new for citing in versions.citing_after.of_reference(key)]
    return compared([*dict.fromkeys(before)], [*dict.fromkeys(after)])


def _entry(old: Reference, new: Reference, versions: Versions) -> Iterator[Change]:
    if old.key != new.key:
        detail = Detail(named("reference", "key"), same(old.key), same(new.key))
        yield Change(
            "reference-rekeyed", Weight.NEUTRAL, same(new.key), old.place, new.place, (detail,)
        )
    details = tuple(differing(_fields(old), _fields(new)))
    if details:
        weight = heaviest(*(_weight(detail, versions) for detail in details))
        # the sentences that cite a work are to be read again where it was retracted
        retracted = any(detail.key == "notices" for detail in details)
        citing = _citing(versions, [old.key], [new.key]) if retracted else ()
        key, places = same(new.key), (old.place, new.place)
        yield Change("reference-changed", weight, key, *places, details, citing)


def _weight(field: Detail, versions: Versions) -> str:
    """How a change of one field is to be judged."""
    if field.key in IDENTIFYING:
        return Weight.CLINICAL
    if not (field.old and field.new):
        return Weight.WORDING
    lexicons = versions.judge.before, versions.judge.after
    return heaviest(distance(field.old.en, field.new.en, *lexicons), Weight.NEUTRAL)


def _fields(entry: Reference) -> FlatRow:
    """Fields as plain text; order, braces and line breaks make no difference to a reader."""
    people = {role: "; ".join(map(str, entry.entry.persons.get(role, []))) for role in PERSONS}
    fields = {role: decoded(names) for role, names in people.items() if names} | {
        name.lower(): " ".join(decoded(value).split()) for name, value in entry.entry.fields.items()
    }
    return {
        name: Value(name, named("reference", name), same(text), text)
        for name, text in {"type": entry.entry.type.lower(), **fields}.items()
    }
