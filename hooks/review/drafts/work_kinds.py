"""Kinds of works as forms of export name them, as kinds of an entry."""

from __future__ import annotations

import re

from review.sources.declared import declared

# kinds of an entry by what each source calls them
KINDS = {
    source: {given: kind for kind, names in kinds.items() for given in names}
    for source, kinds in declared("schema/catalogue_words")["kinds"].items()
}
# words of a kind, the narrower first
WORDS = (
    (re.compile(r"preprint|预印本", re.I), "preprint"),
    (re.compile(r"thesis|dissertation|学位|博士|硕士", re.I), "phdthesis"),
    (re.compile(r"conference|proceeding|会议", re.I), "inproceedings"),
    (re.compile(r"(?:book|part).*section|chapter|encyclop|dictionary|析出", re.I), "incollection"),
    (re.compile(r"journal|newspaper|magazine|article|期刊|报纸|辑刊|年鉴", re.I), "article"),
    (re.compile(r"report|报告", re.I), "techreport"),
    (re.compile(r"standard|标准", re.I), "standard"),
    (re.compile(r"web|electronic|online|网", re.I), "online"),
    (re.compile(r"data ?set|数据", re.I), "dataset"),
    (re.compile(r"book|monograph|图书|专著", re.I), "book"),
    (re.compile(r"\Ageneric\Z|\Amisc", re.I), "misc"),
)
# kinds that stand in the place of another for want of a form
NEAR = re.compile(
    r"\A(?:NEWS|MGZN|ENCYC|DICT|BLOG|INPR)\Z|newspaper|magazine|encyclop|报纸|年鉴", re.I
)
MASTER = re.compile(r"master|硕士", re.I)


def kind_of(given: str, degree: str = "") -> str:
    """The kind of an entry for a type of RIS or the name of one, ``degree`` for a master's thesis;
    empty where the review has no form for it."""
    kind = KINDS["RIS"].get(given.strip().upper()) or next(
        (kind for words, kind in WORDS if words.search(given)), ""
    )
    return "mastersthesis" if kind == "phdthesis" and MASTER.search(given + degree) else kind
