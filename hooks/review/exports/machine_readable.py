"""The site for machines: the Markdown of each page beside it, ``llms.txt``, ``robots.txt`` and the
map of the site.

Addresses are absolute where that of the site is known; where it is not, a map and ``hreflang`` can
say nothing and are left out."""

from __future__ import annotations

import html
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from functools import partial

from review.edition.page import Page
from review.evidence.corpus import Corpus
from review.exports.colophon import Colophon
from review.keep import Keep, anew
from review.markup import attribute_lists, labels
from review.markup.language import Language
from review.markup.templates import render
from review.sources.prose import KEY
from review.wording.citation_numbers import MARK, numbers, retracted

DROPPED = re.compile(
    r"(?s)<(figure|svg|script|style)\b.*?</\1>"
    r'|<details class="cite".*?</details>|<span class="backs">.*?</span>'
    r'|<div class="moved".*?</div>'
    r'|<small class="body">.*?</small>'  # the head of a column says it
)
TYPED = re.compile(r"(?s)<pre><code>(.*?)</code></pre>")
OUTSIDE = re.compile(r'<a [^<>]*?href="(https?:[^"<>]*)"[^<>]*>([^<>]*)</a>')
TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)\b([^<>]*)>")
PLAIN = {"&#91;": "[", "&#93;": "]", "&#x27;": "'", "&#39;": "'", "&nbsp;": " ", "&emsp;": ""}
# before a digit the sign opens no tag
ENTITY = re.compile("|".join([*PLAIN, "&lt;(?=[0-9])"]))
ITEM = re.compile(r"(?m)^((?:[0-9]+\.|-) )\s+")
BLANKS, GAP = re.compile(r" +\n"), re.compile(r"\n{3,}")
LISTED = ("section", "page", "home")
LANGUAGES = {"zh": "zh-CN", "en": "en", "zh-en": "zh-CN, en"}


def gathered(pages: Sequence[Page], colophon: Colophon) -> dict[str, str]:
    """What is told of all pages, by path within the site."""
    return {"llms.txt": llms(pages, colophon), "robots.txt": robots(colophon)}


def twin(page: Page, colophon: Colophon, keep: Keep = anew) -> str:
    """The page as plain Markdown with what one must know to quote it."""
    made_from = page.digest, colophon.corpus.bibliography.source.digest
    return _front(page, colophon) + keep("twin", made_from, partial(_bare, page, colophon.corpus))


def _front(page: Page, colophon: Colophon) -> str:
    fields = {
        "title": page.title,
        "language": LANGUAGES[page.rendition],
        "review": colophon.site(page.language),
        "url": colophon.address(page.uri),
        "reviewed": colophon.reviewed(page),
        **colophon.currency(page),
        "built": colophon.today.isoformat(),
        "version": colophon.version,
        "licence": colophon.licence,
        "notice": labels.word(page.language, "machine", "notice"),
    }
    # a string of JSON is one of YAML
    lines = (
        f"{name}: {json.dumps(text, ensure_ascii=False)}\n" for name, text in fields.items() if text
    )
    return f"---\n{''.join(lines)}---\n"


def _bare(page: Page, corpus: Corpus) -> str:
    """Markdown without what serves only the layout of the site: drawings (their figures stand in
    tables), tags, attribute lists, ways back. What is shown as it is typed stays so, in a fence."""
    citation_numbers, entries = numbers(page.citations), itertools.count(1)
    colon = Language(page.language).colon

    def cited(mark: re.Match[str]) -> str:
        keys = KEY.findall(mark["keys"])
        text_numbers = ", ".join(str(citation_numbers[key]) for key in keys)
        return f"[{text_numbers}]{retracted(keys, corpus, page.rendition)}"

    parts = TYPED.split(DROPPED.sub("", page.markdown))  # text and what is typed, in turn
    plain = [
        _text(MARK.sub(cited, text), entries, colon)
        if place % 2 == 0
        else f"~~~~\n{html.unescape(text).strip(chr(10))}\n~~~~"
        for place, text in enumerate(parts)
    ]
    return GAP.sub("\n\n", "".join(plain)).strip() + "\n"


def _text(text: str, entries: Iterator[int], colon: str) -> str:
    text = TAG.sub(lambda tag: _text_of_tag(tag, entries, colon), OUTSIDE.sub(r"[\2](\1)", text))
    text = ENTITY.sub(lambda entity: PLAIN.get(entity[0], "<"), attribute_lists.LIST.sub("", text))
    return BLANKS.sub("\n", ITEM.sub(r"\1", text))


def _text_of_tag(tag: re.Match[str], entries: Iterator[int], colon: str) -> str:
    """What is left of a tag: a line break, the number of an entry, the mark of an item, the colon
    after what opens a menu; else nothing."""
    closing, name, attributes = tag.groups()
    if name == "li" and not closing:
        return f"{next(entries)}. " if ' id="ref-' in attributes else "- "
    if name == "del":
        return "~~"
    if name == "sup" and 'class="note"' in attributes:
        return "^"
    return tag[0] if name == "br" else colon if name == "summary" and closing else ""


def llms(pages: Sequence[Page], colophon: Colophon) -> str:
    """What the review is and where its Markdown stands, as llmstxt.org has it."""
    notices = [(Language.EN, "about"), (Language.EN, "notice"), (Language.ZH, "notice")]
    groups = [group for language in reversed(Language) for group in _groups(pages, language)]
    # the heading llmstxt.org names for what may be left out
    studies = [page for page in pages if page.rendition == "en" and page.kind == "trial"]
    return render(
        "llms.txt.j2",
        settings=colophon.corpus.settings,
        notices=[language.word("machine", name) for language, name in notices],
        groups=[*groups, ("Optional", studies)],
        base=colophon.base,
    )


def _groups(pages: Sequence[Page], language: Language) -> Iterator[tuple[str, list[Page]]]:
    """The pages of the review in one language, and its summaries."""
    in_language = [page for page in pages if page.rendition == language]
    groups = {
        "questions": [page for page in in_language if page.kind == "question"],
        "review": [page for page in in_language if page.kind in LISTED],
        "summaries": [page for page in in_language if _summary(page)],
    }
    yield from ((language.word("machine", name), group) for name, group in groups.items())


def _summary(page: Page) -> bool:
    """Whether a page gathers others: at the top of its rendition, or the index of a folder."""
    path = page.uri.partition("/")[2]
    return page.kind not in LISTED and ("/" not in path or path.endswith("/index.md"))


def robots(colophon: Colophon) -> str:
    """Everything may be read; where the map is."""
    sitemap_line = f"Sitemap: {colophon.base}sitemap.xml\n" if colophon.base else ""
    return f"User-agent: *\nAllow: /\n{sitemap_line}"


def sitemap(pages: Sequence[Page], colophon: Colophon) -> str:
    """The map of the site, each page with its twins; empty without the site's address."""
    return render("sitemap.xml.j2", urls=[_url(page, colophon) for page in pages if colophon.base])


def _url(page: Page, colophon: Colophon) -> tuple[str, str, dict[str, str]]:
    """Address, day of the last review, and the addresses of its twins by language."""
    uris = {page.rendition: page.uri, **page.twins} if page.rendition != "zh-en" else {}
    languages = [language for language in Language if language in uris and len(uris) > 1]
    twins: dict[str, str] = {language: colophon.address(uris[language]) for language in languages}
    if twins and page.kind == "home":
        twins["x-default"] = colophon.base
    return colophon.address(page.uri), colophon.reviewed(page), twins
