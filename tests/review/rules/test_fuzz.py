"""Sources spoiled at random, one place at a time: whatever is done to them, reading and checking
never raise, each problem has its place in a file, and one slip does not fill a screen.

Seeded, so that a failure can be repeated; `python tests/test_fuzz.py FIRST LAST` tries many more
seeds."""

from __future__ import annotations

import datetime
import random
import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from laid import PAGE, lay
from review import rules
from review.evidence import corpus
from review.pages.all_pages import resolve, weave
from review.problem import Problem
from review.rules import report

FILES = (
    "docs/review.yml",
    PAGE,
    "docs/index.md",
    "docs/trials/alpha.yml",
    "docs/vocabulary/agents.yml",
    "docs/vocabulary/endpoints.yml",
    "references.bib",
)
TEXTS = {
    "zh": "在 [ALPHA](../trials/alpha.yml) 中 [12/40（30%）](../trials/alpha.yml#orr.drug)缓解，"
    "[甲药](../vocabulary/agents.yml#drug-a)有效 [@smith2020; @jones2021]。",
    "en": "In [ALPHA](../trials/alpha.yml) [12 of 40 (30%)](../trials/alpha.yml#orr.drug) "
    "responded; [drug A](../vocabulary/agents.yml#drug-a) works [@smith2020; @jones2021].",
    "both": "![曲线 | Curve](../assets/curve.png)\n\n"
    "```trials\nagent: drug-a\ncolumns: [phase, orr]\n```",
}
TOKENS = [
    b"\x00",
    b"\x1b[2J",
    b"\xff",
    b"\xc3",
    b"\r",
    b"\r\n",
    b"\t",
    b"\xef\xbb\xbf",
    "\u202e".encode(),
    "\u200b".encode(),
    "\u2028".encode(),
    "\x85".encode(),
    "\ufffd".encode(),
    b"&a ",
    b"*a ",
    b"!!python/object:os.system ",
    b"!x ",
    b"<<: *a\n",
    b"? ",
    b"- ",
    b"---\n",
    b"...\n",
    b"%YAML 1.1\n",
    b"|\n",
    b">-\n",
    b"{",
    b"}",
    b"[",
    b"]",
    b"[[[[[[[[",
    b": ",
    "：".encode(),
    b"'",
    b'"',
    b"#",
    b"~",
    b"null",
    b"true",
    b"[]",
    b"{}",
    b"@",
    b"[@",
    b"[#9 @smith2020]",
    b"[@smith2020]",
    b"@string{a={b}, c={d}}\n",
    b"@article{",
    b"@x{y,}\n",
    b"%",
    b"\\",
    b"\\}",
    b"$",
    b"\\foo{",
    b"and ",
    b", ",
    b"{{",
    b"}}",
    b"crossref = {smith2020},",
    b"9" * 5000,
    b"0." + b"0" * 25 + b"1",
    b"1e999",
    b"NaN",
    b"-1",
    b".inf",
    b"0x10",
    "１２".encode(),
    "٣".encode(),
    "½".encode(),
    b"9999-12-31",
    b"2026-13-45",
    b"0000-00-00",
    b"<script>",
    b"<!-- zh -->\n",
    b"<!-- en -->\n",
    b"<!-- both -->\n",
    b"<!--",
    b"-->",
    b"```\n",
    b"```trials\n",
    b"`",
    b"|",
    b"**",
    b"](",
    b"](javascript:x)",
    b"../" * 30,
    b"# ",
    b"####### x\n",
    b"allow x: y",
    b"::error::x\n",
    b"##[x]",
    b"{: onclick=x}",
    b"\n\n\n",
]


def delete(lines: list[bytes], chance: random.Random) -> list[bytes]:
    at = chance.randrange(len(lines))
    return lines[:at] + lines[at + chance.choice([1, 1, 3]) :]


def repeat(lines: list[bytes], chance: random.Random) -> list[bytes]:
    at = chance.randrange(len(lines))
    return lines[:at] + [lines[at]] * chance.choice([2, 2, 4]) + lines[at + 1 :]


