"""Results, provenance and trials: what each change of a table means, and the sentences that cite it
in either version."""

from __future__ import annotations

from pathlib import Path

import pytest

from review.edition.found_change import Weight
from review.problem import Place
from small_review import FILES, PAGE, TRIAL, changes, difference, kinds, only, swapped, values


def place(found: Place | None) -> str:
    """File and line."""
    return f"{found.path}:{found.line}" if found else ""


def test_nothing_changed(tmp_path: Path) -> None:
    found = difference(tmp_path, FILES)
    assert not found.changes and found.verdict == Weight.NEUTRAL


def test_value_changed_and_its_sentences(tmp_path: Path) -> None:
    after = swapped(TRIAL, ("{events: 17, n: 26, percent: 65}", "{events: 18, n: 26, percent: 69}"))
    after = swapped(PAGE, ("[17/26（65%）]", "[18/26（69%）]"), files=after)
    found = changes(tmp_path, after)
    change = only(found, "result-changed")
    assert (
        change.weight == Weight.CLINICAL
        and change.subject.en == "ALPHA · non-progression rate at 8 weeks"
    )
    assert values(change) == [("drug A", "17/26, 65%", "18/26, 69%")]
    assert [(each.language, each.fate, place(each.new_place)) for each in change.sentences] == [
        ("zh", "edited", f"{PAGE}:11"),
        ("en", "unedited", f"{PAGE}:15"),
        ("zh", "unedited", f"{TRIAL}:8"),
        ("en", "unedited", f"{TRIAL}:9"),
    ]
    edited = change.sentences[0]
    assert "17/26（65%）" in str(edited.old) and "18/26（69%）" in str(edited.new)
    assert kinds(found) == ["result-changed", "paragraph-figures"]


LEFT_OUT = ("      drug: {events: 17, n: 26, percent: 65}\n", "")


def own_row(arms: str, timepoint: str = "8 weeks") -> tuple[str, str]:
    """A row of its own, as an erratum of one arm asks."""
    row = (
        f"  npr-corrected:\n    endpoint: npr\n    timepoint: {timepoint}\n"
        f"    arms:\n      {arms}\n"
        "    source: roe2021\n    seen: abstract\n    note: {zh: 更正后, en: as corrected}\n"
    )
    return ("results:\n", f"results:\n{row}")


def test_an_arm_that_an_erratum_moved_is_told_old_and_new(tmp_path: Path) -> None:
    found = changes(tmp_path, swapped(TRIAL, LEFT_OUT, own_row("drug: {events: 18, n: 26}")))
    assert kinds(found) == ["result-changed"]
    change = found[0]
    assert change.subject.en == "ALPHA · non-progression rate at 8 weeks (npr-corrected)"
    assert values(change) == [
        ("Note", None, "as corrected"),
        ("drug A", "17/26, 65%", "18/26"),
        ("Provenance", "secondary report", "abstract"),
        ("report", "news", None),
        ("source", "doe2020", "roe2021"),
    ]
    assert change.address == "npr-corrected" and change.new and change.new.line > 0
    assert [origin and origin.publications[0].key for origin in change.origins] == [
        "doe2020",
        "roe2021",
    ]
    assert {(each.language, each.fate, place(each.new_place)) for each in change.sentences} >= {
        ("zh", "unedited", f"{PAGE}:11"),
        ("en", "unedited", f"{PAGE}:15"),
    }, "who still cites where the figures stood is named"


def test_a_text_that_follows_the_moved_arm_is_told_as_edited(tmp_path: Path) -> None:
    after = swapped(TRIAL, LEFT_OUT, own_row("drug: {events: 18, n: 26}"))
    after = swapped(
        PAGE,
        ("[17/26（65%）]", "[18/26]"),
        ("患者未进展", "患者仍未进展"),
        ("alpha.yml#npr-8w.drug", "alpha.yml#npr-corrected.drug"),
        files=after,
    )
    change = only(changes(tmp_path, after), "result-changed")
    assert ("zh", "edited", f"{PAGE}:11") in {
        (each.language, each.fate, place(each.new_place)) for each in change.sentences
    }


def test_an_arm_that_only_moved_is_told_by_its_address(tmp_path: Path) -> None:
    row = own_row("drug: {events: 17, n: 26, percent: 65}")
    row = (row[0], row[1].partition("    source")[0])
    row = (row[0], f"{row[1]}    source: doe2020\n    seen: secondary\n    report: news\n")
    change = only(changes(tmp_path, swapped(TRIAL, LEFT_OUT, row)), "result-changed")
    assert values(change) == [("id", "npr-8w", "npr-corrected")]


@pytest.mark.parametrize(
    "swaps",
    [
        (LEFT_OUT, own_row("drug: {events: 18, n: 26}", "12 weeks")),
        (own_row("drug: {events: 18, n: 26}"),),
        (LEFT_OUT, own_row("all: {events: 18, n: 38}")),
    ],
    ids=["another time", "the arm stays where it was", "another arm"],
)
def test_a_row_that_corrects_no_arm_is_told_as_added(
    tmp_path: Path, swaps: tuple[tuple[str, str], ...]
) -> None:
    found = changes(tmp_path, swapped(TRIAL, *swaps))
    assert kinds(found) == [*["result-added"], *["result-changed"] * (LEFT_OUT in swaps)]


