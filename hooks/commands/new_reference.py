"""``python hooks new reference``: a work from Crossref, PubMed or an export file, put in its place
in references.bib."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.command_line import FILE, Command, WrongWords, root_option
from review.refusal import Refusal
from system import files

if TYPE_CHECKING:
    from review.drafts.publication import Publication
    from review.drafts.shelf import Placed

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


@click.command("reference", cls=Command, help="新的文献 / a new reference")
@root_option
@click.option(
    "--doi",
    metavar="DOI",
    help="向 Crossref 查询，DOI 加引号 / ask Crossref; put the DOI in quotes",
)
@click.option("--pmid", metavar="PMID", help="向 PubMed 查询 / ask PubMed")
@click.option(
    "--file",
    "export",
    type=FILE,
    metavar="FILE",
    help="RIS、BibTeX 或 NBIB 导出文件 / an export file: RIS, BibTeX or NBIB",
)
@click.option(
    "--key",
    default="",
    metavar="KEY",
    help="引文键；默认姓氏加年份 / its key; by default surname and year",
)
@click.option(
    "--distinct",
    is_flag=True,
    help="与已有文献同名的另一篇 / another work of the same title as one that is there",
)
def reference(
    root: Path, doi: str | None, pmid: str | None, export: Path | None, key: str, distinct: bool
) -> int:
    """Put one or more works into references.bib; 1 where one of them was refused."""
    if sum(source is not None for source in (doi, pmid, export)) != 1:
        raise WrongWords(
            "--doi、--pmid、--file 写且只写一个",
            "one of --doi, --pmid, --file is needed, and only one",
        )
    found = _exported(export) if export else _catalogued(doi, pmid)
    if key and len(found) > 1:
        raise Refusal("一次多条时不能指定 --key", "--key cannot be given for several works at once")
    status = 0
    for publication in found:
        try:
            _place(root, publication, key, distinct)
        except Refusal as refusal:
            print(refusal, file=sys.stderr)
            status = 1
    return status


def _exported(export: Path) -> list[Publication]:
    """The publications of an export file."""
    from review.drafts import export_files

    return export_files.publications(files.read(export))


def _catalogued(doi: str | None, pmid: str | None) -> list[Publication]:
    """The publication that a catalogue knows by its DOI or else by its PMID."""
    from review.drafts import crossref_record, tagged_records
    from review.drafts.publication import identifier
    from system import catalogues

    kind, given = ("pmid", pmid or "") if doi is None else ("doi", doi)
    number = identifier(kind, given)
    if not number:
        raise Refusal(f"{given!r} 不是 {kind.upper()}", f"{given!r} is no {kind.upper()}")
    if kind == "doi":
        return [crossref_record.publication(catalogues.crossref(number), number)]
    records = tagged_records.nbib(catalogues.pubmed(number).decode("utf-8", "replace"))
    found = [publication for publication in records if publication.pmid == number]
    if not found:
        raise Refusal(
            f"PubMed 没有 PMID {number}；请核对号码",
            f"PubMed knows no PMID {number}; check the number",
        )
    return found[:1]


def _place(root: Path, publication: Publication, key: str, distinct: bool) -> None:
    """One work put in its place; the file is read anew for each, because the one before changed
    it."""
    from review.drafts.shelf import place
    from review.drafts.title_case import known_names
    from review.evidence import corpus, vocabulary
    from review.rules.bibliography_rules import parse_checked
    from review.sources import source

    file = root / corpus.REFERENCES
    read, problems = source.read(root, corpus.REFERENCES)
    if read is None and problems[0].rule != "source-empty" and file.exists():
        found = problems[0].found
        raise Refusal(f"{problems[0].place}：{found.zh}", f"{problems[0].place}: {found.en}")
    shelf, problems = parse_checked(read or source.Source(corpus.REFERENCES, ""))
    is_review = (root / "docs").is_dir()
    terms = corpus.read(root).vocabulary if is_review else vocabulary.gather({})
    placed = place(shelf, problems, publication, known_names(shelf, terms), key, distinct)
    files.replace(file, placed.text)
    print(placed.entry + f"\n引用写作 / cite it as [@{placed.key}]")
    for note in _notes(placed):
        print(note)


def _notes(placed: Placed) -> Iterator[str]:
    """What a person should look at, because no catalogue is to be believed in it."""
    from review.evidence.reference import HAN

    publication = placed.publication
    if publication.unread:
        given = repr(publication.unread)
        yield (
            f"{given} 不是 DOI，未写入；请核对，是否已有此文献也请自查"
            f" / {given} is no DOI and was left out; "
            "check it, and whether the work is there already"
        )
    if placed.title.lowered:
        words = ", ".join(dict.fromkeys(placed.title.lowered))
        yield (
            "请核对题名大小写，这些词已改为小写；专名请加花括号"
            f" / check the title: these words were lowered; put names in braces: {words}"
        )
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
    yield from _erratum(publication)


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
