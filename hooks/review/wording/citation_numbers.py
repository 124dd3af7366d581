"""Citations of a page: numbered in order of appearance, joined, linked to the list at its end and
back.

In a block a citation stands as ``cite`` places it, behind a character that no source may hold, so
that nothing typed is taken for one. ``numbered`` gives every use its number when the blocks of a
page are put together, so that whoever resolves the marks (``resolved``, or an adapter) knows which
one it has before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from review.edition.page import Page
from review.edition.view import View
from review.evidence.corpus import Corpus
from review.evidence.reference import Reference
from review.markup import templates
from review.markup.escape import JOINER, attribute
from review.sources.latex import decoded
from review.sources.prose import KEY
from review.styles import notice_marks
from review.styles.inline_markup import escaped

MARK = re.compile(
    r"\[#(?P<n>[1-9][0-9]{0,5}) (?P<keys>@[a-z]+[0-9]{4}[a-z]*(?:; @[a-z]+[0-9]{4}[a-z]*)*)\]"
)
ANCHOR = re.compile(r'id="((?:cite|ref)-[^"]+)"')
PLACED = "\x02["  # what a citation in a block begins with
LETTERS = "abcdefghijklmnopqrstuvwxyz"

Uses = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Item:
    """One entry of a reference list, ready for its template."""

    key: str
    language: str
    html: str
    entry: str
    backs: list[tuple[str, int, str]]


def cite(*keys: str) -> str:
    """A citation as it stands in a block of a page."""
    return f"{PLACED}{'; '.join(f'@{key}' for key in keys)}]"


def numbered(markdown: str) -> tuple[str, Uses]:
    """The blocks of a page with every citation as ``[#n @a; @b]``, and the keys of each use."""
    before, *placed = markdown.split(PLACED)
    pieces, uses = [before], []
    for number, piece in enumerate(placed, 1):
        keys, _, after = piece.partition("]")
        uses.append(tuple(KEY.findall(keys)))
        pieces.append(f"[#{number} {keys}]{after}")
    return "".join(pieces), tuple(uses)


def numbers(uses: Uses) -> dict[str, int]:
    """Number of each key, by first appearance."""
    keys = dict.fromkeys(key for use in uses for key in use)
    return {key: number for number, key in enumerate(keys, 1)}


def marker(page: Page, n: int, corpus: Corpus) -> str:
    """HTML of the ``n``-th citation of a page, whose titles name the works; the list at its end has
    them in full, and hovering shows that."""
    number_of, entries = numbers(page.citations), corpus.bibliography.entries
    keys = sorted(dict.fromkeys(page.citations[n - 1]), key=number_of.__getitem__)
    runs = _runs([number_of[key] for key in keys])
    titles = {key: _short(entries[key]) if key in entries else key for key in keys}
    links = {
        number_of[key]: f'<a href="#ref-{key}" title="{attribute(title)}">{number_of[key]}</a>'
        for key, title in titles.items()
    }
    inner = ",".join("–".join(links[number] for number in run) for run in runs)
    marks = retracted(keys, corpus, page.rendition)
    return f'{JOINER}<sup class="citation" id="cite-{n}">[{inner}]</sup>{marks}'


def retracted(keys: Sequence[str], corpus: Corpus, rendition: str) -> str:
    """The marks behind a citation of works with a notice that no reader must miss, each with the
    author and year of the work where several are cited; empty where there is none."""
    marks = []
    for reference in filter(None, map(corpus.bibliography.entries.get, keys)):
        if words := notice_marks.mark(reference, rendition):
            marks.append((f"{escaped(_short(reference))} " if len(keys) > 1 else "") + words)
    if not marks:
        return ""
    bracketed = f" ({'; '.join(marks)})" if rendition == "en" else f"（{'；'.join(marks)}）"
    return f'<span class="retracted">{bracketed}</span>'


def _short(reference: Reference) -> str:
    """First author and year, ``Doe 2021``; by these a reader finds the work in any list."""
    people = reference.entry.persons.get("author") or reference.entry.persons.get("editor") or []
    name = decoded(" ".join(people[0].last_names)) if people else reference.title[:20]
    return f"{name} {reference.year}"


def resolved(page: Page, corpus: Corpus) -> str:
    """The page's Markdown with every mark as HTML."""

    def html(match: re.Match[str]) -> str:
        number = int(match["n"])
        return marker(page, number, corpus) if number <= len(page.citations) else match[0]

    return MARK.sub(html, page.markdown)


def reference_list(uses: Uses, view: View) -> str:
    """The list at the end of a page, with ways back to the uses and on to all references."""
    if not uses:
        return ""
    return templates.render(
        "reference-list.md.j2", view=view, items=[_item(key, uses, view) for key in numbers(uses)]
    )


def entry_html(reference: Reference, view: View) -> str:
    """A formatted entry in the style of the view, safe inside Markdown."""
    return view.edition.formatted[view.style][reference.key]


def _item(key: str, uses: Uses, view: View) -> Item:
    reference = view.corpus.bibliography.entries.get(key)
    found = (number for number, use in enumerate(uses, 1) if key in use)
    backs = [
        (letter(index), number, view.word("reference", "back", n=index + 1))
        for index, number in enumerate(found)
    ]
    if reference is None:
        return Item(key, view.language, view.word("reference", "unknown", key=key), "", backs)
    entry, language = entry_html(reference, view), language_of(reference)
    return Item(key, language, entry, view.reference(key), backs)


def letter(index: int) -> str:
    """Name of the way back, or of the note, with this index: a to z, then numbers."""
    return LETTERS[index] if index < len(LETTERS) else str(index + 1)


def language_of(reference: Reference) -> str:
    """Value of the ``lang`` attribute of an entry."""
    return "zh-CN" if reference.language == "zh" else "en"


def _runs(found: list[int]) -> list[list[int]]:
    """Numbers with runs of three and more cut to their ends: 1, 2, 3, 5 gives [1, 3], [5]."""
    runs: list[list[int]] = []
    for _, group in groupby(enumerate(found), key=lambda pair: pair[1] - pair[0]):
        run = [number for _, number in group]
        runs += [[run[0], run[-1]]] if len(run) > 2 else [[number] for number in run]
    return runs


def lost(page: Page, html: str) -> list[str]:
    """Citations of a page that its HTML does not show: the use, or the entry it leads to."""
    found = frozenset(ANCHOR.findall(html))
    uses = enumerate(page.citations, 1)
    unused = [f"[{'; '.join(keys)}]" for n, keys in uses if f"cite-{n}" not in found]
    return unused + [key for key in numbers(page.citations) if f"ref-{key}" not in found]
