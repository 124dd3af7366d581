"""The controlled terms: agents, diagnoses, endpoints, and other words said one way only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from review.evidence.fields import Field, bilingual, flag, ids, mapping, word
from review.problem import Place, Text
from review.sources.record import Record
from review.sources.wordlist import Wordlist

KINDS = ("agents", "diagnoses", "endpoints", "terms")
SHORTEST = 2  # characters of a name that is found in texts; one alone may be anything
COMPARED = ("agents", "diagnoses")  # whose names stand for one thing in both languages

TermId = tuple[str, str]  # its kind and id


@dataclass(frozen=True)
class Term:
    """One controlled term. ``kind`` is the file it stands in, as ``agents``.

    ``rate`` is what the proportion at a time point is called: of overall survival, the overall
    survival rate; ``events`` what is counted where an endpoint is the time to an event: deaths.
    Where it is ``timed`` a count means nothing without a time point, because it grows with
    follow-up; ``harm`` says that an endpoint counts harm. A name that is ``everyday`` is a word
    that texts put in many ways, so that one language may name it where the other does not.
    ``broader`` are ids of the terms above it."""

    kind: str
    id: str
    data: Mapping[str, Any]
    place: Place

    abbreviation, broader = Field(word, "abbr"), Field(ids, "broader")
    definition, rate, events = (Field(bilingual, name) for name in ("definition", "rate", "events"))
    timed, harm, everyday = (Field(flag, name) for name in ("timed", "harm", "everyday"))

    def get(self, name: str) -> Any:
        """The value of a field, or None."""
        return self.data.get(name)

    @property
    def name(self) -> Text:
        """The name in both languages; the id where one is missing."""
        return Text(str(self.data.get("zh", self.id)), str(self.data.get("en", self.id)))

    def names(self, field: str, language: str) -> tuple[str, ...]:
        """The wordings of ``synonyms``, ``former``, ``brands`` or ``avoid`` in one language."""
        return ids(mapping(self.get(field)).get(language))

    @property
    def all_names(self) -> list[str]:
        """Every wording a reader might search for, each once."""
        return self._wordings("zh", "en")

    @property
    def english_names(self) -> list[str]:
        """Every wording of English texts, the abbreviation among them."""
        return self._wordings("en")

    def _wordings(self, *languages: str) -> list[str]:
        names = [getattr(self.name, language) for language in languages] + [self.abbreviation]
        names += [getattr(self.rate, language) for language in languages] if self.rate else []
        for kind in ("synonyms", "brands", "former"):
            names += [name for language in languages for name in self.names(kind, language)]
        return [name for name in dict.fromkeys(names) if name]


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All terms by kind and id; equal only to itself."""

    terms: Mapping[str, Mapping[str, Term]]
    records: Mapping[str, Record] = field(repr=False, default_factory=dict)

    def __iter__(self) -> Iterator[Term]:
        for kind in KINDS:
            yield from self.terms.get(kind, {}).values()

    def get(self, kind: str, id: str) -> Term | None:
        """The term of a kind and id; None where there is none."""
        return self.terms.get(kind, {}).get(id)

    def name(self, kind: str, id: str) -> Text:
        """Name of a term in both languages; the id itself where it is unknown."""
        term = self.get(kind, id)
        return term.name if term else Text(id, id)

    @cached_property
    def anchors(self) -> dict[tuple[str, str], str]:
        """Anchor of each term in the glossary: its id, with its kind where it is taken."""
        used: set[str] = set()
        anchors: dict[tuple[str, str], str] = {}
        for term in self:
            anchors[term.kind, term.id] = f"{term.kind}-{term.id}" if term.id in used else term.id
            used.add(term.id)
        return anchors

    def narrower(self, kind: str, id: str) -> list[Term]:
        """Terms of which ``id`` is the broader one."""
        return self._narrower.get((kind, id), [])

    @cached_property
    def _narrower(self) -> dict[tuple[str, str], list[Term]]:
        found: dict[tuple[str, str], list[Term]] = {}
        for term in self:
            for id in dict.fromkeys(term.broader):
                found.setdefault((term.kind, id), []).append(term)
        return found

    def related(self, kind: str, id: str, other: str) -> bool:
        """Whether two terms are one, or one of them stands above the other."""
        return other in self.lineage(kind, id) or id in self.lineage(kind, other)

    def lineage(self, kind: str, id: str) -> tuple[str, ...]:
        """A term's id and those of all broader ones, each once."""
        return self._lineages.get((kind, id), (id,))

    @cached_property
    def _lineages(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {(term.kind, term.id): tuple(self._above(term)) for term in self}

    def _above(self, term: Term) -> dict[str, None]:
        found, queue = {term.id: None}, [*term.broader]
        while queue:
            id = queue.pop(0)
            broader = None if id in found else self.get(term.kind, id)
            queue += broader.broader if broader else ()
            found[id] = None
        return found

    def below(self, kind: str, ids: Iterable[str]) -> frozenset[str]:
        """The ids of terms and of all that stand below them."""
        return frozenset(ids).union(*(self._below.get((kind, id), ()) for id in ids))

    @cached_property
    def _below(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for term in self:
            for id in self.lineage(term.kind, term.id):
                found.setdefault((term.kind, id), []).append(term.id)
        return found

    @cached_property
    def lexicons(self) -> dict[str, Lexicon]:
        """What finds agents and diagnoses in texts; Chinese may name one in English."""
        terms = [term for term in self if term.kind in COMPARED and not term.everyday]
        return {
            language: Lexicon(
                (name, (term.kind, term.id))
                for term in terms
                for name in (term.all_names if language == "zh" else term.english_names)
            )
            for language in ("zh", "en")
        }

    @cached_property
    def abbreviations(self) -> dict[str, Term]:
        """Terms by their abbreviation, without abbreviations that two terms share."""
        named: dict[str, list[Term]] = {}
        for term in self:
            named.setdefault(term.abbreviation, []).append(term)
        return {word: terms[0] for word, terms in named.items() if word and len(terms) == 1}

    @cached_property
    def classes(self) -> dict[str, Term]:
        """Agent classes by id."""
        terms = self.terms.get("terms", {}).items()
        return {id: term for id, term in terms if term.get("kind") == "agent-class"}


def gather(records: Mapping[str, Record]) -> Vocabulary:
    """The vocabulary of its files, given as records by kind."""
    return Vocabulary({kind: _terms(kind, record) for kind, record in records.items()}, records)


def _terms(kind: str, record: Record) -> dict[str, Term]:
    return {
        id: Term(kind, id, data, record.key_place(id))
        for id, data in record.data.items()
        if isinstance(data, dict)
    }


class Lexicon:
    """The terms of some names, given as names with the id of their term. Capitals make no
    difference, an English name may bear a plural s, and a blank in it be a hyphen."""

    def __init__(self, names: Iterable[tuple[str, TermId]]) -> None:
        self._ids: dict[str, TermId] = {}
        for name, id in names:
            for form in _forms(" ".join(name.lower().split())):
                self._ids.setdefault(form, id)
        self._words = Wordlist(self._ids)

    def named(self, text: str) -> Counter[TermId]:
        """The ids of the terms that a text names, each as often as it does."""
        return Counter(self._ids[word] for _, word in self._words.find(text.lower()))


def _forms(name: str) -> Iterable[str]:
    if len(name) < SHORTEST:
        return
    for form in dict.fromkeys((name, name.replace("-", " "), name.replace(" ", "-"))):
        yield form
        if name.isascii() and name[-1].isalpha():
            yield f"{form}s"
