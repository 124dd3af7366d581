"""Reading a page in a real browser: what a figure says of itself, how to cite, the same paragraph
in the other language; from a host and from a folder."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from built import EXAMPLE, leads_on, run
from built_page import head

SECTION = "review/targeted-therapy.html"
Open = Callable[..., Any]


@pytest.fixture
def opened(browser: Any, address: str) -> Iterator[Open]:
    """Opens a page of the real site; scripts that fail make the test fail."""
    contexts, errors = [], []

    def open_page(path: str, base: str = address, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(f"{base}/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_figure_opens_on_hover_and_closes_when_left(opened: Open) -> None:
    page = opened(f"en/{SECTION}")
    figure = page.locator(".pair a.datum").nth(2)
    said = figure.get_attribute("title").split(" · ")
    figure.hover()
    page.locator(".popover").wait_for()
    assert page.locator(".popover > span").all_inner_texts() == said
    assert page.locator(".popover__way").get_attribute("href") == figure.get_attribute("href")
    assert figure.get_attribute("title") is None  # else the browser would show a second box
    page.locator(".popover").hover()
    page.wait_for_timeout(500)
    assert page.locator(".popover").count() == 1  # it can be reached with the mouse
    page.mouse.move(2, 2)
    page.locator(".popover").wait_for(state="detached")
    assert figure.get_attribute("title") == " · ".join(said)


def test_a_figure_opens_on_focus_and_escape_closes_it(opened: Open) -> None:
    page = opened(f"zh/{SECTION}")
    page.locator(".pair a.datum").first.focus()
    page.keyboard.press("Tab")
    page.locator(".popover").wait_for()
    owner = page.locator("[aria-describedby=popover]")
    assert (
        owner.evaluate("owner => owner === document.activeElement")
        and page.locator(".popover[role=tooltip]").count() == 1
    )
    page.keyboard.press("Escape")
    assert page.locator(".popover").count() == 0
    page.keyboard.press("Tab")
    assert (
        page.locator(".popover").count() <= 1
        and page.evaluate("document.activeElement.closest('.popover')") is None
    )


def test_the_first_tap_opens_a_figure_and_its_link_leads_to_the_row(opened: Open) -> None:
    page = opened(f"zh/{SECTION}", **PHONE)
    figure = page.locator(".pair a.datum").nth(8)
    target = figure.evaluate("link => link.href")
    figure.tap()
    box = page.locator(".popover").bounding_box()
    assert page.url.endswith(SECTION) and box["x"] >= 0 and box["x"] + box["width"] <= 390
    page.locator(".popover__way").tap()
    page.wait_for_url(target)


def test_a_second_tap_follows_and_a_tap_elsewhere_closes(opened: Open) -> None:
    page = opened(f"en/{SECTION}", **PHONE)
    figure = page.locator(".pair a.datum").nth(1)
    figure.tap()
    page.locator(".popover").wait_for()
    page.locator("h1").tap()
    page.locator(".popover").wait_for(state="detached")
    figure.tap()
    target = figure.evaluate("link => link.href")
    figure.tap()
    page.wait_for_url(target)


def test_a_citation_shows_its_entries_and_leads_to_them(opened: Open) -> None:
    page = opened(f"en/{SECTION}", **PHONE)
    mark = page.locator(".citation a").first
    entry = page.locator(f"[id='{mark.get_attribute('href')[1:]}']")
    mark.tap()
    page.locator(".popover").wait_for()
    shown = page.locator(".popover__line").first.inner_text()
    assert shown.startswith("1. ") and shown[3:40] in entry.text_content() and "↩" not in shown
    page.locator(".popover__way").tap()
    page.wait_for_url("**" + mark.get_attribute("href"))


def test_a_run_of_citations_shows_all_it_stands_for(opened: Open) -> None:
    page = opened("en/glossary.html")
    page.set_content(
        page.content().replace(
            "</article>",
            (
                '<p><sup class="citation">[<a href="#ref-a" title="A">1</a>–'
                '<a href="#ref-c" title="C">3</a>]</sup></p>'
                '<ol class="references"><li id="ref-a">Alpha</li><li id="ref-b">Beta</li>'
                '<li id="ref-c">Gamma</li></ol></article>'
            ),
            1,
        )
    )
    page.wait_for_load_state()
    last = page.locator("a[href='#ref-c']").first
    last.scroll_into_view_if_needed()
    page.wait_for_timeout(300)  # what comes near is laid out first
    last.hover()
    page.locator(".popover").wait_for()
    assert page.locator(".popover__line").all_inner_texts() == ["1. Alpha", "2. Beta", "3. Gamma"]


def test_an_abbreviation_has_its_full_name_and_definition(opened: Open) -> None:
    page = opened("en/review/follow-up.html")
    page.locator("article abbr[tabindex]").first.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    page.locator(".popover").wait_for()
    assert len(page.locator(".popover > span").all_inner_texts()) == 2
    names = page.locator("article abbr").evaluate_all(
        "all => all.filter(each => !each.closest('details')).map(each => each.textContent)"
    )
    assert names and len(names) == len(set(names))


@pytest.mark.parametrize(
    "path",
    [
        "en/agents/regorafenib.html",
        "zh/diagnoses/bone-sarcoma.html",
        "zh/trials/euramos-1.html",
        "zh/review/leiomyosarcoma.html",
        "en/trials/index.html",
        f"zh-en/{SECTION}",
    ],
)
def test_an_abbreviation_in_a_figure_is_told_with_the_figure(opened: Open, path: str) -> None:
    page = opened(path)
    link = page.locator("article a.datum.explains:visible").first
    assert page.locator("article a abbr[tabindex]").count() == 0  # a link is stopped at once
    name, full = link.locator("abbr").first.evaluate("mark => [mark.textContent, mark.title]")
    page.keyboard.press("Tab")  # focus that the keyboard gave is shown
    link.focus()
    page.locator(".popover").wait_for()
    lines = page.locator(".popover__line").all_inner_texts()
    assert any(line.startswith((f"{name}: {full}", f"{name}：{full}")) for line in lines), lines
    assert link.locator("abbr[title]").count() == 0  # the browser shows no second box
    page.keyboard.press("Escape")
    assert (
        link.locator("abbr").first.get_attribute("title") == full
        and page.locator(".popover").count() == 0
    )


def test_sixty_figures_cost_nothing_until_one_is_wanted(opened: Open) -> None:
    page = opened("en/review/osteosarcoma.html")
    assert page.locator(".pair a.datum").count() > 60 and page.locator(".popover").count() == 0
    assert page.locator(".pair a.datum").evaluate_all(
        "links => links.every(link => link.title && !link.onclick)"
    )


@pytest.mark.parametrize("form", ["GB/T 7714", "BibTeX", "RIS", "CSL-JSON"])
def test_a_reference_is_copied_by_keyboard_and_says_so(opened: Open, form: str) -> None:
    page = opened("en/references/d.html", permissions=["clipboard-read", "clipboard-write"])
    menu = page.locator("li details.cite").nth(1)
    menu.locator("summary").focus()
    page.keyboard.press("Enter")
    button = menu.get_by_role("button", name=f"Copy {form}")
    button.focus()
    page.keyboard.press("Enter")
    menu.get_by_text(f"Copied: {form}").wait_for()
    assert menu.locator("[role=status]").count() == 1
    copied = page.evaluate("navigator.clipboard.readText()").replace("\r\n", "\n")
    key = menu.get_attribute("data-cite")
    assert len(copied) > 40 and (key in copied or form == "GB/T 7714")


def test_the_former_address_of_a_reference_leads_on(opened: Open) -> None:
    page = opened("en/references.html#duffaud2019")
    page.wait_for_url("**/en/references/d.html#duffaud2019")
    assert page.locator("li#duffaud2019").is_visible()


def test_the_page_itself_is_copied(opened: Open) -> None:
    page = opened(f"zh/{SECTION}", permissions=["clipboard-read", "clipboard-write"])
    menu = page.locator("article > details.cite")
    menu.locator("summary").click()
    menu.get_by_role("button", name="复制 CSL-JSON").click()
    menu.get_by_text("已复制：CSL-JSON").wait_for()
    assert json.loads(page.evaluate("navigator.clipboard.readText()"))[0]["type"] == "webpage"


def test_copying_works_where_the_page_has_no_secure_address(opened: Open) -> None:
    page = opened(f"zh/{SECTION}")
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator("article > details.cite summary").click()
    page.get_by_role("button", name="复制 BibTeX").click()
    page.get_by_text("已复制：BibTeX").wait_for()


def test_without_scripts_the_files_and_texts_are_there(opened: Open, site: Path) -> None:
    page = opened("en/references/d.html", java_script_enabled=False)
    menu = page.locator("li details.cite").first
    menu.locator("summary").click()
    for target in menu.locator("a").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    ):
        assert (site / "en/references" / target).resolve().is_file()
    page.goto(page.url.replace("references/d.html", SECTION))
    page.locator("article > details.cite summary").click()
    assert (
        page.locator(".cite__text").count() == 5 and page.locator(".cite__text").first.is_visible()
    )


@pytest.mark.parametrize("language, other, words", [("zh", "en", "the"), ("en", "zh-CN", "的")])
@pytest.mark.parametrize("where", ["host", "folder"])
def test_a_paragraph_shows_its_twin_in_place(
    opened: Open, site: Path, where: str, language: str, other: str, words: str
) -> None:
    page = opened(
        f"{language}/review/osteosarcoma.html",
        **({"base": site.as_uri()} if where == "folder" else {}),
    )
    before = page.url
    link = page.locator("a.twin").nth(1)
    link.focus()
    page.keyboard.press("Enter")
    twin = page.locator(".pair__twin")
    twin.wait_for()
    assert (
        page.url == before
        and twin.get_attribute("lang") == other
        and words in twin.inner_text()
        and link.get_attribute("aria-expanded") == "true"
    )
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))
    for target in twin.locator("a[href*='.html']").evaluate_all(
        "links => links.map(link => link.href)"
    ):
        assert (
            f"/{language if target.startswith('#') else 'en' if language == 'zh' else 'zh'}/"
            in target
        )
    page.keyboard.press(" ")
    assert not twin.is_visible() and link.get_attribute("aria-expanded") == "false"


def test_twins_move_nothing_and_each_pair_has_one(opened: Open) -> None:
    page = opened("zh/review/osteosarcoma.html", **PHONE)
    assert page.locator("a.twin").count() == page.locator("article .pair[id]").count() > 5
    height = "document.querySelector('article').getBoundingClientRect().height"
    with_links = page.evaluate(height)
    page.evaluate("document.querySelectorAll('a.twin').forEach(link => link.remove())")
    assert page.evaluate(height) == with_links
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_where_the_twin_cannot_be_had_the_link_is_followed(opened: Open) -> None:
    page = opened("zh/review/osteosarcoma.html")
    page.evaluate("() => { window.fetch = () => Promise.reject(new Error('no network')); }")
    link = page.locator("a.twin").nth(1)
    target = link.evaluate("link => link.href")
    link.click()
    page.wait_for_url(target)


def test_the_parallel_page_needs_no_twins(opened: Open) -> None:
    assert opened("zh-en/review/osteosarcoma.html").locator("a.twin").count() == 0


@pytest.fixture(scope="module")
def addressed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small second review, built for an address."""
    target = tmp_path_factory.mktemp("addressed") / "site"
    result = run("site", "--out", str(target), root=EXAMPLE, REVIEW_URL="https://example.org/hcc/")
    assert result.returncode == 0, result.stdout + result.stderr
    return target


