"""What a text states that data or sources hold: its figures, other numbers, citations and links, as
strings that two versions can be compared by.

A figure is a numeral that is linked to its datum or reads like a result. The number of a phase, a
ratio of allocation, a line of treatment or the time at which something was measured is none: to
change it changes what is claimed, but of a new text it is not worth a list."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from review.change.renames import Renames
from review.change.row_names import spans
from review.figures.coverage import inside
from review.figures.expression import parts
from review.markup.language import Language, in_both
from review.problem import Text
from review.sources.link import Link, target
from review.sources.numeral import Numeral, placed
from review.sources.prose import Prose
from review.sources.visible_text import seen

FIGURES, OTHERS, CITATIONS, LINKS = (
    Text("数字", "figures"),
    Text("分期、时间点等数字", "numbers of phases, time points and the like"),
    Text("引文", "citations"),
    Text("链接", "links"),
)
CLAIMS = (FIGURES, OTHERS, CITATIONS, LINKS)
WHEN = re.compile(r"\b(?:[Aa]t|[Aa]fter|[Ww]ithin)\s\Z")
WHILE = re.compile(
    r"\s?(?:周|个?月|年|天)(?:时|内|后|[^\W\d_]{0,8}率)|-(?:weeks?|months?|years?|days?)\b"
)

Claims = dict[Text, list[str]]


def claims(prose: Prose | None, renames: Renames | None, names: frozenset[str]) -> Claims:
    """The claims of a text, in order, by their kind; with ``renames`` keys and targets as the new
    version calls them. The digits of ``names`` count for nothing."""
    found: Claims = {kind: [] for kind in CLAIMS}
    if prose is None:
        return found
    for numeral, is_figure in _numerals(prose, names):
        found[FIGURES if is_figure else OTHERS].append(_numeral(numeral))
    new_names = renames or Renames()
    found[CITATIONS] = [new_names.key(key) for citation in prose.citations for key in citation.keys]
    found[LINKS] = [new_names.target(_file(link, prose), link.fragment) for link in prose.links]
    return found


def _numeral(numeral: Numeral) -> str:
    percent = "%" if numeral.percent else ""
    return f"{numeral.value.normalize():f}{percent} {numeral.unit or ''}".strip()


def _file(link: Link, prose: Prose) -> str:
    """The file a link leads to; an address elsewhere as it is."""
    return link.target if ":" in link.target else target(link, prose.source.path)


def listed(values: Counter[str]) -> Text | None:
    """Claims in one line, figures with units in the language's words; None for no claims."""
    if not values:
        return None
    return in_both(
        lambda language: language.listed([_worded(value, language) for value in values.elements()])
    )


def _worded(value: str, language: Language) -> str:
    number, _, unit = value.partition(" ")
    return language.counted(number, unit) if unit else value


def _numerals(prose: Prose, names: frozenset[str]) -> Iterator[tuple[Numeral, bool]]:
    """The numerals of a text outside names such as NCI 10005, and whether each is a figure."""
    view = seen(prose, code=True)
    named = [*spans(names, prose.text)]
    data = [link for link in prose.links if _leads_to_datum(link, prose)]
    for part in parts(view.text):
        in_source = placed(part.numeral, view)
        if not any(start <= in_source.start < end for start, end in named):
            bound = any(inside(in_source, link) for link in data)
            measured = bound or part.result
            yield in_source, measured and not _moment(view.text, part.numeral)


def _leads_to_datum(link: Link, prose: Prose) -> bool:
    return bool(link.fragment) and (link.file or prose.source.path).endswith(".yml")


def _moment(text: str, numeral: Numeral) -> bool:
    """Whether a numeral is the time at which something was measured."""
    if numeral.unit is None:
        return False
    before = text[max(numeral.start - 8, 0) : numeral.start]
    return bool(WHEN.search(before) or WHILE.match(text, numeral.end, numeral.end + 16))
