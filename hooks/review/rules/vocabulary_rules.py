"""Rules on controlled terms: every id is defined once, every term is used."""

from __future__ import annotations

from collections.abc import Iterator

from review.evidence.corpus import VOCABULARY, Corpus
from review.evidence.selection import ids
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term, Vocabulary
from review.messages import problem, text
from review.problem import Problem, Text
from review.rules.rule import after, of_tables
from review.rules.table_form_rules import lacking_a_block
from review.sources.record import Path, Record
from review.suggestion import advice

NAMES = {
    "agents": Text("药物", "agent"),
    "diagnoses": Text("诊断", "diagnosis"),
    "endpoints": Text("终点", "endpoint"),
    "terms": Text("用语", "term"),
}
USED = ("agents", "diagnoses", "endpoints")


@after("table-value")
def vocabulary_unknown(corpus: Corpus) -> Iterator[Problem]:
    """Agents, diagnoses, endpoints, classes and broader terms are ids of the vocabulary.
    药物、诊断、终点、类别与上位词都是词表中的标识。
    """
    for trial in corpus.trials.values():
        for kind, path in _named(trial):
            yield from _unknown(corpus.vocabulary, kind, trial.record, path)
    for question in corpus.questions.values():
        for kind, path in question.terms:
            yield from _unknown(corpus.vocabulary, kind, question.record, path)
    for section in corpus.sections.values():
        if section.meta is not None:
            yield from _unknown(corpus.vocabulary, "diagnoses", section.meta, ("diagnoses",))
    for term in corpus.vocabulary:
        yield from _relations(corpus.vocabulary, term)


def vocabulary_duplicate(corpus: Corpus) -> Iterator[Problem]:
    """A name belongs to one term of its file, and no term avoids a name of another.
    同一文件中一个名称只属于一个词；一个词所避用的写法不得是另一个词的名称。
    """
    owners: dict[tuple[str, str], Term] = {}
    for term in corpus.vocabulary:
        for name in _claimed(term):
            if (first := owners.setdefault((term.kind, name), term)) is not term:
                yield problem(
                    term.place, "vocabulary-duplicate/twice", id=term.id, name=name, first=first.id
                )
    names = {name: term for (_, name), term in owners.items()}
    for term in corpus.vocabulary:
        for word in (*term.names("avoid", "zh"), *term.names("avoid", "en")):
            if (owner := names.get(word, term)) is not term:
                yield problem(
                    term.place,
                    "vocabulary-duplicate/avoided",
                    id=term.id,
                    word=word,
                    owner=owner.id,
                )


@after(in_review=lacking_a_block)
def vocabulary_unused(corpus: Corpus) -> Iterator[Problem]:
    """An agent, diagnosis or endpoint of the vocabulary occurs in a trial table, a question, in
    prose or among the diagnoses at the top of a section, or stands above one that does.
    词表中的药物、诊断、终点至少见于一张试验表、一个问题、正文或某节开头的 diagnoses，
    或为其中某词的上位词。
    """
    if corpus.partial:
        return  # what uses it may stand in a file that could not be read
    used = _used(corpus)
    candidates = [
        term for term in corpus.vocabulary if term.kind in USED and (term.kind, term.id) not in used
    ]
    prose = _prose(corpus) if candidates else ""
    for term in candidates:
        if not any(name in prose for name in term.all_names):
            yield problem(term.place, "vocabulary-unused", name=NAMES[term.kind], id=term.id)


def _prose(corpus: Corpus) -> str:
    """All that a reader reads, but for the vocabulary itself."""
    return "\n".join(
        prose.plain for path, prose, _ in corpus.prose if not path.startswith(f"{VOCABULARY}/")
    )


@of_tables
def vocabulary_rate(corpus: Corpus) -> Iterator[Problem]:
    """An endpoint with a proportion at a time point has the name of that rate: 56% is no overall
    survival, but a 5-year overall survival rate.
    有时间点的百分率要有“率”的名称：56% 不是“总生存期”，而是 5 年“总生存率”。
    """
    for row in (row for row in corpus.rows if row.kind == "results"):
        term = corpus.vocabulary.get("endpoints", row.endpoint or "")
        if term and not term.rate and row.proportions and row.get("timepoint"):
            yield problem(row.place("endpoint"), "vocabulary-rate", name=term.name, id=term.id)


