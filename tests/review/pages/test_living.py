"""The living status: current, overdue and retired sections on every page that tells of them, and
the same as data."""

from __future__ import annotations

import datetime
import json
import shutil
from pathlib import Path

import pytest

from places import SITE
from review.edition.edition import Edition
from review.edition.found_change import Change, Detail
from review.edition.log import NOTHING, SECTION, TRIAL, Entry, First, Log
from review.edition.page import Page
from review.evidence import corpus
from review.exports import machine_readable, page_metadata, status_file
from review.exports.colophon import Colophon
from review.pages.all_pages import weave
from review.problem import same
from review.repair import fix
from system import files

SECTION_FILE = "docs/review/surveillance.md"
LATE, EARLY = datetime.date(2026, 11, 23), datetime.date(2026, 1, 31)
RETIRED = (
    "retired: 2026-11-20\nreason: {zh: '已并入系统治疗一节。', en: 'Merged into "
    "[systemic therapy](systemic-therapy.md).'}\n---\n"
)
ABOUT = "# 关于 | About\n\n<!-- zh -->\n甲。\n\n<!-- en -->\nA.\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The small review with a page about itself and its overdue section retired."""
    root = shutil.copytree(SITE, tmp_path / "site")
    file = root / SECTION_FILE
    head, _, rest = file.read_text(encoding="utf-8").partition("\n---\n")
    file.write_text(f"{head}\n{RETIRED}{rest}", encoding="utf-8")
    (root / "docs/about.md").write_text(ABOUT, encoding="utf-8")
    settings = root / "docs/review.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8")
        + "  - about.md\nliving:\n  triggers: {zh: 到期。, en: The due day.}\n",
        encoding="utf-8",
    )
    return root


def pages(root: Path, day: datetime.date, log: Log = NOTHING) -> dict[str, Page]:
    return {page.uri: page for page in weave(corpus.read(root), day, log=log)}


def test_a_retired_section_says_so_stays_readable_and_is_never_overdue(site: Path) -> None:
    woven = pages(site, LATE)
    for uri, title, since in (
        ("zh/review/surveillance.md", "本节已停止更新", "自 2026 年 11 月 20 日起"),
        ("en/review/surveillance.md", "no longer kept up", "since 20 November 2026"),
        ("zh-en/review/surveillance.md", "本节已停止更新", "since 20 November 2026"),
    ):
        text = woven[uri].markdown
        assert title in text and since in text and "overdue retired" in text and len(text) > 500
        assert "逾" not in text and "overdue for review" not in text
    assert (
        "[systemic therapy](systemic-therapy.md)" in woven["en/review/surveillance.md"].markdown
    ), "the reason may link"
    for uri in ("en/index.md", "en/status.md", "en/about.md"):
        assert (
            "overdue for review" not in woven[uri].markdown
            and "**overdue**" not in woven[uri].markdown
        )
    assert (
        woven["en/help-wanted.md"]
        .markdown.partition("{#overdue}")[2]
        .strip()
        .startswith("Nothing at present.")
    )


def test_a_section_to_be_retired_later_is_kept_up_until_then(site: Path) -> None:
    assert "no longer kept up" not in pages(site, EARLY)["en/review/surveillance.md"].markdown
    late = pages(site, datetime.date(2026, 11, 19))
    assert (
        "overdue for review" in late["en/review/surveillance.md"].markdown
        and "**overdue**" in late["en/status.md"].markdown
    )


def test_the_page_about_the_review_has_the_state_of_every_section(site: Path) -> None:
    woven = pages(site, LATE)
    for uri in ("zh/about.md", "en/about.md", "zh-en/about.md"):
        assert (
            woven[uri].markdown.count("{#sections}") == 1
            and "2026-11-20" in woven[uri].markdown
            and "2027-05-20" in woven[uri].markdown
        )


def test_a_site_without_dates_shows_none(site: Path) -> None:
    for name in ("surveillance", "systemic-therapy"):
        file = site / f"docs/review/{name}.md"
        file.write_text(file.read_text(encoding="utf-8").partition("\n---\n")[2], encoding="utf-8")
    (site / "docs/searches.yml").unlink()
    woven = pages(site, LATE)
    assert (
        'class="currency"' not in woven["en/index.md"].markdown
        and "no date set" in woven["en/status.md"].markdown
    )


def test_data_and_page_say_the_same(site: Path) -> None:
    read = corpus.read(site)
    found = json.loads(
        status_file.files(Edition(read, LATE), Colophon(read, LATE, "https://example.org/", "abc"))[
            "status.json"
        ]
    )
    treatment, surveillance = found["sections"]
    assert (treatment["status"], treatment["due"], treatment["searched"]) == (
        "current",
        "2027-05-20",
        "2026-11-01",
    )
    assert (
        surveillance["status"],
        surveillance["due"],
        surveillance["retired"],
        surveillance["reason"]["zh"],
    ) == ("retired", None, "2026-11-20", "已并入系统治疗一节。")
    assert (
        found["studies"]["included"]
        == 3
        == found["studies"]["in_predecessor"] + found["studies"]["added_since_predecessor"]
    )
    assert (
        found["studies"]["added_since_first_edition"] is None
        and found["studies"]["records_screened"] is None
    ), "what is not known is no number"
    assert (
        found["living"]["triggers"] == {"zh": "到期。", "en": "The due day."}
        and found["living"]["sources"] is None
    )
    assert found["commit"] == "abc" and found["built"] == "2026-11-23"


