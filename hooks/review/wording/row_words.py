"""A row of a trial table in the words of one language, each worded once: what it is called, whom it
is about, its figures, its comparison, and where they were seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile
from typing import TYPE_CHECKING

from review.evidence.reference import Reference
from review.evidence.row import Row
from review.markup import labels
from review.markup.escape import plain
from review.markup.language import Language
from review.wording import denominator, names, values
from review.wording.values import Value

if TYPE_CHECKING:
    from review.wording.trial_words import TrialWords


@dataclass(frozen=True, eq=False)
class RowWords:
    """A row, worded. Everything is plain text."""

    study: TrialWords
    row: Row

    @property
    def language(self) -> Language:
        return self.study.language

    def _text(self, name: str) -> str:
        return plain(self.language.pick(self.row.text(name)))

    @cached_property
    def name(self) -> str:
        """The endpoint and time point of a result, the label of a harm or fact."""
        if self.row.kind != "results":
            return self._text("label") or self.row.id
        return names.result(self.row, self.study.vocabulary, self.language)

    def specified(self, short: bool = False, median: bool = True) -> str:
        """The name of a result, to which diagnoses or patients it is limited, and how it was
        assessed.

        ``short`` takes abbreviations; with ``median`` the name says of medians that they are, and
        ``value`` need not."""
        name = names.result(self.row, self.study.vocabulary, self.language, short, median)
        return self.language.bracket(
            name, self.language.clauses([self.population, self.assessment])
        )

    @cached_property
    def population(self) -> str:
        """The diagnoses or patients that the row is limited to; empty where it is not."""
        diagnoses = self.row.diagnoses
        if diagnoses and diagnoses != self.row.trial.ids("population", "diagnoses"):
            return self.language.listed([self.study.term("diagnoses", id) for id in diagnoses])
        return self._text("population")

    @cached_property
    def assessment(self) -> str:
        """How the result was assessed, where the row says so."""
        return self._text("assessment")

    @cached_property
    def grade(self) -> str:
        return values.grade(self.row.data.get("grade"), self.language)

    @cached_property
    def cutoff(self) -> str:
        """The data cut-off."""
        return values.cutoff(self.row, self.language)

    @cached_property
    def timepoint(self) -> str:
        return values.timepoint(self.row.data.get("timepoint"), self.language)

    @cached_property
    def adjustment(self) -> str:
        """Whether the comparison is adjusted, where the row says so."""
        adjusted = (self.row.between or {}).get("adjusted")
        if adjusted is None:
            return ""
        return self.language.word("adjusted" if adjusted in (True, "true") else "unadjusted")

    @cached_property
    def one_arm(self) -> str:
        """The one arm or comparison of the row, which figures in one line leave out."""
        if self.row.between and not self.row.cells:
            return self.comparison
        return self.study.arm(next(iter(self.row.cells))) if len(self.row.cells) == 1 else ""

    @cached_property
    def arms(self) -> str:
        """The arms that the row is about; the comparison where it has nothing else."""
        return self.one_arm or self.language.listed([self.study.arm(arm) for arm in self.row.cells])

    @cached_property
    def comparison(self) -> str:
        """“a v b”: the two arms a comparison is between; what both names begin with, up to commas,
        is said once: “subgroup: a v b”."""
        between, comma = self.row.between or {}, self.language.comma
        first, second = (
            self.study.arm(str(between.get(end, "?"))).split(comma) for end in ("of", "versus")
        )
        common = takewhile(lambda pair: pair[0] == pair[1], zip(first[:-1], second[:-1]))
        shared = [piece for piece, _ in common]
        named = self.language.word(
            "versus", a=comma.join(first[len(shared) :]), b=comma.join(second[len(shared) :])
        )
        return f"{comma.join(shared)}{self.language.colon}{named}" if shared else named

    @cached_property
    def estimate(self) -> str:
        """The figures of the comparison; empty where there is none."""
        return values.between(self.row.between, self.language) if self.row.between else ""

    @cached_property
    def p_value(self) -> str:
        """The P value of a row that has no comparison of two arms."""
        return values.p_value(self.row.data, self.language)

    @cached_property
    def names_median(self) -> bool:
        """Whether the name of the row says already that its figures are medians."""
        if self.row.kind == "results":
            return self.row.medians
        return self.language.word("median", value="").strip() in self.name.lower()

    def value(self, arm: str, median: bool = True) -> Value:
        """What an arm has, counts by what they count; ``median`` calls a median so."""
        if (arm, median) not in self._values:
            events = names.events(self.row, self.study.vocabulary, self.language)
            unit, cell = self.row.data.get("unit"), self.row.cells[arm]
            self._values[arm, median] = values.of_cell(cell, unit, self.language, events, median)
        return self._values[arm, median]

    @cached_property
    def _values(self) -> dict[tuple[str, bool], Value]:
        return {}

    def line(self, limit: int = 3, arms: Sequence[str] | None = None) -> str:
        """The row in one line, behind a name that says of medians that they are: each arm's value
        (``limit`` of them, or of those in ``arms``) and the comparison."""
        columns = list(self.row.cells if arms is None else arms)
        parts = [self.arm_value(arm, not self.names_median) for arm in columns[:limit]]
        if len(columns) > limit:
            parts.append(self.language.word("more", "arms", n=len(columns) - limit))
        return self.language.clauses([*parts, self.estimate])

    def arm_value(self, arm: str, median: bool) -> str:
        """An arm's value with its interval, behind the arm's name where the row has several."""
        value = values.inline(self.value(arm, median), self.language)
        return (
            value if len(self.row.cells) == 1 else of_arm(self.study.arm(arm), value, self.language)
        )

    def denominator(self, arms: Sequence[str]) -> str:
        """How many patients the row or these arms of it are about, unless its figures say."""
        return denominator.of_row(self.row, arms, self.language)

    @cached_property
    def report(self) -> str:
        """Name of the report that prints an unconfirmed figure; empty without one."""
        if self.row.data.get("seen") == "predecessor":
            return self.language.pick(self.study.corpus.settings.predecessor)
        report = self.row.trial.report_name(str(self.row.data.get("report")))
        return self.language.pick(report)

    def printed_in(self, report: str) -> str:
        """“seen in a news report: X”, by the kind of report, X being how it is named."""
        if not report:
            return self.language.word("unconfirmed", "nameless")
        if self.row.data.get("seen") == "predecessor":
            return self.language.word("unconfirmed", "predecessor", report=report)
        kind = self.row.trial.get("reports", str(self.row.data.get("report")), "kind")
        return self.language.word("unconfirmed", str(kind or "secondary"), report=report)

    @cached_property
    def unconfirmed(self) -> str:
        """Who printed the figures; empty where they are confirmed."""
        return "" if self.row.confirmed else self.printed_in(self.report)

    @cached_property
    def seen(self) -> str:
        """Where the figures were seen, with the place there."""
        return self.located(
            self.unconfirmed or self.language.word("seen", str(self.row.data.get("seen")))
        )

    def located(self, source: str) -> str:
        """A source with the place in it that the row names: ``full text, table 2``."""
        return self.language.commas(
            [source, values.place(str(self.row.data.get("locator") or ""), self.language)]
        )

    @cached_property
    def source(self) -> str:
        """First author and year of the publication of the figures; empty if unknown."""
        reference = self.study.corpus.bibliography.entries.get(str(self.row.source))
        return first_author(reference) if reference else ""


def first_author(reference: Reference) -> str:
    """First author and year of a publication; where it names nobody, how its title begins."""
    people = reference.entry.persons.get("author") or reference.entry.persons.get("editor") or []
    if not people:
        return f"{reference.title[:40]} {reference.year}".strip()
    family = " ".join([*people[0].prelast_names, *people[0].last_names])
    return f"{plain(family.strip('{}'))} {reference.year}".strip()


def of_arm(name: str, value: str, language: Language) -> str:
    """An arm with its value. Two words that would run together are parted by a comma."""
    letter = value[:1].isalpha()
    if letter and (language is Language.EN or not value[:1].isascii()):
        return name + language.comma + value
    return labels.fill("{name} {value}", language, {"name": name, "value": value})
