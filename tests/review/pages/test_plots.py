"""Forest plots: what stands in one, that every mark lies where the data put it, and what awkward
data do to it.

After a change that is meant, ``GOLDEN=write pytest tests/test_plots.py`` writes the golden drawings
anew; look at the difference."""

from __future__ import annotations

import datetime
import math
import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

import reviews
from places import ROOT
from review.edition.edition import PAGED, Edition
from review.edition.view import View
from review.evidence import corpus
from review.evidence.corpus import Corpus
from review.evidence.interval import exact
from review.evidence.trial import BETWEEN, NOT_ESTIMABLE, NOT_REACHED, Trial
from review.markup import labels
from review.markup.escape import plain
from review.pages.plots import plot_choice, plot_section, scale
from review.pages.plots.point import estimates
from review.sources.numeral import numerals

GOLDEN = ROOT / "tests/cases/plots"
TODAY = datetime.date(2026, 11, 23)
DRAWING = re.compile(r'<section class="forest".*?</section>', re.DOTALL)
LONG_NAME = "-".join(["compound"] * 9)[:80]

Made = Callable[..., Edition]
Rows = Mapping[str, Mapping[str, Any]]


# small reviews


def trial(
    id: str, results: Rows, kind: str = "randomised-trial", source: str = "smith2020", **more: Any
) -> str:
    """A table of one trial with these results; ``more`` fields replace its own."""
    arms = {
        "drug": {"label": both("甲药", "drug A"), "agents": ["drug-a"]},
        "placebo": {"label": both("安慰剂", "placebo"), "control": True, "agents": ["placebo"]},
    }
    rows = {name: {"source": source, "seen": "abstract", **row} for name, row in results.items()}
    table = {
        "id": id,
        "acronym": id.upper(),
        "title": both("题", "title"),
        "status": "positive",
        "design": {"kind": kind, "phase": "2"},
        "population": {"diagnoses": ["tumour-one"]},
        "arms": arms,
        "results": rows,
        "sources": [source],
        **more,
    }
    return yaml.dump(table, Dumper=_Dumper, allow_unicode=True, sort_keys=False)


class _Dumper(yaml.SafeDumper):
    """Writes no aliases, which the reader of tables refuses."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def both(zh: str, en: str) -> dict[str, str]:
    return {"zh": zh, "en": en}


def orr(**arms: Mapping[str, Any]) -> Rows:
    return {"orr": {"endpoint": "orr", "arms": arms}}


def hazard(low: str = "0.5", high: str = "0.9", **more: Any) -> Rows:
    between = {
        "measure": "HR",
        "of": "drug",
        "versus": "placebo",
        "estimate": "0.7",
        "ci": {"low": low, "high": high, "level": 95},
        **more,
    }
    return {
        "pfs": {
            "endpoint": "pfs",
            "between": {name: value for name, value in between.items() if value is not None},
        }
    }


@pytest.fixture
def made(site: Callable[..., Path]) -> Made:
    """The base review with these trial tables in the place of its own."""

    def make(*tables: str, files: Mapping[str, str] = {}) -> Edition:
        named = {f"docs/trials/{yaml.safe_load(table)['id']}.yml": table for table in tables}
        return Edition(
            corpus.read(site(files={"docs/trials/alpha.yml": None, **named, **files})), TODAY
        )

    return make


def of_trial(edition: Edition, id: str, language: str = "en") -> str:
    return plot_section.of_trial(
        edition.corpus.trials[id], View(edition, f"{language}/trials/{id}.md", language)
    )


def of_term(edition: Edition, kind: str, id: str, language: str = "en") -> str:
    term = edition.corpus.vocabulary.get(kind, id)
    assert term is not None
    trials = edition.studied.get((kind, id), [])
    view = View(edition, f"{language}/{kind}/{id}.md", language)
    found = plot_section.of_studies(term, trials, view)
    return (
        plot_section.drawn(term, found, view) if found else plot_section.missing(term, trials, view)
    )


# what a drawing holds


def drawings(markdown: str) -> list[ElementTree.Element]:
    """The drawings of a page; each must be well-formed XML by itself."""
    return [ElementTree.fromstring(match[0]) for match in DRAWING.finditer(markdown)]


def lines(drawing: ElementTree.Element) -> list[ElementTree.Element]:
    return [row for row in drawing.iter("div") if "data-datum" in row.attrib]


def all_lines(markdown: str) -> list[ElementTree.Element]:
    return [line for drawing in drawings(markdown) for line in lines(drawing)]


def named(line: ElementTree.Element, name: str) -> ElementTree.Element | None:
    return next((each for each in line.iter() if name in each.get("class", "").split()), None)


def said(line: ElementTree.Element, name: str) -> str:
    """The text of a line that is its label or value."""
    return "".join(each.text or "" for each in line.iter() if each.get("class") == name).strip()


def headings(markdown: str) -> list[str]:
    """The studies that head the lines of a page's drawings."""
    return [
        each.text or ""
        for drawing in drawings(markdown)
        for each in drawing.iter("div")
        if each.get("class") == "trial"
    ]


