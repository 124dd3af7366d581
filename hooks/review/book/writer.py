"""A page's article as Typst. Every tag and class has its form here or in ``line``, ``table``,
``plot``; what has none was refused when the page was read.

Inline text is gathered into paragraphs; a block ends the paragraph before it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from review.book import literal, plot, table
from review.book.following import explained, explains, leads, led, parts
from review.book.grammar import ADMONITIONS, BLOCKS, HEADINGS, classes, dropped
from review.book.line import Line
from review.book.links import label
from review.book.page import words

WIDTHS = (2, 1)  # of a Chinese and an English character
TOGETHER = 900  # of those a pair may take and stay on one page
CODE = "#code("
SHEET = 36.0  # lines of the tables of a pair that stay on one page
RUN_IN = frozenset(
    {"sec-registries", "sec-discussed"}
)  # sections whose list is printed in one line


@dataclass
class Writer(Line):
    """Writes one page. ``depth`` is added to the level of its headings, ``skip`` are sections (ids
    of second-level headings) left out."""

    depth: int = field(default=0, kw_only=True)
    skip: frozenset[str] = field(default=frozenset(), kw_only=True)
    title: str = field(default="", kw_only=True)
    section: str = field(default="", init=False)  # id of the last heading
    high: float = field(default=0.0, init=False)  # lines of the tables since a pair began
    row: HtmlElement | None = field(
        default=None, init=False
    )  # the row of a table that is being written

    def write(self) -> str:
        """The whole article."""
        children, skipping = [], False
        for child in self.page.article:
            if child.tag in HEADINGS[:2]:
                skipping = child.get("id") in self.skip
            if not skipping:
                children.append(child)
        return self.blocks(self.page.article.text, children)

    # blocks

    def flow(self, element: HtmlElement) -> str:
        """All that an element holds, as blocks."""
        return self.blocks(element.text, element)

    def blocks(self, text: str | None, children: Iterable[HtmlElement]) -> str:
        """Text and elements in a row: inline ones gathered into paragraphs."""
        children = list(children)
        self.tongue = self.language(children[0].getparent()) if children else self.tongue
        done: list[str] = []
        self.blank, self.said = True, ""
        run = [self.words(text)]

        def close() -> None:
            run.append(self.marks())
            if shown := "".join(run).strip():
                # the blanks of code are not stretched, and so those beside it would be, too far
                done.append(
                    (f"#par(justify: false){literal.content(shown)}" if CODE in shown else shown)
                    + "\n\n"
                )
            run.clear()
            self.blank = True

        for child in children:
            if not dropped(child):
                if self.is_block(child):
                    close()
                    self.marked = {}
                    done.append(self.block(child))
                    self.blank = True
                else:
                    run.append(self.inline(child))
            run.append(self.after(child))
        close()
        return "".join(done)

    def is_block(self, element: HtmlElement) -> bool:
        return (
            element.tag in BLOCKS
            or element.tag == "span"
            and any(self.is_block(child) for child in element if isinstance(child.tag, str))
        )

    def block(self, element: HtmlElement) -> str:
        """One block."""
        self.wait(element)
        names = classes(element)
        for name in names:
            if form := getattr(self, f"block_{name.replace('-', '_')}", None):
                return self.in_language(element, form(element))
        if ADMONITIONS & set(names) and element.tag in ("div", "details"):
            return literal.call("warned", self.inside(element))
        return getattr(self, f"tag_{'heading' if element.tag in HEADINGS else element.tag}")(
            element
        )

    def inside(self, element: HtmlElement) -> str:
        """What an element holds, as an argument."""
        return literal.content(self.flow(element))

    def tag_heading(self, element: HtmlElement) -> str:
        level = int(element.tag[1]) + self.depth
        place = self.section = element.get("id", "")
        self.waiting = [name for name in self.waiting if name != label(self.page.uri, place)]
        chapter = element.tag == "h1"
        name = label(self.page.uri, "" if chapter else place)
        shown = literal.text(self.title) if chapter and self.title else self.line(element)
        return f"#heading(level: {level}, bookmarked: {'true' if level <= 3 else 'false'}, outlined: {'true' if level <= 2 else 'false'})[{shown}]#label({literal.string(name)})\n\n"

    def tag_p(self, element: HtmlElement) -> str:
        self.marked = {}
        shown = self.blocks(element.text, element)
        return (
            literal.call("held", literal.content(shown)) + "\n\n"
            if shown and leads(element)
            else shown
        )

    def tag_ul(self, element: HtmlElement, name: str = "list") -> str:
        if self.section in RUN_IN:
            return self.block_fields(element)
        items = [
            literal.content(self.item(child))
            for child in element
            if child.tag == "li" and not dropped(child)
        ]
        return literal.call(name, *items) + "\n\n" if items else ""

    def tag_ol(self, element: HtmlElement) -> str:
        return self.tag_ul(element, "enum")

    def item(self, element: HtmlElement) -> str:
        self.wait(element)
        self.marked = {}
        return self.in_language(element, self.flow(element))

    def field(self, element: HtmlElement) -> str:
        """An item as part of a line."""
        self.wait(element)
        self.marked = {}
        return self.labels() + self.line(element)

    def tag_div(self, element: HtmlElement) -> str:
        sides = [child for child in element if isinstance(child.tag, str)]
        if len(sides) == 2 and [side.get("lang", "")[:2] for side in sides] == ["zh", "en"]:
            return self.sides(*sides)
        return self.in_language(element, self.flow(element))

    tag_section = tag_article = tag_div

    def tag_table(self, element: HtmlElement) -> str:
        shown, height = table.write(element, self.cell, self.page)
        self.high += height
        return shown + "\n\n"

    def tag_figure(self, element: HtmlElement) -> str:
        drawing = next((child for child in element if child.tag == "svg"), None)
        if drawing is None:
            return self.flow(element)
        caption = next((child for child in element if child.tag == "figcaption"), None)
        title = (self.line(caption) if caption is not None else "") + self.labels()
        return plot.write(drawing, title, self.page, last=explained(element)) + "\n\n"

    tag_svg = tag_figure

    def tag_details(self, element: HtmlElement) -> str:
        summary = next((child for child in element if child.tag == "summary"), None)
        title = self.line(summary) if summary is not None else ""
        rest = [child for child in element if child is not summary]
        caption = next(element.iter("figcaption"), None)
        if summary is not None and caption is not None and words(caption) == words(summary):
            return self.blocks(summary.tail, rest)  # a plot that was folded away has said its title
        return literal.call(
            "folded",
            literal.content(title),
            literal.content(
                self.blocks(summary.tail if summary is not None else element.text, rest)
            ),
        )

    def tag_blockquote(self, element: HtmlElement) -> str:
        return f"#quote(block: true){self.inside(element)}\n\n"

    def tag_pre(self, element: HtmlElement) -> str:
        return (
            literal.call(
                "raw", literal.string("".join(element.itertext()).rstrip("\n")), "block: true"
            )
            + "\n\n"
        )

    def tag_hr(self, element: HtmlElement) -> str:
        return "#line(length: 100%, stroke: hair)\n\n"

    def tag_dl(self, element: HtmlElement) -> str:
        return self.flow(element)

    def tag_dt(self, element: HtmlElement) -> str:
        return literal.call("block", "sticky: true", f"strong[{self.line(element)}]")

    def tag_dd(self, element: HtmlElement) -> str:
        return literal.call("pad", "left: 1.5em", self.inside(element))

    def tag_li(self, element: HtmlElement) -> str:
        return self.item(element)

    def sides(self, zh: HtmlElement, en: HtmlElement) -> str:
        """A pair side by side, block beside block and item beside item where both have as many; a
        table keeps the whole width, one language after the other. A row that is not long stays on
        one page."""
        if any(child.tag in ("table", "figure") for side in (zh, en) for child in side.iter()):
            self.high = 0.0
            shown = "".join(self.in_language(side, self.flow(side)) for side in (zh, en))
            return (
                literal.call("kept", literal.content(shown)) + "\n\n"
                if self.high <= SHEET
                else shown
            )
        cells = []
        for row in led(self.rows(zh, en)):
            sides = list(zip(*row))
            whole = (
                "true"
                if max(
                    sum(len(words(each)) for each in side) * width
                    for side, width in zip(sides, WIDTHS)
                )
                <= TOGETHER
                else "false"
            )
            for side, name in zip(sides, ("chinese", "english")):
                cells.append(
                    f"{name}(whole: {whole}){literal.content(''.join(self.side(each) for each in side))}"
                )
        return literal.call("sides", *cells) + "\n\n"

    def rows(self, zh: HtmlElement, en: HtmlElement) -> list[tuple[HtmlElement, HtmlElement]]:
        """What stands beside what; nothing of what is left out of print."""
        if dropped(zh) or dropped(en):
            return []
        ones, others = parts(zh), parts(en)
        alike = len(ones) == len(others) > 0 and all(
            one.tag == other.tag and self.is_block(one) and not (one.tail or "").strip()
            for one, other in zip(ones, others)
        )
        if not alike or (zh.text or en.text or "").strip():
            return [(zh, en)]
        return [
            row
            for one, other in zip(ones, others)
            for row in (
                self.rows(one, other)
                if parts(one) and not (one.text or "").strip()
                else [(one, other)]
            )
        ]

    def side(self, element: HtmlElement) -> str:
        self.marked = {}
        if element.tag == "li":
            return self.labels() + literal.call("list", literal.content(self.item(element)))
        return self.labels() + (
            self.block(element) if element.tag != "div" or classes(element) else self.flow(element)
        )

    # blocks by class

    def block_subtitle(self, element: HtmlElement) -> str:
        return literal.call("lead", self.inside(element)) + "\n\n"

    def block_result(self, element: HtmlElement) -> str:
        return literal.call("boxed", self.inside(element)) + "\n\n"

    def block_keyresults(self, element: HtmlElement) -> str:
        """Each result stays on one page, the notes below the last with it; those that the site
        folds away come in their place."""
        lists = [
            child
            for child in element.iter("ul")
            if not any(
                above.tag == "li"
                for above in child.iterancestors("li", "div")
                if above is not element
            )
        ]
        held = [
            child
            for child in element
            if child in lists or any(each in lists for each in child.iter("ul"))
        ]
        if not held:
            return literal.call("answers", self.inside(element)) + "\n\n"
        children = list(element)
        before, behind = (
            children[: children.index(held[0])],
            children[children.index(held[-1]) + 1 :],
        )
        title = self.blocks(element.text, before)
        *firsts, last = [
            self.kept_item(item)
            for each in lists
            for item in each
            if item.tag == "li" and not dropped(item)
        ]
        others = literal.call("list", *firsts) + "\n\n" if firsts else ""
        closing = literal.call(
            "kept", literal.content(literal.call("list", last) + "\n\n" + self.blocks("", behind))
        )
        return literal.call("answers", literal.content(title + others + closing)) + "\n\n"

    def kept_item(self, element: HtmlElement) -> str:
        return literal.content(literal.call("kept", literal.content(self.item(element))))

    def block_overdue(self, element: HtmlElement) -> str:
        return literal.call("warned", self.inside(element)) + "\n\n"

    block_todo = block_overdue

    def block_currency(self, element: HtmlElement) -> str:
        return literal.call("fine", self.inside(element)) + "\n\n"

    def block_glance(self, element: HtmlElement) -> str:
        """Fields one after the other: on paper they need no line each."""
        items = [
            literal.content(self.field(item)) for item in element.iter("li") if not dropped(item)
        ]
        return literal.call("fields", *items) + "\n\n" if items else ""

    block_fields = block_glance

    def block_notes(self, element: HtmlElement) -> str:
        """Notes below a table: their letters are their marks."""
        items = [
            literal.content(self.item(item)) for item in element.iter("li") if not dropped(item)
        ]
        return (
            literal.call("notes", literal.truth(explains(element)), *items) + "\n\n"
            if items
            else ""
        )

    def block_limits(self, element: HtmlElement) -> str:
        summary = next(child for child in element if child.tag == "summary")
        title = self.line(summary)
        rest = [child for child in element if child is not summary]
        return literal.call(
            "limits", literal.content(title), literal.content(self.blocks(summary.tail, rest))
        )

    def block_rest(self, element: HtmlElement) -> str:
        """What the site folds away because it is long, paper prints in its place, without the words
        that offered to unfold it."""
        return self.blocks("", [child for child in element if child.tag != "summary"])

    block_figures = block_more = block_rest

    def block_references(self, element: HtmlElement) -> str:
        """Nothing: a book has one list."""
        return ""

    block_bibliography = block_references

    # cells

    def cell(self, element: HtmlElement) -> str:
        """What a cell of a table holds. A row leads to a page once."""
        if element.getparent() is not self.row:
            self.row, self.marked = element.getparent(), {}
        self.wait(element)
        self.narrow = True
        shown = (
            self.flow(element)
            if any(self.is_block(child) for child in element if isinstance(child.tag, str))
            else self.labels() + self.line(element)
        )
        self.narrow = False
        return shown.strip()
