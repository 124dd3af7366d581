"""Rules on what stands beside the data: names and descriptions state no result, and a note states
none of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from review.evidence.corpus import SETTINGS, Corpus
from review.evidence.trial import Figure, Trial
from review.figures.binding import Binding
from review.figures.coverage import by_prose, judged
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
    bindings = by_prose(corpus)
    for path, pair in corpus.pairs:
        trial = corpus.trial_at(path)
        if _named(path, pair, trial):
            yield from _of_names(pair, bindings)
        elif trial is not None and pair.id.endswith("-note"):
            yield from _of_note(pair, trial, bindings)


def _of_names(pair: Pair, bindings: Mapping[int, list[Binding]]) -> Iterator[Problem]:
    """The results in a name or description."""
    for prose in pair.sides:
        for numeral in _unlinked(prose, bindings):
            if not _limit(prose, numeral):
                yield problem(
                    prose.place(numeral.start), "figure-aside/stated", written=_written(numeral)
                )


def _of_note(pair: Pair, trial: Trial, bindings: Mapping[int, list[Binding]]) -> Iterator[Problem]:
    """The results of a note that its table does not hold, where no report or protocol is named."""
    for prose in pair.sides:
        found = [] if ORIGIN[prose.language].search(prose.text) else _unlinked(prose, bindings)
        figures = _figures(trial) if found else []
        for numeral in found:
            if not any(_is(numeral, figure) for figure in figures):
                yield problem(
                    prose.place(numeral.start), "figure-aside/originless", written=_written(numeral)
                )


def _named(path: str, pair: Pair, trial: Trial | None) -> bool:
    """Whether a text is a name or description of the review or of a trial."""
    if trial is None:
        return path == SETTINGS and pair.id in ("title", "description")
    labels = (f"arms-{arm}-label" for arm in trial.arms)
    return pair.id in ("title", "population-description", *labels)


def _unlinked(prose: Prose, bindings: Mapping[int, list[Binding]]) -> list[Numeral]:
    """The results of a text that no link binds."""
    return [numeral for numeral, bound in judged(prose, bindings.get(id(prose), [])) if not bound]


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
    same = numeral.matches(figure.value, figure.quantum)
    return same and figure.percent in (None, numeral.percent)


def _written(numeral: Numeral) -> str:
    return f"{numeral.digits}{'%' * numeral.percent}"
