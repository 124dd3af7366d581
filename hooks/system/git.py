"""What git tells of a review: how it stood in a revision, and on which days what changed.

Nothing is checked out, nothing is kept, and the working tree is not touched. The history takes five
calls."""

from __future__ import annotations

import datetime
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from review.change.source_history import UNKNOWN, History, Origin, Step
from review.keep import Keep, anew
from review.messages import refusal, text
from review.refusal import Refusal

if TYPE_CHECKING:
    from review.edition.log import Log
    from review.evidence.corpus import Corpus

# as the corpus names them, of which nothing else is needed here and which takes long to import
REFERENCES, SEALS = "references.bib", "seals.lock"
REGULAR = {"100644", "100755"}  # a link or a submodule holds no text of the review
SUFFIXES = {".md", ".yml"}
SECONDS = 60
NEWEST = 50  # days with changes that are told of; older ones stay in the repository
PATHS = ("docs", REFERENCES)


class UnexplainedFailure(Refusal):
    """Git failed and did not say why, as where it finds nothing."""


@dataclass(frozen=True)
class Commit:
    """A commit of the main line that touched a source."""

    name: str
    moment: datetime.datetime


@dataclass(frozen=True)
class ChangedFile:
    """A source between two commits: names of its old and new content, or empty."""

    path: str
    old: str
    new: str


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
    except Refusal:
        return ""
    return output.decode().strip()


def _commit(root: Path, revision: str) -> str:
    """The commit that a revision names."""
    name = f"{revision}^{{commit}}"
    try:
        output = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except UnexplainedFailure:
        raise refusal("program/no-revision", revision=revision) from None
    return output.decode().strip()


def _fork(root: Path, commit: str) -> str:
    """The commit where the branch left ``commit``."""
    try:
        return git(root, "merge-base", commit, "HEAD").decode().strip()
    except UnexplainedFailure:
        raise refusal("program/no-ancestor") from None


def _files(root: Path, commit: str) -> list[tuple[PurePosixPath, bytes]]:
    """Path below ``root`` and content of each source of a commit."""
    names = _paths(root, commit, SEALS)
    return list(zip(map(PurePosixPath, names), blobs(root, [*names.values()])))


def source(path: PurePosixPath) -> bool:
    """Whether a path below the review's folder is one that the review is read from."""
    below = ".." not in path.parts and not path.is_absolute()
    return below and (
        path.as_posix() == REFERENCES or path.parts[0] == "docs" and path.suffix in SUFFIXES
    )


def blobs(root: Path, names: list[str]) -> list[bytes]:
    """Contents of objects in one call: each is ``NAME TYPE SIZE``, newline, bytes, newline."""
    request = "".join(f"{name}\n" for name in names)
    output = git(root, "cat-file", "--batch", stdin=request.encode())
    found, at = [], 0
    for _ in names:
        end = output.index(b"\n", at)
        size = int(output[at:end].split()[2])
        found.append(output[end + 1 : end + 1 + size])
        at = end + 1 + size + 1
    return found


