"""Reading without a mouse, with large type, on paper, in the dark, with motion off: every kind of
page against WCAG 2.2 AA (axe-core) and by hand where no program can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from built import KINDS
from places import ROOT
from reviews import woven

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAINTED = ["color-contrast", "link-in-text-block"]  # what the colours alone decide
# of siblings alike, made by one template, the rules say of the fifth what they say of the first,
# and axe takes seconds for hundreds of them
ENOUGH = """() => {
  const known = new Map();
  for (const each of document.querySelectorAll("article *")) {
    const kind = each.localName + " " + (each.getAttribute("class") || "");
    const counts = known.get(each.parentNode) || new Map();
    known.set(each.parentNode, counts.set(kind, (counts.get(kind) || 0) + 1));
    if (counts.get(kind) > (each.matches("th, td") ? 8 : 4)) each.remove();
  }
}"""
# of the text each display is looked at in one width, of what stands around it in both
RUN = """([rules, around]) => axe.run(around ? { exclude: ["article"] } : document, {
  runOnly: rules ? { type: "rule", values: rules } : { type: "tag", values: TAGS },
  rules: rules ? {} : {
    "label-content-name-mismatch": { enabled: true }, "aria-allowed-role": { enabled: true },
  },
  resultTypes: ["violations"],
  preload: false,
}).then(found => found.violations.flatMap(rule => rule.nodes.map(node =>
  rule.id + ": " + node.html.slice(0, 160) + " " + node.failureSummary.slice(0, 300))))""".replace(
    "TAGS", str(TAGS)
)
# the menu and the contents whole: of an entry that the edge of their window cuts, axe would take
# what is left for a target too small
HEIGHT = {390: 844, 1440: 6000}
STATES = [
    (390, "light", None),
    (390, "dark", PAINTED),
    (1440, "dark", None),
    (1440, "light", PAINTED),
]
NARROW = {"width": 320, "height": 512}  # 1280 pixels at 400 %
FOCUS = """() => {
  const at = document.activeElement, shown = at.getBoundingClientRect();
  const ring = getComputedStyle(at), text = (at.textContent || at.ariaLabel || "").trim();
  return {
    name: at.localName + "." + at.className + " " + text.slice(0, 40),
    body: at === document.body,
    inside: shown.width > 0 && shown.right > 0 && shown.left < innerWidth
      && shown.bottom > 0 && shown.top < innerHeight,
    marked: ring.outlineStyle !== "none" && parseFloat(ring.outlineWidth) > 0,
  };
}"""


@pytest.fixture(scope="module")
def pages(browser: Any) -> Iterator[Any]:
    # the checker brings a style sheet of its own, which the policy of a page would stop
    context = browser.new_context(locale="zh-CN", bypass_csp=True)
    yield context
    context.close()


@pytest.fixture
def page(pages: Any) -> Iterator[Any]:
    made = pages.new_page()
    yield made
    made.close()


def test_every_kind_of_page_is_looked_at(site: Path) -> None:
    pages = woven(ROOT)
    assert [page.uri for page in pages if not (site / page.uri).is_file()] == []
    assert {page.kind for page in pages} == set(KINDS) - {"parallel", "missing"}


@pytest.fixture(scope="module")
def judged(opener: Any) -> Iterator[Any]:
    """One page for all that axe judges: in another it would have to be compiled again."""
    context = opener.new_context(locale="zh-CN", bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_rule_of_access_is_broken(judged: Any, address: str, kind: str) -> None:
    page = judged
    page.set_viewport_size({"width": STATES[0][0], "height": HEIGHT[STATES[0][0]]})
    page.emulate_media(reduced_motion="reduce")  # else colours are caught half way
    page.goto(f"{address}/{KINDS[kind]}")
    page.wait_for_load_state("load")
    page.evaluate(ENOUGH)
    page.add_style_tag(
        content="* { content-visibility: visible !important }"
    )  # what is off the window keeps the colours it was last drawn in
    page.evaluate(AXE)
    found = {}
    for width, scheme, rules in STATES:
        page.set_viewport_size({"width": width, "height": HEIGHT[width]})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if broken := page.evaluate(RUN, [rules, rules is PAINTED]):
            found[width, scheme] = broken
    assert found == {}


@pytest.mark.parametrize(
    "path, viewport",
    [
        ("zh/review/targeted-therapy.html", {"width": 1440, "height": 900}),
        ("en/trials/euramos-1.html", NARROW),
    ],
)
def test_the_keyboard_reaches_what_it_can_see_and_shows_where_it_is(
    page: Any, address: str, path: str, viewport: dict[str, int]
) -> None:
    page.set_viewport_size(viewport)
    page.goto(f"{address}/{path}")
    page.wait_for_load_state("load")
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    for step in range(60):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUS)
        if at["body"]:
            break
        assert at["inside"] and at["marked"], (step, at)
    assert step > 20


@pytest.mark.parametrize("width", [320, 800])
def test_the_menu_of_a_narrow_page_opens_by_keyboard_and_escape_closes_it(
    page: Any, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 512})
    page.goto(f"{address}/en/review/introduction.html")
    menu = page.locator("header button.menu")
    assert menu.get_attribute("aria-expanded") == "false"
    menu.focus()
    page.keyboard.press("Enter" if width == 320 else "Space")
    page.locator(".md-sidebar--primary a:visible").first.wait_for()
    assert menu.get_attribute("aria-expanded") == "true"
    assert page.evaluate("!!document.activeElement.closest('.md-sidebar--primary a')")
    page.keyboard.press("Escape")
    assert not page.locator("#__drawer").is_checked() and menu.evaluate(
        "menu => menu === document.activeElement"
    )


def test_escape_closes_the_list_of_languages(page: Any, address: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{address}/en/review/introduction.html")
    page.locator(".md-select > button").focus()
    page.locator(".md-select__link").first.wait_for()
    page.keyboard.press("Escape")
    page.locator(".md-select__link").first.wait_for(state="hidden")


@pytest.mark.parametrize("kind", ["section", "trial", "diagnosis", "evidence-map"])
def test_paper_shows_dark_text_on_white_and_nothing_to_click(
    page: Any, address: str, kind: str
) -> None:
    page.set_viewport_size({"width": 794, "height": 1123})  # A4
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/{KINDS[kind]}")
    page.emulate_media(media="print", color_scheme="dark")
    for gone in (
        ".md-header",
        ".md-sidebar",
        ".md-footer",
        ".headerlink",
        "a.twin",
        ".ways-in",
        "details.cite",
        ".backs",
    ):
        assert page.locator(f"{gone}:visible").count() == 0, gone
    light = """() => [
      ...document.querySelectorAll("article :is(p, td, a, h1, h2, small, text, span)")
    ].filter(each => each.checkVisibility({ visibilityProperty: true })).map(each => {
      const paint = getComputedStyle(each)[each.localName === "text" ? "fill" : "color"];
      const colour = paint.match(/[\\d.]+/g).map(Number), alpha = colour[3] ?? 1;
      return colour.slice(0, 3).reduce((sum, value, at) =>
        sum + [0.299, 0.587, 0.114][at] * (value * alpha + 255 * (1 - alpha)), 0);
    }).filter(value => value > 150).length"""
    assert page.evaluate(light) == 0
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    if kind != "evidence-map":  # which no sheet could hold as a table
        assert page.evaluate(
            "[...document.querySelectorAll('thead')].every("
            "head => getComputedStyle(head).display === 'table-header-group')"
        )  # repeated on every sheet
    assert page.pdf(format="A4")[:5] == b"%PDF-"


def test_with_motion_reduced_nothing_moves(page: Any, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/{KINDS['section']}")
    moving = """[...document.querySelectorAll('*')].filter(each => {
      const style = getComputedStyle(each), lasts = parseFloat(style.transitionDuration) > 0;
      return style.animationName !== 'none' || lasts && style.transitionProperty !== 'none';
    }).length"""
    assert page.evaluate(moving) == 0
    page.emulate_media(reduced_motion="no-preference")
    assert page.evaluate(moving) > 0  # else the count could not fail


def test_the_further_key_results_are_all_in_their_fold(page: Any, address: str) -> None:
    page.goto(f"{address}/zh/review/targeted-therapy.html")
    fold = page.locator(".keyresults > details.rest")
    said = int(re.search(r"\d+", fold.locator("> summary").inner_text())[0])
    assert fold.locator("> ul > li").count() == said > 1
    assert (
        page.locator(".keyresults > ul > li").count() == 6
        and page.locator(".keyresults > ul").count() == 1
    )


@pytest.mark.parametrize("rendition", ["zh", "en", "zh-en"])
def test_a_page_is_called_in_the_menu_what_it_calls_itself(
    page: Any, address: str, rendition: str
) -> None:
    page.goto(f"{address}/{rendition}/index.html")
    assert page.title().count(page.locator("header .md-ellipsis").first.inner_text().strip()) == 1
    entries = page.locator(".md-nav--primary a.md-nav__link").evaluate_all(
        "links => links.map(link => link.href.split('#')[0])"
    )
    for url in dict.fromkeys(
        url for url in entries if not url.endswith("/index.html") or url.count("/") > 4
    ):  # the home page is Home
        page.goto(url)
        here = page.locator(".md-nav--primary .md-nav__link--active").last.text_content().split()
        heading = (
            page.locator("h1")
            .evaluate(
                "h1 => [...h1.childNodes]"
                ".filter(node => !node.classList || !node.classList.contains('headerlink'))"
                ".map(node => node.textContent).join('')"
            )
            .split()
        )
        assert here == heading


def test_the_home_page_says_what_it_is_before_its_ways_in(page: Any, address: str) -> None:
    for rendition in ("zh", "en", "zh-en"):
        page.goto(f"{address}/{rendition}/index.html")
        assert page.evaluate(
            "document.querySelector('article .pair').compareDocumentPosition("
            "document.querySelector('.picks')) & Node.DOCUMENT_POSITION_FOLLOWING"
        )


@pytest.mark.parametrize("width", [360, 1440])
def test_a_plot_has_its_words_apart_and_in_sight(page: Any, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/zh/trials/euramos-1.html")
    figure = page.locator(".forest").first
    figure.scroll_into_view_if_needed()
    boxes = figure.locator("text, .trial, .label, .value, .side").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect())"
        ".map(box => [box.left, box.top, box.right, box.bottom])"
    )
    assert len(boxes) > 5 and all(left >= 0 and right <= width + 1 for left, _, right, _ in boxes)
    for at, (left, top, right, bottom) in enumerate(boxes):
        for left2, top2, right2, bottom2 in boxes[at + 1 :]:
            assert (
                min(right, right2) - max(left, left2) < 1
                or min(bottom, bottom2) - max(top, top2) < 3
            )


@pytest.mark.parametrize("width", [390, 1440])
def test_no_figure_and_no_name_is_parted_at_the_end_of_a_line(
    page: Any, address: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    for path in ("zh/trials/euramos-1.html", "en/review/targeted-therapy.html"):
        page.goto(f"{address}/{path}")
        whole = page.locator("article .whole:visible")
        assert whole.count() > 10
        assert (
            whole.evaluate_all("all => all.filter(each => each.getClientRects().length > 1).length")
            == 0
        )
        marks = """all => all.filter(each => {
          const before = document.createRange();
          before.setStartBefore(each.parentNode.firstChild);
          before.setEndBefore(each);
          const lines = [...before.getClientRects()], top = each.getBoundingClientRect().top;
          return lines.length && Math.max(...lines.map(line => line.bottom)) <= top;
        }).length"""
        assert page.locator("article sup:is(.unconfirmed, .note):visible").evaluate_all(marks) == 0


@pytest.mark.parametrize("rendition", ["zh", "en"])
def test_what_is_not_laid_out_yet_hides_no_button(pages: Any, address: str, rendition: str) -> None:
    """As the page is loaded: a text far below its place holder would lie over the next one's
    buttons."""
    page = pages.new_page()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(f"{address}/{rendition}/index.html")
    page.wait_for_load_state("load")
    page.evaluate(AXE)
    assert page.locator("a.twin").count() > 5 and page.evaluate(RUN, [["target-size"], False]) == []
    page.close()
