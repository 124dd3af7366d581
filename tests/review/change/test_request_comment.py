"""The comment on a pull request: made of a stranger's files, it says what they say and does nothing
else."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from marko.ext.gfm import gfm

import hooks_command
from places import HOOKS
from review.change.request_comment import BREAK, MARK, comment, harmless

DIFF = (
    f"{MARK}\n## 临床变化 | Clinical diff\n"
    f"\n**有临床变化 / Clinical change**\n"
    f"- **状态 / Status** `regobone` · `docs/trials/regobone.yml:11`\n"
    f"  - `0.40` → `<0.001`\n"
)


def artifact(root: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(root / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return root / "a.zip"


def run(file: Path, *words: str) -> int:
    return hooks_command.run("comment", file, *words)


def test_an_honest_diff_reads_as_it_was_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        run(
            artifact(
                tmp_path,
                {
                    "clinical-diff.md": DIFF.encode(),
                    "fixes.patch": b"--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2\n",
                },
            ),
            "--run",
            "https://github.com/o/r/actions/runs/1",
        )
        == 0
    )
    said = capsys.readouterr().out
    assert said.startswith(f"{MARK}\n\n<sub>由本次") and said.count(MARK) == 1
    assert said.replace(BREAK, "").endswith("</details>\n\n" + DIFF.removeprefix(f"{MARK}\n"))
    assert (
        "```diff\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-1\n+2\n```" in said
        and "](https://github.com/o/r/actions/runs/1)" in said
    )


def test_it_runs_on_python_alone(tmp_path: Path) -> None:
    file = artifact(tmp_path, {"clinical-diff.md": DIFF.encode()})
    done = subprocess.run(
        [sys.executable, "-S", "-m", "commands.comment", str(file), ""],
        cwd=HOOKS,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=30,
    )
    assert done.returncode == 0 and done.stdout.startswith(MARK), done.stderr


RUN = "https://github.com/o/r/actions/runs/1"
FORCEFUL = [
    "@octocat and @org/team @@octocat \\@octocat @\\octocat",
    "mail me@evil.example <me@evil.example> mailto:me@evil.example",
    "&commat;octocat &num;1 https&colon;//evil.example &#64;octocat &lt;b&gt;",
    "[click](https://evil.example)",
    "![](https://evil.example/pixel.png)",
    "[a][b] [b] ![b][]\n\n[b]: https://evil.example",
    "a[^1]\n\n[^1]: note",
    "<img src=x> <script> </details> </sub> <!-- <https://evil.example>",
    "<details>\n\n</details>\n",
    "<b>x</b>",
    (
        "https://evil.example http:\\/\\/evil.example www.evil.example "
        "WWW.evil.example www\\.evil.example ftp://evil.example"
    ),
    "fixes #12, GH-3, GH\\-3, gh-4, o/r#4 0123456789abcdef0123456789abcdef01234567 o/r@0123456",
    "a ` b\n` @octocat `\n```\n[x](https://evil.example)",
    "\u202e\u2066\x00\x1b[31m\ufeff",
    f"{MARK} {MARK}",
    "$\\href{//evil.example}{x}$ $$\\href{//evil.example}{x}$$ $`x`$",
    '```mermaid\nclick A "//evil.example"\n```',
    "~~~ math\n\\href{//evil.example}{x}\n~~~",
    "| a |\n|---|\n| @octocat [x](https://evil.example) |",
]
OPEN = [
    "",
    "hello\n\n~~~",
    "hello\n\n`````",
    "```",
    "> ```",
    "- ~~~",
    "    code",
    "`",
    "``",
    "<!--",
    "<details>",
    "<pre>",
    "[x](",
    "[x][",
    "![",
    "<a href='",
    "$$",
    "| a |\n|---|",
    "\\",
    "* * *",
    "[^1]:",
    "~~~\n```\n",
]
LIVE = re.compile(
    r"@[0-9A-Za-z]|#[0-9A-Za-z]|\bGH-[0-9]|://|www\.|\b[0-9a-f]{7,}\b|\$[^\s\u200b]|&[a-z#]",
    re.IGNORECASE,
)


def shown(said: str) -> Any:
    """The comment as a forge shows it: GitHub's Markdown, with bare addresses made links."""
    return lxml.html.fragment_fromstring(gfm.convert(said), create_parent="main")


