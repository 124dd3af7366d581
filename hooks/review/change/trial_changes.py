"""Changes of trial tables: studies added and removed, their outcome, design, population, arms and
numbers enrolled."""

from __future__ import annotations

from collections.abc import Iterator

from review.change import study_rows
from review.change.row_changes import Studies, rows
from review.change.row_names import arm_name, bilingual, of_trial, trial_name
from review.change.study_contents import of_study, study_origin, summary
from review.change.study_rows import NOTHING, NUMBERS, differing
from review.change.table_texts import table_texts
from review.change.value_words import words
from review.change.versions import Versions
from review.edition.found_change import CLINICAL, NEUTRAL, Change, Detail, Origin, one_sided, same
from review.evidence.corpus import Corpus
from review.evidence.trial import Trial
from review.problem import Text
from review.sources.record import Path

LABEL = Text("名称", "label")


def trials(versions: Versions, texts: bool = True) -> Iterator[Change]:
    """Every change of the trial tables; without ``texts`` not those of their bilingual texts, which
    cost the most to judge, nor the contents of new ones."""
    joined = versions.renames.trials
    for id, trial in versions.before.trials.items():
        if id not in joined and trial.path not in versions.unread[1]:
            yield _alone(trial, versions.before, False, texts)
    for id, trial in versions.after.trials.items():
        if id not in joined.values() and trial.path not in versions.unread[0]:
            yield _alone(trial, versions.after, True, texts)
    for one, other in joined.items():
        old, new = versions.before.trials[one], versions.after.trials[other]
        yield from _changed(Studies(old, new, versions))
        if texts:
            yield from table_texts(old.record, new.record, trial_name(new), versions)


def _alone(trial: Trial, corpus: Corpus, added: bool, contents: bool) -> Change:
    """A study that came or went: outcome and numbers of rows, then all it says."""
    parts = tuple(of_study(trial, corpus)) if contents else ()
    name, place = trial_name(trial), trial.place()
    return one_sided("trial", added, name, place, summary(trial), contents=parts)


def _changed(studies: Studies) -> Iterator[Change]:
    """Every change of a study of both versions."""
    old, new = studies.old, studies.new
    if old.path != new.path:
        detail = Detail(Text("文件", "file"), same(old.path), same(new.path))
        yield Change("trial-renamed", NEUTRAL, trial_name(new), old.place(), new.place(), (detail,))
    yield from _status(studies)
    yield from _fields(studies)
    yield from _enrolled(studies)
    yield from _arms(studies)
    yield from rows(studies)


def _status(studies: Studies) -> Iterator[Change]:
    old, new = studies.old.get("status"), studies.new.get("status")
    if old != new:
        yield Change(
            "trial-status",
            CLINICAL,
            trial_name(studies.new),
            studies.old.place("status"),
            studies.new.place("status"),
            (Detail(bilingual("field", "status"), words("status", old), words("status", new)),),
            origins=_origins(studies),
        )


def _origins(studies: Studies) -> tuple[Origin, Origin]:
    versions = studies.versions
    return study_origin(studies.old, versions.before), study_origin(studies.new, versions.after)


def _fields(studies: Studies) -> Iterator[Change]:
    """Design, population, registration, sources; who checked is told apart, because it changes no
    claim."""
    old = study_rows.study(studies.old, studies.versions.before.vocabulary)
    new = study_rows.study(studies.new, studies.versions.after.vocabulary)
    details = [*differing(old, new)]
    checked = [detail for detail in details if detail.key.partition(".")[0] == "checked"]
    claimed = [detail for detail in details if detail not in checked]
    if claimed:
        yield _field_change(studies, "trial-changed", CLINICAL, claimed)
    if checked:
        yield _field_change(studies, "trial-checked", NEUTRAL, checked)


def _field_change(studies: Studies, kind: str, weight: str, details: list[Detail]) -> Change:
    path = details[0].key.split(".")
    return Change(
        kind,
        weight,
        trial_name(studies.new),
        studies.old.place(*path),
        studies.new.place(*path),
        tuple(details),
        origins=_origins(studies) if weight == CLINICAL else (None, None),
    )


def _enrolled(studies: Studies) -> Iterator[Change]:
    """Each number enrolled that differs."""
    for detail in differing(study_rows.enrolled(studies.old), study_rows.enrolled(studies.new)):
        path = ("enrolled", detail.key.partition(".")[2])
        yield _counted(studies, (detail.key, detail.key), path, NUMBERS, (detail,))


def _arms(studies: Studies) -> Iterator[Change]:
    """Arms that went, came, or say something else."""
    old, new, names = studies.old, studies.new, studies.arms
    before, after = studies.versions.before.vocabulary, studies.versions.after.vocabulary
    name = bilingual("field", "arm")
    for id in old.arms:
        if id not in names:
            values = study_rows.arm(old.arms[id], before)
            details = (Detail(LABEL, arm_name(old, id), None), *_all(values, NOTHING))
            yield _counted(studies, (f"arms.{id}", ""), ("arms", id), name, details)
    for id in new.arms:
        if id not in names.values():
            values = study_rows.arm(new.arms[id], after)
            details = (Detail(LABEL, None, arm_name(new, id)), *_all(NOTHING, values))
            yield _counted(studies, ("", f"arms.{id}"), ("arms", id), name, details)
    for one, other in names.items():
        details = tuple(
            differing(study_rows.arm(old.arms[one], before), study_rows.arm(new.arms[other], after))
        )
        if details:
            addresses = (f"arms.{one}", f"arms.{other}")
            yield _counted(studies, addresses, ("arms", other), arm_name(new, other), details)


def _all(before: study_rows.FlatRow, after: study_rows.FlatRow) -> Iterator[Detail]:
    """Every value of an arm that came or went, its texts with the others."""
    return differing(before, after, texts=True)


def _counted(
    studies: Studies,
    addresses: tuple[str, str],
    path: Path,
    name: Text,
    details: tuple[Detail, ...],
) -> Change:
    """A change of numbers enrolled or of an arm, with the sentences that cite them."""
    return Change(
        "trial-changed",
        CLINICAL,
        of_trial(studies.new, name),
        studies.old.record.key_place(*path),
        studies.new.record.key_place(*path),
        details,
        studies.sentences(addresses[:1], addresses[1:]),
        addresses[1] or addresses[0],
        _origins(studies),
    )
