"""Where a figure was seen, as a page shows it. What a primary publication, its abstract, a
registry or a document of a regulator shows reads plain; all else has a sign beside the figure, and
who printed it is said once below the block.

Unconfirmed figures of one source are told from those of another by their sign: †, ‡, §, ¶, then
each of them twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from review.markup.escape import address, attribute, link, literal
from review.markup.table import small
from review.wording.citation_numbers import cite
from review.wording.row_words import RowWords

SIGNS = "†‡§¶"


@dataclass
class Signs:
    """The signs of a block that names its sources below, in the order of ``notes``."""

    notes: list[str] = field(default_factory=list)

    def of(self, note: str) -> str:
        """The sign of a note, the next one where it has none yet."""
        if note not in self.notes:
            self.notes.append(note)
        return sign(self.notes.index(note))

    def below(self) -> list[str]:
        """What the signs mean, a line for each note."""
        return below(self.notes)


def sign(number: int) -> str:
    """The sign of the source ``number``, counted from 0."""
    return SIGNS[number % len(SIGNS)] * (number // len(SIGNS) + 1)


def below(notes: Iterable[str]) -> list[str]:
    """What the signs of notes mean, a line for each."""
    return [
        small(f"{sign(number)} {literal(note)}", "unconfirmed") for number, note in enumerate(notes)
    ]


def column(words: RowWords) -> str:
    """The provenance column: how a row was seen, and the source as a citation."""
    row = words.row
    cited = cite(row.source) if row.source else ""
    if row.confirmed:
        return words.seen + cited
    url = str(row.trial.get("reports", str(row.data.get("report")), "url") or "")
    report = link(literal(words.report), address(url))
    return f'<span class="unconfirmed">{words.located(words.printed_in(report))}</span>{cited}'


def dagger(words: str, sign: str = "†") -> str:
    """What follows the others: a dagger, or the sign of the source, that holds the note."""
    return f'<sup class="unconfirmed" title="{attribute(words)}">{sign}</sup>'
