"""How far a review covers its field, in numbers: where its figures were seen, harms, availability,
both languages, figures bound to data, questions answered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from review.evidence.availability import REGIONS, Availability
from review.evidence.corpus import Corpus
from review.evidence.harm_reporting import interventional, reports_harms, says_unseen
from review.evidence.trial import CONFIRMED, Row
from review.exports import question_coverage
from review.figures.coverage import share
from review.markup.labels import word
from review.problem import Text
from review.sources.prose import LANGUAGES, Pair

SEEN = ("full-text", "abstract", "registry", "label", "secondary", "predecessor")
# at most so many percent of rows seen in nothing but reports
TARGETS: Mapping[str, int] = {"results": 20, "primary": 8}
Counts = dict[str, int]


@dataclass(frozen=True)
class Coverage:
    """Counts by name. ``rows`` has those of each block by where their figures were seen;
    ``availability`` the agents of each region by what is known of them there; ``figures`` the
    result figures of each language, bound and in total; ``questions`` the questions, their outcomes
    by certainty, and what is computed of them."""

    rows: Mapping[str, Counts]
    harms: Counts
    agents: Counts
    availability: Mapping[str, Counts]
    languages: Mapping[str, Counts]
    figures: Mapping[str, Counts]
    questions: Counts


def coverage(corpus: Corpus) -> Coverage:
    """The counts of a review."""
    return Coverage(
        rows={name: _by_seen(rows) for name, rows in _blocks(corpus).items()},
        harms=_harms(corpus),
        agents={
            "listed": len(corpus.vocabulary.terms.get("agents", {})),
            "looked": len(corpus.availability),
        },
        availability={region: _in_region(corpus, region) for region in REGIONS},
        languages=_languages(corpus),
        figures={
            name: {"bound": counted.bound, "total": counted.total}
            for name, counted in share(corpus).items()
        },
        questions=question_coverage.counts(corpus),
    )


def only_reported(counts: Counts) -> int:
    """Rows seen neither in a publication, its abstract, a registry nor a regulator's document."""
    return counts["total"] - sum(counts[seen] for seen in CONFIRMED)


def _blocks(corpus: Corpus) -> dict[str, list[Row]]:
    rows = [row for trial in corpus.trials.values() for row in trial.rows]
    kinds = ("results", "harms", "facts")
    blocks = {kind: [row for row in rows if row.kind == kind] for kind in kinds}
    primary = [row for row in blocks["results"] if row.data.get("primary") is True]
    return {
        "results": blocks["results"],
        "primary": primary,
        "harms": blocks["harms"],
        "facts": blocks["facts"],
        "all": rows,
    }


def _by_seen(rows: list[Row]) -> Counts:
    counted = Counter(str(row.data.get("seen")) for row in rows)
    return {"total": len(rows), **{seen: counted[seen] for seen in SEEN}}


def _harms(corpus: Corpus) -> Counts:
    """Interventional studies that have harms, say that none were seen, or do neither."""
    studies = [trial for trial in corpus.trials.values() if interventional(trial)]
    reported = [trial for trial in studies if reports_harms(trial, corpus.vocabulary)]
    unseen = [trial for trial in studies if says_unseen(trial) and trial not in reported]
    return {
        "studies": len(studies),
        "harms": len(reported),
        "unseen": len(unseen),
        "neither": len(studies) - len(reported) - len(unseen),
    }


def _in_region(corpus: Corpus, region: str) -> Counts:
    counted = Counter(_known(agent, region) for agent in corpus.availability.values())
    return {state: counted[state] for state in ("standing", "none", "unlooked")}


def _known(agent: Availability, region: str) -> str:
    """What is known of an agent in a region: a decision that stands, that none does, or nothing."""
    if agent.standing(region):
        return "standing"
    return "none" if agent.of(region) else "unlooked"


def _languages(corpus: Corpus) -> dict[str, Counts]:
    """Pages, and pairs of texts, that are whole in both languages."""
    paired: dict[str, list[Pair]] = {}
    for path, pair in corpus.pairs:
        paired.setdefault(path, []).append(pair)
    of_pages = [paired.get(path, []) for path in corpus.sections]
    of_tables = [pair for path in corpus.records for pair in paired.get(path, [])]
    return {
        "pages": _whole(all(map(_both, pairs)) for pairs in of_pages),
        "page_pairs": _whole(_both(pair) for pairs in of_pages for pair in pairs),
        "table_pairs": _whole(map(_both, of_tables)),
    }


def _both(pair: Pair) -> bool:
    return len(pair.sides) == len(LANGUAGES) and pair.todo is None


def _whole(answers: Iterable[bool]) -> Counts:
    found = list(answers)
    return {"both": sum(found), "total": len(found)}


