"""Changes of trial tables: studies added and removed, their outcome, design, population, arms and
numbers enrolled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from review.change import study_contents, study_origin
from review.change.field_names import field_name, path_name
from review.change.row_changes import rows
from review.change.row_names import arm_name, bilingual, of_trial, trial_name
from review.change.sentences import compared
from review.change.table_texts import table_texts
from review.change.value_changes import leaves, said
from review.change.versions import Versions
from review.edition.change import CLINICAL, NEUTRAL, Change, Detail, Origin, same
from review.evidence.trial import Trial
from review.problem import Text
from review.sources.record import Path

ENROLLED = Text("入组", "enrolled")


def trials(versions: Versions, texts: bool = True) -> Iterator[Change]:
    """Every change of the trial tables; without ``texts`` not those of their bilingual texts, which
    cost the most to judge, nor the contents of new ones."""
    joined = versions.renames.trials
    for id, trial in versions.before.trials.items():
        if id not in joined and trial.path not in versions.unread[1]:
            parts = study_contents.of_study(trial, versions.before) if texts else ()
            yield Change(
                "trial-removed",
                CLINICAL,
                trial_name(trial),
                old=trial.place(),
                details=tuple(_summary(trial, False)),
                contents=tuple(parts),
            )
    for id, trial in versions.after.trials.items():
        if id not in joined.values() and trial.path not in versions.unread[0]:
            parts = study_contents.of_study(trial, versions.after) if texts else ()
            yield Change(
                "trial-added",
                CLINICAL,
                trial_name(trial),
                new=trial.place(),
                details=tuple(_summary(trial, True)),
                contents=tuple(parts),
            )
    for old, new in joined.items():
        yield from _trial(versions.before.trials[old], versions.after.trials[new], versions)
        if texts:
            yield from table_texts(
                versions.before.trials[old].record,
                versions.after.trials[new].record,
                trial_name(versions.after.trials[new]),
                versions,
            )


def _summary(trial: Trial, added: bool) -> Iterator[Detail]:
    """Outcome and numbers of rows of a study that came or went."""
    for value in study_contents.summary(trial):
        yield Detail(value.name, None if added else value.text, value.text if added else None)


def _trial(old: Trial, new: Trial, versions: Versions) -> Iterator[Change]:
    subject = trial_name(new)
    if old.path != new.path:
        yield Change(
            "trial-renamed",
            NEUTRAL,
            subject,
            old.place(),
            new.place(),
            (Detail(Text("文件", "file"), same(old.path), same(new.path)),),
        )
    if old.get("status") != new.get("status"):
        detail = Detail(
            bilingual("field", "status"),
            said("status", old.get("status")),
            said("status", new.get("status")),
        )
        yield Change(
            "trial-status",
            CLINICAL,
            subject,
            old.place("status"),
            new.place("status"),
            (detail,),
            origins=_origins(old, new, versions),
        )
    yield from _fields(old, new, versions)
    yield from _enrolled(old, new, versions)
    yield from _arms(old, new, versions)
    yield from rows(old, new, versions)


def _origins(old: Trial, new: Trial, versions: Versions) -> tuple[Origin, Origin]:
    return study_origin.of_study(old, versions.before), study_origin.of_study(new, versions.after)


def _fields(old: Trial, new: Trial, versions: Versions) -> Iterator[Change]:
    """Design, population, registration, sources; who checked is told apart, because it changes no
    claim."""
    before, after = leaves(old), leaves(new)
    for kind, weight, wanted in (
        ("trial-changed", CLINICAL, False),
        ("trial-checked", NEUTRAL, True),
    ):
        paths = [
            path
            for path in {**after, **before}
            if before.get(path) != after.get(path) and (path[0] == "checked") == wanted
        ]
        details = tuple(
            Detail(
                path_name(path),
                said(path[-1], before.get(path), versions.before.vocabulary),
                said(path[-1], after.get(path), versions.after.vocabulary),
                ".".join(map(str, path)),
            )
            for path in paths
        )
        if details:
            origins = _origins(old, new, versions) if weight == CLINICAL else (None, None)
            yield Change(
                kind,
                weight,
                trial_name(new),
                old.place(*paths[0]),
                new.place(*paths[0]),
                details,
                origins=origins,
            )


def _enrolled(old: Trial, new: Trial, versions: Versions) -> Iterator[Change]:
    before, after = (
        each.get("enrolled") if isinstance(each.get("enrolled"), dict) else {}
        for each in (old, new)
    )
    for kind in {**before, **after}:
        if before.get(kind) != after.get(kind):
            name = bilingual("enrolled", kind)
            detail = Detail(name, said("", before.get(kind)), said("", after.get(kind)))
            yield _counted(
                old,
                new,
                versions,
                (f"enrolled.{kind}", f"enrolled.{kind}"),
                ("enrolled", kind),
                ENROLLED,
                (detail,),
            )


def _arms(old: Trial, new: Trial, versions: Versions) -> Iterator[Change]:
    names = versions.renames.within[old.id].arms
    for id in old.arms:
        if id not in names:
            yield _counted(
                old,
                new,
                versions,
                (f"arms.{id}", ""),
                ("arms", id),
                bilingual("field", "arm"),
                tuple(_alone(old, id, versions, False)),
            )
    for id in new.arms:
        if id not in names.values():
            yield _counted(
                old,
                new,
                versions,
                ("", f"arms.{id}"),
                ("arms", id),
                bilingual("field", "arm"),
                tuple(_alone(new, id, versions, True)),
            )
    for one, other in names.items():
        if details := tuple(_arm(old.arms[one], new.arms[other], versions)):
            yield _counted(
                old,
                new,
                versions,
                (f"arms.{one}", f"arms.{other}"),
                ("arms", other),
                arm_name(new, other),
                details,
            )


def _alone(trial: Trial, id: str, versions: Versions, added: bool) -> Iterator[Detail]:
    """An arm that came or went, whole."""
    for name, value in (
        (Text("名称", "label"), arm_name(trial, id)),
        *(
            (each.name, each.text)
            for each in study_contents.of_arm(trial.arms[id], versions.after.vocabulary)
        ),
    ):
        yield Detail(name, None if added else value, value if added else None)


def _arm(old: dict[str, Any], new: dict[str, Any], versions: Versions) -> Iterator[Detail]:
    for name in {**old, **new}:
        one, other = old.get(name), new.get(name)
        if one != other and not isinstance(one or other, dict):
            yield Detail(
                bilingual("field", "enrolled") if name == "n" else field_name(name),
                said(name, one, versions.before.vocabulary),
                said(name, other, versions.after.vocabulary),
            )


def _counted(
    old: Trial,
    new: Trial,
    versions: Versions,
    addresses: tuple[str, str],
    path: Path,
    name: Text,
    details: tuple[Detail, ...],
) -> Change:
    """A change of numbers enrolled or of an arm, with the sentences that cite them."""
    speaking = compared(
        versions.said_before.of_data(old.id, addresses[:1]),
        versions.said_after.of_data(new.id, addresses[1:]),
    )
    places = (old.record.key_place(*path), new.record.key_place(*path))
    return Change(
        "trial-changed",
        CLINICAL,
        of_trial(new, name),
        *places,
        details,
        speaking,
        addresses[1] or addresses[0],
        _origins(old, new, versions),
    )
