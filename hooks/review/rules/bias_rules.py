"""Rules on judgements of the risk of bias: the tool fits the study, and the whole its domains."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from review.evidence.corpus import Corpus
from review.evidence.trial import Trial
from review.messages import problem
from review.problem import Problem, Text
from review.rules.rule import after, of_tables
from review.rules.table_name_rules import undeclared

RANDOMISED = "randomised-trial"
DOMAINS: Mapping[str, tuple[str, ...]] = {
    # RoB 2 (Sterne et al., BMJ 2019) and ROBINS-I (Sterne et al., BMJ 2016)
    "rob-2": ("randomisation", "deviations", "missing", "measurement", "selection"),
    "robins-i": (
        *("confounding", "participants", "classification", "deviations", "missing"),
        *("measurement", "selection"),
    ),
}
# what is not known is a concern: a study is no better than its worst domain
GRAVITY = {"low": 0, "no-information": 1, "some-concerns": 1, "high": 2}


@of_tables
@after("table-value")
def bias_domains(corpus: Corpus) -> Iterator[Problem]:
    """A risk of bias is judged for one result of the table, with RoB 2 where patients were
    randomised and ROBINS-I where they were not, in every domain of that tool.
    偏倚风险针对表中的一项结果判断：随机试验用 RoB 2，其他研究用 ROBINS-I，工具的每个领域都要判断。
    """
    for trial, tool, domains in _judged(corpus):
        result = trial.get("bias", "result")
        rows = [row.id for row in trial.results]
        if isinstance(result, str) and result not in rows:
            yield undeclared(trial.place("bias", "result"), "bias-domains", "result", result, rows)
        kind = trial.get("design", "kind")
        if (kind == RANDOMISED) != (tool == "rob-2"):
            yield _wrong_tool(trial, tool, str(kind))
        elif set(domains) != set(DOMAINS[tool]):
            yield _wrong_domains(trial, tool, domains)


@of_tables
@after("table-value")
def bias_overall(corpus: Corpus) -> Iterator[Problem]:
    """The whole is judged no better than the worst domain; without information is not low.
    总体判断不轻于最重的领域；缺少信息的领域不能算作低风险。
    """
    for trial, _, domains in _judged(corpus):
        path = ("bias", "overall", "rating")
        overall = str(trial.get(*path))
        worst = max(domains, key=lambda name: _gravity(domains[name]), default="")
        if worst and _gravity(domains[worst]) > GRAVITY.get(overall, 0):
            rating = domains[worst].get("rating")
            place = trial.place(*path)
            yield problem(place, "bias-overall", overall=overall, worst=worst, rating=rating)


def _judged(corpus: Corpus) -> Iterator[tuple[Trial, str, dict[str, Any]]]:
    """The studies judged with a known tool, their tool and domains."""
    for trial in corpus.trials.values():
        tool, domains = str(trial.get("bias", "tool")), trial.get("bias", "domains")
        if tool in DOMAINS and isinstance(domains, dict):
            yield trial, tool, {str(k): v for k, v in domains.items() if isinstance(v, dict)}


def _gravity(block: dict[str, Any]) -> int:
    return GRAVITY.get(str(block.get("rating")), 0)


def _wrong_tool(trial: Trial, tool: str, kind: str) -> Problem:
    fitting = "rob-2" if kind == RANDOMISED else "robins-i"
    return problem(
        trial.place("bias", "tool"), "bias-domains/tool", kind=kind, tool=tool, fitting=fitting
    )


def _wrong_domains(trial: Trial, tool: str, domains: dict[str, Any]) -> Problem:
    place, judged = trial.place("bias", "domains"), list(domains) or Text("空", "none")
    return problem(place, "bias-domains/domains", domains=DOMAINS[tool], judged=judged)
