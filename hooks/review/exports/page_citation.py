"""How to cite a page of this review, in the same forms as any other reference."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pybtex.database import Entry, Person

from review import styles
from review.edition.page import Page
from review.evidence.reference import Reference
from review.exports import citation_files
from review.exports.colophon import Author, Colophon
from review.markup.language import Language
from review.problem import Place
from review.sources.bibtex import Block, Span

FORMS = ("gbt7714", "nlm", "bib", "ris", "json")


@dataclass(frozen=True)
class Form:
    """A citation in one form: id, name for readers, text, and whether its lines are kept."""

    id: str
    name: str
    text: str

    @property
    def preformatted(self) -> bool:
        return self.id in ("bib", "ris", "json")


def forms(page: Page, colophon: Colophon) -> list[Form]:
    """The forms of citing a section or trial page, its language's first; none for others."""
    if page.kind not in ("section", "trial"):
        return []
    texts = _texts(page, colophon)
    order = FORMS if page.language == "zh" else ("nlm", "gbt7714", *FORMS[2:])
    word = Language(page.language).word
    return [Form(id, word("cite", id), texts[id].strip("\r\n")) for id in order]


def _texts(page: Page, colophon: Colophon) -> dict[str, str]:
    language, site = Language(page.language), colophon.site(page.language)
    parted = _reference(page, colophon, _latex(page.title), site)
    title = language.word("cite", "within", title=page.title, review=site)
    reference = _reference(page, colophon, _latex(title), "")
    item = citation_files.csl(parted) | {"container-title": site}
    return {
        "gbt7714": styles.plain(reference, "gbt7714"),
        "nlm": styles.plain(reference, "nlm"),
        "bib": citation_files.bibtex(parted),
        "ris": citation_files.ris(item),
        "json": citation_files.json_text([item]),
    }


def _reference(page: Page, colophon: Colophon, title: str, site: str) -> Reference:
    day = colophon.reviewed(page) or colophon.today.isoformat()
    fields = {
        "title": title,
        "organization": _latex(site),
        "year": day[:4],
        "date": day,
        "url": colophon.address(page.uri),
        "urldate": colophon.today.isoformat(),
        "langid": "english" if page.language == "en" else "chinese",
    }
    present = {name: value for name, value in fields.items() if value}
    entry = Entry("online", present, {"author": [*map(_person, colophon.authors)]})
    key = re.sub(r"[^a-z]", "", page.uri.rpartition("/")[2].removesuffix(".md").lower()) + day[:4]
    return Reference(key, Place(page.uri, 1, 1), entry, Block("online", Span(key, 0), 0, 0, (), ()))


def _person(author: Author) -> Person:
    family, given = _latex(author.family), _latex(author.given)
    return Person(first=given, last=family) if author.given else Person(last=f"{{{family}}}")


def _latex(words: str) -> str:
    """Plain words as LaTeX, without marks that it could take for commands or groups."""
    return re.sub(r"[&%$#_]", r"\\\g<0>", re.sub(r"[\\{}~^`]+", " ", words)).strip()
