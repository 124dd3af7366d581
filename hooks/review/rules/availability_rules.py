"""Rules on availability: where an agent can be had, decision by decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from review.dates import past, span
from review.evidence.availability import ENDED, NONE_FOUND, Availability, Decision
from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Problem
from review.rules.table_form_rules import sound
from review.suggestion import advice


def availability_agent(corpus: Corpus) -> Iterator[Problem]:
    """A file of availability bears the id of an agent of the vocabulary, and names known diagnoses.
    可及性文件以词表中的药物标识命名，所写诊断见于词表。
    """
    agents = corpus.vocabulary.terms.get("agents", {})
    diagnoses = corpus.vocabulary.terms.get("diagnoses", {})
    for file in corpus.availability.values():
        id, agent = file.record.get("id"), file.agent
        # where the vocabulary could not be read, nobody knows which agents there are
        if agents and (agent not in agents or id != agent):
            place, near = file.record.place("id"), advice(agent, agents)
            yield problem(place, "availability-agent/id", id=str(id), agent=agent, cure=near)
        for decision in file.decisions if diagnoses else ():
            for id in decision.diagnoses:
                if id not in diagnoses:
                    near = advice(id, diagnoses)
                    yield problem(
                        decision.place(), "availability-agent/diagnosis", id=id, cure=near
                    )


def availability_date(corpus: Corpus) -> Iterator[Problem]:
    """A decision has a date that exists and is past, in order of time within its body; the day of
    the last look is none before them and not in the future.
    每个决定有存在且已过去的日期，同一机构按时间排列；最近查看的日期不早于各决定，也不在将来。
    """
    for file in sound(corpus.availability.values(), "availability"):
        last: dict[str, tuple[str, datetime.date]] = {}
        for decision in file.decisions:
            yield from _dated(decision)
            day, date = span(decision.date), decision.date
            before = last.get(decision.body)
            if day and before and day[1] < before[1]:
                place, earlier = decision.place(), before[0]
                yield problem(place, "availability-date/unordered", date=date, before=earlier)
            if day:
                last[decision.body] = (date, day[0])
        yield from _looked(file)


def _dated(decision: Decision) -> Iterator[Problem]:
    if decision.kind == NONE_FOUND:
        return
    if not decision.date:
        yield problem(decision.place(), "availability-date/undated")
    elif not past(decision.date):
        yield problem(decision.place(), "availability-date/impossible", date=decision.date)


def _looked(file: Availability) -> Iterator[Problem]:
    """The day of the last look, against today and the decisions it must have met."""
    newest = max((decision.date for decision in file.decisions), default="")
    if not past(file.looked) or file.looked < newest[:10]:
        place, day = file.record.place("looked"), file.looked
        yield problem(place, "availability-date/looked", looked=day, newest=newest)


def availability_end(corpus: Corpus) -> Iterator[Problem]:
    """What is withdrawn or delisted was approved or listed by the same body before.
    撤销或调出的，须是同一机构此前批准或列入的。
    """
    for file in sound(corpus.availability.values(), "availability"):
        for number, decision in enumerate(file.decisions):
            earlier, kind = file.decisions[:number], decision.kind
            if kind in ENDED and not any(decision.ends(before) for before in earlier):
                yield problem(decision.place(), "availability-end", body=decision.body, kind=kind)
