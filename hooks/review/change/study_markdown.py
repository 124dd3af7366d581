"""The parts of a study that came or went, and where figures come from, as lines of the Markdown
comment."""

from __future__ import annotations

from collections.abc import Iterator

from review.change.row_names import bilingual
from review.change.value_words import located
from review.edition.found_change import Origin, Part, Publication, Value
from review.markup.code_span import NONE, both, code, literal, places
from review.markup.language import in_both
from review.problem import Text


def part(content: Part) -> Iterator[str]:
    """A part in as few lines as its parts have: what it is, its values, where they were seen."""
    text = f": {literal(content.values[0].text)}" if content.kind == "text" else ""
    place = places(content.place, None)
    kind = both(bilingual("diff", "part", content.kind))
    yield f"  - **{kind}** {literal(content.name)} · {place}{text}"
    if content.values and content.kind != "text":
        yield f"    - {literal(_values(content.values))}"
    if content.origin is not None:
        yield f"    - {origins(content.origin, content.origin)}"


def origins(old: Origin | None, new: Origin | None) -> str:
    """Source, how it was seen, place in it, report; ``old → new`` where one of them changed."""
    pairs = zip(_origin(old or new or Origin()), _origin(new or old or Origin()))
    texts = (
        before if before == after else f"{before or both(NONE)} → {after or both(NONE)}"
        for before, after in pairs
    )
    return f"{both(bilingual('provenance'))}: " + " · ".join(filter(None, texts))


def _origin(origin: Origin) -> tuple[str, str, str, str]:
    """Publications, how it was seen, place and report of an origin; empty where there is none."""
    seen = literal(bilingual("seen", origin.seen)) if origin.seen else ""
    locator = literal(located(origin.locator)) if origin.locator else ""
    report = _joined(origin.name or origin.report, origin.url) if origin.report else ""
    return ", ".join(map(_publication, origin.publications)), seen, locator, report


def _publication(publication: Publication) -> str:
    doi = publication.doi and f"doi:{publication.doi}"
    pmid = publication.pmid and f"PMID {publication.pmid}"
    return _joined(publication.key, doi, pmid)


def _joined(*words: str | None) -> str:
    """Words that exist, as one span of code."""
    return code(" ".join(filter(None, words)))


def _values(values: tuple[Value, ...]) -> Text:
    """``name: text; name: text`` in both languages."""
    return in_both(
        lambda language: language.semicolon.join(
            language.half(value.name) + language.colon + language.half(value.text)
            for value in values
        )
    )
