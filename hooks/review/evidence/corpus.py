"""The whole review, read, and every problem that reading met."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, TypeVar, cast

from review.evidence import bibliography, interval, searches, vocabulary
from review.evidence.availability import Availability
from review.evidence.bibliography import Bibliography
from review.evidence.on_demand import OnDemand, Parse, Parsed, Value, made_of_each
from review.evidence.question import Question
from review.evidence.searches import Search
from review.evidence.settings import Settings
from review.evidence.trial import Row, Trial
from review.evidence.vocabulary import KINDS, Vocabulary
from review.keep import Keep, anew
from review.problem import Problem, Text
from review.sources import picture, record, section_parser, source
from review.sources.link import Link
from review.sources.prose import Citation, Pair, Prose
from review.sources.record import Record
from review.sources.section import Section
from review.sources.source import Source

SETTINGS = "docs/review.yml"
REFERENCES = "references.bib"
TRIALS = "docs/trials"
AVAILABILITY = "docs/availability"
QUESTIONS = "docs/questions"
SEALS = "seals.lock"
RECORDS = "references.lock"
VOCABULARY = "docs/vocabulary"
SEARCHES = "docs/searches.yml"

Progress = Callable[[str], None]
Answer = TypeVar("Answer")
Memory = dict[str, Parsed[Any]]  # what was read from each file


@dataclass(frozen=True, eq=False)
class Corpus:
    """Everything the sources hold; equal only to itself. Paths are relative to ``root`` with
    forward slashes; mappings keep file order."""

    root: Path
    settings: Settings
    sections: Mapping[str, Section]
    trials: Mapping[str, Trial]
    vocabulary: Vocabulary
    bibliography: Bibliography
    sources: Mapping[str, Source] = field(repr=False)
    records: Mapping[str, Record] = field(repr=False)
    problems: tuple[Problem, ...] = field(repr=False)
    availability: Mapping[str, Availability] = field(default_factory=dict, repr=False)
    questions: Mapping[str, Question] = field(default_factory=dict, repr=False)
    seals: Source | None = field(default=None, repr=False)
    reference_lock: Source | None = field(default=None, repr=False)
    searches: tuple[Search, ...] = field(default=(), repr=False)
    keep: Keep = field(default=anew, repr=False)

    @cached_property
    def pairs(self) -> list[tuple[str, Pair]]:
        """Every zh/en pair of sections, front matter and tables, with its file's path."""
        found: list[tuple[str, Pair]] = []
        for path, section in self.sections.items():
            front = section.meta.pairs if section.meta else ()
            found += ((path, pair) for pair in (*section.pairs, *front))
        for path, table in self.records.items():
            found += ((path, pair) for pair in table.pairs)
        return found

    @cached_property
    def prose(self) -> list[tuple[str, Prose, Pair | None]]:
        """Every stretch of prose with the path of its file and its pair."""
        found: list[tuple[str, Prose, Pair | None]] = []
        found += ((path, side, pair) for path, pair in self.pairs for side in pair.sides)
        for path, section in self.sections.items():
            found += ((path, prose, None) for prose in section.shared)
        return found

    @cached_property
    def shared(self) -> tuple[tuple[str, str], ...]:
        """Digests of what every page may be made from: vocabulary, bibliography, settings."""
        return tuple(
            (path, source.digest)
            for path, source in self.sources.items()
            if not path.endswith(".md") and not path.startswith(f"{TRIALS}/")
        )

    @cached_property
    def partial(self) -> bool:
        """Whether some file was not read in full, and may hold what is missing elsewhere."""
        return any(
            problem.rule.startswith(("source-", "yaml-", "bibliography-syntax"))
            for problem in self.problems
        )

    @cached_property
    def unread(self) -> frozenset[str]:
        """Files that are there but of which nothing could be read: what they hold is unknown."""
        read = {*self.records, *self.sections, *({REFERENCES} & self.sources.keys())}
        broken = {problem.place.path for problem in self.problems} - read
        return frozenset(path for path in broken if (self.root / path).exists())

    def is_file(self, path: str) -> bool:
        """Whether a file is there, read or not; ``path`` may be any text a contributor wrote."""
        try:
            return (self.root / path).is_file()
        except (OSError, ValueError):  # a name no file can have
            return False

    def is_page(self, path: str) -> bool:
        """Whether a page is there, be it that it could not be read, which is reported already."""
        return path in self.sections or self.is_file(path)

    @cached_property
    def pictures(self) -> dict[str, Text | None]:
        """Pictures below ``docs/assets`` by path, each with what is wrong with it; those with
        nothing wrong are published, and no other file is."""
        named = (path for path in picture.files(self.root, picture.FOLDER) if picture.named(path))
        return {
            path: picture.fault(self.root / path)
            for path in named
            if (self.root / path).is_file() and not (self.root / path).is_symlink()
        }

    @property
    def published(self) -> list[str]:
        """Paths of the pictures that are published."""
        return [path for path, fault in self.pictures.items() if fault is None]

    def trial_at(self, path: str) -> Trial | None:
        """The trial table whose file is ``path``."""
        folder, _, name = path.rpartition("/")
        id = name.removesuffix(".yml")
        return self.trials.get(id) if folder == TRIALS and name.endswith(".yml") else None

    @property
    def rows(self) -> Iterator[Row]:
        """The rows of all trial tables."""
        return (row for trial in self.trials.values() for row in trial.rows)

    @property
    def links(self) -> Iterator[tuple[str, Prose, Link]]:
        """Every link of prose with the path of its file."""
        return ((path, prose, link) for path, prose, _ in self.prose for link in prose.links)

    @cached_property
    def citations(self) -> dict[str, list[tuple[str, Prose, Pair | None, Citation]]]:
        """Where each key is cited in prose."""
        cited: dict[str, list[tuple[str, Prose, Pair | None, Citation]]] = {}
        for path, prose, pair in self.prose:
            for citation in prose.citations:
                for key in citation.keys:
                    cited.setdefault(key, []).append((path, prose, pair, citation))
        return cited


