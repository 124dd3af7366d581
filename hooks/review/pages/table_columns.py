"""Fields of a trial as cells, for every table that has a row per trial."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from review.edition.view import View
from review.evidence.selection import year
from review.evidence.trial import Row, Trial
from review.markup.escape import attribute, link, literal
from review.markup.table import BREAK, anchor, small
from review.wording import prose_markdown, provenance, values
from review.wording.provenance import Signs
from review.wording.trial_words import TrialWords, worded

FEW = 4  # terms a cell shows
ARMS = 4  # arms a cell shows before it refers to the trial's page
COUNTS = (
    *("n", "randomised", "registered", "treated", "eligible", "analysed", "evaluable"),
    *("per-protocol", "assessed", "planned", "studies"),
)


@dataclass(frozen=True)
class StudyCells:
    """What cells of a table on the page of ``view`` say of a trial. ``signs`` are those of the
    block around the table, where that names the sources of unconfirmed figures below."""

    trial: Trial
    view: View
    signs: Signs | None = None

    @cached_property
    def words(self) -> TrialWords:
        """The trial in words of the page's language."""
        return worded(self.trial, self.view.corpus, self.view.language)

    def name(self) -> str:
        """The trial as a link, marked where it was added since the predecessor."""
        added = self.trial.get("since") == "added"
        return self.view.trial(self.trial) + (f" {self.since_badge()}" if added else "")

    def headed(self) -> str:
        """The trial with phase, number and status in small print: narrow enough for phones."""
        number = self.enrolled()
        details = [
            self.phase() if self.trial.phase != "none" else "",
            f"n={number}" if number else "",
            self.status(),
        ]
        return self.name() + BREAK + small(" · ".join(filter(None, details)), "headline")

    def since_badge(self) -> str:
        """The mark of a trial that the predecessor did not have."""
        title, short = attribute(self.since()), self.view.word("since", "added-short")
        return f'<span class="since since-added" title="{title}">{short}</span>'

    def since(self) -> str:
        """Whether the predecessor had the trial, in words."""
        predecessor = self.view.pick(self.view.corpus.settings.predecessor)
        return self.view.word("since", str(self.trial.get("since")), predecessor=predecessor)

    def status(self) -> str:
        """The status as a badge."""
        status, full = str(self.trial.get("status")), self.view.word("status", verdict(self.trial))
        return f'<span class="status status-{attribute(status)}">{literal(full)}</span>'

    def status_short(self) -> str:
        """The status in a word, its full wording as title."""
        status, full = str(self.trial.get("status")), self.view.word("status", verdict(self.trial))
        short = literal(self.view.word("status-short", verdict(self.trial)))
        classes = f"status status-{attribute(status)}"
        return f'<span class="{classes}" title="{attribute(full)}">{short}</span>'

    def phase(self) -> str:
        """``2 期`` or ``phase 2``."""
        phase = self.trial.phase
        if phase == "none":
            return self.view.word("phase", "none")
        return self.view.word("phase", "of", phase=phase)

    def phase_field(self) -> str:
        """The phase behind the name of that field."""
        phase = self.trial.phase
        if phase == "none":
            return self.view.word("phase", "field-none")
        return self.view.word("phase", "field", phase=phase)

    def phase_short(self) -> str:
        """The bare phase, for a column that is headed so."""
        return "–" if self.trial.phase == "none" else literal(self.trial.phase)

    def kind(self) -> str:
        """The kind of study."""
        return self.view.word("kind", self.trial.design)

    def design(self) -> str:
        """Kind of study, its layout where that is not of parallel arms, and blinding."""
        layout = self.trial.layout
        layouts = [self.view.word("layout", layout)] if layout != "parallel" else []
        blinding = str(self.trial.get("design", "blinding") or "none")
        blinded = [self.view.word("blinding", blinding)] if blinding != "none" else []
        return self.view.listed([self.kind(), *layouts, *blinded])

    def setting(self) -> str:
        """Where the disease stands."""
        return self.view.word("setting", str(self.trial.get("population", "setting")))

    @cached_property
    def sizes(self) -> dict[str, int]:
        """The numbers enrolled, by what they count."""
        block = self.trial.get("enrolled")
        numbers = block.items() if isinstance(block, dict) else ()
        return {name: number for name, number in numbers if isinstance(number, int)}

    @property
    def counted(self) -> str:
        """What the number counts by which the study counts; empty where it gives none."""
        return next((name for name in COUNTS if name in self.sizes), "")

    def enrolled(self) -> str:
        """The number by which the study counts, with its definition as title."""
        name = self.counted
        if not name:
            return ""
        number = values.count(self.sizes[name], self.view.language)
        target = self.view.source(self.trial.path, f"enrolled.{name}")
        return link(number, target, self.view.word("enrolled", name), ".datum")

    def counts(self) -> str:
        """All numbers enrolled, each with its definition and its anchor."""
        texts = []
        for name, number in self.sizes.items():
            size = values.count(number, self.view.language)
            defined = self.view.bracket(size, self.view.word("enrolled", name))
            texts.append(anchor(f"enrolled.{name}") + defined)
        return self.view.listed(texts)

    def year(self) -> str:
        """Year of the first source."""
        return year(self.trial, self.view.corpus)

    def few(self, kind: str, ids: list[str]) -> str:
        """The first terms of a list as links, without what is broader than another of them; the
        trial's page has them all."""
        lineage = self.view.edition.lineage
        broader = {term for id in ids for term in lineage(kind, id) if term != id}
        ids = [id for id in ids if id not in broader]
        links = self.view.terms(kind, ids[:FEW])
        if len(ids) <= FEW:
            return links
        more = self.view.word("more", "kinds", n=len(ids) - FEW, all=len(ids))
        return links + link(more, self.view.source(self.trial.path))

    def prose(self, *path: str) -> str:
        """A text of the table in one line."""
        return prose_markdown.line(self.view.prose(self.trial, *path), self.view, self.signs)

    def primary(self) -> str:
        """The primary results, a line each: a trial of several cohorts has one for every cohort."""
        results = [
            self.result(row, literal(self.words.row(row).specified(short=True)))
            for row in self.trial.primaries
        ]
        return BREAK.join(results) or self.view.word("key", "no-figure")

    def result(self, row: Row, name: str, arms: Sequence[str] | None = None) -> str:
        """A row in one line under ``name``, as a link to it, with a dagger where it is not
        confirmed; of its arms all or ``arms`` these."""
        figures = self.words.row(row).line(ARMS, arms) or self.view.word("key", "no-figure")
        named = name + self.view.language.colon + literal(figures)
        return self.linked(named, address(row, arms)) + self.dagger(row)

    def linked(self, figures: str, address: str) -> str:
        """Figures as a link to their datum, with what they are and where from as title."""
        datum = self.trial.datum(address)
        title = self.words.title(datum) if datum else ""
        return link(figures, self.view.source(self.trial.path, address), title, ".datum")

    def dagger(self, row: Row) -> str:
        """The sign of a row that is not confirmed; empty for any other."""
        note = self.words.row(row).unconfirmed
        if not note:
            return ""
        return provenance.dagger(note, self.signs.of(note) if self.signs else "†")


