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
from review.figures.binding import SCHEME
from review.markup.escape import address, attribute, block, harmless, link
from review.markup.language import Language
from review.sources.link import Link, target
from review.sources.numeral import numerals
from review.sources.prose import CITATION, HAN, MASKED, Prose
from review.wording import provenance
from review.wording.citation_numbers import cite
from review.wording.provenance import Signs, sign
from review.wording.trial_words import worded

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
    found = [
        *_links(prose, view, signs),
        *_citations(prose),
        *_joins(prose),
        *_foreign(prose),
        *_hidden(prose),
    ]
    pieces, position = [], 0
    for edit in sorted(found, key=lambda edit: (edit.start, -edit.end)):
        if edit.start < position:
            continue
        pieces += [harmless(prose.text[position : edit.start]), edit.new]
        position = edit.end
    return "".join([*pieces, harmless(prose.text[position:])]).strip()


def line(prose: Prose | None, view: View, signs: Signs | None = None) -> str:
    """The prose in one line; empty where there is none."""
    return " ".join(markdown(prose, view, signs).split("\n")) if prose else ""


def _hidden(prose: Prose) -> Iterator[Edit]:
    """Code becomes tags with entities, because between backticks a converter may still read a
    closing tag; comments go."""
    for match in MASKED.finditer(prose.text):
        if match[0].startswith("<!--"):
            yield _without(match, prose.text)
        elif match["ticks"]:
            code = attribute(match[0].strip("`").strip())
            yield Edit(match.start(), match.end(), f"<code>{code}</code>")
        elif match["fence"]:
            code = block(match[0].split("\n")[1:], match["fence"])
            yield Edit(match.start(), match.end(), code)


def _without(comment: re.Match[str], text: str) -> Edit:
    """A comment goes with its line where it has one to itself: an empty line would part a list."""
    start, end = comment.span()
    begins = start == 0 or text[start - 1] == "\n"
    alone = begins and text.startswith("\n", end)
    return Edit(start, end + alone, "")


def _citations(prose: Prose) -> Iterator[Edit]:
    """A citation stands close to what it supports."""
    for citation in prose.citations:
        before = len(prose.text[: citation.start].rstrip(" \n"))
        blank = prose.text[before : citation.start]
        start = citation.start if "\n\n" in blank else before
        yield Edit(start, citation.end, cite(*citation.keys))


def _joins(prose: Prose) -> Iterator[Edit]:
    """Line breaks that would show as a blank where Chinese has none."""
    for match in BREAK.finditer(prose.text) if prose.language != Language.EN else ():
        if not _within_paragraph(match, prose.text):
            continue
        before = prose.plain[: match.start()].rstrip(SKIPPED)[-1:]
        after = prose.plain[match.end() :].lstrip(SKIPPED)[:1]
        wide = WIDE.match(before) and WIDE.match(after)
        if wide or MARK.match(before) or MARK.match(after):
            # comments go by themselves
            end = match.start() + 1 if match["comments"] else match.end()
            yield Edit(match.start(), end, "")


def _within_paragraph(line_break: re.Match[str], text: str) -> bool:
    """Whether a line goes on behind its break, and begins nothing."""
    before, after = text[: line_break.start()], text[line_break.end() :]
    begins = not after or after.startswith("\n") or BLOCK.match(after)
    return not begins and not before.endswith(("\n", "  ", "|"))


def _foreign(prose: Prose) -> Iterator[Edit]:
    """Chinese words in an English text say so (WCAG 2.2, 3.1.2): else they are read aloud as
    English and set in any font."""
    for match in RUN.finditer(prose.plain) if prose.language == Language.EN else ():
        yield Edit(match.start(), match.end(), f'<span lang="zh-CN">{match[0]}</span>')


def _links(prose: Prose, view: View, signs: Signs | None) -> Iterator[Edit]:
    data = [(link, None if link.image else _datum(link, prose, view)) for link in prose.links]
    uses = (_use(link, datum, prose, view) for link, datum in data if datum)
    notes = Notes([use for use in uses if use], signs)
    for found, datum in data:
        if found.image:
            yield Edit(found.start, found.end, _image(found, prose, view))
        elif datum:
            yield _figure(found, datum, prose, view, notes)
        else:
            yield Edit(
                found.start, found.end, link(_inner(found, prose), _leads(found, prose, view))
            )


def _inner(found: Link, prose: Prose) -> str:
    """The text of a link, a citation in it as one."""
    start, end = found.inner, found.inner + len(found.text)
    text = harmless(prose.text[start:end])
    for citation in prose.citations:
        if start <= citation.start and citation.end <= end:
            typed = prose.text[citation.start : citation.end]
            text = text.replace(typed, cite(*citation.keys))
    return text


def _leads(found: Link, prose: Prose, view: View) -> str:
    """Where a link leads from the page. The check refuses every scheme but those of ``address``,
    and no other is handed on."""
    if SCHEME.match(found.target):
        return address(found.target)
    return view.source(target(found, prose.source.path), found.fragment)


def _image(found: Link, prose: Prose, view: View) -> str:
    """An image with the alt text of the language; both halves on the parallel page. What is no
    picture of the review shows as its text."""
    zh, _, en = (half.strip() for half in found.text.partition("|"))
    both = view.rendition == "zh-en" and prose.language == "both"
    alt = harmless(f"{zh} {en}".strip() if both else view.language.half((zh, en or zh)))
    file = target(found, prose.source.path)
    if view.corpus.pictures.get(file, alt) is not None:
        return alt
    return f"![{alt}]({view.asset(file.removeprefix('docs/'))})"


def _datum(found: Link, prose: Prose, view: View) -> Datum | None:
    """The datum that a link leads to."""
    if SCHEME.match(found.target) or not found.fragment:
        return None
    trial = view.corpus.trial_at(target(found, prose.source.path))
    return trial.datum(found.fragment) if trial else None


def _use(found: Link, datum: Datum, prose: Prose, view: View) -> tuple[int, str] | None:
    """The paragraph of an unconfirmed figure, by where it begins, and the note it has; None for
    every other link."""
    if datum.row is None or datum.row.confirmed or _only_time(found.text, datum):
        return None
    begins = [match.end() for match in PARAGRAPH.finditer(prose.text, 0, found.start)]
    words = worded(datum.trial, view.corpus, view.language).row(datum.row)
    return max(begins, default=0), words.unconfirmed


def _figure(found: Link, datum: Datum, prose: Prose, view: View, notes: Notes) -> Edit:
    """A link to a datum, with what is to be said of its provenance."""
    text, target = _inner(found, prose), view.source(datum.trial.path, found.fragment)
    title = worded(datum.trial, view.corpus, view.language).title(datum)
    figure = link(text, target, title, ".datum")
    use = _use(found, datum, prose, view)
    if use is None:
        return Edit(found.start, found.end, figure)
    if notes.before(*use):
        mark = provenance.dagger(use[1], notes.sign(*use))
        return Edit(found.start, found.end, figure + mark)
    marks = _marks(prose.plain, use[0], found)
    note = provenance.note(notes.spelled_out(*use), view.language, marks)
    end = found.end
    # no blank beside the bracket that the note ends with; a citation takes the one before it along
    blank = prose.text.startswith(" ", end) and not CITATION.match(prose.text, end + 1)
    if view.language is Language.ZH and marks != "pause" and blank:
        end += 1
    if marks == "end":
        inside = link(text[:-1] + note + text[-1], target, title, ".datum")
        return Edit(found.start, end, inside)
    return Edit(found.start, end, figure + note)


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
