"""The guide: it tells every rule that a problem can name, its examples are true, and its table of
fields is the schema's."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import hooks_command
from laid import PAGE, TESTS, lay, sealed, shelf, write
from review import rules, time_limit
from review.dates import today
from review.evidence import corpus
from review.evidence.settings import Settings
from review.markup.escape import attribute
from review.pages.all_pages import weave
from review.problem import Text
from review.rules import allowance, bibliography_rules, guide, report
from review.rules.guide import Entry
from review.sources import record
from review.sources.schema import fields, load
from review.sources.source import LARGEST, Source

HOOKS = TESTS.parent / "hooks"
ENTRIES = {entry.rule: entry for entry in guide.entries()}
SNIPPETS = [entry for entry in ENTRIES.values() if entry.file]
NAMED = [entry for entry in ENTRIES.values() if not entry.file and entry.good.zh == entry.good.en]
SAID = [entry for entry in ENTRIES.values() if entry not in SNIPPETS and entry not in NAMED]
# what the words of an example mean, done to the trial table of the base review
DEEDS: dict[str, Callable[[bytes], bytes]] = {
    "source-encoding": lambda data: data.decode().encode("gbk"),
    "source-bom": lambda data: b"\xef\xbb\xbf" + data,
    "source-line-ends": lambda data: data.replace(b"\n", b"\r\n"),
    "source-tab": lambda data: data.replace(b"  diagnoses", b"\tdiagnoses", 1),
    "source-control-character": lambda data: data.replace(b"status", b"\x0cstatus", 1),
    "source-empty": lambda data: b"",
    "source-size": lambda data: data + b"# x\n" * (LARGEST // 4),
    "source-invisible-character": lambda data: data.replace(b"status", "status\u200b".encode(), 1),
    "source-blank": lambda data: data.replace(b"status: ", "status:\u00a0".encode(), 1),
    "source-lost-character": lambda data: data.replace("样本小".encode(), "样\ufffd小".encode()),
    "source-look-alike": lambda data: data + "# Drug \u0410\n".encode(),
    "source-stacked-marks": lambda data: data + "# e\u0301\u0302\u0303\n".encode(),
    "source-time": lambda data: data + b"# x\n" + b"x:\n" + b"- [a, {b: c}]\n" * 60_000,
    "source-long-line": lambda data: data + b"# " + b"x" * 20_001,
}
TABLE = "docs/trials/alpha.yml"
HARMS = (
    "harms:\n"
    + (TESTS / "base" / TABLE)
    .read_text(encoding="utf-8")
    .partition("harms:\n")[2]
    .partition("reports:")[0]
)
INSTEAD = {
    "table-repeats": "results:\n",
    "table-among": "results:\n",
    "table-comparison-n": "results:\n",
    "table-dependence": "results:\n",
    "erratum-uncited": HARMS,
    "erratum-unseen": HARMS,
    "erratum-doubled": HARMS,
    "address-moved": "pages:\n",
    "bias-domains": "sources: [smith2020]\n",
    "bias-overall": "sources: [smith2020]\n",
    "bibliography-notice": "  year         = {2020},\n",
}  # what a snippet takes the place of, where the base review does not hold the good one


def found(root: Path) -> set[str]:
    return {problem.rule for problem in rules.check(corpus.read(root, keep=shelf()))}


def plant(root: Path, entry: Entry, which: str) -> Path:
    """The base review with one snippet of an entry: its page from there on, or that part of another
    file."""
    lay(root, {"question": entry.rule.startswith("question-")})
    text, good, new = (
        (root / entry.file).read_text(encoding="utf-8"),
        entry.good.zh,
        getattr(entry, which).zh,
    )
    if good.startswith("---"):
        write(root / PAGE, f"{new}\n{text[text.index('# 章节') :]}")
    elif entry.file == PAGE and "\n" in good:
        write(
            root / PAGE,
            text[: text.index("# 章节" if good.startswith("# ") else "<!-- zh -->")] + new + "\n",
        )
    else:
        place = INSTEAD.get(entry.rule, good)
        assert place in text
        write(root / entry.file, text.replace(place, f"{new}\n" if place != good else new, 1))
    return root


@pytest.mark.parametrize("entry", SNIPPETS, ids=lambda entry: entry.rule)
def test_snippets_are_true(entry: Entry, tmp_path: Path) -> None:
    assert entry.rule in found(plant(tmp_path / "bad", entry, "bad"))
    assert not found(plant(tmp_path / "good", entry, "good"))


@pytest.mark.parametrize("entry", NAMED, ids=lambda entry: entry.rule)
def test_names_are_true(entry: Entry, tmp_path: Path) -> None:
    root = lay(tmp_path, {})
    assert (root / entry.good.zh).is_file() and not found(root)
    (root / entry.good.zh).rename(root / entry.bad.zh)
    assert entry.rule in found(root)


@pytest.mark.parametrize("entry", SAID, ids=lambda entry: entry.rule)
def test_words_are_true(entry: Entry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if entry.rule == "source-time":
        monkeypatch.setattr(time_limit, "SECONDS", 0.1)
    root = lay(tmp_path / "review", {})
    file = root / TABLE
    if entry.rule == "source-symlink":
        file.rename(tmp_path / "outside.yml")
        file.symlink_to(tmp_path / "outside.yml")
    elif entry.rule.startswith("seal-"):
        sealed(root)
        text = file.read_text(encoding="utf-8")
        write(file, text.replace("样本小", "样本极小"))
        write(root / corpus.SEALS, (root / corpus.SEALS).read_text(encoding="utf-8") + "  x\n")
    elif entry.rule == "source-unreadable":
        (root / "references.bib").unlink()
    elif entry.rule == "figures-bound":
        lay(
            root,
            {
                "zh": "共 90% 的患者。",
                "en": "In all 90% of patients.",
                "swap": {"docs/review.yml": {"pages:\n": "bound: 97\npages:\n"}},
            },
        )
    else:
        file.write_bytes(DEEDS[entry.rule](file.read_bytes()))
    assert entry.rule in found(root)


def named() -> set[str]:
    """The rules that reading a file names without a function of their own."""
    core = HOOKS / "review"
    modules = [*(core / "sources").glob("*.py"), core / "evidence/bibliography.py"]
    words = {
        str(node.value).partition("/")[0]
        for module in (*modules, core / "time_limit.py")
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
    }
    return {
        word
        for word in words
        if re.fullmatch(
            r"(?:source|yaml|heading|pair|fence|mark|text|bibliography)-[a-z]+(?:-[a-z]+)*", word
        )
    }


def test_every_rule_has_its_entry() -> None:
    functions = (*rules.RULES, *allowance.RULES, *bibliography_rules.DOCUMENTED)
    assert {*map(rules.name, functions), *named()} == set(ENTRIES)
    written = [
        name
        for group in guide.GROUPS
        for name in re.findall(
            r"(?m)^  ([a-z-]+):$", (HOOKS / "examples" / f"{group}.yml").read_text(encoding="utf-8")
        )
    ]
    assert (
        sorted(written) == sorted(ENTRIES) and len(named()) > 20
    )  # YAML keeps the last of two keys that are the same


@pytest.mark.parametrize("entry", ENTRIES.values(), ids=lambda entry: entry.rule)
def test_every_entry_is_told_in_both_languages(entry: Entry) -> None:
    assert re.search("[\u4e00-\u9fff]", entry.says.zh) and entry.says.zh.endswith("。")
    assert entry.says.en.endswith(".") and not re.search(
        "[\u4e00-\u9fff]", re.sub("中文|万|月", "", entry.says.en)
    )
    assert all((*entry.good, *entry.bad)) and entry.good != entry.bad


def test_the_pages_hold_every_entry_and_every_field(tmp_path: Path) -> None:
    pages = {page.uri: page.markdown for page in weave(corpus.read(lay(tmp_path, {})), today())}
    for language in ("zh", "en"):
        text = pages[f"{language}/guide.md"]
        assert [rule for rule in ENTRIES if f"{{#{rule}}}" not in text] == []
        every = [*fields(), *fields("question")]
        assert [
            field.path for field in every if f"<code>{attribute(field.path)}</code>" not in text
        ] == []
    assert (
        not re.search(r"(?<!\\)\[@", pages["zh/guide.md"]) and "<script" not in pages["zh/guide.md"]
    )


@pytest.mark.parametrize("name", ["trial", "question"])
def test_every_field_is_described_and_exemplified(name: str) -> None:
    whole, paths = load(name), {field.path for field in fields(name)}
    for field in fields(name):
        assert all(field.about), field
        below = (
            f"{field.path}.",
            f"{field.path}[]",
            f"{field.path.rpartition('.')[0]}.risk-of-bias.",
        )
        assert field.example or any(path.startswith(below) for path in paths), field
    for part in parts(whole):
        for example in part.get("examples", ()):
            Draft202012Validator({**part, "$defs": whole["$defs"]}).validate(example)


@pytest.mark.parametrize("name", ["trial", "vocabulary", "question"])
def test_no_clinician_is_shown_a_pattern(name: str) -> None:
    names = [
        part["propertyNames"] for part in parts(load(name)) if "propertyNames" in part
    ]  # ids; the rule has words of its own for them
    wordless = [
        part["pattern"]
        for part in parts(load(name))
        if "pattern" in part and part not in names and " / " not in part.get("description", "")
    ]
    assert wordless == []


def parts(schema: object) -> list[dict]:
    below = (
        schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ()
    )
    return ([schema] if isinstance(schema, dict) else []) + [
        part for each in below for part in parts(each)
    ]


def test_required_is_what_the_schema_requires() -> None:
    required = {field.path for field in fields() if field.required}
    assert {
        "id",
        "checked",
        "design.kind",
        "results.….endpoint",
        "results.….source",
        "results.….seen",
    } <= required
    assert not {"part", "design.note", "results.….note", "results.….arms.….median"} & required


def at(url: str) -> Settings:
    return Settings(record.parse(Source("docs/review.yml", f'url: "{url}"\n'))[0])


@pytest.mark.parametrize(
    ("url", "environment", "expected"),
    [
        ("https://review.example.org/", {}, "https://review.example.org/zh/guide.html#link-dead"),
        (
            "https://review.example.org",
            {"REVIEW_URL": "https://preview.example.org/"},
            "https://preview.example.org/zh/guide.html#link-dead",
        ),
        ("javascript:alert(1)", {}, "python hooks explain link-dead"),
        ("", {}, "python hooks explain link-dead"),
    ],
)
def test_address_of_a_rule(url: str, environment: dict[str, str], expected: str) -> None:
    assert guide.address("link-dead", at(url), environment) == expected


@pytest.mark.parametrize("form", report.FORMATS)
def test_every_problem_leads_to_its_rule(form: str, tmp_path: Path) -> None:
    read = corpus.read(lay(tmp_path, {"zh": "甲药PFS。", "en": "PFS on drug A [@nobody2020]."}))
    said = report.FORMATS[form](rules.check(read), read)
    for rule in ("han-latin-spacing", "citation-unknown", "pair-citations"):
        assert said.count(f"python hooks explain {rule}") == 1


def test_text_of_no_language_is_lost() -> None:
    datum_unknown = rules.RULES[rules.IDS.index("datum-unknown")]
    assert guide.rule_in_words(datum_unknown) == Text(
        "指向数据的链接必须写对试验表和其中的地址：结果、结果.组、结果.between、enrolled.口径、arms.组，或不良事件、其他数字。",
        "A link to a figure names a trial table and an address in it: RESULT, RESULT.ARM, "
        "RESULT.between, enrolled.KIND, arms.ARM, or a harm or fact.",
    )


def explain(*words: str) -> int:
    return hooks_command.run("explain", *words)


def test_explain(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain("table-percent") == 0
    said = capsys.readouterr().out
    assert (
        "percent: 30}" in said
        and "percent: 33}" in said
        and "所印百分率" in said
        and "docs/trials/alpha.yml" in said
    )
    assert explain() == 0
    said = capsys.readouterr().out
    assert [rule for rule in ENTRIES if f"{rule}: " not in said] == []


def test_explain_an_unknown_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert explain("table-percents") == 1
    assert "Did you mean table-percent" in capsys.readouterr().err
