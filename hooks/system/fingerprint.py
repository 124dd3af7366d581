"""Whether anything has changed at all: a digest of everything below a review's folder that a check
or a build may look at, and one of a site that was built."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from review.dates import today

# what commands write, what tools keep; a review links to none of it
MADE = frozenset(
    ["site", "woven", "bundle", "release", "wheelhouse", "__pycache__", "node_modules"]
)
HIDDEN = frozenset([".github", ".zenodo.json"])  # all that begins with a dot and may be looked at
# of variables that a build may heed
PREFIXES = ("REVIEW_", "GITHUB_REPOSITORY", "GITHUB_SERVER_URL", "SOURCE_DATE_EPOCH")
CHECKED = "REVIEW_CHECKED_BESIDE"  # set where another process checks the sources meanwhile
WITHIN = "REVIEW_CHECKED_WITHIN"  # the form in which this build is to report what it finds itself
BESIDE = frozenset(["REVIEW_CACHE", CHECKED, WITHIN, "REVIEW_LAST_SITE", "REVIEW_SHARD"])


def review(root: Path) -> str:
    """A digest of the sources below ``root``: the content of those in ``docs`` and directly in the
    folder, of others only that they are there (a link may lead to them). Also of the day and the
    environment."""
    found = hashlib.sha256(f"{today()}{sorted(_environment())}".encode())
    for name in _files(str(root)):
        found.update(f"\0{name}\0".encode(errors="surrogateescape"))
        if name.count(os.sep) == 1 or name.startswith(f"{os.sep}docs{os.sep}"):
            found.update(_content(f"{root}{name}"))
    return found.hexdigest()


def site(folder: Path) -> str:
    """A digest of names, sizes and times of a built site's files; empty for other folders."""
    if not (folder / "sitemap.xml").is_file():
        return ""
    found = sorted(states(str(folder)))
    return hashlib.sha256("\0".join(found).encode(errors="surrogateescape")).hexdigest()


def states(folder: str, path: str = "") -> Iterator[str]:
    """Names, sizes and times of the files of a folder, where it is there, and of those below."""
    if not os.path.isdir(folder):
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{path}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from states(entry.path, name)
            else:
                state = entry.stat(follow_symlinks=False)
                yield f"{name} {state.st_size} {state.st_mtime_ns}"


def _environment() -> Iterator[tuple[str, str]]:
    for name, value in os.environ.items():
        if name.startswith(PREFIXES) and name not in BESIDE:
            yield name, value


def _files(root: str) -> Iterator[str]:
    """What stands behind the root in the paths of files."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if _seen(name))
        below = folder.removeprefix(root)
        yield from (f"{below}{os.sep}{name}" for name in sorted(filter(_seen, names)))


def _seen(name: str) -> bool:
    return name in HIDDEN or not (name in MADE or name.startswith("."))


def _content(path: str) -> bytes:
    """A digest of the content of a file, links followed; its kind where it is no regular one, which
    might keep us waiting, and the error where it cannot be read."""
    try:
        mode = os.stat(path).st_mode
        if not stat.S_ISREG(mode):
            return str(stat.S_IFMT(mode)).encode()
        with open(path, "rb") as stream:
            return hashlib.sha256(stream.read()).digest()
    except OSError as error:
        return str(error.errno).encode()
