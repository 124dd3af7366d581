"""The log of a review, read from real git histories: what makes an entry, what makes none, and what
is said where history is missing."""

from __future__ import annotations

import datetime
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

import system.git
from git_repository import git
from review.change import change_log
from review.edition.edition import Edition
from review.edition.log import Entry, Log
from review.edition.page import Page
from review.edition.view import View
from review.evidence import corpus
from review.exports import feed
from review.exports.colophon import Colophon
from review.pages.changes_entries import items
from review.pages.changes_page import changes
from review.pages.changes_pieces import plain
from small_review import AGENTS, BIB, FILES, PAGE, TRIAL, Files, swapped, write

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

ATOM = "{http://www.w3.org/2005/Atom}"
TODAY = datetime.date(2026, 3, 1)
CORRECTIONS = "docs/corrections.md"
CORRECTED = (
    "# 更正 | Corrections\n\n<!-- zh -->\n"
    "各条如下。\n\n<!-- en -->\nThey follow.\n"
    "\n## 剂量 | The dose\n\n<!-- zh -->\n"
    "剂量有误。\n\n<!-- en -->\nThe dose was wrong.\n"
)
Repository = Callable[..., Path]


def lay(root: Path, files: Files) -> None:
    """The files below ``root`` and no others."""
    for old in ("docs", "references.bib"):
        shutil.rmtree(root / old, ignore_errors=True)
    write(root, files)


