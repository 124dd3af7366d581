"""What pages are made from, as digests."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from review.evidence.corpus import TRIALS, Corpus
from review.evidence.trial import Trial
from review.keep import Keep
from review.sources.link import target
from review.sources.prose import Prose
from review.sources.section import Section

# what is said of a study, and no other page than those that concern it says
APART = ("results", "harms", "facts", "summary", "appraisal", "checked")


def tables(corpus: Corpus) -> str:
    """A digest of every source but the sections."""
    sources = corpus.sources.items()
    return _digest(tuple(source.digest for path, source in sources if path not in corpus.sections))


def titles(sections: Iterable[Section]) -> Hashable:
    """Which sections there are: their titles, and what their front matter says."""
    return tuple(
        (section.path, section.title.text, str(section.meta and section.meta.data))
        for section in sections
    )


def frame(corpus: Corpus, around: Hashable, tables: Iterable[Table]) -> str:
    """A digest of what every page is made from, with ``around`` it."""
    return _digest((corpus.shared, around, *(table.identity for table in tables)))


def structure(frame: str, tables: Hashable, sections: Iterable[Section]) -> str:
    """A digest of all but the words of the sections; of tables what ``tables`` tells."""
    return _digest((frame, tables, *map(_outline, sections)))


class Table(NamedTuple):
    """What pages are made from of a trial whose results they do not show: a digest of its table
    without these, paths of the files that its texts link to, and the keys that it cites."""

    identity: str
    quoted: frozenset[str]
    cited: tuple[str, ...]


def trial_tables(corpus: Corpus, keep: Keep) -> dict[str, Table]:
    """The table of each trial, by its id."""
    digests = {id: corpus.sources[f"{TRIALS}/{id}.yml"].digest for id in corpus.trials}
    return {
        id: keep("table of pages", (id, digest), partial(_table, corpus, id))
        for id, digest in digests.items()
    }


def _table(corpus: Corpus, id: str) -> Table:
    trial = corpus.trials[id]
    sides = [side for pair in trial.record.pairs for side in pair.sides]
    quoted = frozenset(target(link, trial.path) for side in sides for link in side.links)
    cited = [key for side in sides for citation in side.citations for key in citation.keys]
    return Table(_identity(trial), quoted, tuple(dict.fromkeys([*trial.cited, *cited])))


def _identity(trial: Trial) -> str:
    """A digest of a table without its results and what is said of them: what other pages than those
    that concern it may say of a trial."""
    values = {name: value for name, value in trial.record.data.items() if name not in APART}
    listed = tuple(trial.cited), tuple(trial.diagnoses), tuple(trial.endpoints)
    return _digest((trial.id, str(values), *listed))


def _outline(section: Section) -> Hashable:
    """The paragraphs of a section with what they link to and cite, and its fences."""
    paragraphs = tuple(
        (part.heading.text, part.heading.anchor, pair.id, pair.todo, *map(_named, pair.sides))
        for part in section.parts
        for pair in part.pairs
    )
    return section.path, paragraphs, tuple(_asked(section))


def _named(prose: Prose) -> Hashable:
    """What a text links to, and what it cites."""
    links = tuple(link.target for link in prose.links)
    return links, tuple(citation.keys for citation in prose.citations)


def _asked(section: Section) -> Iterator[str]:
    """What the fences of a section ask for."""
    yield from (str(fence.record and fence.record.data) for fence in section.fences)


def _digest(value: Hashable) -> str:
    return hashlib.sha256(repr(value).encode(errors="surrogatepass")).hexdigest()
