"""Who speaks of what: the pairs of sections, by what they link to and cite."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from review.evidence.corpus import TRIALS, VOCABULARY
from review.sources.prose import Pair
from review.sources.section import Heading, Section

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Mention:
    """A pair of a section that speaks of something."""

    section: Section
    heading: Heading
    pair: Pair

    @property
    def page(self) -> str:
        """Path of the section's page within its rendition."""
        return page_of(self.section.path)


def pairs_of(section: Section) -> Iterator[Mention]:
    """The pairs of a section with their headings."""
    for part in section.parts:
        yield from (Mention(section, part.heading, pair) for pair in part.pairs)


def page_of(path: str) -> str:
    """Path of a section's page within its rendition."""
    return path.removeprefix("docs/")


def gathered(pairs: Iterable[tuple[Key, Mention]]) -> dict[Key, list[Mention]]:
    """Mentions by what they speak of, a pair of a section once."""
    found: dict[Key, dict[tuple[str, str], Mention]] = {}
    for key, mention in pairs:
        found.setdefault(key, {}).setdefault((mention.section.path, mention.pair.id), mention)
    return {key: [*mentions.values()] for key, mentions in found.items()}


def row_of(address: str) -> str:
    """The row of an address; numbers enrolled and arms keep theirs whole."""
    head = address.partition(".")[0]
    return address if head in ("enrolled", "arms") else head


def subject(target: str, file: str) -> str:
    """What a link speaks of, as a key of ``mentions``."""
    id = target.partition("#")[2]
    if id and file.startswith(f"{VOCABULARY}/"):
        return f"{file.removeprefix(VOCABULARY + '/').removesuffix('.yml')}#{id}"
    return file if file.startswith(f"{TRIALS}/") else target
