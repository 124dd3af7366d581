"""The text of a line as Typst: words, links, citations, marks. Blanks are collapsed as a browser
does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from review.book import breaks, literal
from review.book.beside import figure_next, joiner, unbracketed
from review.book.breaks import JOINER
from review.book.grammar import STATUS, classes, dropped
from review.book.links import Links, label
from review.book.page import SPACE, Page, words
from review.book.print_refusal import Refusal, Unprintable

QUOTED = re.compile("[“”‘’]")  # as wide as a character in Chinese, narrow in English
FONTS = {"zh": "song", "en": "serif"}  # of book.typ
UNMARKED = (
    "glossary",
    "references",
)  # pages in alphabetical order or numbered: a reader of paper finds them without a page number


@dataclass
class Line:
    """Writes what stands in lines of one page, and knows where it is. ``image`` gives the path of
    an image under the root of the print."""

    page: Page
    links: Links
    image: Callable[[str], str] = field(default=lambda source: source, kw_only=True)
    marked: dict[str, None] = field(
        default_factory=dict, init=False
    )  # places this block has already led to, in order
    waiting: list[str] = field(
        default_factory=list, init=False
    )  # labels waiting for text to stand by
    later: list[str] = field(
        default_factory=list, init=False
    )  # page marks of figures, which wait for the end of their clause
    blank: bool = field(default=True, init=False)  # whether what was written last ends in a blank
    said: str = field(default="", init=False)  # the few characters that were written last
    narrow: bool = field(default=False, init=False)  # whether the line is one of a cell
    tongue: str = field(default="", init=False)  # the language of what is being written

    def line(self, element: HtmlElement) -> str:
        """The inline text of an element, without blanks at its ends."""
        self.tongue = self.language(element)
        self.blank, self.said = True, ""
        return self.spans(element) + self.marks()

    def spans(self, element: HtmlElement) -> str:
        """Text and inline elements in a row."""
        parts = [self.words(element.text, ends=not len(element))]
        for child in element:
            if not dropped(child):
                parts.append(self.inline(child))
            parts.append(self.after(child))
        return "".join(parts)

    def after(self, element: HtmlElement) -> str:
        """The text behind an element. A dot before a verdict is left out: a verdict has a frame of
        its own."""
        behind, tail = element.getnext(), element.tail or ""
        verdict = behind is not None and any(name.startswith(STATUS) for name in classes(behind))
        return self.words(
            " " if verdict and tail.strip() == "·" else tail,
            ends=behind is None or behind.tag == "br",
        )

    def words(self, text: str | None, ends: bool = False) -> str:
        """A text, blanks collapsed, with the labels that waited for it. ``ends`` says that an
        element, or a line of it, ends with it."""
        shown = SPACE.sub(" ", text or "")
        if self.blank:
            shown = shown.removeprefix(" ")
        if not shown:
            return ""
        self.blank = shown.endswith(" ")
        before, self.said = (
            self.said,
            (self.said + shown.replace(JOINER, ""))[-breaks.LOOKED_BACK :],
        )
        shown = breaks.tied(before, shown, self.tongue, self.narrow)
        rest, end = breaks.parted(shown) if self.narrow and ends and not self.later else (shown, "")
        kept = literal.call("box", literal.content(literal.text(end))) if end else ""
        return (self.labels() if shown.strip() else "") + self.clause(rest) + kept

    def clause(self, shown: str) -> str:
        """A text; where it ends a clause, the page marks of the clause's figures first, for one
        between a figure and its noun would part them."""
        end = breaks.clause(shown) if self.later else None
        return (
            literal.text(shown)
            if end is None
            else literal.text(shown[:end]) + self.marks() + literal.text(JOINER + shown[end:])
        )

    def marks(self) -> str:
        """The page marks that waited."""
        waited, self.later = self.later, []
        return "".join(waited)

    def inline(self, element: HtmlElement) -> str:
        """One inline element."""
        self.wait(element)
        for name in classes(element):
            if name.startswith(STATUS):
                return self.pill(element, name.removeprefix(STATUS))
            if form := getattr(self, f"inline_{name.replace('-', '_')}", None):
                return self.in_language(element, form(element))
        form = getattr(self, f"inline_tag_{element.tag}", None)
        if form is None:
            raise Unprintable(
                Refusal(
                    f"<{element.tag}> 不应在一行文字之中",
                    f"<{element.tag}> stands inside a line of text",
                    self.page.path,
                )
            )
        return self.in_language(element, form(element))

    def inline_tag_a(self, element: HtmlElement) -> str:
        shown = self.spans(element)
        found = self.links.destination(self.page, element)
        if (named := self.links.named(words(element), found.page)) != words(element):
            shown = literal.text(named)
        if not shown or not (found.label or found.address):
            return shown
        if found.address:
            return literal.call(
                "web-datum" if "datum" in classes(element) else "web",
                literal.string(found.address),
                literal.content(shown),
            )
        name = "datum" if "datum" in classes(element) else "to"
        return literal.call(name, literal.string(found.label), literal.content(shown)) + self.mark(
            element, found.label, found.page
        )

    def mark(self, element: HtmlElement, name: str, page: str) -> str:
        """The page a link leads to, where it leads to another section or trial: once in a block for
        each page of the book."""
        if (
            page == self.page.uri
            or name in self.marked
            or page.rpartition("/")[2] in UNMARKED
            or page not in self.links.pages
        ):
            return ""
        before = [each for each in self.marked if each.partition("#")[0] == page]
        datum = "datum" in classes(element)
        if before and datum:
            return ""  # of the figures of one study the first leads to its tables
        self.marked[name] = None
        shown = literal.call(
            "mark", literal.string(name), literal.array(map(literal.string, before))
        )
        if datum or figure_next(element):
            self.later.append(shown)
            return ""
        self.blank = (
            self.language(element) == "zh"
        )  # its own last character is Han there, and no blank follows it
        return ("" if self.narrow else literal.text(JOINER)) + shown + literal.text(joiner(element))

    def inline_citation(self, element: HtmlElement) -> str:
        numbered = sorted({self.links.numbers[key]: key for key in self.page.keys(element)}.items())
        self.blank = False
        return (
            self.labels()
            + self.close()
            + literal.call(
                "numbers",
                literal.array(literal.string(key) for _, key in numbered),
                *_runs(numbered),
            )
        )

    def inline_pubmed(self, element: HtmlElement) -> str:
        return self.record(element, "PMID ")

    def inline_pmc(self, element: HtmlElement) -> str:
        return self.record(element, "")

    def record(self, element: HtmlElement, name: str) -> str:
        """A link to a record, by the number under which a reader of paper finds it."""
        self.blank = False
        address = element.get("href", "")
        return literal.call(
            "web",
            literal.string(address),
            literal.content(literal.text(name + address.rstrip("/").rpartition("/")[2])),
        )

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
        close = self.close() if element.tag == "sup" else ""
        bare, waiting = unbracketed(element), self.later
        self.later = []  # a page mark in the name of a report would pass for a page of that report
        shown = self.spans(element if bare is None else bare)
        self.later = [*waiting, *self.later]
        if element.tag in ("sup", "small"):
            shown = (
                literal.call("super", "typographic: false", "size: 0.75em", literal.content(shown))
                if element.tag == "sup"
                else literal.call("small", literal.content(shown))
            )
        doubt = close + literal.call("doubt", literal.content(shown))
        return doubt if bare is None else literal.text("（") + doubt + literal.text("）")

    def close(self) -> str:
        """What takes back the empty half of a Chinese bracket before a raised sign."""
        return (
            literal.text(JOINER) + "#h(-0.5em);" + literal.text(JOINER)
            if self.said.endswith("）")
            else ""
        )

    def inline_whole(self, element: HtmlElement) -> str:
        return self.wrapped("whole", element) + literal.text(joiner(element))

    def inline_computed(self, element: HtmlElement) -> str:
        return self.inline_tag_em(element)

    def inline_tag_span(self, element: HtmlElement) -> str:
        return self.spans(element)

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
        """Its words; none of a usual length is parted, for a line that ends in ``--`` misleads. A
        blank in it is not stretched."""
        self.blank = False
        return "".join(
            literal.call("code", literal.string(piece), literal.truth(kept))
            for piece, kept in breaks.pieces(words(element))
        ) + literal.text(joiner(element))

    def inline_tag_img(self, element: HtmlElement) -> str:
        alt = element.get("alt", "").strip()
        source = self.image(element.get("src", ""))
        if not alt:
            raise Unprintable(
                Refusal(
                    f"图片 {element.get('src')} 没有替代文字",
                    f"the image {element.get('src')} has no alternative text",
                    self.page.path,
                )
            )
        self.blank = False
        return literal.call(
            "image", literal.string(source), f"alt: {literal.string(alt)}", "width: 60%"
        )

    def wrapped(self, name: str, element: HtmlElement, *arguments: str) -> str:
        shown = self.spans(element)
        return literal.call(name, *arguments, literal.content(shown)) if shown else ""

    # languages and labels

    def language(self, element: HtmlElement) -> str:
        """Language of an element: its own, or that of what holds it."""
        own = next(
            (each.get("lang") for each in (element, *element.iterancestors()) if each.get("lang")),
            self.page.language,
        )
        return own[:2]

    def in_language(self, element: HtmlElement, shown: str) -> str:
        """What is shown, in its own language where that is not the page's."""
        language = (element.get("lang") or self.page.language)[:2]
        if language == self.page.language or not shown.strip():
            return shown
        font = f", font: {FONTS[language]}" if QUOTED.search(shown) and language in FONTS else ""
        return f"#text({literal.language(language)}{font})[{shown}];"

    def wait(self, element: HtmlElement) -> None:
        """Put down the label of an element, where some link leads to it, until there is text to
        stand by."""
        name = label(self.page.uri, element.get("id", "")) if element.get("id") else ""
        if name in self.links.sought:
            self.waiting.append(name)

    def labels(self) -> str:
        """The labels that waited."""
        names, self.waiting = self.waiting, []
        return "".join(literal.call("anchor", literal.string(name)) for name in names)


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
