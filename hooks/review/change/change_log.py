"""What a reader is told of the past: entry by entry, what each day changed in trials, sections and
references.

Only what changes a claim makes an entry: results, outcome and design of trials, where figures were
seen, figures and citations of the text, references, dates of search and review, corrections. A slip
of the pen, another wording, another order of keys makes none. Only the files a day touched are
read; one that could not be read then is left out, because the past cannot be mended. Where a
comparison fails, the log says so."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain
from pathlib import Path, PurePosixPath

from review.change.question_changes import questions
from review.change.reference_changes import references
from review.change.source_history import Files, History, Origin, Step
from review.change.text_log import CORRECTIONS, corrected, sections
from review.change.trial_changes import trials
from review.change.versions import Versions
from review.edition.found_change import Change, Detail, Weight
from review.edition.log import CORRECTION, QUESTION, REFERENCE, SECTION, TRIAL, Entry, First, Log
from review.evidence import bibliography
from review.evidence.corpus import QUESTIONS, REFERENCES, TRIALS, Corpus
from review.evidence.question import Question
from review.evidence.settings import Settings
from review.evidence.trial import Trial
from review.evidence.vocabulary import Vocabulary
from review.figures.coverage import REVIEW
from review.problem import Place, Problem, same
from review.sources import bibtex, record, section_parser
from review.sources.record import Record
from review.sources.section import Section
from review.sources.source import Source, decode

# kinds of changes that change a claim
ENTERED = frozenset(
    f"{thing}-{fate}"
    for thing, fates in {
        "question": ("added", "removed", "changed"),
        "trial": ("added", "removed", "changed", "status"),
        "result": ("added", "removed", "changed"),
        "figure": ("confirmed", "unconfirmed"),
        "reference": ("added", "removed"),
    }.items()
    for fate in fates
)


def log(
    history: History, vocabulary: Vocabulary, root: Path, names: frozenset[str] = frozenset()
) -> Log:
    """The log of a history; terms have today's names, and digits of ``names`` are no figures."""
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
        and all(detail.key == "among" for detail in change.details)
    )


def _first(origin: Origin) -> First:
    tables = sum(_is_table(path, TRIALS) for path in origin.paths)
    pages = sum(
        path.startswith(REVIEW)
        and path.endswith(".md")
        and not PurePosixPath(path).name.startswith((".", "_"))
        for path in origin.paths
    )
    return First(origin.moment, tables, pages, len(_blocks(_text(REFERENCES, origin.bibliography))))


def _entries(
    step: Step, vocabulary: Vocabulary, root: Path, names: frozenset[str]
) -> Iterator[Entry]:
    """The entries of one day."""
    before, after = _reduced(step)
    paths = sorted({*before, *after})
    versions = Versions(_partial(before, vocabulary, root), _partial(after, vocabulary, root))
    question_changes = _attempted(
        lambda: _claims(questions(versions, texts=False)),
        [path for path in paths if _is_table(path, QUESTIONS)],
    )
    for id, changes in _grouped(question_changes, _id).items():
        yield Entry(QUESTION, id, step.moment, tuple(changes))
    trial_changes = _attempted(
        lambda: _claims(trials(versions, texts=False)),
        [path for path in paths if _is_table(path, TRIALS)],
    )
    for id, changes in _grouped(trial_changes, _id).items():
        yield Entry(TRIAL, id, step.moment, _essential(changes))
    cells = ((_id(change), change.address) for change in trial_changes if change.address)
    rows = {(id, address.partition(".")[0]) for id, address in cells}
    old, new = _pages(before), _pages(after)
    text_changes = _attempted(
        lambda: sections(old, new, versions.renames, rows, names),
        (path for path in paths if path.startswith(REVIEW)),
    )
    for path, changes in _grouped(text_changes, _path).items():
        yield Entry(SECTION, path, step.moment, tuple(changes))
    for kind, path, compared in (
        (REFERENCE, REFERENCES, lambda: _claims(references(versions))),
        (CORRECTION, CORRECTIONS, lambda: corrected(old.get(CORRECTIONS), new.get(CORRECTIONS))),
    ):
        if found := _attempted(compared, {path}.intersection(paths)):
            yield Entry(kind, path, step.moment, tuple(found))


