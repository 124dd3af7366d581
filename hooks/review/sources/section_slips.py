"""The slips of a page's form in words: each method reports one kind, found, expected and cure."""

from __future__ import annotations

import re

from review.problem import Edit, Problem, Text
from review.sources.prose import HAN
from review.sources.source import Source

PAIRED = Text(
    "先 <!-- zh --> 后 <!-- en -->，成对出现", "<!-- zh --> and then <!-- en -->, in pairs"
)
SHOWN = 20  # characters of a text by which a reader finds it
SHOWN_HEADING = 40


class Slips:
    """Collects the problems of one page; offsets are those of its source."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def _add(
        self,
        offset: int,
        rule: str,
        found: Text,
        expected: Text,
        cure: Text,
        right: str | None = None,
    ) -> None:
        """``right`` is what to put in the place of the character at ``offset``, where the repair is
        mechanical."""
        edit = Edit(self.source.path, offset, offset + 1, right) if right is not None else None
        place = self.source.place(offset)
        self.problems.append(Problem(place, rule, found, expected, cure, edit))

    def fence_unclosed(self, offset: int, ticks: str) -> None:
        """A fence that runs to the end of the page; ``ticks`` opened it."""
        self._add(
            offset,
            "fence-open",
            Text("没有结束的代码块", "a fence that is never closed"),
            Text("以同样的反引号行结束", "a closing line of the same backticks"),
            Text(
                f"代码结束处另起一行，写 {ticks}。",
                f"Write {ticks} on a line of its own where the code ends.",
            ),
        )

    def fence_nested(self, offset: int, line: str) -> None:
        """A line inside a fence that opens another."""
        self._add(
            offset,
            "fence-nested",
            Text(f"代码块之中又开了一个 {line[:30]}", f"{line[:30]} inside another fence"),
            Text("先结束前一个代码块", "the fence before it closed first"),
            Text("在此行之前加上结束行。", "Close the first fence before this line."),
        )

    def mark_in_fence(self, offset: int, mark: str) -> None:
        """A language mark inside a fence, where it is text."""
        self._add(
            offset,
            "fence-mark",
            Text(f"代码块中的标记 {mark}", f"the mark {mark} inside a fence"),
            Text("标记在代码块之外", "marks outside fences"),
            Text(
                "检查代码块是否结束；把标记移出。",
                "See whether the fence is closed; move the mark out.",
            ),
        )

    def mark_misshapen(self, offset: int, line: str, meant: str | None) -> None:
        """``meant`` is the mark that the line certainly stands for."""
        cure = Text(
            "写成其中之一：单独成行，字母小写，空格照写。",
            "Write one of these, alone on its line, in small letters and with the blanks as shown.",
        )
        if meant:
            cure = Text(
                f"改为 <!-- {meant} -->，单独成行。", f"Write <!-- {meant} -->, alone on its line."
            )
        self._add(
            offset,
            "mark-form",
            Text(
                f"像标记却不是标记的 {line[:40]}",
                f"{line[:40]}, which looks like a mark but is none",
            ),
            Text(
                "<!-- zh -->、<!-- en -->、<!-- both -->、<!-- en: todo --> 之一",
                "one of <!-- zh -->, <!-- en -->, <!-- both -->, <!-- en: todo -->",
            ),
            cure,
        )

    def text_unmarked(self, offset: int, line: str, before: str | None) -> None:
        """``before`` is the mark above: a translation that was written below its todo mark wants
        another mark, not one more."""
        mark = f"<!-- {'zh' if re.search(f'[{HAN}]', line) else 'en'} -->"
        cure = Text(f"在其上一行写 {mark}。", f"Write {mark} on the line above.")
        if before in ("zh: todo", "en: todo"):
            todo, done = f"<!-- {before} -->", f"<!-- {before[:2]} -->"
            cure = Text(
                f"译文已写好时，把上面的 {todo} 改成 {done}。",
                f"Where this is the translation, make {todo} above it {done}.",
            )
        shown = line.strip()[:SHOWN]
        self._add(
            offset,
            "text-unmarked",
            Text(f"没有语言标记的文字“{shown}”", f"text without a language mark, “{shown}”"),
            Text(
                "文字之前有 <!-- zh -->、<!-- en --> 或 <!-- both -->",
                "<!-- zh -->, <!-- en --> or <!-- both --> before it",
            ),
            cure,
        )

    def page_without_heading(self, offset: int) -> None:
        """A page that has no heading at all."""
        self._add(
            offset,
            "heading-missing",
            Text("没有标题的页面", "a page without a heading"),
            Text("第一行“# 中文 | English”", "“# 中文 | English” as the first line"),
            Text("加上一级标题。", "Add a level-one heading."),
        )

    def text_before_heading(self, offset: int, text: str) -> None:
        """Text above the first heading."""
        shown = text[:SHOWN]
        self._add(
            offset,
            "heading-missing",
            Text(f"标题之前的文字“{shown}”", f"text before the first heading, “{shown}”"),
            Text("“# 中文 | English”之后才有文字", "text after “# 中文 | English” only"),
            Text("移到一级标题之后。", "Move it below the level-one heading."),
        )

    def heading_tight(self, offset: int, signs: str, text: str) -> None:
        """A heading without a blank behind its signs; ``offset`` is that of its text."""
        shown = text[:SHOWN_HEADING]
        right = f"{signs} {shown}"
        self._add(
            offset,
            "heading-form",
            Text(
                f"{signs} 之后没有空格的标题“{shown}”",
                f"the heading “{shown}” without a blank behind {signs}",
            ),
            Text(right, right),
            Text(
                "空一格；`python hooks fix` 可代劳。", "Put one blank; `python hooks fix` does it."
            ),
            f" {self.source.text[offset]}",
        )

    def heading_unsigned(self, offset: int, text: str) -> None:
        """A heading without its signs."""
        shown = text[:60]
        self._add(
            offset,
            "heading-form",
            Text(f"没有 # 的标题“{shown}”", f"the heading “{shown}” without its #"),
            Text(
                f"## {shown}，或 ###，与同级标题一致",
                f"## {shown}, or ###, as other headings of its level have",
            ),
            Text(
                "在行首补上 # 与一个空格；不是标题的，去掉竖线。",
                "Begin the line with as many # and a blank; if it is no heading, take the bar "
                "away.",
            ),
        )

    def heading_wide_bar(self, offset: int) -> None:
        """A full-width bar between the languages of a heading."""
        self._add(
            offset,
            "heading-languages",
            Text("全角竖线 ｜", "the full-width bar ｜"),
            Text("半角竖线 |", "the half-width bar |"),
            Text(
                "改为半角；`python hooks fix` 可代劳。",
                "Write it half-width; `python hooks fix` does it.",
            ),
            "|",
        )

    def heading_one_language(self, offset: int, text: str) -> None:
        """A heading that does not have two languages."""
        self._add(
            offset,
            "heading-languages",
            Text(f"标题“{text}”", f"the heading “{text}”"),
            Text("“中文 | English”，恰好一个竖线", "“中文 | English” with exactly one bar"),
            Text("写全两种语言，以一个竖线分开。", "Give both languages, parted by one bar."),
        )

    def heading_duplicate(self, offset: int, anchor: str, english: str, first: int) -> None:
        """A heading with the anchor of the one on line ``first``."""
        self._add(
            offset,
            "heading-duplicate",
            Text(f"第二个锚点 #{anchor}", f"a second anchor #{anchor}"),
            Text("同一页中英文标题各不相同", "English headings that differ on one page"),
            Text(
                f"改写两个“{english}”之一的英文；第一个在第 {first} 行。",
                f"Reword the English of one of the two headings “{english}”; the first is on line "
                f"{first}.",
            ),
        )

    def heading_level(self, offset: int, level: int, right: str) -> None:
        """A heading of a level that is not next; ``right`` are the signs it should have."""
        self._add(
            offset,
            "heading-level",
            Text(f"{level} 级标题", f"a level-{level} heading"),
            Text(
                "首个标题为一级且仅一个，其下逐级递进",
                "one level-one heading first, and no level skipped",
            ),
            Text(f"以 {right} 开头。", f"Begin it with {right}."),
        )

    def pair_swapped(self, offset: int) -> None:
        """An English text before its Chinese one."""
        self._add(
            offset,
            "pair-incomplete",
            Text("en 在前、zh 在后的一对文字", "an en text before its zh twin"),
            PAIRED,
            Text("两段连同标记对调。", "Let the two change places, marks and all."),
        )

    def pair_unwritten(self, offset: int) -> None:
        """A paragraph with two todo marks."""
        self._add(
            offset,
            "pair-incomplete",
            Text("两种语言都待写的段落", "a paragraph that neither language has"),
            Text("至少一种语言的文字", "the text of one language at least"),
            Text(
                "先写一种：把 <!-- zh: todo --> 改成 <!-- zh -->（或把 <!-- en: todo --> 改成 "
                "<!-- en -->），文字写在其下。",
                "Write one of them: make <!-- zh: todo --> <!-- zh --> (or <!-- en: todo --> "
                "<!-- en -->), and put the text below it.",
            ),
        )

    def pair_without_twin(self, offset: int, language: str) -> None:
        """A text without that of the other language."""
        other, article = ("zh", "an") if language == "en" else ("en", "a")
        self._add(
            offset,
            "pair-incomplete",
            Text(
                f"没有对应 {other} 的 {language} 文字",
                f"{article} {language} text without its {other} twin",
            ),
            PAIRED,
            Text(
                f"补上另一种语言，或写 <!-- {other}: todo -->。",
                f"Add the other language, or write <!-- {other}: todo -->.",
            ),
        )

    def todo_alone(self, offset: int, mark: str) -> None:
        """A todo mark with no text beside it."""
        self._add(
            offset,
            "pair-incomplete",
            Text(f"孤立的 <!-- {mark} -->", f"<!-- {mark} --> alone"),
            Text(
                "待译标记紧随另一种语言的文字", "a todo mark beside the text of the other language"
            ),
            Text("删除该标记，或写上另一种语言。", "Delete the mark, or write the other language."),
        )
