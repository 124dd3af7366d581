"""What of a review is published: pictures that only draw, no other file, and no page where a
generated one stands."""

from __future__ import annotations

import datetime
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from laid import TESTS, lay
from review import rules
from review.evidence import corpus
from review.pages.all_pages import weave
from review.sources import picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">%s</svg>'
DRAWS = {
    "nothing": "",
    "a path with a gradient": '<defs><linearGradient id="a"><stop offset="0" stop-color="red"/></linearGradient></defs><path d="M0 0h9" fill="url(#a)"/>',
    "a quoted reference": """<rect style="fill:url('#a');stroke: url( &quot;#b&quot; )"/>""",
    "a shape used twice": '<g id="m"><circle r="1"/></g><use xlink:href="#m"/><use href="#m"/>',
    "a style": "<style type='text/css'>*{stroke-linejoin: round} .a &gt; b {fill: url(#a)}</style>",
    "a shape of shapes": '<defs><g id="a"><circle r="1"/></g><g id="b"><use href="#a"/><use href="#a"/></g></defs><use href="#b" fill="#b"/>',
    "a picture inside": '<image href="data:image/png;base64,AAAA"/>',
    "what a program says of it": '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:cc="http://creativecommons.org/ns#"><cc:Work><rdf:li rdf:resource="http://purl.org/dc/dcmitype/StillImage"/></cc:Work></rdf:RDF></metadata>',
    "words on scripts": "<text>onload=alert(1) javascript: is text; script</text>",
}
RUNS = {
    "a script": "<script>alert(1)</script>",
    "a script of another namespace": '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
    "a handler": '<g onclick="alert(1)"/>',
    "a handler in capitals": '<g onClick="alert(1)"/>',
    "foreign content": "<foreignObject><b/></foreignObject>",
    "HTML inside": '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://example.org"/>',
    "a link": '<a href="https://example.org"><rect/></a>',
    "a shape from elsewhere": '<use xlink:href="https://example.org/x.svg#a"/>',
    "a picture from elsewhere": '<image href="//example.org/x.png"/>',
    "a drawing in a drawing": '<image href="data:image/svg+xml;base64,AAAA"/>',
    "a style from elsewhere": "<style>@import 'https://example.org/x.css';</style>",
    "a style in pieces": "<style>@imp<!-- -->ort 'https://example.org/x.css';</style>",
    "a font from elsewhere": "<style>@font-face {src: url(https://example.org/x.woff)}</style>",
    "a filling from elsewhere": '<rect fill="url( https://example.org/x.svg#a)"/>',
    "a filling from elsewhere, hidden": r'<rect style="fill:u\72l(https://example.org/x.svg#a)"/>',
    "a change of address": '<animate attributeName="href" values="javascript:alert(1)"/>',
    "a shape used within shapes": "".join(
        f'<g id="s{n}">' + f'<use href="#s{n - 1}"/>' * 9 + "</g>" for n in range(9)
    ),
    "a shape that uses itself": '<g id="a"><g id="b"/></g><g id="c"><use href="#d"/></g><g id="d"><use href="#c"/></g>',
    "a shape that stands in itself": '<g id="a"><g><use href="#a"/></g></g>',
    "a pattern of patterns": "".join(
        f'<pattern id="s{n}">'
        + f'<rect style="fill:url(#s{n - 1});stroke:url(#s{n - 1})"/>' * 5
        + "</pattern>"
        for n in range(9)
    ),
    "a setting": '<set attributeName="onclick" to="alert(1)"/>',
}


@pytest.mark.parametrize("name", DRAWS)
def test_a_drawing_is_taken(name: str, tmp_path: Path) -> None:
    file = tmp_path / "x.svg"
    file.write_text(
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
        + SVG % DRAWS[name],
        encoding="utf-8",
    )
    assert picture.fault(file) is None


