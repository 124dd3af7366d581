"""The review as it stood in a git revision, written into a folder; nothing is checked out and the
working tree is not touched."""

from __future__ import annotations

import subprocess
from pathlib import Path, PurePosixPath

from review.evidence.corpus import REFERENCES

REGULAR = {"100644", "100755"}  # a link or a submodule holds no text of the review
SUFFIXES = {".md", ".yml"}
SECONDS = 60


class RevisionError(Exception):
    """Git cannot give what was asked for; the message says why, in both languages."""


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
        output = git(root, "describe", "--tags", "--always", "--dirty", "--abbrev=12")
    except RevisionError:
        return ""
    return output.decode().strip()


def _commit(root: Path, revision: str) -> str:
    """The commit that a revision names."""
    name = f"{revision}^{{commit}}"
    try:
        output = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except Silent:
        raise RevisionError(
            f"没有版本 {revision}；浅克隆请先 git fetch / there is no revision {revision}; "
            "in a shallow clone, git fetch it first"
        ) from None
    return output.decode().strip()


def _fork(root: Path, commit: str) -> str:
    """The commit where the branch left ``commit``."""
    try:
        return git(root, "merge-base", commit, "HEAD").decode().strip()
    except Silent:
        raise RevisionError(
            "没有共同的祖先版本；浅克隆请先 git fetch --unshallow / no common ancestor; "
            "in a shallow clone, git fetch --unshallow first"
        ) from None


def _files(root: Path, commit: str) -> list[tuple[PurePosixPath, bytes]]:
    """Path below ``root`` and content of each source of a commit."""
    output = git(root, "ls-tree", "-r", "-z", commit).decode("utf-8", "surrogateescape")
    paths, names = [], []
    for line in filter(None, output.split("\0")):
        head, path = line.split("\t", 1)
        mode, _, name = head.split()
        if mode in REGULAR and source(PurePosixPath(path)):
            paths.append(PurePosixPath(path))
            names.append(name)
    return list(zip(paths, blobs(root, names)))


def source(path: PurePosixPath) -> bool:
    """Whether a path below the review's folder is one that the review is read from."""
    inside = ".." not in path.parts and not path.is_absolute()
    return inside and (
        path.as_posix() == REFERENCES or path.parts[0] == "docs" and path.suffix in SUFFIXES
    )


def blobs(root: Path, names: list[str]) -> list[bytes]:
    """Contents of objects in one call of git; each comes as ``NAME TYPE SIZE``, a newline, the
    bytes and a newline."""
    asked = "".join(f"{name}\n" for name in names)
    output = git(root, "cat-file", "--batch", stdin=asked.encode())
    found, at = [], 0
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
        raise RevisionError("没有安装 git / git is not installed") from None
    except subprocess.TimeoutExpired:
        raise RevisionError(
            f"git 在 {SECONDS} 秒内没有回答 / git gave no answer within {SECONDS} seconds"
        ) from None
    if done.returncode:
        if message := done.stderr.decode("utf-8", "replace").strip():
            raise RevisionError(f"git 报告 / git says: {message}")
        raise Silent(f"git {words[0]} 失败 / failed ({done.returncode})")
    return done.stdout
