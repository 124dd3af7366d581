"""Rules on what is bound: every result figure stands in a link to its datum, and the share of those
that do stays above a floor."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal

from review.evidence.corpus import TRIALS, VOCABULARY, Corpus
from review.evidence.trial import Figure, Trial
from review.figures.binding import Binding, bindings
from review.figures.coverage import Share, Shares, Stated, by_prose, inside, judged, shares, stated
from review.messages import problem
from review.problem import Problem, Text
from review.rules.allowance import standing
from review.rules.answer_figures import unbound
from review.rules.rule import after, of_parts
from review.rules.table_form_rules import with_unreadable_rows
from review.sources.link import Link, target
from review.sources.numeral import Numeral
from review.sources.prose import Prose

WORDS = (("summary",), ("appraisal", "shows"), ("appraisal", "limits"))
NAMES = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
BESIDE = frozenset({"level", "timepoint"})  # what a figure is never meant for
MOST = 4  # addresses that are named
LISTING = "python hooks check --unbound"


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
    bindings = by_prose(corpus)
    ids = frozenset("-".join(path) for path in WORDS)
    for path, pair in corpus.pairs:
        trial = corpus.trial_at(path) if pair.id in ids else None
        if trial is not None:
            times = _times(trial)
            for prose in pair.sides:
                for numeral, bound in judged(prose, bindings.get(id(prose), []), times):
                    if not bound:
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
    astray = _Astray(corpus)
    figures = [
        replace(figure, bound=figure.bound or astray.holds(figure.prose, figure.numeral))
        for figure in stated(corpus)
    ]
    for language, share in shares(figures).items():
        if is_below({language: share}, floor):
            found = _share(share, NAMES[language], _most(figures, language))
            yield problem(
                record.place("bound"), "figures-bound", floor=floor, listing=LISTING, found=found
            )


def is_below(found: Shares, floor: Decimal | None) -> bool:
    """Whether a share is below the floor."""
    return floor is not None and any(
        100 * share.bound < floor * share.total for share in found.values()
    )


def _partly_read(corpus: Corpus) -> bool:
    """Whether a page was not read in full: it may hold more bound figures."""
    return any(problem.place.path.endswith(".md") for problem in corpus.problems)


def _share(share: Share, name: Text, most: Text) -> Text:
    counts = f"{share.bound}/{share.total}（{share.percent}）"
    return Text(
        f"{name.zh}结果数字绑定 {counts}，未绑定的以 {most.zh} 最多",
        f"{share.bound} of {share.total} {name.en} result figures bound"
        f" ({share.percent}), most of the unbound in {most.en}",
    )


def _most(figures: list[Stated], language: str) -> Text:
    """The page with the most unbound figures, and how many."""
    path, number = Counter(
        figure.place.path
        for figure in figures
        if not figure.bound and figure.prose.language in (language, "both")
    ).most_common(1)[0]
    return Text(f"{path}（{number} 个）", f"{path} ({number})")


class _Astray:
    """Links to data that do not exist or cannot be read, by the identity of their prose: that is a
    problem by itself, and their figures are none beside it."""

    def __init__(self, corpus: Corpus) -> None:
        self.links: dict[int, list[Link]] = {}
        # proses with a link to a table that cannot be read: its rows may have the times they name
        self.timed: set[int] = set()
        for prose, link in _nowhere(corpus):
            self.links.setdefault(id(prose), []).append(link)
        for binding in filter(_is_lost, bindings(corpus)):
            if standing(corpus, binding.prose.place(binding.link.start), "datum-unknown"):
                self.links.setdefault(id(binding.prose), []).append(binding.link)
            if binding.trial is None and target(binding.link, binding.path) in corpus.unread:
                self.timed.add(id(binding.prose))

    def holds(self, prose: Prose, numeral: Numeral) -> bool:
        """Whether a figure stands in a link that leads astray, or in what a slip kept from being
        one."""
        links = (*self.links.get(id(prose), ()), *(slip.link for slip in prose.slips))
        return (
            id(prose) in self.timed
            and numeral.unit is not None
            or any(inside(numeral, link) for link in links)
        )


def _is_lost(binding: Binding) -> bool:
    """Whether a link leads to no datum."""
    return binding.datum is None


def _nowhere(corpus: Corpus) -> Iterator[tuple[Prose, Link]]:
    """Links with the address of a figure that lead into no folder of tables."""
    for path, prose, _ in corpus.prose:
        for link in prose.links:
            if (
                link.fragment
                and link.file.endswith(".yml")
                and not target(link, path).startswith((f"{TRIALS}/", f"{VOCABULARY}/"))
                and standing(corpus, prose.place(link.start), "link-dead")
            ):
                yield prose, link


def _times(trial: Trial) -> frozenset[str]:
    """When the rows of a table were measured; its own words may say so without a link."""
    return frozenset(str(row.data["timepoint"]) for row in trial.rows if row.data.get("timepoint"))


def _addresses(trial: Trial, numeral: Numeral) -> list[str]:
    """Addresses of data that hold a figure, digit by digit before rounded; the narrow before the
    wide, which hold many."""
    data = [trial.datum(address) for address in trial.addresses()]
    figures = {
        datum.address: [figure for figure in datum.figures if _alike(figure, numeral)]
        for datum in data
        if datum
    }
    exact = _holding(figures, lambda figure: figure.value == numeral.value)
    rounded = _holding(figures, lambda figure: numeral.matches(figure.value, figure.quantum))
    return sorted(exact or rounded, key=lambda address: "." not in address)[:MOST]


def _holding(figures: dict[str, list[Figure]], test: Callable[[Figure], bool]) -> list[str]:
    """The addresses with a figure that passes a test."""
    return [address for address, values in figures.items() if any(map(test, values))]


def _alike(figure: Figure, numeral: Numeral) -> bool:
    """Whether a figure of the data is of the kind of one in prose, whatever it is called there: a
    limit, too, for a range is linked as a whole."""
    return (
        figure.role not in BESIDE
        and figure.percent in (None, numeral.percent)
        and not (figure.unit and numeral.unit and figure.unit != numeral.unit)
    )


def _unbound(prose: Prose, numeral: Numeral, some: list[str] | None) -> Problem:
    """``some`` are addresses of the table the figure stands in; None on a page, which may speak of
    any table."""
    place, digits = prose.place(numeral.start), f"{numeral.digits}{'%' * numeral.percent}"
    if some is None:
        kind = "in-table" if prose.source.path.endswith(".yml") else "on-page"
        return problem(place, f"figure-unbound/{kind}", digits=digits)
    kind = "datum" if some else "no-datum"
    return problem(place, f"figure-unbound/{kind}", digits=digits, addresses=some)