@pytest.mark.parametrize("name", RUNS)
def test_what_does_more_than_draw_is_refused(name: str, tmp_path: Path) -> None:
    file = tmp_path / "x.svg"
    file.write_text(SVG % RUNS[name], encoding="utf-8")
    assert picture.fault(file) is not None


@pytest.mark.parametrize(
    "text",
    [
        '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>' + SVG % "",
        '<!DOCTYPE svg [<!ENTITY a "x">]>' + SVG % "<text>&a;</text>",
        '<?xml-stylesheet href="https://example.org/x.css"?>' + SVG % "",
        "<html/>",
        "",
        "\x00",
    ],
)
def test_what_is_no_plain_svg_is_refused(text: str, tmp_path: Path) -> None:
    file = tmp_path / "x.svg"
    file.write_text(text, encoding="utf-8")
    assert picture.fault(file) is not None


def test_a_picture_that_is_too_large_is_refused_unread(tmp_path: Path) -> None:
    for suffix in picture.SUFFIXES:
        with (tmp_path / f"x{suffix}").open("wb") as file:
            file.truncate(5 * picture.LARGEST)
        fault = picture.fault(tmp_path / f"x{suffix}")
        assert fault is not None and "15.0 MB" in fault.en and "15.0 MB" in fault.zh


def link(path: str, target: str) -> Callable[[Path], None]:
    def change(root: Path) -> None:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)

    return change


LINKS = {
    "a folder out of the review": (link("docs/secret", "/etc"), "docs/secret:1:1 file-stray"),
    "a folder above itself": (link("docs/review/loop", "../.."), "docs/review/loop:1:1 file-stray"),
    "a picture out of the review": (
        link("docs/assets/x.png", "/etc/hostname"),
        "docs/assets/x.png:1:1 file-stray",
    ),
    "a picture inside it": (
        link("docs/assets/x.svg", "curve.svg"),
        "docs/assets/x.svg:1:1 file-stray",
    ),
    "a picture that is not there": (
        link("docs/assets/x.svg", "gone.svg"),
        "docs/assets/x.svg:1:1 file-stray",
    ),
    "a page beside docs": (
        link("docs/review/x.md", "../../references.bib"),
        "docs/review/x.md:1:1 source-symlink",
    ),
    "a table above the review": (
        link("docs/trials/x.yml", "/etc/hostname"),
        "docs/trials/x.yml:1:1 source-symlink",
    ),
    "a pipe as a picture": (
        lambda root: os.mkfifo(root / "docs/assets/x.png"),
        "docs/assets/x.png:1:1 file-stray",
    ),
    "a pipe as something else": (
        lambda root: os.mkfifo(root / "docs/assets/x.txt"),
        "docs/assets/x.txt:1:1 file-stray",
    ),
}


@pytest.mark.parametrize("name", LINKS)
def test_a_symbolic_link_or_pipe_is_refused(name: str, tmp_path: Path) -> None:
    change, expected = LINKS[name]
    root = lay(tmp_path / "review", {})
    change(root)
    read = corpus.read(root)
    assert [f"{problem.place} {problem.rule}" for problem in rules.check(read)] == [expected]
    assert read.published == ["docs/assets/curve.svg"]


def test_no_page_of_a_contributor_takes_the_place_of_a_generated_one(tmp_path: Path) -> None:
    """Every page that is woven without a source of its own has an address that the rule keeps
    free."""
    read = corpus.read(TESTS / "site")
    generated = {
        page.uri.partition("/")[2] for page in weave(read, datetime.date(2026, 11, 23))
    } - {path.removeprefix("docs/") for path in read.sections}
    root = lay(tmp_path, {})
    for uri in generated:
        (root / "docs" / uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / "docs/index.md", root / "docs" / uri)
    shutil.copyfile(root / "docs/trials/alpha.yml", root / "docs/trials/index.yml")
    named = {
        problem.place.path
        for problem in rules.check(corpus.read(root))
        if problem.rule == "page-name"
    }
    assert len(generated) > 10 and named == {f"docs/{uri}" for uri in generated} | {
        "docs/trials/index.yml"
    }
