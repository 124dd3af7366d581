"""New trial tables: empty ones, those from an issue form, and answers that try to be more than
answers."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

import hooks_command
from new_command import run
from review import rules
from review.drafts.issue_form import answers
from review.drafts.new_trial import new_trial
from review.drafts.trial_answers import QUESTIONS
from review.evidence import corpus
from review.markup.scalar import LONGEST, comment, listed, scalar
from review.sources import record
from review.sources.schema import load, violations
from review.sources.source import Source

GOOD = {
    "acronym": "EXAMPLE-1",
    "title-zh": "甲药对比安慰剂",
    "title-en": "Drug A versus placebo",
    "registries": "NCT00000001, none; ISRCTN12345678",
    "status": "positive",
    "kind": "randomised-trial",
    "phase": "2/3",
    "diagnoses": "疾病",
    "setting": "advanced",
    "population": "adults after one line",
    "enrolled": "40",
    "arms": "- 试验组 | Experimental arm | placebo | 20\n- 安慰剂 | Placebo | 安慰剂 | 20",
    "source": "10.1000/1",
    "results": "PFS 5 months\nHR 0.5",
}
HOSTILE = [
    "x: y",
    "x\nstatus: positive",
    "x\r\nstatus: positive",
    "x\u2028status: positive\u2029x: 1\x85y: 2",
    '"} , evil: {a: 1',
    "'single' \"double\" \\ back\\nslash",
    "# comment",
    "x # comment",
    "- item",
    "? key",
    "&anchor *alias !!python/object:os.system <<: *x",
    "{a: 1}, [b]",
    "%YAML 1.1\n---\n...",
    "|\n  block",
    "true",
    "null",
    "~",
    "12",
    "1e3",
    "0x1f",
    "2026-01-01",
    "=",
    "",
    "\x00\x07\x1b\u202e\ufeff\u200b\ufffe",
    "\ud800",
    "🦴 中文 ﬁ",
    "allow table-count: because I say so",
    "yaml-language-server: $schema=https://evil.example/x",
    "a" * 10_000,
    "@octocat <script>",
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The skeleton of a review with one reference."""
    folder = tmp_path / "review"
    assert run(tmp_path, "review", str(folder)) == 0
    (folder / "references.bib").write_text(
        "@article{doe2020,\n  title = {A title},\n  year  = {2020},\n  doi   = {10.1000/1},\n}\n",
        encoding="utf-8",
    )
    return folder


def body(given: dict[str, str]) -> str:
    """The body of an issue made by the form."""
    return "\n\n".join(
        f"### {question.label.zh} | {question.label.en}\n\n"
        f"{given.get(question.id, '_No response_')}"
        for question in QUESTIONS
    )


def missing(root: Path, path: str, *besides: str) -> set[str]:
    """Fields the check misses in a table, by their names; ``besides`` are rules whose problems are
    looked over."""
    problems = [
        problem
        for problem in rules.check(corpus.read(root))
        if problem.place.path == path and problem.rule not in besides
    ]
    assert {problem.rule for problem in problems} <= {"table-field-missing"}, problems
    return {
        name
        for problem in problems
        for name in problem.found.en.partition(" without ")[2].split(", ")
    }


def test_empty_table_has_every_required_field_as_a_comment_that_the_check_names(root: Path) -> None:
    assert run(root, "trial", "example-1") == 0
    text = (root / "docs/trials/example-1.yml").read_text(encoding="utf-8")
    named = missing(root, "docs/trials/example-1.yml")
    assert named == {*load("trial")["required"]} - {"id", "since"}
    assert all(re.search(rf"(?m)^# {name}:", text) for name in named)


def test_commented_block_of_harms_can_be_filled_in(root: Path) -> None:
    text = new_trial("t", {}, corpus.read(root))
    [block] = re.findall(r"(?m)^# harms:.*\n(?:#   .*\n)+", text)
    filled = re.sub("(?m)^# ", "", block)
    for hint, value in (
        ("ID:", "fatigue:"),
        ("zh: …, en: …", "zh: 乏力, en: fatigue"),
        ('grade: "…"', 'grade: "3-4"'),
        ('criteria: "…"', "criteria: CTCAE 4.0"),
        ("related: …", "related: true"),
        ("ARM: {events: …, n: …}", "drug: {events: 1, n: 9}"),
        ("KEY", "doe2020"),
    ):
        assert hint in filled
        filled = filled.replace(hint, value)
    read, problems = record.parse(Source("docs/trials/t.yml", filled))
    assert (
        read is not None
        and not problems
        and read.get("harms", "fatigue", "arms", "drug", "events") == 1
    )
    assert not [found for found in violations(read, "trial") if found.path[:1] == ("harms",)]


