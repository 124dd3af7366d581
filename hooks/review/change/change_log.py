"""What a reader is told of the past: entry by entry, what each day changed in trials, sections and
references.

Only what changes a claim makes an entry: results, outcome and design of trials, where figures were
seen, figures and citations of the text, references, dates of search and review, corrections. A slip
of the pen, another wording, another order of keys makes none. Only the files a day touched are
read; one that could not be read then, or whose comparison fails, is left out, because the past
cannot be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path, PurePosixPath

from review.change.field_names import field_name
from review.change.reference_changes import references
from review.change.source_history import Files, History, Origin, Step
from review.change.text_log import CORRECTIONS, corrected, sections
from review.change.trial_changes import trials
from review.change.versions import Versions
from review.edition.change import Change
from review.edition.log import CORRECTION, REFERENCE, SECTION, TRIAL, Entry, First, Log
from review.evidence import bibliography
from review.evidence.corpus import REFERENCES, TRIALS, Corpus
from review.evidence.settings import Settings
from review.evidence.trial import Trial
from review.evidence.vocabulary import Vocabulary
from review.figures.coverage import REVIEW
from review.problem import Problem
from review.sources import bibtex, record, section_parser
from review.sources.record import Record
from review.sources.section import Section
from review.sources.source import Source, decode

TOLD = {
    "trial-added", "trial-removed", "trial-status", "trial-changed", "result-added", "result-removed", "result-changed", "figure-confirmed", "figure-unconfirmed",
    "reference-added", "reference-removed",
}  # fmt: skip

AMONG = field_name("among")


def log(
    history: History, vocabulary: Vocabulary, root: Path, names: frozenset[str] = frozenset()
) -> Log:
    """The log of a history; terms have the names they have today, and the digits of ``names`` are
    no figures."""
    entries = chain.from_iterable(_entries(step, vocabulary, root, names) for step in history.steps)
    return Log(
        tuple(entries),
        _first(history.origin) if history.origin else None,
        history.since,
        history.shallow,
    )


def _filled(change: Change) -> bool:
    """Whether a table only says more of a study or of whom a result is about than it did, as its
    line of treatment: no claim that a reader knew has changed."""
    fresh = all(detail.old is None for detail in change.details)
    return fresh and (
        change.kind == "trial-changed"
        and not change.address
        or change.kind == "result-changed"
        and all(detail.name == AMONG for detail in change.details)
    )


def _first(origin: Origin) -> First:
    paths = [
        PurePosixPath(path)
        for path in origin.paths
        if not path.rpartition("/")[2].startswith((".", "_"))
    ]
    tables = sum(path.parent.as_posix() == TRIALS and path.suffix == ".yml" for path in paths)
    pages = sum(path.as_posix().startswith(REVIEW) and path.suffix == ".md" for path in paths)
    return First(origin.moment, tables, pages, len(_blocks(_text(REFERENCES, origin.bibliography))))


def _entries(
    step: Step, vocabulary: Vocabulary, root: Path, names: frozenset[str]
) -> Iterator[Entry]:
    before, after = _reduced(step)
    versions = Versions(_partial(before, vocabulary, root), _partial(after, vocabulary, root))
    changed = [
        *_ordered(
            change
            for change in _safe(lambda: trials(versions, texts=False))
            if change.kind in TOLD and not _filled(change)
        )
    ]
    rows = {(_id(change), change.address.partition(".")[0]) for change in changed if change.address}
    pages = (
        {path: _section(path, data) for path, data in side.items() if path.endswith(".md")}
        for side in (before, after)
    )
    old, new = ({path: page for path, page in side.items() if page is not None} for side in pages)
    for id, each in _grouped(changed, _id).items():
        yield Entry(TRIAL, id, step.moment, _whole(each))
    for path, each in _grouped(
        _safe(lambda: sections(old, new, versions.renames, rows, names)), _path
    ).items():
        yield Entry(SECTION, path, step.moment, tuple(each))
    if cited := [change for change in _safe(lambda: references(versions)) if change.kind in TOLD]:
        yield Entry(REFERENCE, REFERENCES, step.moment, tuple(cited))
    if mended := _safe(lambda: corrected(old.get(CORRECTIONS), new.get(CORRECTIONS))):
        yield Entry(CORRECTION, CORRECTIONS, step.moment, tuple(mended))


def _safe(make: Callable[[], Iterator[Change]]) -> list[Change]:
    """The changes; none where an old version holds what no comparison foresaw."""
    try:
        return list(make())
    except (
        Exception
    ):  # anything may stand in a file of the past, and a page must not fail for ever because of it
        return []


def _ordered(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes without values that only stand in another order, and without those that then have
    nothing left to tell."""
    for change in changes:
        details = tuple(
            each
            for each in change.details
            if not (
                each.old
                and each.new
                and sorted(each.old.en.split(", ")) == sorted(each.new.en.split(", "))
            )
        )
        if details or not change.details:
            yield replace(change, details=details)


