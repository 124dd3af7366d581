"""A page read into a section.

A page is a list of lines. Each line either opens or closes a code fence, is a mark, is a heading,
or is text; text belongs to the last mark, and a mark holds until the next mark or heading. Two
neighbouring texts, zh then en, are one pair."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from review.problem import Problem, Text
from review.sources.prose import HAN, LANGUAGES
from review.sources.record import Record
from review.sources.record import parse as parse_yaml
from review.sources.section import Allowance, Heading, Part, Section
from review.sources.section_blocks import TODOS, Block, Blocks, without_allowances
from review.sources.section_headings import HEADING, Headings
from review.sources.slips import Slips
from review.sources.source import Source

MARK = re.compile(r"<!-- (?P<mark>zh|en|both) -->\s*\Z")
TODO = re.compile(r"<!-- (?P<language>zh|en): todo -->\s*\Z")
ALLOW = re.compile(r"<!-- allow (?P<rule>[a-z0-9-]+): (?P<reason>\S.*?) -->\s*\Z")
LOOKS_LIKE_MARK = re.compile(
    r"\s*<!--\s*(?:zh|en|both|cn|chinese|english|中文|英文|双语|todo|allow)\b.*", re.IGNORECASE
)
# what a mark of another form certainly means
MEANT = re.compile(
    r"\s*<!--\s*(?:(?P<zh>zh|cn|chinese|中文)|(?P<en>en|english|英文)|(?P<both>both|双语))\s*-->\s*\Z",
    re.IGNORECASE,
)
FENCE = re.compile(r"(?P<ticks>`{3,}|~{3,})\s*(?P<info>[^`]*)\Z")
FRONT = re.compile(r"---\n(.*?)^---[ ]*$\n?", re.DOTALL | re.MULTILINE)
SHOWN = 20  # characters of a text by which a reader finds it
FRONT_START = "   \n"  # blanks for the opening dashes keep every line number and offset true


def parse(source: Source) -> tuple[Section, list[Problem]]:
    """A section, however little the source holds, and what is wrong with its form."""
    return _Parser(source).parse()


class _Parser:
    """Walks the lines once; ``blocks`` gathers what stands under the current heading."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.slips = Slips(source)
        self.headings = Headings(source, self.slips)
        self.parts: list[Part] = []
        self.allowances: list[Allowance] = []
        self.heading: Heading | None = None
        self.blocks: list[Block] = []
        self.mark: str | None = None
        self.fence: tuple[str, int] | None = None  # its backticks, and where it began

    def parse(self) -> tuple[Section, list[Problem]]:
        """The section and the problems of its form."""
        meta, body = self._front_matter()
        for start, line in self._lines(body):
            self._line(start, line)
        if self.fence:
            self.slips.add(self.fence[1], "fence-open", ticks=self.fence[0])
        self._close()
        if not self.parts:
            self.slips.add(body, "heading-missing/none")
            empty = Heading(1, Text("", ""), "", self.source.place(body))
            self.parts.append(Part(empty, ()))
        section = Section(self.source, meta, tuple(self.parts), tuple(self.allowances))
        return section, self.slips.problems

    def _front_matter(self) -> tuple[Record | None, int]:
        """The front matter, and the offset at which the page begins."""
        match = FRONT.match(self.source.text)
        if not match:
            return None, 0
        if not match[1].strip():
            return None, match.end()
        record, problems = parse_yaml(Source(self.source.path, FRONT_START + match[1]))
        self.slips.problems += problems
        return record, match.end()

    def _lines(self, body: int) -> Iterator[tuple[int, str]]:
        offset = body
        for line in self.source.text[body:].split("\n"):
            yield offset, line
            offset += len(line) + 1

    def _line(self, start: int, line: str) -> None:
        """One line, by the first reader that knows its form."""
        if self.fence:
            self._inside_fence(start, line, *self.fence)
            return
        readers: tuple[Callable[[int, str], bool], ...] = (
            self._opens_fence,
            self._is_mark,
            self._is_todo,
            self._is_allowance,
            self._is_misshapen_mark,
            self._is_heading,
        )
        if not any(reads(start, line) for reads in readers) and line.strip():
            self._gather(start, line)

    def _opens_fence(self, start: int, line: str) -> bool:
        opening = FENCE.match(line)
        if opening is None:
            return False
        self.fence = (opening["ticks"], start)
        self._gather(start, line)
        return True

    def _is_mark(self, start: int, line: str) -> bool:
        mark = MARK.match(line)
        if mark is None:
            return False
        self._open(mark["mark"], start + len(line) + 1)
        return True

    def _is_todo(self, start: int, line: str) -> bool:
        todo = TODO.match(line)
        if todo is None:
            return False
        self.mark = None
        self.blocks.append(Block(f"{todo['language']}: todo", start, start))
        return True

    def _is_allowance(self, start: int, line: str) -> bool:
        allow = ALLOW.match(line)
        if allow is None:
            return False
        excused = self._next_line(start + len(line) + 1)
        place = self.source.place(start)
        self.allowances.append(Allowance(allow["rule"], allow["reason"], place, excused))
        self._gather(start, line)
        return True

    def _is_misshapen_mark(self, start: int, line: str) -> bool:
        if not LOOKS_LIKE_MARK.match(line):
            return False
        match = MEANT.match(line)
        mark = match.lastgroup if match else None
        kind, excerpt = "meant" if mark else "unclear", line.strip()[:40]
        self.slips.add(start, f"mark-form/{kind}", line=excerpt, meant=mark)
        if mark:
            self._open(mark, start + len(line) + 1)
        return True

    def _is_heading(self, start: int, line: str) -> bool:
        match = HEADING.match(line) or self.headings.misshapen(start, line, self.heading)
        if match is None:
            return False
        self._close()
        self.heading = self.headings.read(start, match)
        self.mark = None
        return True

    def _open(self, mark: str, start: int) -> None:
        """Begin a text under a mark."""
        self.mark = mark
        self.blocks.append(Block(mark, start, start))

    def _inside_fence(self, start: int, line: str, ticks: str, fence_start: int) -> None:
        self._gather(start, line)
        fence = FENCE.match(line.strip())
        if fence and fence["ticks"].startswith(ticks) and not fence["info"].strip():
            self.fence = None
        elif fence and fence["info"].strip() and fence["ticks"][0] == ticks[0]:
            self.slips.add(start, "fence-nested", line=line.strip()[:30])
        elif MARK.match(line) or TODO.match(line):
            self.slips.add(start, "fence-mark", mark=line.strip())

    def _gather(self, start: int, line: str) -> None:
        """A line of text goes to the block that is open; without a mark it begins one of its own,
        and the missing mark is one problem for all its lines."""
        end = start + len(line)
        if self.mark is None and line.strip():
            if not self.blocks or self.blocks[-1].mark is not None:
                self.blocks.append(Block(None, start, end))
            block = self.blocks[-1]
            if not block.reported and not ALLOW.match(line):
                block.reported = True
                self._unmarked(start, line)
        if self.blocks:
            self.blocks[-1].end = end

    def _unmarked(self, start: int, line: str) -> None:
        """Text without a mark; a translation that was written below its todo mark wants another
        mark, not one more."""
        before = self.blocks[-2].mark if len(self.blocks) > 1 else None
        kind, language = "text", "zh" if re.search(f"[{HAN}]", line) else "en"
        if before in TODOS:
            kind, language = "translation", before[:2]
        excerpt = line.strip()[:SHOWN]
        self.slips.add(start, f"text-unmarked/{kind}", excerpt=excerpt, language=language)

    def _close(self) -> None:
        """End the current part: its texts become pairs, shared blocks and fences."""
        if self.heading is None:
            self._headless()
            self.blocks.clear()
            return
        blocks = Blocks(self.source, self.slips, self.heading.anchor)
        self.parts.append(Part(self.heading, tuple(blocks.items(self.blocks))))
        self.blocks, self.heading = [], None

    def _headless(self) -> None:
        """Text before the first heading belongs to no part and would be lost."""
        for block in self.blocks:
            text = without_allowances(self.source, block)
            if block.mark in (*LANGUAGES, "both") and text:
                self.slips.add(block.start, "heading-missing/below-text", excerpt=text[:SHOWN])

    def _next_line(self, offset: int) -> int:
        """Number of the next line that is neither blank nor an allowance."""
        skipped = 0
        for line in self.source.text[offset:].split("\n"):
            if line.strip() and not ALLOW.match(line):
                break
            skipped += 1
        return self.source.place(min(offset, len(self.source.text))).line + skipped
