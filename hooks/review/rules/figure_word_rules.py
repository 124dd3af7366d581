"""Rules on the words around a figure: the arm they name is that of the datum, the direction they
tell is that of the estimate, and what they cite is where the study was published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.corpus import QUESTIONS, Corpus
from review.evidence.trial import Row, Trial
from review.figures.binding import Binding, bindings
from review.messages import problem
from review.problem import Place, Problem
from review.rules.counterpart_words import denies, effect
from review.rules.rule import of_parts
from review.rules.table_arithmetic_rules import number
from review.rules.table_interval_rules import leaves_out_one
from review.sources.visible_text import Seen, seen

CITING = ("docs/review/", f"{QUESTIONS}/")
REACH = 60  # characters beside a figure in which its arm may be named
CLAUSE = {"zh": re.compile("[；。\\n]"), "en": re.compile(r";|\.(?=\s)|\n")}
BESIDE = {  # what stands before and after the name: 甲药组为 17/26; 17 of 26 with drug A
    "zh": (
        re.compile(r"(?:\A|[^\u4e00-\u9fff、]|[和与而及])\Z"),
        re.compile(r"(?:组|者)?(?:（[^（）]*）)?(?:为|是|有|的)?\s*\Z"),
    ),
    "en": (
        re.compile(r"\A\s*(?:with|on|under|in|after|given)\s+(?:the\s+)?\Z"),
        re.compile(r"(?![\w/-]|\s+(?:plus|and|with|or)\b)"),
    ),
}


def figure_source(corpus: Corpus) -> Iterator[Problem]:
    """A text of a page or a question that cites, and has a figure of a study, cites one of the
    sources of its table.
    正文和问题中有引文的一段，写有某研究的数字的，引用该研究试验表 sources 中的文献。
    """
    reported, entries = set(), corpus.bibliography.entries
    for binding in _readable(corpus):
        prose = binding.prose
        # a whole row is no figure, but a time or a heading
        if "." not in binding.link.fragment or not binding.path.startswith(CITING):
            continue
        sources = binding.trial.ids("sources") if binding.trial else []
        cited = {key for citation in prose.citations for key in citation.keys if key in entries}
        place = (id(prose), *sources)
        if sources and cited and cited.isdisjoint(sources) and place not in reported:
            reported.add(place)
            figure, keys = binding.link.text[:40], "; ".join(f"@{key}" for key in sources)
            yield problem(_place(binding), "figure-source", figure=figure, keys=keys)


@of_parts
def figure_arm(corpus: Corpus) -> Iterator[Problem]:
    """The arm named right beside a figure is the arm that its link leads to.
    紧挨数字写出的组，就是链接所指的组。
    """
    for binding in _readable(corpus):
        row, arm = _cell(binding)
        named = _named_beside(binding, row) if row is not None else ""
        if row is not None and named and named != arm:
            names = _names(row.trial, named, binding.prose.language)
            figure, right = binding.link.text[:40], f"#{row.id}.{named}"
            yield problem(_place(binding), "figure-arm", figure=figure, arm=names[0], right=right)


@of_parts
def figure_direction(corpus: Corpus) -> Iterator[Problem]:
    """A clause with one hazard ratio, and nothing denied or qualified in it, says longer or better
    only of one whose interval lies below 1, and shorter or worse only of one above 1.
    只有一个风险比、没有否定和保留的分句：区间在 1 以下才写延长、改善等，在 1 以上才写缩短、恶化等。
    """
    for text, language, found in _by_clause(corpus):
        one_figure = len({binding.link.fragment for binding in found}) == 1
        stated = effect(text, language) if one_figure and not denies(text, language) else None
        estimated = _estimated_effect(corpus, found[0]) if stated else None
        if stated and estimated and stated[0] != estimated:
            place, figure = _place(found[0]), found[0].link.text[:40]
            yield problem(place, "figure-direction", figure=figure, effect=stated[1])


def _estimated_effect(corpus: Corpus, binding: Binding) -> str | None:
    """Whether a hazard ratio is one of fewer or more events, or neither; None for another measure,
    for a harm, and where the interval does not say."""
    between = binding.datum.row.between if binding.datum and binding.datum.row else None
    if not between or between.get("measure") != "HR" or _is_harm(corpus, binding):
        return None
    estimate, clear = number(between.get("estimate")), leaves_out_one(between)
    if estimate is None or clear is None:
        return None
    return ("fewer" if estimate[0] < 1 else "more") if clear else "neither"


def _readable(corpus: Corpus) -> Iterator[Binding]:
    """Links to data of a row that is there."""
    return (item for item in bindings(corpus) if item.datum is not None and item.datum.row)


def _cell(binding: Binding) -> tuple[Row | None, str]:
    """The row and the arm of a link to one arm of several."""
    row = binding.datum.row if binding.datum else None
    arm = binding.link.fragment.rpartition(".")[2]
    if row is None or arm not in row.cells or len(row.cells) < 2:
        return None, arm
    return row, arm


def _named_beside(binding: Binding, row: Row) -> str:
    """The arm, by its longest name, that is named right beside a figure; or empty."""
    view, start, end = _surroundings(binding)
    chinese = binding.prose.language == "zh"
    text = view.text[max(start - REACH, 0) : start] if chinese else view.text[end : end + REACH]
    text = text.lower()
    arm_kind = _kind(row.trial, binding.link.fragment.rpartition(".")[2])
    named = [
        (len(name), arm)
        for arm in row.cells
        for name in _names(row.trial, arm, binding.prose.language)
        if _is_beside(name, text, binding.prose.language) and _kind(row.trial, arm) == arm_kind
    ]
    return max(named, default=(0, ""))[1]


def _kind(trial: Trial, arm: str) -> str:
    """Whether it is an arm or a part of the patients of several."""
    return str(trial.get("arms", arm, "kind") or "arm")


def _is_beside(name: str, text: str, language: str) -> bool:
    """Whether a name stands at the end of a text that a figure ends, as its language puts it."""
    before, after = BESIDE[language]
    at = text.find(name)
    while at >= 0:
        if before.search(text, 0, at) and after.match(text, at + len(name)):
            return True
        at = text.find(name, at + 1)
    return False


def _names(trial: Trial, arm: str, language: str) -> list[str]:
    """What an arm is called, in small letters."""
    label = trial.get("arms", arm, "label", language)
    return [str(label).lower()] if label else []


def _surroundings(binding: Binding) -> tuple[Seen, int, int]:
    """What is seen around a link, and where in it the link begins and ends."""
    view, link = seen(binding.prose), binding.link
    return (view, *view.span(link.inner, link.inner + len(link.text)))


def _by_clause(corpus: Corpus) -> Iterator[tuple[str, str, list[Binding]]]:
    """The clauses that hold comparisons, with their language and their links."""
    clauses: dict[tuple[int, int], tuple[str, str, list[Binding]]] = {}
    for binding in _readable(corpus):
        if not binding.link.fragment.endswith(".between"):
            continue
        view, start, end = _surroundings(binding)
        language = binding.prose.language
        ends = [match.end() for match in CLAUSE[language].finditer(view.text, 0, start)]
        first = max(ends, default=0)
        last = CLAUSE[language].search(view.text, end)
        text = view.text[first : last.start() if last else len(view.text)]
        clauses.setdefault((id(binding.prose), first), (text, language, []))[2].append(binding)
    yield from clauses.values()


def _is_harm(corpus: Corpus, binding: Binding) -> bool:
    """Whether the endpoint counts a harm, or is not known to count none."""
    row = binding.datum.row if binding.datum else None
    term = corpus.vocabulary.get("endpoints", (row.endpoint if row else "") or "")
    return term is None or term.harm


def _place(binding: Binding) -> Place:
    return binding.prose.place(binding.link.start)