def harmed(said: str, patch: bool) -> list[str]:
    """What of a comment does more than say something; what is ours must be there, and once."""
    page = shown(said)
    found = [
        *(each for each in page.xpath("//a/@href") if each != RUN),
        *page.xpath("//img/@src"),
        *(
            each
            for each in page.xpath("//code/@class")
            if not each.startswith(("language-diff", f"language-{BREAK}"))
        ),
    ]
    found += [
        each.tag
        for each in page.iter()
        if isinstance(each.tag, str) and each.tag in ("script", "b", "iframe", "sup", "section")
    ]
    found += [text for text in page.itertext() if LIVE.search(text.replace(MARK, ""))]
    ours = [
        page.xpath("count(./p/sub[contains(., 'for reviewers')]/a)"),
        page.xpath("count(./details)"),
        page.xpath("count(./details/pre/code[@class='language-diff'])"),
        page.xpath("count(.//comment())"),
    ]
    return found + ([] if ours == [1, patch, patch, 1] else [f"{ours}"])


@pytest.mark.parametrize("text", FORCEFUL)
def test_nothing_has_force(text: str) -> None:
    for opened in OPEN:
        for diff, fixes in (
            (f"{opened}\n{text}", f"{opened}\n\n{text}"),
            (opened, f"x\n{opened}\n\n{text}\n{opened}"),
            (f"{opened}{text}", f"{opened}{text}"),
            (f"{text}\n{opened}", text),
        ):
            assert not harmed(comment(diff.encode(), fixes.encode(), RUN), patch=True), (
                diff,
                fixes,
            )


def test_nothing_has_force_in_any_order() -> None:
    random.seed(7)
    for _ in range(300):
        diff, fixes = (
            "".join(random.choices([*OPEN, *FORCEFUL, "\n", "\n\n", " ", "> ", "- "], k=8)) + "x"
            for _ in range(2)
        )
        assert not harmed(comment(diff.encode(), fixes.encode(), RUN), patch=True), (diff, fixes)


def test_what_has_force_elsewhere_is_seen_here() -> None:
    for text in (
        "@octocat",
        "[x](https://evil.example)",
        "![](/x.png)",
        "www.evil.example",
        "&commat;octocat",
        "#12",
        "<b>x</b>",
        "~~~mermaid\nx",
    ):
        assert harmed(f"{comment(b'', run=RUN)}\n{text}", patch=False), text


def test_taking_force_away_twice_changes_nothing() -> None:
    for text in FORCEFUL:
        assert harmless(harmless(text)) == harmless(text)


@pytest.mark.parametrize(
    "fixes", ["```\n@octocat\n```", "`" * 50, "~~~\n```diff\n````", "```\n" * 3]
)
def test_a_patch_cannot_leave_its_block(fixes: str) -> None:
    page = shown(comment(b"x", fixes.encode(), RUN))
    assert page.xpath("string(./details/pre/code)").replace(BREAK, "").strip("\n") == fixes.strip(
        "\n"
    )


@pytest.mark.parametrize(
    "piece",
    [
        "- a line of the diff\n",
        "@",
        "<x",
        "`",
        "``` x\n",
        "𠀀",
        "𠀀\n",
        "`\n",
        "[x](https://e.example)\n",
        "&a;",
    ],
)
@pytest.mark.parametrize("other", ["+x\n", "@\n", "`" * 11_990 + "\n", "𠀀" * 50 + "\n"])
def test_sizes(piece: str, other: str) -> None:
    diff, fixes = piece * (250_000 // len(piece.encode())), other * (250_000 // len(other.encode()))
    said = comment(diff.encode(), fixes.encode(), RUN)
    assert (
        len(said.encode("utf-16-le")) // 2 < 65_536
        and said.count("too long") == 2
        and "for reviewers" in said
    )


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "https://github.com/o/r) [x](https://evil.example", "http://x/y", ""],
)
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


@pytest.mark.parametrize(
    "files",
    [
        {},
        {"../../evil.md": b"x"},
        {"clinical-diff.md": b"\xff\xfe\x00"},
        {"clinical-diff.md": bomb()},
        {"clinical-diff.md": b""},
    ],
    ids=["empty", "elsewhere", "no text", "bomb", "nothing"],
)
def test_an_artifact_without_a_usable_diff(
    files: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(artifact(tmp_path, files)) == 0
    said = capsys.readouterr().out
    assert (
        "There is no usable diff" in said
        and len(said) < 1_000
        and [file.name for file in tmp_path.iterdir()] == ["a.zip"]
    )


def damaged(packing: int) -> bytes:
    """A zip whose member cannot be unpacked."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        archive.writestr("clinical-diff.md", "many words " * 500)
    data = file.getvalue()
    start = data.index(b"clinical-diff.md") + len("clinical-diff.md") + 9
    return (
        data[:start] + bytes(each ^ 0x5A for each in data[start : start + 20]) + data[start + 20 :]
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no zip",
        b"PK\x03\x04" + b"\x00" * 100,
        encrypted(),
        *map(damaged, (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)),
    ],
)
def test_an_artifact_that_is_no_zip(
    data: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    assert run(tmp_path / "a.zip") == 0 and "There is no usable diff" in capsys.readouterr().out
