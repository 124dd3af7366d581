"""Seals between two versions: what somebody compared anew, and what waits to be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from review.edition.found_change import Change, Detail, Weight
from review.evidence.corpus import Corpus
from review.evidence.seal import Seal, broken, parse, units
from review.problem import Place, Text, same


def seals(before: Corpus, after: Corpus) -> Iterator[Change]:
    """A change a file whose seals somebody renewed, and one a file with something unsealed; none
    where the review keeps no seals."""
    if after.seals is None:
        return
    new, _ = parse(after.seals.text)
    old = {(seal.path, seal.digests) for seal in _of(before)}
    fresh = [seal for seal in new if (seal.path, seal.digests) not in old]
    yield from _counted("seals-renewed", Weight.NEUTRAL, ((seal.path, seal.by) for seal in fresh))
    waiting = [one.unit.path for one in broken(units(after), new) if one.unit]
    yield from _counted("seals-open", Weight.WORDING, ((path, "") for path in waiting))


def _of(corpus: Corpus) -> list[Seal]:
    return parse(corpus.seals.text)[0] if corpus.seals else []


def _counted(kind: str, weight: str, found: Iterable[tuple[str, str]]) -> Iterator[Change]:
    """One change a file, with how many places of it each person sealed."""
    counts: dict[str, Counter[str]] = {}
    for path, name in found:
        counts.setdefault(path, Counter())[name] += 1
    for path, names in sorted(counts.items()):
        details = tuple(
            Detail(same(name) if name else Text("无人核对", "nobody yet"), None, same(str(number)))
            for name, number in names.items()
        )
        yield Change(kind, weight, same(path), new=Place(path), details=details)
