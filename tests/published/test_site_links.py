"""Every link of the built site leads somewhere, anchors included; nothing comes from outside."""

from __future__ import annotations

import posixpath
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from lxml import html

from places import ROOT

# of a second opinion the pages that the home page leads to are enough, with all that they link to;
# our own look goes through every page
LEVELS = "2"


@cache
def document(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes())


@cache
def anchors(path: Path) -> frozenset[str]:
    return frozenset(document(path).xpath("//@id | //a/@name"))


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def broken(site: Path) -> list[str]:
    """Links and images inside the site that lead nowhere."""
    found = []
    for page in pages(site):
        if page.name == "404.html":
            continue  # its addresses are those of the host's root
        for target in document(page).xpath("//a/@href | //img/@src | //link/@href | //script/@src"):
            parts = urlsplit(target)
            if parts.scheme or parts.netloc:
                continue
            file = (
                page
                if not parts.path
                else site
                / posixpath.normpath(
                    posixpath.join(page.parent.relative_to(site).as_posix(), unquote(parts.path))
                )
            )
            if not file.is_file():
                found.append(f"{page.relative_to(site)} → {target}: no file")
            elif (
                parts.fragment
                and file.suffix == ".html"
                and unquote(parts.fragment) not in anchors(file)
            ):
                found.append(f"{page.relative_to(site)} → {target}: no anchor")
    return found


def test_every_internal_link_and_anchor_of_the_review(site: Path) -> None:
    assert broken(site) == []


def test_every_internal_link_and_anchor_of_the_second_review(example: Path) -> None:
    assert broken(example) == []


def test_a_broken_anchor_is_found(example: Path, tmp_path: Path) -> None:
    """The check above can fail."""
    (tmp_path / "a.html").write_text(
        '<p id="here"><a href="#here">x</a><a href="#gone">y</a><a href="b.html">z</a></p>',
        encoding="utf-8",
    )
    assert broken(tmp_path) == ["a.html → #gone: no anchor", "a.html → b.html: no file"]


def test_linkchecker_finds_nothing(address: str) -> None:
    linkchecker = Path(sys.executable).with_name("linkchecker")
    result = subprocess.run(
        [
            str(linkchecker),
            "--config",
            str(Path(__file__).with_name("linkcheckerrc")),
            "--no-status",
            "--no-robots",
            "--threads",
            "8",
            "--timeout",
            "60",
            "--recursion-level",
            LEVELS,
            address + "/",
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-2000:]
    checked = re.search(r"(\d+) links? in (\d+) URLs? checked", result.stdout)
    assert checked and int(checked[2]) > len(list(ROOT.glob("docs/trials/*.yml"))), result.stdout[
        -500:
    ]


@pytest.mark.parametrize(
    "attribute",
    [
        "//script/@src",
        "//link[@rel='stylesheet' or @rel='icon' or @rel='preload' or @rel='preconnect']/@href",
        "//img/@src",
        "//iframe/@src",
        "//source/@src",
    ],
)
def test_nothing_is_loaded_from_outside(site: Path, attribute: str) -> None:
    outside = {
        target
        for page in pages(site)
        for target in document(page).xpath(attribute)
        if urlsplit(target).netloc
    }
    assert outside == set()
