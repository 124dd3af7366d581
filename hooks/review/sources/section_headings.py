"""The headings of a page: ``## 中文 | English``, and what is certainly meant as one."""

from __future__ import annotations

import re

from review.problem import Text
from review.sources.prose import HAN
from review.sources.section import Heading, slug
from review.sources.slips import Slips
from review.sources.source import Source

SHOWN = 40  # characters of a heading by which a reader finds it
HEADING = re.compile(r"(?P<hashes>#{1,6})\s+(?P<text>.*?)\s*#*\Z")
# a heading without the blank behind its signs
TIGHT = re.compile(r"(?P<hashes>#{1,6})(?P<text>[^#\s].*?)\s*#*\Z")
# a line by itself that is one but for its signs; a row of a table has more bars or a line of dashes
# below it
UNSIGNED = re.compile(
    rf"\s*\**(?P<zh>[^|｜`!\[\]\n。]*[{HAN}][^|｜`\[\]\n。]*?)\s*[|｜]"
    rf"\s*(?P<en>[A-Za-z0-9][^|｜`\[\]\n{HAN}。]{{0,120}}?)\**\s*\Z"
)
LONGEST = 300  # characters of a line that may be a heading


class Headings:
    """Reads the headings of one page, in their order."""

    def __init__(self, source: Source, slips: Slips) -> None:
        self.source = source
        self.slips = slips
        self._first: dict[str, Heading] = {}  # by anchor
        self._count = self._level = 0

    def misshapen(self, start: int, line: str, parent: Heading | None) -> re.Match[str] | None:
        """A line that is certainly a heading, as it was meant; what it lacks is told here, and
        nothing that would follow from it. ``parent`` is the heading it stands under."""
        tight = TIGHT.match(line)
        if tight and (len(tight["hashes"]) > 1 or _has_bar(line)):
            at = start + tight.start("text")
            signs, excerpt, blank = (
                tight["hashes"],
                tight["text"][:SHOWN],
                f" {self.source.text[at]}",
            )
            self.slips.add(at, "heading-form/tight", blank, signs=signs, excerpt=excerpt)
            return HEADING.match(f"{tight['hashes']} {tight['text']}")
        if parent is None or len(line) > LONGEST or not _has_bar(line):
            return None
        unsigned = UNSIGNED.match(line)
        if unsigned is None or not self._alone(start, line):
            return None
        text = f"{unsigned['zh'].strip()} | {unsigned['en']}"
        self.slips.add(start, "heading-form/unsigned", excerpt=text[:60])
        return HEADING.match(f"{'#' * max(parent.level, 2)} {text}")

    def _alone(self, start: int, line: str) -> bool:
        """Whether no table stands above or below a line, and below it a paragraph ends."""
        text = self.source.text
        line_above = text[:start].rstrip("\n").rpartition("\n")[2]
        line_below = text[start + len(line) + 1 :].partition("\n")[0]
        if line_below.strip() and not line_below.startswith("<!--"):
            return False
        return "|" not in line_above or (start >= 2 and text[start - 2] == "\n")

    def read(self, start: int, match: re.Match[str]) -> Heading:
        """The heading of a line, the next of the page."""
        zh, en = self._languages(start, match["text"])
        self._count += 1
        anchor = slug(en) or f"section-{self._count}"
        level = len(match["hashes"])
        self._check_order(start, level, anchor, en)
        heading = Heading(level, Text(zh, en), anchor, self.source.place(start))
        self._first.setdefault(anchor, heading)
        self._level = level
        return heading

    def _languages(self, start: int, text: str) -> tuple[str, str]:
        """Both halves of a heading; one that has a single half stands for both."""
        halves = _halves(text, "|")
        if len(halves) == 1:
            wide = _halves(text, "｜")
            if len(wide) == 2 and all(wide):
                bar = self.source.text.index("｜", start)
                self.slips.add(bar, "heading-languages/wide-bar", instead="|")
                return wide[0], wide[1]
        if len(halves) != 2 or not all(halves):
            self.slips.add(start, "heading-languages/one-language", text=text)
        return halves[0], halves[min(1, len(halves) - 1)]

    def _check_order(self, start: int, level: int, anchor: str, english: str) -> None:
        """A heading has an anchor of its own, and skips no level."""
        first, last = self._first.get(anchor), self._level
        if first is not None:
            line = first.place.line
            self.slips.add(start, "heading-duplicate", anchor=anchor, english=english, first=line)
        if level > last + 1 or (level == 1 and last):
            right = "#" * (last + 1 if level > 1 else 2)
            self.slips.add(start, "heading-level", level=level, right=right)


def _has_bar(line: str) -> bool:
    return "|" in line or "｜" in line


def _halves(text: str, bar: str) -> list[str]:
    return [half.strip() for half in text.split(bar)]