def at(line: ElementTree.Element) -> float:
    """Where the estimate stands, in percent."""
    mark = named(line, "estimate")
    assert mark is not None
    return percent(mark.get("x") or mark.get("cx"))


def ends(line: ElementTree.Element) -> tuple[float, float] | None:
    bar = named(line, "interval")
    return None if bar is None else (percent(bar.get("x1")), percent(bar.get("x2")))


def percent(length: str | None) -> float:
    assert length and length.endswith("%")
    return float(length[:-1])


def ticks(drawing: ElementTree.Element) -> dict[str, float]:
    """The labels of the scale and their places."""
    group = next(group for group in drawing.iter("svg") if group.get("class") == "ticks")
    return {text.text or "": percent(text.get("x")) for text in group.iter("text")}


# bad input


def test_plots_that_one_page_cannot_hold_go_on_with_whole_trials(
    made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plot_choice, "LINES", 4)
    both_arms = {"drug": {"events": 1, "n": 4}, "placebo": {"events": 2, "n": 4}}
    rows = {**orr(**both_arms), **hazard()}
    edition = made(*(trial(id, rows) for id in ("a", "b", "c")))
    term = edition.corpus.vocabulary.terms["diagnoses"]["tumour-one"]
    view = View(edition, "en/diagnoses/tumour-one.md", "en")
    found = plot_section.of_studies(term, edition.studied["diagnoses", "tumour-one"], view)
    pages = plot_choice.on_pages(found)
    assert [
        [(plot.kind.measure, [point.trial.id for point in plot.points]) for plot in page]
        for page in pages
    ] == [
        [("HR", ["a", "b", "c"])],
        [("proportion", ["a", "a", "b", "b"])],
        [("proportion", ["c", "c"])],
    ]
    listed = plot_section.links([(f"p-{at}.md", page) for at, page in enumerate(pages)], view)
    assert re.findall(r"\]\((\S+)\)", listed) == [
        "../p-0.md#plot-hr-pfs",
        "../p-1.md#plot-proportion-orr",
    ]


def test_a_term_without_trials_has_no_plot(made: Made) -> None:
    edition = made(trial("one", orr(drug={"events": 1, "n": 4})))
    term = edition.corpus.vocabulary.get("agents", "placebo")
    view = View(edition, "en/agents/placebo.md", "en")
    assert plot_section.of_studies(term, [], view) == []
    assert plot_section.missing(term, [], view) == ""


@pytest.mark.parametrize(
    "kind, id", [("agents", "drug-a"), ("diagnoses", "tumour-one"), ("endpoints", "orr")]
)
def test_a_single_trial_is_drawn_under_its_name_where_no_endpoint_has_two(
    made: Made, kind: str, id: str
) -> None:
    markdown = of_term(made(trial("one", orr(drug={"events": 1, "n": 4}))), kind, id)
    (head,) = headings(markdown)
    assert head.startswith("ONE") and markdown.startswith(labels.word("en", "plot", "single"))


TWO = (
    "tumour: {zh: 肿瘤, en: tumour}\ntumour-one: {zh: 一, en: one, broader: "
    "[tumour]}\ntumour-two: {zh: 二, en: two, broader: [tumour]}\n"
)
MIXED = {"diagnoses": ["tumour-one", "tumour-two"]}


def test_an_umbrella_page_says_of_each_trial_whom_it_studied(made: Made) -> None:
    rows = orr(drug={"events": 1, "n": 4})
    edition = made(
        *(trial(id, rows, population=MIXED) for id in ("one", "two")),
        *(trial(id, rows) for id in ("three", "four")),
        files={"docs/vocabulary/diagnoses.yml": TWO},
    )
    umbrella, one = (headings(of_term(edition, "diagnoses", id)) for id in ("tumour", "tumour-one"))
    assert umbrella == ["ONE · 2020 · one, two", "TWO · 2020 · one, two"]
    assert one == ["FOUR · 2020", "THREE · 2020"]  # which the umbrella leaves to it


