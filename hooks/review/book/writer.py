"""A page's article as Typst: each element a call of the function of ``book.typ`` that bears its
class or its tag, with what it holds. How it looks is decided there; a class that has no function
there stops the print.

Inline text is gathered into paragraphs; a block ends the paragraph before it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from review.book import parallel
from review.book.element_calls import functions, in_classes, styled
from review.book.links import label
from review.book.literal import Content, Title, call, joined, text
from review.book.parallel import is_block
from review.book.printed_page import HEADINGS, classes, dropped, words
from review.book.table_measures import TableWriter
from review.messages import refusal

ITEMS = ("glance", "fields", "notes")  # whose function gets the items of their list
# sections whose list is printed in one line, as fields are
RUN_IN = frozenset({"sec-registries", "sec-discussed"})


@dataclass
class Writer(TableWriter):
    """Writes one page. ``depth`` is added to the level of its headings, ``skip`` are sections (ids
    of second-level headings) left out, ``title`` replaces that of the page."""

    depth: int = field(default=0, kw_only=True)
    skip: frozenset[str] = field(default=frozenset(), kw_only=True)
    title: str = field(default="", kw_only=True)
    section: str = field(default="", init=False)  # id of the last heading
    titles: list[Title] = field(default_factory=list, init=False)

    def write(self) -> Content:
        """The whole article."""
        children, skipping = [], False
        for child in self.page.article:
            if child.tag in HEADINGS[:2]:
                skipping = child.get("id") in self.skip
            if not skipping:
                children.append(child)
        return self.blocks(self.page.article.text, children)

    def flow(self, element: HtmlElement) -> Content:
        """All that an element holds, as blocks."""
        return self.blocks(element.text, list(element))

    def blocks(self, before: str | None, children: list[HtmlElement]) -> Content:
        """Text and elements in a row: inline ones gathered into paragraphs."""
        if children:
            self.tongue = self.language(children[0].getparent())
        self.blank, self.written = True, ""
        contents: list[str] = []
        run: list[str] = [self.words(before)]
        for child in children:
            if is_block(child) and not dropped(child):
                contents.append(self.paragraph(run))
                self.marked = {}
                content = self.block(child).strip()
                contents.append(f"{content}\n\n" if content else "")
                run, self.blank = [], True
            elif not dropped(child):
                run.append(self.inline(child))
            run.append(self.after(child))
        return joined([*contents, self.paragraph(run)])

    def paragraph(self, run: list[str]) -> Content:
        """Inline text that ends here."""
        content = "".join([*run, self.marks()]).strip()
        if "#tag-code(" in content:
            content = call("with-code", Content(content))
        return Content(f"{content}\n\n" if content else "")

    def block(self, element: HtmlElement) -> Content:
        """One block."""
        self.wait(element)
        forms = (FORMS[name] for name in functions(element) if name in FORMS)
        return self.in_language(element, next(forms, Writer.plain_block)(self, element))

    def plain_block(self, element: HtmlElement) -> Content:
        """A block that holds blocks."""
        return styled(element, self.flow(element))

    def heading(self, element: HtmlElement) -> Content:
        """A heading, with the label of its place."""
        place = self.section = element.get("id", "")
        name = label(self.page.uri, "" if element.tag == "h1" else place)
        own_label = label(self.page.uri, place)
        self.waiting = [waiting for waiting in self.waiting if waiting != own_label]
        titled = self.title and element.tag == "h1"
        content = text(self.title) if titled else self.line(element)
        title = (int(element.tag[1]) + self.depth, name, in_classes(element, content))
        self.titles.append(title)
        return call("title", *title)

    def paragraphs(self, element: HtmlElement) -> Content:
        """What a ``<p>`` holds; one that introduces what follows stays on its page."""
        self.marked = {}
        content = in_classes(element, self.flow(element))
        return call("leading", content) if content and _leads(element) else content

    def listed(self, element: HtmlElement) -> Content:
        """A list of items."""
        if self.section in RUN_IN:
            return self.fields(element)
        items = [self.item(item) for item in element if item.tag == "li" and not dropped(item)]
        if not items:
            return Content()
        return in_classes(element, call(f"tag-{element.tag}", *items))

    def item(self, element: HtmlElement) -> Content:
        """What an item of a list holds."""
        self.wait(element)
        self.marked = {}
        return self.in_language(element, in_classes(element, self.flow(element)))

    def fields(self, element: HtmlElement) -> Content:
        """The items of a list as arguments of one function: fields of a line, or notes."""
        name = next((name for name in ITEMS if name in classes(element)), "fields")
        items = [item for item in element.iter("li") if not dropped(item)]
        if not items:
            return Content()
        if name == "notes":
            return call("class-notes", *map(self.item, items), more=_continues_notes(element))
        return call(f"class-{name}", *map(self.entry, items))

    def entry(self, element: HtmlElement) -> Content:
        """An item as part of a line."""
        self.wait(element)
        self.marked = {}
        return Content(self.labels() + self.line(element))

    def division(self, element: HtmlElement) -> Content:
        """A division; one of two languages stands side by side."""
        row = parallel.two_sides(element)
        if row is None:
            return self.plain_block(element)
        if parallel.tabular(row):
            self.lines = 0.0
            contents = [self.in_language(side, self.flow(side)) for side in row]
            return in_classes(element, call("together", *contents, lines=round(self.lines, 1)))
        cells = []
        for group in parallel.groups(*row):
            short = parallel.short(group)
            for sides, name in zip(zip(*group), ("chinese", "english")):
                cells.append(call(name, joined(map(self.side, sides)), whole=short))
        return in_classes(element, call("sides", *cells))

    def side(self, element: HtmlElement) -> Content:
        """One side of a row."""
        self.marked = {}
        if element.tag == "li":
            return Content(self.labels() + call("tag-ul", self.item(element)))
        bare = element.tag == "div" and not classes(element)
        return Content(self.labels() + (self.flow(element) if bare else self.block(element)))

    def details(self, element: HtmlElement) -> Content:
        """What the site folds away, with its title; a plot that is folded away says its own."""
        summary = next(element.iterchildren("summary"), None)
        if summary is None:
            return self.plain_block(element)
        caption = next(element.iter("figcaption"), None)
        repeated = caption is not None and words(caption) == words(summary)
        title = Content() if repeated else self.line(summary)
        children = [child for child in element if child is not summary]
        name, *_ = functions(element)
        form = name.replace("class", "details")
        return call(form, title, self.blocks(summary.tail, children))

    def preformatted(self, element: HtmlElement) -> Content:
        """Code in lines of its own."""
        code = call("tag-pre", "".join(element.itertext()).rstrip("\n"))
        return in_classes(element, code)

    def rule(self, element: HtmlElement) -> Content:
        """A line across the page."""
        return in_classes(element, call("tag-hr"))

    def plot(self, element: HtmlElement) -> Content:
        """A plot, drawn by book.typ from what the site's drawing says of itself. Raises Refusal
        where it says nothing, or has no alternative text."""
        data, alt = element.get("data-plot", ""), element.get("aria-label", "").strip()
        if not data:
            fault = "print/no-data"
        elif not alt:
            fault = "print/no-label"
        else:
            last = _explained(next(element.iterancestors("figure"), element))
            return Content(self.labels() + call("plot", alt, data, _heads(element), last=last))
        raise refusal(fault, at=self.page.path)

    def caption(self, element: HtmlElement) -> Content:
        """The title of a figure."""
        return styled(element, Content(self.line(element) + self.labels()))

    def key_results(self, element: HtmlElement) -> Content:
        """Each result stays on one page, the notes below the last with it; those that the site
        folds away come in their place."""
        lists = [found for found in element.iter("ul") if not _within(found, element)]
        holders = _holders(element, lists)
        if not holders:
            return self.plain_block(element)
        children = list(element)
        title = self.blocks(element.text, children[: children.index(holders[0])])
        rows = [item for found in lists for item in found.iterchildren("li")]
        *firsts, last = [call("kept", self.item(item)) for item in rows if not dropped(item)]
        notes = self.blocks("", children[children.index(holders[-1]) + 1 :])
        closing = call("kept", joined([call("tag-ul", last), "\n\n", notes]))
        results = [call("tag-ul", *firsts), "\n\n"] if firsts else []
        return in_classes(element, joined([title, *results, closing]))

    def nothing(self, element: HtmlElement) -> Content:
        """Nothing: a book has one list of references."""
        return Content()


# The forms of blocks that are more than a call with what they hold, by their function in book.typ.
FORMS: dict[str, Callable[[Writer, HtmlElement], Content]] = {
    **dict.fromkeys([f"tag-{name}" for name in HEADINGS], Writer.heading),
    **dict.fromkeys([f"class-{name}" for name in ITEMS], Writer.fields),
    "class-bibliography": Writer.nothing,
    "class-forest": Writer.plot,
    "class-keyresults": Writer.key_results,
    "class-references": Writer.nothing,
    "tag-details": Writer.details,
    "tag-div": Writer.division,
    "tag-figcaption": Writer.caption,
    "tag-hr": Writer.rule,
    "tag-ol": Writer.listed,
    "tag-p": Writer.paragraphs,
    "tag-pre": Writer.preformatted,
    "tag-table": Writer.table,
    "tag-ul": Writer.listed,
}


def _within(element: HtmlElement, outer: HtmlElement) -> bool:
    """Whether a list stands in an item or a division of what holds it."""
    ancestor = element.getparent()
    while ancestor is not None and ancestor is not outer:
        if ancestor.tag in ("li", "div"):
            return True
        ancestor = ancestor.getparent()
    return False


def _holders(element: HtmlElement, lists: list[HtmlElement]) -> list[HtmlElement]:
    """The children of an element that are, or hold, some of these lists."""
    return [child for child in element if any(found in lists for found in child.iter("ul"))]


def _heads(plot: HtmlElement) -> list[str]:
    """What the columns beside a plot hold; the plot itself stands under no word."""
    spans = plot.xpath("./div[@class='head']/span")
    return [name for span in spans if (name := words(span))]


def _explained(figure: HtmlElement) -> bool:
    """Whether the key to the plots of a page comes next."""
    box = figure if figure.getnext() is not None else figure.getparent()
    after = box.getnext() if box is not None else None
    return after is not None and any("legend" in classes(child) for child in after.iter())


def _continues_notes(notes: HtmlElement) -> bool:
    """Whether a line in small print goes on with what notes of a table say."""
    after = notes.getnext()
    if after is None or after.tag != "p" or (after.text or "").strip():
        return False
    return len(after) > 0 and after[0].tag == "small"


def _leads(element: HtmlElement) -> bool:
    """Whether a paragraph introduces what follows and so stays on its page: it is bold as a whole,
    ends in a colon, or a figure or code is next."""
    after = element.getnext()
    if after is None:
        return False
    if after.tag in ("ul", "ol"):
        return words(element).endswith(("：", ":")) or _bold(element)
    return after.tag in ("pre", "figure") or _bold(element)


def _bold(element: HtmlElement) -> bool:
    """Whether a paragraph is bold as a whole, but for a colon."""
    if len(element) != 1 or element[0].tag != "strong" or (element.text or "").strip():
        return False
    return (element[0].tail or "").strip() in ("", "：", ":")
