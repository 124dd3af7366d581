"""A new clinical question; required fields are commented, and named by the check till filled."""

from __future__ import annotations

from review.evidence.corpus import Corpus
from review.markup.templates import render
from review.sources.schema import load

STEP = 10  # between the ranks of two questions, so that one can come between
LISTED = ("setting", "lines", "standing", "importance", "synthesis")


def new_question(id: str, section: str, corpus: Corpus) -> str:
    """The text of ``docs/questions/ID.yml``, last in its section."""
    ranks = [question.rank for question in corpus.questions.values() if question.section == section]
    properties = load("question")["properties"]
    descriptions = {
        name: properties[name]["description"]
        for name in ("key", "asked", "also", "answer", "unknown")
    }
    words = {name: ", ".join(_words(name)) for name in LISTED}
    rank = max(ranks, default=0) + STEP
    return render("new/question.yml.j2", id=id, section=section, rank=rank, **descriptions, **words)


def _words(name: str) -> list[str]:
    """The values that the schema lists for a field."""
    schema = load("question")
    blocks = (
        *(block.get("properties", {}) for block in schema["properties"].values()),
        schema["$defs"]["outcome"]["properties"],
    )
    field = next(block[name] for block in blocks if name in block)
    return [str(word) for word in field.get("enum") or field["items"]["enum"]]
