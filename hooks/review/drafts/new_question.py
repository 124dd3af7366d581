"""A new clinical question. Required fields are commented lines: the check names each of them until
it is filled in."""

from __future__ import annotations

from review.evidence.corpus import Corpus
from review.sources.schema import load

STEP = 10  # between the ranks of two questions, so that one can come between
DRAFT = """\
# yaml-language-server: $schema=../../hooks/schema/question.schema.json
id: {id}
section: {section}
rank: {rank}
# key: true  # {key}
# asked:  # {asked}
#   zh: …
#   en: …
# also: {{zh: [], en: []}}  # {also}
# population:
#   diagnoses: [ID]
#   setting: …  # {setting}
#   lines: […]  # {lines}
#   description: {{zh: …, en: …}}
# intervention:
#   description: {{zh: …, en: …}}
#   agents: [ID]
# comparator:
#   description: {{zh: …, en: …}}
#   agents: [ID]
# practice:
#   standing: …  # {standing}
#   sources: [KEY]
# answer:  # {answer}
#   zh: …
#   en: …
# unknown: {{zh: …, en: …}}  # {unknown}
# outcomes:
#   - endpoint: ID
#     importance: critical  # {importance}
#     evidence: [TRIAL#ROW.between]
#     synthesis: single  # {synthesis}
#     baseline: {{from: TRIAL#ROW.ARM, share: event-free}}
#     finding: {{zh: …, en: …}}
#     certainty:
#       level: …  # high, moderate, low, very-low
#       risk-of-bias: {{rating: serious, reason: {{zh: …, en: …}}}}
#   - label: {{zh: …, en: …}}  # 危害 / a harm
#     harm: true
#     importance: important
#     synthesis: none
# judged: {{on: YYYY-MM-DD, by: [editors]}}
"""
LISTED = ("setting", "lines", "standing", "importance", "synthesis")


def new_question(id: str, section: str, corpus: Corpus) -> str:
    """The text of ``docs/questions/ID.yml``, last in its section."""
    ranks = [question.rank for question in corpus.questions.values() if question.section == section]
    properties = load("question")["properties"]
    about = {
        name: properties[name]["description"]
        for name in ("key", "asked", "also", "answer", "unknown")
    }
    words = {name: ", ".join(_words(name)) for name in LISTED}
    return DRAFT.format(id=id, section=section, rank=max(ranks, default=0) + STEP, **about, **words)


def _words(name: str) -> list[str]:
    """The values that the schema lists for a field."""
    schema = load("question")
    blocks = (
        *(block.get("properties", {}) for block in schema["properties"].values()),
        schema["$defs"]["outcome"]["properties"],
    )
    field = next(block[name] for block in blocks if name in block)
    return [str(word) for word in field.get("enum") or field["items"]["enum"]]
