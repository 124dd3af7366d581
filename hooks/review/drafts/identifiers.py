"""Numbers and addresses of a work as people write them: bare and well formed, or none."""

from __future__ import annotations

import re
from urllib.parse import unquote

from review.drafts.catalogue_text import unescaped
from review.markup.scalar import clean
from review.rules.bibliography_rules import IDENTIFIERS

DOI_HOST = "doi.org"
DOI_PREFIX = re.compile(
    r"\A(?:(?:https?:)?/*(?:[a-z]+\.)?doi\.org/+"
    r"|(?:info|urn)[:/]\s*(?=doi)"
    r"|(?:digital object identifier|doi)(?:\s*[:：=/]|\s)\s*)",
    re.IGNORECASE,
)
# the old form that holds a SICI, which ends in a check character of any kind
# (ANSI/NISO Z39.56): 10.1002/(SICI)1097-0142(19960101)77:1<1::AID-CNCR1>3.0.CO;2-#
SICI = re.compile(r"10\.[0-9]{4,9}/\S{5,200}?(?:<|;2-)\S{0,100}?;2-(?P<check>[^\s.,\"{}])")
RANGE = re.compile(
    r"(?P<letters>[A-Za-z]*)(?P<first>[0-9]+)\s*[-‐‑–—]+\s*(?P=letters)?(?P<last>[0-9]+)\Z"
)
MIXED = re.compile(r"([A-Za-z]*[0-9]+)\s*[-‐‑–—]+\s*([A-Za-z]+[0-9]+)\Z")  # 889-e421
COUNT = re.compile(r"\A0+(?=[1-9][0-9]*\Z)")


def identifier(kind: str, text: str) -> str:
    """A DOI, PMID, PMCID or address bare and well formed; empty where the text holds none."""
    bare = _bare_doi(text) if kind == "doi" else clean(unescaped(text), 2_000)
    pattern = IDENTIFIERS[kind]
    return bare if pattern.fullmatch(bare) else ""


def read_doi(value: str, address: str = "") -> tuple[str, str]:
    """The DOI of a record, else of its address, and what was given as one and is none."""
    number = identifier("doi", value)
    if number:
        return number, ""
    return identifier("doi", address), clean(value, 100)


def _bare_doi(text: str) -> str:
    """A DOI without what people, publishers and catalogues write around it."""
    plain = clean(unquote(unescaped(clean(text, 500))), 500)
    if sici := SICI.search(plain):
        return sici[0]
    plain = plain.strip("\"'“”‘’ ")
    if plain.startswith("<"):
        plain = plain.strip("<> ")
    plain = plain.partition("?")[0]
    if DOI_HOST in plain.lower():
        plain = plain.partition("#")[0]
    while DOI_PREFIX.match(plain):
        plain = DOI_PREFIX.sub("", plain)
    return plain.rstrip(".,;/ 。")


def pages(text: str) -> str:
    """Pages with ``--``, the last in full: ``120-33`` gives ``120--133``; article numbers stay."""
    cleaned = clean(text, 50)
    found = RANGE.match(cleaned)
    if found is None:
        return MIXED.sub(r"\1--\2", cleaned)
    letters, first, last = found["letters"], found["first"], found["last"]
    if len(last) < len(first):
        last = first[: len(first) - len(last)] + last
    return f"{letters}{first}--{letters}{last}" if first != last else f"{letters}{first}"


def counted(text: str) -> str:
    """A volume or issue without the zeros that databases set before its number: ``02`` is 2."""
    return COUNT.sub("", text)


def year(text: str) -> str:
    """The first four digits that can be a year."""
    found = re.search(r"(?<![0-9])(?:1[89]|20)[0-9]{2}(?![0-9])", text)
    return found[0] if found else ""
