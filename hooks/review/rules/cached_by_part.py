"""A review in parts: each section, trial table and question with what its own text can be judged
by, and all the rest. Rules that judge a text by itself and by the data it links to judge part by
part, so that what they found of a part that did not change need not be found again. A part holds
nothing that its ``made_from`` does not tell."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
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
from review.keep import Keep
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
    """A review of which only some texts are there, and all that it is made from. Where they are
    tables, ``tables`` has no other trials than those among them."""

    corpus: Corpus
    tables: Corpus | None
    made_from: Hashable


class _Parted:
    """The review that is parted, and what each of its parts needs of it."""

    def __init__(self, corpus: Corpus, keep: Keep) -> None:
        self.corpus, self.keep = corpus, keep
        self.common = [path for path in corpus.sources if path.startswith(COMMON)]
        self.common_digests = digests(corpus, self.common)
        self.seals = seal.texts(corpus.seals.text if corpus.seals else "")
        self.problems: dict[str, list[Problem]] = {}
        for problem in corpus.problems:
            self.problems.setdefault(problem.place.path, []).append(problem)

    def part(self, paths: Collection[str], seals: str, around: Mapping[str, Any]) -> Part:
        """The texts of ``paths`` with the tables they link to and what their seals say; ``around``
        are fields of the corpus that no text of it is judged by."""
        corpus, made_from = self.corpus, digests(self.corpus, paths)
        own = replace(
            corpus,
            sections=only(corpus.sections, paths),
            records=only(corpus.records, paths),
            questions=only(corpus.questions, _ids(QUESTIONS, paths)),
            seals=corpus.seals and Source(SEALS, seals),
            **around,
        )
        linked: list[str] = self.keep("linked tables", made_from, lambda: _linked(own))
        inputs = sorted({*paths, *self.common, *linked})
        part = replace(
            own,
            sources={path: corpus.sources[path] for path in inputs if path in corpus.sources},
            trials=only(corpus.trials, _ids(TRIALS, inputs)),
            problems=tuple(problem for path in inputs for problem in self.problems.get(path, ())),
        )
        present = tuple((path, corpus.is_file(path)) for path in linked)
        tables = digests(corpus, linked), present, part.problems
        alone = replace(part, trials=only(corpus.trials, _ids(TRIALS, paths)))
        all_made_from = made_from, self.common_digests, tables, own.seals and seals
        return Part(part, alone if own.records else None, all_made_from)


def parts(corpus: Corpus, keep: Keep) -> Iterator[Part]:
    """The parts of a review; every text of it stands in one."""
    parted = _Parted(corpus, keep)
    texts = [*corpus.sections, *(path for path in corpus.records if path.startswith(OWN))]
    for path in texts:
        yield parted.part([path], parted.seals.pop(path, ""), NONE)
    others = {*corpus.records, REFERENCES}.difference(texts)
    yield parted.part(sorted(others), "".join(parted.seals.values()), {})


def longest(corpus: Corpus) -> str:
    """The longest text that is judged: it is at fault, as a rule, where time runs out."""
    texts = {path: len(corpus.sources[path].text) for path in (*corpus.sections, *corpus.records)}
    return max(texts, key=lambda path: texts[path], default=SETTINGS)


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
