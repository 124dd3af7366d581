"""What a record says that changes what its work means to a reader: that it is retracted or
corrected, in another language, or of a kind that the review has no form for."""

from __future__ import annotations

import re
from dataclasses import replace

from review.drafts.languages import LANGUAGES, foreign, words
from review.drafts.publication import Publication
from review.drafts.record_fields import Fields
from review.drafts.work_kinds import NEAR
from review.evidence.reference import HAN
from review.problem import Text
from review.sources.declared import declared

NOTICES = declared("schema/catalogue_words")["notices"]  # by their tags in PubMed
SETTLED = declared("schema/catalogue_words")["settled"]  # tags that say nothing, by form
DOI = re.compile(r"\b(10\.[0-9]{4,9}/\S+)")
PMID = re.compile(r"\bPMID:? *([0-9]+)")
# words of a title, a type or a note that say the same
GRAVE = re.compile(
    r"\bretract(?:ed|ion)\b(?! (?:of|force|system|injury|suture))|\bretraction (?:of|notice)\b"
    r"|\bretracted publication\b|\bwithdrawn\b|\bwithdrawal notice\b|\bexpressions? of concern\b"
    r"|撤稿|撤销论文|关注声明|已撤回",
    re.IGNORECASE,
)
LONG = 600  # characters from which a value is an abstract, whose words are about its subject


def in_language(work: Publication, fields: Fields, name: str) -> Publication:
    """The work with its language, ``name``, where the characters of its title do not tell it."""
    written = foreign(name, words(work))
    warn_of_language(fields, name, work)
    return replace(work, langid=written.langid, origlanguage=written.origlanguage)


def finished(work: Publication, fields: Fields, form: str) -> Publication:
    """The work with all that a person is to be told of its record, which is in this form."""
    _warn_of_notices(fields)
    fields.settled(*SETTLED.get(form, ()))
    return replace(work, warnings=tuple(fields.warnings), unused=fields.unused())


def warn_of_language(fields: Fields, name: str, work: Publication) -> None:
    """Tell of a language other than English, or of a Chinese work told in Latin letters."""
    if name in ("", "english") or name == "chinese" and HAN.search(words(work)):
        return
    names = LANGUAGES.get(name)
    title = work.origtitle
    original = Text(f"，原题名“{title}”" * bool(title), f", titled “{title}”" * bool(title))
    cure = Text("；请核对题名与作者的写法", "; check how title and names are written")
    if name == "chinese":
        cure = Text(
            "；请改成中文条目：作者、题名、刊名均用汉字",
            "; make a Chinese entry of it: names, title and journal in characters",
        )
    named = Text(names["zh"] if names else name, name.capitalize())
    fields.warn("import/language", language=named, own=original, cure=cure)


def _warn_of_notices(fields: Fields) -> None:
    """Tell of notices that PubMed names, and of what any value says of them."""
    named = [(tag, value) for tag in NOTICES for value in fields.every(tag)]
    for tag, value in named:
        notice, offered = NOTICES[tag], offer(NOTICES[tag].get("field", ""), value)
        warning = Text(notice["zh"], notice["en"])
        fields.warn("import/notice", notice=warning, value=value, offer=offered)
    values = [] if named else [value for values in fields.values.values() for value in values]
    for value in values:
        if len(value) < LONG and GRAVE.search(value):
            _warn_of_words(fields, value)


def offer(kind: str, value: str) -> Text:
    """The field that names a notice in an entry; empty where the record gives it no number."""
    found = DOI.search(value) or PMID.search(value)
    if not kind or found is None:
        return Text("", "")
    field = f"notices = {{{kind} {found[1].rstrip('.')}}}"
    return Text(f"；读过通知后，写 {field}", f"; once you have read the notice, write {field}")


def _warn_of_words(fields: Fields, value: str) -> None:
    """Tell of a value whose words are those of a retraction or an expression of concern."""
    excerpt = fields.plain(value, LONG)[:200]
    fields.warn("import/grave-words", excerpt=excerpt)


def warn_of_kind(fields: Fields, type_name: str, kind: str) -> None:
    """Tell of a kind of work for which the review has no form, or one that is only near to it."""
    if not kind:
        fields.warn("import/kind-unknown", given=type_name)
    elif NEAR.search(type_name.strip()):
        fields.warn("import/kind-near", given=type_name, kind=kind)
