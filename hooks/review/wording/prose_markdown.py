"""Prose as Markdown for one page: links lead to woven pages, figures say where they come from,
lines between Han characters join.

Everything is an edit of the source text: a piece to be replaced, at its offsets. Edits are made in
order; one inside another is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from review.edition.view import View
from review.evidence.trial import Datum
from review.markup.escape import address, attribute, block, harmless, link
from review.markup.language import Language
from review.sources.link import SCHEME, Link, target
from review.sources.numeral import numerals
from review.sources.prose import CITATION, HAN, MASKED, Prose
from review.wording import provenance
from review.wording.citation_numbers import cite
from review.wording.provenance import Signs, sign
from review.wording.trial_words import TrialWords, worded

FULL_WIDTH = "\u3000-\u3004\u3008-\u303f\uff01-\uff60“”‘’…—"
WIDE = re.compile(rf"[{HAN}{FULL_WIDTH}]")
MARK = re.compile(rf"[{FULL_WIDTH}]")
RUN = re.compile(rf"[{HAN}](?:[{HAN}{FULL_WIDTH}]*[{HAN}])?")
BLOCK = re.compile(r"\s*(?:[-*+] |[0-9]+[.)] |>|\||#|```|~~~|!\[)")
BREAK = re.compile(r"\n(?P<comments>(?:[ ]*<!--[^\n]*-->[ ]*\n)*)[ ]*")
PARAGRAPH = re.compile(r"\n[ ]*\n|\n[ ]*(?:[-*+]|[0-9]+[.)])[ ]|\n\|")
SKIPPED = "\x00*_\n "
OPEN, CLOSE = re.compile("[（(]"), re.compile("[）)]")


@dataclass(frozen=True)
class Edit:
    """``new`` in the place of the characters ``start`` to ``end``."""

    start: int
    end: int
    new: str


@dataclass
class Notes:
    """What a prose says of its unconfirmed figures: ``uses`` are the paragraph of each, known by
    where it begins, and its note, in order. ``signs`` are those of the block that the prose stands
    in, where that names its sources below."""

    uses: list[tuple[int, str]]
    signs: Signs | None = None
    spelled: set[tuple[int, str]] = field(default_factory=set)

    def before(self, paragraph: int, note: str) -> bool:
        """Whether the paragraph has spelled this note out; from now on it has."""
        known = (paragraph, note) in self.spelled
        self.spelled.add((paragraph, note))
        return known

    def sign(self, paragraph: int, note: str) -> str:
        """What marks the figures of a note behind the first. In a paragraph of several notes each
        that comes again has a sign of its own."""
        own = [said for begins, said in self.uses if begins == paragraph]
        again = [said for said in dict.fromkeys(own) if own.count(said) > 1]
        if note not in again:
            return ""
        return self.signs.of(note) if self.signs else sign(again.index(note))

    def spelled_out(self, paragraph: int, note: str) -> str:
        """The note as the first figure has it: led by its sign, where the paragraph has others and
        its sign comes again."""
        several = len({said for begins, said in self.uses if begins == paragraph}) > 1
        sign = self.sign(paragraph, note) if several else ""
        return f"{sign} {note}" if sign else note


def markdown(prose: Prose, view: View, signs: Signs | None = None) -> str:
    """The prose as Markdown on the page of ``view``; ``signs`` are those of the block around it,
    where that names the sources of unconfirmed figures below."""
    return ProseOnPage(prose, view, signs).markdown()


def line(prose: Prose | None, view: View, signs: Signs | None = None) -> str:
    """The prose in one line; empty where there is none."""
    return " ".join(markdown(prose, view, signs).split("\n")) if prose else ""


@dataclass(frozen=True)
class ProseOnPage:
    """A prose and the page it is set on; ``signs`` are as in ``Notes``."""

    prose: Prose
    view: View
    signs: Signs | None

    def markdown(self) -> str:
        """The text with its edits; what lies between them is made harmless."""
        found = [
            *self._links(),
            *self._citations(),
            *self._joins(),
            *self._foreign(),
            *self._hidden(),
        ]
        text, pieces, position = self.prose.text, [], 0
        for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
            if edit.start >= position:
                pieces += [harmless(text[position : edit.start]), edit.new]
                position = edit.end
        return "".join([*pieces, harmless(text[position:])]).strip()

    def _hidden(self) -> Iterator[Edit]:
        """Code becomes tags with entities, because between backticks a converter may still read a
        closing tag; comments go."""
        for match in MASKED.finditer(self.prose.text):
            if match[0].startswith("<!--"):
                yield _without(match, self.prose.text)
            elif match["ticks"]:
                code = attribute(match[0].strip("`").strip())
                yield Edit(match.start(), match.end(), f"<code>{code}</code>")
            elif match["fence"]:
                code = block(match[0].split("\n")[1:], match["fence"])
                yield Edit(match.start(), match.end(), code)

    def _citations(self) -> Iterator[Edit]:
        """A citation stands close to what it supports."""
        text = self.prose.text
        for citation in self.prose.citations:
            before = len(text[: citation.start].rstrip(" \n"))
            start = citation.start if "\n\n" in text[before : citation.start] else before
            yield Edit(start, citation.end, cite(*citation.keys))

    def _joins(self) -> Iterator[Edit]:
        """Line breaks that would show as a blank where Chinese has none."""
        if self.prose.language == Language.EN:
            return
        for match in BREAK.finditer(self.prose.text):
            if _within_paragraph(match, self.prose.text) and self._wide(match):
                # comments go by themselves
                end = match.start() + 1 if match["comments"] else match.end()
                yield Edit(match.start(), end, "")

    def _wide(self, line_break: re.Match[str]) -> bool:
        """Whether what stands on both sides of a line break wants no blank between."""
        before = self.prose.plain[: line_break.start()].rstrip(SKIPPED)[-1:]
        after = self.prose.plain[line_break.end() :].lstrip(SKIPPED)[:1]
        if MARK.match(before) or MARK.match(after):
            return True
        return bool(WIDE.match(before) and WIDE.match(after))

    def _foreign(self) -> Iterator[Edit]:
        """Chinese words in an English text say so (WCAG 2.2, 3.1.2): else they are read aloud as
        English and set in any font."""
        if self.prose.language == Language.EN:
            for match in RUN.finditer(self.prose.plain):
                yield Edit(match.start(), match.end(), f'<span lang="zh-CN">{match[0]}</span>')

    def _links(self) -> Iterator[Edit]:
        data = [(found, self._datum(found)) for found in self.prose.links]
        uses = [self._use(found, datum) for found, datum in data if datum]
        notes = Notes([use for use in uses if use], self.signs)
        for found, datum in data:
            if found.image:
                yield Edit(found.start, found.end, self._image(found))
            elif datum:
                yield self._figure(found, datum, notes)
            else:
                led = link(self._inner(found), self._leads(found))
                yield Edit(found.start, found.end, led)

    def _inner(self, found: Link) -> str:
        """The text of a link, a citation in it as one."""
        start, end = found.inner, found.inner + len(found.text)
        text = harmless(self.prose.text[start:end])
        for citation in self.prose.citations:
            if start <= citation.start and citation.end <= end:
                typed = self.prose.text[citation.start : citation.end]
                text = text.replace(typed, cite(*citation.keys))
        return text

    def _leads(self, found: Link) -> str:
        """Where a link leads from the page. The check refuses every scheme but those of
        ``address``, and no other is handed on."""
        if SCHEME.match(found.target):
            return address(found.target)
        return self.view.source(target(found, self.prose.source.path), found.fragment)

    def _image(self, found: Link) -> str:
        """An image with the alt text of the language; both halves on the parallel page. What is no
        picture of the review shows as its text."""
        zh, _, en = (half.strip() for half in found.text.partition("|"))
        both = self.view.rendition == "zh-en" and self.prose.language == "both"
        alt = harmless(f"{zh} {en}".strip() if both else self.view.language.half((zh, en or zh)))
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

    def _use(self, found: Link, datum: Datum) -> tuple[int, str] | None:
        """The paragraph of an unconfirmed figure, by where it begins, and the note it has; None for
        every other link."""
        if datum.row is None or datum.row.confirmed or _only_time(found.text, datum):
            return None
        breaks = PARAGRAPH.finditer(self.prose.text, 0, found.start)
        begins = max((match.end() for match in breaks), default=0)
        return begins, self._words(datum).row(datum.row).unconfirmed

    def _figure(self, found: Link, datum: Datum, notes: Notes) -> Edit:
        """A link to a datum, with what is to be said of its provenance."""
        text = self._inner(found)
        place = self.view.source(datum.trial.path, found.fragment)
        title = self._words(datum).title(datum)
        figure = link(text, place, title, ".datum")
        use = self._use(found, datum)
        if use is None:
            return Edit(found.start, found.end, figure)
        if notes.before(*use):
            mark = provenance.dagger(use[1], notes.sign(*use))
            return Edit(found.start, found.end, figure + mark)
        marks = _marks(self.prose.plain, use[0], found)
        note = provenance.note(notes.spelled_out(*use), self.view.language, marks)
        end = self._closed(found.end) if marks != "pause" else found.end
        if marks == "end":
            inside = link(text[:-1] + note + text[-1], place, title, ".datum")
            return Edit(found.start, end, inside)
        return Edit(found.start, end, figure + note)

    def _closed(self, end: int) -> int:
        """Where a figure ends with the note behind it: in Chinese no blank stands beside the
        bracket that the note ends with. A citation takes the blank before it along."""
        text = self.prose.text
        blank = text.startswith(" ", end) and not CITATION.match(text, end + 1)
        return end + 1 if blank and self.view.language is Language.ZH else end


def _without(comment: re.Match[str], text: str) -> Edit:
    """A comment goes with its line where it has one to itself: an empty line would part a list."""
    start, end = comment.span()
    begins = start == 0 or text[start - 1] == "\n"
    alone = begins and text.startswith("\n", end)
    return Edit(start, end + alone, "")


def _within_paragraph(line_break: re.Match[str], text: str) -> bool:
    """Whether a line goes on behind its break, and begins nothing."""
    before, after = text[: line_break.start()], text[line_break.end() :]
    begins = not after or after.startswith("\n") or BLOCK.match(after)
    return not begins and not before.endswith(("\n", "  ", "|"))


def _marks(text: str, begins: int, found: Link) -> str:
    """How a note goes on after a figure: inside the bracket that the figure ends with (``end``),
    after a semicolon where a bracket is open and the clause ends (``pause``), in ``square``
    brackets where a bracket is open and it does not, in brackets of its own (``alone``)."""
    if found.text.endswith(("）", ")")) and _depth(found.text) == 0:
        return "end"
    if _depth(text[begins : found.start]) <= 0:
        return "alone"
    after = text[found.end :].lstrip("\x00 ")
    return "pause" if after[:1] and after[0] in "）)；;，,、" else "square"


def _depth(text: str) -> int:
    """Brackets that are open at the end of a text."""
    return len(OPEN.findall(text)) - len(CLOSE.findall(text))


def _only_time(text: str, datum: Datum) -> bool:
    """Whether a link text has no figure but the time point of its row, which nobody need
    confirm."""
    times = {figure.value for figure in datum.figures if figure.role == "timepoint"}
    return all(numeral.value in times for numeral in numerals(text))
