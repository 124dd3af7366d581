"""Rules on what is bound: every result figure stands in a link to its datum, and the share of those that do stays above a floor."""
from __future__ import annotations

from collections import Counter
from typing import Iterator

from ..binding import Binding
from ..corpus import Corpus
from ..coverage import Stated, by_prose, inside, judged, shares, stated
from ..numeral import Numeral
from ..problem import Problem, Text
from ..prose import Prose
from ..trial import Trial

SPOKEN = (("summary",), ("appraisal", "shows"), ("appraisal", "limits"))
NAMES = {"zh": Text("中文", "Chinese"), "en": Text("英文", "English")}
LISTING = "python hooks check --unbound"


def figure_unbound(corpus: Corpus) -> Iterator[Problem]:
    """In the summary and appraisal of a trial, and where docs/review.yml sets `bound` in the review's pages, every result figure stands in a link to its datum.
    试验表的一句话结果与评价中，以及（docs/review.yml 设有 bound 时）综述各页中，每个结果数字都写在指向数据的链接里。
    """
    bindings, astray, times = by_prose(corpus), _astray(corpus), {trial.path: _times(trial) for trial in corpus.trials.values()}
    spoken = {(trial.path, "-".join(path)) for trial in corpus.trials.values() for path in SPOKEN}
    for path, pair in corpus.pairs:
        for prose in pair.sides if (path, pair.id) in spoken else ():
            for numeral, bound in judged(prose, bindings.get(id(prose), []), times[path]):
                if not bound and not _linked(numeral, astray.get(id(prose), [])):
                    yield _unbound(prose, numeral.start, numeral.digits, _addresses(corpus.trial_at(path)))
    for each in stated(corpus) if corpus.settings.bound is not None else ():
        if not each.bound and each.prose.language != "both" and not _linked(each.numeral, astray.get(id(each.prose), [])):  # shared-text speaks of those
            yield _unbound(each.prose, each.numeral.start, each.numeral.digits, None)


def figures_bound(corpus: Corpus) -> Iterator[Problem]:
    """In each language the share of the pages' result figures that are bound to data, those excused counted as unbound, is no lower than `bound` in docs/review.yml.
    每种语言中，综述各页与数据绑定的结果数字所占百分比（经 allow 豁免者按未绑定计）不低于 docs/review.yml 的 bound。
    """
    record, floor = corpus.settings.record, corpus.settings.bound
    if record is None or floor is None:
        return
    figures = stated(corpus)
    for language, each in shares(figures).items():
        if 100 * each.bound < floor * each.total:
            most = _most(figures, language)
            yield Problem(
                record.place("bound"),
                "figures-bound",
                Text(f"{NAMES[language].zh}结果数字绑定 {each.bound}/{each.total}（{each.percent}），未绑定的以 {most.zh} 最多", f"{each.bound} of {each.total} {NAMES[language].en} result figures bound ({each.percent}), most of the unbound in {most.en}"),
                Text(f"至少 {floor}%", f"at least {floor}%"),
                Text(f"运行 `{LISTING}` 逐一列出，把它们写成指向数据的链接。", f"`{LISTING}` lists them; write them as links to their data."),
            )


def _most(figures: list[Stated], language: str) -> Text:
    """The page with the most unbound figures, and how many."""
    path, number = Counter(each.place.path for each in figures if not each.bound and each.prose.language in (language, "both")).most_common(1)[0]
    return Text(f"{path}（{number} 个）", f"{path} ({number})")


def _astray(corpus: Corpus) -> dict[int, list[Binding]]:
    """Links to data that do not exist, by the identity of their prose: their address is a problem by itself, and their figures are none beside it."""
    found: dict[int, list[Binding]] = {}
    for binding in corpus.bindings:
        if binding.datum is None:
            found.setdefault(id(binding.prose), []).append(binding)
    return found


def _linked(numeral: Numeral, links: list[Binding]) -> bool:
    return any(inside(numeral, each) for each in links)


def _times(trial: Trial) -> frozenset[str]:
    """When the rows of a table were measured; its own words may say so without a link."""
    return frozenset(str(row.data["timepoint"]) for row in trial.rows if row.data.get("timepoint"))


def _addresses(trial: Trial | None) -> list[str]:
    return list(trial.addresses())[:4] if trial else []


def _unbound(prose: Prose, offset: int, digits: str, some: list[str] | None) -> Problem:
    """``some`` are addresses of the table the figure stands in; None on a page, which may speak of any table."""
    cure = (
        Text(f"写作 [{digits}](../trials/试验.yml#地址)；确无数据可链接时，在上一行写 <!-- allow figure-unbound: 理由 -->。", f"Write [{digits}](../trials/TRIAL.yml#ADDRESS); where no data can hold it, <!-- allow figure-unbound: REASON --> on the line above.")
        if some is None
        else Text(f"写作 [{digits}](#地址)，地址如 {'、'.join(some)}。", f"Write [{digits}](#ADDRESS), as {', '.join(some)}.")
    )
    return Problem(
        prose.place(offset),
        "figure-unbound",
        Text(f"没有链接到数据的数字 {digits}", f"the figure {digits} without a link to its datum"),
        Text("写在数据链接里的数字", "a figure inside a link to its datum"),
        cure,
    )
