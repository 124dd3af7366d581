"""Template nodes of both styles: fields, joins whose empty parts vanish with their mark, full
stops, links.

pybtex's own `field`, `join` and `sentence` raise on a missing field, know only Western end marks
and make dashes of hyphens; these do none of that. A node is called with its children, the entry's
context and its own arguments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias
from urllib.parse import quote

from pybtex.richtext import HRef, Text
from pybtex.style import template
from pybtex.style.template import Node

from review.evidence import reference

END_MARKS = tuple(".?!。？！…")
Context = dict[str, Any]
Part: TypeAlias = Node | Text | str


def node(function: Callable[..., Text]) -> Node:
    """A function as a node of a template."""
    return template.node(function)


@node
def value(children: Sequence[Part], context: Context, name: str) -> Text:
    """A field as plain text; empty where there is none."""
    return Text(reference.text(context["entry"], name))


@node
def glue(children: Sequence[Part], context: Context, mark: str = "") -> Text:
    """The parts that are not empty, with ``mark`` between them."""
    return Text(mark).join(_formatted(children, context))


@node
def around(children: Sequence[Part], context: Context, before: str, after: str = "") -> Text:
    """The parts between two marks; nothing, where all parts are empty."""
    inner = Text("").join(_formatted(children, context))
    return Text(before, inner, after) if str(inner) else inner


@node
def stops(children: Sequence[Part], context: Context) -> Text:
    """The parts as elements of the reference: each ends with a full stop unless it has an end mark,
    and a blank parts them."""
    return Text(" ").join(
        part if str(part).endswith(END_MARKS) else Text(part, ".")
        for part in _formatted(children, context)
    )


@node
def doi(children: Sequence[Part], context: Context, label: str) -> Text:
    """``label`` and the bare DOI, which leads to the resolver; brackets are encoded in the address,
    not in the text."""
    number = reference.raw(context["entry"], "doi")
    return Text(label, HRef(resolver(number), number)) if number else Text()


@node
def cstr(children: Sequence[Part], context: Context, label: str) -> Text:
    """``label`` and the bare CSTR, which leads to its resolver, unless the address holds it."""
    number = reference.raw(context["entry"], "cstr")
    in_address = number.lower() in reference.address(context["entry"]).lower()
    page = f"https://cstr.cn/{quote(number, safe='.-')}"
    return Text(label, HRef(page, number)) if number and not in_address else Text()


@node
def link(children: Sequence[Part], context: Context, label: str = "") -> Text:
    """``label`` and the address; empty where the entry has none of the web."""
    address = reference.address(context["entry"])
    return Text(label, HRef(encoded(address), address)) if address else Text()


@node
def pubmed(children: Sequence[Part], context: Context) -> Text:
    """``PMID: n; PMCID: PMCn``, each a link."""
    pmid, pmcid = (reference.raw(context["entry"], name) for name in ("pmid", "pmcid"))
    parts = [
        Text("PMID: ", HRef(pubmed_page(pmid), pmid)) if pmid else "",
        Text("PMCID: ", HRef(pmc_page(pmcid), pmcid)) if pmcid else "",
    ]
    return Text("; ").join(_formatted(parts, context))


def resolver(number: str) -> str:
    """Address of a DOI at the resolver."""
    return "https://doi.org/" + quote(number, safe="/:;.-_~")


def pubmed_page(pmid: str) -> str:
    """Address of a PubMed record."""
    return f"https://pubmed.ncbi.nlm.nih.gov/{quote(pmid, safe='')}/"


def pmc_page(pmcid: str) -> str:
    """Address of a PubMed Central article."""
    return f"https://pmc.ncbi.nlm.nih.gov/articles/{quote(pmcid, safe='')}/"


def encoded(address: str) -> str:
    """A web address fit for an attribute; what is encoded already is left alone."""
    return quote(address, safe="/:?#@!$&'+,;=%-._~")


def _formatted(children: Sequence[Part], context: Context) -> list[Text]:
    texts = [child.format_data(context) if isinstance(child, Node) else child for child in children]
    return [Text(part) for part in texts if str(part)]
