"""Bad input, through the real command: each gets one clear problem in both languages, the rest is
still checked, and nothing is a traceback."""

from __future__ import annotations

import importlib.util
import io
import os
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from laid import BASE, PAGE, TESTS, lay, shelf
from review import rules
from review.evidence import corpus
from review.repair import fix
from review.rules import report
from system import files

HOOKS = TESTS.parent / "hooks"
TABLE, HOME, BIB = "docs/trials/alpha.yml", "docs/index.md", "references.bib"
PLANTED = (
    f"{HOME}:4:1 term-avoided"  # in another file than the bad one: an avoided name on the home page
)


def put(path: str, data: bytes | str) -> Callable[[Path], None]:
    return lambda root: (
        (root / path).write_bytes(data.encode() if isinstance(data, str) else data) and None
    )


def swap(path: str, old: str, new: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        text = (root / path).read_text(encoding="utf-8")
        assert old in text
        (root / path).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")

    return change


def recode(path: str, change: Callable[[bytes], bytes]) -> Callable[[Path], None]:
    return lambda root: (root / path).write_bytes(change((root / path).read_bytes())) and None


def named(path: str) -> Callable[[Path], None]:
    """The page under another name, listed as such."""

    def change(root: Path) -> None:
        (root / path).write_bytes((root / PAGE).read_bytes())
        swap(
            "docs/review.yml",
            "  - review/page.md\n",
            f"  - review/page.md\n  - {path.removeprefix('docs/')}\n",
        )(root)

    return change


def linked(path: str, target: str) -> Callable[[Path], None]:
    """A symbolic link; ``target`` is created outside the review."""

    def change(root: Path) -> None:
        outside = root.parent / target
        outside.write_bytes((root / path).read_bytes())
        (root / path).unlink()
        (root / path).symlink_to(outside)

    return change


RASH = "drug: {events: 3, n: 40}"
BAD: dict[str, tuple[Callable[[Path], None], list[str]]] = {
    "broken YAML": (
        swap(TABLE, "enrolled: {randomised: 60}", "enrolled: {randomised: 60"),
        [f"{TABLE}:16:11 yaml-syntax"],
    ),
    "a YAML file in GBK": (
        recode(TABLE, lambda data: data.decode().encode("gbk")),
        [f"{TABLE}:4:13 source-encoding"],
    ),
    "a byte order mark": (
        recode(TABLE, lambda data: b"\xef\xbb\xbf" + data),
        [f"{TABLE}:1:1 source-bom"],
    ),
    "CRLF lines": (
        recode(TABLE, lambda data: data.replace(b"\n", b"\r\n")),
        [f"{TABLE}:1:1 source-line-ends"],
    ),
    "a tab in YAML": (
        swap(TABLE, "  diagnoses: [tumour-one]", "\tdiagnoses: [tumour-one]"),
        [f"{TABLE}:13:1 source-tab"],
    ),
    "a tab in a page": (swap(PAGE, "甲药", "\t甲药"), [f"{PAGE}:9:1 source-tab"]),
    "an empty page": (put(PAGE, ""), [f"{PAGE}:1:1 source-empty"]),
    "an empty table": (put(TABLE, ""), [f"{TABLE}:1:1 source-empty"]),
    "an empty bibliography": (put(BIB, "\n"), [f"{BIB}:1:1 source-empty"]),
    "a line of 5 MB": (
        swap(PAGE, "甲药有效。", "甲" * 1_700_000),
        [f"{PAGE}:9:1 source-long-line"],
    ),
    "a mark without its twin": (
        swap(PAGE, "<!-- en -->\nDrug A works.\n", ""),
        [f"{PAGE}:9:1 pair-incomplete"],
    ),
    "a nested fence": (
        swap(PAGE, "甲药有效。", "甲药有效。\n\n```\n甲\n```python\n乙\n```"),
        [f"{PAGE}:13:1 fence-nested"],
    ),
    "a mark inside a fence": (
        swap(PAGE, "甲药有效。", "甲。\n\n```\n<!-- en -->\n```"),
        [f"{PAGE}:12:1 fence-mark"],
    ),
    "a fence that stays open": (
        swap(PAGE, "Drug A works.", "A.\n\n```\nx"),
        [f"{PAGE}:14:1 fence-open"],
    ),
    "a link with a title": (
        swap(PAGE, "甲药有效。", '甲药<https://example.org>[有效](https://example.org "题")。'),
        [f"{PAGE}:9:48 link-title"],
    ),
    "text behind an allowance without a mark": (
        swap(PAGE, "<!-- zh -->\n甲药有效。\n\n<!-- en -->\n", "<!-- allow term-avoided: x -->\n"),
        [f"{PAGE}:9:1 text-unmarked"],
    ),
    "text before the first heading": (
        swap(PAGE, "# 章节", "<!-- both -->\nHR 0.99\n\n# 章节"),
        [f"{PAGE}:7:1 heading-missing"],
    ),
    "a heading with three bars": (
        swap(PAGE, "# 章节 | Section", "# 章节 | Section | x | y"),
        [f"{PAGE}:6:1 heading-languages"],
    ),
    "an unknown field": (
        swap(TABLE, "status: positive", "status: positive\nstate: good"),
        [f"{TABLE}:8:1 table-field-unknown"],
    ),
    "an arm named like a field": (
        swap(
            TABLE,
            "facts:\n",
            "  median:\n    label: {zh: 组, en: group}\n    kind: subgroup\nfacts:\n",
        ),
        [f"{TABLE}:27:3 arm-reserved"],
    ),
    "17/0": (swap(TABLE, RASH, "drug: 17/0"), [f"{TABLE}:58:13 table-value"]),
    "17 of 0": (swap(TABLE, RASH, "drug: {events: 0, n: 0}"), [f"{TABLE}:58:28 table-value"]),
    "a negative count": (
        swap(TABLE, RASH, "drug: {events: -3, n: 40}"),
        [f"{TABLE}:58:22 table-value"],
    ),
    "NaN": (swap(TABLE, RASH, "drug: {percent: NaN}"), [f"{TABLE}:58:23 table-value"]),
    "infinity": (swap(TABLE, RASH, "drug: {percent: ∞}"), [f"{TABLE}:58:23 table-value"]),
    "infinity in YAML's own spelling": (
        swap(TABLE, RASH, "drug: {percent: -.inf}"),
        [f"{TABLE}:58:23 table-value"],
    ),
    "full-width digits": (
        swap(TABLE, RASH, "drug: {events: ３, n: 40}"),
        [f"{TABLE}:58:22 table-value"],
    ),
    "an unbalanced brace": (
        swap(BIB, "A study of drug {A}},", "A study of drug {A},"),
        [f"{BIB}:3:18 bibliography-syntax"],
    ),
    "two entries with one key": (
        swap(
            BIB,
            "@article{smith2020,",
            "@article{jones2021,\n  author = {Jones, Jane},\n  title = {Another one},\n  "
            "journal = {J},\n  year = {2021},\n}\n\n@article{smith2020,",
        ),
        [f"{BIB}:10:10 bibliography-duplicate-key"],
    ),
    "a symbolic link out of the review": (
        linked(TABLE, "elsewhere.yml"),
        [f"{TABLE}:1:1 source-symlink"],
    ),
    "a file name with a blank": (
        named("docs/review/new page.md"),
        ["docs/review/new page.md:1:1 source-name"],
    ),
    "a file name in Han": (named("docs/review/新页.md"), ["docs/review/新页.md:1:1 source-name"]),
    "an alias in YAML": (
        swap(TABLE, "sources: [smith2020]", "sources: &s [smith2020, *s]"),
        [f"{TABLE}:64:25 yaml-alias"],
    ),
    "YAML nested without end": (
        swap(TABLE, "sources: [smith2020]", f"sources: {'[' * 5000}{']' * 5000}"),
        [f"{TABLE}:64:30 yaml-depth"],
    ),
}


@dataclass(frozen=True)
class Done:
    """What a command printed, and its exit status."""

    returncode: int
    stdout: str
    stderr: str


@cache
def command() -> ModuleType:
    """``hooks/__main__.py`` as a module."""
    spec = importlib.util.spec_from_file_location("hooks_main_of_bad_input", HOOKS / "__main__.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def here(root: Path, *words: str) -> Done:
    """The command in this process, which spares its start, with streams that know no Han until it
    opens them."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="ascii") for _ in range(2)]
    with redirect_stdout(streams[0]), redirect_stderr(streams[1]):
        status = command().main([*words, "--root", str(root)])
    for stream in streams:
        stream.flush()
    return Done(status, *(stream.buffer.getvalue().decode("utf-8") for stream in streams))  # type: ignore[attr-defined]


def run(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """The command as a person runs it, in a locale that knows no Han."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}
    return subprocess.run(
        [sys.executable, HOOKS, *words, "--root", root],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment,
        timeout=60,
    )


@pytest.fixture
def review(tmp_path: Path) -> Path:
    root = lay(tmp_path / "site", {})
    swap(HOME, "甲药有效", "老甲药有效")(root)
    return root


@pytest.mark.parametrize("name", BAD)
def test_one_clear_problem(name: str, review: Path) -> None:
    spoil, expected = BAD[name]
    spoil(review)
    done = here(review, "check")
    told = [
        line.split(": ")[0] for line in done.stdout.splitlines()[:-2] if not line.startswith(" ")
    ]
    assert told == sorted([*expected, PLANTED], key=lambda line: line.split(":")[0]), (
        done.stdout + done.stderr
    )
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout.count("    发现 ") == len(told)  # each in Chinese too


@pytest.mark.parametrize("name", BAD)
def test_fix_leaves_a_bad_file_alone(name: str, review: Path) -> None:
    spoil, expected = BAD[name]
    spoil(review)
    files = {line.split(":")[0] for line in expected}
    before = {file: (review / file).read_bytes() for file in files}
    done = here(review, "fix")
    assert (done.returncode, done.stderr) == (0, "")
    assert {file: (review / file).read_bytes() for file in files} == before


def test_a_clean_review(tmp_path: Path) -> None:
    done = run(lay(tmp_path, {}), "check")
    assert (done.returncode, done.stderr) == (0, "")
    assert (
        done.stdout.startswith("0 problems in 0 files; 1 trial table, 2 pages, 2 references")
        and "0 个问题" in done.stdout
    )


def test_no_review_at_all(tmp_path: Path) -> None:
    done = run(tmp_path / "nowhere", "check")
    assert (done.returncode, done.stderr) == (1, "")
    assert "docs/review.yml:1:1 source-unreadable" in done.stdout


@pytest.mark.parametrize(
    "format, beginning",
    [
        ("json", '{\n "problems": ['),
        ("github", f"::error file={HOME},line=4,col=1,title=term-avoided::found"),
    ],
)
def test_formats(format: str, beginning: str, review: Path) -> None:
    done = run(review, "check", "--format", format)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(beginning)


TOKENS = [
    "\n",
    "  ",
    "`",
    "```",
    "[",
    "]",
    "(",
    ")",
    "](",
    "|",
    "<!-- zh -->\n",
    "<!-- en -->\n",
    "<!-- both -->\n",
    "---\n",
    "# ",
    "{",
    "}",
    ":",
    ",",
    "@",
    "[@",
    "null",
    "~",
    "[]",
    "{}",
    "true",
    "9" * 40,
    "0." + "0" * 40 + "1",
    "1e999",
    "NaN",
    "-1",
    "0",
    "∞",
    "１２",
    "%",
    "：",
    "，",
    "甲",
    "A",
    "*",
    "**",
    "\\",
    "<",
    "<a",
    "-->",
    "<!--",
    "\x00",
    "\t",
    "\r",
    '"',
    "'",
    "&a ",
    "*a",
    "!!x ",
    "? ",
    "- ",
    "# allow x: y\n",
    "HR ",
    "P=",
    "～",
    "–",
    "not-reached",
    "\ufeff",
]


def test_unbound_figures_are_listed(site: Callable[..., Path]) -> None:
    root = site(
        zh="缓解 [12/40](../trials/alpha.yml#orr.drug)，另有 `13/40`。",
        en="Responses [12 of 40](../trials/alpha.yml#orr.drug), also HR 0.99.",
    )
    done = run(root, "check", "--unbound")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "docs/review/page.md:9:46 zh 13: …a.yml#orr.drug)，另有 `⟦13⟧/40`。…",
        "docs/review/page.md:9:49 zh 40: …ml#orr.drug)，另有 `13/⟦40⟧`。…",
        "docs/review/page.md:12:61 en 0.99: …#orr.drug), also HR ⟦0.99⟧.…",
        "3 result figures not bound to data",
        "3 个结果数字未与数据绑定",
    ]


@pytest.mark.parametrize("seed", range(12))
def test_no_slip_whatever_is_typed(seed: int, tmp_path: Path) -> None:
    """Random slips of the pen: reading, checking, reporting and repairing never raise, places
    exist, and a second repair finds nothing."""
    chance = random.Random(seed)
    for number in range(10):
        root = lay(
            tmp_path / str(number),
            {
                "zh": "在 [ALPHA](../trials/alpha.yml) 中 "
                "[12/40（30%）](../trials/alpha.yml#orr.drug) 缓解 [@smith2020]。",
                "both": "```trials\nagent: drug-a\n```",
            },
        )
        for file in chance.sample(
            sorted(file for file in root.rglob("*") if file.suffix in {".md", ".yml", ".bib"}), 2
        ):
            text = file.read_text(encoding="utf-8")
            start = chance.randrange(len(text))
            end = min(start + chance.choice([0, 0, 1, 5, 30]), len(text))
            file.write_text(
                text[:start] + chance.choice(TOKENS) + text[end:], encoding="utf-8", newline=""
            )
        keep = shelf()
        read = corpus.read(root, keep=keep)
        problems = rules.check(read, keep=keep)
        assert report.text(problems, read) and report.machine(problems, read)
        lines = {path: source.text.count("\n") + 1 for path, source in read.sources.items()}
        assert all(
            1 <= problem.place.line <= lines.get(problem.place.path, problem.place.line)
            for problem in problems
        )
        fix.fix(root, files.replace, keep)
        assert fix.fix(root, files.replace, keep) == []


def test_the_base_review_is_not_touched() -> None:
    assert "ZH" in (BASE / PAGE).read_text(encoding="utf-8")
