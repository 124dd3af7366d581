"""The page of a trial: the result first, then everything its table holds, then where else to go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.page_store import Kept
from review.edition.view import View
from review.evidence.corpus import TRIALS
from review.evidence.notice import grave
from review.evidence.reference import Reference
from review.evidence.trial import Trial
from review.markup import templates
from review.markup.escape import link, literal, plain
from review.markup.language import Language
from review.markup.table import anchor, lines, small, table
from review.pages import bias_table, mentions, related_studies
from review.pages.page_finish import Draft, finish
from review.pages.plots import plot_section
from review.pages.results import RowTables, computed
from review.pages.table_columns import StudyCells
from review.styles import notice_marks
from review.wording import prose_markdown, provenance, values
from review.wording.citation_numbers import cite

# where a register shows a trial, by how its numbers begin
REGISTERS = {
    "NCT": "https://clinicaltrials.gov/study/{number}",
    "ISRCTN": "https://www.isrctn.com/{number}",
    "EudraCT ": "https://www.clinicaltrialsregister.eu/ctr-search/search?query={bare}",
    "ACTRN": "https://www.anzctr.org.au/{number}.aspx",
}

Field = tuple[str, str]


def register(number: str) -> str:
    """Where the register shows the trial of a number; empty where the register is not known."""
    for prefix, address in REGISTERS.items():
        if number.startswith(prefix):
            return address.format(number=number, bare=number.removeprefix(prefix))
    return ""


def trials(edition: Edition, store: Kept) -> list[Page]:
    """All trial pages in both languages."""

    def make(id: str, language: Language) -> Page:
        return page(edition.corpus.trials[id], language, edition)

    return [
        store.page(
            f"{language}/trials/{id}.md",
            (edition.frame, edition.tables_of([id]), edition.spoken_of(f"{TRIALS}/{id}.yml")),
            partial(make, id, language),
        )
        for id in edition.corpus.trials
        for language in Language
    ]


def page(trial: Trial, language: Language, edition: Edition) -> Page:
    """The page of one trial in one language."""
    view = View(edition, f"{language}/trials/{trial.id}.md", language)
    title = view.trial_name(trial)
    cells = StudyCells(trial, view)
    blocks = TrialPage(cells, RowTables(cells.words, view)).blocks()
    markdown = templates.render("trial.md.j2", view=view, title=literal(title), **blocks)
    description = _description(cells, view) or view.word("about", "trial", name=title)
    return finish(Draft(view, "trial", title, description, markdown, trial.path))


def _description(cells: StudyCells, view: View) -> str:
    """The summary; where its figures are not confirmed, that they are not."""
    trial = cells.trial
    summary = plain(view.pick(trial.text("summary")))
    unconfirmed = cells.words.row(trial.primary).unconfirmed if trial.primary else ""
    return view.bracket(summary, unconfirmed) if summary else ""


@dataclass(frozen=True)
class TrialPage:
    """Everything below the title of a trial's page."""

    cells: StudyCells
    tables: RowTables

    @property
    def trial(self) -> Trial:
        return self.cells.trial

    @property
    def view(self) -> View:
        return self.cells.view

    def blocks(self) -> dict[str, object]:
        """The blocks of the page, by their name in the template."""
        trial, view, primary = self.trial, self.view, self.trial.primary
        return {
            "subtitle": self.cells.prose("title"),
            "summary": self.cells.prose("summary"),
            "notices": self._notices(),
            "retracted": any(grave(reference.notices) for reference in self._cited()),
            "colon": view.language.colon,
            "provenance": provenance.column(self.cells.words.row(primary)) if primary else "",
            "glance": self._named(self._glance()),
            "design": self._named(self._design()),
            "population": self._named(
                (name, self.cells.prose("population", name))
                for name in ("description", "line", "age")
            ),
            "arms": self._arms(),
            "results": self.tables.results(),
            "computed": computed(trial),
            "plots": plot_section.of_trial(trial, view),
            "facts": self.tables.facts(),
            "harms": self.tables.harms(),
            "harms_unseen": trial.get("harms-unseen") is True,
            "bias": bias_table.of_trial(trial, view),
            "shows": self._prose("appraisal", "shows"),
            "limits": self._prose("appraisal", "limits"),
            "registries": [link(literal(id), register(id)) for id in trial.ids("registries")],
            "discussed": mentions.of_trial(trial, view),
            "related": related_studies.trials(trial, view),
            "entries": related_studies.entries(trial, view),
            "checked": self._checked(),
        }

    def _cited(self) -> list[Reference]:
        """The publications that the table names as its sources."""
        entries = self.view.corpus.bibliography.entries
        return [entries[key] for key in self.trial.cited if key in entries]

    def _notices(self) -> list[str]:
        """The publications behind the table that were retracted or corrected, a line each."""
        style = self.view.style
        return [
            self.view.word("trial", "rests", work=literal(reference.title))
            + notice_marks.html(reference, style)
            for reference in self._cited()
            if reference.notices
        ]

    def _prose(self, *path: str) -> str:
        """A text of the table with its paragraphs."""
        text = self.view.prose(self.trial, *path)
        return prose_markdown.markdown(text, self.view) if text else ""

    def _named(self, fields: Iterable[Field]) -> list[Field]:
        """The fields that have a value, under their names."""
        return [(self.view.word("field", name), value) for name, value in fields if value]

    def _glance(self) -> Iterator[Field]:
        cells = self.cells
        yield "status", cells.status()
        yield "phase", cells.phase_field()
        yield "design", cells.design()
        yield "n", cells.counts()
        yield "diagnoses", self.view.terms("diagnoses", self.trial.ids("population", "diagnoses"))
        yield "setting", cells.setting()
        yield "since", literal(cells.since())
        yield "publications", cite(*self.trial.cited) if self.trial.cited else ""

    def _design(self) -> Iterator[Field]:
        block = self.trial.get("design")
        design = block if isinstance(block, dict) else {}
        hypothesis = design.get("hypothesis")
        # that there is no hypothesis is said by there being no comparison
        if "hypothesis" in design and (hypothesis != "none" or "comparative" not in design):
            yield "hypothesis", self.view.word("hypothesis", str(hypothesis))
        for name in ("comparative", "crossover"):
            if name in design:
                yield name, self.view.word("yes" if design[name] is True else "no")
        allocation = str(design.get("allocation") or "").replace(":", self.view.language.ratio)
        yield "allocation", literal(allocation)
        for name in ("comparator", "primary-endpoint"):
            yield name, self.cells.prose("design", name)
        yield "period", self._period(design.get("period"))
        yield "note", self.cells.prose("design", "note")

    def _period(self, period: object) -> str:
        if not isinstance(period, dict):
            return ""
        ends = {
            name: self.view.language.dated(str(period[name]))
            for name in ("from", "to")
            if period.get(name)
        }
        if not ends:
            return ""
        return self.view.word("period", "both" if len(ends) == 2 else next(iter(ends)), **ends)

    def _arms(self) -> str:
        names = ("arm", "agents", "diagnoses", "enrolled", "evaluable")
        header = [self.view.word("field", name) for name in names]
        return table(header, [self._arm(id, arm) for id, arm in self.trial.arms.items()])

    def _arm(self, id: str, arm: Mapping[str, object]) -> list[str]:
        label = self.cells.prose("arms", id, "label") or literal(id)
        named = self._kind(id, arm)
        named = "" if named in label else named  # “the subgroup of the disease” says it already
        agents, diagnoses = (
            self.view.terms(name, self.trial.ids("arms", id, name))
            for name in ("agents", "diagnoses")
        )
        return [
            lines(anchor(f"arms.{id}") + label, small(named, "kind")),
            lines(agents, small(self.cells.prose("arms", id, "dose"), "dose")),
            diagnoses,
            *(self._count(arm.get(name)) for name in ("n", "evaluable")),
        ]

    def _kind(self, id: str, arm: Mapping[str, object]) -> str:
        """What kind of arm it is, if there are several; of a pooled one also which arms."""
        kinds = {str(arm.get("kind", "arm")) for arm in self.trial.arms.values()}
        named = self.view.word("arm-kind", str(arm.get("kind", "arm"))) if len(kinds) > 1 else ""
        pools = [self.cells.words.arm(part) for part in self.trial.ids("arms", id, "pools")]
        return f"{named}{self.view.language.colon}{self.view.listed(pools)}" if pools else named

    def _count(self, number: object) -> str:
        return values.count(number, self.view.language) if isinstance(number, int) else ""

    def _checked(self) -> str:
        checked = self.trial.get("checked")
        if not isinstance(checked, dict):
            return ""
        sources = [self.view.word("seen", str(source)) for source in checked.get("against") or []]
        return self.view.word(
            "trial",
            "checked-line",
            by=literal(self.view.word("editors", str(checked.get("by", "")))),
            on=self.view.language.dated(str(checked.get("on", ""))),
            against=self.view.listed(sources),
        )
