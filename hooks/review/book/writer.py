"""A page's article as Typst. Every tag and class has its form here or in ``table``, ``plot``; what has none was refused when the page was read.

Inline text is gathered into paragraphs; a block ends the paragraph before it. Blanks are collapsed as a browser does.
"""
from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Callable, Iterable

from lxml.html import HtmlElement

from . import literal, plot, table
from .grammar import ADMONITIONS, BLOCKS, STATUS, WITHIN, classes, dropped
from .links import Links, label
from .page import SPACE, Page, words
from .refusal import Refusal, Unprintable

JOINER = "\u2060"
CLOSING = "，。；：、）】》”’！？…%,.;:)"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
UNMARKED = ("glossary", "references")  # pages in alphabetical order or numbered: a reader of paper finds them without a page number
WIDTHS = (2, 1)  # of a Chinese and an English character
TOGETHER = 1500  # of those a pair may take and stay on one page
RUN_IN = frozenset({"sec-registries", "sec-discussed"})  # sections whose list is printed in one line


@dataclass
class Writer:
    """Writes one page. ``depth`` is added to the level of its headings, ``skip`` are sections (ids of second-level headings) left out, ``image`` gives
    the path of an image under the root of the print."""

    page: Page
    links: Links
    depth: int = 0
    skip: frozenset[str] = frozenset()
    image: Callable[[str], str] = lambda source: source
    title: str = ""
    marked: set[str] = field(default_factory=set)  # pages this block has already led to
    waiting: list[str] = field(default_factory=list)  # labels waiting for text to stand by
    blank: bool = True  # whether what was written last ends in a blank
    uses: int = 0  # citations written so far
    section: str = ""  # id of the last heading
    row: HtmlElement | None = None  # the row of a table that is being written

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
        done: list[str] = []
        self.blank = True
        run = [self.words(text)]

        def close() -> None:
            if "".join(run).strip():
                done.append("".join(run).strip() + "\n\n")
            run.clear()
            self.blank = True

        for child in children:
            if not dropped(child):
                if self.is_block(child):
                    close()
                    self.marked = set()
                    done.append(self.block(child))
                    self.blank = True
                else:
                    run.append(self.inline(child))
            run.append(self.words(child.tail))
        close()
        return "".join(done)

    def is_block(self, element: HtmlElement) -> bool:
        return element.tag in BLOCKS or element.tag == "span" and any(self.is_block(child) for child in element if isinstance(child.tag, str))

    def block(self, element: HtmlElement) -> str:
        """One block."""
        self.wait(element)
        names = classes(element)
        for name in names:
            if form := getattr(self, f"block_{name.replace('-', '_')}", None):
                return form(element)
        if ADMONITIONS & set(names) and element.tag in ("div", "details"):
            return literal.call("warned", self.inside(element))
        return getattr(self, f"tag_{'heading' if element.tag in HEADINGS else element.tag}")(element)

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
        self.marked = set()
        shown = self.blocks(element.text, element)
        return literal.call("held", literal.content(shown)) + "\n\n" if shown and _leads(element) else shown

    def tag_ul(self, element: HtmlElement, name: str = "list") -> str:
        if self.section in RUN_IN:
            return self.block_fields(element)
        items = [literal.content(self.item(child)) for child in element if child.tag == "li" and not dropped(child)]
        return literal.call(name, *items) + "\n\n" if items else ""

    def tag_ol(self, element: HtmlElement) -> str:
        return self.tag_ul(element, "enum")

    def item(self, element: HtmlElement) -> str:
        self.wait(element)
        self.marked = set()
        return self.in_language(element, self.flow(element))

    def field(self, element: HtmlElement) -> str:
        """An item as part of a line."""
        self.wait(element)
        self.marked = set()
        return self.labels() + self.line(element)

    def tag_div(self, element: HtmlElement) -> str:
        sides = [child for child in element if isinstance(child.tag, str)]
        if len(sides) == 2 and [side.get("lang", "")[:2] for side in sides] == ["zh", "en"]:
            return self.sides(*sides)
        return self.in_language(element, self.flow(element))

    tag_section = tag_article = tag_div

    def tag_table(self, element: HtmlElement) -> str:
        return table.write(element, self.cell, self.page) + "\n\n"

    def tag_figure(self, element: HtmlElement) -> str:
        drawing = next((child for child in element if child.tag == "svg"), None)
        if drawing is None:
            return self.flow(element)
        caption = next((child for child in element if child.tag == "figcaption"), None)
        title = (self.line(caption) if caption is not None else "") + self.labels()
        return plot.write(drawing, title, self.page) + "\n\n"

    tag_svg = tag_figure

    def tag_details(self, element: HtmlElement) -> str:
        summary = next((child for child in element if child.tag == "summary"), None)
        title = self.line(summary) if summary is not None else ""
        rest = [child for child in element if child is not summary]
        return literal.call("folded", literal.content(title), literal.content(self.blocks(summary.tail if summary is not None else element.text, rest)))

    def tag_blockquote(self, element: HtmlElement) -> str:
        return f"#quote(block: true){self.inside(element)}\n\n"

    def tag_pre(self, element: HtmlElement) -> str:
        return literal.call("raw", literal.string("".join(element.itertext()).rstrip("\n")), "block: true") + "\n\n"

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
        """A pair side by side, block beside block and item beside item where both have as many; a table keeps the whole width, one language after
        the other. A row that is not long stays on one page."""
        if any(child.tag in ("table", "figure") for side in (zh, en) for child in side.iter()):
            return "".join(self.in_language(side, self.flow(side)) for side in (zh, en))
        cells = []
        for row in self.rows(zh, en):
            whole = "true" if max(len(words(side)) * width for side, width in zip(row, WIDTHS)) <= TOGETHER else "false"
            for side, name in zip(row, ("chinese", "english")):
                self.marked = set()
                cells.append(f"{name}(whole: {whole}){literal.content(self.labels() + self.side(side))}")
        return literal.call("sides", *cells) + "\n\n"

    def rows(self, zh: HtmlElement, en: HtmlElement) -> list[tuple[HtmlElement, HtmlElement]]:
        """What stands beside what."""
        if not len(zh) or len(zh) != len(en) or (zh.text or en.text or "").strip() or not all(one.tag == other.tag and self.is_block(one) and not (one.tail or "").strip() for one, other in zip(zh, en)):
            return [(zh, en)]
        return [row for one, other in zip(zh, en) for row in (self.rows(one, other) if one.tag in ("ul", "div") and len(one) and not (one.text or "").strip() else [(one, other)])]

    def side(self, element: HtmlElement) -> str:
        if element.tag == "li":
            return literal.call("list", literal.content(self.item(element)))
        return self.block(element) if element.tag != "div" or classes(element) else self.flow(element)

    # blocks by class

    def block_subtitle(self, element: HtmlElement) -> str:
        return literal.call("lead", self.inside(element)) + "\n\n"

    def block_result(self, element: HtmlElement) -> str:
        return literal.call("boxed", self.inside(element)) + "\n\n"

    def block_keyresults(self, element: HtmlElement) -> str:
        return literal.call("answers", self.inside(element)) + "\n\n"

    def block_overdue(self, element: HtmlElement) -> str:
        return literal.call("warned", self.inside(element)) + "\n\n"

    block_todo = block_overdue

    def block_currency(self, element: HtmlElement) -> str:
        return literal.call("fine", self.inside(element)) + "\n\n"

    def block_glance(self, element: HtmlElement) -> str:
        """Fields one after the other: on paper they need no line each."""
        items = [literal.content(self.field(item)) for item in element.iter("li") if not dropped(item)]
        return literal.call("fields", *items) + "\n\n" if items else ""

    block_fields = block_glance

    def block_notes(self, element: HtmlElement) -> str:
        """Notes below a table: their letters are their marks."""
        items = [literal.content(self.item(item)) for item in element.iter("li") if not dropped(item)]
        return literal.call("notes", *items) + "\n\n" if items else ""

    def block_limits(self, element: HtmlElement) -> str:
        summary = next(child for child in element if child.tag == "summary")
        title = self.line(summary)
        rest = [child for child in element if child is not summary]
        return literal.call("limits", literal.content(title), literal.content(self.blocks(summary.tail, rest)))

    def block_rest(self, element: HtmlElement) -> str:
        """What the site folds away because it is long, paper prints in its place, without the words that offered to unfold it."""
        return self.blocks("", [child for child in element if child.tag != "summary"])

    block_figures = block_more = block_rest

    def block_references(self, element: HtmlElement) -> str:
        """Nothing: a book has one list."""
        return ""

    block_bibliography = block_references

    # inline

    def line(self, element: HtmlElement) -> str:
        """The inline text of an element, without blanks at its ends."""
        self.blank = True
        return self.spans(element)

    def cell(self, element: HtmlElement) -> str:
        """What a cell of a table holds. A row leads to a page once."""
        if element.getparent() is not self.row:
            self.row, self.marked = element.getparent(), set()
        self.wait(element)
        return (self.flow(element) if any(self.is_block(child) for child in element if isinstance(child.tag, str)) else self.labels() + self.line(element)).strip()

    def spans(self, element: HtmlElement) -> str:
        """Text and inline elements in a row."""
        parts = [self.words(element.text)]
        for child in element:
            if not dropped(child):
                parts.append(self.inline(child))
            parts.append(self.words(child.tail))
        return "".join(parts)

    def words(self, text: str | None) -> str:
        """A text, blanks collapsed, with the labels that waited for it."""
        shown = SPACE.sub(" ", text or "")
        if self.blank:
            shown = shown.removeprefix(" ")
        if not shown:
            return ""
        self.blank = shown.endswith(" ")
        return (self.labels() if shown.strip() else "") + literal.text(shown)

    def inline(self, element: HtmlElement) -> str:
        """One inline element."""
        self.wait(element)
        for name in classes(element):
            if name.startswith(STATUS):
                return self.pill(element, name.removeprefix(STATUS))
            if form := getattr(self, f"inline_{name.replace('-', '_')}", None):
                return form(element)
        form = getattr(self, f"inline_tag_{element.tag}", None)
        if form is None:
            raise Unprintable(Refusal(f"<{element.tag}> 不应在一行文字之中", f"<{element.tag}> stands inside a line of text", self.page.path))
        return form(element)

    def inline_tag_a(self, element: HtmlElement) -> str:
        shown = self.spans(element)
        href = element.get("href")
        found = self.links.destination(self.page, href) if href else None
        if not shown or found is None or not (found.label or found.address):
            return shown
        if found.address:
            return literal.call("web", literal.string(found.address), literal.content(shown))
        name = "datum" if "datum" in classes(element) else "to"
        return literal.call(name, literal.string(found.label), literal.content(shown)) + self.mark(element, found.label, found.page)

    def mark(self, element: HtmlElement, name: str, page: str) -> str:
        """The page a link leads to, once in a block, where it leads to another section or trial."""
        if page == self.page.uri or page in self.marked or page.rpartition("/")[2] in UNMARKED or page not in self.links.pages:
            return ""
        self.marked.add(page)
        self.blank = False
        return literal.call("mark", literal.string(name)) + _joiner(element)

    def inline_citation(self, element: HtmlElement) -> str:
        index = self.uses
        self.uses += 1
        keys = self.page.citations[index]
        numbered = sorted({self.links.numbers[key]: key for key in keys}.items())
        self.blank = False
        return self.labels() + literal.call("numbers", literal.array(literal.string(key) for _, key in numbered), *_runs(numbered))

    def pill(self, element: HtmlElement, kind: str) -> str:
        shown = self.line(element)
        self.blank = True
        return literal.call("pill", literal.string(kind), literal.content(shown))

    def inline_since(self, element: HtmlElement) -> str:
        return self.pill(element, "since")

    def inline_known(self, element: HtmlElement) -> str:
        shown = self.line(element)
        self.blank = True
        return literal.call("known", literal.content(shown))

    def inline_unconfirmed(self, element: HtmlElement) -> str:
        bare = _unbracketed(element)
        shown = self.spans(element if bare is None else bare)
        if element.tag in ("sup", "small"):
            shown = literal.call("super", "typographic: false", literal.content(shown)) if element.tag == "sup" else literal.call("small", literal.content(shown))
        doubt = literal.call("doubt", literal.content(shown))
        return doubt if bare is None else literal.text("（") + doubt + literal.text("）")

    def inline_whole(self, element: HtmlElement) -> str:
        return self.wrapped("whole", element) + _joiner(element)

    def inline_computed(self, element: HtmlElement) -> str:
        return self.inline_tag_em(element)

    def inline_tag_span(self, element: HtmlElement) -> str:
        return self.in_language(element, self.spans(element))

    def inline_tag_abbr(self, element: HtmlElement) -> str:
        return self.spans(element)

    inline_tag_q = inline_tag_cite = inline_tag_abbr

    def inline_tag_br(self, element: HtmlElement) -> str:
        self.blank = True
        return "#linebreak();"

    def inline_tag_strong(self, element: HtmlElement) -> str:
        return self.wrapped("strong", element)

    inline_tag_b = inline_tag_strong

    def inline_tag_em(self, element: HtmlElement) -> str:
        return self.wrapped("emph", element)

    inline_tag_i = inline_tag_em

    def inline_tag_small(self, element: HtmlElement) -> str:
        return self.wrapped("small", element)

    def inline_tag_sup(self, element: HtmlElement) -> str:
        return self.wrapped("super", element, "typographic: false")

    def inline_tag_sub(self, element: HtmlElement) -> str:
        return self.wrapped("sub", element, "typographic: false")

    def inline_tag_code(self, element: HtmlElement) -> str:
        self.blank = False
        return literal.call("raw", literal.string(words(element)))

    def inline_tag_img(self, element: HtmlElement) -> str:
        alt = element.get("alt", "").strip()
        source = self.image(element.get("src", ""))
        if not alt:
            raise Unprintable(Refusal(f"图片 {element.get('src')} 没有替代文字", f"the image {element.get('src')} has no alternative text", self.page.path))
        self.blank = False
        return literal.call("image", literal.string(source), f"alt: {literal.string(alt)}", "width: 60%")

    def wrapped(self, name: str, element: HtmlElement, *arguments: str) -> str:
        shown = self.spans(element)
        return literal.call(name, *arguments, literal.content(shown)) if shown else ""

    # languages and labels

    def in_language(self, element: HtmlElement, shown: str) -> str:
        """What is shown, in its own language where that is not the page's."""
        language = (element.get("lang") or self.page.language)[:2]
        if language == self.page.language or not shown.strip():
            return shown
        return f"#text(lang: {literal.string(language)})[{shown}];"

    def wait(self, element: HtmlElement) -> None:
        """Put down the label of an element, where some link leads to it, until there is text to stand by."""
        name = label(self.page.uri, element.get("id", "")) if element.get("id") else ""
        if name in self.links.sought:
            self.waiting.append(name)

    def labels(self) -> str:
        """The labels that waited."""
        names, self.waiting = self.waiting, []
        return "".join(literal.call("anchor", literal.string(name)) for name in names)


