"""Rules on pairs: what one language says the other says too, judged by citations, links and figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from difflib import SequenceMatcher

from review.evidence.bilingual import pairs
from review.evidence.corpus import Corpus
from review.problem import Problem, Text
from review.rules import explained
from review.rules.citation_rules import meant, nameless, resolvable
from review.rules.explained import Explained
from review.rules.parallel_text_rules import extra
from review.rules.unit_words import unit
from review.sources.digits import unread
from review.sources.link import target
from review.sources.numeral import numerals
from review.sources.prose import Pair, Prose
from review.sources.visible_text import seen

LOOSE_KEY = re.compile(r"[@＠][ ]?[A-Za-z.]+\Z")

Item = tuple[Hashable, str, int]  # what is compared, how it is shown, where it stands


def pair_citations(corpus: Corpus) -> Iterator[Problem]:
    """Both sides of a pair cite the same references, each as often.
    一对文字中，两种语言引用相同的文献，次数也相同。
    """
    yield from _compare(corpus, "pair-citations", _citations, Text("引文", "citations"))


def pair_links(corpus: Corpus) -> Iterator[Problem]:
    """Both sides of a pair link to the same data and pages, each as often.
    一对文字中，两种语言链接到相同的数据与页面，次数也相同。
    """
    yield from _compare(corpus, "pair-links", _links, Text("链接", "links"), explained.links)


def pair_figures(corpus: Corpus) -> Iterator[Problem]:
    """Both sides of a pair hold the same numbers, each as often and with the same unit or percent sign; 1.2 万 equals 12,000, and 11 月 equals November.
    一对文字中，两种语言的数字相同，次数也相同，单位与百分号一致；1.2 万等于 12,000，11 月等于 November。
    """
    yield from _compare(
        corpus, "pair-figures", _figures, Text("数字", "figures"), explained.figures
    )
    for _, pair in pairs(corpus):
        if (
            pair.zh is not None
            and pair.en is not None
            and (differing := _differing(_marked(pair.zh), _marked(pair.en)))
        ):
            yield _problem(
                "pair-figures", pair, *differing, Text("数字与单位", "figures with their units")
            )


def _told(pair: Pair, zh: list[Item], en: list[Item], places: Explained) -> bool:
    """Whether each difference is one thing in the place of another, and the one is told to be wrong by itself."""
    assert pair.zh is not None and pair.en is not None
    wrong = (
        [
            sum(prose.place(item[2]) in places for item in items)
            for prose, items in ((pair.zh, zh), (pair.en, en))
        ]
        if len(zh) == len(en)
        else [0, 0]
    )
    return any(wrong) and wrong in ([len(zh), 0], [0, len(en)])


def _compare(
    corpus: Corpus,
    rule: str,
    items: Callable[[Prose, str], list[Item]],
    name: Text,
    told: Callable[[Corpus], Explained] = lambda corpus: frozenset(),
) -> Iterator[Problem]:
    for path, pair in pairs(corpus):
        if pair.zh is not None and pair.en is not None:
            zh, en = items(pair.zh, path), items(pair.en, path)
            # the quick way first: nearly all pairs agree
            if Counter(item[0] for item in zh) != Counter(item[0] for item in en) and not (
                rule == "pair-citations" and any(map(nameless, pair.sides))
            ):
                only = (
                    _unexplained(extra(zh, en), extra(en, zh), corpus)
                    if rule == "pair-citations"
                    else (extra(zh, en), extra(en, zh))
                )
                if any(only) and not _told(pair, *only, told(corpus)):
                    yield _problem(rule, pair, *only, name)


def _unexplained(zh: list[Item], en: list[Item], corpus: Corpus) -> tuple[list[Item], list[Item]]:
    """Citations of one language only, without those that an unknown key explains: it stands in the place of one that the other language has, the most
    alike, and is reported by itself."""
    known = corpus.bibliography.entries
    if not resolvable(corpus):
        return zh, en
    pairs = [
        (zh_item, en_item)
        for zh_item in zh
        for en_item in en
        if zh_item[0] not in known or en_item[0] not in known
    ]
    gone: set[int] = set()
    for pair in sorted(
        pairs, key=lambda pair: -SequenceMatcher(None, str(pair[0][0]), str(pair[1][0])).ratio()
    ):
        if not gone & set(map(id, pair)):
            gone |= set(map(id, pair))
    return [item for item in zh if id(item) not in gone], [
        item for item in en if id(item) not in gone
    ]


def _citations(prose: Prose, path: str) -> list[Item]:
    """Its citations, those among them that are malformed and yet tell their keys."""
    found = [
        (key, f"@{key}", citation.start) for citation in prose.citations for key in citation.keys
    ]
    return sorted(
        [*found, *((key, f"@{key}", start) for key, start in meant(prose))],
        key=lambda item: item[2],
    )


def _links(prose: Prose, path: str) -> list[Item]:
    """Links inside the review, those among them that a slip broke; outside it each language may have an address of its own."""
    links = sorted(
        (*prose.links, *(slip.link for slip in prose.slips)), key=lambda link: link.start
    )
    return [
        ((target(link, path), link.fragment), link.target, link.start)
        for link in links
        if ":" not in link.target
    ]


def _figures(prose: Prose, path: str) -> list[Item]:
    """Its numbers, each as often as it stands there, and the digits of its names once: SARC028 is not SARC082."""
    view = seen(prose, code=True)
    found = numerals(view.text)
    numbers = [(numeral.key, numeral.digits, view.starts[numeral.start]) for numeral in found]
    names = {
        run[0]: view.starts[run.start()]
        for run, _ in unread(view.text, ((numeral.start, numeral.end) for numeral in found))
    }
    # what looks like a citation has a rule of its own
    names = {run: start for run, start in names.items() if not LOOSE_KEY.search(prose.text[:start])}
    return sorted(
        [*numbers, *((run, run, start) for run, start in names.items())], key=lambda item: item[2]
    )


def _marked(prose: Prose) -> list[Item]:
    """Its numbers with the unit each has, None where none is known."""
    view = seen(prose, code=True)
    return [
        (
            (numeral.key, mark := unit(view.text, numeral)),
            f"{numeral.digits} {mark}",
            view.starts[numeral.start],
        )
        for numeral in numerals(view.text)
    ]


def _differing(zh: list[Item], en: list[Item]) -> tuple[list[Item], list[Item]] | None:
    """Numbers that stand on both sides as often, but cannot be paired so that no unit meets another one; a number without a unit meets any."""
    if Counter(item[0] for item in zh) == Counter(item[0] for item in en):
        return None
    only = (extra(zh, en), extra(en, zh))
    differing: tuple[list[Item], list[Item]] = ([], [])
    for key in dict.fromkeys(item[0][0] for item in only[0]):
        sides = [[item for item in items if item[0][0] == key] for items in only]
        known = [[item for item in items if item[0][1] is not None] for items in sides]
        free = [len(items) - len(some) for items, some in zip(sides, known)]
        if len(sides[0]) == len(sides[1]) and (len(known[0]) > free[1] or len(known[1]) > free[0]):
            differing[0].extend(known[0])
            differing[1].extend(known[1])
    return differing if any(differing) else None


def _problem(rule: str, pair: Pair, zh: list[Item], en: list[Item], name: Text) -> Problem:
    assert pair.zh is not None and pair.en is not None
    place = min(
        prose.place(item[2])
        for prose, items in ((pair.zh, zh), (pair.en, en))
        for item in items[:1]
    )
    return Problem(
        place,
        rule,
        Text(
            f"仅中文有的{name.zh}：{_shown(pair.zh, zh, '无')}；仅英文有的：{_shown(pair.en, en, '无')}",
            f"{name.en} only in Chinese: {_shown(pair.zh, zh, 'none')}; only in English: {_shown(pair.en, en, 'none')}",
        ),
        Text(f"两种语言的{name.zh}相同", f"the same {name.en} in both languages"),
        Text("补上或更正其中一种语言。", "Complete or correct one of the two."),
    )


def _shown(prose: Prose, items: list[Item], none: str) -> str:
    """As ``17 (14:5 “…阿司匹林组 17 例…”)``; ``none`` for nothing."""
    return "; ".join(f"{shown} ({_where(prose, offset)})" for _, shown, offset in items[:6]) or none


def _where(prose: Prose, offset: int) -> str:
    place = prose.place(offset)
    text = " ".join(prose.text[max(offset - 12, 0) : offset + 16].split())
    return f"{place.line}:{place.column} “…{text}…”"