def git(root: Path, *words: str, stdin: bytes = b"") -> bytes:
    """What a command of git prints; Refusal where it fails or is not there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *words],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=SECONDS,
        )
    except FileNotFoundError:
        raise refusal("program/no-git") from None
    except subprocess.TimeoutExpired:
        raise refusal("program/slow-git", seconds=SECONDS) from None
    if done.returncode:
        if message := done.stderr.decode("utf-8", "replace").strip():
            raise refusal("program/git-says", message=message)
        raise UnexplainedFailure(
            *text("program/git-silent", "found", command=words[0], status=done.returncode)
        )
    return done.stdout


def log(corpus: Corpus, keep: Keep = anew) -> Log:
    """What is known of the past of a review."""
    # most that is asked of git needs none of these
    from review.change import change_log
    from review.change.row_names import with_digits
    from review.edition import sources_of

    root, first = corpus.root, corpus.settings.first_edition
    tables = sources_of.trial_tables(corpus, keep).values()
    names: frozenset[str] = keep(
        "names with digits",
        (corpus.shared, *(table.identity for table in tables)),
        lambda: with_digits(corpus.trials.values(), corpus.vocabulary),
    )

    def make() -> Log:
        found = change_log.log(history(root, first), corpus.vocabulary, root, names)
        _ = found.digest  # which is kept with it
        return found

    made_from = (past(root), first, sorted(names), str(corpus.shared))
    return keep("log", tuple(map(str, made_from)), make)


def past(root: Path) -> bytes:
    """What the history below ``root`` is read from: the newest commit, the folder within the
    repository, and whether older commits are there."""
    words = ("rev-parse", "HEAD", "--show-prefix", "--is-shallow-repository")
    try:
        return git(root, *words)
    except Refusal:
        return b""


def history(root: Path, first: datetime.date | None = None, newest: int = NEWEST) -> History:
    """The history of the review below ``root``; UNKNOWN where git cannot tell it.

    Everything up to the day ``first`` (the first day of all where it is not given) is the first
    edition."""
    try:
        return _history(root, first, newest)
    except Refusal:
        return UNKNOWN


def _history(root: Path, first: datetime.date | None, newest: int) -> History:
    shallow = git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    days = _days(_commits(root), first)
    if not days:
        return UNKNOWN
    read = days[: newest + 1]  # the oldest of them is what the oldest day told of is compared with
    oldest = read[-1]
    reaches_first = not shallow or first is not None and days[-1].moment.date() <= first
    complete = len(read) == len(days) and reaches_first
    files_by_day = _changed_files(root, read)
    paths = _paths(root, oldest.name) if complete else {}
    content = _content(root, [*_names(files_by_day), paths.get(REFERENCES, "")])
    steps = tuple(_step(day, files, content) for day, files in zip(read, files_by_day) if files)
    if not complete:
        return History(steps, None, oldest.moment.date(), shallow)
    bibliography = content.get(paths.get(REFERENCES, ""), b"")
    return History(steps, Origin(oldest.moment, tuple(paths), bibliography))


def _names(days: list[list[ChangedFile]]) -> Iterator[str]:
    """Names of all contents before and after."""
    for files in days:
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


def _changed_files(root: Path, days: list[Commit]) -> list[list[ChangedFile]]:
    """Sources that differ between each commit and the next older one."""
    if len(days) < 2:
        return []
    pairs = "".join(f"{new.name} {old.name}\n" for new, old in zip(days, days[1:]))
    options = ("--stdin", "-r", "-z", "--raw", "--no-renames", "--relative")
    output = git(root, "diff-tree", *options, "--", *PATHS, stdin=pairs.encode())
    found: dict[str, list[ChangedFile]] = {commit.name: [] for commit in days[:-1]}
    day = ""
    fields = iter(_parts(output))
    for part in fields:
        if part.startswith(":"):
            old_mode, new_mode, old, new, _ = part[1:].split()
            path = next(fields)
            if source(PurePosixPath(path)):
                file = ChangedFile(path, _regular(old_mode, old), _regular(new_mode, new))
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


def _paths(root: Path, commit: str, *extra: str) -> dict[str, str]:
    """Names of the contents of all sources of a commit, and of ``extra`` files, by path."""
    found: dict[str, str] = {}
    for line in _parts(git(root, "ls-tree", "-r", "-z", commit, "--", *PATHS, *extra)):
        head, _, path = line.partition("\t")
        mode, _, name = head.split()
        if mode in REGULAR and (path in extra or source(PurePosixPath(path))):
            found[path] = name
    return found


def _content(root: Path, names: Iterable[str]) -> dict[str, bytes]:
    ordered = sorted({*names} - {""})
    return dict(zip(ordered, blobs(root, ordered))) if ordered else {}


def _step(commit: Commit, files: list[ChangedFile], content: dict[str, bytes]) -> Step:
    before = {file.path: content[file.old] for file in files if file.old}
    after = {file.path: content[file.new] for file in files if file.new}
    return Step(commit.moment, before, after)
