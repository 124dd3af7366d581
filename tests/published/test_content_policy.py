"""The Content-Security-Policy in a browser: nothing of ours is stopped, and what comes in otherwise
is. That no kind of page complains by itself is seen where every kind is opened (test_browser)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from built import leads_on
from visit import STOPPED

FRAME = 4  # scripts within a page: three of the theme, one of ours

INTRUDERS = {
    "script-src-elem": """() => {
      const script = document.createElement("script");
      script.textContent = "window.ran = true";
      document.body.append(script);
    }""",
    "script-src-attr": """() => {
      document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.ran = true'>");
    }""",
    "style-src-elem": """() => {
      document.head.append(Object.assign(document.createElement("style"), {textContent: "p {}"}));
    }""",
    "style-src-attr": """() => {
      document.body.insertAdjacentHTML("beforeend", "<p style='position: fixed'>");
    }""",
    "img-src": """() => { new Image().src = "https://outside.example/x.png"; }""",
    "connect-src": """() => { fetch("https://outside.example/").catch(() => null); }""",
    "frame-src": """() => {
      document.body.insertAdjacentHTML("beforeend", "<iframe src='https://outside.example/'>");
    }""",
    "base-uri": """() => {
      document.head.insertAdjacentHTML("beforeend", "<base href='https://outside.example/'>");
    }""",
}


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.add_init_script(STOPPED)
    yield context.new_page()
    context.close()


def stopped(page: Any) -> list[str]:
    return page.evaluate("window.stopped")


def test_search_hover_schemes_filters_and_the_twin_work_under_it(page: Any, address: str) -> None:
    page.goto(f"{address}/zh/trials/regobone.html")
    page.locator("button.scheme").click()
    page.locator("button.search__open").click()
    page.locator("#search-dialog input").fill("regorafenib")
    page.locator("#search-dialog li a").first.wait_for()
    page.locator("#search-dialog [data-close]").click()
    page.locator("[data-cite] summary").click()
    assert stopped(page) == []
    page.goto(f"{address}/zh-en/review/follow-up.html")
    page.locator("a.datum[title]").first.hover()
    page.locator(".popover").wait_for()
    assert stopped(page) == []
    page.goto(f"{address}/en/trials/index.html")
    page.get_by_label("Diagnosis").select_option("osteosarcoma")
    page.wait_for_url("**?diagnosis=osteosarcoma")
    assert stopped(page) == []


def test_what_comes_in_otherwise_is_stopped(page: Any, address: str) -> None:
    page.goto(f"{address}/zh/index.html")
    for directive, intruder in INTRUDERS.items():
        page.evaluate("window.stopped = []")
        page.evaluate(intruder)
        page.wait_for_function("() => window.stopped.length")
        assert {line.split()[0] for line in stopped(page)} == {directive}
    assert page.evaluate("window.ran") is None


def test_every_page_has_one_policy_and_only_scripts_of_the_frame(site: Path) -> None:
    for file in site.rglob("*.html"):
        (policy,) = re.findall(
            r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">',
            file.read_text(encoding="utf-8"),
        )
        scripts = re.search("script-src ([^;]*);", policy)
        assert scripts is not None and "unsafe" not in scripts[1] and "http" not in policy, file
        within = 1 if file == site / "index.html" else 0 if leads_on(file) else FRAME
        assert scripts[1].count("'sha256-") == within, file
