"""A book set part by part, each in a process of its own, until every page number that a part says
is the one it gets; then joined."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import IO, Any

from review.book.joined_parts import Joined, Place
from review.book.manuscript import Manuscript
from review.book.parts import Body, Part, front, planned, written
from review.book.press import Typesetter, proven
from review.messages import refusal
from review.refusal import Refusal

HIDDEN = frozenset(" \n\u00a0\u200b\u2060")
TURNS = 6  # in which the page numbers must settle; the first is a draft
USE, OWN = (
    "use:",
    "book:",
)  # before the key of a reference where it is cited; before a place that is
# no page of the site (book.typ)
# does a work for each of some things in processes of their own, and gives what comes of it in order
Run = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]


Fact = dict[str, object]


@dataclass(frozen=True)
class SetPart:
    """Where a part lies in the spool (``at``, ``size``), its pages, and everything that lies in it:
    name, page, points from the left and from the top."""

    pages: int = 0
    places: Sequence[tuple[str, int, float, float]] = ()
    at: int = 0
    size: int = 0


@dataclass
class Layout:
    """What is known of all parts: their first pages, every place, the pages of references."""

    first: list[int] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)
    uses: dict[str, list[int]] = field(default_factory=dict)

    def facts(self, body: Body, number: int) -> Fact:
        """What a part says of the rest of the book."""
        names = sorted(body.targets & self.places.keys())
        return {
            "first": self.first[number] - 1 if self.first else 0,
            "places": {name: str(self.places[name][0]) for name in names},
            "uses": {key: self.uses.get(key, []) for key in body.keys},
        }

    def add(self, body: Body, part: SetPart) -> None:
        """Put a part behind the others. What the contents repeat lies in its chapter."""
        before = self.first[-1] - 2  # a page is counted from 1, and the sheet is the first
        self.first.append(before + part.pages + 1)
        for name, page, left, top in part.places:
            if name.startswith(USE) and not body.opening:
                pages = self.uses.setdefault(name.removeprefix(USE), [])
                pages += [] if before + page in pages else [before + page]
            elif not body.opening or name.startswith(OWN):
                self.places[name] = (before + page, left, top)


def bound(manuscript: Manuscript, fonts: Path, run: Run) -> bytes:
    """The whole book. Raises Refusal with every reason found."""
    manuscript.proven()
    bodies = list(_found(run(partial(_written, manuscript, fonts), planned(manuscript))))
    bodies.insert(0, front(manuscript, bodies))
    characters = sorted(set().union(*(body.content for body in bodies)) - HIDDEN)
    work = partial(_set, manuscript.site, fonts, manuscript.imprint.date)
    layout = Layout()
    settings: list[SetPart] = [SetPart()] * len(bodies)
    set_with: list[Fact] = [{}] * len(bodies)
    with tempfile.TemporaryFile() as spool:
        for turn in range(TURNS):
            facts = [layout.facts(body, number) for number, body in enumerate(bodies)]
            todo = [n for n in range(len(bodies)) if facts[n] != set_with[n]]
            if not todo:
                return _joined(manuscript, bodies, layout, _read(spool, settings))
            sources = [
                (manuscript.typst(bodies[n].content, characters=characters, **facts[n]), turn == 0)
                for n in todo
            ]
            for n, (pdf, part) in zip(todo, _found(run(work, sources))):
                settings[n] = replace(part, at=spool.seek(0, 2), size=spool.write(pdf))
                set_with[n] = facts[n] if turn else {}
            layout = Layout(first=[1])
            for body, part in zip(bodies, settings):
                layout.add(body, part)
    raise refusal("print/restless", turns=TURNS)


def _written(manuscript: Manuscript, fonts: Path, part: Part) -> Body | Refusal:
    """A part as Typst, or the reasons why not."""
    try:
        proven(part.pages, fonts)
        return written(manuscript, part)
    except Refusal as refusal:
        return refusal


def _set(
    site: Path, fonts: Path, date: str, source: tuple[str, bool]
) -> tuple[bytes, SetPart] | Refusal:
    """A part set, or the reasons why not; a draft has no PDF."""
    content, draft = source
    try:
        typesetter = Typesetter(content, site, fonts, date)
        places = SetPart(**typesetter.metadata("places"))
        return (b"" if draft else typesetter.pdf()), places
    except Refusal as refusal:
        return refusal


def _found(results: Iterable[Any]) -> Iterator[Any]:
    """What came of the parts. Raises Refusal, at the end, with all that speaks against any."""
    reasons: list[Refusal] = []
    for result in results:
        if isinstance(result, Refusal):
            reasons += result.reasons
        else:
            yield result
    if reasons:
        raise Refusal.of(reasons)


def _read(spool: IO[bytes], settings: Iterable[SetPart]) -> Iterator[bytes]:
    """The parts as they were set last."""
    for part in settings:
        spool.seek(part.at)
        yield spool.read(part.size)


def _joined(
    manuscript: Manuscript, bodies: Iterable[Body], layout: Layout, parts: Iterable[bytes]
) -> bytes:
    """The parts in one file."""
    book = Joined(layout.places, lambda page: manuscript.word("page", n=page).lstrip("→ "))
    for body, pdf in zip(bodies, parts):
        book.add(pdf, body.continues, contents=body.opening)
    return book.closed()
