"""``python hooks new reference``: works of Crossref, PubMed or a file into references.bib."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.command_line import FILE, Command, WrongWords, root_option
from review.messages import refusal, text
from review.refusal import Refusal
from system import files

if TYPE_CHECKING:
    from review.drafts.publication import Publication


@click.command("reference", cls=Command)
@root_option
@click.option("--doi", metavar="DOI")
@click.option("--pmid", metavar="PMID")
@click.option("--file", "export", type=FILE)
@click.option("--key", default="", metavar="KEY")
@click.option("--distinct", is_flag=True)
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
    origin = export.name if export else ""
    status = 0
    for publication, own_key in zip(found, _keys(key, len(found))):
        try:
            _place(root, publication, own_key, distinct, origin)
        except Refusal as refused:
            print(refused, file=sys.stderr)
            status = 1
    return status


def _keys(text: str, count: int) -> list[str]:
    """A key for each of the works, in their order; empty ones where none are given."""
    keys = [key.strip() for key in text.split(",")] if text else [""] * count
    if len(keys) != count:
        raise refusal("command/keys", count=count, keys=len(keys))
    return keys


def _exported(export: Path) -> list[Publication]:
    """The publications of an export file."""
    from review.drafts import export_files
    from review.problem import Problem
    from review.sources import encoding
    from review.time_limit import in_time

    read = encoding.decoded(files.raw(export))
    if read is None:
        raise refusal("command/encoding", file=export)
    if read.encoding:
        print(f"按 {read.encoding} 读取 / read as {read.encoding}")
    found = in_time(str(export), partial(export_files.publications, read.text))
    if isinstance(found, Problem):
        raise Refusal(f"{export}：{found.found.zh}", f"{export}: {found.found.en}")
    return found


def _catalogued(doi: str | None, pmid: str | None) -> list[Publication]:
    """The publication that a catalogue knows by its DOI or else by its PMID."""
    from review.drafts import crossref_record, pubmed_record
    from review.drafts.identifiers import identifier
    from system import catalogues

    kind, written = ("pmid", pmid or "") if doi is None else ("doi", doi)
    number = identifier(kind, written)
    if not number:
        raise refusal("command/number", given=repr(written), kind=kind.upper())
    if kind == "doi":
        return [crossref_record.publication(catalogues.crossref(number), number)]
    answer = catalogues.pubmed(number).decode("utf-8", "replace")
    records = pubmed_record.publications(answer)
    found = [publication for publication in records if publication.pmid == number]
    if not found:
        raise Refusal(*text("service/unknown", "found", host="PubMed", what=f"PMID {number}"))
    return found[:1]


def _place(
    root: Path, publication: Publication, key: str, distinct: bool, origin: str = ""
) -> None:
    """One work put in its place, and what its source says of it into references.lock; the file is
    read anew for each, because the one before changed it."""
    from review.drafts import import_notes
    from review.drafts.bibliography_place import place
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
    _record(root, publication, placed.key, origin)
    print(placed.entry + f"\n引用写作 / cite it as [@{placed.key}]")
    for note in import_notes.notes(placed):
        print(note)


def _record(root: Path, publication: Publication, key: str, origin: str) -> None:
    """What the source of a work says of it, kept to compare its entry with; ``origin`` is the name
    of the file it is from, empty where a catalogue answered."""
    from review.dates import today
    from review.drafts import reference_records
    from review.evidence.corpus import RECORDS
    from review.watch.record_watch import source

    pubmed = f"https://pubmed.ncbi.nlm.nih.gov/{publication.pmid}/"
    address = pubmed if publication.pmid else source(publication.doi)
    new = reference_records.record(publication, key, origin or address, today().isoformat())
    lock = root / RECORDS
    text = files.read(lock) if lock.exists() else ""
    files.replace(lock, reference_records.merged(text, [new]))
