"""What a result is called. A proportion at a time point goes by the name of the rate: “5-year
overall survival rate”, never “overall survival 56%”.

This is how trials are reported: a time to an event has a median, a proportion free of the event at
a milestone is a rate, and a bare count is one of events. The vocabulary holds the names of all
three (``en`` and ``zh``, ``rate``, ``events``)."""

from __future__ import annotations

from review.evidence.trial import Row
from review.evidence.vocabulary import Term, Vocabulary
from review.markup.language import Language
from review.wording import values


def result(
    row: Row, vocabulary: Vocabulary, language: Language, short: bool = False, median: bool = False
) -> str:
    """Plain name of a result with its time point.

    ``short`` takes abbreviations where there are any; ``median`` says that medians are listed
    behind the name without being called so."""
    term, time = vocabulary.get("endpoints", row.endpoint or ""), row.data.get("timepoint")
    if time and term is not None and term.rate and row.proportions:
        return rate(term, str(time), language, short)
    name = endpoint(term, language, short) or str(row.endpoint or row.id)
    if median and row.medians:
        name = language.word("median-of", name=name)
    return language.word("at", name=name, time=values.timepoint(time, language)) if time else name


def endpoint(term: Term | None, language: Language, short: bool = False) -> str:
    """Name of an endpoint, or its abbreviation; empty where it is not known."""
    if term is None:
        return ""
    return term.abbreviation if short and term.abbreviation else language.pick(term.name)


def rate(
    term: Term, time: str, language: Language, short: bool = False, approximate: bool = False
) -> str:
    """Name of the proportion at a time point, as ``5 年总生存率`` or ``5-year overall survival
    rate``; short ``5 年 OS 率``, ``5-year OS``."""
    name = language.pick(term.rate or term.name)
    if short and term.abbreviation:
        name = term.abbreviation
        name = name if term.rate == term.name else language.word("rate-short", name=name)
    if approximate:
        return language.word("rate-about", name=name, time=values.timepoint(time, language))
    number, _, unit = time.partition(" ")
    when = language.word("unit-before", unit, value=number) if unit else number
    return language.word("rate", name=name, time=when)


def events(row: Row, vocabulary: Vocabulary, language: Language) -> str:
    """What the counts of a row are counts of, where that is not what its endpoint is called:
    deaths, of a row on survival."""
    term = vocabulary.get("endpoints", row.endpoint or "")
    untimed = row.kind == "results" and not row.data.get("timepoint")
    return language.pick(term.events) if term and untimed else ""
