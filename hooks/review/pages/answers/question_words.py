"""A question in words: whom it is about, its standing and who says so, the certainty."""

from __future__ import annotations

from review.edition.view import View
from review.evidence.question import LEVELS, Outcome, Question
from review.evidence.trial import Row
from review.markup.escape import link, literal, plain
from review.markup.language import Language
from review.wording import names, prose_markdown
from review.wording.citation_numbers import cite
from review.wording.provenance import Signs

FULL, EMPTY = "⊕", "◯"  # the signs of GRADE


def page_of(question: Question) -> str:
    """Path of a question's page within its rendition."""
    return f"questions/{question.id}.md"


def question_text(question: Question, view: View) -> str:
    """The question as plain text."""
    return plain(view.pick(question.text("asked")))


def linked(question: Question, view: View, text: str = "") -> str:
    """The question, or another text, as a link to its page."""
    return link(literal(text or question_text(question, view)), view.to(page_of(question)))


def situation(question: Question, language: Language) -> str:
    """Stage of the disease and line of treatment, as ``advanced disease, first line``."""
    lines = language.listed([language.word("line-short", line) for line in question.lines])
    stage = language.word("setting-short", question.setting) if question.setting else ""
    return " · ".join(filter(None, [stage, lines]))


def signs(level: str) -> str:
    """A level of certainty in the signs of GRADE, as ``⊕⊕⊕◯``."""
    full = len(LEVELS) - LEVELS.index(level)
    return FULL * full + EMPTY * (len(LEVELS) - full)


def certainty(level: str, language: Language) -> str:
    """The sign of a level and its word; empty where none was given."""
    if level not in LEVELS:
        return ""
    word = language.word("certainty", level)
    sign = f'<span class="signs" aria-hidden="true">{signs(level)}</span>'
    return f'<span class="certainty certainty-{level}">{sign} {word}</span>'


def standing(question: Question, language: Language) -> str:
    """How what is asked about stands in practice, as a badge."""
    kind = question.standing or "unknown"
    word = literal(language.word("standing", kind))
    return f'<span class="standing standing-{kind}">{word}</span>'


def guidelines(question: Question) -> str:
    """Who says so, as a citation; empty where nobody is named."""
    sources = question.ids("practice", "sources")
    return cite(*sources) if sources else ""


def outcome_name(outcome: Outcome, view: View) -> str:
    """The outcome as its label or its endpoint has it, with the time point of the row that is its
    evidence where that is a rate."""
    label = view.pick(outcome.text("label"))
    row = first_row(outcome, view)
    if label or row is None or row.kind != "results" or row.endpoint != outcome.endpoint:
        return plain(label) or view.name("endpoints", outcome.endpoint)
    return plain(names.result(row, view.corpus.vocabulary, view.language))


def outcome_heading(outcome: Outcome, view: View) -> str:
    """The name of an outcome where a line begins with it; English then has a capital."""
    name = outcome_name(outcome, view)
    return name[:1].upper() + name[1:] if view.language is Language.EN else name


def finding(outcome: Outcome, view: View, signs: Signs) -> str:
    """What happens in plain words, as one line; empty where it is not said."""
    path = ("outcomes", outcome.number, "finding", view.language)
    return prose_markdown.line(outcome.record.prose(view.language, *path), view, signs)


def anchor(outcome: Outcome) -> str:
    """The anchor of an outcome on its question's page."""
    return f"outcome-{outcome.number + 1}"


def first_row(outcome: Outcome, view: View) -> Row | None:
    """The row of the first piece of evidence; None where there is none."""
    for address in outcome.evidence:
        trial = view.corpus.trials.get(address.trial)
        row = trial.row(address.row) if trial else None
        if row is not None:
            return row
    return None


def leading(question: Question) -> Outcome | None:
    """The outcome that speaks for the question where there is room for one: of those with evidence
    a critical one, but something surer rather than one of which the evidence is very uncertain; a
    harm where there is nothing else."""
    return min(
        (outcome for outcome in question.outcomes if outcome.evidence),
        key=lambda outcome: (outcome.harm, outcome.level == LEVELS[-1], not outcome.critical),
        default=None,
    )