def test_a_comparison_within_a_subgroup_names_the_subgroup_once(made: Made) -> None:
    arms = {
        id: {"label": both(f"皮肤亚组，{zh}", f"cutaneous, {en}"), "kind": "subgroup"}
        for id, zh, en in (("drug", "联合", "both"), ("placebo", "单药", "alone"))
    }
    edition = made(trial("one", hazard(), arms=arms))
    assert [
        said(line, "label")
        for language in ("en", "zh")
        for line in all_lines(of_trial(edition, "one", language))
    ] == ["cutaneous: both v alone", "皮肤亚组：联合 vs 单药"]


@pytest.mark.parametrize(("kind", "randomised"), [("pooled", True), ("subgroup", False)])
def test_pooled_sides_of_a_factorial_trial_are_randomised(
    made: Made, kind: str, randomised: bool
) -> None:
    quarters = {id: {"label": both(id, id), "n": 10} for id in ("a", "b", "c", "d")}
    sides = {
        side: {"label": both(side, side), "kind": kind, "pools": pools, "n": 20}
        for side, pools in (("drug", ["a", "b"]), ("placebo", ["c", "d"]))
    }
    edition = made(trial("one", hazard(), arms=quarters | sides))
    english, chinese = (of_trial(edition, "one", language) for language in ("en", "zh"))
    assert ("non-randomised" not in english) is randomised
    assert ("非随机" not in chinese) is randomised


def test_a_trial_with_one_arm(made: Made) -> None:
    edition = made(trial("one", orr(drug={"events": 17, "n": 26}), "single-arm-trial"))
    (line,) = all_lines(of_trial(edition, "one"))
    assert (
        said(line, "label") == "drug A"
        and said(line, "value") == "17/26 (65%), 95% CI 44%–83% (exact, computed)"
    )
    assert (at(line), ends(line)) == (65.38, (44.33, 82.79))


@pytest.mark.parametrize(
    ("events", "place", "interval"), [(0, 0.0, (0.0, 26.46)), (12, 100.0, (73.54, 100.0))]
)
def test_no_events_and_nothing_but_events(
    made: Made, events: int, place: float, interval: tuple[float, float]
) -> None:
    (line,) = all_lines(of_trial(made(trial("one", orr(drug={"events": events, "n": 12}))), "one"))
    assert at(line) == place and ends(line) == interval and named(line, "beyond") is None


def test_an_estimate_without_interval(made: Made) -> None:
    edition = made(
        trial("one", orr(drug={"percent": "40"}, placebo={"events": 1, "n": 9})),
        trial("bare", orr(drug={"percent": "40"})),
        trial("ratio", hazard(ci=None)),
    )
    line = all_lines(of_trial(edition, "one"))[0]
    assert (
        ends(line) is None
        and said(line, "value") == "40%, no interval reported"
        and named(line, "estimate").tag == "circle"
    )
    why = labels.word("en", "plot", "no-intervals")
    assert (
        of_trial(edition, "bare") == of_trial(edition, "ratio") == why
    )  # a mark alone says no more than the table


@pytest.mark.parametrize(
    ("low", "high", "arrows"),
    [
        ("0.5", NOT_REACHED, ["100%"]),
        (NOT_REACHED, "0.9", ["0%"]),
        ("0.5", "999", ["100%"]),
        ("0", "0.9", ["0%"]),
        (NOT_REACHED, NOT_REACHED, ["0%", "100%"]),
        ("0.5", NOT_ESTIMABLE, ["100%"]),
        ("0.5", "0.9", []),
    ],
)
def test_an_interval_without_end(made: Made, low: str, high: str, arrows: list[str]) -> None:
    (line,) = all_lines(of_trial(made(trial("one", hazard(low, high))), "one"))
    assert [each.get("x") for each in line.iter() if each.get("class") == "beyond"] == arrows
    assert all(0 <= end <= 100 for end in ends(line) or ())
    assert NOT_REACHED not in (low, high) or "not reached" in said(line, "value")


@pytest.mark.parametrize(
    "between",
    [
        {"estimate": "0"},
        {"estimate": "-1"},
        {"estimate": "soon"},
        {"estimate": None},
        {"measure": "share"},
        {"measure": None},
    ],
)
def test_what_no_logarithm_can_place_is_left_to_the_table(
    made: Made, between: dict[str, Any]
) -> None:
    assert of_trial(made(trial("one", hazard(**between))), "one") == labels.word(
        "en", "plot", "nothing-trial"
    )


@pytest.mark.parametrize(
    "cell",
    [
        {"percent": "-5"},
        {"percent": "150"},
        {"percent": "<1"},
        {"events": 17, "n": 0},
        {"events": 9, "n": 8},
        {"events": 3},
        {"n": 3},
        {"median": "4.1"},
        {"percent": "40", "ci": {"low": "60", "high": "20", "level": 95}},
    ],
)
def test_cells_that_are_no_proportion(made: Made, cell: dict[str, Any]) -> None:
    markdown = of_trial(made(trial("one", orr(drug={"events": 1, "n": 9}, placebo=cell))), "one")
    assert all(ends(line) is None for line in all_lines(markdown)[1:])


