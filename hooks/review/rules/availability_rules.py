"""Rules on availability: where an agent can be had, decision by decision."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from review.dates import future, span
from review.evidence.availability import ENDED, NONE_FOUND, Availability, Decision
from review.evidence.corpus import Corpus
from review.problem import Problem, Text
from review.sources.schema import violations
from review.suggestion import advice

CHECK_DATE = Text("对照公告核对日期。", "Check the date against the announcement.")


def availability_agent(corpus: Corpus) -> Iterator[Problem]:
    """A file of availability bears the id of an agent of the vocabulary, and names known diagnoses.
    可及性文件以词表中的药物标识命名，所写诊断见于词表。
    """
    agents = corpus.vocabulary.terms.get("agents", {})
    diagnoses = corpus.vocabulary.terms.get("diagnoses", {})
    for each in corpus.availability.values():
        # where the vocabulary could not be read, nobody knows which agents there are
        if agents and (each.agent not in agents or each.record.get("id") != each.agent):
            yield Problem(
                each.record.place("id"),
                "availability-agent",
                Text(f"标识 {each.record.get('id')}", f"the id {each.record.get('id')}"),
                Text(
                    f"与文件名相同的药物标识（{each.agent}）",
                    f"the id of an agent, the same as the file name ({each.agent})",
                ),
                advice(each.agent, agents),
            )
        for decision in each.decisions:
            for id in decision.diagnoses:
                if diagnoses and id not in diagnoses:
                    yield Problem(
                        decision.place,
                        "availability-agent",
                        Text(f"未知的诊断 {id}", f"the unknown diagnosis {id}"),
                        Text("diagnoses.yml 中的标识", "an id of diagnoses.yml"),
                        advice(id, diagnoses),
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
                yield _wrong(
                    decision,
                    Text(
                        f"{decision.date} 在 {before[0]} 之后", f"{decision.date} after {before[0]}"
                    ),
                    Text("按时间排列", "decisions in order of time"),
                )
            if day:
                last[decision.body] = (decision.date, day[0])
        yield from _looked(each)


def _dated(decision: Decision) -> Iterator[Problem]:
    if decision.kind == NONE_FOUND:
        return
    if not decision.date:
        yield _wrong(
            decision, Text("没有日期", "no date"), Text("决定的日期", "the date of the decision")
        )
    elif span(decision.date) is None or future(decision.date):
        yield _wrong(
            decision,
            Text(f"日期 {decision.date}", f"the date {decision.date}"),
            Text("存在且不在将来的日期", "a date that exists and is not in the future"),
        )


def _wrong(decision: Decision, found: Text, expected: Text) -> Problem:
    return Problem(decision.place, "availability-date", found, expected, CHECK_DATE)


def _looked(each: Availability) -> Iterator[Problem]:
    """The day of the last look, against today and the decisions it must have met."""
    newest = max((decision.date for decision in each.decisions), default="")
    if span(each.looked) is None or future(each.looked) or each.looked < newest[:10]:
        yield Problem(
            each.record.place("looked"),
            "availability-date",
            Text(f"查看日期 {each.looked}", f"the day of the last look {each.looked}"),
            Text(
                f"不在将来、不早于最近的决定（{newest}）",
                f"a day not in the future and not before the newest decision ({newest})",
            ),
            Text("写最近一次查看的日期。", "Write the day of the last look."),
        )


def availability_end(corpus: Corpus) -> Iterator[Problem]:
    """What is withdrawn or delisted was approved or listed by the same body before.
    撤销或调出的，须是同一机构此前批准或列入的。
    """
    for each in _sound(corpus):
        for number, decision in enumerate(each.decisions):
            earlier = each.decisions[:number]
            if decision.kind in ENDED and not any(decision.ends(before) for before in earlier):
                yield Problem(
                    decision.place,
                    "availability-end",
                    Text(
                        f"{decision.body} {decision.kind}，此前没有相应的批准",
                        f"{decision.body} {decision.kind} without an approval before it",
                    ),
                    Text("此前的批准或列入", "what was approved or listed before"),
                    Text(
                        "补上此前的决定，或核对机构与诊断。",
                        "Add the earlier decision, or check body and diagnoses.",
                    ),
                )


def _sound(corpus: Corpus) -> Iterator[Availability]:
    """Files that keep their schema; in the others nobody knows what is meant."""
    for each in corpus.availability.values():
        if not violations(each.record, "availability"):
            yield each
