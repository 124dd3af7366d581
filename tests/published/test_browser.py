"""What a reader does: come in by the root page, switch language in the middle of a page, read on a phone, without scripts, off the network."""
from __future__ import annotations

from pathlib import Path
from typing import Any, Iterator

import pytest

from built import KINDS, ROOT

LARGE_TYPE = {"width": 320, "height": 512}  # 1280 pixels at 400 %


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("locale, rendition", [("zh-CN", "zh"), ("en-GB", "en"), ("de", "en")])
def test_the_root_page_sends_a_reader_to_his_language(browser: Any, address: str, locale: str, rendition: str) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(address + "/")
    page.wait_for_url(f"{address}/{rendition}/index.html")
    context.close()


def test_the_root_page_works_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/")
    assert page.locator("a").evaluate_all("links => links.map(link => link.getAttribute('href'))") == ["zh/index.html", "en/index.html", "zh-en/index.html"]
    context.close()


def test_the_language_switch_keeps_page_and_place(page: Any, address: str) -> None:
    page.goto(f"{address}/zh/review/targeted-therapy.html")
    heading = page.locator("article h2[id]").nth(2)
    heading.evaluate("element => element.scrollIntoView()")
    page.locator("button.md-header__button:has(~ .md-select__inner)").first.hover()
    page.locator("a.md-select__link[hreflang=en]").click()
    page.wait_for_url(f"{address}/en/review/targeted-therapy.html#*")
    assert page.evaluate("document.documentElement.lang") == "en"
    place = page.evaluate("location.hash.slice(1)")
    top = page.locator(f"[id='{place}']").evaluate("element => element.getBoundingClientRect().top")
    assert -60 < top < 400
    page.locator("button.md-header__button:has(~ .md-select__inner)").first.hover()
    page.locator("a.md-select__link[hreflang=zh-en]").click()
    page.wait_for_url(f"{address}/zh-en/review/targeted-therapy.html#{place}")


@pytest.mark.parametrize("path", KINDS.values())
def test_a_page_asks_nothing_of_the_outside_and_fits_a_phone_and_large_type(page: Any, address: str, path: str) -> None:
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/{path}")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert errors == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size(LARGE_TYPE)
    assert page.evaluate("document.documentElement.scrollWidth") <= LARGE_TYPE["width"]
    page.wait_for_timeout(50)  # the script hears of the new size
    # what is wider scrolls by itself, and the keyboard reaches it
    assert page.evaluate("""() => [...document.querySelectorAll(".md-typeset__scrollwrap")]
      .filter(wrap => wrap.scrollWidth > wrap.clientWidth + 1 && wrap.tabIndex < 0 && !wrap.closest("[tabindex='0']")).length""") == 0


def test_the_readme_shows_a_picture_that_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for picture in [part.split(")")[0] for part in readme.split("](")[1:] if part.split(")")[0].endswith(".png")]:
        assert (ROOT / picture).is_file()
