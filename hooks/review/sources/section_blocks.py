"""The texts under one heading put together: pairs, shared blocks, ``trials`` fences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from review.problem import Problem
from review.sources.prose import LANGUAGES, Pair, Prose
from review.sources.record import parse as parse_yaml
from review.sources.section import Fence, Shared
from review.sources.slips import Slips
from review.sources.source import Source

TRIALS = re.compile(r"(?ms)^```[ ]*trials[ ]*\n(.*?)^```[ ]*$")
ALLOWANCE = re.compile(r"(?m)^<!-- allow .*? -->\s*$")
TODOS = frozenset({"zh: todo", "en: todo"})


@dataclass
class Block:
    """Lines under one mark; ``reported`` says that the lack of a mark has been told."""

    mark: str | None
    start: int
    end: int
    reported: bool = False


def without_allowances(source: Source, block: Block) -> str:
    """The text of a block but for the allowances in it."""
    return ALLOWANCE.sub("", source.text[block.start : block.end]).strip()


class Blocks:
    """Puts the blocks under one heading together; ``anchor`` is that of the heading."""

    def __init__(self, source: Source, slips: Slips, anchor: str) -> None:
        self.source = source
        self.slips = slips
        self.anchor = anchor

    def items(self, blocks: Sequence[Block]) -> Iterator[Pair | Shared | Fence]:
        """What the blocks make, in order."""
        queue = [block for block in blocks if self._has_content(block)]
        number = 0
        while queue:
            if _swapped([block.mark for block in queue]):
                self.slips.add(queue[0].start, "pair-incomplete/swapped")
                queue[:2] = queue[1], queue[0]
            first = queue[0]
            if first.mark == "both":
                yield from self._shared(first)
                del queue[0]
                continue
            number += 1
            blocks_taken = queue[: 1 if _belongs_below(queue) else 2]
            pair = self._pair(f"{self.anchor}-{number}", blocks_taken)
            yield pair
            del queue[: 2 if _is_whole(pair, blocks_taken) else 1]

    def _has_content(self, block: Block) -> bool:
        """Whether a block goes into the page: not one without a mark, nor an empty one."""
        if not block.mark:
            return False
        return block.mark in TODOS or bool(without_allowances(self.source, block))

    def _pair(self, id: str, blocks: Sequence[Block]) -> Pair:
        """The pair of two blocks, or what one of them is by itself."""
        first, last = blocks[0], blocks[-1]
        marks = [block.mark for block in blocks]
        if marks == ["zh", "en"]:
            return Pair(id, self._prose(first), self._prose(last))
        if marks == ["zh", "en: todo"]:
            return Pair(id, self._prose(first), None, "en", self.source.place(last.start))
        if marks == ["zh: todo", "en"]:
            return Pair(id, None, self._prose(last), "zh", self.source.place(first.start))
        if _unwritten(blocks):
            self.slips.add(first.start, "pair-incomplete/unwritten")
            return Pair(id, None, None)
        if first.mark in LANGUAGES:
            missing = "en" if first.mark == "zh" else "zh"
            self.slips.add(first.start, f"pair-incomplete/without-{missing}")
            prose = self._prose(first)
            return Pair(id, prose, None) if first.mark == "zh" else Pair(id, None, prose)
        self.slips.add(first.start, "pair-incomplete/todo-alone", mark=first.mark)
        return Pair(id, None, None)

    def _prose(self, block: Block) -> Prose:
        text = self.source.text[block.start : block.end]
        return Prose(block.mark or "both", text, self.source, block.start)

    def _shared(self, block: Block) -> Iterator[Shared | Fence]:
        """A shared block, its ``trials`` fences set apart."""
        position, shared = 0, self.source.text[block.start : block.end]
        for match in TRIALS.finditer(shared):
            yield from self._plain(block.start + position, shared[position : match.start()])
            yield self._fence(block.start + match.start(), block.start + match.start(1), match[1])
            position = match.end()
        yield from self._plain(block.start + position, shared[position:])

    def _plain(self, start: int, text: str) -> Iterator[Shared]:
        if text.strip():
            yield Shared(Prose("both", text, self.source, start))

    def _fence(self, start: int, inner: int, text: str) -> Fence:
        place = self.source.place(start)
        if not text.strip():
            return Fence(None, place)
        # leading newlines put the fence's YAML on the lines it has in the page
        lines_above = self.source.place(inner).line - 1
        record, problems = parse_yaml(Source(self.source.path, "\n" * lines_above + text))
        self.slips.problems += [_moved(problem, inner - lines_above) for problem in problems]
        return Fence(record, place)


def _moved(problem: Problem, distance: int) -> Problem:
    """A problem of a fence whose repair stands where it does in the page."""
    fix = problem.fix and replace(
        problem.fix, start=problem.fix.start + distance, end=problem.fix.end + distance
    )
    return replace(problem, fix=fix)


def _belongs_below(blocks: Sequence[Block]) -> bool:
    """Whether a Chinese todo mark, the second block, goes with the en text behind it."""
    return [block.mark for block in blocks[1:3]] == ["zh: todo", "en"]


def _is_whole(pair: Pair, blocks: Sequence[Block]) -> bool:
    """Whether a pair has used up two blocks."""
    return bool(pair.todo or (pair.zh and pair.en)) or _unwritten(blocks)


def _unwritten(blocks: Sequence[Block]) -> bool:
    """Whether both languages are still to be written, as in a new section."""
    return {block.mark for block in blocks} == TODOS


def _swapped(marks: Sequence[str | None]) -> bool:
    """Whether an en text and the zh text behind it are a pair in the wrong order: so they are
    unless what follows makes pairs only without the first."""
    if list(marks[:2]) in (["en", "zh: todo"], ["en: todo", "zh"]):
        return len(marks) == 2 or marks[2] not in ("en", "en: todo")
    return marks[0] == "en" and _alternating(marks) % 2 == 0


def _alternating(marks: Sequence[str | None]) -> int:
    """How many of the first marks are zh and en by turns."""
    count = 1
    while count < len(marks) and marks[count] in LANGUAGES and marks[count] != marks[count - 1]:
        count += 1
    return count
