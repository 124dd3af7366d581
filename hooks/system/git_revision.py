"""The review as it stood in a git revision, written into a folder; nothing is checked out and the
working tree is not touched."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

from review.evidence.corpus import REFERENCES
from review.refusal import Refusal

REGULAR = {"100644", "100755"}  # a link or a submodule holds no text of the review
SUFFIXES = {".md", ".yml"}
SECONDS = 60


class RevisionError(Refusal):
    """Git cannot give what was asked for."""


class Silent(RevisionError):
    """Git failed and did not say why, as where it finds nothing."""


def extract(root: Path, revision: str, target: Path, fork: bool = False) -> str:
    """Write the sources of ``revision`` below ``target`` and return its commit; with ``fork`` those
    of the commit where the branch left it."""
    commit = _commit(root, revision)
    if fork:
        commit = _fork(root, commit)
    for path, blob in _files(root, commit):
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(blob)
    return commit


def version(root: Path) -> str:
    """The tag or commit the working tree stands at, marked where it was changed since; empty where
    git does not know the folder.

    A tag without a message counts, too: GitHub makes such, and Actions check out an annotated one
    as such."""
    try:
        return (
            git(root, "describe", "--tags", "--always", "--dirty", "--abbrev=12").decode().strip()
        )
    except RevisionError:
        return ""


def _commit(root: Path, revision: str) -> str:
    try:
        return (
            git(
                root,
                "rev-parse",
                "--verify",
                "--quiet",
                "--end-of-options",
                f"{revision}^{{commit}}",
            )
            .decode()
            .strip()
        )
    except Silent:
        raise RevisionError(
            f"没有版本 {revision}；浅克隆请先 git fetch",
            f"there is no revision {revision}; in a shallow clone, git fetch it first",
        ) from None


def _fork(root: Path, commit: str) -> str:
    """The commit where the branch left ``commit``."""
    try:
        return git(root, "merge-base", commit, "HEAD").decode().strip()
    except Silent:
        raise RevisionError(
            "没有共同的祖先版本；浅克隆请先 git fetch --unshallow",
            "no common ancestor; in a shallow clone, git fetch --unshallow first",
        ) from None


def _files(root: Path, commit: str) -> list[tuple[PurePosixPath, bytes]]:
    """Path below ``root`` and content of each source of a commit."""
    listed = [
        line.split("\t", 1)
        for line in git(root, "ls-tree", "-r", "-z", commit)
        .decode("utf-8", "surrogateescape")
        .split("\0")
        if line
    ]
    wanted = [
        (PurePosixPath(path), head.split()[2])
        for head, path in listed
        if head.split()[0] in REGULAR and source(PurePosixPath(path))
    ]
    return [
        (path, blob) for (path, _), blob in zip(wanted, blobs(root, [name for _, name in wanted]))
    ]


def source(path: PurePosixPath) -> bool:
    """Whether a path below the review's folder is one that the review is read from."""
    inside = ".." not in path.parts and not path.is_absolute()
    return inside and (
        path.as_posix() == REFERENCES or path.parts[0] == "docs" and path.suffix in SUFFIXES
    )


def blobs(root: Path, names: list[str]) -> list[bytes]:
    """Contents of objects in one call of git; each comes as ``NAME TYPE SIZE``, a newline, the
    bytes and a newline."""
    output, at, found = (
        git(root, "cat-file", "--batch", stdin="".join(f"{name}\n" for name in names).encode()),
        0,
        [],
    )
    for _ in names:
        end = output.index(b"\n", at)
        size = int(output[at:end].split()[2])
        found.append(output[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return found


def git(root: Path, *words: str, stdin: bytes = b"") -> bytes:
    """What a command of git prints; RevisionError where it fails or is not there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except FileNotFoundError:
        raise RevisionError("没有安装 git", "git is not installed") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(
            f"git 在 {SECONDS} 秒内没有回答", f"git gave no answer within {SECONDS} seconds"
        ) from None
    if done.returncode:
        if said := done.stderr.decode("utf-8", "replace").strip():
            raise RevisionError(f"git 报告：{said}", f"git says: {said}")
        command, status = words[0], done.returncode
        raise Silent(f"git {command} 失败（{status}）", f"git {command} failed ({status})")
    return done.stdout
