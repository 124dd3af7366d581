"""The text of a line as Typst: words, links, citations, marks. Blanks are collapsed as a browser
does. An element is a call of the function of ``book.typ`` that bears its class or its tag; here
stand those whose words paper changes."""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from review.book import breaks
from review.book.breaks import JOINER, QUOTED, UNTIED
from review.book.element_calls import functions, styled
from review.book.links import Links, label
from review.book.literal import Content, call, joined, text
from review.book.printed_page import BLOCKS, SPACE, Page, classes, dropped, words
from review.messages import refusal

# pages in alphabetical order or numbered: a reader of paper finds a place there without its number
UNMARKED = ("glossary", "references")
WITHIN = frozenset(["thead", "tbody", "tr", "td", "th", "summary"])  # end a line, as a block does


@dataclass
class Line:
    """Writes what stands in lines of one page, and knows where it is. ``image`` gives the path of
    an image under the root of the print."""

    page: Page
    links: Links
    image: Callable[[str], str] = field(default=lambda source: source, kw_only=True)
    # places this block has already led to, in order
    marked: dict[str, None] = field(default_factory=dict, init=False)
    # places on other pages whose page is said
    targets: set[str] = field(default_factory=set, init=False)
    # labels waiting for text to stand by
    waiting: list[str] = field(default_factory=list, init=False)
    # page marks of figures, which wait for the end of their clause
    later: list[str] = field(default_factory=list, init=False)
    blank: bool = field(default=True, init=False)  # whether what was written last ends in a blank
    written: str = field(default="", init=False)  # the few characters that were written last
    narrow: bool = field(default=False, init=False)  # whether the line is one of a cell
    tongue: str = field(default="", init=False)  # the language of what is being written

    def line(self, element: HtmlElement) -> Content:
        """The inline text of an element, without blanks at its ends."""
        self.tongue = self.language(element)
        self.blank, self.written = True, ""
        return Content(self.spans(element) + self.marks())

    def spans(self, element: HtmlElement) -> Content:
        """Text and inline elements in a row."""
        parts = [self.words(element.text, ends=not len(element))]
        for child in element:
            if not dropped(child):
                parts.append(self.inline(child))
            parts.append(self.after(child))
        return joined(parts)

    def after(self, element: HtmlElement) -> Content:
        """The text behind an element, without a dot before a verdict, which has a frame."""
        following, tail = element.getnext(), element.tail or ""
        if following is not None and "status" in classes(following) and tail.strip() == "·":
            tail = " "
        return self.words(tail, ends=following is None or following.tag == "br")

    def words(self, content: str | None, ends: bool = False) -> Content:
        """A text, blanks collapsed, with the labels that waited for it. ``ends`` says that an
        element, or a line of it, ends with it."""
        string = SPACE.sub(" ", content or "")
        if self.blank:
            string = string.removeprefix(" ")
        if not string:
            return Content()
        self.blank = string.endswith(" ")
        before = self.written
        self.written = (before + string.replace(JOINER, ""))[-breaks.LOOKED_BACK :]
        string, end = breaks.tied(before, string, self.tongue, self.narrow), ""
        if self.narrow and ends and not self.later:
            string, end = breaks.parted(string)
        labels = self.labels() if (string + end).strip() else ""
        return joined([labels, self.clause(string), call("box", text(end)) if end else ""])

    def clause(self, string: str) -> Content:
        """A text; where it ends a clause, the page marks of the clause's figures first, for one
        between a figure and its noun would part them."""
        end = breaks.clause(string) if self.later else None
        if end is None:
            return text(string)
        return joined([text(string[:end]), self.marks(), text(JOINER + string[end:])])

    def marks(self) -> str:
        """The page marks that waited."""
        waited, self.later = self.later, []
        return "".join(waited)

    def inline(self, element: HtmlElement) -> Content:
        """One inline element. Raises Refusal for a block that stands in a line."""
        self.wait(element)
        if element.tag in BLOCKS | WITHIN:
            raise refusal("print/block-in-line", at=self.page.path, tag=element.tag)
        forms = (FORMS[name] for name in functions(element) if name in FORMS)
        return self.in_language(element, next(forms, Line.plain)(self, element))

    def plain(self, element: HtmlElement) -> Content:
        """An element whose words paper prints as they are."""
        return styled(element, self.spans(element))

    # elements whose words paper changes

    def anchor(self, element: HtmlElement) -> Content:
        """A link, with the page it leads to."""
        inner = self.spans(element)
        found = self.links.destination(self.page, element)
        named = self.links.named(words(element), found.page)
        if named != words(element):
            inner = text(named)
        if not found.label and not found.address:
            return inner
        link = styled(element, inner, address=found.address, to=found.label)
        return Content(link + self.mark(element, found.label, found.page)) if inner else inner

    def mark(self, element: HtmlElement, name: str, page: str) -> str:
        """The page of a link to another section or trial, once in a block for each."""
        datum = "datum" in classes(element)
        before = [marked for marked in self.marked if marked.partition("#")[0] == page]
        # of the figures of one study the first leads to its tables
        if not self.needs_page_mark(page) or name in self.marked or (before and datum):
            return ""
        self.marked[name] = None
        self.targets.add(name)
        shown = call("mark", name, before)
        if datum or _figure_next(element):
            self.later.append(shown)
            return ""
        # its own last character is Han there, and no blank follows it
        self.blank = self.language(element) == "zh"
        return joined(["" if self.narrow else text(JOINER), shown, _joiner(element)])

    def needs_page_mark(self, page: str) -> bool:
        """Whether a reader of paper needs a page number to find a page of the book."""
        named = page.rpartition("/")[2] in UNMARKED
        return page in self.links.pages and page != self.page.uri and not named

    def citation(self, element: HtmlElement) -> Content:
        """The numbers of a citation, as the book counts them."""
        self.blank = False
        runs = self.links.runs(self.page.keys(element))
        keys = [key for _, key in self.links.numbered(self.page.keys(element))]
        return joined([self.labels(), self.close(), call("class-citation", keys, runs)])

    def record(self, element: HtmlElement) -> Content:
        """A link to a record, by the number under which a reader of paper finds it."""
        self.blank = False
        address = element.get("href", "")
        name = "PMID " if "pubmed" in classes(element) else ""
        number = address.rstrip("/").rpartition("/")[2]
        return styled(element, text(name + number), address=address)

    def spaced(self, element: HtmlElement) -> Content:
        """What book.typ sets a blank beside."""
        content = self.line(element)
        self.blank = True
        return styled(element, content)

    def unconfirmed(self, element: HtmlElement) -> Content:
        """What is not confirmed. Chinese brackets round it are set in the type of the sentence,
        because marks that follow each other close up only within one type."""
        close = self.close() if element.tag == "sup" else ""
        bare, later = _unbracketed(element), self.later
        self.later = []  # a page mark in the name of a report would pass for a page of that report
        content = styled(element, self.spans(element if bare is None else bare))
        self.later = [*later, *self.later]
        if bare is not None:
            return joined([text("（"), content, text("）")])
        return Content(close + content)

    def close(self) -> Content:
        """What takes back the empty half of a Chinese bracket before a raised sign."""
        raised = [text(JOINER), call("raised"), text(JOINER)]
        return joined(raised if self.written.endswith("）") else [])

    def whole(self, element: HtmlElement) -> Content:
        """A piece that no line parts."""
        return joined([self.plain(element), _joiner(element)])

    def line_break(self, element: HtmlElement) -> Content:
        self.blank = True
        return call("tag-br")

    def code(self, element: HtmlElement) -> Content:
        """A command; no word of usual length is parted: a line that ends in ``--`` misleads."""
        self.blank = False
        pieces = (call("tag-code", *piece) for piece in breaks.pieces(words(element)))
        return joined([*pieces, _joiner(element)])

    def box(self, element: HtmlElement) -> Content:
        """The box of a task, ticked or not."""
        return text("[x] " if element.get("checked") is not None else "[ ] ")

    def picture(self, element: HtmlElement) -> Content:
        """An image. Raises Refusal where it has no alternative text."""
        alt, source = element.get("alt", "").strip(), element.get("src", "")
        if not alt:
            raise refusal("print/no-alternative", at=self.page.path, source=source)
        self.blank = False
        return call("tag-img", self.image(source), alt)

    # languages and labels

    def language(self, element: HtmlElement) -> str:
        """Language of an element: its own, or that of what holds it."""
        while element is not None and not element.get("lang"):
            element = element.getparent()
        return (self.page.language if element is None else element.get("lang", ""))[:2]

    def in_language(self, element: HtmlElement, content: Content) -> Content:
        """What is shown, in its own language where that is not the page's."""
        language = (element.get("lang") or self.page.language)[:2]
        if language == self.page.language or not content.strip():
            return content
        return call("in-language", language, bool(QUOTED.search(content)), content)

    def wait(self, element: HtmlElement) -> None:
        """Put down the label of an element that some link leads to, until there is text."""
        name = label(self.page.uri, element.get("id", "")) if element.get("id") else ""
        if name in self.links.linked:
            self.waiting.append(name)

    def labels(self) -> Content:
        """The labels that waited."""
        names, self.waiting = self.waiting, []
        return joined(call("anchor", name) for name in names)


