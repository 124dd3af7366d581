"""The history of the sources, read from git in five calls: which days changed them, and what they
held before and after. Nothing is kept."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from review.change import change_log as told
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
    return told.log(
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
    ends = _ends(_commits(root), first)
    if not ends:
        return UNKNOWN
    told = ends[: newest + 1]  # the last of them is what the oldest day told of is compared with
    whole = len(told) == len(ends) and (
        not shallow or first is not None and ends[-1].moment.date() <= first
    )
    touched = _touched(root, told)
    paths = _paths(root, told[-1].name) if whole else {}
    content = _content(
        root,
        {name for each in touched for one in each for name in (one.old, one.new)}
        | {paths.get(REFERENCES, "")},
    )
    steps = tuple(_step(commit, each, content) for commit, each in zip(told, touched) if each)
    if not whole:
        return History(steps, None, told[-1].moment.date(), shallow)
    return History(
        steps, Origin(told[-1].moment, tuple(paths), content.get(paths.get(REFERENCES, ""), b""))
    )


def _commits(root: Path) -> list[Commit]:
    """Commits of the main line that touched a source, the newest first; a merge counts when it was
    made. A commit dated after the one that follows it is taken to be of its day."""
    found: list[Commit] = []
    for line in (
        git(root, "rev-list", "--first-parent", "--timestamp", "HEAD", "--", *PATHS)
        .decode()
        .splitlines()
    ):
        seconds, name = line.split()
        moment = datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
        found.append(Commit(name, min(moment, found[-1].moment) if found else moment))
    return found


def _ends(commits: list[Commit], first: datetime.date | None) -> list[Commit]:
    """The last commit of each day, the newest first; the first edition counts as one day."""
    ends: list[Commit] = []
    for commit in commits:
        early = bool(first and ends and ends[-1].moment.date() <= first)
        if not early and (not ends or ends[-1].moment.date() != commit.moment.date()):
            ends.append(commit)
    return ends


def _touched(root: Path, ends: list[Commit]) -> list[list[Touched]]:
    """Sources that differ between each commit and the next older one."""
    if len(ends) < 2:
        return []
    asked = "".join(f"{new.name} {old.name}\n" for new, old in zip(ends, ends[1:]))
    fields = (
        git(
            root,
            "diff-tree",
            "--stdin",
            "-r",
            "-z",
            "--raw",
            "--no-renames",
            "--relative",
            "--",
            *PATHS,
            stdin=asked.encode(),
        )
        .decode("utf-8", "surrogateescape")
        .split("\0")
    )
    found: dict[str, list[Touched]] = {commit.name: [] for commit in ends[:-1]}
    current, position = "", 0
    while position < len(fields) - 1:
        if not fields[position].startswith(":"):
            current, position = fields[position].strip(), position + 1
            continue
        old_mode, new_mode, old, new, _ = fields[position][1:].split()
        path, position = fields[position + 1], position + 2
        if source(PurePosixPath(path)):
            found[current].append(
                Touched(
                    path, old if old_mode in REGULAR else "", new if new_mode in REGULAR else ""
                )
            )
    return list(found.values())


def _paths(root: Path, commit: str) -> dict[str, str]:
    """Names of the contents of all sources of a commit, by path."""
    lines = (
        git(root, "ls-tree", "-r", "-z", commit, "--", *PATHS)
        .decode("utf-8", "surrogateescape")
        .split("\0")
    )
    parts = ((*line.partition("\t")[0].split(), line.partition("\t")[2]) for line in lines if line)
    return {
        path: name
        for mode, _, name, path in parts
        if mode in REGULAR and source(PurePosixPath(path))
    }


def _content(root: Path, names: set[str]) -> dict[str, bytes]:
    asked = sorted(names - {""})
    return dict(zip(asked, blobs(root, asked))) if asked else {}


def _step(commit: Commit, touched: list[Touched], content: dict[str, bytes]) -> Step:
    sides = (
        {each.path: content[name] for each in touched if (name := getattr(each, side))}
        for side in ("old", "new")
    )
    return Step(commit.moment, *sides)
