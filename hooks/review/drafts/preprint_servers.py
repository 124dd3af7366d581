"""Servers of preprints, which exports name as a journal, an institution or an archive."""

from __future__ import annotations

import re
from dataclasses import replace

from review.drafts.publication import Publication
from review.sources.declared import declared

SERVERS = {
    written: name
    for name, others in declared("schema/catalogue_words")["servers"].items()
    for written in (name.lower().replace(" ", ""), *others)
}
ARXIV = re.compile(r"arxiv(?:\s*(?:preprint|e-prints?))?[\s:,]*(?:arxiv:)?", re.IGNORECASE)
NUMBER = re.compile(r"(?:[a-z.-]+/)?[0-9]{4}\.?[0-9]{3,5}(?:v[0-9]+)?", re.IGNORECASE)


def server(name: str) -> str:
    """The server that a journal's or institution's name names; empty where it is none."""
    bare = re.split(r"\s*[:(=]", name)[0].replace(" ", "").lower()
    if bare.startswith("arxiv"):
        return "arXiv"
    return str(SERVERS.get(bare, ""))


def arxiv_number(text: str) -> str:
    """The number in ``arXiv preprint arXiv:2301.00001`` or ``2301.00001``."""
    found = NUMBER.fullmatch(ARXIV.sub("", text).strip())
    return found[0] if found else ""


def _named(work: Publication) -> str:
    """The server that a work names and has not left for a journal; empty where it names none."""
    if work.kind not in ("article", "misc", "online", "preprint") or work.volume and work.number:
        return ""
    return server(work.journal) or (server(work.publisher) if work.kind != "article" else "")


def deposited(work: Publication, eprint: str = "") -> Publication:
    """The work as a preprint where its journal is a server and no volume or issue says that it has
    appeared; ``eprint`` is its number at the server, by which arXiv has its address."""
    named = _named(work)
    if not named:
        return work
    number = eprint or arxiv_number(work.journal)
    address = f"https://arxiv.org/abs/{number}" if named == "arXiv" and number else ""
    return replace(
        work,
        kind="preprint",
        publisher=named,
        journal="",
        shortjournal="",
        volume="",
        url=work.url or ("" if work.doi else address),
    )
