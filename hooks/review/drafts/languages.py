"""The language of a work as catalogues name it."""

from __future__ import annotations

import re
from typing import NamedTuple

from review.drafts.publication import Publication
from review.evidence.reference import CHINESE, HAN
from review.sources.declared import declared

LANGUAGES = declared("schema/catalogue_words")["languages"]  # by name in BibTeX
OTHER_SCRIPTS = {name for name, language in LANGUAGES.items() if language.get("script")}
LATIN = re.compile(r"[^\u0370-\u1dff\u2e80-\uffff]*\Z")
CODES = {code: name for name, one in LANGUAGES.items() for code in one["codes"].split()}


def language(name: str) -> str:
    """The name of a language by name or code, ``zh-CN``, ``ger``; others in lower case."""
    word = name.strip().lower()
    first = re.split(r"[\s,;_/-]", word)[0]
    if word.endswith("chinese"):
        return "chinese"
    return CODES.get(word) or CODES.get(first) or (first if first in LANGUAGES else word)


class Language(NamedTuple):
    """The language of a work as an entry says it: ``langid``, or ``origlanguage`` where its title
    is a translation; neither where the title tells it."""

    langid: str = ""
    origlanguage: str = ""

    @property
    def name(self) -> str:
        """The name of the language."""
        return self.langid or self.origlanguage


def words(work: Publication) -> str:
    """The words by whose letters a Chinese work is known: its title and its first author."""
    return " ".join([work.title, *(person.family for person in work.authors.people[:1])])


def is_chinese(work: Publication) -> bool:
    """Whether the entry of the work is a Chinese one, as `reference.language` tells it."""
    declared = work.langid
    return bool(CHINESE.match(declared)) if declared else HAN.search(words(work)) is not None


def foreign(name: str, title: str) -> Language:
    """The language of a work, whose title is a translation where its letters are others."""
    if name not in LANGUAGES or name == "english" or HAN.search(title):
        return Language()
    translated = name in OTHER_SCRIPTS and LATIN.match(title)
    return Language(origlanguage=name) if translated else Language(langid=name)