def commit(root: Path, day: str, files: Files) -> None:
    lay(root, files)
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--allow-empty", "--message=x", day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """A repository in which each version of the small review was committed on its day, the
    unchanged one first."""

    def make(*versions: tuple[str, Files]) -> Path:
        root = tmp_path / "repository"
        root.mkdir()
        git(root, "init", "--quiet", "--initial-branch=main")
        for day, files in (("2026-01-01", FILES), *versions):
            commit(root, day, files)
        return root

    return make


def log(root: Path) -> Log:
    return system.git.log(corpus.read(root))


def told(root: Path, language: str = "en") -> list[tuple[str, str, list[str]]]:
    """Day, title and lines of every item, as a reader reads them."""
    view = View(
        Edition(corpus.read(root), TODAY, log=log(root)), f"{language}/changes.md", language
    )
    return [
        (item.moment.date().isoformat(), plain(item.title), [plain(line) for line in item.lines])
        for item in items(view)
    ]


def pages(root: Path) -> dict[str, Page]:
    return {
        page.language: page for page in changes(Edition(corpus.read(root), TODAY, log=log(root)))
    }


def kinds(entries: tuple[Entry, ...]) -> list[str]:
    return [change.kind for entry in entries for change in entry.changes]


RESULT = swapped(TRIAL, ("median: 16.4", "median: 17.0"))
STATUS = swapped(TRIAL, ("status: positive", "status: negative"), files=RESULT)


def test_a_changed_result_is_told_old_and_new_with_those_who_cite_it(
    repository: Repository,
) -> None:
    both = swapped(
        PAGE,
        ("（HR=0.42", "（HR=0.45"),
        ("HR 0.42", "HR 0.45"),
        files=swapped(TRIAL, ("estimate: 0.42", "estimate: 0.45")),
    )
    root = repository(("2026-01-05", both))
    assert told(root) == [
        (
            "2026-01-05",
            "ALPHA",
            [
                (
                    "progression-free survival: Comparison: drug A v placebo, HR "
                    "0.42, 95% CI 0.21–0.85, P=0.017 → drug A v placebo, HR 0.45, "
                    "95% CI 0.21–0.85, P=0.017; cited in: Drugs › Drug A"
                )
            ],
        )
    ]
    assert told(root, "zh")[0][2] == [
        (
            "无进展生存期：组间比较：甲药 vs 安慰剂，HR=0.42，95% CI 0.21～0.85，"
            "P=0.017 → 甲药 vs 安慰剂，HR=0.45，95% CI 0.21～0.85，P=0.017；"
            "正文引用处：药物 › 甲药"
        )
    ]
    page = pages(root)["en"].markdown
    assert (
        "- **[ALPHA](trials/alpha.md)**" in page
        and "[progression-free survival](trials/alpha.md#pfs)" in page
        and "[Drugs › Drug A](review/drugs.md#drug-a-2)" in page
    )


@pytest.mark.parametrize(
    "files",
    [
        swapped(PAGE, ("耐受良好", "耐受良号"), ("tolerated it well", "tolerated it wel")),
        swapped(
            PAGE,
            ("患者耐受良好", "毒性可控"),
            ("patients tolerated it well", "its toxicity was manageable"),
        ),
        swapped(TRIAL, ("    agents: [drug-a]\n    n: 26\n", "    n: 26\n    agents: [drug-a]\n")),
        swapped(TRIAL, ("sources: [doe2020]\n", "sources: [doe2020]  # the paper\n")),
        swapped(TRIAL, ("有活性。", "有疗效。"), ("There is activity.", "It is active.")),
        swapped(AGENTS, ("一种药。", "一种药物。"), ("A drug.", "A medicine.")),
        swapped(BIB, ("Journal of Examples", "J. of Examples")),
        {**FILES, "hooks/new.py": "print(1)\n", "docs/assets/x.svg": "<svg/>\n"},
        swapped(TRIAL, ("diagnoses: [tumour]", "diagnoses: [tumour]\n  lines: [later]")),
        swapped(TRIAL, ("    endpoint: pfs\n", "    endpoint: pfs\n    among: randomised\n")),
        swapped(
            TRIAL,
            ("      placebo: {median: 4.1}\n", ""),
            (
                "harms:\n",
                "  pfs-own:\n    endpoint: pfs\n    unit: weeks\n"
                "    arms: {placebo: {median: 4.1}}\n    source: doe2020\n"
                "    seen: full-text\nharms:\n",
            ),
        ),
        # fmt: skip
    ],
    ids=[
        "typo",
        "rewording",
        "key order",
        "comment",
        "appraisal",
        "definition",
        "reference detail",
        "code",
        "line filled in",
        "population filled in",
        "arm in a row of its own",
    ],
)
def test_what_changes_no_claim_makes_no_entry(repository: Repository, files: Files) -> None:
    assert log(repository(("2026-01-05", files))).entries == ()


def test_another_line_of_treatment_is_told(repository: Repository) -> None:
    one, other = (
        swapped(TRIAL, ("diagnoses: [tumour]", f"diagnoses: [tumour]\n  lines: [{line}]"))
        for line in ("later", "first")
    )
    assert [day for day, _, _ in told(repository(("2026-01-05", one), ("2026-01-06", other)))] == [
        "2026-01-06"
    ]


def test_a_list_in_another_order_makes_no_entry(repository: Repository) -> None:
    both = swapped(TRIAL, ("diagnoses: [tumour]", "diagnoses: [tumour, other]"))
    turned = swapped(TRIAL, ("diagnoses: [tumour]", "diagnoses: [other, tumour]"))
    assert [
        entry.day.isoformat()
        for entry in log(repository(("2026-01-05", both), ("2026-01-06", turned))).entries
    ] == ["2026-01-05"]


def test_each_day_counts_as_it_ended(repository: Repository) -> None:
    root = repository(
        ("2026-01-05", swapped(TRIAL, ("median: 16.4", "median: 99"))),
        ("2026-01-05", RESULT),
        ("2026-01-09", STATUS),
        ("2026-01-10", RESULT),
        ("2026-01-10", STATUS),
    )
    assert [(day, lines) for day, _, lines in told(root)] == [
        ("2026-01-09", ["Status: primary endpoint met → primary endpoint not met"]),
        (
            "2026-01-05",
            [
                (
                    "progression-free survival: drug A: median 16.4 weeks, 95% CI "
                    "8.0–27.3 → median 17.0 weeks, 95% CI 8.0–27.3; cited in: Drugs "
                    "› Drug A"
                )
            ],
        ),
    ]


def test_the_first_edition_is_one_line(repository: Repository) -> None:
    found = log(repository(("2026-01-05", RESULT))).first
    assert found is not None and (
        found.day.isoformat(),
        found.trials,
        found.sections,
        found.references,
    ) == ("2026-01-01", 1, 2, 2)


def test_the_first_edition_ends_when_the_settings_say(repository: Repository) -> None:
    settings = swapped(
        "docs/review.yml", ("pages:", "living: {first-edition: 2026-01-06}\npages:"), files=STATUS
    )
    found = log(
        repository(
            ("2026-01-05", RESULT),
            ("2026-01-06", STATUS),
            ("2026-01-09", settings),
            ("2026-01-10", {**settings, TRIAL: str(settings[TRIAL]).replace("n: 12}", "n: 13}")}),
        )
    )
    assert [entry.day.isoformat() for entry in found.entries] == ["2026-01-10"]
    assert found.first is not None and found.first.day.isoformat() == "2026-01-06"


def test_trials_references_and_sections_that_came_and_went(repository: Repository) -> None:
    beta = (
        str(FILES[TRIAL])
        .replace("id: alpha", "id: beta")
        .replace("acronym: ALPHA", "acronym: BETA")
        .replace("median: 16.4", "median: 5")
        .replace("events: 17", "events: 3")
        .replace("percent: 65", "percent: 12")
    )
    entry = (
        "@article{poe2026,\n  author = {Poe, Ann},\n"
        "  title = {A third trial},\n  year = {2026},\n"
        "  doi = {10.1000/3},\n}\n"
    )
    more = {
        **FILES,
        "docs/trials/beta.yml": beta,
        "references.bib": f"{FILES[BIB]}\n{entry}",
        "docs/review/new.md": "# 新节 | New section\n\n<!-- zh -->\n甲。\n\n<!-- en -->\nA.\n",
    }
    root = repository(("2026-01-05", more), ("2026-01-06", FILES))
    assert told(root) == [
        ("2026-01-06", "BETA", ["removed from this review"]),
        ("2026-01-06", "New section", ["section removed"]),
        ("2026-01-06", "References", ["Removed: Poe A. A third trial. 2026. doi: 10.1000/3."]),
        ("2026-01-05", "BETA", ["study added: primary endpoint met; results: 2"]),
        ("2026-01-05", "New section", ["section added"]),
        ("2026-01-05", "References", ["Added: Poe A. A third trial. 2026. doi: 10.1000/3."]),
    ]
    assert "**BETA**" in pages(root)["en"].markdown, "what is gone leads nowhere"


def test_a_renamed_file_is_no_news(repository: Repository) -> None:
    renamed = {
        **swapped(PAGE, ("alpha.yml", "alpha-1.yml"), ("[alpha]", "[alpha-1]")),
        TRIAL: None,
        "docs/trials/alpha-1.yml": str(FILES[TRIAL]).replace("id: alpha", "id: alpha-1"),
    }
    moved = {**FILES, PAGE: None, "docs/review/medicines.md": FILES[PAGE]}
    assert (
        log(
            repository(("2026-01-05", renamed), ("2026-01-06", FILES), ("2026-01-07", moved))
        ).entries
        == ()
    )


def test_dates_and_retirement_of_a_section(repository: Repository) -> None:
    searched = swapped(
        PAGE,
        ("searched: 2026-01-01", "searched: 2026-02-01"),
        ("interval: 6 months", "interval: 1 year"),
    )
    retired = swapped(
        PAGE,
        (
            "interval: 1 year",
            "interval: 1 year\nretired: 2026-02-20\nreason: {zh: 已并入他节。, en: Merged.}",
        ),
        files=searched,
    )
    assert told(repository(("2026-02-02", searched), ("2026-02-20", retired))) == [
        ("2026-02-20", "Drugs", ["no longer kept up: 20 February 2026"]),
        (
            "2026-02-02",
            "Drugs",
            ["last search: 1 January 2026 → 1 February 2026", "review interval: 6 months → 1 year"],
        ),
    ]


def test_text_with_other_figures_or_citations_is_told_by_heading(repository: Repository) -> None:
    cited = swapped(
        PAGE,
        ("未进展 [@doe2020]", "未进展 [@doe2020; @roe2021]"),
        ("progression [@doe2020]", "progression [@doe2020; @roe2021]"),
    )
    stated = swapped(
        PAGE,
        ("患者耐受良好。", "患者耐受良好，约 3% 停药。"),
        ("tolerated it well.", "tolerated it well; about 3% stopped."),
        files=cited,
    )
    assert told(repository(("2026-01-05", cited), ("2026-01-06", stated))) == [
        ("2026-01-06", "Drugs", ["Drug A: figures: 3%"]),
        ("2026-01-05", "Drugs", ["Drug A: citations: + Roe 2021"]),
    ]


def test_the_digits_of_a_name_are_no_figure(repository: Repository) -> None:
    renamed = swapped(TRIAL, ("acronym: ALPHA", "acronym: XYZ 10005"))
    named = swapped(
        PAGE,
        ("在 ALPHA 试验中", "在 XYZ 10005 试验中，3% 停药，"),
        ("In ALPHA,", "In XYZ 10005 3% stopped;"),
        files=renamed,
    )
    assert [
        each
        for each in told(repository(("2026-01-05", renamed), ("2026-01-06", named)))
        if each[1] == "Drugs"
    ] == [("2026-01-06", "Drugs", ["Drug A: figures: 3%"])]


def test_a_translation_that_is_put_in_is_no_news(repository: Repository) -> None:
    page = str(FILES[PAGE])
    start = page.index("<!-- en -->")
    todo = {
        **FILES,
        PAGE: page[:start] + "<!-- en: todo -->\n\n" + page[page.index("<!-- zh -->", start) :],
    }
    assert log(repository(("2026-01-05", todo), ("2026-01-06", FILES))).entries == ()


def test_figures_seen_at_the_source_are_told(repository: Repository) -> None:
    seen = swapped(TRIAL, ("seen: secondary\n    report: news", "seen: abstract"))
    [(_, _, [line])] = told(repository(("2026-01-05", seen)))
    assert line.startswith(
        "Now confirmed: non-progression rate at 8 weeks: Provenance: secondary report → abstract"
    )


def test_corrections_are_told(repository: Repository) -> None:
    before = {**FILES, CORRECTIONS: CORRECTED[: CORRECTED.index("## ")]}
    assert told(
        repository(("2026-01-01", before), ("2026-01-05", {**FILES, CORRECTIONS: CORRECTED}))
    )[0] == ("2026-01-05", "Corrections", ["Correction added: The dose"])


def test_a_merge_counts_on_the_day_it_was_made(repository: Repository) -> None:
    root = repository()
    git(root, "checkout", "--quiet", "-b", "branch")
    commit(root, "2026-01-03", RESULT)
    git(root, "checkout", "--quiet", "main")
    git(root, "merge", "--quiet", "--no-ff", "--message=x", "branch", day="2026-01-08")
    assert [day for day, _, _ in told(root)] == ["2026-01-08"]


def test_a_review_in_a_subfolder_of_the_repository(tmp_path: Path) -> None:
    top, root = tmp_path / "repository", tmp_path / "repository/reviews/one"
    root.mkdir(parents=True)
    git(top, "init", "--quiet")
    for day, files in (("2026-01-01", FILES), ("2026-01-05", RESULT)):
        lay(root, files)
        write(top, {"docs/trials/other.yml": f"id: {day}\n"})
        git(top, "add", "--all")
        git(top, "commit", "--quiet", "--message=x", day=day)
    assert [(day, title) for day, title, _ in told(root)] == [("2026-01-05", "ALPHA")]


def test_a_shallow_clone_says_how_far_it_sees(repository: Repository, tmp_path: Path) -> None:
    root = repository(("2026-01-05", RESULT), ("2026-01-09", STATUS))
    for depth, entries in ((1, 0), (2, 1)):
        clone = tmp_path / f"clone-{depth}"
        git(tmp_path, "clone", "--quiet", f"--depth={depth}", root.as_uri(), str(clone))
        found = log(clone)
        assert len(found.entries) == entries and found.shallow and found.first is None
    assert "only from 9 January 2026 on" in pages(tmp_path / "clone-1")[
        "en"
    ].markdown and "2026 年 1 月 5 日起的版本历史" in pages(clone)["zh"].markdown.replace(
        " 日 起", " 日起"
    )


def test_only_the_newest_days_are_told(repository: Repository) -> None:
    root = repository(
        *(
            (f"2026-01-{day:02}", swapped(TRIAL, ("median: 16.4", f"median: {day}.5")))
            for day in range(2, 8)
        )
    )
    found = system.git.history(root, newest=3)
    assert (
        [step.day.day for step in found.steps] == [7, 6, 5]
        and found.origin is None
        and found.since == datetime.date(2026, 1, 4)
        and not found.shallow
    )
    assert (
        len(system.git.history(root, newest=6).steps) == 6
        and system.git.history(root, newest=6).origin is not None
    )


def test_without_git_the_page_says_so(tmp_path: Path) -> None:
    root = write(tmp_path / "unpacked", FILES)
    assert log(root) == Log()
    assert "not at hand" in pages(root)["en"].markdown and "无法列出" in pages(root)["zh"].markdown


def test_files_of_the_past_that_nobody_can_read_do_no_harm(repository: Repository) -> None:
    broken: Files = {**FILES, TRIAL: b"\xff\xfe", PAGE: b"\xff", BIB: "@article{"}
    strange = swapped(
        TRIAL,
        ("arms:\n  drug:", "arms: [1, 2]\nharmed:\n  drug:"),
        ("status: positive", "status: [{a: [b]}]"),
    )
    found = log(repository(("2026-01-05", broken), ("2026-01-06", strange), ("2026-01-07", FILES)))
    assert found.first is not None


FAILED = "what changed on this day could not be compared automatically; see the repository"


@pytest.mark.parametrize(
    ("compared", "kind"),
    [
        ("trials", "trial"),
        ("sections", "section"),
        ("references", "references"),
        ("corrected", "corrections"),
    ],
)
def test_a_comparison_that_fails_is_told(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, compared: str, kind: str
) -> None:
    """Nothing told would say that nothing changed. The other files of the day are told as ever."""

    def fail(*values: object, **named: object) -> None:
        raise KeyError("a shape that nobody foresaw")

    files: Files = {
        **swapped(PAGE, ("searched: 2026-01-01", "searched: 2026-01-03"), files=STATUS),
        BIB: FILES[BIB].partition("@article{roe2021")[0],
        CORRECTIONS: CORRECTED,
    }
    root = repository(("2026-01-05", files))
    before = {entry.kind: [change.kind for change in entry.changes] for entry in log(root).entries}
    assert len(before) == 4 and "not-compared" not in str(before)
    monkeypatch.setattr(change_log, compared, fail)
    after = {entry.kind: [change.kind for change in entry.changes] for entry in log(root).entries}
    assert after == before | {kind: ["not-compared"]}
    for language, text in (("en", FAILED), ("zh", "这一天的改动无法自动比较")):
        [lines] = [lines for _, _, lines in told(root, language) if text in lines[0]]
        assert len(lines) == 1


def test_hostile_texts_stay_texts(repository: Repository) -> None:
    evil = "<script>alert(1)</script>[x](javascript:alert(1))"
    root = repository(
        (
            "2026-01-05",
            swapped(
                TRIAL,
                ("acronym: ALPHA", f"acronym: '{evil}'"),
                ("status: positive", "status: negative"),
            ),
        )
    )
    markdown = pages(root)["en"].markdown
    assert "<script" not in markdown and "](javascript:" not in markdown.replace("\\](", "")
    assert (
        ElementTree.fromstring(written(root)["en/changes.xml"]).findtext(f"{ATOM}entry/{ATOM}title")
        == f"{evil}: Status: primary endpoint met → primary endpoint not met"
    )


def written(root: Path, base: str = "", version: str = "") -> dict[str, str]:
    read = corpus.read(root)
    return feed.files(
        Edition(read, TODAY, log=system.git.log(read)), Colophon(read, TODAY, base, version)
    )


def test_the_feed_is_valid_atom(repository: Repository) -> None:
    root = repository(("2026-01-05", RESULT), ("2026-01-09", STATUS))
    for language in ("zh", "en"):
        found = ElementTree.fromstring(
            written(root, "https://example.org/r/")[f"{language}/changes.xml"]
        )
        entries = found.findall(f"{ATOM}entry")
        assert len(entries) == 3
        for each in (found, *entries):  # RFC 4287, 4.1.1 and 4.1.2: exactly one of each
            assert [len(each.findall(f"{ATOM}{name}")) for name in ("id", "title", "updated")] == [
                1,
                1,
                1,
            ]
            datetime.datetime.strptime(str(each.findtext(f"{ATOM}updated")), "%Y-%m-%dT%H:%M:%SZ")
        assert found.findtext(f"{ATOM}author/{ATOM}name")
        links = {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")}
        assert links == {
            "self": f"https://example.org/r/{language}/changes.xml",
            "alternate": f"https://example.org/r/{language}/changes.html",
        }
        assert [
            entry.find(f"{ATOM}link").get("href", "").rpartition("/r/")[2] for entry in entries
        ] == [
            f"{language}/trials/alpha.html",
            f"{language}/trials/alpha.html",
            f"{language}/changes.html#d2026-01-01",
        ]  # type: ignore[union-attr]
        assert (
            found.findtext(f"{ATOM}updated")
            == "2026-01-09T12:00:00Z"
            == entries[0].findtext(f"{ATOM}updated")
        )
        assert entries[0].find(f"{ATOM}content/{{http://www.w3.org/1999/xhtml}}div") is not None


def test_ids_stay_when_the_site_moves_and_when_time_goes_on(repository: Repository) -> None:
    root = repository(("2026-01-05", RESULT))
    before = [
        each.text
        for each in ElementTree.fromstring(written(root)["en/changes.xml"]).iter(f"{ATOM}id")
    ]
    assert written(root) == written(root), "the same history gives the same bytes"
    commit(root, "2026-01-09", STATUS)
    texts = written(root, "https://example.org/")
    after = [
        each.text for each in ElementTree.fromstring(texts["en/changes.xml"]).iter(f"{ATOM}id")
    ]
    assert (
        set(before) < set(after)
        and len(set(after)) == len(after)
        and all(str(id).startswith("urn:uuid:") for id in after)
    )
    assert not set(after) & {
        each.text for each in ElementTree.fromstring(texts["zh/changes.xml"]).iter(f"{ATOM}id")
    }


def test_a_feed_without_history_is_empty_and_as_old_as_the_last_review(tmp_path: Path) -> None:
    found = ElementTree.fromstring(written(write(tmp_path / "unpacked", FILES))["en/changes.xml"])
    assert (
        found.findtext(f"{ATOM}updated") == "2026-01-02T00:00:00Z"
        and found.find(f"{ATOM}entry") is None
    )
    assert [link.get("href") for link in found.findall(f"{ATOM}link")] == [
        "changes.xml",
        "changes.html",
    ]


def test_a_long_history_is_cheap(repository: Repository) -> None:
    root = repository()
    blobs = "".join(_imported(day) for day in range(1, 200))
    subprocess.run(
        ["git", "-C", str(root), "fast-import", "--quiet", "--force"],
        input=blobs.encode(),
        check=True,
    )
    read = corpus.read(root)
    began = datetime.datetime.now()
    assert len(system.git.log(read).entries) == system.git.NEWEST
    assert (datetime.datetime.now() - began).total_seconds() < 5


def _imported(day: int) -> str:
    text = str(FILES[TRIAL]).replace("median: 16.4", f"median: {day}.5")
    moment = int(datetime.datetime(2026, 1, 2, 12, tzinfo=datetime.UTC).timestamp()) + day * 86_400
    begin = "from refs/heads/main^0\n" if day == 1 else ""
    return (
        f"commit refs/heads/main\ncommitter x <x@example.org> {moment} "
        f"+0000\ndata 1\nx\n{begin}M 100644 inline {TRIAL}\n"
        f"data {len(text.encode())}\n{text}\n"
    )


def test_the_log_needs_no_more_than_the_core(repository: Repository) -> None:
    code = (
        f"import sys; sys.path.insert(0, {str(Path(system.git.__file__).parents[1])!r}"
        f"); import system.git; assert not any(name.startswith('mkdocs') "
        f"for name in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
