"""A file that takes longer than it may is one problem of that file, and the rest is judged."""

from __future__ import annotations

import datetime
import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from laid import PAGE, lay, page, write
from review import rules, time_limit
from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.page_store import Kept
from review.evidence import corpus
from review.evidence.corpus import REFERENCES, SETTINGS
from review.pages import all_pages
from review.refusal import Refusal
from review.time_limit import OutOfTime

SHORT = 0.4  # seconds, in which everything of the small review can be read and judged
TABLE = "docs/trials/alpha.yml"


def long_page(root: Path, times: int) -> str:
    text = "".join(f"甲药 12/{n}（30%），HR 0.42。\n" for n in range(times))
    return page(root, {"zh": text})


def long_list(root: Path, times: int) -> str:
    entry = "\n@article{doe2020,\n title = {A {B}},\n}\n"
    return (root / REFERENCES).read_text(encoding="utf-8") + entry * times


READ: dict[str, tuple[str, Callable[[Path, int], str]]] = {
    "a table": (TABLE, lambda root, times: "x:\n" + "- [a, {b: c}]\n" * times),
    "references": (REFERENCES, long_list),
    "a page": (PAGE, lambda root, times: "# 甲 | A\n" + "## 乙 | B\n<!-- zh -->\n丙\n" * times * 3),
}


def found(root: Path) -> list[str]:
    return [f"{each.place} {each.rule}" for each in rules.check(corpus.read(root))]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small review, already judged once, with a fault on its home page."""
    root = lay(tmp_path, {"swap": {"docs/index.md": {"甲药": "老甲药"}}})
    assert found(root) == ["docs/index.md:4:1 term-avoided"]
    monkeypatch.setattr(time_limit, "SECONDS", SHORT)
    return root


@pytest.mark.parametrize("name", READ)
def test_a_file_that_is_read_too_long(name: str, root: Path) -> None:
    path, text = READ[name]
    write(root / path, text(root, 20))
    assert f"{path}:1:1 source-time" not in found(root)
    write(root / path, text(root, 20_000))
    began = time.process_time()
    told = found(root)
    assert [each for each in told if each.startswith(path)] == [f"{path}:1:1 source-time"]
    assert "docs/index.md:4:1 term-avoided" in told
    assert time.process_time() - began < 10 * SHORT


def test_a_text_that_is_judged_too_long(root: Path) -> None:
    write(root / PAGE, long_page(root, 6_000))
    assert [each for each in found(root) if PAGE in each] == [f"{PAGE}:1:1 source-time"]


def test_which_of_the_other_files_is_judged_too_long(root: Path) -> None:
    text = (root / SETTINGS).read_text(encoding="utf-8")
    long = "12/40（30%），HR 0.42。" * 900
    notes = "".join(f"  n{n}: {{zh: '{long}', en: a}}\n" for n in range(20))
    write(root / SETTINGS, f"{text}\nnotes:\n{notes}")
    assert f"{SETTINGS}:1:1 source-time" in found(root)


def endless() -> Page:
    while True:
        pass


def test_a_page_that_is_woven_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(time_limit, "SECONDS", 0.1)
    with pytest.raises(Refusal, match="zh/review/page.md: .*0.1 seconds"):
        Kept().page("zh/review/page.md", 1, endless)


MADE_BY = ("sections", "trials", "questions", "terms", "help_wanted")


@pytest.mark.parametrize("slow", ["references", "help_wanted"])
def test_a_list_that_is_woven_too_long_is_refused(
    slow: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of all makers of pages one does not end, the others make none."""

    def references(*of: object) -> list[Page]:
        return [endless()] if slow == "references" else []

    monkeypatch.setattr(time_limit, "SECONDS", 0.1)
    monkeypatch.setattr(all_pages, "LISTS", (references,))
    for name in MADE_BY:
        made = endless if name == slow else list[Page]
        monkeypatch.setattr(all_pages, name, lambda *of, made=made: made())
    edition = Edition(corpus.read(lay(tmp_path, {})), datetime.date(2026, 12, 1), "")
    with pytest.raises(Refusal, match=f"{slow}: .*0.1 seconds"):
        all_pages.pages(edition, Kept())


def swallowing() -> None:
    """Work that swallows its end once, as Python does while it collects garbage, and is through
    before the next."""
    try:
        endless()
    except OutOfTime:
        return


def expression() -> None:
    re.match(r"(a+)+b", "a" * 40)


@pytest.mark.parametrize(
    "timed, work",
    [
        (time_limit.by_signal, endless),
        (time_limit.by_signal, expression),
        (time_limit.by_signal, swallowing),
        (time_limit.by_thread, endless),
    ],
)
def test_what_takes_too_long_ends(
    timed: Callable[[float], AbstractContextManager[None]], work: Callable[[], object]
) -> None:
    with pytest.raises(OutOfTime), timed(0.1):
        work()
    with timed(0.1):  # and what does not, goes on
        done = time.process_time()
    while time.process_time() < done + 0.3:
        pass


def test_ctrl_c_is_none_of_it() -> None:
    with pytest.raises(KeyboardInterrupt), time_limit.by_thread(5):
        raise KeyboardInterrupt
