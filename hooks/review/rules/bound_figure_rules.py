"""Rules on binding: result figures are links to their data, and most of all are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from review.evidence.corpus import TRIALS, VOCABULARY, Corpus
from review.evidence.question import Address, Question
from review.evidence.relative_effect import row_at
from review.evidence.trial import Figure, Row, Trial
from review.figures import coverage
from review.figures.binding import bindings
from review.figures.coverage import Shares, Stated, inside, shares, stated
from review.messages import problem
from review.problem import Problem
from review.rules.allowance import standing
from review.rules.rule import after, of_parts
from review.rules.table_form_rules import with_unreadable_rows
from review.sources.link import Link, target
from review.sources.numeral import Numeral, numerals
from review.sources.prose import Pair, Prose

FINDING = re.compile(r"outcomes-(?P<number>[0-9]+)-finding")  # ids of pairs of a question
ASKED = (("asked",), ("population", "description"), ("population", "marker"))
SIDES = (("intervention", "description"), ("comparator", "description"))
WORDS = (("summary",), ("appraisal", "shows"), ("appraisal", "limits"))
BESIDE = frozenset({"level", "timepoint"})  # what a figure is never meant for
MOST = 4  # addresses that are named
LISTING = "python hooks check --unbound"


def unbound(corpus: Corpus) -> Iterator[tuple[Prose, Numeral]]:
    """Each result figure without a link to its datum. What the question itself asks about (3 or 5
    cycles) is no result, nor is the time of a row that is its evidence."""
    questions = {question.path: question for question in corpus.questions.values()}
    for path, pair in corpus.pairs:
        if path in questions and (pair.id == "answer" or FINDING.fullmatch(pair.id)):
            times = _evidence_times(questions[path], pair, corpus)
            for prose in pair.sides:
                in_question = _asked(questions[path], prose.language)
                for numeral in coverage.unbound(corpus, prose, times):
                    if (numeral.digits, numeral.unit) not in in_question:
                        yield prose, numeral


def _evidence_times(question: Question, pair: Pair, corpus: Corpus) -> frozenset[str]:
    """When the rows were measured that a text speaks of: those of its outcome, or of all."""
    match = FINDING.fullmatch(pair.id)
    addresses: list[Address] = [*question.evidence]
    if match:
        outcomes = (item for item in question.outcomes if item.number == int(match["number"]))
        addresses = [address for outcome in outcomes for address in outcome.evidence]
    return _times(row_at(address, corpus) for address in addresses)


def _asked(question: Question, language: str) -> frozenset[tuple[str, str | None]]:
    """Numbers with their units in what a question asks."""
    texts = (question.get(*path, language) for path in (*ASKED, *SIDES))
    found = (numeral for text in texts if isinstance(text, str) for numeral in numerals(text))
    return frozenset((numeral.digits, numeral.unit) for numeral in found)


@of_parts
@after(in_file=with_unreadable_rows)
def figure_unbound(corpus: Corpus) -> Iterator[Problem]:
    """In the summary and appraisal of a trial, in the answer and findings of a question, and where
    docs/review.yml sets `bound` in the review's pages, every result figure stands in a link to its
    datum.
    试验表的一句话结果与评价中，问题的答案与各结局的结果中，以及（docs/review.yml 设有 bound 时）
    综述各页中，每个结果数字都写在指向数据的链接里。
    """
    astray = _Astray(corpus)
    for prose, numeral in unbound(corpus):
        if not astray.holds(prose, numeral):
            yield _unbound(prose, numeral, None)
    for prose, numeral, trial in _unbound_in_tables(corpus):
        if not astray.holds(prose, numeral):
            yield _unbound(prose, numeral, _addresses(trial, numeral))
    if corpus.settings.bound is None:
        return
    for figure in stated(corpus):
        # shared-text speaks of those of both languages
        free = not figure.bound and figure.prose.language != "both"
        if free and not astray.holds(figure.prose, figure.numeral):
            yield _unbound(figure.prose, figure.numeral, None)


def _unbound_in_tables(corpus: Corpus) -> Iterator[tuple[Prose, Numeral, Trial]]:
    """The results in the summary and appraisal of each trial that no link binds."""
    ids = frozenset("-".join(path) for path in WORDS)
    for path, pair in corpus.pairs:
        trial = corpus.trial_at(path) if pair.id in ids else None
        if trial is not None:
            times = _times(trial.rows)
            for prose in pair.sides:
                for numeral in coverage.unbound(corpus, prose, times):
                    yield prose, numeral, trial


def figures_bound(corpus: Corpus) -> Iterator[Problem]:
    """In each language the share of the pages' result figures that are bound to data, those excused
    counted as unbound, is no lower than `bound` in docs/review.yml.
    每种语言中，综述各页与数据绑定的结果数字所占百分比（经 allow 豁免者按未绑定计）
    不低于 docs/review.yml 的 bound。
    """
    record, floor = corpus.settings.record, corpus.settings.bound
    if record is None or floor is None or _partly_read(corpus):
        return
    astray, place = _Astray(corpus), record.place("bound")
    figures = [
        replace(figure, bound=figure.bound or astray.holds(figure.prose, figure.numeral))
        for figure in stated(corpus)
    ]
    for language, share in shares(figures).items():
        if is_below({language: share}, floor):
            path, most = _most(figures, language)
            yield problem(
                place,
                f"figures-bound/{language}",
                floor=floor,
                listing=LISTING,
                path=path,
                most=most,
                bound=share.bound,
                total=share.total,
                percent=share.percent,
            )


def is_below(found: Shares, floor: Decimal | None) -> bool:
    """Whether a share is below the floor."""
    return floor is not None and any(
        100 * share.bound < floor * share.total for share in found.values()
    )


def _partly_read(corpus: Corpus) -> bool:
    """Whether a page was not read in full: it may hold more bound figures."""
    return any(problem.place.path.endswith(".md") for problem in corpus.problems)


def _most(figures: list[Stated], language: str) -> tuple[str, int]:
    """The page with the most unbound figures, and how many."""
    free = (figure for figure in figures if not figure.bound)
    paths = (item.place.path for item in free if item.prose.language in (language, "both"))
    return Counter(paths).most_common(1)[0]


class _Astray:
    """Links to data that do not exist or cannot be read, by the identity of their prose: that is a
    problem by itself, and their figures are none beside it."""

    def __init__(self, corpus: Corpus) -> None:
        self.links: dict[int, list[Link]] = {}
        # proses with a link to a table that cannot be read: its rows may have the times they name
        self.timed: set[int] = set()
        for prose, link in _nowhere(corpus):
            self.links.setdefault(id(prose), []).append(link)
        for binding in (binding for binding in bindings(corpus) if binding.datum is None):
            if standing(corpus, binding.prose.place(binding.link.start), "datum-unknown"):
                self.links.setdefault(id(binding.prose), []).append(binding.link)
            if binding.trial is None and target(binding.link, binding.path) in corpus.unread:
                self.timed.add(id(binding.prose))

    def holds(self, prose: Prose, numeral: Numeral) -> bool:
        """Whether a figure stands in a link that leads astray, or in one that a slip broke."""
        links = (*self.links.get(id(prose), ()), *(slip.link for slip in prose.slips))
        return (
            id(prose) in self.timed
            and numeral.unit is not None
            or any(inside(numeral, link) for link in links)
        )


def _nowhere(corpus: Corpus) -> Iterator[tuple[Prose, Link]]:
    """Links with the address of a figure that lead into no folder of tables."""
    for path, prose, link in corpus.links:
        if (
            link.fragment
            and link.file.endswith(".yml")
            and not target(link, path).startswith((f"{TRIALS}/", f"{VOCABULARY}/"))
            and standing(corpus, prose.place(link.start), "link-dead")
        ):
            yield prose, link


def _times(rows: Iterable[Row | None]) -> frozenset[str]:
    """When rows were measured; words about them may say so without a link."""
    times = (row.get("timepoint") for row in rows if row is not None)
    return frozenset(str(time) for time in times if time)


def _addresses(trial: Trial, numeral: Numeral) -> list[str]:
    """Addresses of data that hold a figure, exact before rounded, narrow before wide."""
    exact, rounded = [], []
    for datum in filter(None, map(trial.datum, trial.addresses())):
        figures = [figure for figure in datum.figures if _alike(figure, numeral)]
        if any(figure.value == numeral.value for figure in figures):
            exact.append(datum.address)
        if any(numeral.matches(figure.value, figure.quantum) for figure in figures):
            rounded.append(datum.address)
    return sorted(exact or rounded, key=lambda address: "." not in address)[:MOST]


def _alike(figure: Figure, numeral: Numeral) -> bool:
    """Whether a figure of the data is of the kind of one in prose, whatever it is called there: a
    limit, too, for a range is linked as a whole."""
    return (
        figure.role not in BESIDE
        and figure.percent in (None, numeral.percent)
        and not (figure.unit and numeral.unit and figure.unit != numeral.unit)
    )


def _unbound(prose: Prose, numeral: Numeral, addresses: list[str] | None) -> Problem:
    """``addresses`` are those of the table the figure stands in; None on a page, which may speak of
    any table."""
    place, digits = prose.place(numeral.start), f"{numeral.digits}{'%' * numeral.percent}"
    if addresses is None:
        kind = "in-table" if prose.source.path.endswith(".yml") else "on-page"
    else:
        kind = "datum" if addresses else "no-datum"
    return problem(place, f"figure-unbound/{kind}", digits=digits, addresses=addresses)
