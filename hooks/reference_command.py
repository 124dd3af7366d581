"""``python hooks new reference``: a work from Crossref, PubMed or an export file, put in its place in references.bib."""
from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import disk
from review.scaffold.refusal import Refusal


def options(command: argparse.ArgumentParser) -> None:
    """Where the work is to come from, and its key."""
    source = command.add_mutually_exclusive_group(required=True)
    source.add_argument("--doi", metavar="DOI", help="向 Crossref 查询 / ask Crossref")
    source.add_argument("--pmid", metavar="PMID", help="向 PubMed 查询 / ask PubMed")
    source.add_argument("--file", type=Path, metavar="FILE", help="RIS、BibTeX 或 NBIB 导出文件 / an export file: RIS, BibTeX or NBIB")
    command.add_argument("--key", default="", metavar="KEY", help="引文键；默认姓氏加年份 / its key; by default surname and year")
    command.add_argument("--distinct", action="store_true", help="与已有文献同名的另一篇 / another work of the same title as one that is there")


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
    from review.scaffold import crossref, export, tagged
    from review.scaffold.publication import identifier

    if arguments.file:
        return export.publications(disk.read(arguments.file))
    kind, given = ("doi", arguments.doi) if arguments.doi else ("pmid", arguments.pmid)
    bare = identifier(kind, given or "")
    if not bare:
        raise Refusal(f"{given!r} 不是 {kind.upper()}", f"{given!r} is no {kind.upper()}")
    import lookup

    if kind == "doi":
        return [crossref.publication(lookup.crossref(bare), bare)]
    found = [each for each in tagged.nbib(lookup.pubmed(bare).decode("utf-8", "replace")) if each.pmid == bare]
    if not found:
        raise Refusal(f"PubMed 没有 PMID {bare}；请核对号码", f"PubMed knows no PMID {bare}; check the number")
    return found[:1]


def _placed(publication: Any, arguments: argparse.Namespace) -> int:
    """One work put in its place; the file is read anew for each, because the one before changed it."""
    from review import bibliography, corpus, source, vocabulary
    from review.scaffold.shelf import place
    from review.scaffold.title import known_names

    read, found = source.read(arguments.root, corpus.REFERENCES)
    if read is None and found[0].rule != "source-empty" and (arguments.root / corpus.REFERENCES).exists():
        return _said(f"{found[0].place}：{found[0].found.zh}", f"{found[0].place}: {found[0].found.en}")
    shelf, problems = bibliography.parse(read or source.Source(corpus.REFERENCES, ""))
    names = known_names(shelf, corpus.read(arguments.root).vocabulary if (arguments.root / "docs").is_dir() else vocabulary.gather({}))
    try:
        placed = place(shelf, problems, publication, names, arguments.key, arguments.distinct)
    except Refusal as refusal:
        return _said(refusal.said.zh, refusal.said.en)
    disk.replace(arguments.root / corpus.REFERENCES, placed.text)
    print(placed.entry + f"\n引用写作 / cite it as [@{placed.key}]")
    for note in _notes(placed):
        print(note)
    return 0


def _notes(placed: Any) -> list[str]:
    """What a person should look at, because no catalogue is to be believed in it."""
    notes = []
    if placed.publication.unread:
        given = repr(placed.publication.unread)
        notes.append(f"{given} 不是 DOI，未写入；请核对，是否已有此文献也请自查 / {given} is no DOI and was left out; check it, and whether the work is there already")
    if placed.title.lowered:
        words = ", ".join(dict.fromkeys(placed.title.lowered))
        notes.append(f"请核对题名大小写，这些词已改为小写；专名请加花括号 / check the title: these words were lowered; put names in braces: {words}")
    if placed.publication.journal and not placed.publication.shortjournal:
        notes.append("请补 shortjournal（NLM 缩写，不带点）/ add shortjournal: the NLM abbreviation without dots")
    return notes


def _said(zh: str, en: str) -> int:
    print(f"{zh}\n{en}", file=sys.stderr)
    return 1
