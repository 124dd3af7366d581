"""A review section: one bilingual Markdown page, read into headings, pairs of texts, and blocks
that serve both languages.

A page is a list of lines. Each line either opens or closes a code fence, is a mark, is a heading,
or is text; text belongs to the last mark, and a mark holds until the next mark or heading. Two
neighbouring texts, zh then en, are one pair."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from review.problem import Edit, Place, Problem, Text
from review.sources.prose import HAN, LANGUAGES, Pair, Prose
from review.sources.record import Record
from review.sources.record import parse as parse_yaml
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
HEADING = re.compile(r"(?P<hashes>#{1,6})\s+(?P<text>.*?)\s*#*\Z")
TIGHT = re.compile(
    r"(?P<hashes>#{1,6})(?P<text>[^#\s].*?)\s*#*\Z"
)  # a heading without the blank behind its signs
# a line by itself that is one but for its signs; a row of a table has more bars or a line of dashes
# below it
UNSIGNED = re.compile(
    rf"\s*\**(?P<zh>[^|｜`!\[\]\n。]*[{HAN}][^|｜`\[\]\n。]*?)\s*[|｜]\s*(?P<en>[A-Za-z0-9][^|｜`\[\]\n{HAN}。]{{0,120}}?)\**\s*\Z"
)
FENCE = re.compile(r"(?P<ticks>`{3,}|~{3,})\s*(?P<info>[^`]*)\Z")
FRONT = re.compile(r"---\n(.*?)^---[ ]*$\n?", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Heading:
    """A heading in both languages; ``anchor`` comes from the English half and is the same in every
    rendition."""

    level: int
    text: Text
    anchor: str
    place: Place


@dataclass(frozen=True)
class Fence:
    """A ``trials`` fence: which rows and columns of the trial tables to show."""

    record: Record | None
    place: Place


@dataclass(frozen=True)
class Shared:
    """A block of Markdown for both languages (images, for instance)."""

    prose: Prose


@dataclass(frozen=True)
class Part:
    """A heading and what stands under it, in order."""

    heading: Heading
    items: tuple[Pair | Shared | Fence, ...]


@dataclass(frozen=True)
class Allowance:
    """``allow RULE: reason``: excuses problems of that rule on the line ``line``, the next one that
    holds text."""

    rule: str
    reason: str
    place: Place
    line: int


@dataclass(frozen=True)
class Section:
    """One bilingual page. ``path`` is that of its source, as ``docs/review/surgery.md``."""

    source: Source = field(repr=False)
    meta: Record | None
    parts: tuple[Part, ...]
    allowances: tuple[Allowance, ...]

    @property
    def path(self) -> str:
        return self.source.path

    @property
    def title(self) -> Heading:
        return self.parts[0].heading

    @property
    def headings(self) -> list[Heading]:
        return [part.heading for part in self.parts]

    @property
    def items(self) -> list[Pair | Shared | Fence]:
        return [item for part in self.parts for item in part.items]

    @property
    def pairs(self) -> list[Pair]:
        return [item for item in self.items if isinstance(item, Pair)]

    @property
    def fences(self) -> list[Fence]:
        return [item for item in self.items if isinstance(item, Fence)]

    @property
    def shared(self) -> list[Prose]:
        return [item.prose for item in self.items if isinstance(item, Shared)]

    @property
    def metadata(self) -> Mapping[str, Any]:
        """The front matter's values."""
        return self.meta.data if self.meta else {}


def slug(english: str) -> str:
    """Anchor of a heading: its English half in lower case, everything but letters and digits as one
    hyphen."""
    return re.sub(r"[^a-z0-9]+", "-", english.lower()).strip("-")


def parse(source: Source) -> tuple[Section, list[Problem]]:
    """The section of a source and what is wrong with its form. Always returns a section, however
    little it holds."""
    return _Parser(source).parse()