def once(ask: Callable[[Corpus], Answer]) -> Callable[[Corpus], Answer]:
    """What is told of a corpus, told once: several rules and pages ask for it."""

    @wraps(ask)
    def asked(corpus: Corpus) -> Answer:
        answers: dict[Any, Answer] = vars(corpus).setdefault("answers", {})
        if ask not in answers:
            answers[ask] = ask(corpus)
        return answers[ask]

    return asked


def read(
    root: Path,
    progress: Progress = lambda text: None,
    memory: Memory | None = None,
    keep: Keep = anew,
) -> Corpus:
    """The review below ``root`` (the folder that holds ``docs/`` and ``references.bib``). With a
    ``memory``, a file that did not change since the last reading is not parsed again; nor is one
    that ``keep`` knows."""
    interval.keep = keep
    reader = _Reader(root, {} if memory is None else memory, keep)
    progress("sources")
    settings = Settings(reader.record(SETTINGS))
    sections = reader.sections(_files(root, "docs", "*.md"))
    trials = reader.tables(TRIALS)
    terms = {kind: reader.record(f"{VOCABULARY}/{kind}.yml") for kind in KINDS}
    references = reader.bibliography()
    decisions, questions = reader.tables(AVAILABILITY), reader.tables(QUESTIONS)
    seals, records = reader.lock(SEALS), reader.lock(RECORDS)
    found = searches.gather(reader.record(SEARCHES) if (root / SEARCHES).exists() else None)
    return Corpus(
        root,
        settings,
        sections,
        made_of_each(trials, Trial),
        vocabulary.gather({kind: table for kind, table in terms.items() if table is not None}),
        references,
        reader.sources,
        OnDemand(reader.records),
        tuple(reader.problems),
        made_of_each(decisions, Availability),
        made_of_each(questions, Question),
        seals,
        records,
        found,
        keep,
    )


def _files(root: Path, folder: str, pattern: str) -> list[str]:
    """Paths of the files of a folder, pages also below it; hidden ones and drafts left out."""
    files = (root / folder).rglob(pattern) if pattern == "*.md" else (root / folder).glob(pattern)
    paths = sorted(file.relative_to(root).as_posix() for file in files)
    return [
        path for path in paths if not any(part.startswith((".", "_")) for part in path.split("/"))
    ]


class _Reader:
    """Reads files and gathers their problems, so that one broken file does not hide the others."""

    def __init__(self, root: Path, memory: Memory, keep: Keep) -> None:
        self.root, self.memory, self.keep = root, memory, keep
        self.sources: dict[str, Source] = {}
        self.records: dict[str, Callable[[], Record]] = {}
        self.problems: list[Problem] = []

    def source(self, path: str) -> Source | None:
        """A file of the review; None where nothing of it can be used."""
        if (found := self._met(path)) is not None:
            self.sources[path] = found
        return found

    def _met(self, path: str) -> Source | None:
        found, problems = source.read(self.root, path, self.keep)
        self.problems += problems
        return found

    def parsed(self, parse: Parse[Value], found: Source) -> Parsed[Value]:
        """What a source holds and what is wrong with it."""
        if (parsed := self.memory.get(found.path)) is None or parsed.text != found.text:
            parsed = self.memory[found.path] = Parsed(parse, found, self.keep)
        return parsed

    def record(self, path: str) -> Record | None:
        """A table; None where it cannot be read."""
        read = self.table(path)
        return None if read is None else read()

    def table(self, path: str) -> Callable[[], Record] | None:
        """Gives a table when it is asked for; None where it cannot be read."""
        found = self.source(path)
        if found is None:
            return None
        parsed = self.parsed(record.parse, found)
        # a tab is said once: the syntax error it causes on its line would only repeat it
        lines = found.text.split("\n") if parsed.problems else []
        self.problems += [
            problem
            for problem in parsed.problems
            if problem.rule != "yaml-syntax" or "\t" not in lines[problem.place.line - 1]
        ]
        if not parsed.there:
            return None
        self.records[path] = cast(Callable[[], Record], parsed.value)
        return self.records[path]

    def tables(self, folder: str) -> dict[str, Callable[[], Record]]:
        """The tables of a folder that can be read, by their ids."""
        read = {Path(path).stem: self.table(path) for path in _files(self.root, folder, "*.yml")}
        return {id: table for id, table in read.items() if table is not None}

    def sections(self, paths: list[str]) -> Mapping[str, Section]:
        """The pages whose files can be used."""
        read: dict[str, Callable[[], Section]] = {}
        for path in paths:
            found = self.source(path)
            if found is not None:
                parsed = self.parsed(section_parser.parse, found)
                self.problems += parsed.problems
                if parsed.there:
                    read[path] = parsed.value
        return OnDemand(read)

    def lock(self, path: str) -> Source | None:
        """What a command wrote down; a review need not have it, and no page is made from it."""
        return self._met(path) if (self.root / path).is_file() else None

    def bibliography(self) -> Bibliography:
        """The bibliography; empty where there is none."""
        found = self.source(REFERENCES)
        source = found or Source(REFERENCES, "")
        read = self.parsed(bibliography.parse, source)
        self.problems += read.problems
        return bibliography.on_demand(source, read.value if read.there else None, self.keep)