def machine(found: Coverage) -> str:
    """JSON: the counts, and what share of results and of primary ones was seen in reports only."""
    reports = {
        name: {
            "rows": only_reported(found.rows[name]),
            "total": found.rows[name]["total"],
            "target_percent": target,
        }
        for name, target in TARGETS.items()
    }
    data = {
        "rows": found.rows,
        "only_in_reports": reports,
        "harms": found.harms,
        "agents": found.agents,
        "availability": found.availability,
        "languages": found.languages,
        "figures": found.figures,
        "questions": found.questions,
    }
    return json.dumps(data, ensure_ascii=False, indent=1)


BLOCKS: Mapping[str, Text] = {
    "results": Text("结果", "results"),
    "primary": Text("主要终点的结果", "results of primary endpoints"),
    "harms": Text("不良事件", "harms"),
    "facts": Text("其他数据", "other figures"),
    "all": Text("全部", "all rows"),
}
REGION_NAMES: Mapping[str, Text] = {
    "cn": Text("中国", "China"),
    "us": Text("美国", "United States"),
    "eu": Text("欧盟", "European Union"),
}
LANGUAGE_NAMES: Mapping[str, Text] = {
    "zh": Text("中文", "Chinese"),
    "en": Text("英文", "English"),
}
PAIRS: Mapping[str, Text] = {
    "pages": Text("页面", "pages"),
    "page_pairs": Text("页面的成对文字", "pairs of texts on pages"),
    "table_pairs": Text("数据表的成对文字", "pairs of texts in tables"),
}


def text(found: Coverage) -> str:
    """The counts in both languages, Chinese above English."""
    return "\n\n".join("\n".join(_lines(found, side)) for side in (0, 1))


def _lines(found: Coverage, side: int) -> list[str]:
    of_languages = {name: PAIRS[name] for name in found.languages}
    return [
        Text("数据见于何处", "where figures were seen")[side],
        *(f"  {_seen(name, counts, side)}" for name, counts in found.rows.items()),
        _harm_line(found.harms, side),
        _agent_line(found.agents, side),
        *(f"  {_region(name, counts, side)}" for name, counts in found.availability.items()),
        Text("中英文俱全", "in both languages")[side],
        *(
            f"  {label[side]}{_COLON[side]}{_share(found.languages[name], 'both')}"
            for name, label in of_languages.items()
        ),
        _figure_line(found.figures, side),
        question_coverage.line(found.questions, side),
    ]


_COLON = Text("：", ": ")


def _seen(name: str, counts: Counts, side: int) -> str:
    places = Text("，", ", ")[side].join(
        f"{word(LANGUAGES[side], 'seen', seen)} {counts[seen]}" for seen in SEEN
    )
    reported, total = only_reported(counts), counts["total"]
    only = _percent(reported, total)
    words = Text(
        f"：{total} 行（{places}）；只见于报道 {reported}，占 {only}",
        f": {total} rows ({places}); seen in reports only: {reported}, {only}",
    )[side]
    return BLOCKS[name][side] + words + (_target(TARGETS[name], side) if name in TARGETS else "")


def _target(most: int, side: int) -> str:
    return Text(f"（目标：至多 {most}%）", f" (target: at most {most}%)")[side]


def _figure_line(figures: Mapping[str, Counts], side: int) -> str:
    counted = (
        f"{LANGUAGE_NAMES[name][side]} {_share(counts, 'bound')}"
        for name, counts in figures.items()
    )
    title = Text("与数据绑定的结果数字：", "result figures bound to data: ")[side]
    return title + Text("，", ", ")[side].join(counted)


def _harm_line(counts: Counts, side: int) -> str:
    return Text(
        "干预性研究 {studies} 项：有不良事件 {harms}，写明未见其数字 {unseen}，二者皆无 {neither}",
        "interventional studies: {studies}; with harms {harms}, figures said to be unseen "
        "{unseen}, neither {neither}",
    )[side].format(**counts)


def _agent_line(counts: Counts, side: int) -> str:
    return Text(
        "查过可及性的药物：{looked}／{listed}",
        "agents whose availability was looked up: {looked} of {listed}",
    )[side].format(**counts)


def _region(name: str, counts: Counts, side: int) -> str:
    words = Text(
        "：现有批准或目录收录 {standing}，未见或已撤销 {none}，未查 {unlooked}",
        ": approved or listed {standing}, none found or taken back {none}, "
        "not looked up {unlooked}",
    )[side]
    return REGION_NAMES[name][side] + words.format(**counts)


def _share(counts: Counts, name: str) -> str:
    return f"{counts[name]}/{counts['total']} ({_percent(counts[name], counts['total'])})"


def _percent(part: int, total: int) -> str:
    return f"{100 * part / total:.1f}%" if total else "–"


FORMATS: Mapping[str, Callable[[Coverage], str]] = {"text": text, "json": machine}