# The forms of elements whose words paper changes, by their function in book.typ.
FORMS: dict[str, Callable[[Line, HtmlElement], Content]] = {
    "class-citation": Line.citation,
    "class-known": Line.spaced,
    "class-pmc": Line.record,
    "class-pubmed": Line.record,
    "class-since": Line.spaced,
    "class-status": Line.spaced,
    "class-unconfirmed": Line.unconfirmed,
    "class-corrected": Line.unconfirmed,
    "class-retracted": Line.unconfirmed,
    "class-whole": Line.whole,
    "tag-a": Line.anchor,
    "tag-br": Line.line_break,
    "tag-code": Line.code,
    "tag-img": Line.picture,
    "tag-input": Line.box,
}


def _joiner(element: HtmlElement) -> Content:
    """What keeps a closing mark behind a box from beginning a line; nothing without one."""
    while element is not None and element.tag not in BLOCKS | WITHIN:
        after = element.getnext()
        if element.tail or after is not None:
            following = element.tail or words(after)
            return text(JOINER if following[:1] in tuple(UNTIED) else "")
        element = element.getparent()
    return Content()


def _figure_next(element: HtmlElement) -> bool:
    """Whether a figure follows a link, with which a page number between them would read as one."""
    tail, after = (element.tail or "").strip(), element.getnext()
    datum = after is not None and "datum" in classes(after)
    return tail[:1].isdigit() or (not tail and datum)


def _unbracketed(element: HtmlElement) -> HtmlElement | None:
    """A copy without the Chinese brackets round its text; None where it has none."""
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
