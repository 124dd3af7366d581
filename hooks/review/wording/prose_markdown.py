"""Prose as Markdown for one page: links lead to woven pages, figures say where they come from,
lines between Han characters join.

Everything is an edit of the source text: a piece to be replaced, at its offsets. Edits are made in
order; one inside another is dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from review.edition.view import View
from review.evidence.trial import Datum, Trial
from review.markup.escape import address, attribute, block, harmless, link
from review.sources.link import SCHEME, Link, target
from review.sources.numeral import numerals
from review.sources.prose import HAN, MASKED, Prose
from review.wording import datum as data
from review.wording import provenance, provenance_signs

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
class Told:
    """What is to be told of unconfirmed figures: ``uses`` are the paragraph of each, known by where
    it begins, and its note, in order."""

    uses: list[tuple[int, str]]
    notes: set[tuple[int, str]] = field(default_factory=set)

    def before(self, paragraph: int, note: str) -> bool:
        """Whether the paragraph has had this note; from now on it has."""
        known = (paragraph, note) in self.notes
        self.notes.add((paragraph, note))
        return known

    def sign(self, paragraph: int, note: str) -> str:
        """What marks the figures of a note behind the first. In a paragraph of several notes each
        that comes again has a sign of its own."""
        own = [said for begins, said in self.uses if begins == paragraph]
        again = [said for said in dict.fromkeys(own) if own.count(said) > 1]
        return provenance_signs.sign(again.index(note)) if note in again else ""

    def shown(self, paragraph: int, note: str) -> str:
        """The note as the first figure has it: led by its sign, where the paragraph has others and
        its sign comes again."""
        several = len({said for begins, said in self.uses if begins == paragraph}) > 1
        sign = self.sign(paragraph, note) if several else ""
        return f"{sign} {note}" if sign else note


def markdown(prose: Prose, view: View) -> str:
    """The prose as Markdown on the page of ``view``."""
    edits = sorted(
        [
            *_links(prose, view),
            *_citations(prose),
            *_joins(prose, view),
            *_foreign(prose),
            *_hidden(prose),
        ],
        key=lambda edit: (edit.start, -edit.end),
    )
    pieces, position = [], 0
    for edit in edits:
        if edit.start < position:
            continue
        pieces += [harmless(prose.text[position : edit.start]), edit.new]
        position = edit.end
    return "".join([*pieces, harmless(prose.text[position:])]).strip()


def line(prose: Prose | None, view: View) -> str:
    """The prose in one line; empty where there is none."""
    return " ".join(markdown(prose, view).split("\n")) if prose else ""


def _hidden(prose: Prose) -> Iterator[Edit]:
    """Code becomes tags with entities; comments go, with their line where they have one to
    themselves, because an empty line would part a list."""
    for match in MASKED.finditer(prose.text):
        if match[0].startswith("<!--"):
            alone = (match.start() == 0 or prose.text[match.start() - 1] == "\n") and prose.text[
                match.end() :
            ].startswith("\n")
            yield Edit(match.start(), match.end() + alone, "")
        elif match[
            "ticks"
        ]:  # as a tag with entities: between backticks a converter may still read a closing tag
            yield Edit(
                match.start(), match.end(), f"<code>{attribute(match[0].strip('`').strip())}</code>"
            )
        elif match["fence"]:
            yield Edit(match.start(), match.end(), block(match[0].split("\n")[1:], match["fence"]))


def _citations(prose: Prose) -> Iterator[Edit]:
    """A citation stands close to what it supports."""
    for citation in prose.citations:
        before = len(prose.text[: citation.start].rstrip(" \n"))
        blank = prose.text[before : citation.start]
        start = citation.start if "\n\n" in blank else before
        yield Edit(start, citation.end, prose.text[citation.start : citation.end])


def _joins(prose: Prose, view: View) -> Iterator[Edit]:
    """Line breaks that would show as a blank where Chinese has none."""
    if prose.language == "en":
        return
    for match in BREAK.finditer(prose.text):
        rest = prose.text[match.end() :]
        if (
            not rest
            or rest.startswith("\n")
            or BLOCK.match(rest)
            or prose.text[: match.start()].endswith(("\n", "  ", "|"))
        ):
            continue
        before = prose.plain[: match.start()].rstrip(SKIPPED)[-1:]
        after = prose.plain[match.end() :].lstrip(SKIPPED)[:1]
        if MARK.match(before) or MARK.match(after) or WIDE.match(before) and WIDE.match(after):
            yield Edit(
                match.start(), match.start() + 1 if match["comments"] else match.end(), ""
            )  # comments go by themselves


def _foreign(prose: Prose) -> Iterator[Edit]:
    """Chinese words in an English text say so (WCAG 2.2, 3.1.2): else they are read aloud as
    English and set in any font."""
    for match in RUN.finditer(prose.plain) if prose.language == "en" else ():
        yield Edit(match.start(), match.end(), f'<span lang="zh-CN">{match[0]}</span>')


def _links(prose: Prose, view: View) -> Iterator[Edit]:
    told = Told(
        [use for each in prose.links if not each.image and (use := _use(each, prose, view))]
    )
    for each in prose.links:
        if each.image:
            yield Edit(each.start, each.end, _image(each, prose, view))
        else:
            yield _link(each, prose, view, told)


def _image(each: Link, prose: Prose, view: View) -> str:
    """An image with the alt text of the language; both halves on the parallel page. What is no
    picture of the review shows as its text."""
    zh, _, en = (half.strip() for half in each.text.partition("|"))
    alt = (
        f"{zh} {en}".strip()
        if view.rendition == "zh-en" and prose.language == "both"
        else zh
        if view.language == "zh"
        else en or zh
    )
    file, shown = target(each, prose.source.path), harmless(alt)
    return (
        f"![{shown}]({view.asset(file.removeprefix('docs/'))})"
        if view.corpus.pictures.get(file, shown) is None
        else shown
    )


def _link(each: Link, prose: Prose, view: View, told: Told) -> Edit:
    text = harmless(prose.text[each.inner : each.inner + len(each.text)])
    if SCHEME.match(each.target):
        return Edit(
            each.start, each.end, link(text, address(each.target))
        )  # the check refuses every other scheme; it is not handed on either
    found = _datum(each, prose, view)
    if found is None:
        return Edit(
            each.start,
            each.end,
            link(text, view.source(target(each, prose.source.path), each.fragment)),
        )
    return _figure(each, prose, view, told, *found, text)


def _datum(each: Link, prose: Prose, view: View) -> tuple[Trial, Datum] | None:
    """The datum that a link leads to."""
    trial = (
        None if SCHEME.match(each.target) else view.corpus.trial_at(target(each, prose.source.path))
    )
    datum = trial.datum(each.fragment) if trial and each.fragment else None
    return (trial, datum) if trial and datum else None


def _use(each: Link, prose: Prose, view: View) -> tuple[int, str] | None:
    """The paragraph of an unconfirmed figure, by where it begins, and the note it has; None for
    every other link."""
    found = _datum(each, prose, view)
    if (
        found is None
        or found[1].row is None
        or found[1].row.confirmed
        or _only_time(each.text, found[1])
    ):
        return None
    begins = max(
        (match.end() for match in PARAGRAPH.finditer(prose.text, 0, each.start)), default=0
    )
    return begins, provenance.unconfirmed(found[0], found[1].row, view)


def _figure(
    each: Link, prose: Prose, view: View, told: Told, trial: Trial, datum: Datum, text: str
) -> Edit:
    """A link to a datum, with what is to be said of its provenance."""
    target, title = view.source(trial.path, each.fragment), data.title(trial, datum, view)
    use = _use(each, prose, view)
    if use is None:
        return Edit(each.start, each.end, link(text, target, title, ".datum"))
    begins, said = use
    if told.before(begins, said):
        return Edit(
            each.start,
            each.end,
            link(text, target, title, ".datum") + provenance.dagger(said, told.sign(begins, said)),
        )
    marks = _marks(prose.plain, begins, each)
    note = provenance.note(told.shown(begins, said), view, marks)
    end = each.end
    if view.language == "zh" and marks != "pause" and prose.text[end : end + 1] == " ":
        end += 1  # no blank beside the bracket that the note ends with
    if marks == "end":
        return Edit(each.start, end, link(text[:-1] + note + text[-1], target, title, ".datum"))
    return Edit(each.start, end, link(text, target, title, ".datum") + note)


def _marks(text: str, begins: int, each: Link) -> str:
    """How a note goes on after a figure: inside the bracket that the figure ends with (``end``),
    after a semicolon where a bracket is open and the clause ends (``pause``), in ``square``
    brackets where a bracket is open and it does not, in brackets of its own (``alone``)."""
    if each.text.endswith(("）", ")")) and _depth(each.text) == 0:
        return "end"
    if _depth(text[begins : each.start]) <= 0:
        return "alone"
    after = text[each.end :].lstrip("\x00 ")
    return "pause" if after[:1] and after[0] in "）)；;，,、" else "square"


def _depth(text: str) -> int:
    """Brackets that are open at the end of a text."""
    return len(OPEN.findall(text)) - len(CLOSE.findall(text))


def _only_time(text: str, datum: Datum) -> bool:
    """Whether a link text has no figure but the time point of its row, which nobody need
    confirm."""
    times = {figure.value for figure in datum.figures if figure.role == "timepoint"}
    return all(numeral.value in times for numeral in numerals(text))
