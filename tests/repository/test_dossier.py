"""The tables agree with the dossier they were written from, where it lies beside the repository:
``REVIEW_DOSSIER``, or ``shared/dossier`` next to the checkout.

A result of the dossier counts where it was verified, and its study is a table by id or by the one
registration number they share. Its numerals are looked for among all figures of that table; a
hazard ratio or a median of the primary endpoint must be there.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

import reviews
from places import ROOT
from review.evidence.corpus import Corpus
from review.evidence.trial import Trial

DOSSIER = Path(os.environ.get("REVIEW_DOSSIER") or ROOT.parent / "shared" / "dossier")
NUMERAL = re.compile(r"(?<![A-Za-z\d.])\d+(?:\.\d+)?")
# about 0.48 is what the dossier's editor reckoned, not what a source prints
RATIO = re.compile(r"\b[HO]R (\d+\.\d+)")
MEDIAN = re.compile(r"(\d+(?:\.\d+)?)(?: v (\d+(?:\.\d+)?))? (?:months|years)\b")
EVENTS = {"progression or death": "pfs", "death": "os"}  # what a hazard ratio is of
COMPARED = re.compile(r", [^,]+ v [^,]+$")
NUMBER = re.compile(r"NCT\d{8}|ISRCTN\d{8}")
LEAST = 90  # percent of all numerals; the rest are of other analyses than the table holds

pytestmark = pytest.mark.skipif(not DOSSIER.is_dir(), reason="no dossier beside this repository")


class Result(NamedTuple):
    """A verified result of the dossier and the table it belongs to."""

    trial: Trial
    data: Mapping[str, Any]

    @property
    def words(self) -> str:
        return f"{self.trial.id}: {self.data.get('endpoint')}: {self.data.get('value')}"

    @property
    def numerals(self) -> list[str]:
        """What it prints: its value, percentage, median or estimate."""
        printed = [str(self.data[name]) for name in ("value", "percent") if name in self.data]
        return [*NUMERAL.findall(" ".join(printed)), *self.estimates, *self.medians]

    @property
    def estimates(self) -> list[str]:
        effect = self.data.get("effect")
        given = [str(effect["value"])] if isinstance(effect, dict) and "value" in effect else []
        return [*RATIO.findall(str(self.data.get("value"))), *NUMERAL.findall(" ".join(given))]

    @property
    def medians(self) -> list[str]:
        found = [number for pair in MEDIAN.findall(str(self.data.get("value"))) for number in pair]
        return [*filter(None, found), *NUMERAL.findall(str(self.data.get("median", "")))]

    def is_primary(self, review: Corpus) -> bool:
        """Whether it names the primary endpoint of its table, and no part of the patients."""
        terms = review.vocabulary.terms["endpoints"]
        endpoint = COMPARED.sub("", str(self.data.get("endpoint"))).casefold()
        found = [terms[row.endpoint] for row in self.trial.primaries if row.endpoint in terms]
        names = {name.casefold() for term in found for name in term.all_names}
        return EVENTS.get(endpoint, endpoint.removeprefix("median ")) in names


@cache
def review() -> Corpus:
    return reviews.review(ROOT)


@cache
def results() -> tuple[Result, ...]:
    return tuple(
        Result(trial, data)
        for study in _studies()
        if (trial := _table(study)) is not None
        for data in study["results"]
        if isinstance(data, dict) and str(data.get("status")).startswith("verified")
    )


def _studies() -> Iterator[Mapping[str, Any]]:
    for file in [DOSSIER / "trials.yml", *sorted((DOSSIER / "2026").glob("*.yml"))]:
        # decimals stay as they are printed
        listed = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        for study in listed if isinstance(listed, list) else []:
            if isinstance(study, dict) and isinstance(study.get("results"), list):
                yield study


@cache
def _tables_by_number() -> dict[str, list[str]]:
    tables: dict[str, list[str]] = {}
    for trial in review().trials.values():
        for number in trial.ids("registries"):
            tables.setdefault(number, []).append(trial.id)
    return tables


def _table(study: Mapping[str, Any]) -> Trial | None:
    trials = review().trials
    if study["id"] in trials:
        return trials[study["id"]]
    numbers = set(NUMBER.findall(str(study.get("registration", "")) + str(study.get("registry"))))
    found = {id for number in numbers for id in _tables_by_number().get(number, [])}
    return trials[found.pop()] if len(found) == 1 else None


@cache
def figures(id: str) -> frozenset[Decimal]:
    """All numbers that a table holds or that are computed from them."""
    trial = review().trials[id]
    data = [trial.datum(address) for address in trial.addresses()]
    return frozenset(figure.value for datum in data if datum for figure in datum.figures)


def holds(id: str, numeral: str) -> bool:
    """Whether a table has a number that is this one at its printed precision."""
    value = Decimal(numeral)
    half = Decimal(1).scaleb(int(value.as_tuple().exponent)) / 2
    return any(abs(abs(figure) - value) <= half for figure in figures(id))


def test_figures_of_the_dossier_stand_in_the_tables(
    record_property: Callable[[str, object], None],
) -> None:
    found = Counter(
        holds(result.trial.id, numeral) for result in results() for numeral in result.numerals
    )
    share = 100 * found[True] / found.total()
    record_property("numerals", found.total())
    record_property("share", f"{share:.1f}%")
    print(f"{found[True]} of {found.total()} numerals of {len(results())} results: {share:.1f}%")
    assert share >= LEAST


def test_no_table_contradicts_the_dossier_on_its_primary_endpoint() -> None:
    primary = [result for result in results() if result.is_primary(review())]
    judged = [
        (result, numeral) for result in primary for numeral in (*result.estimates, *result.medians)
    ]
    assert len(judged) >= 50, "the dossier is there, and hardly anything of it was compared"
    assert not [
        f"{result.words}: {numeral}"
        for result, numeral in judged
        if not holds(result.trial.id, numeral)
    ]
