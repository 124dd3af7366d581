"""Rules on images and raw HTML: images speak both languages, prose is Markdown alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Problem
from review.rules.rule import of_parts
from review.sources.link import SCHEME, target
from review.sources.prose import HAN, MASKED, Prose

AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]*>|<[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+>")
TAG = re.compile(r"<[A-Za-z/!?]")
# a character in disguise
ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);")
# what some converter or template engine obeys: boxes, contents, snippets, blocks, templates
ORDER = re.compile(
    r"^[ ]*(?:(?:!!!|\?\?\?\+?)[ ]*[A-Za-z\"][^\n]*|\[TOC\]|[-;]*--8<--[^\n]*|///[^\n]*)[ ]*$"
    r"|\{%(?:(?!\{%)[^\n])*?%\}|\{\{(?:(?!\{\{)[^\n])*?\}\}",
    re.MULTILINE | re.IGNORECASE,
)
# without one of these none of the above is there
HINT = re.compile(r"[<&{]|!!!|\?\?\?|///|\[toc", re.IGNORECASE)
ATTRIBUTES = re.compile(r"\{:?[ ]*[#.A-Za-z][^{}\n]*\}")


@of_parts
def image_alt(corpus: Corpus) -> Iterator[Problem]:
    """An image has alternative text in both languages, parted by one bar.
    图片有两种语言的替代文字，以一个竖线分开。
    """
    for _, prose, link in corpus.links:
        halves = [half.strip() for half in link.text.split("|")] if link.image else ["汉", "-"]
        if len(halves) != 2 or not all(halves) or not re.search(f"[{HAN}]", halves[0]):
            yield problem(prose.place(link.start), "image-alt", alternative=link.text[:40])


def image_source(corpus: Corpus) -> Iterator[Problem]:
    """An image is a picture of docs/assets; nothing is loaded from outside.
    图片是 docs/assets 中的文件；页面不从外部加载任何内容。
    """
    images = (found for found in corpus.links if found[2].image)
    for path, prose, link in images:
        external = bool(SCHEME.match(link.target)) or link.target.startswith("//")
        file = "" if external else target(link, path)
        # a file that is not there, or whose content is bad, is reported already
        present = external or link.file and corpus.is_file(file)
        if file not in corpus.pictures and present:
            yield problem(prose.place(link.start), "image-source", target=link.target[:60])


@of_parts
def html_raw(corpus: Corpus) -> Iterator[Problem]:
    """Prose holds no raw HTML, no attribute lists, no character references and no orders to a
    converter (!!! boxes, [TOC], --8<-- snippets, {{ templates }}); comments are marks and
    allowances only.
    正文不含 HTML 标签、属性列表、字符引用，也不含给转换程序的指令
    （!!! 提示框、[TOC]、--8<-- 引入、{{ 模板 }}）；注释只用作标记与 allow。
    """
    for _, prose, _ in corpus.prose:
        if not HINT.search(prose.text):
            continue
        for match in MASKED.finditer(prose.text):
            if _is_raw(match):
                yield _raw(prose, match.start(), match[0])
        for match in TAG.finditer(prose.masked):
            yield _raw(prose, match.start(), prose.text[match.start() : match.start() + 20])
        orders = list(ORDER.finditer(prose.plain))
        ordered = {at for order in orders for at in range(*order.span())}
        for match in (*orders, *ENTITY.finditer(prose.plain), *ATTRIBUTES.finditer(prose.plain)):
            if match.re is not ATTRIBUTES or match.start() not in ordered:
                yield _raw(prose, match.start(), match[0])


def _is_raw(match: re.Match[str]) -> bool:
    """Whether what is masked is a tag, or a comment that may be more than one."""
    if match["fence"] or match["ticks"]:
        return False
    if match[0].startswith("<!--"):
        # a comment that holds brackets may end elsewhere for a browser than for us
        return re.search("[<>]", match[0][4:-3]) is not None
    return not AUTOLINK.fullmatch(match[0])


def _raw(prose: Prose, offset: int, found: str) -> Problem:
    excerpt = " ".join(found.split())[:60]
    return problem(prose.place(offset), "html-raw", excerpt=excerpt)
