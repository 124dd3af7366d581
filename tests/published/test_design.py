"""Figures of design that can be measured: sizes of type, and tables that fit their place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

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


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
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


def test_the_bottom_line_and_every_stage_stand_on_the_first_screen_of_a_phone(
    page: Any, address: str, site: Path
) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    long = {}  # in English, which takes more room than Chinese
    for file in sorted((site / "en" / "review").glob("*.html")):
        if 'class="overview"' in file.read_text(encoding="utf-8"):
            page.goto(f"{address}/en/review/{file.name}", wait_until="domcontentloaded")
            box = page.locator(".overview tbody tr").last.bounding_box()
            long[file.stem] = box["y"] + box["height"]
    assert len(long) > 20
    assert {name: end for name, end in long.items() if end > 844} == {}
