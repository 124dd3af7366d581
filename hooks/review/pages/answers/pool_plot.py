"""The forest plot of a pool: its comparisons, the way round that the question asks, each with its
weight, and the pooled estimate as a diamond below them."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.cell import HAZARDS
from review.evidence.pooled_estimate import Contribution, PooledEstimate, pooled_estimate
from review.evidence.question import Outcome, Question
from review.markup import templates
from review.pages.answers import pool_words, question_words
from review.pages.plots.drawing import Entry, Mark, draw
from review.pages.plots.paper_data import paper_data
from review.pages.plots.plot_section import Figure, Part
from review.pages.plots.scale import of_differences, of_ratios
from review.wording.trial_words import worded


def plots(question: Question, view: View) -> str:
    """The plots of the outcomes of a question that have a pool; empty without any."""
    figures = [
        _figure(outcome, pool, view)
        for outcome in question.outcomes
        if (pool := pooled_estimate(outcome, view.corpus)) is not None
    ]
    if not figures:
        return ""
    return templates.render(
        "plot.section.md.j2",
        view=view,
        figures=figures,
        open=len(figures),
        note="",
        legend=view.word("pool", "read"),
    )


def _figure(outcome: Outcome, pool: PooledEstimate, view: View) -> Figure:
    marks = [_mark(contribution) for contribution in pool.contributions]
    pooled = Mark(pool.estimate, (pool.low, pool.high), pooled=True)
    scale_of = of_ratios if pool.effect.ratio else of_differences
    scale = scale_of((mark.estimate, mark.interval) for mark in (*marks, pooled))
    entries = [_entry(*pair, view) for pair in zip(pool.contributions, marks)]
    entries.append(_pooled(pool, pooled, view))
    largest = max(contribution.weight for contribution in pool.contributions)
    drawing = draw(entries, scale, largest, _sides(pool, view))
    name = question_words.outcome_heading(outcome, view)
    title = view.language.bracket(name, view.word("pool", "title"))
    described = view.word("pool", "description", n=len(marks))
    id = f"pool-{outcome.number + 1}"
    return Figure(id, title, [Part(id, title, described, drawing, "", paper_data(drawing))], "")


def _mark(contribution: Contribution) -> Mark:
    source = contribution.source
    return Mark(source.estimate, source.interval, contribution.weight)


def _entry(contribution: Contribution, mark: Mark, view: View) -> Entry:
    """A comparison with its study, its arms and its weight."""
    source = contribution.source
    trial = view.corpus.trials[source.address.trial]
    row, words = trial.row(source.address.row), worded(trial, view.corpus, view.language)
    arms = view.language.word("versus", a=words.arm(source.of), b=words.arm(source.versus))
    sign = "" if row is None or row.confirmed else "†"
    return Entry(
        mark,
        arms,
        (pool_words.effect(source, view.language) + sign,),
        view.trial_name(trial),
        view.word("pool", "weight", n=f"{contribution.weight:.0f}"),
        confirmed=not sign,
        datum=str(source.address),
    )


def _pooled(pool: PooledEstimate, mark: Mark, view: View) -> Entry:
    return Entry(
        mark,
        view.word("pool", "all"),
        (pool_words.effect(pool.effect, view.language),),
        note=pool_words.heterogeneity(pool, view),
    )


def _sides(pool: PooledEstimate, view: View) -> tuple[str, str]:
    """Whom the two ends favour: the intervention of the question, or what it is compared with. A
    hazard is one of events; of other measures only what is counted is lower or higher."""
    intervention, comparator = (view.word("pool", side) for side in ("intervention", "comparator"))
    names = [("favours", intervention), ("favours", comparator)]
    if pool.measure not in HAZARDS:
        names = [("lower", intervention), ("higher", intervention)]
    at_left, at_right = (view.word("plot", word, arm=arm) for word, arm in names)
    return f"← {at_left}", f"{at_right} →"
