"""Key results: the box that opens a page, a line for each study: in the order of the questions that
weigh them for a critical outcome, then the strongest design, among equals the largest.

What a line shows is chosen in ``keyresult_choice``: the primary results, overall survival and what
questions weigh, as far as they concern the subject of the page and have both a comparator (or are
said to have none) and a denominator. How it is said stands in ``keyresult_line``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import PurePosixPath

from review.edition.edition import Edition
from review.edition.view import View
from review.evidence.corpus import Corpus
from review.evidence.selection import ids
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.evidence.weighed_evidence import NO_ROWS, critical_rows
from review.markup import templates
from review.markup.escape import attribute
from review.pages.keyresults.keyresult_choice import (
    KeyResult,
    Subject,
    key_results,
    relevant,
    silence,
)
from review.pages.keyresults.keyresult_line import StudyLine
from review.pages.keyresults.repeated_results import repeated_rows
from review.pages.keyresults.study_order import clinical_rank
from review.sources.link import target
from review.sources.prose import Prose
from review.sources.section import Section
from review.wording.provenance import Signs

__all__ = ["discussed", "of_section", "of_term", "relevant", "subject", "subjects"]

FIRST = 6  # studies in sight
LISTED = 12  # studies in the box of a term, which has a table of all of them below
EVERY = 1000  # a section has no such table
NAMED = 8  # studies named that have nothing to show
WHY = ("elsewhere", "silent")
REPEATED = "told"
NOWHERE: Mapping[str, frozenset[str]] = {}


def of_section(section: Section, views: Sequence[View]) -> str:
    """The box of a section in one language or in two: the studies whose figures its text states, of
    a section on some diseases those that concern these; empty where there are none."""
    edition = views[0].edition
    subject_of_page, trials = subjects(section, edition), discussed(section, edition)
    if subject_of_page is not None:
        trials = [trial for trial in trials if subject_of_page.among(_studied(trial))]
    own = PurePosixPath(section.path).stem
    repeated = repeated_rows(section, edition)
    return Box(trials, subject_of_page, views, EVERY, repeated, own).markdown()


def of_term(term: Term, trials: list[Trial], view: View) -> str:
    """The box of an agent or a diagnosis."""
    return Box(trials, subject(term, view.edition), [view], LISTED).markdown()


def subjects(section: Section, edition: Edition) -> Subject | None:
    """What a section is about: the diagnoses of its front matter with all narrower ones."""
    named = frozenset(ids(section.metadata.get("diagnoses")))
    found = edition.corpus.vocabulary.below("diagnoses", named)
    return Subject("diagnoses", found, named) if named else None


def discussed(section: Section, edition: Edition) -> list[Trial]:
    """Studies whose figures the text of a section states, not those it only points to."""
    return [
        trial
        for trial in edition.spoken_of_in(section)
        if any(
            _states(side, trial)
            for mention in edition.mentions_in(section, trial)
            for side in mention.pair.sides
        )
    ]


def _states(prose: Prose, trial: Trial) -> bool:
    return any(
        link.fragment and target(link, prose.source.path) == trial.path for link in prose.links
    )


def subject(term: Term, edition: Edition) -> Subject:
    """What a term's page is about: the term, and for a diagnosis all narrower ones."""
    named = frozenset({term.id})
    narrower_ids = edition.corpus.vocabulary.below("diagnoses", named)
    return Subject(term.kind, narrower_ids if term.kind == "diagnoses" else named, named)


def _studied(trial: Trial) -> list[str]:
    return [*trial.diagnoses, *trial.ids("population", "every")]


