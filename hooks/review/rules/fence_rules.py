"""Rules on ``trials`` fences: they ask for what exists, and get something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from review.evidence.corpus import TRIALS, Corpus
from review.evidence.selection import COLUMNS, KEYS, MODIFIERS, ORDERS, ids, select
from review.messages import problem, text
from review.problem import Problem, Text
from review.rules.rule import after, of_parts
from review.rules.table_form_rules import lacking_a_block
from review.rules.table_name_rules import renamed
from review.rules.vocabulary_rules import called
from review.sources.record import Record
from review.sources.schema import load
from review.sources.section import Fence, Section
from review.suggestion import advice

# fields that hold ids of the vocabulary
NAMED = {"agent": "agents", "diagnosis": "diagnoses", "endpoint": "endpoints"}
OPENING = re.compile(r"(?m)^[ ]*(?:`{3,}|~{3,})[ ]*trials\b.*$", re.IGNORECASE)


@after(in_review=lacking_a_block)
def fence_field(corpus: Corpus) -> Iterator[Problem]:
    """A trials fence has known fields, known ids in them, and columns that are fields of a trial
    or results of one it selects.
    trials 代码块的字段、其中的标识与所选的列都须存在。
    """
    for record in (fence.record for _, fence in _fences(corpus) if fence.record is not None):
        for key in record.data:
            if key in KEYS:
                yield from _unknown_ids(corpus, record, key)
            else:
                place, kind, near = record.key_place(key), Text("字段", "field"), advice(key, KEYS)
                yield problem(place, "fence-field", kind=kind, word=key, cure=near)


def _unknown_ids(corpus: Corpus, record: Record, key: str) -> Iterator[Problem]:
    """The words of a field of a fence that name nothing."""
    words = _words(corpus, key, record)
    # an empty list: the file that holds these ids could not be read
    if not words or (corpus.partial and key in MODIFIERS):
        return
    is_list = isinstance(record.get(key), list)
    for index, id in enumerate(ids(record.get(key))):
        elsewhere = key == "trials" and f"{TRIALS}/{id}.yml" in renamed(corpus)
        if id not in words and not elsewhere:
            place = record.place(key, index) if is_list else record.place(key)
            named = called(corpus.vocabulary, NAMED[key], id) if key in NAMED else None
            kind, cure = Text(f" {key}", key), named or advice(id, words)
            yield problem(place, "fence-field", kind=kind, word=id, cure=cure)


@after(in_review=lacking_a_block)
def fence_empty(corpus: Corpus) -> Iterator[Problem]:
    """A trials fence selects at least one trial.
    trials 代码块至少选出一项试验。
    """
    for section, fence in _fences(corpus):
        if _is_empty(corpus, section, fence):
            yield problem(fence.place, "fence-empty", cure=_wider(fence))


def _is_empty(corpus: Corpus, section: Section, fence: Fence) -> bool:
    """Whether a fence selects nothing, all tables being there under their names."""
    if fence.record is None:
        return not _unread(corpus, section, fence)
    return not corpus.partial and not renamed(corpus) and not select(fence.record, corpus)


@of_parts
def fence_place(corpus: Corpus) -> Iterator[Problem]:
    """A trials fence stands under <!-- both -->, opened by three backticks and the word trials.
    trials 代码块写在 <!-- both --> 之下，以三个反引号和 trials 开头。
    """
    for _, prose, _ in corpus.prose:
        for match in OPENING.finditer(prose.text):
            yield problem(prose.place(match.start()), "fence-place", line=match[0].strip())


def _fences(corpus: Corpus) -> Iterator[tuple[Section, Fence]]:
    for section in corpus.sections.values():
        yield from ((section, fence) for fence in section.fences)


def _wider(fence: Fence) -> Text:
    """The cure of a fence that selects nothing: which of its conditions may go."""
    named = [key for key in (fence.record.data if fence.record else {}) if key not in MODIFIERS]
    if not named:
        return text("fence-empty/unconditional", "cure")
    return text("fence-empty/conditional", "cure", conditions=named)


def _unread(corpus: Corpus, section: Section, fence: Fence) -> bool:
    """Whether the fence's YAML could not be read; that is reported already."""
    return any(
        problem.place.path == section.path
        and problem.rule.startswith("yaml-")
        and problem.place.line >= fence.place.line
        for problem in corpus.problems
    )


def _words(corpus: Corpus, key: str, record: Record) -> list[str]:
    """Words a field of a fence may hold."""
    vocabulary, properties = corpus.vocabulary, load("trial")["properties"]
    if key == "columns":
        # a fence that selects nothing is told so, and its columns may be those of any trial
        trials = select(record, corpus) or corpus.trials.values()
        return [*COLUMNS, *dict.fromkeys(row.id for trial in trials for row in trial.rows)]
    if key == "sort":
        return [*ORDERS, *(f"-{order}" for order in ORDERS)]
    if key in NAMED:
        return list(vocabulary.terms.get(NAMED[key], {}))
    words: dict[str, Iterable[str]] = {
        "trials": corpus.trials,
        "agent-class": vocabulary.classes,
        "phase": map(str, properties["design"]["properties"]["phase"]["enum"]),
        "design": properties["design"]["properties"]["kind"]["enum"],
        "setting": properties["population"]["properties"]["setting"]["enum"],
    }
    return list(words[key] if key in words else properties[key]["enum"])
