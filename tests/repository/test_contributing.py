"""What tells people how to contribute: short, its commands and links are real, and so are the words
it quotes from the site."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

import hooks_command
from case_file import case_file
from commands import spelling_dictionary
from laid import lay
from places import ROOT
from review.dates import today
from review.evidence import corpus, page_names
from review.markup.labels import word
from review.pages.all_pages import weave
from review.pages.navigation import navigation

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PAGES = [
    ROOT / "docs/contributing.md",
    ROOT / "docs/maintaining.md",
    ROOT / "CONTRIBUTING.md",
]


HELD = ROOT / "tests/held/docs/trials"
LONGEST = 10_000  # bytes: what a newcomer reads before the first change


def test_it_is_short() -> None:
    assert len(TEXT.encode()) < LONGEST


@pytest.mark.parametrize("file", ["CONTRIBUTING.md", "README.md"])
def test_its_links_lead_somewhere(file: str) -> None:
    text = (ROOT / file).read_text(encoding="utf-8")
    prose = re.sub(r"(?s)```.*?```|`[^`]*`", "", text)
    targets = re.findall(r"(?<!\\)\]\(([^()\s]+)\)", prose)
    assert targets
    lost = [target for target in targets if not (ROOT / target.partition("#")[0]).is_file()]
    assert lost == []


@pytest.mark.parametrize(
    "path, old, new",
    [
        ("docs/trials/alpha.yml", "    agents:", "\tagents:"),
        ("docs/vocabulary/agents.yml", "drug-a:", "drug-a: ["),
        ("references.bib", "},", ""),
    ],
)
def test_nothing_is_made_of_a_review_that_could_not_be_read_whole(
    path: str, old: str, new: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay(
        tmp_path,
        {
            "files": {spelling_dictionary.WORDS: "old\n"},
            "swap": {path: {old: new}},
        },
    )
    assert hooks_command.run("fix", "--root", root) == 0
    said = capsys.readouterr().out
    assert "could not be read whole" in said and "没有读全" in said
    assert (root / spelling_dictionary.WORDS).read_text(encoding="utf-8") == "old\n"
    assert hooks_command.run("dictionary", "--root", root) == 1
    assert (root / spelling_dictionary.WORDS).read_text(encoding="utf-8") == "old\n"


def commands() -> list[str]:
    texts = [file.read_text(encoding="utf-8") for file in (*PAGES, ROOT / "README.md")]
    found = [match for text in texts for match in re.findall(r"python hooks ([a-z][^`\n#]*)", text)]
    return sorted(
        {
            each.strip().replace("10.…", "10.1000/1")
            for each in found
            if "…" not in each or "10.…" in each
        }
    )


@pytest.mark.parametrize("line", commands())
def test_its_commands_exist(line: str) -> None:
    hooks_command.parse(*shlex.split(line))


def test_the_words_it_quotes_from_the_site_are_there() -> None:
    text = PAGES[0].read_text(encoding="utf-8")
    quoted = [
        ("edit",),
        *(
            ("ways-in", form)
            for form in ("data-problem", "new-trial", "new-reference", "translation")
        ),
        *(("page", page) for page in ("trials", "references", "help-wanted")),
    ]
    assert [
        path
        for path in quoted
        for language in ("zh", "en")
        if f"“{word(language, *path)}”" not in text
    ] == []


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_it_shows_of_rare_values_is_what_the_check_accepts(language: str) -> None:
    """Each stands so in a table of the review ``tests/held``, which has no problems."""
    section = PAGES[0].read_text(encoding="utf-8").partition("out of the ordinary\n")[2]
    text = section.partition("\n## ")[0].partition(f"<!-- {language} -->")[2].partition("<!--")[0]
    tables = [file.read_text(encoding="utf-8") for file in HELD.glob("*.yml")]
    shown = re.findall(r"`([^`]+: [^`]+)`", text)
    assert len(shown) > 20
    assert [each for each in shown if not any(each in table for table in tables)] == []


def test_targets_of_make_exist() -> None:
    known = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    asked = {
        target
        for file in (*PAGES, ROOT / "README.md")
        for target in re.findall(r"(?m)(?:`|^)make ([a-z]+)\b", file.read_text(encoding="utf-8"))
    }
    assert asked & known >= {"check", "fix", "serve"} and asked <= known


def test_prose_may_link_to_every_page_that_no_source_makes(tmp_path: Path) -> None:
    found = corpus.read(lay(tmp_path, {}))
    made = {page.uri.partition("/")[2] for page in weave(found, today()) if page.rendition == "en"}
    assert {path.removeprefix("docs/") for path in page_names.PAGES} <= made
    menu = navigation(found, "en")
    listed = {each.uri for entry in menu for each in (entry, *entry.children)}
    assert {f"en/{page}" for page in (*page_names.EVIDENCE, *page_names.WORK)} <= listed


HOOKS = case_file(ROOT / ".pre-commit-config.yaml")["repos"][0]["hooks"]


REVIEW = [hook for hook in HOOKS if hook["id"].startswith("review-")]


@pytest.mark.parametrize("hook", REVIEW, ids=lambda hook: hook["id"])
def test_pre_commit(hook: dict[str, str], tmp_path: Path) -> None:
    """Each hook's own command, on a review with a slip that can be mended."""
    root = lay(tmp_path, {"zh": "甲药PFS。", "en": "PFS on drug A."})
    words = shlex.split(hook["entry"])
    assert words[0] == "python" and hook["pass_filenames"] is False and hook["language"] == "system"
    assert all(
        re.search(hook["files"], path)
        for path in ("docs/trials/alpha.yml", "docs/index.md", "references.bib")
    )
    done = subprocess.run(
        [sys.executable, *words[1:], "--root", root],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )
    if words[-1] == "check":
        assert done.returncode == 1 and "han-latin-spacing" in done.stdout
    else:
        assert done.returncode == 0 and "甲药 PFS。" in (root / "docs/review/page.md").read_text(
            encoding="utf-8"
        )


def test_pre_commit_knows_the_order() -> None:
    """What mends comes before what judges: a commit is refused for a person's slips only."""
    assert [hook["id"] for hook in HOOKS] == [
        "review-fix",
        "review-check",
        "python-lint",
        "python-format",
        "python-types",
    ]


def test_pre_commit_asks_python_of_its_tools() -> None:
    asked = [shlex.split(hook["entry"])[0] for hook in HOOKS if hook not in REVIEW]
    assert asked == ["ruff", "ruff", "mypy"]
    assert all(Path(sys.executable).with_name(name).exists() for name in asked)
