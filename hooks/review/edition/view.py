"""Where and for whom a text is rendered: page, language, and how links lead away."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

from review.edition.edition import PAGED, Edition
from review.edition.mention import page_of
from review.evidence import page_names
from review.evidence.corpus import TRIALS, VOCABULARY, Corpus
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup.escape import address, link, literal, plain
from review.markup.language import Language
from review.problem import Text
from review.sources.prose import Prose
from review.sources.section import Section

STYLES = {"zh": "gbt7714", "en": "nlm", "zh-en": "gbt7714"}


@dataclass(frozen=True)
class View:
    """A text in ``language`` on the page ``uri`` of an edition."""

    edition: Edition
    uri: str
    language: Language

    def __post_init__(self) -> None:
        # a bare code does as well: who loops over the languages of the sources has no other
        object.__setattr__(self, "language", Language(self.language))

    @property
    def corpus(self) -> Corpus:
        """The corpus that is woven."""
        return self.edition.corpus

    @property
    def rendition(self) -> str:
        """The rendition the page belongs to."""
        return self.uri.partition("/")[0]

    @property
    def style(self) -> str:
        """Reference style of the page."""
        return STYLES[self.rendition]

    def word(self, /, *path: str, **values: object) -> str:
        """An interface word."""
        return self.language.word(*path, **values)

    def pick(self, text: Text | None) -> str:
        """A bilingual text in this language."""
        return self.language.pick(text)

    def bracket(self, text: str, inner: str) -> str:
        """``text`` with ``inner``, if any, in the bracket behind it."""
        return self.language.bracket(text, inner)

    def listed(self, items: list[str]) -> str:
        """Items in one line."""
        return self.language.listed(items)

    def to(self, page: str, fragment: str = "") -> str:
        """Link target of ``trials/x.md#fragment``, in the same rendition where it has one."""
        same_rendition = page in self.edition.parallel or self.rendition != "zh-en"
        uri = f"{self.rendition if same_rendition else self.language}/{page}"
        path = "" if uri == self.uri and fragment else relative(uri, self.uri)
        return f"{path}#{fragment}" if fragment else path

    def reference(self, key: str) -> str:
        """Link target of the place of a reference among all."""
        return self.to(self.edition.references.to(key), key)

    def source(self, path: str, fragment: str = "") -> str:
        """Link target of a source file from here; empty where it has no page."""
        if path.startswith(f"{VOCABULARY}/"):
            kind = posixpath.basename(path).removesuffix(".yml")
            if fragment:
                return self.term_target(kind, fragment)
            return self.to(f"{kind}/index.md" if kind in PAGED else "glossary.md")
        if path.startswith(f"{TRIALS}/") and (trial := self.corpus.trial_at(path)):
            return self.to(f"trials/{trial.id}.md", fragment)
        paged = path in self.corpus.sections or path in page_names.PAGES
        return self.to(page_of(path), fragment) if paged else ""

    def edit(self, path: str) -> str:
        """Where a file can be edited; empty where the repository is not known."""
        home, prefix = self.edition.repository, self.corpus.settings.address("edit").strip("/")
        return address("/".join(filter(None, (home, prefix, path)))) if address(home) else ""

    def asset(self, path: str) -> str:
        """Link target of a file that all renditions share, as ``assets/x.svg``."""
        return relative(path, self.uri)

    def term_target(self, kind: str, id: str) -> str:
        """Link target of a term: its page, else its place in the glossary."""
        if (kind, id) in self.edition.studied and self.corpus.vocabulary.get(kind, id):
            return self.to(self.edition.term_page(kind, id))
        anchor = self.edition.corpus.vocabulary.anchors.get((kind, id))
        return self.to(self.edition.glossary.to(anchor), anchor) if anchor else ""

    def name(self, kind: str, id: str) -> str:
        """Plain name of a term."""
        return self.pick(self.corpus.vocabulary.name(kind, id))

    def term(self, kind: str, id: str) -> str:
        """A term as a link to its page."""
        return link(literal(self.name(kind, id)), self.term_target(kind, id))

    def terms(self, kind: str, ids: Iterable[str]) -> str:
        """Terms as links in one line."""
        return self.listed([self.term(kind, id) for id in ids])

    def trial_name(self, trial: Trial) -> str:
        """Plain name of a trial: acronym, and its part in brackets."""
        return trial_name(trial, self.language)

    def trial(self, trial: Trial, address: str = "") -> str:
        """A trial as a link to its page."""
        return link(literal(self.trial_name(trial)), self.to(f"trials/{trial.id}.md", address))

    def title(self, section: Section) -> str:
        """Plain title of a section, escaped for Markdown."""
        return literal(plain(self.pick(section.title.text)))

    def section(self, section: Section) -> str:
        """A section as a link to its page."""
        return link(self.title(section), self.to(page_of(section.path)))

    def prose(self, trial: Trial, *path: str | int) -> Prose | None:
        """The text of a table at ``path`` as prose of this language."""
        return trial.record.prose(self.language, *path, self.language)

    def definition(self, term: Term) -> str:
        """What a term means, as Markdown."""
        return literal(self.pick(term.definition))


def trial_name(trial: Trial, language: Language) -> str:
    """Acronym, and the part of the trial in brackets."""
    acronym = str(trial.get("acronym") or trial.id)
    return language.bracket(acronym, language.pick(trial.text("part")))


def relative(path: str, page: str) -> str:
    """``path`` as seen from ``page``; both are relative to the same root. Quicker than
    posixpath.relpath, which asks for the working folder."""
    base, steps = page.split("/")[:-1], path.split("/")
    common = 0
    while common < min(len(base), len(steps) - 1) and base[common] == steps[common]:
        common += 1
    return "../" * (len(base) - common) + "/".join(steps[common:])
