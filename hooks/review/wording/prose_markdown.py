"""Prose as Markdown for one page: links lead to woven pages, figures say where they come from,
lines between Han characters join.

Everything is an edit of the source text: a piece to be replaced, at its offsets. Edits are made in
order; one inside another is dropped."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from review.edition.view import View
from review.evidence.trial import Datum
from review.markup.escape import address, block, code, harmless, link
from review.markup.language import Language
from review.markup.lists import settled
from review.sources.link import SCHEME, Link, target
from review.sources.numeral import numerals
from review.sources.prose import CITATION, HAN, MASKED, Prose
from review.sources.visible_text import EMPHASIS, STRUCK
from review.wording import provenance
from review.wording.citation_numbers import cite
from review.wording.provenance import Signs
from review.wording.trial_words import TrialWords, worded

FULL_WIDTH = "\u3000-\u3004\u3008-\u303f\uff01-\uff60“”‘’…—"
WIDE = re.compile(rf"[{HAN}{FULL_WIDTH}]")
MARK = re.compile(rf"[{FULL_WIDTH}]")
RUN = re.compile(rf"[{HAN}](?:[{HAN}{FULL_WIDTH}]*[{HAN}])?")
BLOCK = re.compile(r"\s*(?:[-*+] |[0-9]+[.)] |[0-9]{1,2}[)）](?=[^0-9\s])|>|\||#|```|~~~|!\[)")
BARE = re.compile(r"(?<![\w(\[<`/])https?://[!-;=?-Z^-~]+")
HARD = re.compile(r"(?<!\\)\\(?=\n[^\n])")
BREAK = re.compile(r"\n(?P<comments>(?:[ ]*<!--[^\n]*-->[ ]*\n)*)[ ]*")
INKED = re.compile(r"[^\x00*_\n ]")


@dataclass(frozen=True)
class Edit:
    """``new`` in the place of the characters ``start`` to ``end``."""

    start: int
    end: int
    new: str


def markdown(prose: Prose, view: View, signs: Signs | None = None) -> str:
    """The prose as Markdown on the page of ``view``. An unconfirmed figure has a sign; ``signs``
    are those of the block around the prose, where that says below what they mean, else it is said
    below the prose itself."""
    return _noted(prose, view, signs, "\n\n", "<br>\n")


def line(prose: Prose | None, view: View, signs: Signs | None = None) -> str:
    """The prose in one line; empty where there is none."""
    return " ".join(_noted(prose, view, signs, " ", " ").split("\n")) if prose else ""


def _noted(prose: Prose, view: View, signs: Signs | None, gap: str, separator: str) -> str:
    """The prose with what its signs mean behind ``gap``, unless the block around it says so."""
    used = Signs() if signs is None else signs
    text = ProseOnPage(prose, view, used).markdown()
    if signs is not None or not used.notes:
        return text
    return text + gap + separator.join(used.below())


@dataclass(frozen=True)
class ProseOnPage:
    """A prose, the page it is set on, and the signs of its unconfirmed figures."""

    prose: Prose
    view: View
    signs: Signs

    def markdown(self) -> str:
        """The whole text."""
        found = [
            *self._links(),
            *self._citations(),
            *self._joins(),
            *self._foreign(),
            *self._hidden(),
            *_emphasis(self.prose.masked),
            *_breaks(self.prose.masked),
            *self._addresses(),
        ]
        return settled(_edited(self.prose.text, found).strip())

    def _hidden(self) -> Iterator[Edit]:
        """Code becomes tags, in which no closing tag is read; comments go."""
        for match in MASKED.finditer(self.prose.text):
            if match[0].startswith("<!--"):
                yield _without(match, self.prose.text)
            elif match["ticks"]:
                typed = code(match[0].strip("`").strip())
                yield Edit(match.start(), match.end(), f"<code>{typed}</code>")
            elif match["fence"]:
                typed = block(match[0].split("\n")[1:], match["fence"])
                yield Edit(match.start(), match.end(), typed)

    def _addresses(self) -> Iterator[Edit]:
        """A bare address is a link, as it is in GitHub's preview."""
        for match in BARE.finditer(self.prose.masked):
            bare = match[0].rstrip("?!.,:;*_~'\")")
            yield Edit(match.start(), match.start() + len(bare), f"<{bare}>")

    def _citations(self) -> Iterator[Edit]:
        """A citation stands close to what it supports."""
        text = self.prose.text
        for citation in self.prose.citations:
            before = citation.start
            while before and text[before - 1] in " \n":
                before -= 1
            start = citation.start if "\n\n" in text[before : citation.start] else before
            yield Edit(start, citation.end, cite(*citation.keys))

    def _joins(self) -> Iterator[Edit]:
        """Line breaks that would show as a blank where Chinese has none."""
        if self.prose.language == Language.EN:
            return
        inked = [match.start() for match in INKED.finditer(self.prose.plain)]
        for match in BREAK.finditer(self.prose.text):
            if _within_paragraph(match, self.prose.text) and self._wide(match, inked):
                # comments go by themselves
                end = match.start() + 1 if match["comments"] else match.end()
                yield Edit(match.start(), end, "")

    def _wide(self, line_break: re.Match[str], inked: list[int]) -> bool:
        """Whether what stands on both sides of a line break wants no blank between; ``inked`` are
        the places of all that a reader sees, blanks left out."""
        last, first = (bisect_left(inked, at) for at in line_break.span())
        before = self.prose.plain[inked[last - 1]] if last else ""
        after = self.prose.plain[inked[first]] if first < len(inked) else ""
        if MARK.match(before) or MARK.match(after):
            return True
        return bool(WIDE.match(before) and WIDE.match(after))

    def _foreign(self) -> Iterator[Edit]:
        """Chinese words in an English text say so (WCAG 2.2, 3.1.2)."""
        if self.prose.language == Language.EN:
            for match in RUN.finditer(self.prose.plain):
                yield Edit(match.start(), match.end(), f'<span lang="zh-CN">{match[0]}</span>')

    def _links(self) -> Iterator[Edit]:
        data = [(found, self._datum(found)) for found in self.prose.links]
        for found, datum in data:
            if found.image:
                yield Edit(found.start, found.end, self._image(found))
            elif datum:
                yield self._figure(found, datum)
            else:
                markdown = link(self._inner(found), self._leads(found))
                yield Edit(found.start, found.end, markdown)

    def _inner(self, found: Link) -> str:
        """The text of a link, a citation in it as one."""
        start, end = found.inner, found.inner + len(found.text)
        text = self.prose.text[start:end]
        text = _edited(text, _emphasis(text))
        for citation in self.prose.citations:
            if start <= citation.start and citation.end <= end:
                typed = self.prose.text[citation.start : citation.end]
                text = text.replace(typed, cite(*citation.keys))
        return text

    def _leads(self, found: Link) -> str:
        """Where a link leads from the page; only the schemes of ``address`` are handed on."""
        if SCHEME.match(found.target):
            return address(found.target)
        return self.view.source(target(found, self.prose.source.path), found.fragment)

    def _image(self, found: Link) -> str:
        """An image with the alt text of the language; both halves on the parallel page. What is no
        picture of the review shows as its text."""
        zh, _, en = (half.strip() for half in found.text.partition("|"))
        paired = self.view.rendition == "zh-en" and self.prose.language == "both"
        alt = harmless(f"{zh} {en}".strip() if paired else self.view.language.half((zh, en or zh)))
        file = target(found, self.prose.source.path)
        if self.view.corpus.pictures.get(file, alt) is not None:
            return alt
        return f"![{alt}]({self.view.asset(file.removeprefix('docs/'))})"

    def _datum(self, found: Link) -> Datum | None:
        """The datum that a link leads to."""
        if found.image or SCHEME.match(found.target) or not found.fragment:
            return None
        trial = self.view.corpus.trial_at(target(found, self.prose.source.path))
        return trial.datum(found.fragment) if trial else None

    def _words(self, datum: Datum) -> TrialWords:
        return worded(datum.trial, self.view.corpus, self.view.language)

    def _figure(self, found: Link, datum: Datum) -> Edit:
        """A link to a datum; behind an unconfirmed one the sign of who printed it."""
        place = self.view.source(datum.trial.path, found.fragment)
        figure = link(self._inner(found), place, self._words(datum).title(datum), ".datum")
        if datum.row is None or datum.row.confirmed or _only_time(found.text, datum):
            return Edit(found.start, found.end, figure)
        note = self._words(datum).row(datum.row).unconfirmed
        mark = provenance.dagger(note, self.signs.of(note))
        return Edit(found.start, self._closed(found.end), figure + mark)

    def _closed(self, end: int) -> int:
        """Where a figure ends with the sign behind it: in Chinese no blank stands beside a sign.
        A citation takes the blank before it along."""
        text = self.prose.text
        blank = text.startswith(" ", end) and not CITATION.match(text, end + 1)
        return end + 1 if blank and self.view.language is Language.ZH else end


