"""Rules on availability: where an agent can be had, decision by decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from review.dates import future, span
from review.evidence.availability import ENDED, NONE_FOUND, Availability, Decision
from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Problem
from review.sources.schema import violations
from review.suggestion import advice


def availability_agent(corpus: Corpus) -> Iterator[Problem]:
    """A file of availability bears the id of an agent of the vocabulary, and names known diagnoses.
    可及性文件以词表中的药物标识命名，所写诊断见于词表。
    """
    agents = corpus.vocabulary.terms.get("agents", {})
    diagnoses = corpus.vocabulary.terms.get("diagnoses", {})
    for each in corpus.availability.values():
        # where the vocabulary could not be read, nobody knows which agents there are
        if agents and (each.agent not in agents or each.record.get("id") != each.agent):
            yield problem(
                each.record.place("id"),
                "availability-agent/id",
                id=str(each.record.get("id")),
                agent=each.agent,
                cure=advice(each.agent, agents),
            )
        for decision in each.decisions:
            for id in decision.diagnoses:
                if diagnoses and id not in diagnoses:
                    yield problem(
                        decision.place(),
                        "availability-agent/diagnosis",
                        id=id,
                        cure=advice(id, diagnoses),
                    )


def availability_date(corpus: Corpus) -> Iterator[Problem]:
    """A decision has a date that exists and is past, in order of time within its body; the day of
    the last look is none before them and not in the future.
    每个决定有存在且已过去的日期，同一机构按时间排列；最近查看的日期不早于各决定，也不在将来。
    """
    for each in _sound(corpus):
        last: dict[str, tuple[str, datetime.date]] = {}
        for decision in each.decisions:
            yield from _dated(decision)
            day = span(decision.date) if decision.date else None
            before = last.get(decision.body)
            if day and before and day[1] < before[1]:
                date = decision.date
                place, earlier = decision.place(), before[0]
                yield problem(place, "availability-date/unordered", date=date, before=earlier)
            if day:
                last[decision.body] = (decision.date, day[0])
        yield from _looked(each)


def _dated(decision: Decision) -> Iterator[Problem]:
    if decision.kind == NONE_FOUND:
        return
    if not decision.date:
        yield problem(decision.place(), "availability-date/undated")
    elif span(decision.date) is None or future(decision.date):
        yield problem(decision.place(), "availability-date/impossible", date=decision.date)


def _looked(each: Availability) -> Iterator[Problem]:
    """The day of the last look, against today and the decisions it must have met."""
    newest = max((decision.date for decision in each.decisions), default="")
    if span(each.looked) is None or future(each.looked) or each.looked < newest[:10]:
        yield problem(
            each.record.place("looked"),
            "availability-date/looked",
            looked=each.looked,
            newest=newest,
        )


def availability_end(corpus: Corpus) -> Iterator[Problem]:
    """What is withdrawn or delisted was approved or listed by the same body before.
    撤销或调出的，须是同一机构此前批准或列入的。
    """
    for each in _sound(corpus):
        for number, decision in enumerate(each.decisions):
            earlier = each.decisions[:number]
            if decision.kind in ENDED and not any(decision.ends(before) for before in earlier):
                yield problem(
                    decision.place(), "availability-end", body=decision.body, kind=decision.kind
                )


def _sound(corpus: Corpus) -> Iterator[Availability]:
    """Files that keep their schema; in the others nobody knows what is meant."""
    for each in corpus.availability.values():
        if not violations(each.record, "availability"):
            yield each
