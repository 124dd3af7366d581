"""Changes of clinical questions: questions asked and dropped, and what changed of their answer, of
their standing in practice and of how sure the evidence is."""

from __future__ import annotations

from collections.abc import Iterator

from review.change.row_names import bilingual
from review.change.table_texts import table_texts
from review.change.versions import Versions
from review.edition.found_change import Change, Detail, FlatRow, Value, Weight, differing, one_sided
from review.evidence.corpus import Corpus
from review.evidence.judged_evidence import digest, judged
from review.evidence.question import LEVELS, Outcome, Question
from review.markup.escape import plain
from review.problem import Text, same, under

ANSWER, STANDING = Text("答案", "answer"), Text("目前的地位", "standing in practice")
EVIDENCE, JUDGED = Text("证据", "evidence"), Text("判断", "judgement")
CERTAINTY, FINDING = Text("可信度", "certainty"), Text("结果", "finding")
STALE = Text("所据数据变了，要重新判断", "the data it was judged of changed; to be judged again")


def questions(versions: Versions, texts: bool = True) -> Iterator[Change]:
    """Every change of the questions; without ``texts`` not those of their texts one by one, but the
    answer and findings as they were and are."""
    before, after = versions.before.questions, versions.after.questions
    pairs = {id: id for id in before if id in after}
    for old, new in versions.matched(before, after, pairs):
        if old and new:
            yield from _changed(old, new, versions, texts)
        else:
            yield from _one_sided(old, False, versions.before)
            yield from _one_sided(new, True, versions.after)
    for question in after.values() if texts else ():
        if judged(question) not in ("", digest(question, versions.after)):
            yield Change(
                "question-stale",
                Weight.CLINICAL,
                subject(question),
                new=question.record.place("judged", "evidence"),
                details=(Detail(JUDGED, None, STALE),),
            )


def subject(question: Question) -> Text:
    """A question as it is asked; its id where it asks nothing."""
    text = question.text("asked")
    return _readable(text) if text else same(question.id)


def _one_sided(question: Question | None, added: bool, corpus: Corpus) -> Iterator[Change]:
    """A question that was added or removed, with its content."""
    if question is not None:
        values = _claims(question, corpus, texts=True).values()
        yield one_sided("question", added, subject(question), question.record.place(), values)


def _changed(old: Question, new: Question, versions: Versions, texts: bool) -> Iterator[Change]:
    claims = _claims(old, versions.before, not texts), _claims(new, versions.after, not texts)
    details = tuple(differing(*claims))
    places = old.record.place(), new.record.place()
    if details:
        yield Change("question-changed", Weight.CLINICAL, subject(new), *places, details)
    old_digest, new_digest = same(_judged(old)), same(_judged(new))
    if old_digest != new_digest:
        detail = Detail(JUDGED, old_digest, new_digest, "judged")
        yield Change("question-judged", Weight.NEUTRAL, subject(new), *places, (detail,))
    if texts:
        yield from table_texts(old.record, new.record, subject(new), versions)


def _claims(question: Question, corpus: Corpus, texts: bool) -> FlatRow:
    """What a question claims: its standing, and for each outcome how sure it is and on what
    evidence; with ``texts`` its answer and findings, too."""
    claims: list[tuple[str, Text, Text]] = []
    if texts and (answer := question.text("answer")):
        claims.append(("answer", ANSWER, _readable(answer)))
    if question.standing:
        claims.append(("standing", STANDING, bilingual("standing", question.standing)))
    for outcome in question.outcomes:
        claims += _of_outcome(outcome, corpus, texts)
    return {key: Value(key, name, text, text) for key, name, text in claims}


def _of_outcome(outcome: Outcome, corpus: Corpus, texts: bool) -> Iterator[tuple[str, Text, Text]]:
    name = _name(outcome, corpus)
    if outcome.level in LEVELS:
        yield f"{name.en}.level", under(name, CERTAINTY), bilingual("certainty", outcome.level)
    if outcome.evidence:
        addresses = ", ".join(sorted(map(str, outcome.evidence)))
        yield f"{name.en}.evidence", under(name, EVIDENCE), same(addresses)
    if texts and (finding := outcome.text("finding")):
        yield f"{name.en}.finding", under(name, FINDING), _readable(finding)


def _name(outcome: Outcome, corpus: Corpus) -> Text:
    """What an outcome is called; two of one endpoint have labels that part them."""
    return outcome.text("label") or corpus.vocabulary.name("endpoints", outcome.endpoint)


def _readable(text: Text) -> Text:
    return Text(*map(plain, text))


def _judged(question: Question) -> str:
    """When it was judged and by whom, in one line."""
    day = str(question.record.get("judged", "on") or "")
    return ", ".join([day, *question.ids("judged", "by")])
