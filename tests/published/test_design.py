"""Figures of design that can be measured: sizes of type, and tables that fit their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from places import HOOKS
from review.markup.style_sheet import unused

SIZES = {12, 14, 16, 19, 23, 30}  # pixels
PATHS = (
    "zh/index.html",
    "en/review/osteosarcoma.html",
    "zh/trials/study-309.html",
    "en/questions/mapie-for-poor-responders.html",
    "zh/questions/index.html",
    "en/evidence-map.html",
    "zh/availability.html",
)
USED = """() => {
  const found = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement, box = element.getBoundingClientRect();
    if (!node.textContent.trim() || !box.width || element.closest("script, style, [hidden]"))
      continue;
    found.add(Math.round(10 * parseFloat(getComputedStyle(element).fontSize)) / 10);
  }
  return [...found];
}"""
CUT = """() => [...document.querySelectorAll("article table")].filter(table => {
  const around = table.closest(".md-typeset__scrollwrap") || table.parentElement;
  return table.scrollWidth > around.clientWidth + 1;
}).map(table => table.innerText.slice(0, 40))"""

CLASSES = re.compile(r'class="([^"]*)"')
# the classes that any element has from here on: scripts give and take them
WATCH = """() => {
  window.found = new Set();
  const note = () => document.querySelectorAll("[class]").forEach(
    element => element.classList.forEach(name => window.found.add(name)));
  new MutationObserver(note).observe(document, {subtree: true, childList: true, attributes: true});
  note();
}"""

# what a WebView of Chromium 86 does not know; it drops the whole rule
NEW = re.compile(r":has\(|:is\(|:where\(|::details-content")
SELECTORS = re.compile(r"([^{}]+)\{")
# raised signs of a line that is cut off which show below the lines that are not
PEEPING = """() => [...document.querySelectorAll("#bottom-line + .pair li")].filter(entry => {
  const end = entry.getBoundingClientRect().bottom;
  return [...entry.querySelectorAll("sup")].map(sign => sign.getBoundingClientRect())
    .some(box => box.top < end - 0.5 && box.bottom > end);
}).length"""


@pytest.fixture(scope="module")
def page(browser: Any) -> Iterator[Any]:
    """One for all: another would begin a process of its own."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", PATHS)
def test_type_has_six_sizes_and_every_table_fits(
    page: Any, address: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/{path}")
    page.evaluate("document.querySelectorAll('article details').forEach(fold => fold.open = true)")
    assert set(page.evaluate(USED)) <= SIZES
    assert page.evaluate(CUT) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_bottom_line_and_every_stage_stand_on_the_first_screen_of_a_phone(
    page: Any, address: str, site: Path, language: str
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    ends, peeping = {}, {}
    for file in sorted((site / language / "review").glob("*.html")):
        if 'class="overview"' in file.read_text(encoding="utf-8"):
            page.goto(f"{address}/{language}/review/{file.name}", wait_until="domcontentloaded")
            box = page.locator(".overview tbody tr").last.bounding_box()
            ends[file.stem] = box["y"] + box["height"]
            peeping[file.stem] = page.evaluate(PEEPING)
    assert len(ends) > 20
    assert {name: end for name, end in ends.items() if end > 844} == {}
    assert {name: number for name, number in peeping.items() if number} == {}


def test_no_page_has_what_the_style_sheet_leaves_out(site: Path) -> None:
    named = {
        names
        for file in site.rglob("*.html")
        for names in CLASSES.findall(file.read_text(encoding="utf-8"))
    }
    assert len(named) > 200
    assert unused(f".{' .'.join(' '.join(named).split())}") == set()


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("path", PATHS[:2])
def test_no_script_gives_what_the_style_sheet_leaves_out(
    page: Any, address: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto(f"{address}/{path}")
    page.evaluate(WATCH)
    for act in ("scrollTo(0, 2500)", "scrollTo(0, 2000)", "__drawer.click()", "__drawer.click()"):
        page.evaluate(act)
    page.keyboard.press("Control+k")
    page.locator(".search-dialog input").fill("HR")
    page.locator(".search-dialog li").first.wait_for()
    found = page.evaluate("() => [...window.found]")
    assert len(found) > 60
    assert unused(f".{' .'.join(found)}") == set()


def test_a_selector_that_old_browsers_lack_takes_no_other_with_it() -> None:
    found, apart = [], 0
    for sheet in (HOOKS / "theme").rglob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selectors in SELECTORS.findall(text):
            new = [bool(NEW.search(one)) for one in re.split(r",(?![^()]*\))", selectors)]
            apart += all(new)
            found += [selectors.strip()] if any(new) and not all(new) else []
    assert apart > 10
    assert found == []
