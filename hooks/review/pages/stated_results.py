"""Which figures of studies texts tell, and how often: each is wanted in its place only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from review.evidence.corpus import TRIALS
from review.sources.link import target
from review.sources.prose import Pair, Prose


def stated_figures(pairs: Iterable[Pair]) -> Counter[str]:
    """How often the texts tell each figure, by its address ``trial#row.column``; in the language
    that has more figures, where the other is still to be written."""
    found: Counter[str] = Counter()
    for pair in pairs:
        sides = [list(_figures(side)) for side in pair.sides]
        longest: list[str] = max(sides, key=len, default=[])
        found.update(longest)
    return found


def _figures(prose: Prose) -> Iterator[str]:
    for link in prose.links:
        path = target(link, prose.source.path)
        if path.startswith(f"{TRIALS}/") and any(map(str.isdigit, link.text)):
            yield f"{path.removeprefix(f'{TRIALS}/').removesuffix('.yml')}#{link.fragment}"