@pytest.mark.parametrize(
    "name", [LONG_NAME, "无空格的很长的组名" * 9, "word " * 16, "MMMMMMMM" * 10]
)
def test_a_name_of_eighty_characters(made: Made, name: str) -> None:
    arms = {"drug": {"label": both(name, name), "agents": ["drug-a"]}}
    (line,) = all_lines(
        of_trial(made(trial("one", orr(drug={"events": 1, "n": 4}), arms=arms)), "one")
    )
    assert re.sub(r"\s", "", said(line, "label")) == re.sub(r"\s", "", name)


def test_three_hundred_lines_unfold_and_the_newest_come_first(made: Made) -> None:
    sources = ("smith2020", "jones2021")
    edition = made(
        *(
            trial(
                f"t{number:03}",
                orr(drug={"events": 1, "n": 9}, placebo={"events": 0, "n": 9}),
                source=sources[number % 2],
            )
            for number in range(150)
        )
    )
    markdown = of_term(edition, "endpoints", "orr")
    counts = [len(lines(drawing)) for drawing in drawings(markdown)]
    assert (
        sum(counts) == 300
        and max(counts) <= plot_section.MOST
        and markdown.count('<details class="more">') == len(counts) - 1
    )
    found = [line.get("data-datum") for line in all_lines(markdown)]
    assert found == [
        f"t{number:03}#orr.{arm}"
        for start in (1, 0)
        for number in range(start, 150, 2)
        for arm in ("drug", "placebo")
    ]
    assert all(
        len({line.get("data-datum", "").split("#")[0] for line in lines(drawing)}) * 2
        == len(lines(drawing))
        for drawing in drawings(markdown)
    )
    assert len({tuple(ticks(drawing).items()) for drawing in drawings(markdown)}) == 1
    assert "lines 41–80 of 300" in markdown


def test_a_trial_of_three_hundred_arms(made: Made) -> None:
    arms = {
        f"a{number}": {"label": both(f"组 {number}", f"group {number}")} for number in range(300)
    }
    edition = made(
        trial(
            "one",
            orr(**{id: {"events": 1, "n": number + 1} for number, id in enumerate(arms)}),
            arms=arms,
        )
    )
    assert [len(lines(drawing)) for drawing in drawings(of_trial(edition, "one"))] == [40] * 7 + [
        20
    ]


def test_text_of_tables_cannot_break_out(made: Made) -> None:
    hostile = (
        "</text></svg><script>alert(1)</script> [x](javascript:y) {onclick=z} `c` "
        '| [@smith2020] & "q" \\'
    )
    arms = {"drug": {"label": both(hostile, hostile), "agents": ["drug-a"]}}
    one, two = (
        trial(id, orr(drug={"events": 1, "n": 4}), arms=arms, acronym=hostile)
        for id in ("one", "two")
    )
    edition = made(one, two)
    for markdown in (of_trial(edition, "one"), of_term(edition, "endpoints", "orr")):
        drawn = DRAWING.search(markdown)
        assert drawn and "<script" not in markdown and not re.search(r"[\[\]`|\\{]", drawn[0])
        (line, *_) = all_lines(markdown)
        assert re.sub(r"\s", "", plain(hostile)) == re.sub(r"\s", "", said(line, "label"))


# what stands in a plot


def test_events_of_a_time_are_no_proportion_without_a_time_point(made: Made) -> None:
    deaths = {"pfs": {**hazard()["pfs"], "arms": {"drug": {"events": 11, "n": 51}}}}
    later = {
        "pfs-1y": {
            "endpoint": "pfs",
            "timepoint": "1 years",
            "arms": {"drug": {"events": 40, "n": 51}},
        }
    }
    found = [
        line.get("data-datum")
        for line in all_lines(of_trial(made(trial("one", {**deaths, **later})), "one"))
    ]
    assert found == ["one#pfs.between", "one#pfs-1y.drug"]


def test_a_mixed_population_says_nothing_about_a_diagnosis(made: Made) -> None:
    rows = {
        **orr(drug={"events": 1, "n": 9}),
        "orr-one": {
            "endpoint": "orr",
            "diagnoses": ["tumour-one"],
            "arms": {"drug": {"events": 1, "n": 4}},
        },
    }
    edition = made(
        *(trial(id, rows, population=MIXED) for id in ("a", "b")),
        files={"docs/vocabulary/diagnoses.yml": TWO},
    )
    assert [
        line.get("data-datum") for line in all_lines(of_term(edition, "diagnoses", "tumour-one"))
    ] == ["a#orr-one.drug", "b#orr-one.drug"]
    assert [
        line.get("data-datum") for line in all_lines(of_term(edition, "diagnoses", "tumour"))
    ] == ["a#orr.drug", "b#orr.drug"]


