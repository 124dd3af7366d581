"""A review in parts: each section, trial table and question with what its own text can be judged
by, and all the rest. Rules that judge a text by itself and by the data it links to judge part by
part, so that what they found of a part that did not change need not be found again. A part holds
nothing that its ``made_from`` does not tell."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import PurePath
from typing import Any

from review.evidence import seal
from review.evidence.bibliography import Bibliography
from review.evidence.corpus import (
    QUESTIONS,
    REFERENCES,
    SEALS,
    SETTINGS,
    TRIALS,
    VOCABULARY,
    Corpus,
)
from review.evidence.on_demand import only
from review.keep import Keep, digest
from review.problem import Problem
from review.sources.link import target
from review.sources.source import Source

Digests = tuple[tuple[str, str], ...]  # of files, by their paths
OWN = (f"{TRIALS}/", f"{QUESTIONS}/")  # folders of which every table is a part of its own
COMMON = (SETTINGS, f"{VOCABULARY}/")  # what every text is judged by
NONE = {
    "availability": {},
    "searches": (),
    "bibliography": Bibliography(Source(REFERENCES, ""), {}),
}


@dataclass(frozen=True)
class Part:
    """The texts of ``paths`` with the tables they link to and what their ``seals`` say; ``around``
    are fields of the review that no text of them is judged by."""

    parted: _Parted
    paths: Sequence[str]
    seals: str
    around: Mapping[str, Any]

    @property
    def corpus(self) -> Corpus:
        """A review of which only these texts are there."""
        corpus, inputs = self.parted.corpus, self._inputs
        return replace(
            self._own,
            sources={path: corpus.sources[path] for path in inputs if path in corpus.sources},
            trials=only(corpus.trials, _ids(TRIALS, inputs)),
            problems=self._problems,
        )

    def tables(self, corpus: Corpus) -> Corpus | None:
        """The same, given again, with no other trials than those among the texts; None where there
        is no table among these."""
        own = only(corpus.trials, _ids(TRIALS, self.paths))
        return replace(corpus, trials=own) if corpus.records else None

    @cached_property
    def made_from(self) -> Hashable:
        """All that a part is made from."""
        corpus, linked = self.parted.corpus, self._linked
        present = tuple(path in corpus.sources or corpus.is_file(path) for path in linked)
        tables = digests(corpus, linked), present, self._problems
        seals = None if corpus.seals is None else self.seals
        return self._digests, self.parted.common_digest, tables, seals

    @property
    def longest(self) -> str:
        """The longest of the texts: it is at fault, as a rule, where time runs out."""
        return longest(self.parted.corpus, [path for path in self.paths if path != REFERENCES])

    @property
    def _own(self) -> Corpus:
        corpus, paths = self.parted.corpus, self.paths
        return replace(
            corpus,
            sections=only(corpus.sections, paths),
            records=only(corpus.records, paths),
            questions=only(corpus.questions, _ids(QUESTIONS, paths)),
            seals=corpus.seals and Source(SEALS, self.seals),
            **self.around,
        )

    @cached_property
    def _linked(self) -> list[str]:
        return self.parted.keep("linked tables", self._digests, lambda: _linked(self._own))

    @cached_property
    def _digests(self) -> Digests:
        return digests(self.parted.corpus, self.paths)

    @property
    def _inputs(self) -> list[str]:
        return sorted({*self.paths, *self.parted.common, *self._linked})

    @cached_property
    def _problems(self) -> tuple[Problem, ...]:
        problems = self.parted.problems
        inputs = self._inputs if problems else ()
        return tuple(one for path in inputs for one in problems.get(path, ()))


class _Parted:
    """The review that is parted, and what all of its parts need of it."""

    def __init__(self, corpus: Corpus, keep: Keep) -> None:
        self.corpus, self.keep = corpus, keep
        self.common = [path for path in corpus.sources if path.startswith(COMMON)]
        self.common_digest = digest("common", digests(corpus, self.common)).hex()
        self.problems: dict[str, list[Problem]] = {}
        for problem in corpus.problems:
            self.problems.setdefault(problem.place.path, []).append(problem)


def parts(corpus: Corpus, keep: Keep) -> Iterator[Part]:
    """The parts of a review; every text of it stands in one."""
    parted = _Parted(corpus, keep)
    seals = seal.texts(corpus.seals.text if corpus.seals else "")
    texts = [*corpus.sections, *(path for path in corpus.records if path.startswith(OWN))]
    for path in texts:
        yield Part(parted, [path], seals.pop(path, ""), NONE)
    others = {*corpus.records, REFERENCES}.difference(texts)
    yield Part(parted, sorted(others), "".join(seals.values()), {})


def longest(corpus: Corpus, paths: Iterable[str]) -> str:
    """The longest of the texts at ``paths``."""
    return max(paths, key=lambda path: len(corpus.sources[path].text), default=SETTINGS)


def digests(corpus: Corpus, paths: Iterable[str]) -> Digests:
    """What files hold, in short; empty for one of which nothing can be used."""
    sources = corpus.sources
    return tuple((path, sources[path].digest if path in sources else "") for path in paths)


def _ids(folder: str, paths: Iterable[str]) -> list[str]:
    """The ids of the tables of a folder."""
    return [PurePath(path).stem for path in paths if path.startswith(f"{folder}/")]


def _linked(part: Corpus) -> list[str]:
    """Paths of the tables that the texts link to, and of those that are evidence of a question."""
    found = {target(link, path) for path, prose, _ in part.prose for link in prose.links}
    named = {address.trial for question in part.questions.values() for address in question.evidence}
    tables = {path for path in found if path.startswith(f"{TRIALS}/")}
    return sorted(tables | {f"{TRIALS}/{id}.yml" for id in named})