def test_pages_say_what_they_are_to_machines(site: Path, addressed: Path) -> None:
    for root, base in ((site, ""), (addressed, "https://example.org/hcc/")):
        for page in sorted([*root.glob("*/review/*.html"), *root.glob("*/trials/*.html")]):
            document = head(page)
            scripts = document.xpath("//script[@type='application/ld+json']/text()")
            if page.stem.startswith("index") or leads_on(page):
                assert scripts == []
                continue
            data = json.loads(scripts[0])
            assert data["@type"] in {
                "MedicalScholarlyArticle",
                "MedicalTrial",
                "MedicalObservationalStudy",
                "MedicalStudy",
            }, page
            assert document.xpath("//meta[@name='citation_title']/@content") and document.xpath(
                "//meta[@name='citation_language']/@content"
            )
            assert document.xpath("//meta[@name='citation_public_url']/@content") == (
                [base + page.relative_to(root).as_posix()] if base else []
            )


def test_each_page_has_its_markdown_beside_it(site: Path, addressed: Path) -> None:
    for root in (site, addressed):
        for page in sorted(root.glob("*/**/*.html")):
            if leads_on(page) or "assets" in page.relative_to(root).parts:
                continue
            named = head(page).xpath("//link[@type='text/markdown']/@href")
            assert len(named) == 1 and (page.parent / named[0]).read_text(
                encoding="utf-8"
            ).startswith("---\ntitle: "), page


@pytest.mark.parametrize(
    "path", ["index.html", "zh/index.html", "en/review/osteosarcoma.html", "zh/trials/sarc024.html"]
)
def test_a_page_that_is_shared_says_what_it_is(site: Path, path: str) -> None:
    document = head(site / path)
    for name in ("title", "description", "type"):
        (said,) = document.xpath(f"//head/meta[@property='og:{name}']/@content")
        assert said and (len(said) < 200 or said.endswith(("…", ".", "。")))
    (icon,) = document.xpath("//head/link[@rel='icon']/@href")
    assert (site / path).parent.joinpath(icon).is_file()


def test_the_files_for_machines_are_there(site: Path, addressed: Path) -> None:
    assert (site / "llms.txt").is_file() and (site / "robots.txt").read_text(
        encoding="utf-8"
    ) == "User-agent: *\nAllow: /\n"
    assert "<loc>" not in (site / "sitemap.xml").read_text(encoding="utf-8")
    assert "Sitemap: https://example.org/hcc/sitemap.xml" in (addressed / "robots.txt").read_text(
        encoding="utf-8"
    )
    assert 'hreflang="zh" href="https://example.org/hcc/zh/index.html"' in (
        addressed / "sitemap.xml"
    ).read_text(encoding="utf-8")