def _attempted(compared: Callable[[], Iterable[Change]], paths: Iterable[str]) -> list[Change]:
    """The changes; where the comparison fails, of each of the ``paths`` that it does.

    Anything may stand in a file of the past. A page must not fail for ever because of it, but to
    say nothing would say that nothing changed."""
    try:
        return list(compared())
    except Exception:
        return [
            Change("not-compared", Weight.CLINICAL, same(path), Place(path), Place(path))
            for path in paths
        ]


def _claims(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes that change what is claimed; figures that only have another address do not."""
    for change in _ordered(changes):
        readdressed = [detail.key for detail in change.details] == ["id"]
        if change.kind in ENTERED and not readdressed and not _filled(change):
            yield change


def _pages(files: Files) -> dict[str, Section]:
    """The pages among files, without those that cannot be read."""
    pages = {path: _section(path, data) for path, data in files.items() if path.endswith(".md")}
    return {path: page for path, page in pages.items() if page is not None}


def _ordered(changes: Iterable[Change]) -> Iterator[Change]:
    """The changes without values in another order only, and without those left empty by that."""
    for change in changes:
        details = tuple(detail for detail in change.details if not _reordered(detail))
        if details or not change.details:
            yield replace(change, details=details)


def _reordered(detail: Detail) -> bool:
    """Whether the values of a list only stand in another order."""
    if detail.old is None or detail.new is None:
        return False
    return sorted(detail.old.en.split(", ")) == sorted(detail.new.en.split(", "))


def _essential(changes: list[Change]) -> tuple[Change, ...]:
    """Of a trial that came or went that alone; of any other every change."""
    presence = [change for change in changes if change.kind in ("trial-added", "trial-removed")]
    return tuple(presence or changes)


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
        before[REFERENCES] = _entries_not_in(old, new)
        after[REFERENCES] = _entries_not_in(new, old)
    return before, after


def _entries_not_in(entries: tuple[str, ...], others: tuple[str, ...]) -> bytes:
    """The entries that the other version does not have in the same words."""
    same_words = frozenset(others)
    return "".join(entry for entry in entries if entry not in same_words).encode()


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
    """A corpus of nothing but the trial tables, questions and references of ``files``."""
    tables = {
        path: _record(path, data)
        for path, data in files.items()
        if _is_table(path, TRIALS, QUESTIONS)
    }
    records = {path: found for path, (found, _) in tables.items() if found is not None}
    named = [(path, PurePosixPath(path).stem, found) for path, found in records.items()]
    of_trials = {id: Trial(id, found) for path, id, found in named if _is_table(path, TRIALS)}
    asked = {id: Question(id, found) for path, id, found in named if _is_table(path, QUESTIONS)}
    entries, _ = bibliography.parse(
        Source(REFERENCES, _text(REFERENCES, files.get(REFERENCES, b"")))
    )
    problems = tuple(problem for _, found in tables.values() for problem in found)
    return Corpus(
        root, Settings(), {}, of_trials, vocabulary, entries, {}, records, problems, {}, asked
    )


def _is_table(path: str, *folders: str) -> bool:
    """Whether a file is a table of one of the folders, and no draft."""
    file = PurePosixPath(path)
    drafted = file.name.startswith((".", "_"))
    return file.parent.as_posix() in folders and file.suffix == ".yml" and not drafted


@lru_cache(maxsize=512)
def _record(path: str, data: bytes) -> tuple[Record | None, tuple[Problem, ...]]:
    """A table as parsed, cached: the new version of one day is the old version of the next."""
    text, problems = decode(path, data)
    if text is None:
        return None, tuple(problems)
    found, faults = record.parse(Source(path, text))
    return found, (*problems, *faults)


@lru_cache(maxsize=128)
def _section(path: str, data: bytes) -> Section | None:
    text, _ = decode(path, data)
    return section_parser.parse(Source(path, text))[0] if text is not None else None
