"""A review in parts: each section and each trial table with what its own text can be judged by, and
all the rest. Rules that judge a text by itself and by the data it links to judge part by part, so
that what they found of a part that did not change need not be found again. A part holds nothing
that its ``made_from`` does not tell."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from review.evidence.corpus import TRIALS, Corpus
from review.keep import Keep
from review.sources.link import target
from review.sources.source import Source


@dataclass(frozen=True)
class Part:
    """A review of which only some texts are there, and all that it is made from."""

    corpus: Corpus
    made_from: Hashable


def parts(corpus: Corpus, keep: Keep) -> Iterator[tuple[str, Callable[[], Part]]]:
    """The parts of a review, each made when it is asked for, by path, that of the rest empty; every
    text of the review stands in one."""
    common = {path: source for path, source in corpus.sources.items() if _is_common(path)}
    for path, section in corpus.sections.items():
        own = replace(corpus, sections={path: section}, records={})
        yield path, partial(_part, own, path, common, keep)
    for trial in corpus.trials.values():
        own = replace(corpus, sections={}, records={trial.path: trial.record})
        yield trial.path, partial(_part, own, trial.path, common, keep)
    yield "", partial(_rest, corpus)


def _rest(corpus: Corpus) -> Part:
    """What is neither a section nor a trial: it may speak of any trial."""
    tables = {trial.path for trial in corpus.trials.values()}
    rest = {path: record for path, record in corpus.records.items() if path not in tables}
    sources = {path: each for path, each in corpus.sources.items() if not path.endswith(".md")}
    return _limited(replace(corpus, sections={}, records=rest), "", sources)


def _is_common(path: str) -> bool:
    """Whether a source is one that every text is judged by: it is neither a page nor a table."""
    return not (path.endswith(".md") or path.startswith(f"{TRIALS}/"))


def _part(own: Corpus, path: str, common: Mapping[str, Source], keep: Keep) -> Part:
    source = own.sources[path]
    linked: list[str] = keep("linked tables", (path, source.digest), lambda: _linked(own))
    tables = {each: own.sources[each] for each in linked if each in own.sources}
    return _limited(own, path, {**common, path: source, **tables})


def _linked(own: Corpus) -> list[str]:
    """Paths of the tables that the texts link to."""
    found = {target(link, path) for path, prose, _ in own.prose for link in prose.links}
    return sorted(each for each in found if each.startswith(f"{TRIALS}/"))


def _limited(corpus: Corpus, path: str, sources: Mapping[str, Source]) -> Part:
    """A corpus with these sources only, and what reading them met."""
    problems = tuple(each for each in corpus.problems if each.place.path in sources)
    limited: dict[str, Any] = {
        "sources": sources,
        "problems": problems,
        "trials": {id: each for id, each in corpus.trials.items() if each.path in sources},
    }
    digests = tuple((each, source.digest) for each, source in sorted(sources.items()))
    return Part(replace(corpus, **limited), (path, digests, problems))