def _whole(changes: list[Change]) -> tuple[Change, ...]:
    """Of a trial that came or went that alone; of any other every change."""
    alone = [change for change in changes if change.kind in ("trial-added", "trial-removed")]
    return tuple(alone or changes)


def _grouped(changes: list[Change], key: Callable[[Change], str]) -> dict[str, list[Change]]:
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(key(change), []).append(change)
    return {name: found[name] for name in sorted(found)}


def _path(change: Change) -> str:
    place = change.new or change.old
    return place.path if place else ""


def _id(change: Change) -> str:
    return PurePosixPath(_path(change)).stem


def _reduced(step: Step) -> tuple[Files, Files]:
    """The step with only those entries of the bibliography that it changed; to read all of it twice
    a day would cost most of the time."""
    before, after = dict(step.before), dict(step.after)
    if REFERENCES in before or REFERENCES in after:
        old, new = (
            _blocks(_text(REFERENCES, side.get(REFERENCES, b""))) for side in (before, after)
        )
        before[REFERENCES], after[REFERENCES] = (
            "".join(each for each in one if each not in other).encode()
            for one, other in ((old, frozenset(new)), (new, frozenset(old)))
        )
    return before, after


@lru_cache(maxsize=8)
def _blocks(text: str) -> tuple[str, ...]:
    heads = [*bibtex.ENTRY.finditer(text)]
    ends = [*(head.start() for head in heads[1:]), len(text)]
    return tuple(
        text[head.start() : end].strip() + "\n\n"
        for head, end in zip(heads, ends)
        if head[1].lower() not in bibliography.OTHER_BLOCKS
    )


def _text(path: str, data: bytes) -> str:
    return decode(path, data)[0] or ""


def _partial(files: Files, vocabulary: Vocabulary, root: Path) -> Corpus:
    """A corpus of nothing but the trial tables and references of ``files``."""
    tables = {path: _record(path, data) for path, data in files.items() if _is_table(path)}
    records = {path: found for path, (found, _) in tables.items() if found is not None}
    read = {
        PurePosixPath(path).stem: Trial(PurePosixPath(path).stem, found)
        for path, found in records.items()
    }
    entries, _ = bibliography.parse(
        Source(REFERENCES, _text(REFERENCES, files.get(REFERENCES, b"")))
    )
    problems = tuple(problem for _, found in tables.values() for problem in found)
    return Corpus(root, Settings(), {}, read, vocabulary, entries, {}, records, problems)


def _is_table(path: str) -> bool:
    file = PurePosixPath(path)
    return (
        file.parent.as_posix() == TRIALS
        and file.suffix == ".yml"
        and not file.name.startswith((".", "_"))
    )


@lru_cache(maxsize=512)
def _record(path: str, data: bytes) -> tuple[Record | None, tuple[Problem, ...]]:
    """A table, remembered: what one day made is what the next one changes."""
    text, problems = decode(path, data)
    if text is None:
        return None, tuple(problems)
    found, more = record.parse(Source(path, text))
    return found, (*problems, *more)


@lru_cache(maxsize=128)
def _section(path: str, data: bytes) -> Section | None:
    text, _ = decode(path, data)
    return section_parser.parse(Source(path, text))[0] if text is not None else None