def test_a_ratio_concerns_a_drug_on_one_side_only(made: Made) -> None:
    shared = {
        "drug": {"label": both("联合", "both"), "agents": ["drug-a", "placebo"]},
        "placebo": {"label": both("单药", "alone"), "agents": ["placebo"]},
    }
    edition = made(*(trial(id, hazard(), arms=shared) for id in ("a", "b")))
    assert len(all_lines(of_term(edition, "agents", "drug-a"))) == 2 and of_term(
        edition, "agents", "placebo"
    ) == labels.word("en", "plot", "nothing-agents")


def test_randomised_comparisons_and_associations_do_not_share_a_plot(made: Made) -> None:
    edition = made(
        *(
            trial(id, hazard(), kind)
            for id, kind in (
                ("a", "randomised-trial"),
                ("b", "randomised-trial"),
                ("c", "cohort"),
                ("d", "cohort"),
            )
        )
    )
    markdown = of_term(edition, "endpoints", "pfs")
    assert re.findall(r'<figure class="plot" id="([^"]*)"', markdown) == [
        "plot-hr-pfs",
        "plot-hr-pfs-association",
    ]
    assert [len(lines(drawing)) for drawing in drawings(markdown)] == [2, 2]


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("8 weeks", 2),
        ("12 weeks", 3),
        ("24 weeks", 6),
        ("25 weeks", 6),
        ("6 months", 6),
        ("52 weeks", 12),
        ("1 years", 12),
        ("3 days", "3 days"),
        ("6 cycles", "6 cycles"),
        (None, None),
    ],
)
def test_time_points_by_the_nearest_month(text: str | None, month: int | str | None) -> None:
    assert plot_choice.months(text) == month


def test_a_plot_of_about_the_same_time_says_so(made: Made) -> None:
    rows = (
        {"orr-a": {"endpoint": "orr", "timepoint": time, "arms": {"drug": {"events": 1, "n": 4}}}}
        for time in ("24 weeks", "6 months")
    )
    edition = made(*(trial(id, each) for id, each in zip(("a", "b"), rows)))
    markdown = of_term(edition, "endpoints", "orr")
    assert "at about 6 months</figcaption>" in markdown
    assert [said(line, "label") for line in all_lines(markdown)] == [
        "drug A · 24 weeks",
        "drug A · 6 months",
    ]


def test_lines_of_one_trial_are_distinguished(made: Made) -> None:
    cell = {"drug": {"events": 1, "n": 4}}
    rows = {
        "orr": {"endpoint": "orr", "arms": cell},
        "orr-central": {
            "endpoint": "orr",
            "arms": cell,
            "assessment": both("中心审查", "central review"),
        },
        "orr-later": {"endpoint": "orr", "arms": cell},
    }
    found = [said(line, "label") for line in all_lines(of_trial(made(trial("one", rows)), "one"))]
    assert len(set(found)) == 3 and found[1] == "drug A (central review)"


def test_lines_differ_by_the_first_thing_that_differs(made: Made) -> None:
    estimates = {
        "pfs": {**hazard(adjusted=False)["pfs"], "cutoff": "2020-01"},
        "pfs-adjusted": {**hazard(adjusted=True)["pfs"], "cutoff": "2020-01"},
    }
    found = [
        said(line, "label") for line in all_lines(of_trial(made(trial("one", estimates)), "one"))
    ]
    assert found == ["drug A v placebo (unadjusted)", "drug A v placebo (adjusted)"]


def test_no_patients_stand_twice_in_a_plot_across_studies(made: Made) -> None:
    rows = {
        **orr(drug={"events": 1, "n": 4}),
        "orr-central": {
            "endpoint": "orr",
            "repeats": "orr",
            "arms": {"drug": {"events": 2, "n": 4}},
        },
    }
    old = {
        "drug": {"label": both("新队列", "new cohort"), "agents": ["drug-a"]},
        "placebo": {
            "label": both("旧队列", "earlier cohort"),
            "reported-in": "a",
            "agents": ["drug-a"],
        },
    }
    edition = made(
        trial("a", rows),
        trial("b", orr(drug={"events": 1, "n": 4}, placebo={"events": 1, "n": 4}), arms=old),
    )
    assert [line.get("data-datum") for line in all_lines(of_term(edition, "endpoints", "orr"))] == [
        "a#orr.drug",
        "b#orr.drug",
    ]
    assert (
        len(all_lines(of_trial(edition, "a"))) == 2 and len(all_lines(of_trial(edition, "b"))) == 2
    )  # each study's own page has them all


