"""Mechanical repairs: the edits that problems carry, and the key order of trial tables. Nothing
else is touched.

Each pass reads the review anew, because a repair moves what stands after it and may make another
possible; passes end when one finds nothing left. A file that could not be read in full is left
alone (a text that waits for its other language is read all the same), and so is what a repair would
turn into something else: a text into a number, a comment or a list, words into a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from review import rules
from review.characters import printable
from review.evidence import corpus, seal
from review.evidence.corpus import Corpus
from review.keep import Keep, anew
from review.problem import Edit, Place, Problem
from review.repair import key_order, proof
from review.sources import schema
from review.sources.source import Source

PASSES = 8
# problems of reading after which the rest of a file still stands where it did
READ = {"pair-incomplete", "heading-languages", "heading-form", "yaml-quotation", "source-blank"}

Repair = tuple[str, Edit]  # with the rule that asks for it
Write = Callable[[Path, str], None]  # puts a text in the place of a file whole or not at all


@dataclass(frozen=True)
class Change:
    """What was put in the place of what, and by which rule."""

    place: Place
    rule: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.place} {self.rule}: {_excerpt(self.old)} → {_excerpt(self.new)}"


def fix(root: Path, write: Write, keep: Keep = anew) -> list[Change]:
    """Repairs the files below ``root`` and says what it did."""
    changes: list[Change] = []
    before = corpus.read(root, keep=keep)
    for _ in range(PASSES):
        read = corpus.read(root, keep=keep) if changes else before
        applied: list[Change] = []
        for repairs in (_by_file(read, keep), _orders(read)):
            paths = set(changed(applied))
            for path in repairs.keys() - paths if paths else repairs:
                applied += _repair(read, path, repairs[path], write)
        if not applied:
            break
        changes += applied
    if changes and before.seals is not None:
        write(root / corpus.SEALS, seal.carried(before, corpus.read(root, keep=keep)))
    return changes


def withheld(root: Path, keep: Keep = anew) -> list[Problem]:
    """The first problem of each file that is left alone although it could be repaired."""
    read = corpus.read(root, keep=keep)
    found = rules.check(read, keep=keep) if _broken(read) else []
    paths = {problem.fix.path for problem in found if problem.fix is not None}
    faults = (problem for problem in reversed(read.problems) if problem.rule not in READ)
    first = {problem.place.path: problem for problem in faults}
    return [first[path] for path in sorted(paths & first.keys())]


def _by_file(read: Corpus, keep: Keep) -> dict[str, list[Repair]]:
    """Repairs that problems carry, by path."""
    broken = _broken(read)
    found: dict[str, list[Repair]] = {}
    for problem in rules.check(read, keep=keep):
        if problem.fix is not None and problem.fix.path not in broken:
            found.setdefault(problem.fix.path, []).append((problem.rule, problem.fix))
    return found


def _orders(read: Corpus) -> dict[str, list[Repair]]:
    """Repairs of key order, by path. They come last, when no digit or blank is left to mend."""
    broken, order = _broken(read), schema.load("trial")
    return {
        trial.path: [("key-order", edit) for edit in key_order.reordered(trial.record, order)]
        for trial in read.trials.values()
        if trial.path not in broken
    }


def _broken(read: Corpus) -> set[str]:
    return {problem.place.path for problem in read.problems if problem.rule not in READ}


def _repair(read: Corpus, path: str, edits: list[Repair], write: Write) -> list[Change]:
    """Applies harmless edits of one file that do not overlap; the others wait."""
    source = read.sources[path]
    repairs = _harmless(source, [], _disjoint(edits))
    if repairs:
        write(read.root / path, proof.applied(source.text, [edit for _, edit in repairs]))
    return [
        Change(source.place(edit.start), rule, source.text[edit.start : edit.end], edit.new)
        for rule, edit in repairs
    ]


def _harmless(source: Source, safe: list[Repair], others: list[Repair]) -> list[Repair]:
    """``safe`` and those of ``others`` that do no harm, tried half by half."""
    if not others or proof.by(source, [edit for _, edit in [*safe, *others]]):
        return [*safe, *others]
    if len(others) == 1:
        return safe
    half = len(others) // 2
    return _harmless(source, _harmless(source, safe, others[:half]), others[half:])


def _disjoint(edits: list[Repair]) -> list[Repair]:
    """Those that do not overlap, in order."""
    separate: list[Repair] = []
    for rule, edit in sorted(edits, key=lambda repair: (repair[1].start, repair[1].end)):
        position = separate[-1][1].end if separate else -1
        if edit.start > position or edit.start == position and edit.start < edit.end:
            separate.append((rule, edit))
    return separate


def _excerpt(text: str) -> str:
    """A text on one line; of a long one its ends."""
    line = printable(text)
    return f"“{line}”" if len(line) <= 60 else f"“{line[:28]} … {line[-28:]}”"


def changed(changes: list[Change]) -> Iterator[str]:
    """Paths that were changed, each once."""
    yield from dict.fromkeys(change.place.path for change in changes)