def test_rows_of_one_name_are_distinguished_by_their_ids(tmp_path: Path) -> None:
    found = changes(tmp_path, swapped(TRIAL, own_row("drug: {events: 18, n: 26}")))
    assert only(found, "result-added").subject.zh == "ALPHA · 8 周时的无进展率（npr-corrected）"


def test_an_arm_renamed_changes_no_figure(tmp_path: Path) -> None:
    after = swapped(TRIAL, ("drug:", "active:"), ("of: drug", "of: active"))
    assert not {"result-changed", "trial-changed"} & {*kinds(changes(tmp_path, after))}


def test_the_other_arm_is_not_dragged_in(tmp_path: Path) -> None:
    change = only(
        changes(
            tmp_path, swapped(TRIAL, ("placebo: {events: 0, n: 12}", "placebo: {events: 1, n: 12}"))
        ),
        "result-changed",
    )
    assert {place(each.new_place) for each in change.sentences} == {f"{PAGE}:12", f"{PAGE}:16"}


def test_unit_changed_touches_every_figure_of_the_row(tmp_path: Path) -> None:
    change = only(
        changes(tmp_path, swapped(TRIAL, ("unit: weeks", "unit: months"))), "result-changed"
    )
    assert ("unit", "weeks", "months") in values(change)
    assert {each.new_place.line for each in change.sentences if each.new_place} == {19, 22}


def test_digits_alone_do_not_count(tmp_path: Path) -> None:
    change = only(
        changes(tmp_path, swapped(TRIAL, ("estimate: 0.42", "estimate: 0.420"))), "result-changed"
    )
    assert values(change)[0][1:] == (
        "drug A v placebo, HR 0.42, 95% CI 0.21–0.85, P=0.017",
        "drug A v placebo, HR 0.420, 95% CI 0.21–0.85, P=0.017",
    )


def test_result_added_and_removed(tmp_path: Path) -> None:
    row = (
        "  os:\n    endpoint: pfs\n    unit: months\n"
        "    arms: {all: {median: not-reached}}\n"
        "    source: doe2020\n    seen: abstract\n"
        "harms:\n"
    )
    after = swapped(TRIAL, ("harms:\n", row))
    added = only(changes(tmp_path / "a", after), "result-added")
    assert values(added) == [
        ("all patients", None, "median not reached"),
        ("Provenance", None, "abstract"),
    ]
    removed = only(changes(tmp_path / "b", FILES, after), "result-removed")
    assert removed.old and removed.old.path == TRIAL and removed.new is None


def test_removed_result_names_the_sentences_left_behind(tmp_path: Path) -> None:
    text = FILES[TRIAL]
    start, end = text.index("  pfs:\n"), text.index("harms:\n")
    removed = only(changes(tmp_path, {**FILES, TRIAL: text[:start] + text[end:]}), "result-removed")
    assert {
        (each.language, each.old_place.line) for each in removed.sentences if each.old_place
    } == {("zh", 19), ("en", 22)}


def test_row_renamed_only(tmp_path: Path) -> None:
    after = swapped(TRIAL, ("npr-8w", "npr-8-weeks"))
    after = swapped(PAGE, ("npr-8w", "npr-8-weeks"), files=after)
    found = difference(tmp_path, after)
    assert (
        found.verdict == Weight.NEUTRAL
        and "result-renamed" in kinds(list(found.changes))
        and "result-changed" not in kinds(list(found.changes))
    )


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("seen: secondary\n    report: news", "seen: abstract", "figure-confirmed"),
        (
            (
                "estimate: 0.42, ci: {low: 0.21, high: 0.85, level: 95}, p: "
                '"0.017"}\n    source: doe2020\n'
                "    seen: full-text"
            ),
            (
                "estimate: 0.42, ci: {low: 0.21, high: 0.85, level: 95}, p: "
                '"0.017"}\n    source: doe2020\n'
                "    seen: predecessor"
            ),
            "figure-unconfirmed",
        ),
        (
            "source: doe2020\n    seen: secondary",
            "source: roe2021\n    seen: secondary",
            "provenance-changed",
        ),
    ],
)
def test_provenance(tmp_path: Path, old: str, new: str, kind: str) -> None:
    found = changes(tmp_path, swapped(TRIAL, (old, new)))
    assert only(found, kind).weight == Weight.CLINICAL and kinds(found) == [kind]


def test_status(tmp_path: Path) -> None:
    found = changes(tmp_path, swapped(TRIAL, ("status: positive", "status: negative")))
    assert (
        values(only(found, "trial-status"))
        == [("Status", "primary endpoint met", "primary endpoint not met")]
        and len(found) == 1
    )