def test_two_years_and_24_months_are_the_same_time(made: Made) -> None:
    rows = (
        {
            "pfs-x": {
                "endpoint": "pfs",
                "timepoint": time,
                "arms": {"drug": {"percent": 40, "ci": {"low": 30, "high": 50, "level": 95}}},
            }
        }
        for time in ("24 months", "2 years")
    )
    markdown = of_term(
        made(*(trial(id, each) for id, each in zip(("a", "b"), rows))), "endpoints", "pfs"
    )
    assert (
        "<figcaption>24-month progression-free survival rate</figcaption>" in markdown
        or "<figcaption>2-year progression-free survival rate</figcaption>" in markdown
    )
    assert {said(line, "label") for line in all_lines(markdown)} == {"drug A"}


def test_squares_by_number_and_by_precision(made: Made) -> None:
    edition = made(
        trial("one", orr(drug={"events": 1, "n": 400}, placebo={"events": 1, "n": 100})),
        trial("a", hazard()),
        trial("b", hazard("0.35", "1.4")),
    )
    sides = [
        float(named(line, "estimate").get("width")) for line in all_lines(of_trial(edition, "one"))
    ]
    assert sides == [13.0, 6.5]  # a quarter of the patients, a quarter of the area
    precise, vague = (
        float(named(line, "estimate").get("width"))
        for line in all_lines(of_term(edition, "endpoints", "pfs"))
    )
    assert precise == 13.0 and vague == pytest.approx(
        13 * math.log(0.9 / 0.5) / math.log(4), abs=0.06
    )


def test_unconfirmed_figures_are_marked_without_colour(made: Made) -> None:
    rows = {
        "orr": {"endpoint": "orr", "seen": "secondary", "arms": {"drug": {"events": 1, "n": 4}}}
    }
    markdown = of_trial(made(trial("one", rows)), "one")
    (line,) = all_lines(markdown)
    assert (
        said(line, "value").endswith("†")
        and named(line, "interval").get("stroke-dasharray")
        and "not in the publication" in markdown
    )


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh", ("不作合并", "合并值没有对应的患者人群", "Clopper–Pearson 法计算")),
        (
            "en",
            (
                "nothing is pooled",
                "a pooled figure would describe no real group",
                "by the Clopper–Pearson method",
            ),
        ),
    ],
)
def test_a_page_says_that_nothing_is_pooled_and_why(
    made: Made, language: str, words: tuple[str, ...]
) -> None:
    edition = made(*(trial(id, orr(drug={"events": 1, "n": 4})) for id in ("a", "b")))
    for kind, id in (("agents", "drug-a"), ("diagnoses", "tumour-one"), ("endpoints", "orr")):
        markdown = of_term(edition, kind, id, language)
        assert all(each in markdown for each in words)
        assert labels.word(language, "plot", f"chosen-{kind}") in markdown


# golden drawings


def golden_tables() -> list[str]:
    """Two trials that show every sign a plot has."""
    first = {
        **orr(drug={"events": 17, "n": 26, "percent": "65"}, placebo={"events": 0, "n": 12}),
        **hazard("0.21", NOT_REACHED, estimate="0.42", p="0.017"),
    }
    second = {
        "orr": {
            "endpoint": "orr",
            "seen": "secondary",
            "arms": {"drug": {"percent": "40", "ci": {"low": "29", "high": "51", "level": 90}}},
        },
        **hazard(estimate="1.30", ci=None),
    }
    return [trial("first", first), trial("second", second, source="jones2021")]


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("endpoint", ["orr", "pfs"])
def test_golden_drawing(made: Made, endpoint: str, language: str) -> None:
    drawn = DRAWING.search(of_term(made(*golden_tables()), "endpoints", endpoint, language))
    assert drawn
    golden = GOLDEN / f"{endpoint}.{language}.html"
    if os.environ.get("GOLDEN") == "write":
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(drawn[0] + "\n", encoding="utf-8")
    assert drawn[0] + "\n" == golden.read_text(encoding="utf-8")


# the real review


@pytest.fixture(scope="module")
def edition() -> Edition:
    return reviews.edition(ROOT)


@pytest.fixture(scope="module")
def pages(edition: Edition) -> dict[str, str]:
    """The plots of every page of the review, by address."""
    return {
        uri: markdown
        for language in ("zh", "en")
        for uri, markdown in _plotted(edition, language)
        if markdown
    }


