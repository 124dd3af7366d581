"""Mechanical repairs: the edits that problems carry, and the key order of trial tables. Nothing else is touched.

Each pass reads the review anew, because a repair moves what stands after it and may make another possible; passes end when one finds
nothing left. A file that could not be read in full is left alone.
"""
from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from . import corpus, order, rules, schema
from .characters import printable
from .corpus import Corpus
from .problem import Edit, Place

PASSES = 8


@dataclass(frozen=True)
class Change:
    """What was put in the place of what, and by which rule."""

    place: Place
    rule: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.place} {self.rule}: {_shown(self.old)} → {_shown(self.new)}"


def fix(root: Path) -> list[Change]:
    """Repairs the files below ``root`` and says what it did."""
    done: list[Change] = []
    for _ in range(PASSES):
        read = corpus.read(root)
        made = [change for path, edits in _by_file(read).items() for change in _repair(read, path, edits)]
        if not made:
            break
        done += made
    return done


def _by_file(read: Corpus) -> dict[str, list[tuple[str, Edit]]]:
    """Repairs by path, each with its rule. Key order comes last, when no digit or blank is left to mend."""
    broken = {problem.place.path for problem in read.problems}
    found: dict[str, list[tuple[str, Edit]]] = {}
    for problem in rules.check(read):
        if problem.fix is not None and problem.fix.path not in broken:
            found.setdefault(problem.fix.path, []).append((problem.rule, problem.fix))
    for trial in read.trials.values():
        if trial.path not in broken and trial.path not in found:
            edits = [("key-order", edit) for edit in order.reordered(trial.record, schema.load("trial"))]
            found.update({trial.path: edits} if edits else {})
    return found


def _repair(read: Corpus, path: str, edits: list[tuple[str, Edit]]) -> list[Change]:
    """Applies the edits of one file that do not overlap; the others wait for the next pass."""
    source = read.sources[path]
    text, changes, position = [], [], 0
    for rule, edit in sorted(edits, key=lambda each: (each[1].start, each[1].end)):
        if edit.start < position or (edit.start == position and changes and edit.start == edit.end):
            continue
        text += [source.text[position : edit.start], edit.new]
        changes.append(Change(source.place(edit.start), rule, source.text[edit.start : edit.end], edit.new))
        position = edit.end
    write(read.root / path, "".join([*text, source.text[position:]]))
    return changes


def write(file: Path, text: str) -> None:
    """Puts ``text`` in the place of a file in one step: a reader sees the old or the new file, never half of one."""
    file = file.resolve()
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        os.chmod(name, file.stat().st_mode)
        os.replace(name, file)
    except BaseException:
        os.unlink(name)
        raise


def _shown(text: str) -> str:
    """A text on one line; of a long one its ends."""
    line = printable(text)
    return f"“{line}”" if len(line) <= 60 else f"“{line[:28]} … {line[-28:]}”"


def changed(changes: list[Change]) -> Iterator[str]:
    """Paths that were changed, each once."""
    yield from dict.fromkeys(change.place.path for change in changes)