def _edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with its edits; what lies between them is made harmless."""
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda edit: (edit.start, -edit.end)):
        if edit.start >= position:
            pieces += [harmless(text[position : edit.start]), edit.new]
            position = edit.end
    return "".join([*pieces, harmless(text[position:])])


def _emphasis(text: str) -> list[Edit]:
    """Emphasis and struck-out text as tags, where CommonMark has no sign for it or does not read
    the one that stands there: between a bracket and a Han character."""
    edits = [edit for match in EMPHASIS.finditer(text) for edit in _tagged(match, text)]
    for match in STRUCK.finditer(text):
        edits += [
            Edit(match.start(), match.start(1), "<del>"),
            Edit(match.end(1), match.end(), "</del>"),
        ]
    return sorted(edits, key=lambda edit: edit.start)


def _tagged(match: re.Match[str], text: str) -> Iterator[Edit]:
    start, end = match.span()
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    opens = _parts(match[2][0]) and before and not _parts(before)
    closes = _parts(match[2][-1]) and after and not _parts(after)
    if opens or closes:
        tags = {1: ("em",), 2: ("strong",), 3: ("em", "strong")}[len(match[1])]
        opening, closing = (f"<{tag}>" for tag in tags), (f"</{tag}>" for tag in reversed(tags))
        yield Edit(match.start(1), match.end(1), "".join(opening))
        yield Edit(match.end(2), match.end(), "".join(closing))


def _parts(character: str) -> bool:
    """Whether a character is a blank or punctuation for CommonMark."""
    return character.isspace() or unicodedata.category(character)[0] in "PS"


def _breaks(text: str) -> Iterator[Edit]:
    """A line that ends in a backslash ends there on the page."""
    for match in HARD.finditer(text):
        yield Edit(match.start(), match.end(), "  ")


def _without(comment: re.Match[str], text: str) -> Edit:
    """A comment goes with its line where it has one to itself: an empty line would part a list."""
    start, end = comment.span()
    at_start = start == 0 or text[start - 1] == "\n"
    own_line = at_start and text.startswith("\n", end)
    return Edit(start, end + own_line, "")


def _within_paragraph(line_break: re.Match[str], text: str) -> bool:
    """Whether a line goes on behind its break, and begins nothing."""
    start, end = line_break.span()
    ends_here = end == len(text) or text.startswith("\n", end) or BLOCK.match(text, end)
    return not ends_here and not text.endswith(("\n", "  ", "|", "\\"), 0, start)


def _only_time(text: str, datum: Datum) -> bool:
    """Whether a link has no figure but the time point, which nobody need confirm."""
    times = {figure.value for figure in datum.figures if figure.role == "timepoint"}
    return all(numeral.value in times for numeral in numerals(text))