def _moved(problem: Problem, by: int) -> Problem:
    """A problem of a fence whose repair stands where it does in the page."""
    edit = problem.fix
    return (
        replace(problem, fix=replace(edit, start=edit.start + by, end=edit.end + by))
        if edit
        else problem
    )


def _marked(meant: re.Match[str] | None) -> tuple[str, str]:
    """What to write in the place of what looks like a mark; ``meant`` tells which one it certainly
    is."""
    if meant and meant.lastgroup:
        return (
            f"改为 <!-- {meant.lastgroup} -->，单独成行。",
            f"Write <!-- {meant.lastgroup} -->, alone on its line.",
        )
    return (
        "写成其中之一：单独成行，字母小写，空格照写。",
        "Write one of these, alone on its line, in small letters and with the blanks as shown.",
    )


@dataclass
class _Text:
    """Lines gathered under one mark."""

    mark: str | None
    start: int
    end: int
    told: bool = False  # whether a missing mark has been said


class _Parser:
    """Walks the lines once. ``texts`` gathers what stands under the current heading until it is
    closed."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.parts: list[Part] = []
        self.allowances: list[Allowance] = []
        self.heading: Heading | None = None
        self.texts: list[_Text] = []
        self.mark: str | None = None
        self.todos: list[tuple[str, int]] = []
        self.fence: tuple[str, int] | None = None

    def parse(self) -> tuple[Section, list[Problem]]:
        meta, body = self._front()
        for start, line in self._lines(body):
            self._line(start, line)
        if self.fence:
            self._fault(
                self.fence[1],
                "fence-open",
                "没有结束的代码块",
                "a fence that is never closed",
                "以同样的反引号行结束",
                "a closing line of the same backticks",
                f"代码结束处另起一行，写 {self.fence[0]}。",
                f"Write {self.fence[0]} on a line of its own where the code ends.",
            )
        self._close()
        if not self.parts:
            self._fault(
                body,
                "heading-missing",
                "没有标题的页面",
                "a page without a heading",
                "第一行“# 中文 | English”",
                "“# 中文 | English” as the first line",
                "加上一级标题。",
                "Add a level-one heading.",
            )
            self.parts.append(Part(Heading(1, Text("", ""), "", self.source.place(body)), ()))
        return Section(self.source, meta, tuple(self.parts), tuple(self.allowances)), self.problems

    def _front(self) -> tuple[Record | None, int]:
        match = FRONT.match(self.source.text)
        if not match:
            return None, 0
        # blanks in the place of the opening dashes keep every line number and offset true
        text = "   \n" + match[1]
        record, problems = (
            parse_yaml(Source(self.source.path, text)) if match[1].strip() else (None, [])
        )
        self.problems += problems
        return record, match.end()

    def _lines(self, body: int) -> Iterator[tuple[int, str]]:
        offset = body
        for line in self.source.text[body:].split("\n"):
            yield offset, line
            offset += len(line) + 1

    def _line(self, start: int, line: str) -> None:
        if self.fence:
            self._inside_fence(start, line)
        elif opening := FENCE.match(line):
            self.fence = (opening["ticks"], start)
            self._gather(start, line)
        elif mark := MARK.match(line):
            self._open(mark["mark"], start + len(line) + 1)
        elif todo := TODO.match(line):
            self.mark = None
            self.todos.append((todo["language"], start))
            self.texts.append(_Text(f"{todo['language']}: todo", start, start))
        elif allow := ALLOW.match(line):
            self.allowances.append(
                Allowance(
                    allow["rule"],
                    allow["reason"],
                    self.source.place(start),
                    self._next_line(start + len(line) + 1),
                )
            )
            self._gather(start, line)
        elif LOOKS_LIKE_MARK.match(line):
            self._fault(
                start,
                "mark-form",
                f"像标记却不是标记的 {line.strip()[:40]}",
                f"{line.strip()[:40]}, which looks like a mark but is none",
                "<!-- zh -->、<!-- en -->、<!-- both -->、<!-- en: todo --> 之一",
                "one of <!-- zh -->, <!-- en -->, <!-- both -->, <!-- en: todo -->",
                *_marked(meant := MEANT.match(line)),
            )
            if meant and meant.lastgroup:
                self._open(meant.lastgroup, start + len(line) + 1)
        elif heading := HEADING.match(line) or self._formless(start, line):
            self._close()
            self.heading = self._heading(start, heading)
            self.mark = None
        elif line.strip():
            self._gather(start, line)

    def _open(self, mark: str, start: int) -> None:
        """Begin a text under a mark."""
        self.mark = mark
        self.texts.append(_Text(mark, start, start))

    def _inside_fence(self, start: int, line: str) -> None:
        assert self.fence is not None
        ticks, opened = self.fence
        self._gather(start, line)
        fence = FENCE.match(line.strip())
        if fence and fence["ticks"].startswith(ticks) and not fence["info"].strip():
            self.fence = None
        elif fence and fence["info"].strip() and fence["ticks"][0] == ticks[0]:
            self._fault(
                start,
                "fence-nested",
                f"代码块之中又开了一个 {line.strip()[:30]}",
                f"{line.strip()[:30]} inside another fence",
                "先结束前一个代码块",
                "the fence before it closed first",
                "在此行之前加上结束行。",
                "Close the first fence before this line.",
            )
        elif MARK.match(line) or TODO.match(line):
            self._fault(
                start,
                "fence-mark",
                f"代码块中的标记 {line.strip()}",
                f"the mark {line.strip()} inside a fence",
                "标记在代码块之外",
                "marks outside fences",
                "检查代码块是否结束；把标记移出。",
                "See whether the fence is closed; move the mark out.",
            )

    def _gather(self, start: int, line: str) -> None:
        end = start + len(line)
        if self.mark is None and line.strip():
            if not self.texts or self.texts[-1].mark is not None:
                self.texts.append(_Text(None, start, end))
            text = self.texts[-1]
            if not text.told and not ALLOW.match(line):
                text.told = True
                self._fault(
                    start,
                    "text-unmarked",
                    f"没有语言标记的文字“{line.strip()[:20]}”",
                    f"text without a language mark, “{line.strip()[:20]}”",
                    "文字之前有 <!-- zh -->、<!-- en --> 或 <!-- both -->",
                    "<!-- zh -->, <!-- en --> or <!-- both --> before it",
                    *self._cure(line),
                )
        if self.texts:
            self.texts[-1].end = end

    def _cure(self, line: str) -> tuple[str, str]:
        """What to do about a text without a mark: a translation that was written below its todo
        mark wants another mark, not one more."""
        before = self.texts[-2].mark if len(self.texts) > 1 else None
        if before in ("zh: todo", "en: todo"):
            return (
                f"译文已写好时，把上面的 <!-- {before} --> 改成 <!-- {before[:2]} -->。",
                f"Where this is the translation, make <!-- {before} --> above it <!-- {before[:2]} -->.",
            )
        right = f"<!-- {'zh' if re.search(f'[{HAN}]', line) else 'en'} -->"
        return f"在其上一行写 {right}。", f"Write {right} on the line above."

    def _formless(self, start: int, line: str) -> re.Match[str] | None:
        """A line that is certainly a heading, as it was meant; what it lacks is told here, and
        nothing that would follow from it."""
        if (tight := TIGHT.match(line)) and (
            len(tight["hashes"]) > 1 or "|" in line or "｜" in line
        ):
            at, signs = start + tight.start("text"), tight["hashes"]
            self._fault(
                at,
                "heading-form",
                f"{signs} 之后没有空格的标题“{tight['text'][:40]}”",
                f"the heading “{tight['text'][:40]}” without a blank behind {signs}",
                f"{signs} {tight['text'][:40]}",
                f"{signs} {tight['text'][:40]}",
                "空一格；`python hooks fix` 可代劳。",
                "Put one blank; `python hooks fix` does it.",
                f" {self.source.text[at]}",
            )
            return HEADING.match(f"{signs} {tight['text']}")
        if (
            self.heading is None
            or len(line) > 300
            or not ("|" in line or "｜" in line)
            or not (bare := UNSIGNED.match(line))
            or not self._alone(start, line)
        ):
            return None
        said = f"{bare['zh'].strip()} | {bare['en']}"
        self._fault(
            start,
            "heading-form",
            f"没有 # 的标题“{said[:60]}”",
            f"the heading “{said[:60]}” without its #",
            f"## {said[:60]}，或 ###，与同级标题一致",
            f"## {said[:60]}, or ###, as other headings of its level have",
            "在行首补上 # 与一个空格；不是标题的，去掉竖线。",
            "Begin the line with as many # and a blank; if it is no heading, take the bar away.",
        )
        return HEADING.match(f"{'#' * max(self.heading.level, 2)} {said}")

    def _alone(self, start: int, line: str) -> bool:
        """Whether nothing of a table stands above or below a line, and below it a paragraph
        ends."""
        above, below = (
            self.source.text[:start].rstrip("\n").rpartition("\n")[2],
            self.source.text[start + len(line) + 1 :].partition("\n")[0],
        )
        return not (below.strip() and not below.startswith("<!--")) and (
            "|" not in above or start >= 2 and self.source.text[start - 2] == "\n"
        )

    def _heading(self, start: int, match: re.Match[str]) -> Heading:
        halves = [half.strip() for half in match["text"].split("|")]
        if (
            len(halves) == 1
            and len(wide := [half.strip() for half in match["text"].split("｜")]) == 2
            and all(wide)
        ):
            halves, bar = wide, self.source.text.index("｜", start)
            self._fault(
                bar,
                "heading-languages",
                "全角竖线 ｜",
                "the full-width bar ｜",
                "半角竖线 |",
                "the half-width bar |",
                "改为半角；`python hooks fix` 可代劳。",
                "Write it half-width; `python hooks fix` does it.",
                "|",
            )
        if len(halves) != 2 or not all(halves):
            self._fault(
                start,
                "heading-languages",
                f"标题“{match['text']}”",
                f"the heading “{match['text']}”",
                "“中文 | English”，恰好一个竖线",
                "“中文 | English” with exactly one bar",
                "写全两种语言，以一个竖线分开。",
                "Give both languages, parted by one bar.",
            )
            halves = (halves + [halves[0]])[:2] if len(halves) < 2 else [halves[0], halves[1]]
        anchor = slug(halves[1]) or f"section-{len(self.parts) + 1}"
        level = len(match["hashes"])
        self._heading_order(start, level, anchor, halves[1])
        return Heading(level, Text(*halves), anchor, self.source.place(start))

    def _heading_order(self, start: int, level: int, anchor: str, english: str) -> None:
        before = [*(part.heading for part in self.parts)]
        if (
            first := next(
                (heading.place.line for heading in before if heading.anchor == anchor), None
            )
        ) is not None:
            self._fault(
                start,
                "heading-duplicate",
                f"第二个锚点 #{anchor}",
                f"a second anchor #{anchor}",
                "同一页中英文标题各不相同",
                "English headings that differ on one page",
                f"改写两个“{english}”之一的英文；第一个在第 {first} 行。",
                f"Reword the English of one of the two headings “{english}”; the first is on line {first}.",
            )
        last = before[-1].level if before else 0
        if level > last + 1 or (level == 1 and before):
            right = "#" * (last + 1 if level > 1 else 2)
            self._fault(
                start,
                "heading-level",
                f"{level} 级标题",
                f"a level-{level} heading",
                "首个标题为一级且仅一个，其下逐级递进",
                "one level-one heading first, and no level skipped",
                f"以 {right} 开头。",
                f"Begin it with {right}.",
            )

    def _close(self) -> None:
        """End the current part: its texts become pairs, shared blocks and fences."""
        if self.heading is None:
            self._headless()
            self.texts.clear()
            return
        self.parts.append(Part(self.heading, tuple(self._items())))
        self.texts, self.heading = [], None

    def _headless(self) -> None:
        """Text before the first heading belongs to no part and would be lost."""
        for text in self.texts:
            if text.mark in (*LANGUAGES, "both") and (said := self._strip(text)):
                self._fault(
                    text.start,
                    "heading-missing",
                    f"标题之前的文字“{said[:20]}”",
                    f"text before the first heading, “{said[:20]}”",
                    "“# 中文 | English”之后才有文字",
                    "text after “# 中文 | English” only",
                    "移到一级标题之后。",
                    "Move it below the level-one heading.",
                )

    def _items(self) -> Iterator[Pair | Shared | Fence]:
        assert self.heading is not None
        texts = [
            text
            for text in self.texts
            if text.mark and (text.mark.endswith("todo") or self._strip(text))
        ]
        position, number = 0, 0
        while position < len(texts):
            text = texts[position]
            if self._swapped(texts[position:]):
                self._fault(
                    text.start,
                    "pair-incomplete",
                    "en 在前、zh 在后的一对文字",
                    "an en text before its zh twin",
                    "先 <!-- zh --> 后 <!-- en -->，成对出现",
                    "<!-- zh --> and then <!-- en -->, in pairs",
                    "两段连同标记对调。",
                    "Let the two change places, marks and all.",
                )
                texts[position : position + 2] = texts[position + 1], text
                continue
            if text.mark == "both":
                yield from self._shared(text)
                position += 1
                continue
            number += 1
            taken = texts[position : position + (1 if self._twin(texts[position + 1 :]) else 2)]
            pair = self._pair(f"{self.heading.anchor}-{number}", taken)
            position += 2 if pair.todo or (pair.zh and pair.en) or self._unwritten(taken) else 1
            yield pair

    def _twin(self, rest: list[_Text]) -> bool:
        """Whether a Chinese todo mark, the next text, belongs to the en text behind it and not to
        what stands before it."""
        return [text.mark for text in rest[:2]] == ["zh: todo", "en"]

    def _swapped(self, texts: list[_Text]) -> bool:
        """Whether an en text and the zh text behind it are a pair in the wrong order: so they are
        unless what follows makes pairs only without the first."""
        if [text.mark for text in texts[:2]] in (["en", "zh: todo"], ["en: todo", "zh"]):
            return len(texts) == 2 or texts[2].mark not in ("en", "en: todo")
        run = 1
        while (
            run < len(texts)
            and texts[run].mark in LANGUAGES
            and texts[run].mark != texts[run - 1].mark
        ):
            run += 1
        return texts[0].mark == "en" and run > 1 and run % 2 == 0

    def _pair(self, id: str, taken: list[_Text]) -> Pair:
        marks = [text.mark for text in taken]
        if marks == ["zh", "en"]:
            return Pair(id, self._prose(taken[0]), self._prose(taken[1]))
        if marks == ["zh", "en: todo"]:
            return Pair(id, self._prose(taken[0]), None, "en", self.source.place(taken[1].start))
        if marks == ["zh: todo", "en"]:
            return Pair(id, None, self._prose(taken[1]), "zh", self.source.place(taken[0].start))
        first = taken[0]
        if self._unwritten(taken):
            self._fault(
                first.start,
                "pair-incomplete",
                "两种语言都待写的段落",
                "a paragraph that neither language has",
                "至少一种语言的文字",
                "the text of one language at least",
                "先写一种：把 <!-- zh: todo --> 改成 <!-- zh -->（或把 <!-- en: todo --> 改成 <!-- en -->），文字写在其下。",
                "Write one of them: make <!-- zh: todo --> <!-- zh --> (or <!-- en: todo --> <!-- en -->), and put the text below it.",
            )
            return Pair(id, None, None)
        if first.mark in LANGUAGES:
            other = "en" if first.mark == "zh" else "zh"
            self._fault(
                first.start,
                "pair-incomplete",
                f"没有对应 {other} 的 {first.mark} 文字",
                f"{'an' if first.mark == 'en' else 'a'} {first.mark} text without its {other} twin",
                "先 <!-- zh --> 后 <!-- en -->，成对出现",
                "<!-- zh --> and then <!-- en -->, in pairs",
                f"补上另一种语言，或写 <!-- {other}: todo -->。",
                f"Add the other language, or write <!-- {other}: todo -->.",
            )
            prose = self._prose(first)
            return Pair(
                id, prose if first.mark == "zh" else None, prose if first.mark == "en" else None
            )
        self._fault(
            first.start,
            "pair-incomplete",
            f"孤立的 <!-- {first.mark} -->",
            f"<!-- {first.mark} --> alone",
            "待译标记紧随另一种语言的文字",
            "a todo mark beside the text of the other language",
            "删除该标记，或写上另一种语言。",
            "Delete the mark, or write the other language.",
        )
        return Pair(id, None, None)

    def _unwritten(self, taken: list[_Text]) -> bool:
        """Whether both languages are still to be written, as in a new section."""
        return {text.mark for text in taken} == {"zh: todo", "en: todo"}

    def _strip(self, text: _Text) -> str:
        return re.sub(
            r"(?m)^<!-- allow .*? -->\s*$", "", self.source.text[text.start : text.end]
        ).strip()

    def _prose(self, text: _Text) -> Prose:
        return Prose(
            text.mark or "both", self.source.text[text.start : text.end], self.source, text.start
        )

    def _shared(self, text: _Text) -> Iterator[Shared | Fence]:
        """A shared block, its ``trials`` fences set apart."""
        position, whole = 0, self.source.text[text.start : text.end]
        for match in re.finditer(r"(?ms)^```[ ]*trials[ ]*\n(.*?)^```[ ]*$", whole):
            yield from self._plain(text.start + position, whole[position : match.start()])
            yield self._fence(text.start + match.start(), text.start + match.start(1), match[1])
            position = match.end()
        yield from self._plain(text.start + position, whole[position:])

    def _plain(self, start: int, text: str) -> Iterator[Shared]:
        if text.strip():
            yield Shared(Prose("both", text, self.source, start))

    def _fence(self, start: int, inner: int, text: str) -> Fence:
        place = self.source.place(start)
        if not text.strip():
            return Fence(None, place)
        # leading newlines put the fence's YAML on the lines it has in the page
        above = self.source.place(inner).line - 1
        record, problems = parse_yaml(Source(self.source.path, "\n" * above + text))
        self.problems += [_moved(problem, inner - above) for problem in problems]
        return Fence(record, place)

    def _next_line(self, offset: int) -> int:
        """Number of the next line that is neither blank nor an allowance."""
        rest = self.source.text[offset:].split("\n")
        skipped = 0
        for line in rest:
            if line.strip() and not ALLOW.match(line):
                break
            skipped += 1
        return self.source.place(min(offset, len(self.source.text))).line + skipped

    def _fault(
        self,
        offset: int,
        rule: str,
        found_zh: str,
        found_en: str,
        expected_zh: str,
        expected_en: str,
        cure_zh: str,
        cure_en: str,
        right: str | None = None,
    ) -> None:
        """``right`` is the character to put in the place of the one at ``offset``, where the repair
        is mechanical."""
        edit = Edit(self.source.path, offset, offset + 1, right) if right is not None else None
        self.problems.append(
            Problem(
                self.source.place(offset),
                rule,
                Text(found_zh, found_en),
                Text(expected_zh, expected_en),
                Text(cure_zh, cure_en),
                edit,
            )
        )
