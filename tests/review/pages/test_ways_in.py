"""The ways in: forms whose answers become sources, and links that open them filled in."""

from __future__ import annotations

import datetime
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from case_file import case_file
from places import ROOT
from review import rules
from review.drafts.issue_form import answers
from review.drafts.new_trial import new_trial
from review.drafts.trial_answers import QUESTIONS, field_schema
from review.evidence import corpus
from review.evidence.settings import Settings, repository
from review.markup.labels import word
from review.pages.all_pages import weave

FORMS = {
    file.stem: case_file(file)
    for file in (ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml")
    if file.stem != "config"
}
CHOICES = {
    "status": ("status",),
    "kind": ("design", "kind"),
    "phase": ("design", "phase"),
    "setting": ("population", "setting"),
}
SITE = ROOT / "tests" / "site"
TODAY = datetime.date(2026, 11, 23)
HOME = "https://github.com/owner/review"


def fields(form: str) -> dict[str, dict[str, Any]]:
    """The fields of a form by id."""
    return {each["id"]: each for each in FORMS[form]["body"] if each["type"] != "markdown"}


def body(form: str, given: dict[str, str]) -> str:
    """The body that GitHub makes of a form: labels as headings, ``_No response_`` for what was left
    empty."""
    return "\n\n".join(
        f"### {field['attributes']['label']}\n\n{given.get(id, '_No response_')}"
        for id, field in fields(form).items()
    )


def test_forms_are_as_github_wants_them() -> None:
    assert {*FORMS} == {"data-problem", "new-trial", "new-reference", "translation", "question"}
    for name, form in FORMS.items():
        assert {"name", "description", "body"} <= {*form} and any(
            each["type"] != "markdown" for each in form["body"]
        ), name
        labels = [each["attributes"]["label"] for each in fields(name).values()]
        assert len(set(labels)) == len(labels) and len(fields(name)) == sum(
            each["type"] != "markdown" for each in form["body"]
        )
        for id, field in fields(name).items():
            assert re.fullmatch(r"[\w-]+", id) and field["type"] in (
                "input",
                "textarea",
                "dropdown",
            )
            options = field["attributes"].get("options", [])
            assert (
                all(isinstance(each, str) for each in options)
                and len(set(options)) == len(options)
                and "none" not in map(str.lower, options)
            )
        for text in [form["name"], form["description"], *labels]:
            assert (
                re.search(r"[\u4e00-\u9fff]", text)
                and re.search(r"[A-Za-z]{3}", text)
                and " | " in text
            ), text


def test_questions_of_the_trial_form_are_those_that_are_read() -> None:
    assert [(id, field["attributes"]["label"]) for id, field in fields("new-trial").items()] == [
        (each.id, str(each.label)) for each in QUESTIONS
    ]


@pytest.mark.parametrize("id", CHOICES)
def test_every_option_is_a_value_of_the_schema(id: str) -> None:
    options = fields("new-trial")[id]["attributes"]["options"]
    values = [value for value in field_schema(*CHOICES[id])["enum"] if isinstance(value, str)]
    assert [re.split("（", each)[0] for each in options] == values
    if id != "phase":
        assert options == [
            f"{value}（{word('zh', id, value)} | {word('en', id, value)}）" for value in values
        ]


@pytest.mark.parametrize("choice", range(9))
def test_a_filled_form_becomes_a_valid_table(choice: int, tmp_path: Path) -> None:
    """Every option in turn; all that the form asks is taken, and the check misses only what a
    person must write."""
    given = {
        "acronym": "STORM",
        "title-zh": "索拉非尼辅助治疗",
        "title-en": "Adjuvant sorafenib",
        "registries": "NCT00692770",
        "diagnoses": "肝细胞癌",
        "enrolled": "1114",
        "population": "after resection",
        "arms": "索拉非尼 | Sorafenib | sorafenib | 556\n安慰剂 | Placebo | placebo | 558",
        "source": next(iter(corpus.read(SITE).bibliography.entries)),
        "results": "RFS 33.3 v 33.7 months",
    }
    for id in CHOICES:
        options = fields("new-trial")[id]["attributes"]["options"]
        given[id] = options[choice % len(options)]
    read = corpus.read(SITE)
    (tmp_path / "docs/trials").mkdir(parents=True)
    for path, source in read.sources.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(source.text, encoding="utf-8")
    (tmp_path / "docs/trials/storm.yml").write_text(
        new_trial("storm", answers(body("new-trial", given), QUESTIONS), read), encoding="utf-8"
    )
    found = corpus.read(tmp_path)
    met = [
        problem
        for problem in rules.check(found)
        if problem.place.path == "docs/trials/storm.yml"
        # some choices together are no study: one that only observes has met no endpoint
        and problem.rule != "table-verdict"
    ]
    missing = {
        (problem.rule, name)
        for problem in met
        for name in problem.found.en.partition(" without ")[2].split(", ")
    }
    assert missing == {
        ("table-field-missing", name)
        for name in ("summary", "description", "results", "appraisal", "checked")
    }
    trial = found.trials["storm"]
    assert (
        trial.get("status")
        and trial.get("design", "kind")
        and trial.get("design", "phase")
        and trial.get("population", "setting")
        and len(trial.arms) == 2
    )


def ways(home: str) -> dict[str, str]:
    """The address at the foot of each page, by its uri."""
    found = {
        page.uri: re.search(r'<div class="ways-in".*?\]\((.*?)\)', page.markdown, re.DOTALL)
        for page in weave(without_repository(), TODAY, home)
    }
    return {uri: match[1] for uri, match in found.items() if match}


def without_repository() -> corpus.Corpus:
    """The small second review, as if it did not say where it lives."""
    read = corpus.read(SITE)
    record = read.settings.record
    record.data["repository"] = ""
    return read


def test_links_open_the_forms_filled_in() -> None:
    found = ways(HOME)
    assert (
        found["zh/trials/reflect.md"]
        == f"{HOME}/issues/new?template=data-problem.yml&title=REFLECT%3A%20"
        "&page=zh%2Ftrials%2Freflect.html&datum=docs%2Ftrials%2Freflect.yml"
    )
    assert found["en/trials/index.md"] == f"{HOME}/issues/new?template=new-trial.yml"
    assert found["zh/references.md"] == f"{HOME}/issues/new?template=new-reference.yml"
    sources = [uri for uri in found if "/review/" in uri or "/trials/" in uri]
    assert (
        len([uri for uri in sources if uri.startswith("zh-en/")]) == 2
        and len(sources) == 2 * 3 + 3 * 2 + 2
    )
    for target in found.values():
        query = parse_qs(urlsplit(target).query)
        form = query.pop("template")[0].removesuffix(".yml")
        assert {*query} - {"title"} <= {*fields(form)} and len(target) < 2_000


def test_there_are_none_where_the_repository_is_not_known() -> None:
    assert ways("") == {} == ways("javascript:alert(1)")


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        ({}, ""),
        ({"GITHUB_REPOSITORY": "owner/review"}, HOME),
        (
            {"GITHUB_REPOSITORY": "owner/review", "GITHUB_SERVER_URL": "https://forge.example"},
            "https://forge.example/owner/review",
        ),
        (
            {"GITHUB_REPOSITORY": "owner/review", "REVIEW_REPOSITORY": "https://gitee.com/o/r/"},
            "https://gitee.com/o/r",
        ),
        ({"GITHUB_REPOSITORY": "no repository"}, ""),
        ({"REVIEW_REPOSITORY": "javascript:alert(1)"}, ""),
        ({"REVIEW_REPOSITORY": 'https://x.example/"onclick="'}, ""),
    ],
)
def test_where_the_repository_is(environment: dict[str, str], address: str) -> None:
    assert repository(Settings(), environment) == address


def test_templates_and_papers_are_there_in_both_languages() -> None:
    names = [
        ".github/pull_request_template.md",
        *(f".github/PULL_REQUEST_TEMPLATE/{kind}.md" for kind in ("data", "text", "code")),
        ".github/CODEOWNERS",
        "CODE_OF_CONDUCT.md",
        "GOVERNANCE.md",
    ]
    for name in names:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert re.search(r"[\u4e00-\u9fff]{2}", text) and re.search(
            r"[A-Za-z]{4} [a-z]{2}", text
        ), name
    owners = (ROOT / ".github/CODEOWNERS").read_text(encoding="utf-8").splitlines()
    paths = [match[1] for line in owners if (match := re.match(r"#? ?(/[\w./-]+)\s+@", line))]
    assert paths and all((ROOT / path.strip("/")).exists() for path in paths)