@dataclass(frozen=True)
class Box:
    """The box of key results about a subject, with at most so many studies, in one or two views; of
    the section ``section``, or of a term where that is empty."""

    trials: Sequence[Trial]
    about: Subject | None
    views: Sequence[View]
    limit: int
    repeated: Mapping[str, frozenset[str]] = field(default_factory=lambda: NOWHERE)
    section: str = ""

    @property
    def _corpus(self) -> Corpus:
        return self.views[0].corpus

    @cached_property
    def _ranked(self) -> list[Trial]:
        rank = partial(clinical_rank, corpus=self._corpus, section=self.section)
        return sorted(self.trials, key=rank)

    @cached_property
    def _results(self) -> dict[str, list[KeyResult]]:
        """What there is to show of the studies that have something, by their ids."""
        found = {id: self._untold(id, results) for id, results in self._chosen.items()}
        return {id: results for id, results in found.items() if results}

    @cached_property
    def _chosen(self) -> dict[str, list[KeyResult]]:
        weighed = critical_rows(self._corpus)
        return {
            trial.id: key_results(trial, self.about, weighed.get(trial.id, NO_ROWS))
            for trial in self._ranked
        }

    def _untold(self, id: str, results: list[KeyResult]) -> list[KeyResult]:
        """The results of a study that the page does not tell twice already."""
        row_ids = self.repeated.get(id, NO_ROWS)
        return [result for result in results if result.row.id not in row_ids]

    @cached_property
    def _listed(self) -> list[Trial]:
        return [trial for trial in self._ranked if trial.id in self._results][: self.limit]

    def markdown(self) -> str:
        """The box; empty where there are no studies."""
        if not self.trials:
            return ""
        signs = {view.language: Signs() for view in self.views}
        sides = [self._lines(view, signs[view.language]) for view in self.views]
        lines = [self._side_by_side(pair) for pair in zip(*sides)]
        above = self._silent(REPEATED)
        title = "further" if above and lines else "title"
        return templates.render(
            "keyresults.md.j2",
            views=self.views,
            title=title,
            above=above,
            name=" ".join(attribute(view.word("key", title)) for view in self.views),
            first=lines[:FIRST],
            rest=lines[FIRST:],
            more=len(self._results) - len(lines),
            notes=[(language, own.below()) for language, own in signs.items() if own.notes],
            computed=self._computed,
            silent=[silent for why in WHY for silent in self._silent(why)],
        )

    def _lines(self, view: View, signs: Signs) -> list[str]:
        found = [(trial, self._results[trial.id]) for trial in self._listed]
        return [
            StudyLine(
                trial, results, self.about, view, signs, self.repeated.get(trial.id, NO_ROWS)
            ).markdown()
            for trial, results in found
        ]

    def _side_by_side(self, lines: Sequence[str]) -> str:
        """One study: in one language as it is, in two side by side."""
        if len(lines) == 1:
            return lines[0]
        pairs = zip(self.views, lines)
        sides = [{"lang": view.language, "markdown": line} for view, line in pairs]
        return templates.render("both.md.j2", name="study", sides=sides)

    @property
    def _computed(self) -> bool:
        """Whether a line shows an interval that no publication gives."""
        results = [result for trial in self._listed for result in self._results[trial.id]]
        cells = [cell for result in results for cell in result.cells]
        return any(cell.proportion is not None and cell["ci"] is None for cell in cells)

    def _silent(self, why: str) -> list[tuple[str, str]]:
        """The studies that have nothing to show for the reason ``why``, by language."""
        studies = [trial for trial in self._ranked if trial.id not in self._results]
        trials = [trial for trial in studies if self._why(trial) == why]
        if not trials:
            return []
        return [(view.language, self._named(why, trials, view)) for view in self.views]

    def _why(self, trial: Trial) -> str:
        """Why a study has no line: ``REPEATED`` where the page tells all its results already."""
        return REPEATED if self._chosen[trial.id] else silence(trial, self.about)

    def _named(self, why: str, trials: Sequence[Trial], view: View) -> str:
        reason = f"{why}-{self.about.kind}" if self.about and why == "elsewhere" else why
        names = view.listed([view.trial(trial) for trial in trials[:NAMED]])
        more = view.word("more", "studies", n=len(trials) - NAMED, all=len(trials))
        return view.word("key", reason) + names + (more if len(trials) > NAMED else "")