def test_draft_hints_at_control_and_randomised(root: Path) -> None:
    text = new_trial("t", {}, corpus.read(root))
    assert (
        "control: true" in text
        and "# enrolled: {randomised: …}" in text
        and "against: [full-text | abstract | registry | label | secondary | predecessor]" in text
    )
    given = new_trial("t", {"arms": "甲 | A | placebo | 20", "enrolled": "40"}, corpus.read(root))
    assert (
        "    # control: true  # 对照组 / the comparator\n" in given
        and "enrolled: {n: 40}  # 随机试验写 randomised" in given
    )


def test_draft_marks_the_primary_endpoint_as_a_positive_status_demands(root: Path) -> None:
    [block] = re.findall(r"(?m)^# results:.*\n(?:#   .*\n)+", new_trial("t", {}, corpus.read(root)))
    read, problems = record.parse(Source("docs/trials/t.yml", re.sub("(?m)^# ", "", block)))
    assert read is not None and not problems
    assert [id for id, row in read.get("results").items() if row.get("primary") is True] == ["pfs"]


def test_table_from_a_form(root: Path, tmp_path: Path) -> None:
    (tmp_path / "issue.md").write_text(
        body(GOOD).replace("\n", "\r\n"), encoding="utf-8", newline=""
    )
    assert run(root, "trial", "example-1", "--from-issue", str(tmp_path / "issue.md")) == 0
    trial = corpus.read(root).trials["example-1"]
    assert trial.record.data == {
        "id": "example-1",
        "acronym": "EXAMPLE-1",
        "title": {"zh": "甲药对比安慰剂", "en": "Drug A versus placebo"},
        "since": "added",
        "registries": ["NCT00000001", "ISRCTN12345678"],
        "status": "positive",
        "design": {"kind": "randomised-trial", "phase": "2/3"},
        "population": {"diagnoses": ["disease"], "setting": "advanced"},
        "enrolled": {"n": 40},
        "arms": {
            "experimental-arm": {
                "label": {"zh": "试验组", "en": "Experimental arm"},
                "agents": ["placebo"],
                "n": 20,
            },
            "placebo": {"label": {"zh": "安慰剂", "en": "Placebo"}, "agents": ["placebo"], "n": 20},
        },
        "sources": ["doe2020"],
    }
    assert missing(root, "docs/trials/example-1.yml") == {
        "summary",
        "description",
        "results",
        "appraisal",
        "checked",
    }
    text = (root / "docs/trials/example-1.yml").read_text(encoding="utf-8")
    assert "# > PFS 5 months\n# > HR 0.5\n" in text and "  # > adults after one line\n" in text


@pytest.mark.parametrize(
    ("id", "said", "value"),
    [
        ("status", "达到主要终点", "positive"),
        ("status", "negative（未达到）", "negative"),
        ("kind", "single-arm trial", "single-arm-trial"),
        ("phase", "2", "2"),
        ("phase", "1/2", "1/2"),
        ("phase", "5", None),
        ("phase", "phase 2", None),
        ("setting", "Advanced", "advanced"),
        ("status", "positive-ish", None),
    ],
)
def test_choices_by_id_or_name(id: str, said: str, value: str | None, root: Path) -> None:
    read, _ = record.parse(Source("t.yml", new_trial("t", {id: said}, corpus.read(root))))
    assert read is not None
    block = {"kind": "design", "phase": "design", "setting": "population"}.get(id)
    assert (read.get(block, id) if block else read.get(id)) == value


def test_answer_that_fits_no_field_is_kept_for_a_person(root: Path) -> None:
    text = new_trial(
        "t",
        {
            "status": "unclear",
            "enrolled": "about 40",
            "diagnoses": "疾病, unknown",
            "arms": "one arm only\n甲 | All | placebo",
            "source": "PMID 5",
        },
        corpus.read(root),
    )
    read, problems = record.parse(Source("t.yml", text))
    assert not problems and read is not None and read.data == {"id": "t", "since": "added"}
    for said in (
        "unclear",
        "about 40",
        "疾病, unknown",
        "one arm only",
        "甲 | All | placebo",
        "PMID 5",
    ):
        assert re.search(rf"(?m)^ *#(?: *#)? > {re.escape(said)}$", text)


