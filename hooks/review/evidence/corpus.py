"""The whole review, read: sections, trial tables, vocabulary, bibliography, and every problem that
reading met."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial, wraps
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from review.evidence import bibliography, searches, vocabulary
from review.evidence.availability import Availability
from review.evidence.bibliography import Bibliography
from review.evidence.question import Question
from review.evidence.searches import Search
from review.evidence.settings import Settings
from review.evidence.trial import Trial
from review.evidence.vocabulary import KINDS, Vocabulary
from review.keep import Keep, anew
from review.problem import Problem, Text
from review.sources import picture, record, section_parser, source
from review.sources.prose import Citation, Pair, Prose
from review.sources.record import Record
from review.sources.section import Section
from review.sources.source import Source
from review.time_limit import in_time

SETTINGS = "docs/review.yml"
REFERENCES = "references.bib"
TRIALS = "docs/trials"
AVAILABILITY = "docs/availability"
QUESTIONS = "docs/questions"
SEALS = "seals.lock"
VOCABULARY = "docs/vocabulary"
SEARCHES = "docs/searches.yml"

Progress = Callable[[str], None]
Parsed = TypeVar("Parsed")
Answer = TypeVar("Answer")
Memory = dict[str, tuple[str, Any]]  # text of each file, and what was read from it


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
    searches: tuple[Search, ...] = field(default=(), repr=False)

    @cached_property
    def pairs(self) -> list[tuple[str, Pair]]:
        """Every zh/en pair of sections, their front matter and tables, with the path of its
        file."""
        sections = [
            (path, pair)
            for path, section in self.sections.items()
            for pair in (*section.pairs, *(section.meta.pairs() if section.meta else ()))
        ]
        return sections + [
            (path, pair) for path, record in self.records.items() for pair in record.pairs()
        ]

    @cached_property
    def prose(self) -> list[tuple[str, Prose, Pair | None]]:
        """Every stretch of prose with the path of its file and its pair."""
        paired = [(path, side, pair) for path, pair in self.pairs for side in pair.sides]
        return paired + [
            (path, prose, None)
            for path, section in self.sections.items()
            for prose in section.shared
        ]

    @cached_property
    def shared(self) -> tuple[tuple[str, str], ...]:
        """Digests of the sources that every page may be made from: vocabulary, bibliography,
        settings."""
        return tuple(
            (path, source.digest)
            for path, source in self.sources.items()
            if not path.endswith(".md") and not path.startswith(f"{TRIALS}/")
        )

    @cached_property
    def partial(self) -> bool:
        """Whether some file could not be read in full: then what is missing elsewhere may only be
        unread."""
        return any(
            problem.rule.startswith(("source-", "yaml-", "bibliography-syntax"))
            for problem in self.problems
        )

    @cached_property
    def unread(self) -> frozenset[str]:
        """Files that are there but of which nothing could be read: what they hold is unknown."""
        read = {*self.records, *self.sections, *({REFERENCES} & self.sources.keys())}
        return frozenset(
            path
            for problem in self.problems
            if (path := problem.place.path) not in read and (self.root / path).exists()
        )

    def is_file(self, path: str) -> bool:
        """Whether a file is there, read or not; ``path`` may be any text a contributor wrote."""
        try:
            return (self.root / path).is_file()
        except (OSError, ValueError):  # a name no file can have
            return False

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
        return self._by_path.get(path)

    @cached_property
    def _by_path(self) -> dict[str, Trial]:
        return {trial.path: trial for trial in self.trials.values()}

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
    answers: WeakKeyDictionary[Corpus, Answer] = WeakKeyDictionary()

    @wraps(ask)
    def asked(corpus: Corpus) -> Answer:
        if corpus not in answers:
            answers[corpus] = ask(corpus)
        return answers[corpus]

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
    reader = _Reader(root, {} if memory is None else memory, keep)
    progress("sources")
    settings = Settings(reader.record(SETTINGS))
    sections = _present({path: reader.section(path) for path in _files(root, "docs", "*.md")})
    trials = _present(
        {Path(path).stem: reader.record(path) for path in _files(root, TRIALS, "*.yml")}
    )
    terms = _present({kind: reader.record(f"{VOCABULARY}/{kind}.yml") for kind in KINDS})
    references = reader.bibliography()
    decisions = _present(
        {Path(path).stem: reader.record(path) for path in _files(root, AVAILABILITY, "*.yml")}
    )
    questions = _present(
        {Path(path).stem: reader.record(path) for path in _files(root, QUESTIONS, "*.yml")}
    )
    found = searches.gather(reader.record(SEARCHES) if (root / SEARCHES).exists() else None)
    seals = reader.seals()
    return Corpus(
        root,
        settings,
        sections,
        {id: Trial(id, table) for id, table in trials.items()},
        vocabulary.gather(terms),
        references,
        reader.sources,
        reader.records,
        tuple(reader.problems),
        {id: Availability(id, each) for id, each in decisions.items()},
        {id: Question(id, each) for id, each in questions.items()},
        seals,
        found,
    )


def _present(read: dict[str, Parsed | None]) -> dict[str, Parsed]:
    """What could be read."""
    return {name: value for name, value in read.items() if value is not None}


def _files(root: Path, folder: str, pattern: str) -> list[str]:
    """Paths of the files of a folder and, for pages, of those below it; hidden ones and plain
    drafts (``_name``) left out."""
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
        self.records: dict[str, Record] = {}
        self.problems: list[Problem] = []

    def source(self, path: str) -> Source | None:
        """A file of the review; None where nothing of it can be used."""
        found, problems = source.read(self.root, path)
        self.problems += problems
        if found is not None:
            self.sources[path] = found
        return found

    def parsed(
        self, parse: Callable[[Source], tuple[Parsed, list[Problem]]], found: Source
    ) -> tuple[Parsed | None, list[Problem]]:
        """What a source holds and what is wrong with it; nothing where that takes too long."""
        parsed = self.memory.get(found.path)
        if parsed is None or parsed[0] != found.text:
            made_from = (parse.__module__, found.path, found.digest)
            make = partial(self.keep, "parsed", made_from, partial(parse, found))
            read = in_time(found.path, make)
            parsed = found.text, (None, [read]) if isinstance(read, Problem) else read
            self.memory[found.path] = parsed
        return parsed[1]

    def record(self, path: str) -> Record | None:
        """A table; None where it cannot be read."""
        found = self.source(path)
        if found is None:
            return None
        read, problems = self.parsed(record.parse, found)
        # a tab is said once: the syntax error it causes on its line would only repeat it
        lines = found.text.split("\n")
        self.problems += [
            problem
            for problem in problems
            if problem.rule != "yaml-syntax" or "\t" not in lines[problem.place.line - 1]
        ]
        if read is not None:
            self.records[path] = read
        return read

    def section(self, path: str) -> Section | None:
        """A page; None where its file cannot be used."""
        found = self.source(path)
        if found is None:
            return None
        read, problems = self.parsed(section_parser.parse, found)
        self.problems += problems
        return read

    def seals(self) -> Source | None:
        """What was compared; a review need not have it, and no page is made from it."""
        if not (self.root / SEALS).is_file():
            return None
        found, problems = source.read(self.root, SEALS)
        self.problems += problems
        return found

    def bibliography(self) -> Bibliography:
        """The bibliography; empty where there is none."""
        found = self.source(REFERENCES)
        empty = Source(REFERENCES, "")
        read, problems = self.parsed(bibliography.parse, found or empty)
        self.problems += problems
        return read or Bibliography(found or empty, {})
