"""What the clinical diff and the log tell of questions."""

from __future__ import annotations

import datetime
from pathlib import Path

from laid import lay
from review.change.change_log import log
from review.change.compare import compare
from review.change.diff_markdown import markdown
from review.change.source_history import History, Step
from review.edition.edition import Edition
from review.edition.found_change import Change, Difference, Weight
from review.edition.log import QUESTION
from review.edition.view import View
from review.evidence import corpus
from review.pages.changes_entries import items
from review.pages.changes_pieces import plain

FILE, BETA = "docs/questions/drug-a.yml", "docs/trials/beta.yml"
SURER = {
    "level: low": "level: moderate",
    "        rating: serious\n        reason: {zh: 试验小, en: the trials are small}": (
        "        rating: not-serious\n        reason: {zh: 两项一致, en: the two agree}"
    ),
    "standing: option": "standing: standard",
    "zh: 可能延缓进展。, en: It may delay progression.": (
        "zh: 很可能延缓进展。, en: It probably delays progression."
    ),
    "zh: 甲药可能延缓进展": "zh: 甲药很可能延缓进展",
    "Drug A may delay": "Drug A probably delays",
}


def difference(root: Path, before: dict, after: dict) -> Difference:
    """The clinical diff of two versions of the small review."""
    one = corpus.read(lay(root / "before", {"question": True, **before}))
    other = corpus.read(lay(root / "after", {"question": True, **after}))
    return compare(one, other)


def of_kind(found: Difference, kind: str) -> list[Change]:
    return [change for change in found.changes if change.kind == kind]


def test_a_question_that_is_asked_and_no_longer(tmp_path: Path) -> None:
    gone = {"files": {FILE: None}}
    [added] = of_kind(difference(tmp_path / "1", gone, {}), "question-added")
    assert (
        added.weight == Weight.CLINICAL
        and added.subject.en == "Should tumour one be treated with drug A?"
    )
    said = {detail.key: detail.new.en for detail in added.details if detail.new}
    assert said["answer"] == "Drug A may delay progression (HR 0.60)."
    assert said["standing"] == "an option" and said["rash.level"] == "very low"
    [removed] = of_kind(difference(tmp_path / "2", {}, gone), "question-removed")
    assert removed.weight == Weight.CLINICAL


def test_another_answer_level_and_standing(tmp_path: Path) -> None:
    found = difference(tmp_path, {}, {"swap": {FILE: SURER}})
    [changed] = of_kind(found, "question-changed")
    assert {detail.key: (detail.old.en, detail.new.en) for detail in changed.details} == {
        "standing": ("an option", "standard"),
        "progression-free survival.level": ("low", "moderate"),
    }
    assert found.verdict == Weight.CLINICAL
    text = markdown(found)
    assert "### 临床问题 | Clinical questions" in text
    assert "progression-free survival · certainty" in text
    # the answer and the finding are told as texts, in either language
    assert "Drug A probably delays progression" in text


def test_data_that_changed_ask_for_another_judgement(tmp_path: Path) -> None:
    swap = {BETA: {"placebo: {percent: 25}": "placebo: {percent: 26}"}}
    found = difference(tmp_path, {}, {"swap": swap})
    [stale] = of_kind(found, "question-stale")
    assert stale.weight == Weight.CLINICAL and not of_kind(found, "question-changed")
    assert not of_kind(difference(tmp_path / "same", {}, {}), "question-stale")


def test_a_new_judgement_of_the_same_is_neutral(tmp_path: Path) -> None:
    found = difference(tmp_path, {}, {"swap": {FILE: {"[editors]": "[editors, Ann Lee]"}}})
    [change] = found.changes
    assert (change.kind, change.weight) == ("question-judged", Weight.NEUTRAL)


def test_the_log_tells_answers_in_words(tmp_path: Path) -> None:
    root = lay(tmp_path, {"question": True})
    before = (root / FILE).read_bytes()
    lay(tmp_path, {"question": True, "swap": {FILE: SURER}})
    after = (root / FILE).read_bytes()
    moment = datetime.datetime(2026, 2, 1, tzinfo=datetime.UTC)
    steps = (
        Step(moment + datetime.timedelta(days=1), {FILE: before}, {FILE: after}),
        Step(moment, {}, {FILE: before}),
    )
    read = corpus.read(root)
    told = log(History(steps), read.vocabulary, root)
    assert [entry.kind for entry in told.entries] == [QUESTION, QUESTION]
    edition = Edition(read, moment.date(), log=told)
    changed, added = items(View(edition, "en/changes.md", "en"))
    lines = [plain(line) for line in changed.lines]
    assert lines == [
        "answer: Drug A may delay progression (HR 0.60). → "
        "Drug A probably delays progression (HR 0.60).",
        "standing in practice: an option → standard",
        "progression-free survival · certainty: low → moderate",
        "progression-free survival · finding: It may delay progression. → "
        "It probably delays progression.",
    ]
    assert [plain(line) for line in added.lines] == [
        "Newly answered: Drug A may delay progression (HR 0.60)."
    ]
    assert changed.title[0].page == "questions/drug-a.md"
