"""What an issue form says of a trial, read against the schema, the vocabulary and the bibliography.
What fits none of them is no value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from review.drafts.identifiers import identifier
from review.drafts.issue_form import Answers, Question
from review.evidence.corpus import Corpus
from review.markup.labels import word
from review.markup.scalar import clean
from review.problem import Text
from review.sources.declared import declared
from review.sources.prose import LANGUAGES
from review.sources.schema import load

SEPARATOR = re.compile(r"\s*[,，、;；+\n]\s*")  # between the names in an answer

QUESTIONS = tuple(
    Question(id, Text(**label)) for id, label in declared("schema/trial_form").items()
)


@dataclass(frozen=True)
class TrialAnswers:
    """The answers about one trial, read against the review's vocabulary and bibliography."""

    answers: Answers
    corpus: Corpus

    def plain(self, id: str) -> str:
        """The answer on one line; empty where there is none."""
        return clean(self.answers.get(id, ""))

    def choice(self, id: str, *path: str) -> str | None:
        """The answer as a value the schema allows at ``path``, by its id or name on pages."""
        answer = self.plain(id).casefold()
        for value in map(str, field_schema(*path).get("enum", ())):
            names = [word(language, path[-1], value).casefold() for language in LANGUAGES]
            match = re.match(rf"{re.escape(value)}(?![\w/-])", answer, re.IGNORECASE)
            if match or answer in (value.casefold(), *names):
                return value
        return None

    def registries(self) -> list[str]:
        """The registration numbers in the answer, a number once."""
        pattern = field_schema("registries")["items"]["pattern"].strip("^$")
        numbers = re.finditer(rf"(?<![\w-]){pattern}(?![\w-])", self.plain("registries"))
        return list(dict.fromkeys(number[0] for number in numbers))

    def terms(self, kind: str, text: str) -> list[str]:
        """Ids of the terms a text names, parted by commas or lines; none if one is unknown."""
        ids = self._ids(kind)
        names = [name for name in SEPARATOR.split(text.strip()) if name]
        found = [ids[name.casefold()] for name in names if name.casefold() in ids]
        return list(dict.fromkeys(found)) if len(found) == len(names) else []

    def _ids(self, kind: str) -> dict[str, str]:
        """Ids of the terms of a kind, by every name they have."""
        return {
            name.casefold(): term.id
            for term in self.corpus.vocabulary.terms.get(kind, {}).values()
            for name in (term.id, *term.all_names)
        }

    def source(self) -> str | None:
        """Key of the reference the answer names by key, DOI or PMID."""
        answer = self.plain("source").casefold()
        doi = identifier("doi", answer)
        for reference in self.corpus.bibliography.entries.values():
            names = {reference.key.casefold(), reference.pmid} - {""}
            if answer in names or (doi and doi == reference.doi.casefold()):
                return str(reference.key)
        return None

    def number(self, id: str) -> int | None:
        """The answer as a count; None where it is none."""
        answer = self.plain(id)
        return int(answer) if re.fullmatch(r"[0-9]{1,7}", answer) else None


def field_schema(*path: str) -> Mapping[str, Any]:
    """The part of the schema that describes a field."""
    part: Mapping[str, Any] = load("trial")
    for step in path:
        part = part.get("properties", {}).get(step, {})
    return part
