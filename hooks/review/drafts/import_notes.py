"""What a person should look at after an import, because no catalogue is to be believed in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.drafts.publication import Publication
from review.drafts.shelf import Placed
from review.evidence.reference import HAN

ERRATA = re.compile(
    r"\b(?:errat(?:um|a)|corrigend(?:um|a)|corrections?\s*(?:to\b|:))|勘误|更正", re.IGNORECASE
)
ERRATUM = (
    "像是一篇勘误，但著录信息没有写明更正哪一篇；"
    "确是勘误的，请在条目中写 corrects = {被更正文献的键}"
    " / this looks like an erratum, but its record does not say of what; "
    "if it is one, write corrects = {key of the work it corrects} in its entry"
)
JOURNAL = (
    "请补 shortjournal（NLM 缩写，不带点）/ add shortjournal: the NLM abbreviation without dots"
)
CHINESE_JOURNAL = (
    "NLM 收录的期刊请补 shortjournal（NLM 缩写，不带点）；未收录的不写"
    " / add shortjournal (the NLM abbreviation without dots) if NLM lists the journal; "
    "one that it does not list goes without"
)
OTHERS = (
    "记录没有列出全部作者，已写 and others；能查到其余作者的，请补全"
    " / the record does not name all authors, and others stands for the rest; "
    "add them where you find them"
)
SERVER = (
    "预印本没有写明平台；请补 publisher = {平台名}"
    " / the preprint names no server; add publisher = {name of the server}"
)
SHORT = 60  # characters of a value that is shown beside its tag


def notes(placed: Placed) -> Iterator[str]:
    """Each thing to look at, in both languages: first what changes the meaning, last what the
    record held and the entry does not."""
    publication = placed.publication
    for warning in publication.warnings:
        yield f"注意！{warning.zh}\nATTENTION: {warning.en}"
    yield from _missing(publication)
    if placed.lowered:
        words = ", ".join(dict.fromkeys(placed.lowered))
        yield (
            "请核对题名大小写，这些词已改为小写；专名请加花括号"
            f" / check the title: these words were lowered; put names in braces: {words}"
        )
    yield from _erratum(publication)
    if publication.unused:
        listed = "; ".join(_shown(publication.unused))
        yield f"记录中这些内容没有写入条目 / of the record, the entry does not hold: {listed}"


def _missing(publication: Publication) -> Iterator[str]:
    """What the record lacks, or has in a form that could not be taken."""
    if publication.unread:
        given = repr(publication.unread)
        yield (
            f"{given} 不是 DOI，未写入；请核对，是否已有此文献也请自查"
            f" / {given} is no DOI and was left out; "
            "check it, and whether the work is there already"
        )
    if publication.authors.others and publication.authors.people:
        yield OTHERS
    if publication.kind == "preprint" and not publication.publisher:
        yield SERVER
    if publication.journal and not publication.shortjournal:
        yield CHINESE_JOURNAL if HAN.search(publication.journal) else JOURNAL
    if publication.accession:
        number = publication.accession
        yield (
            f"AN {number} 未读作 PMID：文件没有写明来自 PubMed 或 MEDLINE；"
            f"确是 PMID 的，请补 pmid = {{{number}}}"
            f" / AN {number} was not taken for the PMID, for the file does not say that it comes "
            f"from PubMed or MEDLINE; if it is, add pmid = {{{number}}}"
        )


def _shown(unused: tuple[tuple[str, str], ...]) -> Iterator[str]:
    """Each tag once, with its values where they are short, else with their number."""
    for tag in dict.fromkeys(tag for tag, _ in unused):
        values = [value for name, value in unused if name == tag]
        whole = " | ".join(values)
        if len(whole) <= SHORT:
            yield f"{tag} {whole}".strip()
        else:
            yield tag if len(values) == 1 else f"{tag} ×{len(values)}"


def _erratum(publication: Publication) -> Iterator[str]:
    """What is left to do for an erratum, by its record or by its title."""
    if publication.corrects:
        yield (
            f"这是 {publication.corrects} 的勘误，已写 corrects；"
            "数字由它更正的各行，source 和 seen 也要改"
            f" / this is an erratum of {publication.corrects}, and corrects says so; "
            "the rows whose figures it corrects need their source and seen changed, too"
        )
    elif publication.corrected:
        names = ", ".join(f"{kind.upper()} {value}" for kind, value in publication.corrected)
        yield (
            f"这是一篇勘误，被更正的文献（{names}）不在 references.bib；"
            "先加入该文献，再在勘误的条目中写 corrects = {键}"
            f" / this is an erratum of a work that references.bib lacks ({names}); "
            "add that work, then write corrects = {KEY} in the entry of the erratum"
        )
    elif ERRATA.search(publication.title):
        yield ERRATUM
