"""What the forms of export call each part of a reference."""

from __future__ import annotations

from dataclasses import dataclass

Tags = tuple[str, ...]


@dataclass(frozen=True)
class TagNames:
    """The tags of a form for each part of a reference, the best first."""

    kind: Tags
    title: Tags
    author: Tags
    editor: Tags
    translator: Tags
    journal: Tags  # full names; of ``either`` full or short
    short: Tags
    either: Tags
    book: Tags
    year: Tags
    date: Tags
    volume: Tags
    issue: Tags
    first: Tags
    last: Tags
    article: Tags
    publisher: Tags
    place: Tags
    edition: Tags
    doi: Tags
    url: Tags
    accessed: Tags
    language: Tags
    work: Tags  # kind of thesis or of article
    pmcid: Tags
    number: Tags  # of a report or a standard
    key: Tags
    accession: Tags = ()
    databases: Tags = ()
    providers: Tags = ()
    settled: Tags = ()


RIS = TagNames(
    kind=("TY",),
    title=("TI", "T1", "CT"),
    author=("AU", "A1"),
    editor=("ED", "A2"),
    translator=("A4", "TA"),
    journal=("JF", "T2"),
    short=("JA", "J2"),
    either=("JO",),
    book=("BT", "C3", "T2"),
    year=("PY", "Y1", "DA"),
    date=("DA", "PY", "Y1"),
    volume=("VL",),
    issue=("IS",),
    first=("SP",),
    last=("EP",),
    article=("C7",),
    publisher=("PB",),
    place=("CY", "PP"),
    edition=("ET",),
    doi=("DO", "DOI"),
    url=("UR", "L2"),
    accessed=("Y2",),
    language=("LA",),
    work=("M3",),
    pmcid=("C2",),
    number=("M1", "IS"),
    key=("ID",),
    accession=("AN",),
    databases=("DB",),
    providers=("DP",),
)
REFWORKS = TagNames(
    kind=("RT",),
    title=("T1",),
    author=("A1",),
    editor=("A2",),
    translator=("A4",),
    journal=("JF", "T2"),
    short=("JO",),
    either=(),
    book=("T2", "JF"),
    year=("YR", "FD"),
    date=("FD",),
    volume=("VO",),
    issue=("IS",),
    first=("SP", "OP"),
    last=("OP",),
    article=(),
    publisher=("PB",),
    place=("PP",),
    edition=("ED",),
    doi=("DO",),
    url=("UL", "LK"),
    accessed=("RD",),
    language=("LA",),
    work=("WT",),
    pmcid=("PMCID",),
    number=("IS",),
    key=("ID",),
    settled=("SR",),
)
ENDNOTE = TagNames(
    kind=("%0",),
    title=("%T",),
    author=("%A",),
    editor=("%E",),
    translator=("%?",),
    journal=("%J", "%B"),
    short=("%O",),
    either=(),
    book=("%B", "%J"),
    year=("%D", "%8"),
    date=("%8", "%7"),
    volume=("%V",),
    issue=("%N",),
    first=("%P", "%&"),
    last=(),
    article=("%]",),
    publisher=("%I",),
    place=("%C",),
    edition=("%7",),
    doi=("%R",),
    url=("%U",),
    accessed=("%[",),
    language=("%G",),
    work=("%9",),
    pmcid=("%2",),
    number=("%N", "%@"),
    key=("%F",),
)
NOTEEXPRESS = TagNames(
    kind=("Reference Type",),
    title=("Title",),
    author=("Author",),
    editor=("Secondary Author", "Editor"),
    translator=("Translator", "Subsidiary Author"),
    journal=("Journal", "Secondary Title", "Newspaper"),
    short=("Alternate Journal",),
    either=(),
    book=("Secondary Title", "Book Title", "Conference Name", "Journal"),
    year=("Year", "Date"),
    date=("Date", "Epub Date"),
    volume=("Volume",),
    issue=("Issue", "Number"),
    first=("Pages", "Page"),
    last=(),
    article=("Article Number",),
    publisher=("Publisher", "University", "Institution"),
    place=("Place Published", "City", "Place"),
    edition=("Edition",),
    doi=("DOI",),
    url=("URL", "Link"),
    accessed=("Access Date",),
    language=("Language",),
    work=("Type of Work", "Degree", "Thesis Type"),
    pmcid=("PMCID",),
    number=("Number", "Report Number", "Standard Number"),
    key=("Label",),
)
