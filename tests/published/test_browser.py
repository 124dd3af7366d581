"""What a reader does: come in by the root page, switch language in the middle of a page, read on a
phone, without scripts, off the network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from built import KINDS
from places import ROOT
from visit import STOPPED

# whether a place stands at the top of the window, or in it where the page ends
IN_PLACE = """name => {
  const top = document.getElementById(name).getBoundingClientRect().top;
  const end = scrollY + innerHeight >= document.documentElement.scrollHeight - 2;
  return top >= 0 && (top < 160 || end && top < 844);
}"""
# tables that are wider than the page and that no keyboard reaches to scroll them; each is measured
# when it comes near, and has half a minute for that
OUT_OF_REACH = """async () => {
  const found = [];
  for (const wrap of document.querySelectorAll(".md-typeset__scrollwrap")) {
    if (!wrap.getClientRects().length) continue;
    wrap.scrollIntoView({block: "nearest"});
    const reached = () => wrap.scrollWidth <= wrap.clientWidth + 1 || wrap.tabIndex === 0
      || wrap.closest('[tabindex="0"]');
    for (const end = performance.now() + 30000; !reached() && performance.now() < end;)
      await new Promise(requestAnimationFrame);
    if (!reached()) found.push(wrap.innerText.slice(0, 40));
  }
  return found;
}"""
LARGE_TYPE = {"width": 320, "height": 512}  # 1280 pixels at 400 %


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    context.add_init_script(STOPPED)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("locale, rendition", [("zh-CN", "zh"), ("en-GB", "en"), ("de", "en")])
def test_the_root_page_sends_a_reader_to_his_language(
    browser: Any, address: str, locale: str, rendition: str
) -> None:
    context = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(address + "/")
    page.wait_for_url(f"{address}/{rendition}/index.html")
    context.close()


def test_the_root_page_works_without_scripts(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/")
    assert page.locator("a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    ) == ["zh/index.html", "en/index.html", "zh-en/index.html"]
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
def test_a_page_asks_nothing_of_the_outside_and_fits_a_phone_and_large_type(
    page: Any, address: str, path: str
) -> None:
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/{path}")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((address, "data:"))] == []
    assert errors == []
    assert page.evaluate("window.stopped") == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.set_viewport_size(LARGE_TYPE)
    assert page.evaluate("document.documentElement.scrollWidth") <= LARGE_TYPE["width"]
    assert page.evaluate(OUT_OF_REACH) == []


@pytest.mark.parametrize(
    "path, place",
    [
        ("en/review/targeted-therapy.html", "article h2[id]"),
        ("zh/review/targeted-therapy.html", "ol.references > li"),
        ("zh/trials/lms-04.html", "article td [id]"),
        ("zh-en/review/osteosarcoma.html", "article .pair[id]"),
    ],
)
def test_an_address_with_a_place_leads_there(
    page: Any, address: str, path: str, place: str
) -> None:
    """Most of a page is laid out only when it comes near; a link from a search or a colleague must
    still land where it says."""
    page.goto(f"{address}/{path}")
    names = page.locator(place).evaluate_all("all => all.map(each => each.id)")
    for name in (names[len(names) // 2], names[-1]):
        page.goto("about:blank")
        page.goto(f"{address}/{path}#{name}")
        page.wait_for_timeout(300)
        page.wait_for_function(IN_PLACE, arg=name)  # where it is laid out late, a little later


def test_a_dark_device_sees_a_dark_page_before_any_script_has_loaded(
    browser: Any, address: str
) -> None:
    for scheme, dark in (("dark", True), ("light", False)):
        context = browser.new_context(color_scheme=scheme)
        context.route("**/*.js", lambda route: route.abort())
        page = context.new_page()
        page.goto(f"{address}/zh/index.html")
        assert (_lightness(page) < 60) is dark
        context.close()


def test_the_reader_chooses_light_or_dark_and_the_device_does_not_change_it_back(
    page: Any, address: str
) -> None:
    page.goto(f"{address}/en/index.html")
    switch = page.locator("button.scheme")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        "() => document.body.dataset.mdColorScheme === 'slate'"
    )  # not chosen yet: the page follows
    assert _lightness(page) < 60 and switch.get_attribute("aria-label") == "Light display"
    switch.focus()
    page.keyboard.press("Enter")
    assert _lightness(page) > 200 and switch.get_attribute("aria-label") == "Dark display"
    page.emulate_media(color_scheme="light")
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/en/trials/euramos-1.html")
    assert _lightness(page) > 200


def _lightness(page: Any) -> float:
    red, green, blue = page.evaluate(
        "getComputedStyle(document.body).backgroundColor.match(/[0-9.]+/g).slice(0, 3).map(Number)"
    )
    return 0.3 * red + 0.59 * green + 0.11 * blue


def test_the_readme_shows_a_picture_that_exists() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for picture in [
        part.split(")")[0] for part in readme.split("](")[1:] if part.split(")")[0].endswith(".png")
    ]:
        assert (ROOT / picture).is_file()


ALTERNATES = """() => Object.fromEntries([...document.querySelectorAll("link[rel~=alternate]")].map(
  link => [link.hreflang || link.type, link.href]))"""


@pytest.mark.parametrize("where", ["host", "folder"])
def test_twins_are_named_and_no_sitemap_is_asked_for_beside_them(
    page: Any, site: Path, address: str, where: str
) -> None:
    """The theme's script asks for a sitemap beside what is an alternate and nothing else: once a
    page on the network, and as a file it fails with an error of its own."""
    base = address if where == "host" else site.as_uri()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(f"{base}/zh/trials/index.html")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(ALTERNATES) == {
        "en": f"{base}/en/trials/index.html",
        "text/markdown": f"{base}/zh/trials/index.md",
        "application/atom+xml": f"{base}/zh/changes.xml",
    }
    assert any(url.endswith(".js") for url in asked)
    assert [url for url in asked if "sitemap" in url] == [] and errors == []


def test_the_page_of_both_languages_names_both_and_has_room_for_two_columns(
    page: Any, address: str
) -> None:
    widths = {}
    page.set_viewport_size({"width": 1900, "height": 900})
    for rendition in ("zh", "zh-en"):
        page.goto(f"{address}/{rendition}/index.html")
        widths[rendition] = page.locator(".md-main__inner").bounding_box()["width"]
    assert {"zh", "en"} < set(page.evaluate(ALTERNATES))
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    assert widths["zh-en"] > widths["zh"]
