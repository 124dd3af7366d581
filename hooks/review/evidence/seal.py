"""Seals: that somebody compared a text with its other language, or a value with its source.

A unit is what is compared in one go: a pair of texts, a row of a table, a term, a reference. Its
seal holds three digests (the Chinese, the English, and everything else) with who compared it and
when; all seals stand in one file, in the order of the sources, one line a unit, so that git shows
who sealed what. A unit whose digests no seal of its file holds has changed since.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Any

from review.evidence.corpus import Corpus
from review.evidence.reference import Reference
from review.problem import Place
from review.sources.prose import Pair
from review.sources.record import Record
from review.sources.section import Fence, Section

LENGTH = 5  # bytes of a digest: among 10,000 units of one review a chance of 1 in 20,000
NOTHING = "-"
PARTS = 6  # of a line: address, three digests, day, name
HEAD = (
    "谁在何时对照来源与另一种语言核对过；首次封存只记下当时的内容。"
    "由 python hooks seal 写成，不要手改。\n"
    "Who compared what with its source and the other language, and when; a first seal only holds "
    "what stood there. Written by python hooks seal."
)
# tables whose blocks are lists of rows: each row is a unit, every other block one
ROWED = frozenset({"arms", "results", "harms", "facts", "events", "outcomes"})

Digests = tuple[str, str, str]  # of the Chinese, the English, and the data


@dataclass(frozen=True)
class Unit:
    """What is sealed at once; ``address`` names it within its file. ``english`` is where its
    English text begins, where that stands elsewhere than the rest."""

    path: str
    address: str
    place: Place
    digests: Digests
    english: Place | None = None


@dataclass(frozen=True)
class Seal:
    """One line of the file of seals; ``on`` is a day as ``2026-01-31``."""

    path: str
    address: str
    digests: Digests
    by: str
    on: str


@dataclass(frozen=True)
class Broken:
    """A unit without a seal of its own, and the seal it had before it changed; a unit is None where
    it is gone, a seal where there was none."""

    unit: Unit | None
    seal: Seal | None

    @property
    def path(self) -> str:
        owner = self.unit or self.seal
        return owner.path if owner else ""


def units(corpus: Corpus) -> list[Unit]:
    """Every unit of a review, in the order of its files."""
    found: list[Unit] = []
    for path, section in sorted(corpus.sections.items()):
        found += _numbered(_section(path, section))
    for path, record in sorted(corpus.records.items()):
        found += _record(path, record)
    source = corpus.bibliography.source.path
    return found + [_reference(source, entry) for entry in corpus.bibliography.all]


def parse(text: str) -> tuple[list[Seal], list[int]]:
    """The seals of a file, and the numbers of the lines, from 1, that are none."""
    seals, wrong = [], []
    for number, path, line in _lines(text):
        parts = line.split(maxsplit=PARTS - 1)
        if len(parts) == PARTS and path:
            address, zh, en, data, on, by = parts
            seals.append(Seal(path, address, (zh, en, data), by, on))
        elif line:
            wrong.append(number)
    return seals, wrong


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """The number of each line, the path it stands below, and what it says of that; of a line that
    is none, nothing."""
    path = ""
    for number, line in enumerate(text.splitlines(), 1):
        stated = bool(line.strip()) and not line.startswith("#")
        path = line.strip() if stated and not line.startswith(" ") else path
        yield number, path, line if stated and line.startswith(" ") else ""


def texts(text: str) -> dict[str, str]:
    """The lines of a file of seals, by the path of the file they are of."""
    found: dict[str, list[str]] = {}
    for _, path, line in _lines(text):
        if path:
            found.setdefault(path, [path]).append(line)
    return {path: "\n".join([*lines, ""]) for path, lines in found.items()}


def written(seals: Iterable[Seal]) -> str:
    """The file of these seals; seals of one file stand together."""
    lines, path = [f"# {line}" for line in HEAD.splitlines()], ""
    for seal in seals:
        if seal.path != path:
            path = seal.path
            lines.append(path)
        lines.append(f"  {seal.address} {' '.join(seal.digests)} {seal.on} {seal.by}")
    return "\n".join(lines) + "\n"


def broken(found: Iterable[Unit], seals: Iterable[Seal]) -> list[Broken]:
    """Units that no seal holds, each with the seal it had, and seals whose unit is gone."""
    unused = Counter((seal.path, seal.digests) for seal in seals)
    open_units = []
    for unit in found:
        if unused[unit.path, unit.digests] > 0:
            unused[unit.path, unit.digests] -= 1
        else:
            open_units.append(unit)
    spare = [seal for seal in seals if _is_spare(unused, seal)]
    return list(_paired(open_units, spare))


def renewed(found: Iterable[Unit], seals: Iterable[Seal], by: str, on: str) -> list[Seal]:
    """The seals of all units, those that hold as they are, the others sealed anew."""
    by_digests: dict[tuple[str, Digests], list[Seal]] = {}
    for seal in seals:
        by_digests.setdefault((seal.path, seal.digests), []).append(seal)
    fresh = []
    for unit in found:
        old = by_digests.get((unit.path, unit.digests))
        seal = old.pop(0) if old else Seal(unit.path, unit.address, unit.digests, by, on)
        fresh.append(replace(seal, address=unit.address))
    return fresh


def carried(before: Corpus, after: Corpus) -> str:
    """The seals after a repair that changed no meaning: what held before holds still."""
    seals, _ = parse(before.seals.text if before.seals else "")
    found = units(before)
    open_units = {id(gap.unit) for gap in broken(found, seals)}
    holding = {(unit.path, unit.address): unit for unit in found if id(unit) not in open_units}
    by_digests = {(seal.path, seal.digests): seal for seal in seals}
    fresh = []
    for unit in units(after):
        source = holding.get((unit.path, unit.address))
        if source is not None:
            seal = by_digests[source.path, source.digests]
            fresh.append(replace(seal, address=unit.address, digests=unit.digests))
    return written(fresh)


def _is_spare(unused: Counter[tuple[str, Digests]], seal: Seal) -> bool:
    """Whether a seal is left over, which is then counted."""
    if unused[seal.path, seal.digests] == 0:
        return False
    unused[seal.path, seal.digests] -= 1
    return True


def _paired(open_units: list[Unit], spare: list[Seal]) -> Iterator[Broken]:
    """Open units with the seals they had: those alike in part, then of the same address."""
    unpaired = list(spare)
    for unit in open_units:
        similar = (seal for seal in unpaired if _shares_digest(unit, seal))
        address = unit.path, unit.address
        changed = (seal for seal in unpaired if (seal.path, seal.address) == address)
        seal = next(similar, None) or next(changed, None)
        if seal is not None:
            unpaired.remove(seal)
        yield Broken(unit, seal)
    yield from (Broken(None, seal) for seal in unpaired)


def _shares_digest(unit: Unit, seal: Seal) -> bool:
    pairs = zip(unit.digests, seal.digests, strict=True)
    return unit.path == seal.path and any(found == sealed != NOTHING for found, sealed in pairs)


def _section(path: str, section: Section) -> Iterator[Unit]:
    if section.meta is not None:
        yield _unit(path, "front", section.meta.place(), section.meta.data)
    for part in section.parts:
        yield _unit(path, part.heading.anchor, part.heading.place, part.heading.text._asdict())
        for item in part.items:
            if isinstance(item, Pair):
                yield _pair(path, part.heading.anchor, item)
            elif isinstance(item, Fence):
                data = item.record.data if item.record else {}
                yield _unit(path, part.heading.anchor, item.place, data)
            else:
                yield _unit(path, part.heading.anchor, item.prose.place(), {"": item.prose.text})


def _pair(path: str, anchor: str, pair: Pair) -> Unit:
    place = pair.sides[0].place() if pair.sides else Place(path)
    texts = {side.language: side.text for side in pair.sides}
    zh, en = (_digest(texts.get(language)) for language in ("zh", "en"))
    return Unit(path, anchor, place, (zh, en, NOTHING), pair.en.place() if pair.en else None)


def _numbered(found: Iterable[Unit]) -> Iterator[Unit]:
    """Units whose addresses are told apart by a number, from the second on."""
    count: Counter[str] = Counter()
    for unit in found:
        count[unit.address] += 1
        number = f":{count[unit.address]}" if count[unit.address] > 1 else ""
        yield replace(unit, address=f"{unit.address}{number}")


def _record(path: str, record: Record) -> Iterator[Unit]:
    """A table by its blocks; a block of rows by its rows, a vocabulary by its terms."""
    for key, value in record.data.items():
        rows = _rows(value) if key in ROWED else {}
        if not rows:
            yield _unit(path, str(key), record.place(key), value)
        for id, row in rows.items():
            yield _unit(path, f"{key}.{id}", record.place(key, id), row)


def _rows(block: Any) -> Mapping[str | int, Any]:
    if isinstance(block, dict):
        return block
    return dict(enumerate(block)) if isinstance(block, list) else {}


def _reference(path: str, entry: Reference) -> Unit:
    people = {role: list(map(str, names)) for role, names in entry.entry.persons.items()}
    data = {"": entry.entry.type, **dict(entry.entry.fields), **people}
    return _unit(path, entry.key, entry.place, data)


def _unit(path: str, address: str, place: Place, value: Any) -> Unit:
    texts: dict[str, list[str]] = {"zh": [], "en": []}
    data = _without_texts(value, texts)
    zh, en = (_digest("\n".join(texts[language]) or None) for language in ("zh", "en"))
    return Unit(path, address, place, (zh, en, _digest(_plain(data))))


def _without_texts(value: Any, texts: dict[str, list[str]]) -> Any:
    """A value with its bilingual texts taken out and gathered, in order."""
    if isinstance(value, dict) and set(value) == {"zh", "en"}:
        for language, gathered in texts.items():
            gathered.append(str(value[language]))
        return None
    if isinstance(value, dict):
        return {str(key): _without_texts(item, texts) for key, item in value.items()}
    return [_without_texts(item, texts) for item in value] if isinstance(value, list) else value


def _plain(data: Any) -> str | None:
    """Data as the same text in whatever order their keys stand; None where there are none."""
    if not data:
        return None if data is None or data == {} else str(data)
    return json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)


def _digest(text: str | None) -> str:
    if text is None:
        return NOTHING
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=LENGTH).hexdigest()
