"""Rules on names, descriptions and notes: they state no results of their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from operator import itemgetter

from review.evidence.corpus import SETTINGS, Corpus
from review.evidence.trial import Figure, Trial
from review.figures.coverage import unbound
from review.figures.expression import parts
from review.messages import problem
from review.problem import Problem
from review.rules.rule import of_parts
from review.sources.numeral import Numeral
from review.sources.prose import Pair, Prose

# in a note a figure is one of its table, or is said to be what a report prints or a protocol sets
ORIGIN = {
    "zh": re.compile("报道|原文|论文|文章|摘要|综述|总结|登记|写作|作者|计划|预设|预先|设计|假定"),
    "en": re.compile(
        r"\b(?:report|paper|abstract|article|review|summar|registr|print|author|plan|prespecif|design|assum)",
        re.IGNORECASE,
    ),
}
OR_MORE = re.compile(r"\s?[%％]?\s?(?:[或及]?以[上下]|or (?:more|less|higher|lower|over)\b)")


@of_parts
def figure_aside(corpus: Corpus) -> Iterator[Problem]:
    """The title of a table, the label of an arm, the description of a population (but for limits of
    entry, as over 10%) and of the review state no result; a result in a note is one that its table
    holds, or is told as what a report prints or a protocol sets.
    试验表的题名、组的名称、人群与综述的说明（“超过 10%”之类的入组界限除外）不写结果；
    note 中的结果数字须为本表所有，或写明是报道所载、方案所定。
    """
    for path, some in groupby(corpus.pairs, key=itemgetter(0)):
        trial = corpus.trial_at(path)
        names = _names(path, trial)
        for _, pair in some:
            if pair.id in names:
                yield from _problems(pair, "stated", partial(_of_name, corpus))
            elif trial is not None and pair.id.endswith("-note"):
                yield from _problems(pair, "originless", partial(_of_note, corpus, trial))


def _problems(
    pair: Pair, kind: str, wrong: Callable[[Prose], Iterable[Numeral]]
) -> Iterator[Problem]:
    for prose in pair.sides:
        for numeral in wrong(prose):
            written = f"{numeral.digits}{'%' * numeral.percent}"
            yield problem(prose.place(numeral.start), f"figure-aside/{kind}", written=written)


def _of_name(corpus: Corpus, prose: Prose) -> Iterator[Numeral]:
    """The results in a name or description."""
    return (numeral for numeral in unbound(corpus, prose) if not _limit(prose, numeral))


def _of_note(corpus: Corpus, trial: Trial, prose: Prose) -> list[Numeral]:
    """The results of a note that its table does not hold, where no report or protocol is named."""
    found = [] if ORIGIN[prose.language].search(prose.text) else list(unbound(corpus, prose))
    figures = _figures(trial) if found else []
    return [numeral for numeral in found if not any(_is(numeral, figure) for figure in figures)]


def _names(path: str, trial: Trial | None) -> frozenset[str]:
    """The texts of a file that are a name or description of the review or of a trial."""
    if trial is None:
        return frozenset({"title", "description"} if path == SETTINGS else ())
    labels = (f"arms-{arm}-label" for arm in trial.arms)
    return frozenset({"title", "population-description", *labels})


def _limit(prose: Prose, numeral: Numeral) -> bool:
    """Whether a numeral is a limit: over 10%, 10% or more. A P value is none."""
    signed = any(
        part.signed and part.role != "p"
        for part in parts(prose.text)
        if part.numeral.end == numeral.end
    )
    return signed or bool(OR_MORE.match(prose.text, numeral.end))


def _figures(trial: Trial) -> list[Figure]:
    """All figures of a table."""
    data = (trial.datum(address) for address in trial.addresses())
    return [figure for datum in data if datum for figure in datum.figures]


def _is(numeral: Numeral, figure: Figure) -> bool:
    equal = numeral.matches(figure.value, figure.quantum)
    return equal and figure.percent in (None, numeral.percent)
