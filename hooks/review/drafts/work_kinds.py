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
WORDS = {
    kind: re.compile(words, re.I)
    for kind, words in declared("schema/catalogue_words")["kind_words"].items()
}
# kinds that stand in the place of another for want of a form
NEAR = re.compile(
    r"\A(?:NEWS|MGZN|ENCYC|DICT|BLOG|INPR)\Z|newspaper|magazine|encyclop|报纸|年鉴", re.I
)
MASTER = re.compile(r"master|硕士", re.I)


def kind_of(name: str, degree: str = "") -> str:
    """The kind of an entry for a type of RIS or the name of one, ``degree`` for a master's thesis;
    empty where the review has no form for it."""
    kind = KINDS["RIS"].get(name.strip().upper()) or next(
        (kind for kind, words in WORDS.items() if words.search(name)), ""
    )
    return "mastersthesis" if kind == "phdthesis" and MASTER.search(name + degree) else kind
