"""Changes of clinical questions: questions asked and dropped, and what changed of their answer, of
their standing in practice and of how sure the evidence is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.change.row_names import bilingual
from review.change.table_texts import table_texts
from review.change.versions import Versions
from review.edition.found_change import (
    CLINICAL,
    NEUTRAL,
    Change,
    Detail,
    Value,
    one_sided,
    same,
    under,
)
from review.evidence.corpus import Corpus
from review.evidence.judged_evidence import digest, judged
from review.evidence.question import LEVELS, Outcome, Question
from review.markup.escape import plain
from review.problem import Text

ANSWER, STANDING = Text("答案", "answer"), Text("目前的地位", "standing in practice")
EVIDENCE, JUDGED = Text("证据", "evidence"), Text("判断", "judgement")
CERTAINTY, FINDING = Text("可信度", "certainty"), Text("结果", "finding")
STALE = Text("所据数据变了，要重新判断", "the data it was judged of changed; to be judged again")


def questions(versions: Versions, texts: bool = True) -> Iterator[Change]:
    """Every change of the questions; without ``texts`` not those of their texts one by one, but the
    answer and findings as they were and are."""
    before, after = versions.before.questions, versions.after.questions
    for id, question in before.items():
        if id not in after and question.path not in versions.unread[1]:
            yield _alone(question, False, versions.before)
    for id, question in after.items():
        if id in before:
            yield from _changed(before[id], question, versions, texts)
        elif question.path not in versions.unread[0]:
            yield _alone(question, True, versions.after)
        if texts and judged(question) not in ("", digest(question, versions.after)):
            yield Change(
                "question-stale",
                CLINICAL,
                subject(question),
                new=question.record.place("judged", "evidence"),
                details=(Detail(JUDGED, None, STALE),),
            )


def subject(question: Question) -> Text:
    """A question as it is asked; its id where it asks nothing."""
    asked = question.text("asked")
    return _readable(asked) if asked else same(question.id)


def _alone(question: Question, added: bool, corpus: Corpus) -> Change:
    """A question that came or went, with what it says."""
    claims = _claims(question, corpus, texts=True).items()
    values = [Value(name, label, text) for name, (label, text) in claims]
    return one_sided("question", added, subject(question), question.record.place(), values)


def _changed(old: Question, new: Question, versions: Versions, texts: bool) -> Iterator[Change]:
    claims = _claims(old, versions.before, not texts), _claims(new, versions.after, not texts)
    details = tuple(_differing(*claims))
    places = old.record.place(), new.record.place()
    if details:
        yield Change("question-changed", CLINICAL, subject(new), *places, details)
    was, now = same(_judged(old)), same(_judged(new))
    if was != now:
        detail = Detail(JUDGED, was, now, "judged")
        yield Change("question-judged", NEUTRAL, subject(new), *places, (detail,))
    if texts:
        yield from table_texts(old.record, new.record, subject(new), versions)


Claims = Mapping[str, tuple[Text, Text]]  # by the name of a field: what it is called, what it says


def _claims(question: Question, corpus: Corpus, texts: bool) -> Claims:
    """What a question claims: its standing, and for each outcome how sure it is and on what
    evidence; with ``texts`` its answer and findings, too."""
    found: dict[str, tuple[Text, Text]] = {}
    if texts and (answer := question.text("answer")):
        found["answer"] = ANSWER, _readable(answer)
    if question.standing:
        found["standing"] = STANDING, bilingual("standing", question.standing)
    for outcome in question.outcomes:
        found |= _of_outcome(outcome, corpus, texts)
    return found


def _of_outcome(outcome: Outcome, corpus: Corpus, texts: bool) -> dict[str, tuple[Text, Text]]:
    name = _name(outcome, corpus)
    key, found = name.en, dict[str, tuple[Text, Text]]()
    if outcome.level in LEVELS:
        found[f"{key}.level"] = under(name, CERTAINTY), bilingual("certainty", outcome.level)
    if outcome.evidence:
        addresses = ", ".join(sorted(map(str, outcome.evidence)))
        found[f"{key}.evidence"] = under(name, EVIDENCE), same(addresses)
    if texts and (finding := outcome.text("finding")):
        found[f"{key}.finding"] = under(name, FINDING), _readable(finding)
    return found


def _name(outcome: Outcome, corpus: Corpus) -> Text:
    """What an outcome is called; two of one endpoint have labels that part them."""
    return outcome.text("label") or corpus.vocabulary.name("endpoints", outcome.endpoint)


def _readable(text: Text) -> Text:
    return Text(*map(plain, text))


def _differing(old: Claims, new: Claims) -> Iterator[Detail]:
    for key in {**old, **new}:
        name = (new.get(key) or old[key])[0]
        was, now = (side[key][1] if key in side else None for side in (old, new))
        if was != now:
            yield Detail(name, was, now, key)


def _judged(question: Question) -> str:
    """When it was judged and by whom, in one line."""
    day = str(question.record.get("judged", "on") or "")
    return ", ".join([day, *question.ids("judged", "by")])