def test_enrolled_arm_and_design(tmp_path: Path) -> None:
    found = changes(
        tmp_path,
        swapped(
            TRIAL,
            ("randomised: 38", "randomised: 39"),
            ("n: 26\n", "n: 27\n"),
            ('phase: "2"', 'phase: "3"'),
            ("agents: [placebo]", "agents: [drug-a, placebo]"),
        ),
    )
    assert [(change.kind, *values(change)) for change in found] == [
        ("trial-changed", ("Phase", "phase 2", "phase 3")),
        ("trial-changed", ("randomised", "38", "39")),
        ("trial-changed", ("Enrolled", "26", "27")),
        ("trial-changed", ("Interventions", "placebo", "drug A, placebo")),
    ]


def test_harm_changed(tmp_path: Path) -> None:
    change = only(
        changes(
            tmp_path,
            swapped(
                TRIAL,
                ('grade: "3-4"', 'grade: ">=3"'),
                ("drug: {percent: 10}", "drug: {percent: 12}"),
            ),
        ),
        "result-changed",
    )
    assert change.subject.en == "ALPHA · fatigue" and values(change) == [
        ("grade", "3-4", ">=3"),
        ("drug A", "10%", "12%"),
    ]


def test_checked_again_is_no_clinical_change(tmp_path: Path) -> None:
    found = difference(tmp_path, swapped(TRIAL, ("on: 2026-01-01", "on: 2026-06-01")))
    assert kinds(list(found.changes)) == ["trial-checked"] and found.verdict == Weight.NEUTRAL


def test_order_of_keys_and_comments_are_nothing(tmp_path: Path) -> None:
    after = swapped(
        TRIAL,
        (
            "since: added\nregistries: [NCT00000001]\n",
            "# a comment\nregistries: [NCT00000001]\nsince: added\n",
        ),
    )
    assert changes(tmp_path, after) == []


def test_trial_added_and_removed(tmp_path: Path) -> None:
    beta = FILES[TRIAL].replace("alpha", "beta").replace("ALPHA", "BETA")
    for swap in (
        ("NCT00000001", "NCT00000002"),
        ("17", "5"),
        ("26", "50"),
        ("0.42", "0.9"),
        ("drug", "other"),
        ("zh: ", "zh: 乙"),
    ):
        beta = beta.replace(*swap)
    after = {**FILES, "docs/trials/beta.yml": beta}
    added = changes(tmp_path / "a", after)
    assert kinds(added) == ["trial-added"] and added[0].subject.en == "BETA"
    assert kinds(changes(tmp_path / "b", FILES, after)) == ["trial-removed"]


def test_trial_renamed(tmp_path: Path) -> None:
    after = {
        **swapped(PAGE, ("alpha.yml", "alpha-1.yml"), ("[alpha]", "[alpha-1]")),
        TRIAL: None,
        "docs/trials/alpha-1.yml": FILES[TRIAL].replace("id: alpha", "id: alpha-1"),
    }
    found = changes(tmp_path, after)
    assert kinds(found)[0] == "trial-renamed" and not {
        "trial-added",
        "trial-removed",
        "result-changed",
        "paragraph-figures",
    } & {*kinds(found)}


def test_trial_renamed_and_changed(tmp_path: Path) -> None:
    text = FILES[TRIAL].replace("id: alpha", "id: alpha-1").replace("events: 17", "events: 18")
    found = changes(tmp_path, {**FILES, TRIAL: None, "docs/trials/alpha-1.yml": text})
    change = only(found, "result-changed")
    assert ("zh", "removed", 11) in {
        (each.language, each.fate, each.old_place.line)
        for each in change.sentences
        if each.old_place
    }


@pytest.mark.parametrize(
    "broken", ["id: [alpha\n", "\tid: alpha\n", "", b"\xb0\xa1\xff\xfe", "- a list\n"]
)
def test_base_that_does_not_parse(tmp_path: Path, broken: str | bytes) -> None:
    found = changes(tmp_path, FILES, {**FILES, TRIAL: broken})
    assert kinds(found) == ["unreadable-before"] and place(found[0].old) == f"{TRIAL}:1"


def test_head_that_does_not_parse(tmp_path: Path) -> None:
    assert kinds(changes(tmp_path, {**FILES, TRIAL: "id: [alpha\n"})) == ["unreadable-now"]


def test_table_of_unexpected_shapes_is_told_not_raised(tmp_path: Path) -> None:
    after = swapped(
        TRIAL,
        ("randomised: 38", "randomised: {a: 1}"),
        (
            "drug: {median: 16.4, ci: {low: 8.0, high: 27.3, level: 95}}",
            "drug: {median: [1, 2], ci: 3, n: {x: 1}}",
        ),
        ("between: {measure: HR", "between: {measure: [HR]"),
        ("timepoint: 8 weeks", "timepoint: [8]"),
        ("agents: [placebo]", "agents: placebo"),
    )
    assert "result-changed" in kinds(changes(tmp_path, after))
