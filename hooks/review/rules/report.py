"""How a check speaks: text, JSON or GitHub annotations, and one line that sums up."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from review.characters import UNPRINTABLE, printable
from review.evidence.corpus import Corpus
from review.figures.coverage import Share, Shares, Stated, share, stated
from review.problem import Problem, Text
from review.rules.guide import address

MOST = 500  # problems that are printed; nobody reads more before he mends some


def text(problems: list[Problem], corpus: Corpus, shares: Shares | None = None) -> str:
    """Each problem with the way to its rule, of many the first, and the summary."""
    return _listed(problems, corpus, shares, in_words)


def _listed(
    problems: list[Problem],
    corpus: Corpus,
    shares: Shares | None,
    form: Callable[[Problem, Corpus], str],
) -> str:
    printed = (form(problem, corpus) for problem in problems[:MOST])
    return "\n".join([*printed, *_unlisted(problems), *reversed(summary(problems, corpus, shares))])


def _unlisted(problems: list[Problem]) -> list[str]:
    """How many problems are not printed, in both languages; nothing where all are."""
    number = len(problems) - MOST
    if number <= 0:
        return []
    return [
        f"{number} more problems, not listed here; mend these and check again",
        f"另有 {number} 个问题未列出；先改以上各处，再检查一次",
    ]


def in_words(problem: Problem, corpus: Corpus) -> str:
    """One problem: English, Chinese, and where its rule is explained, a line each."""
    return f"{problem}\n    → {address(problem.rule, corpus.settings)}"


def machine(problems: list[Problem], corpus: Corpus, shares: Shares | None = None) -> str:
    """JSON: ``{"problems": [{path, line, column, rule, found, expected, cure, guide, fixable}],
    "figures": {zh, en, all}}``."""
    counts = _shares(corpus, shares).items()
    report = {
        "problems": [_problem(problem, corpus) for problem in problems],
        "figures": {name: {"bound": share.bound, "total": share.total} for name, share in counts},
    }
    lines = json.dumps(report, ensure_ascii=False, indent=1).split("\n")
    return "\n".join(
        UNPRINTABLE.sub(lambda match: json.dumps(match[0])[1:-1], line) for line in lines
    )


def github(problems: list[Problem], corpus: Corpus, shares: Shares | None = None) -> str:
    """Workflow commands that annotate the lines of a pull request, and the summary; of many
    problems the first, and how many more there are."""
    return _listed(problems, corpus, shares, _annotation)


FORMATS: Mapping[str, Callable[[list[Problem], Corpus, Shares | None], str]] = {
    "text": text,
    "json": machine,
    "github": github,
}


def unbound(corpus: Corpus) -> str:
    """Each result figure that is no link to data, with its surroundings, and their number."""
    free = [_free(figure) for figure in stated(corpus) if not figure.bound]
    counts = (
        f"{len(free)} result figures not bound to data",
        f"{len(free)} 个结果数字未与数据绑定",
    )
    return "\n".join([*free, *counts])


def _free(figure: Stated) -> str:
    text, start, end = figure.prose.text, figure.numeral.start, figure.numeral.end
    before = text[max(start - 20, 0) : start].rpartition("\n")[2]
    after = text[end : end + 20].partition("\n")[0]
    head = f"{figure.place} {figure.prose.language} {figure.numeral.digits}"
    return f"{head}: …{before}⟦{text[start:end]}⟧{after}…"


def summary(problems: list[Problem], corpus: Corpus, shares: Shares | None = None) -> Text:
    """How many problems in how much, and the share of bound result figures."""
    counts = _shares(corpus, shares)
    files = len({problem.place.path for problem in problems})
    zh, en, total = (
        f"{share.bound}/{share.total} ({share.percent})"
        for share in (counts["zh"], counts["en"], counts["all"])
    )
    in_zh, in_en, in_both = (
        share.replace(" (", "（").replace(")", "）") for share in (zh, en, total)
    )
    size = (len(corpus.trials), len(corpus.sections), len(corpus.bibliography.entries))
    return Text(
        f"{len(problems)} 个问题，涉及 {files} 个文件；试验表 {size[0]} 张，页面 {size[1]} 个，"
        f"文献 {size[2]} 条；综述正文中与数据绑定的结果数字：共 {in_both}，中文 {in_zh}，英文 "
        f"{in_en}",
        f"{_counted(len(problems), 'problem')} in {_counted(files, 'file')}; "
        f"{_counted(size[0], 'trial table')}, {_counted(size[1], 'page')}, "
        f"{_counted(size[2], 'reference')}; result figures in review prose bound to data: {total} "
        f"in all, zh {zh}, en {en}",
    )


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'s' * (number != 1)}"


def _shares(corpus: Corpus, shares: Shares | None) -> Shares:
    """The shares, which are counted where they are not given, and that of both languages."""
    counts = share(corpus) if shares is None else shares
    return {**counts, "all": sum(counts.values(), Share())}


def _problem(problem: Problem, corpus: Corpus) -> dict[str, object]:
    texts = {name: getattr(problem, name)._asdict() for name in ("found", "expected", "cure")}
    return {
        "path": problem.place.path,
        "line": problem.place.line,
        "column": problem.place.column,
        "rule": problem.rule,
        **texts,
        "guide": address(problem.rule, corpus.settings),
        "fixable": problem.fix is not None,
    }


def _annotation(problem: Problem, corpus: Corpus) -> str:
    message = in_words(problem, corpus).partition(" ")[2].partition(": ")[2]
    place = problem.place
    path = _escaped(printable(place.path)).replace(":", "%3A").replace(",", "%2C")
    where = f"file={path},line={place.line},col={place.column},title={problem.rule}"
    return f"::error {where}::{_escaped(message)}"


def _escaped(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
