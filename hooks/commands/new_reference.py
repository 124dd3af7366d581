"""``python hooks new reference``: a work from Crossref, PubMed or an export file, put in its place in references.bib."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import Any

from review.refusal import Refusal
from system import files

ERRATA = re.compile(
    r"\b(?:errat(?:um|a)|corrigend(?:um|a)|corrections?\s*(?:to\b|:))|勘误|更正", re.IGNORECASE
)
ERRATUM = "像是一篇勘误，但著录信息没有写明更正哪一篇；确是勘误的，请在条目中写 corrects = {被更正文献的键} / this looks like an erratum, but its record does not say of what; if it is one, write corrects = {key of the work it corrects} in its entry"
JOURNAL = (
    "请补 shortjournal（NLM 缩写，不带点）/ add shortjournal: the NLM abbreviation without dots"
)
CHINESE_JOURNAL = "NLM 收录的期刊请补 shortjournal（NLM 缩写，不带点）；未收录的不写 / add shortjournal (the NLM abbreviation without dots) if NLM lists the journal; one that it does not list goes without"


def options(command: argparse.ArgumentParser) -> None:
    """Where the work is to come from, and its key."""
    source = command.add_mutually_exclusive_group(required=True)
    source.add_argument(
        "--doi",
        metavar="DOI",
        help="向 Crossref 查询，DOI 加引号 / ask Crossref; put the DOI in quotes",
    )
    source.add_argument("--pmid", metavar="PMID", help="向 PubMed 查询 / ask PubMed")
    source.add_argument(
        "--file",
        type=Path,
        metavar="FILE",
        help="RIS、BibTeX 或 NBIB 导出文件 / an export file: RIS, BibTeX or NBIB",
    )
    command.add_argument(
        "--key",
        default="",
        metavar="KEY",
        help="引文键；默认姓氏加年份 / its key; by default surname and year",
    )
    command.add_argument(
        "--distinct",
        action="store_true",
        help="与已有文献同名的另一篇 / another work of the same title as one that is there",
    )


def reference(arguments: argparse.Namespace) -> int:
    """Put one or more works into references.bib; 1 where one of them was refused."""
    found = _found(arguments)
    if arguments.key and len(found) > 1:
        return _said("一次多条时不能指定 --key", "--key cannot be given for several works at once")
    status = 0
    for publication in found:
        status |= _placed(publication, arguments)
    return status


def _found(arguments: argparse.Namespace) -> list[Any]:
    """The publications asked for."""
    from review.drafts import crossref_record, export_files, tagged_records
    from review.drafts.publication import identifier

    if arguments.file:
        return export_files.publications(files.read(arguments.file))
    kind, given = ("doi", arguments.doi) if arguments.doi else ("pmid", arguments.pmid)
    bare = identifier(kind, given or "")
    if not bare:
        raise Refusal(f"{given!r} 不是 {kind.upper()}", f"{given!r} is no {kind.upper()}")
    from system import catalogues

    if kind == "doi":
        return [crossref_record.publication(catalogues.crossref(bare), bare)]
    found = [
        each
        for each in tagged_records.nbib(catalogues.pubmed(bare).decode("utf-8", "replace"))
        if each.pmid == bare
    ]
    if not found:
        raise Refusal(
            f"PubMed 没有 PMID {bare}；请核对号码", f"PubMed knows no PMID {bare}; check the number"
        )
    return found[:1]


def _placed(publication: Any, arguments: argparse.Namespace) -> int:
    """One work put in its place; the file is read anew for each, because the one before changed it."""
    from review.drafts.shelf import place
    from review.drafts.title_case import known_names
    from review.evidence import corpus, vocabulary
    from review.rules.bibliography_rules import parse_checked
    from review.sources import source

    read, found = source.read(arguments.root, corpus.REFERENCES)
    if (
        read is None
        and found[0].rule != "source-empty"
        and (arguments.root / corpus.REFERENCES).exists()
    ):
        return _said(
            f"{found[0].place}：{found[0].found.zh}", f"{found[0].place}: {found[0].found.en}"
        )
    shelf, problems = parse_checked(read or source.Source(corpus.REFERENCES, ""))
    names = known_names(
        shelf,
        corpus.read(arguments.root).vocabulary
        if (arguments.root / "docs").is_dir()
        else vocabulary.gather({}),
    )
    try:
        placed = place(shelf, problems, publication, names, arguments.key, arguments.distinct)
    except Refusal as refusal:
        return _said(refusal.said.zh, refusal.said.en)
    files.replace(arguments.root / corpus.REFERENCES, placed.text)
    print(placed.entry + f"\n引用写作 / cite it as [@{placed.key}]")
    for note in _notes(placed):
        print(note)
    return 0


def _notes(placed: Any) -> list[str]:
    """What a person should look at, because no catalogue is to be believed in it."""
    from review.evidence.reference import HAN

    notes = []
    if placed.publication.unread:
        given = repr(placed.publication.unread)
        notes.append(
            f"{given} 不是 DOI，未写入；请核对，是否已有此文献也请自查 / {given} is no DOI and was left out; check it, and whether the work is there already"
        )
    if placed.title.lowered:
        words = ", ".join(dict.fromkeys(placed.title.lowered))
        notes.append(
            f"请核对题名大小写，这些词已改为小写；专名请加花括号 / check the title: these words were lowered; put names in braces: {words}"
        )
    if placed.publication.journal and not placed.publication.shortjournal:
        notes.append(CHINESE_JOURNAL if HAN.search(placed.publication.journal) else JOURNAL)
    if placed.publication.accession:
        number = placed.publication.accession
        notes.append(
            f"AN {number} 未读作 PMID：文件没有写明来自 PubMed 或 MEDLINE；确是 PMID 的，请补 pmid = {{{number}}} / AN {number} was not taken for the PMID, for the file does not say that it comes from PubMed or MEDLINE; if it is, add pmid = {{{number}}}"
        )
    return [*notes, *_erratum(placed)]


def _erratum(placed: Any) -> list[str]:
    """What is left to do for an erratum, by its record or by its title."""
    publication = placed.publication
    if publication.corrects:
        return [
            f"这是 {publication.corrects} 的勘误，已写 corrects；数字由它更正的各行，source 和 seen 也要改 / this is an erratum of {publication.corrects}, and corrects says so; the rows whose figures it corrects need their source and seen changed, too"
        ]
    if publication.corrected:
        named = ", ".join(f"{kind.upper()} {value}" for kind, value in publication.corrected)
        return [
            f"这是一篇勘误，被更正的文献（{named}）不在 references.bib；先加入该文献，再在勘误的条目中写 corrects = {{键}} / this is an erratum of a work that references.bib lacks ({named}); add that work, then write corrects = {{KEY}} in the entry of the erratum"
        ]
    return [ERRATUM] if ERRATA.search(publication.title) else []


def _said(zh: str, en: str) -> int:
    print(f"{zh}\n{en}", file=sys.stderr)
    return 1
