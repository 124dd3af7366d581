"""How many result figures are bound to data, and the figures still free."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from review.evidence.bilingual import texts
from review.evidence.corpus import Corpus, once
from review.figures.binding import Binding, bindings
from review.figures.expression import parts
from review.problem import Place
from review.sources.link import Link
from review.sources.numeral import Numeral, placed
from review.sources.prose import LANGUAGES, Prose
from review.sources.visible_text import seen

REVIEW = "docs/review/"


@dataclass(frozen=True)
class Share:
    """``bound`` of ``total`` result figures."""

    bound: int = 0
    total: int = 0

    def __add__(self, other: Share) -> Share:
        return Share(self.bound + other.bound, self.total + other.total)

    @property
    def percent(self) -> str:
        """As ``97.5%``; rounded down, so that 100% means all."""
        return f"{1000 * self.bound // self.total / 10:g}%" if self.total else "100%"


Shares = dict[str, Share]  # by language


def judged(
    prose: Prose, bindings: list[Binding], times: frozenset[str] = frozenset()
) -> Iterator[tuple[Numeral, bool]]:
    """Each numeral of a prose that reads like a result, and whether it is bound: by a link to a
    datum, or as the time of a bound row or one of ``times``."""
    view = seen(prose, code=True)
    timepoints = times | set(filter(None, map(_timepoint, bindings)))
    for part in parts(view.text):
        if part.result:
            in_source = placed(part.numeral, view)
            timed = f"{part.numeral.digits} {part.numeral.unit}" in timepoints
            yield in_source, timed or any(inside(in_source, binding.link) for binding in bindings)


@once
def by_prose(corpus: Corpus) -> Mapping[int, list[Binding]]:
    """Bindings that hold a datum, by the identity of their prose."""
    found: dict[int, list[Binding]] = {}
    for binding in bindings(corpus):
        if binding.datum is not None:
            found.setdefault(id(binding.prose), []).append(binding)
    return found


def unbound(corpus: Corpus, prose: Prose, times: frozenset[str] = frozenset()) -> Iterator[Numeral]:
    """The results of a text that no link binds; see ``judged``."""
    bindings = by_prose(corpus).get(id(prose), [])
    return (numeral for numeral, bound in judged(prose, bindings, times) if not bound)


@dataclass(frozen=True)
class Stated:
    """A result figure on a page of the review, where it stands, and whether it is bound to data."""

    prose: Prose
    numeral: Numeral
    bound: bool

    @property
    def place(self) -> Place:
        return self.prose.place(self.numeral.start)


@once
def stated(corpus: Corpus) -> list[Stated]:
    """The result figures of sections and home page, in file order."""
    bindings = by_prose(corpus)
    pages = {path for path in corpus.sections if path.startswith(REVIEW)} | set(
        corpus.settings.pages[:1]
    )
    shared = ((path, prose) for path, prose, pair in corpus.prose if pair is None)
    proses = [prose for path, prose in (*texts(corpus), *shared) if path in pages]
    found = [
        Stated(prose, *figure)
        for prose in proses
        for figure in judged(prose, bindings.get(id(prose), []))
    ]
    return sorted(
        found,
        key=lambda figure: (figure.prose.source.path, figure.prose.start, figure.numeral.start),
    )


def share(corpus: Corpus) -> Shares:
    """The share in the pages of the review, by language."""
    return shares(stated(corpus))


def shares(figures: list[Stated]) -> Shares:
    """The share among ``figures``, by language; what serves both counts in both."""
    bound: Counter[str] = Counter(figure.prose.language for figure in figures if figure.bound)
    total: Counter[str] = Counter(figure.prose.language for figure in figures)
    return {
        language: Share(bound[language] + bound["both"], total[language] + total["both"])
        for language in LANGUAGES
    }


def inside(numeral: Numeral, link: Link) -> bool:
    """Whether a numeral stands in the text of a link."""
    return link.inner <= numeral.start and numeral.end <= link.inner + len(link.text)


def _timepoint(binding: Binding) -> str:
    """The time at which the bound row was measured, as ``8 weeks``: it too is held by the data."""
    row = binding.datum.row if binding.datum else None
    return str(row.data.get("timepoint") or "") if row else ""