@pytest.mark.parametrize(
    "label",
    [
        "true",
        "On",
        "off",
        "NULL",
        "~null",
        "yes",
        "n",
        "2024",
        "0x1f",
        "0o17",
        "1e3",
        "1_000",
        "12:30",
        "2026-01-01",
        ".inf",
        ".NaN",
        "1.5",
        "-7",
        "a",
        "5-FU",
        "arm",
        "={}",
        "<<",
    ],
)
def test_an_arm_has_an_id_that_is_text(label: str, root: Path) -> None:
    file = root / "issue.md"
    file.write_text(
        body({**GOOD, "arms": f"甲 {label} | {label} | placebo | 20\n乙 | Other | placebo | 20"}),
        encoding="utf-8",
    )
    assert run(root, "trial", "t", "--from-issue", str(file)) == 0
    arms = corpus.read(root).trials["t"].record.get("arms")
    assert all(re.fullmatch("[a-z][a-z0-9-]*", id) for id in arms) and arms["other"]["n"] == 20
    assert missing(root, "docs/trials/t.yml", "figure-aside") == {
        "summary",
        "description",
        "results",
        "appraisal",
        "checked",
    }  # a name that is a number alone is told as well
    assert label in ("={}", "<<") or [arm["label"]["en"] for arm in arms.values()] == [
        label,
        "Other",
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_answer_stays_in_its_scalar(text: str, root: Path) -> None:
    clean = new_trial("t", {**GOOD}, corpus.read(root))
    shape = _shape(clean)
    for question in QUESTIONS:
        made = new_trial("t", {**GOOD, question.id: text}, corpus.read(root))
        read, problems = record.parse(Source("t.yml", made))
        assert (
            read is not None
            and not problems
            and read.get("id") == "t"
            and read.get("since") == "added"
        )
        assert _shape(made) <= shape and "evil" not in read.data
        assert not re.search(
            "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u200b\ufeff\ufffe]", made
        )
        assert not re.search(r"(?m)^ *#\s*(allow|yaml-language-server: \$schema=http)", made)


def _shape(text: str) -> set[tuple[object, ...]]:
    """Paths of the mappings of a table, arms aside."""
    read, _ = record.parse(Source("t.yml", text))
    assert read is not None
    return {
        path
        for path, value in record.walk(read.data)
        if isinstance(value, dict) and path[:1] != ("arms",)
    }


def test_any_text_is_read_back_from_its_scalar() -> None:
    random.seed(5)
    alphabet = "aZ0 é中文，：:#-?{}[]&*!|>'\"%@`\\\n\r\t\x00\x85\u2028\u202e\ufeff🦴~=,./"
    for text in [
        *HOSTILE,
        *("".join(random.choices(alphabet, k=random.randint(0, 12))) for _ in range(3000)),
    ]:
        source = (
            f"a: {scalar(text)}\nb: {{c: {scalar(text)}, d: {listed([text, text])}}}\n"
            + "".join(f"{line}\n" for line in comment(text))
            + "e: end\n"
        )
        read, problems = record.parse(Source("t.yml", source))
        assert read is not None and not problems and {*read.data} == {"a", "b", "e"}, source
        assert (
            isinstance(read.get("a"), str)
            and read.get("a") == read.get("b", "c") == read.get("b", "d", 1)
            and len(read.get("a")) <= LONGEST
        )


def test_form_labels_in_either_language_and_headings_inside_answers() -> None:
    text = (
        "preface\n### acronym or short name\n\nABC\n\n### 结果 / Results\n\n### Sub "
        "heading\ntext\n### Results\nagain\n### 试验分期\n```yaml\n2\n```\n### Outcome*\n"
        "_No response_\n"
    )
    assert answers(text, QUESTIONS) == {
        "acronym": "ABC",
        "results": "### Sub heading\ntext\n### Results\nagain",
        "phase": "2",
    }


def test_a_file_is_never_overwritten(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "trial", "example-1") == 0
    (root / "docs/trials/example-1.yml").write_text("mine", encoding="utf-8")
    assert run(root, "trial", "example-1") == 1 and "exists already" in capsys.readouterr().err
    assert (root / "docs/trials/example-1.yml").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("id", ["../x", "A", "a b", "a/b", "", "a_b", "甲", "-a", "x" * 81])
def test_id_is_a_plain_file_name(id: str, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert hooks_command.run("new", "trial", "--root", root, "--", id) == 2
    refused = capsys.readouterr().err
    assert "小写字母、数字与连字符" in refused and "lower-case letters, digits, hyphens" in refused


@pytest.mark.parametrize("content", [b"\xff\xfe", b"", b"no headings at all", b"### " * 50_000])
def test_issue_file_that_is_no_form(
    content: bytes, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "issue.md").write_bytes(content)
    status = run(root, "trial", "t", "--from-issue", str(tmp_path / "issue.md"))
    assert status == (1 if content.startswith(b"\xff") else 0)
    assert status == 0 or "not UTF-8" in capsys.readouterr().err
