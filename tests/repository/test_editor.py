"""What editors are given: schemas that are there, snippets that make sound sources, a dictionary
that is up to date."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import reviews
from laid import lay
from places import ROOT
from review.evidence import corpus
from review.exports.spelling import dictionary
from review.sources import record
from review.sources.schema import load, violations
from review.sources.source import Source

EDITOR = ROOT / ".vscode"


def read(name: str) -> dict[str, Any]:
    """A settings file: JSON with comments on lines of their own."""
    lines = (EDITOR / name).read_text(encoding="utf-8").splitlines()
    return json.loads("\n".join(line for line in lines if not line.lstrip().startswith("//")))


SNIPPETS = read("review.code-snippets")


def expanded(name: str) -> str:
    """A snippet with its first choices, its placeholders as they stand, and a word at each empty
    stop."""
    text = "\n".join(SNIPPETS[name]["body"])
    text = re.sub(r"\$\{[0-9]+\|([^,|}]*)[^}]*\}", r"\1", text)
    while re.search(r"\$\{[0-9]+:", text):
        text = re.sub(r"\$\{[0-9]+:([^${}]*)\}", r"\1", text)
    text = text.replace("${TM_FILENAME_BASE}", "x").replace(
        "$CURRENT_YEAR-$CURRENT_MONTH-$CURRENT_DATE", "2026-11-23"
    )
    return (
        re.sub(r"(?<!\\)\$[1-9]", "text", text)
        .replace("<!-- en -->\n$0", "<!-- en -->\ntext")
        .replace("$0", "")
        .replace("\\$", "$")
        + "\n"
    )


def test_schemas_and_files_are_there() -> None:
    for schema, files in read("settings.json")["yaml.schemas"].items():
        assert (ROOT / schema).is_file() and [*ROOT.glob(files)]
    assert read("extensions.json")["recommendations"][0] == "redhat.vscode-yaml"
    dictionaries = read("cspell.json")["dictionaryDefinitions"]
    assert all((EDITOR / each["path"]).is_file() for each in dictionaries)


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippets_speak_both_languages(name: str) -> None:
    snippet = SNIPPETS[name]
    assert (
        re.search(r"[\u4e00-\u9fff].* \| .*[A-Za-z]{3}", snippet["description"])
        and len(snippet["prefix"]) == 2
    )
    assert {*snippet["scope"].split(",")} <= {"markdown", "yaml", "bibtex"}


def test_the_snippet_of_a_table_is_a_table() -> None:
    text = expanded("Trial table")
    table, problems = record.parse(Source("docs/trials/x.yml", text))
    assert not problems and {*load("trial")["required"]} <= {*table.data}
    assert text.startswith("# yaml-language-server: $schema=../../hooks/schema/trial.schema.json\n")
    assert not violations(table, "trial")


@pytest.mark.parametrize("name", ["Result", "Time to event"])
def test_snippets_of_results_are_results(name: str) -> None:
    before, _, after = re.split(r"(?ms)^results:\n(.*?)(?=^appraisal:)", expanded("Trial table"))
    indented = "".join(f"  {line}\n" for line in expanded(name).splitlines())
    table, problems = record.parse(
        Source("docs/trials/x.yml", f"{before}results:\n{indented}{after}")
    )
    assert not problems and not violations(table, "trial")


def test_choices_of_the_snippet_are_those_of_the_schema() -> None:
    body = "\n".join(SNIPPETS["Trial table"]["body"])
    for name, path in {
        "status": ("status",),
        "kind": ("design", "kind"),
        "phase": ("design", "phase"),
        "setting": ("population", "setting"),
    }.items():
        part = load("trial")
        for step in path:
            part = part["properties"][step]
        listed = re.search(rf'\b{name}: "?\$\{{[0-9]+\|([^|]*)\|', body)[1].split(",")
        assert listed == [each for each in part["enum"] if isinstance(each, str)]


def test_pages_of_snippets_are_sound() -> None:
    from review.sources import section_parser

    page = (
        expanded("Section")
        + "\n"
        + "\n".join(
            expanded(name)
            for name in (
                "One language only",
                "Heading",
                "Pair of paragraphs",
                "Trials fence",
                "Figure",
            )
        ).replace("| English\n\n", "| Another\n\n", 1)
    )
    _, problems = section_parser.parse(Source("docs/review/x.md", page))
    assert not problems, problems


def test_the_dictionary_is_up_to_date() -> None:
    stored = (EDITOR / "review-words.txt").read_text(encoding="utf-8")
    assert stored == dictionary(reviews.review(ROOT)), "python hooks dictionary"


def test_words_of_the_dictionary() -> None:
    words = dictionary(corpus.read(ROOT / "tests" / "site")).splitlines()
    assert words[0].startswith("# ") and words[1:] == sorted(words[1:], key=str.casefold)
    assert {"sorafenib", "lenvatinib", "Nexavar"} <= {*words} and all(
        re.fullmatch(r"[^\W\d_'’]+(['’][^\W\d_]+)*", word) for word in words[1:]
    )


def test_fix_brings_a_dictionary_up_to_date_and_makes_none(tmp_path: Path) -> None:
    from commands import spelling_dictionary

    lay(tmp_path, {})
    assert spelling_dictionary.refresh(tmp_path) == [] and not (tmp_path / ".vscode").exists()
    (tmp_path / ".vscode").mkdir()
    (tmp_path / spelling_dictionary.WORDS).write_text("old")
    assert (
        spelling_dictionary.refresh(tmp_path) == [tmp_path / spelling_dictionary.WORDS]
        and spelling_dictionary.refresh(tmp_path) == []
    )
    assert (tmp_path / spelling_dictionary.WORDS).read_text(encoding="utf-8") == dictionary(
        corpus.read(tmp_path)
    )


def test_fix_says_which_file_it_made_anew(tmp_path: Path) -> None:
    lay(tmp_path, {})
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode/review-words.txt").write_text("old")
    words = [sys.executable, str(ROOT / "hooks"), "fix", "--root", str(tmp_path)]
    first, second = (
        subprocess.run(words, capture_output=True, text=True, encoding="utf-8", check=True).stdout
        for _ in range(2)
    )
    assert (
        ".vscode/review-words.txt: 已由来源重新生成" in first
        and "made anew from the sources" in first
    )
    assert "review-words.txt" not in second