def swap(lines: list[bytes], chance: random.Random) -> list[bytes]:
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def indent(lines: list[bytes], chance: random.Random) -> list[bytes]:
    at = chance.randrange(len(lines))
    lines[at] = (
        chance.choice([b"  ", b" ", b"\t"]) + lines[at]
        if chance.random() < 0.5
        else lines[at].lstrip()
    )
    return lines


def insert(lines: list[bytes], chance: random.Random) -> list[bytes]:
    at = chance.randrange(len(lines))
    column = chance.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:column] + chance.choice(TOKENS) + lines[at][column:]
    return lines


def overwrite(lines: list[bytes], chance: random.Random) -> list[bytes]:
    at = chance.randrange(len(lines))
    start = chance.randrange(len(lines[at]) + 1)
    lines[at] = (
        lines[at][:start]
        + chance.choice([*TOKENS, b"", bytes([chance.randrange(256)])])
        + lines[at][start + chance.choice([1, 2, 8]) :]
    )
    return lines


def value(lines: list[bytes], chance: random.Random) -> list[bytes]:
    """Another value for a key."""
    at = chance.randrange(len(lines))
    head, mark, _ = lines[at].partition(b": ")
    lines[at] = head + mark + chance.choice(TOKENS)
    return lines


def truncate(lines: list[bytes], chance: random.Random) -> list[bytes]:
    whole = b"\n".join(lines)
    return [whole[: chance.randrange(len(whole))]]


WAYS: tuple[Callable[[list[bytes], random.Random], list[bytes]], ...] = (
    delete,
    repeat,
    swap,
    indent,
    insert,
    insert,
    insert,
    overwrite,
    overwrite,
    value,
    value,
    truncate,
)


def spoiled(root: Path, file: str, seed: int) -> str:
    """Spoils one place of a file of the review; says how."""
    chance = random.Random(f"{file} {seed}")
    way = chance.choice(WAYS)
    before = (root / file).read_bytes()
    (root / file).write_bytes(b"\n".join(way(before.split(b"\n"), chance)))
    return way.__name__


def proven(root: Path) -> list[Problem]:
    """The problems of a review, with what must hold of them whatever they are; a review without any
    can be woven."""
    read = corpus.read(root)
    problems = rules.check(read)
    for form in report.FORMATS.values():
        form(problems, read).encode("utf-8")
    for problem in problems:
        file = root / problem.place.path
        assert file.is_file(), problem
        # a byte that is no character is counted as the bytes before it
        coding = "latin-1" if problem.rule == "source-encoding" else "utf-8"
        lines = re.split("\r\n|\r|\n", file.read_bytes().decode(coding, errors="replace"))
        assert 1 <= problem.place.line <= len(lines), problem
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem
    if not problems:
        pages = weave(read, datetime.date(2026, 11, 24))
        assert all(resolve(page, read) for page in pages)
    return problems


def tried(root: Path, file: str, seed: int, fresh: dict[str, bytes]) -> tuple[str, list[Problem]]:
    way = spoiled(root, file, seed)
    try:
        return way, proven(root)
    finally:
        (root / file).write_bytes(fresh[file])


@pytest.mark.parametrize("file", FILES)
def test_spoiled_sources(file: str, tmp_path: Path) -> None:
    root = lay(tmp_path, TEXTS)
    assert proven(root) == []
    fresh = {file: (root / file).read_bytes()}
    for seed in range(16):
        way, problems = tried(root, file, seed, fresh)
        assert len(problems) <= 12, (seed, way)


def main(first: int, last: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = lay(Path(folder) / "review", TEXTS)
        fresh = {file: (root / file).read_bytes() for file in FILES}
        for seed in range(first, last):
            for file in FILES:
                try:
                    way, problems = tried(root, file, seed, fresh)
                except Exception as error:  # every one of them is a fault of ours
                    print(
                        f"{file} {seed} raises {type(error).__name__}: {str(error)[:300]}",
                        flush=True,
                    )
                    continue
                if len(problems) > 8:
                    rules_met = sorted({problem.rule for problem in problems})
                    print(f"{file} {seed} {way}: {len(problems)} problems {rules_met}", flush=True)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
