"""A disk that is full, pipes where files should be, and files that are not to be overwritten: what
the commands leave behind, and what they say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from forked import forked as hooks
from laid import lay
from places import HOOKS
from system.files import RIGHTS, put_all

pytest.importorskip("resource")  # not on Windows
RIS = "TY  - JOUR\nAU  - Doe, J.\nTI  - A new study\nJF  - A journal\nPY  - 2020\nER  - \n"


def files(root: Path) -> dict[str, bytes]:
    return {
        file.relative_to(root).as_posix(): file.read_bytes() if file.is_file() else b""
        for file in root.rglob("*")
    }


COMMANDS = {
    "trial": (("new", "trial", "third"), "docs/trials/third.yml"),
    "section": (("new", "section", "third"), "docs/review/third.md"),
    "reference": (("new", "reference", "--file", "{}/export.ris"), "references.bib"),
    "dictionary": (("dictionary",), ".vscode/review-words.txt"),
    "weave": (("weave", "--out", "{}/woven"), "woven/"),
    "fix": (("fix",), "docs/review/page.md"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_leaves_no_half_of_a_file_and_the_file_is_named(
    name: str, tmp_path: Path
) -> None:
    words, named = COMMANDS[name]
    root = lay(
        tmp_path / "review",
        {"zh": "甲药有效１。", "en": "Drug A works 1."} if name == "fix" else {},
    )
    (root / "export.ris").write_text(RIS)
    (root / ".vscode").mkdir()
    before = files(root)
    done = hooks(*(word.format(root) for word in words), "--root", root, room=16)
    assert done.returncode == 2 and re.search(
        rf"cannot read or write: {re.escape(str(root / named))}\S* \(", done.stderr
    ), done.stderr
    after = files(root)
    assert before == {
        path: data for path, data in after.items() if not path.startswith("woven")
    } and not any(after[path] for path in {*after} - {*before})


@pytest.mark.parametrize("there", [True, False])
def test_a_new_review_is_there_whole_or_not_at_all(there: bool, tmp_path: Path) -> None:
    folder = tmp_path / "small/x"
    folder.mkdir(parents=True) if there else None
    done = hooks("new", "review", folder, room=400)
    assert (
        done.returncode == 2
        and f"cannot read or write: {folder}/" in done.stderr
        and not done.stdout
    )
    assert [*files(tmp_path)] == (["small", "small/x"] if there else ["small"])
    inode = folder.stat().st_ino if there else None
    assert hooks("new", "review", folder).returncode == 0 and {
        each.name for each in folder.iterdir()
    } == {"README.md", "docs", "mkdocs.yml", "references.bib"}
    assert (
        inode in (None, folder.stat().st_ino) and folder.stat().st_mode & 0o777 == 0o777 & ~_mask()
    )
    assert hooks("check", "--root", folder).returncode == 0


def test_a_disk_that_fills_while_the_site_is_built_is_named_and_the_last_site_stays(
    tmp_path: Path,
) -> None:
    root = tmp_path / "review"
    assert (
        hooks("new", "review", root).returncode == 0
        and hooks("site", "--root", root).returncode == 0
    )
    before = files(root / "site")
    page = next((root / "docs").rglob("index.md"))  # where nothing changed, nothing is built
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = hooks("site", "--root", root, room=20_000)
    assert done.returncode and re.search(
        r"cannot read or write: \S+ \(File too large\)", done.stderr
    ), done.stderr
    assert "Traceback" not in done.stderr and f"{root / 'site'} is as it was" in done.stderr
    assert files(root / "site") == before and not (root / ".site.new").exists()


def _mask() -> int:
    os.umask(mask := os.umask(0))
    return mask


def test_an_artifact_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = hooks("comment", tmp_path / "none.zip")
    assert (
        done.returncode == 2
        and f"{tmp_path}/none.zip (No such file" in done.stderr
        and "Traceback" not in done.stderr
    )


@pytest.mark.parametrize("words", [("reference", "--file"), ("trial", "x", "--from-issue")])
def test_a_pipe_is_no_file_to_read(words: tuple[str, ...], tmp_path: Path) -> None:
    root = lay(tmp_path / "review", {})
    os.mkfifo(tmp_path / "pipe")
    done = hooks("new", *words, tmp_path / "pipe", "--root", root)
    assert done.returncode == 1 and "is no regular file" in done.stderr


@pytest.mark.parametrize("name", ["CITATION.cff", "CONTRIBUTING.md"])
def test_a_pipe_beside_docs_keeps_nobody_waiting(name: str, tmp_path: Path) -> None:
    root = lay(tmp_path / "review", {})
    os.mkfifo(root / name)
    for words in (("weave", "--out", tmp_path / "woven"), ("fix",)):
        assert hooks(*words, "--root", root).returncode == 0
    assert (root / name).is_fifo()


def written_on_a_full_disk(contents: dict[Path, bytes], room: int) -> str:
    """What Python says last where each file may hold ``room`` bytes."""
    pairs = ", ".join(f"Path({str(file)!r}): {data!r}" for file, data in contents.items())
    program = (
        "import resource, sys; sys.dont_write_bytecode = True\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({room}, {room}))\n"
        "from pathlib import Path; from system.files import put_all\n"
        f"put_all({{{pairs}}})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=HOOKS, check=False
    )
    assert done.returncode == 1
    return done.stderr.splitlines()[-1]


def test_a_full_disk_leaves_the_last_good_file(tmp_path: Path) -> None:
    file = tmp_path / "review-zh.pdf"
    file.write_bytes(b"last good")
    assert str(file) in written_on_a_full_disk({file: b"x" * 5000}, 1000)
    assert files(tmp_path) == {"review-zh.pdf": b"last good"}


def test_where_one_of_many_cannot_be_written_none_is(tmp_path: Path) -> None:
    first, second = tmp_path / "zh.pdf", tmp_path / "en.pdf"
    first.write_bytes(b"last good")
    last = written_on_a_full_disk({first: b"x", second: b"x" * 5000}, 1000)
    assert str(second) in last
    assert files(tmp_path) == {"zh.pdf": b"last good"}


def test_a_file_is_replaced_whole_with_the_rights_it_had(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_bytes(b"old")
    file.chmod(0o600)
    put_all({file: b"new", tmp_path / "b.yml": b"fresh"})
    assert files(tmp_path) == {"a.yml": b"new", "b.yml": b"fresh"}
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "b.yml").stat().st_mode & 0o777 == RIGHTS


def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path) -> None:
    file, link = tmp_path / "a.yml", tmp_path / "b.yml"
    file.write_bytes(b"old")
    link.symlink_to(file)
    put_all({link: b"new"})
    assert link.is_symlink() and file.read_bytes() == b"new"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_must_not_be_written_is_named_by_the_file(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError) as refused:
        put_all({tmp_path / "a.yml": b"new"})
    assert refused.value.filename == str(tmp_path / "a.yml")