def test_the_past_gives_the_review_before_the_last_and_the_newest_studies(site: Path) -> None:
    moment = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
    reviewed = Change(
        "section-reviewed",
        "neutral",
        same("x"),
        details=(Detail(same("reviewed"), same("2026-05-01"), same("2026-11-20"), "reviewed"),),
    )
    added = Change(
        "trial-added",
        "clinical",
        same("SHARP"),
        details=(Detail(same("Status"), None, same("x")), Detail(same("results"), None, same("2"))),
    )
    log = Log(
        (
            Entry(TRIAL, "sharp", moment, (added,)),
            Entry(SECTION, "docs/review/systemic-therapy.md", moment, (reviewed,)),
        ),
        First(moment.replace(month=1), 2, 2, 3),
    )
    page = pages(site, LATE, log)["en/status.md"].markdown
    assert (
        "before that: 2026-05-01" in page
        and "Last added (22 November 2026): [SHARP](trials/sharp.md)" in page
        and "Added since the first edition: 1." in page
    )
    assert (
        "first edition 22 January 2026; last change of content 22 November 2026" in page
        and "[22 November 2026](changes.md#d2026-11-22): 2 entries" in page
    )


def test_the_newest_change_is_one_that_the_page_of_changes_tells_of(site: Path) -> None:
    """A section that only says what it is about changes nothing for a reader."""
    days = [datetime.datetime(2026, 11, day, tzinfo=datetime.UTC) for day in (22, 21)]
    untold, told = (
        Change("section-reviewed", "neutral", same("x"), details=(Detail(same("x"), *sides, key),))
        for key, sides in (
            ("page-of", (None, same("hcc"))),
            ("reviewed", (same("2026-05-01"), same("2026-11-20"))),
        )
    )
    path = "docs/review/systemic-therapy.md"
    log = Log((Entry(SECTION, path, days[0], (untold,)), Entry(SECTION, path, days[1], (told,))))
    woven = pages(site, LATE, log)
    assert "changes.md#d2026-11-21)" in woven["en/status.md"].markdown
    assert "d2026-11-22" not in woven["en/changes.md"].markdown


def test_pages_carry_their_state_for_machines(site: Path) -> None:
    read, woven = corpus.read(site), pages(site, LATE)
    colophon = Colophon(read, LATE)
    assert (
        '"creativeWorkStatus":"retired"'
        in page_metadata.metadata(woven["en/review/surveillance.md"], colophon).linked
    )
    twin = machine_readable.twin(woven["zh/review/systemic-therapy.md"], colophon)
    assert 'searched: "2026-11-01"\ndue: "2027-05-20"\nstatus: "current"\n' in twin


def test_a_hostile_reason_stays_a_text(site: Path) -> None:
    file = site / SECTION_FILE
    file.write_text(
        file.read_text(encoding="utf-8").replace(
            "zh: '已并入系统治疗一节。'", "zh: '<script>alert(1)</script>[x](javascript:alert(1))'"
        ),
        encoding="utf-8",
    )
    text = pages(site, LATE)["zh/review/surveillance.md"].markdown
    assert "<script" not in text and "](javascript:" not in text


def test_edits_of_a_reason_land_where_it_stands(site: Path) -> None:
    file = site / SECTION_FILE
    before = file.read_text(encoding="utf-8")
    file.write_text(
        before.replace("已并入系统治疗一节。", "已并入,系统治疗一节。"), encoding="utf-8"
    )
    fix.fix(site, files.replace)
    assert file.read_text(encoding="utf-8") == before.replace(
        "已并入系统治疗一节。", "已并入，系统治疗一节。"
    )


def test_a_look_up_is_not_called_a_search(site: Path) -> None:
    woven = pages(site, LATE)
    status = woven["en/status.md"].markdown
    assert '2025-01-15<br><small class="note">targeted look-up</small>' in status
    assert "looked at: 214<br>taken in: 2" in status
    assert "strings: not recorded" in status and "looked at: not recorded" in status
    head = woven["en/review/surveillance.md"].markdown
    assert "Last targeted look-up, no systematic search: 15 January 2025" in head
    assert "Last search:" not in head
    assert "Last search: 1 November 2026" in woven["en/review/systemic-therapy.md"].markdown


def test_a_section_that_no_search_names_says_nothing_of_one(site: Path) -> None:
    (site / "docs/searches.yml").unlink()
    woven = pages(site, LATE)
    for uri in ("en/review/surveillance.md", "en/review/systemic-therapy.md"):
        assert "earch:" not in woven[uri].markdown and "look-up" not in woven[uri].markdown
    assert "No search is recorded." in woven["en/status.md"].markdown
    assert '"Last search' not in woven["en/index.md"].markdown
