"""How far a review covers its field, in numbers: where its figures were seen, harms, availability,
both languages, figures bound to data, questions answered."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from functools import partial

from review.evidence.absolute_effect import absolute_effect
from review.evidence.availability import REGIONS, Availability
from review.evidence.corpus import Corpus
from review.evidence.harm_reporting import interventional, reports_harms, says_unseen
from review.evidence.pooled_estimate import pooled_estimate
from review.evidence.question import LEVELS
from review.evidence.trial import CONFIRMED, Row
from review.figures.coverage import share
from review.markup.language import Language
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
            name: {"bound": figures.bound, "total": figures.total}
            for name, figures in share(corpus).items()
        },
        questions=_questions(corpus),
    )


def only_reported(counts: Counts) -> int:
    """Rows seen neither in a publication, its abstract, a registry nor a regulator's document."""
    return counts["total"] - sum(counts[source] for source in CONFIRMED)


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
    counts = Counter(str(row.data.get("seen")) for row in rows)
    return {"total": len(rows), **{source: counts[source] for source in SEEN}}


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
    counts = Counter(_state_of(agent, region) for agent in corpus.availability.values())
    return {state: counts[state] for state in ("standing", "none", "unlooked")}


def _state_of(agent: Availability, region: str) -> str:
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
        "pages": _answer_counts(all(map(_is_bilingual, pairs)) for pairs in of_pages),
        "page_pairs": _answer_counts(_is_bilingual(pair) for pairs in of_pages for pair in pairs),
        "table_pairs": _answer_counts(map(_is_bilingual, of_tables)),
    }


def _is_bilingual(pair: Pair) -> bool:
    return len(pair.sides) == len(LANGUAGES) and pair.todo is None


def _answer_counts(answers: Iterable[bool]) -> Counts:
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
    counts = asdict(found)
    data = {"rows": counts.pop("rows"), "only_in_reports": reports, **counts}
    return json.dumps(data, ensure_ascii=False, indent=1)


def text(found: Coverage) -> str:
    """The counts in both languages, Chinese above English."""
    return "\n\n".join("\n".join(_lines(found, language)) for language in Language)


def _lines(found: Coverage, language: Language) -> list[str]:
    word = partial(language.word, "coverage")
    regions = [(word("regions", name), counts) for name, counts in found.availability.items()]
    figures = [
        f"{language.word(f'language-{name}')} {_share(counts, 'bound')}"
        for name, counts in found.figures.items()
    ]
    return [
        word("seen"),
        *(f"  {_provenance_line(name, counts, language)}" for name, counts in found.rows.items()),
        word("harms", **found.harms),
        word("agents", **found.agents),
        *(f"  {word('region', name=name, **counts)}" for name, counts in regions),
        word("languages"),
        *(
            f"  {word('pairs', name, share=_share(counts, 'both'))}"
            for name, counts in found.languages.items()
        ),
        word("figures", shares=language.commas(figures)),
        word("questions", **found.questions, verylow=found.questions["very-low"]),
    ]


def _provenance_line(name: str, counts: Counts, language: Language) -> str:
    places = (f"{language.word('seen', source)} {counts[source]}" for source in SEEN)
    reported, total = only_reported(counts), counts["total"]
    line = language.word(
        "coverage",
        "row",
        name=language.word("coverage", "block", name),
        total=total,
        places=language.commas(places),
        reported=reported,
        share=_percent(reported, total),
    )
    limit = TARGETS.get(name)
    return line + (language.word("coverage", "target", percent=limit) if limit else "")


def _share(counts: Counts, name: str) -> str:
    return f"{counts[name]}/{counts['total']} ({_percent(counts[name], counts['total'])})"


def _percent(part: int, total: int) -> str:
    return f"{100 * part / total:.1f}%" if total else "–"


FORMATS: Mapping[str, Callable[[Coverage], str]] = {"text": text, "json": machine}


def _questions(corpus: Corpus) -> dict[str, int]:
    """Questions, and those still judged by the editors alone; outcomes, by level of certainty,
    without evidence, with an absolute effect, pooled."""
    questions = corpus.questions.values()
    outcomes = [outcome for question in questions for outcome in question.outcomes]
    levels = Counter(outcome.level for outcome in outcomes)
    return {
        "questions": len(questions),
        "preliminary": sum(question.preliminary for question in questions),
        "outcomes": len(outcomes),
        **{level: levels[level] for level in LEVELS},
        "unreported": sum(not outcome.evidence for outcome in outcomes),
        "absolute": sum(absolute_effect(item, corpus) is not None for item in outcomes),
        "pooled": sum(pooled_estimate(item, corpus) is not None for item in outcomes),
    }
