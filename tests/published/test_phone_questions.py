"""Forty questions of clinicians on a phone: answered in the search dialog, on the first screen of
the page that the first result leads to, and by at most three taps from home without typing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest
from test_search import LINKS, ask, opened

import reviews
from case_file import case_file
from places import ROOT
from review.evidence.trial import Figure
from review.markup.language import Language
from review.pages.answers import question_words

ASKED = case_file(ROOT / "tests" / "cases" / "phone-questions.yml")
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
PHONE |= {"is_mobile": True}
TELLING = ("estimate", "percent", "median", "events")  # the figure a datum is asked for
READY = "domcontentloaded"
ENOUGH, RESULTS, TAPS = 18, 3, 3  # of twenty; results that are read; taps from home
# whether each pattern is in sight in a part of the page: within the window, or anywhere
SEEN = """([parts, patterns, below]) => parts.some(part => patterns.every(pattern => {
  const nodes = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
  const sought = RegExp(pattern, "u");
  const header = document.querySelector("dialog[open]") ? 0
    : document.querySelector(".md-header").getBoundingClientRect().bottom;
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const match = sought.exec(node.textContent), range = document.createRange();
    if (!match) continue;
    range.setStart(node, match.index);
    range.setEnd(node, match.index + match[0].length);
    const box = range.getBoundingClientRect();
    if (box.width && (below || box.top >= header - 1 && box.bottom <= innerHeight)) return true;
  }
  return false;
}))"""
# the parts of a page that tell of a question: its own answer, or a row that leads to it
PARTS = """name => location.pathname.endsWith(name)
  ? [...document.querySelectorAll("article .answer")]
  : [...document.querySelectorAll(`article a[href*="${name}"]`)].map(link =>
      link.closest("tr, li"))"""
# closed folds around the first link that leads to a page, from the outer one; none without a link
WAY = """target => {
  const links = [...document.querySelectorAll("article a[href]")].filter(link =>
    link.pathname === target);
  const link = links.find(link => link.getClientRects().length) || links[0];
  if (!link) return null;
  const folds = [];
  for (let fold = link.closest("details:not([open])"); fold;
       fold = fold.parentElement.closest("details:not([open])")) folds.unshift(fold);
  document.querySelectorAll("[data-way]").forEach(one => one.removeAttribute("data-way"));
  [...folds.map(fold => fold.querySelector("summary")), link].forEach((one, at) =>
    one.setAttribute("data-way", at));
  return folds.length + 1;
}"""


@dataclass(frozen=True)
class Sought:
    """What a reader types, in which language; the texts that answer, all of one question's or a
    datum's together; and the pages on the way there from home."""

    language: str
    query: str
    answers: tuple[tuple[str, tuple[str, ...]], ...]  # page of a question, or "" for a figure
    taps: tuple[str, ...]


@cache
def asked(kind: str) -> list[Sought]:
    """The questions of a kind."""
    found = []
    for each in ASKED[kind]:
        language = "zh" if "zh" in each else "en"
        answers = [
            ("", (_figure(answer),)) if "#" in answer else _standing(answer, language)
            for answer in each["answer"]
        ]
        found.append(Sought(language, each[language], tuple(answers), tuple(each["taps"])))
    return found


def _figure(address: str) -> str:
    """A pattern of the figure that a datum is asked for, as the data have it today."""
    trial, _, name = address.partition("#")
    datum = reviews.review(ROOT).trials[trial].datum(name)
    assert datum, address
    by_role: dict[str, Figure] = {figure.role: figure for figure in reversed(datum.figures)}
    figure = next(by_role[role] for role in TELLING if role in by_role)
    number = format(figure.value, "f").replace(".", r"\.")
    shown = rf"(?<![0-9.]){number}" + (r"\s?%" if figure.percent else r"(?!\.?[0-9])")
    if not {"events", "n"} <= by_role.keys():
        return shown
    events, n = (format(by_role[role].value, "f") for role in ("events", "n"))
    return rf"{shown}|(?<![0-9.]){events}(/| of ){n}(?![0-9])"


def _standing(id: str, language: str) -> tuple[str, tuple[str, ...]]:
    """The page of a question, how it stands, and how sure that is."""
    question = reviews.review(ROOT).questions[id]
    outcome = question_words.leading(question)
    standing = Language(language).word("standing", question.standing or "unknown")
    sure = question_words.signs(outcome.level) if outcome and outcome.level else ""
    return f"/questions/{id}.html", tuple(filter(None, [standing, sure]))


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(**PHONE)
    yield context.new_page()
    context.close()


def answered(page: Any, sought: Sought, below: bool = False) -> bool:
    """Whether the window shows the answer, or the page where it is scrolled down."""
    for name, patterns in sought.answers:
        parts = page.evaluate_handle(PARTS if name else "() => [document.body]", name)
        if page.evaluate(SEEN, [parts, list(patterns), below]):
            return True
    return False


def told(page: Any, sought: Sought) -> bool:
    """Whether one of the first results of the search tells the answer by itself."""
    for name, patterns in sought.answers:
        parts = page.evaluate_handle(
            "([selector, count, name]) => [...document.querySelectorAll(selector)].slice(0, count)"
            ".filter(link => link.pathname.endsWith(name)).map(link => link.closest('li'))",
            [LINKS, RESULTS, name],
        )
        if page.evaluate(SEEN, [parts, list(patterns)]):
            return True
    return False


def taps(page: Any, address: str, sought: Sought) -> int | None:
    """Taps from home to the answer, those on folds among them; None where it is not reached."""
    page.goto(f"{address}/{sought.language}/index.html", wait_until=READY)
    number = 0
    for target in sought.taps:
        way = page.evaluate(WAY, f"/{sought.language}/{target}")
        if way is None:
            return None
        for step in range(way):
            page.locator(f"[data-way='{step}']").first.tap()
        if page.locator(".popover").count():  # the first tap explained a link
            page.locator(".popover__way").tap()
            way += 1
        page.wait_for_url(f"**/{sought.language}/{target}*", wait_until=READY)
        number += way
    return number if answered(page, sought, below=True) else None


def test_the_questions_are_forty_and_of_both_languages() -> None:
    assert {kind: len(asked(kind)) for kind in ASKED} == {"facts": 20, "standings": 20}
    for kind in ASKED:
        assert {sought.language for sought in asked(kind)} == {"zh", "en"}


@pytest.mark.parametrize("kind", list(ASKED))
def test_search_answers_in_its_dialog_and_leads_to_the_answer(
    page: Any, address: str, kind: str
) -> None:
    untold, led = [], {}
    for language in ("zh", "en"):
        opened(page, f"{address}/{language}/index.html")
        for sought in (each for each in asked(kind) if each.language == language):
            ask(page, sought.query)
            if not told(page, sought):
                untold.append(sought.query)
            first = page.locator(LINKS).first
            led[sought] = first.evaluate("link => link.href")
    lost = [
        sought.query
        for sought in led
        if not page.goto(led[sought], wait_until=READY) or not answered(page, sought)
    ]
    assert len(asked(kind)) - len(untold) >= ENOUGH, untold
    assert lost == []


@pytest.mark.parametrize("kind", list(ASKED))
def test_three_taps_from_home_lead_to_the_answer(page: Any, address: str, kind: str) -> None:
    needed = {sought.query: taps(page, address, sought) for sought in asked(kind)}
    far = {query: number for query, number in needed.items() if number is None or number > TAPS}
    assert len(needed) - len(far) >= ENOUGH, far
