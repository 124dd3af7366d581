"""What tells people how to contribute: CONTRIBUTING.md is made of the sources, its commands and
links are real, and so are the words it quotes from the site."""

from __future__ import annotations

import argparse
import importlib.util
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from commands import generated
from laid import lay
from places import ROOT
from review.dates import today
from review.evidence import corpus, page_names
from review.markup.labels import word
from review.pages.all_pages import weave
from review.pages.contributing_page import contributing
from review.pages.navigation import navigation
from review.rules import guide
from review.sources.schema import fields

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PAGES = [ROOT / "docs/contributing.md", ROOT / "docs/maintaining.md"]
PAGE = "# 参与编写 | Contributing\n\n<!-- zh -->\n见[规则](guide.md#rules)、[待补](help-wanted.md)、[首页](index.md#home)，代码 `[x](../y.md)`。\n\n<!-- en -->\nSee the [rules](guide.md#rules), [help](help-wanted.md), [home](index.md#home), code `[x](../y.md)`.\n"


def test_contributing_is_up_to_date() -> None:
    assert contributing(corpus.read(ROOT)) == TEXT, "make fix renews CONTRIBUTING.md"


def test_contributing_holds_every_rule_and_field() -> None:
    assert [
        entry.rule for entry in guide.entries() if f'<a name="{entry.rule}"></a>' not in TEXT
    ] == []
    assert [field.path for field in fields() if f"| `{field.path}` |" not in TEXT] == []


def test_its_links_lead_somewhere() -> None:
    prose = re.sub(r"(?s)```.*?```|`[^`]*`", "", TEXT)
    targets = re.findall(r"(?<!\\)\]\(([^()\s]+)\)", prose)
    assert "docs/corrections.md" in targets and "#fields" in targets
    for target in targets:
        assert (
            f'name="{target[1:]}"' in TEXT
            if target.startswith("#")
            else (ROOT / target.partition("#")[0]).is_file()
        ), target


@pytest.mark.parametrize("url", ["", "https://review.example.org/"])
def test_made_of_the_page(url: str, tmp_path: Path) -> None:
    root = lay(
        tmp_path,
        {
            "files": {"docs/contributing.md": PAGE},
            "swap": {
                "docs/review.yml": {"pages:\n": f'url: "{url}"\npages:\n  - contributing.md\n'}
            },
        },
    )
    text = contributing(corpus.read(root))
    assert (
        text
        and "<!-- zh -->" not in text
        and "[规则](#rules)" in text
        and "[home](docs/index.md#home)" in text
        and "`[x](../y.md)`" in text
    )
    assert ("[help](https://review.example.org/zh/help-wanted.html)" if url else ", help, ") in text


def test_it_is_renewed_where_it_was_made(tmp_path: Path) -> None:
    root = lay(tmp_path, {"files": {"docs/contributing.md": PAGE}})
    generated.refresh(root)
    made = root / "CONTRIBUTING.md"
    assert "参与编写" in made.read_text(encoding="utf-8")
    made.write_text("our own\n", encoding="utf-8")
    generated.refresh(root)
    assert made.read_text(encoding="utf-8") == "our own\n"


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
            "files": {"docs/contributing.md": PAGE, generated.WORDS: "old\n"},
            "swap": {path: {old: new}},
        },
    )
    assert (
        parser()
        .parse_args(["fix", "--root", str(root)])
        .run(parser().parse_args(["fix", "--root", str(root)]))
        == 0
    )
    said = capsys.readouterr().out
    assert "could not be read whole" in said and "没有读全" in said
    assert (root / generated.WORDS).read_text(encoding="utf-8") == "old\n" and not (
        root / "CONTRIBUTING.md"
    ).exists()
    arguments = parser().parse_args(["dictionary", "--root", str(root)])
    assert (
        arguments.run(arguments) == 1
        and (root / generated.WORDS).read_text(encoding="utf-8") == "old\n"
    )


def test_no_page_on_contributing_no_file(tmp_path: Path) -> None:
    root = lay(tmp_path, {})
    generated.refresh(root)
    assert contributing(corpus.read(root)) is None and not (root / "CONTRIBUTING.md").exists()


def parser() -> argparse.ArgumentParser:
    spec = importlib.util.spec_from_file_location(
        "hooks_main_of_the_guide", ROOT / "hooks" / "__main__.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.parser()


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
    parser().parse_args(shlex.split(line))


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
    listed = {child.uri for entry in navigation(found, "en") for child in entry.children}
    assert {f"en/{page}" for page in (*page_names.EVIDENCE, *page_names.WORK)} <= listed


HOOKS = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"][0][
    "hooks"
]


@pytest.mark.parametrize("hook", HOOKS, ids=lambda hook: hook["id"])
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
    assert [hook["id"] for hook in HOOKS] == ["review-fix", "review-check"]
