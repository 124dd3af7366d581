"""Rules on pairs: both languages have the same citations, links and figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from itertools import product
from typing import NamedTuple

from review.evidence.bilingual import pairs
from review.evidence.corpus import Corpus
from review.figures.expression import Part, parts
from review.messages import problem
from review.problem import Problem, Text
from review.rules import explained_differences
from review.rules.citation_rules import meant, nameless, resolvable
from review.rules.explained_differences import Explained
from review.rules.parallel_items import Item, extra
from review.rules.rule import of_parts
from review.sources.digits import unread
from review.sources.link import target
from review.sources.numeral import POINTS, SCORE
from review.sources.prose import Pair, Prose
from review.sources.visible_text import seen

LOOSE_KEY = re.compile(r"[@＠][ ]?[A-Za-z.]+\Z")
MOST = 6  # items that are named
PERCENT, PEOPLE = "%", "people"

Sides = tuple[list[Item], list[Item]]  # of the Chinese text and of the English one


class Comparison(NamedTuple):
    """What a rule compares: its items in a prose of a file, and how they are called."""

    rule: str
    items: Callable[[Prose, str], list[Item]]
    name: Text


def pair_citations(corpus: Corpus) -> Iterator[Problem]:
    """Both sides of a pair cite the same references, each as often.
    一对文字中，两种语言引用相同的文献，次数也相同。
    """
    compared = Comparison("pair-citations", _citations, Text("引文", "citations"))
    for pair, sides in _unequal(pairs(corpus), compared):
        differing = sides if any(map(nameless, pair.sides)) else _unexplained(sides, corpus)
        if any(differing) and not any(map(nameless, pair.sides)):
            yield _problem(compared, pair, differing)


def pair_links(corpus: Corpus) -> Iterator[Problem]:
    """Both sides of a pair link to the same data and pages, each as often.
    一对文字中，两种语言链接到相同的数据与页面，次数也相同。
    """
    for pair, sides in _unequal(pairs(corpus), LINKS):
        if not _is_explained(pair, sides, explained_differences.links(corpus)):
            yield _problem(LINKS, pair, sides)


def link_differently(corpus: Corpus) -> bool:
    """Whether the two languages of some pair have different links, explained or not."""
    return any(_unequal(pairs(corpus), LINKS))


@of_parts
def pair_figures(corpus: Corpus) -> Iterator[Problem]:
    """Both sides of a pair hold the same numbers, each as often and with the same unit or percent
    sign; 1.2 万 equals 12,000, and 11 月 equals November.
    一对文字中，两种语言的数字相同，次数也相同，单位与百分号一致；
    1.2 万等于 12,000，11 月等于 November。
    """
    compared = Comparison("pair-figures", _figures, Text("数字", "figures"))
    # the quick way first: nearly all pairs agree
    unlike = [(path, pair) for path, pair in pairs(corpus) if not _alike(pair)]
    for pair, sides in _unequal(unlike, compared):
        if not _is_explained(pair, sides, explained_differences.figures(corpus)):
            yield _problem(compared, pair, sides)
    for _, pair in unlike:
        if pair.zh is not None and pair.en is not None:
            differing = _differing(_with_units(pair.zh), _with_units(pair.en))
            if any(differing):
                name = Text("数字与单位", "figures with their units")
                yield _problem(compared._replace(name=name), pair, differing)


def _alike(pair: Pair) -> bool:
    """Whether both sides surely have the same numbers and units, and no digits in names."""
    if pair.zh is None or pair.en is None:
        return True
    zh, en = _marked(pair.zh), _marked(pair.en)
    return sorted(zh) == sorted(en) and not _has_names(pair.zh) and not _has_names(pair.en)


def _has_names(prose: Prose) -> bool:
    text = seen(prose, code=True).text
    spans = ((part.numeral.start, part.numeral.end) for part in parts(text))
    return any(unread(text, spans))


def _unequal(
    candidates: Iterable[tuple[str, Pair]], compared: Comparison
) -> Iterator[tuple[Pair, Sides]]:
    """The pairs whose items differ, with those that only one side has."""
    for path, pair in candidates:
        if pair.zh is not None and pair.en is not None:
            zh, en = compared.items(pair.zh, path), compared.items(pair.en, path)
            # the quick way first: nearly all pairs agree
            keys = [item.key for item in zh], [item.key for item in en]
            if keys[0] != keys[1] and Counter(keys[0]) != Counter(keys[1]):
                differing = (extra(zh, en), extra(en, zh))
                if any(differing):
                    yield pair, differing


def _is_explained(pair: Pair, sides: Sides, places: Explained) -> bool:
    """Whether each difference is one thing in the place of another, and the one is reported to be
    wrong by itself."""
    zh, en = sides
    if pair.zh is None or pair.en is None or len(zh) != len(en):
        return False
    wrong = [
        sum(prose.place(item.offset) in places for item in items)
        for prose, items in ((pair.zh, zh), (pair.en, en))
    ]
    return any(wrong) and wrong in ([len(zh), 0], [0, len(en)])


def _unexplained(sides: Sides, corpus: Corpus) -> Sides:
    """Citations of one language only, without those that an unknown key explains: it stands in the
    place of one that the other language has, the most alike, and is reported by itself."""
    if not resolvable(corpus):
        return sides
    explained: set[int] = set()
    for unknown, twin in sorted(_doubtful(sides, corpus), key=lambda pair: -_likeness(*pair)):
        if not explained & {id(unknown), id(twin)}:
            explained |= {id(unknown), id(twin)}
    zh, en = ([item for item in items if id(item) not in explained] for items in sides)
    return zh, en


def _doubtful(sides: Sides, corpus: Corpus) -> list[tuple[Item, Item]]:
    """Every two citations of either side of which one is unknown."""
    entries = corpus.bibliography.entries
    pairs = product(*sides)
    return [pair for pair in pairs if not all(item.key in entries for item in pair)]


def _likeness(item: Item, twin: Item) -> float:
    return SequenceMatcher(None, str(item.key), str(twin.key)).ratio()


def _citations(prose: Prose, path: str) -> list[Item]:
    """Its citations, those among them that are malformed and yet tell their keys."""
    found = [(key, citation.start) for citation in prose.citations for key in citation.keys]
    items = [Item(key, f"@{key}", start) for key, start in (*found, *meant(prose))]
    return sorted(items, key=lambda item: item.offset)


def _links(prose: Prose, path: str) -> list[Item]:
    """Links inside the review, those among them that a slip broke; outside it each language may
    have an address of its own."""
    links = (*prose.links, *(slip.link for slip in prose.slips))
    return [
        Item((target(link, path), link.fragment), link.target, link.start)
        for link in sorted(links, key=lambda link: link.start)
        if ":" not in link.target
    ]


LINKS = Comparison("pair-links", _links, Text("链接", "links"))


def _figures(prose: Prose, path: str) -> list[Item]:
    """Its numbers, as often as they stand there, and once the digits of its names (SARC028)."""
    view = seen(prose, code=True)
    found = [part.numeral for part in parts(view.text)]
    numbers = [Item(numeral.key, numeral.digits, view.starts[numeral.start]) for numeral in found]
    spans = ((numeral.start, numeral.end) for numeral in found)
    names = {run[0]: view.starts[run.start()] for run, _ in unread(view.text, spans)}
    # what looks like a citation has a rule of its own
    named = [
        Item(run, run, start)
        for run, start in names.items()
        if not LOOSE_KEY.search(prose.text[:start])
    ]
    return sorted([*numbers, *named], key=lambda item: item.offset)


def _marked(prose: Prose) -> list[tuple[Decimal, str]]:
    """Its numbers, each with its unit; empty where none is known."""
    found = parts(seen(prose, code=True).text)
    return [(part.numeral.value, _unit(part) or "") for part in found]


def _with_units(prose: Prose) -> list[Item]:
    """Its numbers with the unit each has, None where none is known."""
    view, items = seen(prose, code=True), []
    for part in parts(view.text):
        numeral, unit = part.numeral, _unit(part)
        words = f"{numeral.digits} {unit}"
        items.append(Item((numeral.key, unit), words, view.starts[numeral.start]))
    return items


def _unit(part: Part) -> str | None:
    """The unit of a number, by one name for both languages; 3 月 is a date and has none."""
    if part.role == "date":
        return None
    if part.numeral.percent:
        return PERCENT
    if part.numeral.unit == SCORE:
        return POINTS  # English may call percentage points so
    return part.numeral.unit or (PEOPLE if part.counted else None)


def _differing(zh: list[Item], en: list[Item]) -> Sides:
    """Numbers that stand on both sides as often, but cannot be paired so that no unit meets another
    one; a number without a unit meets any."""
    differing: Sides = ([], [])
    only = (extra(zh, en), extra(en, zh))
    for value in dict.fromkeys(map(_value, only[0])):
        sides = [[item for item in items if _value(item) == value] for items in only]
        with_unit = [list(filter(_has_unit, items)) for items in sides]
        free = [len(items) - len(some) for items, some in zip(sides, with_unit)]
        clash = len(with_unit[0]) > free[1] or len(with_unit[1]) > free[0]
        if len(sides[0]) == len(sides[1]) and clash:
            differing[0].extend(with_unit[0])
            differing[1].extend(with_unit[1])
    return differing


def _value(item: Item) -> Hashable:
    """The number of an item that has a unit beside it."""
    return item.key[0] if isinstance(item.key, tuple) else item.key


def _has_unit(item: Item) -> bool:
    return isinstance(item.key, tuple) and item.key[1] is not None


def _problem(compared: Comparison, pair: Pair, sides: Sides) -> Problem:
    assert pair.zh is not None and pair.en is not None
    zh, en = sides
    places = [
        prose.place(item.offset) for prose, items in zip(pair.sides, sides) for item in items[:1]
    ]
    none = Text("无", "none")
    return problem(
        min(places),
        "pair-items",
        rule=compared.rule,
        name=compared.name,
        zh=_listed(pair.zh, zh) or none,
        en=_listed(pair.en, en) or none,
    )


def _listed(prose: Prose, items: list[Item]) -> str:
    """As ``17 (14:5 “…阿司匹林组 17 例…”)``."""
    return "; ".join(f"{item.words} ({_where(prose, item.offset)})" for item in items[:MOST])


def _where(prose: Prose, offset: int) -> str:
    place = prose.place(offset)
    around = " ".join(prose.text[max(offset - 12, 0) : offset + 16].split())
    return f"{place.line}:{place.column} “…{around}…”"