def _plotted(edition: Edition, language: str) -> Iterator[tuple[str, str]]:
    yield from (
        (f"{language}/trials/{id}", of_trial(edition, id, language)) for id in edition.corpus.trials
    )
    for kind in PAGED:
        yield from (
            (f"{language}/{kind}/{term.id}", of_term(edition, kind, term.id, language))
            for term in edition.paged(kind)
        )


def test_every_kind_of_page_has_plots(pages: dict[str, str]) -> None:
    assert {uri.rpartition("/")[0] for uri in pages} == {
        f"{language}/{kind}" for language in ("zh", "en") for kind in ("trials", *PAGED)
    }


def test_every_number_of_a_line_is_in_its_datum(edition: Edition, pages: dict[str, str]) -> None:
    for uri, markdown in pages.items():
        for line in all_lines(markdown):
            trial, address = datum_of(line, edition.corpus)
            figures = trial.datum(address).figures
            wrong = [
                each.digits
                for each in numerals(ungrouped(said(line, "value")))
                if not any(each.matches(figure.value, figure.quantum) for figure in figures)
            ]
            assert not wrong, (uri, line.get("data-datum"), wrong)


def ungrouped(text: str) -> str:
    """The text without the commas that part thousands."""
    return re.sub(r"(?<=[0-9]),(?=[0-9]{3})", "", text)


def test_every_mark_lies_where_the_datum_puts_it(edition: Edition, pages: dict[str, str]) -> None:
    for uri, markdown in pages.items():
        for drawing in drawings(markdown):
            place = places(ticks(drawing))
            for line in lines(drawing):
                estimate, interval = expected(*datum_of(line, edition.corpus))
                assert at(line) == pytest.approx(place(estimate), abs=0.02), (
                    uri,
                    line.get("data-datum"),
                )
                assert (ends(line) is None) == (interval is None)
                assert interval is None or ends(line) == pytest.approx(
                    tuple(map(place, interval)), abs=0.02
                ), (uri, line.get("data-datum"))


def datum_of(line: ElementTree.Element, corpus: Corpus) -> tuple[Trial, str]:
    id, _, address = line.get("data-datum", "").partition("#")
    return corpus.trials[id], address


def places(labels: dict[str, float]) -> Callable[[float], float]:
    """From a value to its place, by what the labels of the scale say: two of them fix it."""
    (first, start), (last, end) = (
        min(labels.items(), key=lambda each: each[1]),
        max(labels.items(), key=lambda each: each[1]),
    )
    if first.endswith("%"):
        return lambda value: value
    # a logarithmic scale has no 0
    scaled: Callable[[float], float] = (
        float if "0" in labels else lambda value: math.log(max(value, 1e-9))
    )
    low, high = (scaled(float(label.replace("−", "-"))) for label in (first, last))
    return lambda value: min(
        max(start + (end - start) * (scaled(value) - low) / (high - low), 0), 100
    )


def expected(trial: Trial, address: str) -> tuple[float, tuple[float, float] | None]:
    """Estimate and interval of a datum, straight from the table."""
    row, arm = trial.row(address.rpartition(".")[0]), address.rpartition(".")[2]
    if arm == BETWEEN:
        return float(row.between["estimate"]), read(row.between.get("ci"))
    cell = row.cells[arm]
    if cell.proportion:
        events, n = cell.proportion
        return 100 * events / n, read(cell["ci"]) or exact(events, n)
    return float(cell["percent"]), read(cell["ci"])


def read(ci: Mapping[str, Any] | None) -> tuple[float, float] | None:
    if ci is None:
        return None
    return (0.0 if ci["low"] == NOT_REACHED else float(ci["low"])), (
        math.inf if ci["high"] == NOT_REACHED else float(ci["high"])
    )


def test_what_a_meta_analysis_pooled_is_called_neither_randomised_nor_an_association(
    made: Made,
) -> None:
    edition = made(trial("one", hazard(), kind="meta-analysis"))
    english, chinese = (of_trial(edition, "one", language) for language in ("en", "zh"))
    assert "hazard ratio (HR), comparisons that a meta-analysis pooled" in english
    assert "荟萃分析合并的比较" in chinese and "随机" not in chinese
    assert "randomised" not in english and "association" not in english


def test_differences_stand_on_a_linear_scale_from_and_to_nothing(made: Made) -> None:
    rows = {"orr": {**hazard("1.5", "unbounded")["pfs"], "endpoint": "orr"}}
    rows["orr"]["between"] |= {"measure": "difference", "estimate": "2.5"}
    drawing = drawings(of_trial(made(trial("one", rows)), "one", "en"))[0]
    place = places(ticks(drawing))
    assert list(ticks(drawing)) == ["0", "0.5", "1", "1.5", "2", "2.5"]
    assert at(lines(drawing)[0]) == place(2.5) == 100
    assert ends(lines(drawing)[0]) == (place(1.5), 100)