def _joiner(element: HtmlElement) -> str:
    """What keeps a closing mark behind a box from beginning a line; nothing where no such mark follows."""
    while element is not None and element.tag not in BLOCKS | WITHIN:
        if element.tail:
            return literal.text(JOINER) if element.tail[0] in CLOSING else ""
        after = element.getnext()
        if after is not None:
            return literal.text(JOINER) if words(after)[:1] in tuple(CLOSING) else ""
        element = element.getparent()
    return ""


def _leads(element: HtmlElement) -> bool:
    """Whether a paragraph introduces what follows and so stays on its page: it is bold as a whole, or a figure is next."""
    after = element.getnext()
    whole = len(element) == 1 and element[0].tag == "strong" and not (element.text or "").strip() and not (element[0].tail or "").strip()
    return after is not None and (whole or after.tag == "figure")


def _unbracketed(element: HtmlElement) -> HtmlElement | None:
    """A copy without the Chinese brackets round its text; None where it has none. They are set in the type of the sentence, because marks that
    follow each other close up only within one type."""
    bare = copy.deepcopy(element)
    bare.tail = None
    start, last = bare.text or "", bare[-1] if len(bare) else None
    end = start if last is None else last.tail or ""
    if not start.startswith("（") or not end.endswith("）") or start == end == "（":
        return None
    bare.text = start[1:] if last is not None else start[1:-1]
    if last is not None:
        last.tail = end[:-1]
    return bare


def _runs(numbered: list[tuple[int, str]]) -> list[str]:
    """Linked numbers with their commas, runs of three and more cut to their ends."""
    parts: list[str] = []
    for index, (number, key) in enumerate(numbered):
        before = index and numbered[index - 1][0] == number - 1
        after = index + 1 < len(numbered) and numbered[index + 1][0] == number + 1
        if before and after:
            if parts[-1] != '"–"':
                parts.append('"–"')
            continue
        if parts and parts[-1] != '"–"':
            parts.append('","')
        parts.append(f"to({literal.string(f'ref:{key}')})[{number}]")
    return parts
