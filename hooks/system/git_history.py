"""The history of the sources, read from git in five calls: which days changed them, and what they
held before and after. Nothing is kept."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from review.change import change_log
from review.change.row_names import with_digits
from review.change.source_history import UNKNOWN, History, Origin, Step
from review.edition.log import Log
from review.evidence.corpus import REFERENCES, Corpus
from system.git_revision import REGULAR, RevisionError, blobs, git, source

NEWEST = 50  # days with changes that are told of; older ones stay in the repository
PATHS = ("docs", REFERENCES)


@dataclass(frozen=True)
class Commit:
    """A commit of the main line that touched a source."""

    name: str
    moment: datetime.datetime


@dataclass(frozen=True)
class Touched:
    """A source between two commits: the names of its old and new content, empty where there was
    none."""

    path: str
    old: str
    new: str


def log(corpus: Corpus) -> Log:
    """What is known of the past of a review."""
    return change_log.log(
        history(corpus.root, corpus.settings.first_edition),
        corpus.vocabulary,
        corpus.root,
        with_digits(corpus.trials.values(), corpus.vocabulary),
    )


def history(root: Path, first: datetime.date | None = None, newest: int = NEWEST) -> History:
    """The history of the review below ``root``; UNKNOWN where git cannot tell it.

    Everything up to the day ``first`` (the first day of all where it is not given) is the first
    edition."""
    try:
        return _history(root, first, newest)
    except RevisionError:
        return UNKNOWN


def _history(root: Path, first: datetime.date | None, newest: int) -> History:
    shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    days = _days(_commits(root), first)
    if not days:
        return UNKNOWN
    read = days[: newest + 1]  # the oldest of them is what the oldest day told of is compared with
    oldest = read[-1]
    reaches_first = not shallow or first is not None and days[-1].moment.date() <= first
    whole = len(read) == len(days) and reaches_first
    touched = _touched(root, read)
    paths = _paths(root, oldest.name) if whole else {}
    content = _content(root, [*_names(touched), paths.get(REFERENCES, "")])
    steps = tuple(_step(day, files, content) for day, files in zip(read, touched) if files)
    if not whole:
        return History(steps, None, oldest.moment.date(), shallow)
    bibliography = content.get(paths.get(REFERENCES, ""), b"")
    return History(steps, Origin(oldest.moment, tuple(paths), bibliography))


def _names(touched: list[list[Touched]]) -> Iterator[str]:
    """Names of all contents before and after."""
    for files in touched:
        for file in files:
            yield from (file.old, file.new)


def _commits(root: Path) -> list[Commit]:
    """Commits of the main line that touched a source, the newest first; a merge counts when it was
    made. A commit dated after the one that follows it is taken to be of its day."""
    found: list[Commit] = []
    output = git(root, "rev-list", "--first-parent", "--timestamp", "HEAD", "--", *PATHS)
    for line in output.decode().splitlines():
        seconds, name = line.split()
        moment = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
        found.append(Commit(name, min(moment, found[-1].moment) if found else moment))
    return found


def _days(commits: list[Commit], first: datetime.date | None) -> list[Commit]:
    """The last commit of each day, the newest first; the first edition counts as one day."""
    ends: list[Commit] = []
    for commit in commits:
        early = bool(first and ends and ends[-1].moment.date() <= first)
        if not early and (not ends or ends[-1].moment.date() != commit.moment.date()):
            ends.append(commit)
    return ends


def _touched(root: Path, days: list[Commit]) -> list[list[Touched]]:
    """Sources that differ between each commit and the next older one."""
    if len(days) < 2:
        return []
    pairs = "".join(f"{new.name} {old.name}\n" for new, old in zip(days, days[1:]))
    options = ("--stdin", "-r", "-z", "--raw", "--no-renames", "--relative")
    output = git(root, "diff-tree", *options, "--", *PATHS, stdin=pairs.encode())
    found: dict[str, list[Touched]] = {commit.name: [] for commit in days[:-1]}
    day = ""
    fields = iter(_parts(output))
    for part in fields:
        if part.startswith(":"):
            old_mode, new_mode, old, new, _ = part[1:].split()
            path = next(fields)
            if source(PurePosixPath(path)):
                file = Touched(path, _regular(old_mode, old), _regular(new_mode, new))
                found[day].append(file)
        else:
            day = part.strip()
    return list(found.values())


def _regular(mode: str, name: str) -> str:
    """The name of the content of a file; empty for a link, a submodule or nothing."""
    return name if mode in REGULAR else ""


def _parts(output: bytes) -> list[str]:
    """What git printed with ``-z``, part by part."""
    return output.decode("utf-8", "surrogateescape").split("\0")[:-1]


def _paths(root: Path, commit: str) -> dict[str, str]:
    """Names of the contents of all sources of a commit, by path."""
    found: dict[str, str] = {}
    for line in _parts(git(root, "ls-tree", "-r", "-z", commit, "--", *PATHS)):
        head, _, path = line.partition("\t")
        mode, _, name = head.split()
        if mode in REGULAR and source(PurePosixPath(path)):
            found[path] = name
    return found


def _content(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    wanted = sorted({*names} - {""})
    return dict(zip(wanted, blobs(root, wanted))) if wanted else {}


def _step(commit: Commit, touched: list[Touched], content: dict[str, bytes]) -> Step:
    before = {file.path: content[file.old] for file in touched if file.old}
    after = {file.path: content[file.new] for file in touched if file.new}
    return Step(commit.moment, before, after)