def test_what_is_computed_is_called_so(edition: Edition, pages: dict[str, str]) -> None:
    words = {
        language: [labels.word(language, "interval", name) for name in ("exact", "reported")]
        for language in ("zh", "en")
    }
    for uri, markdown in pages.items():
        computed, reported = words[uri[:2]]
        for line in all_lines(markdown):
            trial, address = datum_of(line, edition.corpus)
            if address.endswith(f".{BETWEEN}") or ends(line) is None:
                continue
            given = (
                trial.row(address.rpartition(".")[0]).cells[address.rpartition(".")[2]]["ci"]
                is not None
            )
            assert (reported in said(line, "value")) == given and (
                computed in said(line, "value")
            ) != given


def test_every_line_has_its_place_in_the_table(pages: dict[str, str]) -> None:
    for uri, markdown in pages.items():
        if "/trials/" not in uri:
            drawn = [line.get("data-datum", "").partition("#")[::2] for line in all_lines(markdown)]
            tables = "\n".join(row for row in markdown.splitlines() if row.startswith("| "))
            assert all(f"trials/{id}.md#{address} " in tables for id, address in drawn), uri
            assert tables.count("{.datum}") == len(drawn), uri


def test_a_drawing_says_what_it_is_in_the_language_of_the_page(pages: dict[str, str]) -> None:
    for uri, markdown in pages.items():
        ids = re.findall(r' id="([^"]*)"', markdown)
        assert len(ids) == len(set(ids)), uri
        for drawing in drawings(markdown):
            label = drawing.get("aria-label", "")
            assert drawing.get("role") == "group" and label
            assert bool(re.search("[\u4e00-\u9fff]", label)) == uri.startswith("zh")


def test_no_colour_is_written_out_and_no_line_is_empty(pages: dict[str, str]) -> None:
    for uri, markdown in pages.items():
        for figure in re.findall(r"<figure.*?</figure>", markdown, re.DOTALL):
            assert "\n\n" not in figure, uri
            assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', figure)) <= {"currentColor", "none"}


def test_drawing_is_deterministic(pages: dict[str, str]) -> None:
    again = Edition(corpus.read(ROOT), TODAY)
    drawn = {uri: markdown for uri, markdown in _plotted(again, "en") if markdown}
    assert drawn == {uri: pages[uri] for uri in pages if uri.startswith("en/")}


@pytest.mark.parametrize(
    ("values", "shown"),
    [
        ((0.7,), ["0.5", "1", "2"]),
        ((0.42, 1.4), ["0.2", "0.5", "1", "2"]),
        ((0.03,), ["0.02", "0.05", "0.1", "0.2", "0.5", "1", "2"]),
        ((0.001, 30), ["0.001", "0.01", "0.1", "1", "10"]),
    ],
)
def test_ticks_of_a_ratio(values: tuple[float, ...], shown: list[str], made: Made) -> None:
    tables = [
        trial(f"t{number}", hazard(estimate=str(value), ci=None))
        for number, value in enumerate(values)
    ]
    points = [point for each in estimates(made(*tables).corpus).values() for point in each]
    assert [tick.label for tick in scale.scale(points).ticks()] == shown


def test_the_ends_of_a_scale_say_what_is_counted(made: Made) -> None:
    """An arm is favoured by hazards alone: a risk or an odds may be one of surviving."""
    for measure, said_left in (
        ("HR", "← favours drug A"),
        ("RR", "← lower with drug A"),
        ("OR", "← lower with drug A"),
    ):
        rows = {
            "os": {
                "endpoint": "os",
                "assessment": {"zh": "生存率之比", "en": "ratio of survival rates"},
                "between": {
                    "measure": measure,
                    "of": "drug",
                    "versus": "placebo",
                    "estimate": 0.7,
                    "ci": {"low": 0.5, "high": 0.9, "level": 95},
                },
            }
        }
        markdown = of_trial(made(trial("one", rows)), "one")
        (line,) = all_lines(markdown)
        assert said_left in markdown and ("ratio of survival rates" in said(line, "label")) == (
            measure != "HR"
        )


def test_a_label_says_of_whom_a_line_is_once(made: Made) -> None:
    rows = {
        "orr": {
            "endpoint": "orr",
            "population": {"zh": "甲药", "en": "drug A"},
            "arms": {"drug": {"events": 1, "n": 4}},
        }
    }
    (line,) = all_lines(of_trial(made(trial("one", rows)), "one"))
    assert said(line, "label") == "drug A"
