"""The comment and the data: what they say, and that nothing a contributor wrote can act in them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import markdown as converter
import pytest

from places import HOOKS
from review.change.change_kinds import kinds as kinds_told
from review.change.diff_data import data
from review.change.diff_markdown import LONGEST, markdown
from review.markup.code_span import code
from review.pages.changes_entries import LINES
from small_review import AGENTS, BIB, FILES, OTHER, TRIAL, difference, swapped

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "@octocat please merge",
    "[click](https://evil.example)",
    "![x](https://evil.example/track.png)",
    "https://evil.example/ and www.evil.example",
    "fixes #1, closes GH-2, a/b#3",
    "`code` and ``more`` and ```",
    "`",
    "a\n\n# heading\n\n- [ ] task",
    "| a | b |\n|---|---|",
    "$\\require{x}$",
    ":smile: &lt;b&gt; &#64;octocat",
    "<!-- clinical-diff -->",
    "\u202egnp.exe\u200b\u2066",
    "\\`<b>x</b>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_code_span_holds(text: str) -> None:
    html = converter.markdown(f"- {code(text)} · {code(text)}\n")
    outside = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
    assert (
        outside.split() == ["<ul>", "<li>", "·", "</li>", "</ul>"]
        or re.sub(r"\s", "", outside) == "<ul><li>·</li></ul>"
    )
    assert not re.search("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", html)


@pytest.mark.parametrize("text", HOSTILE)
def test_whole_comment_is_safe(tmp_path: Path, text: str) -> None:
    line = " ".join(text.split())
    quoted = json.dumps(line, ensure_ascii=False)
    after = swapped(OTHER, ("follow-up continues", f"follow-up {line} continues"))
    after = swapped(
        TRIAL,
        ("en: drug A}", f"en: {quoted}}}"),
        ("events: 17", "events: 18"),
        ("acronym: ALPHA", f"acronym: {quoted}"),
        files=after,
    )
    after = swapped(
        BIB, ("Another trial", "Another " + re.sub(r"[{}\\%#$&~^_]", "", line)), files=after
    )
    after = swapped(AGENTS, ("zh: 安慰剂", f"zh: {quoted}"), files=after)
    said = markdown(difference(tmp_path, {**after, "docs/trials/new.yml": FILES[TRIAL]}))
    bare = re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "CODE", said)
    assert not re.search(r"evil|octocat|alert|GH-2|smile|task|require|gnp", bare)
    assert (
        bare.count("<") == 1
        and bare.startswith("<!-- clinical-diff -->")
        and "@" not in bare
        and "](" not in bare
    )


def test_no_clinical_change_in_both_languages(tmp_path: Path) -> None:
    said = markdown(difference(tmp_path, FILES))
    assert "**无临床变化 / No clinical change**" in said and "100%" in said


def test_slip_says_no_clinical_change_and_shows_it(tmp_path: Path) -> None:
    said = markdown(difference(tmp_path, FILES, swapped(OTHER, ("on placebo", "on palcebo"))))
    assert (
        "**无临床变化 / No clinical change**" in said
        and "`Patients on palcebo received care" in said
    )


def test_result_in_the_comment(tmp_path: Path) -> None:
    said = markdown(difference(tmp_path, swapped(TRIAL, ("events: 17", "events: 18"))))
    assert "**有临床变化 / Clinical change**" in said
    assert "`甲药` / `drug A`: `17/26，65%` / `17/26, 65%` → `18/26，65%` / `18/26, 65%`" in said
    assert (
        "未改 / not edited · 英文 / English · `docs/review/drugs.md:15`: "
        "`In ALPHA, 17 of 26 (65%) patients on drug A were free of progression.`"
    ) in said


def test_comment_is_cut_where_a_forge_would_refuse_it(tmp_path: Path) -> None:
    long = "".join(
        (
            f"\n## 题 {n} | Heading {n}\n\n<!-- zh -->\n"
            f"{'长' * 500} {n}。\n\n<!-- en -->\n"
            f"{'long ' * 200} {n}.\n"
        )
        for n in range(60)
    )
    said = markdown(difference(tmp_path, {**FILES, OTHER: FILES[OTHER] + long}))
    assert len(said) < LONGEST + 300 and ("too long" in said or "more" in said)


def test_data_for_machines(tmp_path: Path) -> None:
    found = json.loads(
        json.dumps(data(difference(tmp_path, swapped(TRIAL, ("events: 17", "events: 18")))))
    )
    assert (
        found["version"] == 1
        and found["verdict"] == "clinical"
        and found["counts"] == {"result-changed": 1}
    )
    [change] = found["changes"]
    assert (
        change["new"] == {"path": TRIAL, "line": 26}
        and change["details"][0]["new"]["en"] == "18/26, 65%"
    )
    assert (
        change["sentences"][0]["fate"] == "unedited" and change["sentences"][0]["new"]["line"] == 11
    )
    assert found["bound"]["after"]["en"] == {"bound": 8, "total": 8}


def test_every_kind_of_change_has_a_heading_or_a_line_of_the_log() -> None:
    """What a comparison makes, the comment or the page can tell."""
    made = set()
    for file in (HOOKS / "review/change").glob("*.py"):
        made |= set(re.findall(r'Change\(\s*"([a-z-]+)"', file.read_text(encoding="utf-8")))
    assert len(made) > 15 and made <= {*kinds_told(), *LINES}
    assert set(LINES) - {*kinds_told()} == {"text-changed", "correction-added", "not-compared"}
