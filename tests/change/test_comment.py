"""The comment on a pull request: made of a stranger's files, it says what they say and does nothing else."""
from __future__ import annotations

import argparse
import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import comment_command
import pytest

from review.change.comment import BREAK, MARK, comment, harmless

HOOKS = Path(__file__).resolve().parents[2] / "hooks"
DIFF = f"{MARK}\n## 临床变化 | Clinical diff\n\n**有临床变化 / Clinical change**\n- **状态 / Status** `regobone` · `docs/trials/regobone.yml:11`\n  - `0.40` → `<0.001`\n"


def artifact(root: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(root / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return root / "a.zip"


def run(file: Path, *words: str) -> int:
    parser = argparse.ArgumentParser()
    comment_command.register(parser.add_subparsers())
    arguments = parser.parse_args(["comment", str(file), *words])
    return arguments.run(arguments)


def test_an_honest_diff_reads_as_it_was_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(artifact(tmp_path, {"clinical-diff.md": DIFF.encode(), "fixes.patch": b"--- a/x\n+++ b/x\n-1\n+2\n"}), "--run", "https://github.com/o/r/actions/runs/1") == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{MARK}\n\n## 临床变化") and said.count(MARK) == 1
    assert said.replace(BREAK, "").split("\n\n**可机械")[0] == DIFF.replace(f"{MARK}\n", f"{MARK}\n\n").strip()
    assert "```diff\n--- a/x\n+++ b/x\n-1\n+2\n```" in said and "](https://github.com/o/r/actions/runs/1)" in said


def test_it_runs_on_python_alone(tmp_path: Path) -> None:
    file = artifact(tmp_path, {"clinical-diff.md": DIFF.encode()})
    done = subprocess.run([sys.executable, "-I", "-S", str(HOOKS), "comment", str(file)], capture_output=True, text=True, encoding="utf-8", timeout=30)
    assert done.returncode == 0 and done.stdout.startswith(MARK), done.stderr


FORCEFUL = {
    "@octocat and @org/team": r"@[A-Za-z]",
    "mail me@evil.example": r"@[A-Za-z]",
    "[click](https://evil.example)": r"\]\(",
    "![](https://evil.example/pixel.png)": r"\]\(",
    "[a][b]\n\n[b]: https://evil.example": r"\][\[:]",
    "<img src=x> <script> </details> <!-- <https://evil.example>": r"<[A-Za-z/!]",
    "https://evil.example www.evil.example WWW.evil.example": r"://|(?i:www\.)",
    "fixes #12, GH-3, o/r#4": r"#[0-9]|GH-[0-9]",
    "a ` b\n` @octocat `\n```\n[x](https://evil.example)": r"@[A-Za-z]|\]\(|://",
    "\u202e\u2066\x00\x1b[31m\ufeff": "[\u202e\u2066\x00\x1b]",
    f"{MARK} {MARK}": r"<!--",
}


@pytest.mark.parametrize("text", FORCEFUL)
def test_nothing_has_force(text: str) -> None:
    said = comment(text.encode()).replace(MARK, "", 1).replace("<sub>", "").replace("</sub>", "")
    assert not re.search(FORCEFUL[text], said)


def test_taking_force_away_twice_changes_nothing() -> None:
    for text in FORCEFUL:
        assert harmless(harmless(text)) == harmless(text)


@pytest.mark.parametrize("fixes", ["```\n@octocat\n```", "`" * 50, "~~~\n```diff\n````"])
def test_a_patch_cannot_leave_its_block(fixes: str) -> None:
    said = comment(b"x", fixes.encode())
    fence = re.search(r"^(`{3,})diff$", said, re.MULTILINE)[1]
    inner = said.split(f"{fence}diff\n", 1)[1].rsplit(f"\n{fence}\n", 1)[0]
    assert len(fence) > max(map(len, re.findall("`+", fixes)), default=0) and inner == fixes


def test_sizes() -> None:
    said = comment(b"- a line of the diff\n" * 100_000, b"+x\n" * 100_000)
    assert len(said) < 60_000 and "too long" in said


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://github.com/o/r) [x](https://evil.example", "http://x/y", ""])
def test_an_address_that_is_none_is_left_out(address: str) -> None:
    assert "](" not in comment(b"x", run=address)


def bomb() -> bytes:
    return b"a" * 50_000_000


def encrypted() -> bytes:
    """A zip whose member says that it is encrypted."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("clinical-diff.md", "x")
    data = bytearray(file.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize("files", [{}, {"../../evil.md": b"x"}, {"clinical-diff.md": b"\xff\xfe\x00"}, {"clinical-diff.md": bomb()}, {"clinical-diff.md": b""}], ids=["empty", "elsewhere", "no text", "bomb", "nothing"])
def test_an_artifact_without_a_usable_diff(files: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(artifact(tmp_path, files)) == 0
    said = capsys.readouterr().out
    assert "There is no usable diff" in said and len(said) < 1_000 and [file.name for file in tmp_path.iterdir()] == ["a.zip"]


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x03\x04" + b"\x00" * 100, encrypted()])
def test_an_artifact_that_is_no_zip(data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert run(tmp_path / "a.zip") == 0 and "There is no usable diff" in capsys.readouterr().out