def _named(trial: Trial) -> Iterator[tuple[str, Path]]:
    """Kind and path of every vocabulary id a trial table names."""
    yield "diagnoses", ("population", "diagnoses")
    yield "diagnoses", ("population", "every")
    for arm in trial.arms:
        yield "agents", ("arms", arm, "agents")
        yield "diagnoses", ("arms", arm, "diagnoses")
    for row in trial.rows:
        yield "endpoints", (*row.path, "endpoint")
        yield "diagnoses", (*row.path, "diagnoses")


def _unknown(vocabulary: Vocabulary, kind: str, record: Record, path: Path) -> Iterator[Problem]:
    """The ids at ``path`` (one or a list) that the vocabulary lacks."""
    value, name = record.get(*path) if kind in vocabulary.terms else None, NAMES[kind]
    for index, id in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(id, str) and vocabulary.get(kind, id) is None:
            place = record.place(*path, index) if isinstance(value, list) else record.place(*path)
            near = called(vocabulary, kind, id) or advice(id, vocabulary.terms.get(kind, {}))
            yield problem(place, "vocabulary-unknown/term", name=name, id=id, kind=kind, near=near)


def called(vocabulary: Vocabulary, kind: str, word: str) -> Text | None:
    """The ids of the terms that have a word among their names, a brand for instance; None where
    there are none."""
    plain = word.casefold().replace("-", " ")
    ids = [
        term.id
        for term in vocabulary.terms.get(kind, {}).values()
        if any(name.casefold().replace("-", " ") == plain for name in term.all_names)
    ]
    return (
        text(
            "term-called",
            "cure",
            word=word,
            names=Text("、".join(ids), " and of ".join(ids)),
            ids=Text("、".join(ids), " or ".join(ids)),
        )
        if ids
        else None
    )


def _relations(vocabulary: Vocabulary, term: Term) -> Iterator[Problem]:
    record, classes = vocabulary.records[term.kind], vocabulary.classes
    yield from _unknown(vocabulary, term.kind, record, (term.id, "broader"))
    yield from _unknown(vocabulary, "agents", record, (term.id, "agents"))
    group = term.data.get("class")
    if isinstance(group, str) and "terms" in vocabulary.terms and group not in classes:
        place, near = record.place(term.id, "class"), advice(group, classes)
        yield problem(place, "vocabulary-unknown/class", group=group, cure=near)


def _claimed(term: Term) -> list[str]:
    """Names that are a term's own; a former name may be shared by two."""
    names = [term.name.zh, term.name.en, term.abbreviation]
    for field in ("synonyms", "brands"):
        names += [*term.names(field, "zh"), *term.names(field, "en")]
    return [name for name in dict.fromkeys(names) if name]


def _used(corpus: Corpus) -> set[tuple[str, str]]:
    """Kind and id of every term that is used, and of those above it."""
    used = {*_of_tables(corpus), *_linked(corpus)}
    for section in corpus.sections.values():
        used |= {("diagnoses", id) for id in ids(section.metadata.get("diagnoses"))}
    for term in corpus.vocabulary.terms.get("terms", {}).values():
        used |= {("agents", id) for id in ids(term.get("agents"))}
    lineage = corpus.vocabulary.lineage
    return used | {(kind, broader) for kind, id in used for broader in lineage(kind, id)}


def _of_tables(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The terms that trial tables and questions name."""
    named = [(trial.record, _named(trial)) for trial in corpus.trials.values()]
    named += [(question.record, question.terms) for question in corpus.questions.values()]
    for record, fields in named:
        for kind, path in fields:
            yield from ((kind, id) for id in ids(record.get(*path)))


def _linked(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The terms that prose links to."""
    for _, _, link in corpus.links:
        for kind in USED:
            if link.file.endswith(f"vocabulary/{kind}.yml"):
                yield kind, link.fragment
