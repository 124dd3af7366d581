"""What an issue form says of a trial, read against the schema, the vocabulary and the bibliography.
What fits none of them is no value."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from review.drafts.publication import identifier
from review.drafts.issue_form import Answers, Question
from review.evidence.corpus import Corpus
from review.markup.labels import word
from review.markup.scalar import clean
from review.problem import Text
from review.sources.schema import load

QUESTIONS = (
    Question("acronym", Text("试验简称", "Acronym or short name")),
    Question("title-zh", Text("中文题名", "Title in Chinese")),
    Question("title-en", Text("英文题名", "Title in English")),
    Question("registries", Text("注册号", "Registration numbers")),
    Question("status", Text("结局", "Outcome")),
    Question("kind", Text("研究类型", "Kind of study")),
    Question("phase", Text("试验分期", "Phase")),
    Question("diagnoses", Text("诊断", "Diagnoses")),
    Question("setting", Text("疾病阶段", "Setting")),
    Question("population", Text("入选人群", "Who was eligible")),
    Question("enrolled", Text("入组例数", "Patients enrolled")),
    Question("arms", Text("各组", "Arms")),
    Question("source", Text("文献（DOI、PMID 或键）", "Publication (DOI, PMID or key)")),
    Question("results", Text("结果", "Results")),
    Question("notes", Text("其他说明", "Anything else")),
)


@dataclass(frozen=True)
class Draft:
    """The answers about one trial, read against the review's vocabulary and bibliography."""

    answers: Answers
    corpus: Corpus

    def plain(self, id: str) -> str:
        return clean(self.answers.get(id, ""))

    def choice(self, id: str, *path: str) -> str | None:
        """The answer as one of the values the schema allows: by its id, or by its name on the
        pages."""
        said = self.plain(id).casefold()
        for value in (str(each) for each in field_schema(*path).get("enum", ())):
            names = {word(language, path[-1], value).casefold() for language in ("zh", "en")} | {
                value.casefold()
            }
            if said in names or re.match(rf"{re.escape(value)}(?![\w/-])", said, re.IGNORECASE):
                return value
        return None

    def registries(self) -> list[str]:
        pattern = field_schema("registries")["items"]["pattern"].strip("^$")
        return list(
            dict.fromkeys(
                match[0]
                for match in re.finditer(rf"(?<![\w-]){pattern}(?![\w-])", self.plain("registries"))
            )
        )

    def terms(self, kind: str, text: str) -> list[str]:
        """Ids of the terms a text names, parted by commas or lines; none if one of them is
        unknown."""
        names = {
            name.casefold(): term.id
            for term in self.corpus.vocabulary.terms.get(kind, {}).values()
            for name in (term.id, *term.all_names)
        }
        said = [each for each in re.split(r"\s*[,，、;；+\n]\s*", text.strip()) if each]
        found = [names.get(each.casefold()) for each in said]
        return list(dict.fromkeys(id for id in found if id)) if all(found) else []

    def source(self) -> str | None:
        """Key of the reference the answer names by key, DOI or PMID."""
        said = self.plain("source").casefold()
        doi = identifier("doi", said)
        for each in self.corpus.bibliography.entries.values():
            if (
                said in {each.key.casefold(), each.pmid} - {""}
                or doi
                and doi == each.doi.casefold()
            ):
                return each.key
        return None

    def number(self, id: str) -> int | None:
        said = self.plain(id)
        return int(said) if re.fullmatch(r"[0-9]{1,7}", said) else None


def field_schema(*path: str) -> Mapping[str, Any]:
    """The part of the schema that describes a field."""
    part: Mapping[str, Any] = load("trial")
    for step in path:
        part = part.get("properties", {}).get(step, {})
    return part
