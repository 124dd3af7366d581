"""A book in parts that are set one after another: which chapters each holds, and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from review.book.literal import Content, Title, call, joined, text
from review.book.manuscript import Manuscript, title
from review.book.printed_page import Page
from review.book.volume import QUESTIONS, TRIALS, Chapter, Volume
from review.markup.labels import word

LIMIT = 3_000_000  # bytes of the pages of a part, which are about a hundred sheets
ENTRIES = 600  # of the reference list in a part
CLOSING = Content("#places();\n")  # where everything of a part lies


@dataclass(frozen=True)
class Part:
    """Chapters, each with the name of the gathering it is in (empty for one of its own), or entries
    of the reference list. ``continues`` says that the part before began the first chapter."""

    chapters: tuple[tuple[str, Chapter], ...] = ()
    keys: tuple[str, ...] = ()
    continues: bool = False

    @property
    def pages(self) -> list[Page]:
        """The pages of the site that it prints."""
        return [chapter.page for _, chapter in self.chapters]


@dataclass
class Body:
    """A part as Typst, with the places whose pages and the references whose uses it says."""

    content: Content
    titles: list[Title] = field(default_factory=list)
    targets: frozenset[str] = frozenset()
    keys: tuple[str, ...] = ()
    continues: bool = False  # whether it begins within a chapter
    opening: bool = False  # whether it stands before the first chapter


def planned(manuscript: Manuscript) -> list[Part]:
    """The parts of a book, but for what stands before the first chapter."""
    parts: list[Part] = []
    chapters: list[tuple[str, Chapter]] = []
    weight = 0
    for kind, chapter in _units(manuscript.volume):
        size = (manuscript.site / chapter.page.path).stat().st_size
        if chapters and weight + size > LIMIT:
            parts.append(Part(tuple(chapters), continues=_continues(parts, chapters)))
            chapters, weight = [], 0
        chapters.append((kind, chapter))
        weight += size
    parts.append(Part(tuple(chapters), continues=_continues(parts, chapters)))
    keys = tuple(manuscript.volume.numbers)
    slices = (keys[at : at + ENTRIES] for at in range(0, len(keys), ENTRIES))
    return parts + [Part(keys=some_keys, continues=bool(at)) for at, some_keys in enumerate(slices)]


def _continues(parts: list[Part], chapters: list[tuple[str, Chapter]]) -> bool:
    """Whether the first of some chapters goes on with what the part before ends with."""
    kind, _ = chapters[0]
    return bool(kind and parts and parts[-1].chapters[-1][0] == kind)


def _units(volume: Volume) -> Iterator[tuple[str, Chapter]]:
    """The chapters in the order of print, each with the name of its gathering."""
    yield "", volume.review[0]
    yield from _gathered(QUESTIONS, volume.answers)
    yield from (("", chapter) for chapter in volume.review[1:])
    yield from _gathered(TRIALS, volume.trials)
    yield from (("", chapter) for chapter in volume.glossaries)


def _gathered(name: str, chapters: Iterable[Chapter]) -> list[tuple[str, Chapter]]:
    """Pages of one kind, gathered in one chapter for each language."""
    named = [(f"{name}-{chapter.page.language}", chapter) for chapter in chapters]
    order = list(dict.fromkeys(kind for kind, _ in named))
    return sorted(named, key=lambda pair: order.index(pair[0]))


@dataclass
class Writing:
    """A part as it is written."""

    manuscript: Manuscript
    content: list[str] = field(default_factory=list)
    sheet: Content | None = None  # the chapter that it goes on with
    titles: list[Title] = field(default_factory=list)
    targets: set[str] = field(default_factory=set)

    def heading(self, heading: Title, continues: bool) -> None:
        """A heading of the book's own; one of the part before is on a sheet that is not printed."""
        if continues:
            self.sheet = heading[2]
        else:
            self.titles.append(heading)
            self.content.append(call("title", *heading) + "\n\n")

    def gathered(self, kind: str, chapters: Iterable[Chapter], continues: bool) -> None:
        """Pages of one kind in one chapter, below a lead."""
        name, language = kind.rsplit("-", 1)
        label = "answers" if name == QUESTIONS else name
        self.heading(title(word(language, "book", label), kind), continues)
        if not continues:
            self.content.append(call("lead", text(word(language, "book", f"{label}-about"))))
        self.content.append("\n\n#[#show: compact\n")
        self.chapters(chapters)
        self.content.append("]\n")

    def chapters(self, chapters: Iterable[Chapter]) -> None:
        """Chapters in a row."""
        for chapter in chapters:
            content, writer = self.manuscript.chapter(chapter)
            self.content.append(content)
            self.titles += writer.titles
            self.targets |= writer.targets


def written(manuscript: Manuscript, part: Part) -> Body:
    """A part. Raises Refusal with every reason found."""
    writing, continues = Writing(manuscript), part.continues
    for kind, group in groupby(part.chapters, key=lambda chapter: chapter[0]):
        chapters = [chapter for _, chapter in group]
        if kind:
            writing.gathered(kind, chapters, continues)
        else:
            writing.chapters(chapters)
        continues = False
    if part.keys:
        writing.heading(title(manuscript.words("references"), "references"), continues)
        writing.content.append(manuscript.references(part.keys))
    content = joined([call("sheet", writing.sheet), *writing.content, CLOSING])
    return Body(content, writing.titles, frozenset(writing.targets), part.keys, part.continues)


def front(manuscript: Manuscript, bodies: Iterable[Body]) -> Body:
    """What stands before the first chapter: title page, contents, dates of the chapters."""
    status = manuscript.status()
    titles = [title(manuscript.words("status"), "status")] if status else []
    titles += [heading for body in bodies for heading in body.titles if heading[0] <= 2]
    chapters: list[list[Title]] = []
    for heading in titles:
        chapters += [[]] if heading[0] == 1 else []
        chapters[-1].append(heading)
    content = joined(
        [
            call("sheet", None),
            manuscript.cover(),
            call("contents", *chapters),
            "\n",
            status,
            CLOSING,
        ]
    )
    return Body(content, targets=frozenset(name for _, name, _ in titles), opening=True)