def verdict(trial: Trial) -> str:
    """The status under the name of its wording: why nothing is compared depends on the design."""
    status = str(trial.get("status"))
    if status != "non-comparative":
        return status
    return f"{status}-{'randomised' if trial.randomised else 'alone'}"


def address(row: Row, arms: Sequence[str] | None) -> str:
    """Where a row is pointed to: itself, or the cell of the one arm of several that is shown."""
    single = arms and len(arms) == 1 < len(row.cells) and not row.between
    return f"{row.id}.{arms[0]}" if arms and single else row.id


COLUMNS: Mapping[str, Callable[[StudyCells], str]] = {
    "phase": StudyCells.phase_short,
    "n": StudyCells.enrolled,
    "status": StudyCells.status_short,
    "design": StudyCells.design,
    "line": lambda cells: cells.prose("population", "line"),
    "comparator": lambda cells: cells.prose("design", "comparator"),
    "agents": lambda cells: cells.few("agents", cells.trial.agents),
    "diagnoses": lambda cells: cells.few("diagnoses", cells.trial.ids("population", "diagnoses")),
    "endpoints": lambda cells: cells.few("endpoints", cells.trial.endpoints),
    "setting": StudyCells.setting,
    "since": lambda cells: cells.view.word("since", f"{cells.trial.get('since')}-short"),
    "year": StudyCells.year,
    "primary": StudyCells.primary,
}
