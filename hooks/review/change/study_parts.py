"""The parts of a study that came or went, and where figures come from, as lines of the Markdown
comment."""

from __future__ import annotations

from collections.abc import Iterator

from review.change.row_names import bilingual
from review.change.value_words import located
from review.edition.change import Origin, Part, Value
from review.markup.code_span import NONE, both, code, literal, places
from review.problem import Text

PARTS = {
    "study": Text("研究", "study"),
    "text": Text("文字", "text"),
    "arm": Text("组别", "arm"),
    "result": Text("结果", "result"),
    "harm": Text("不良事件", "harm"),
    "fact": Text("其他数据", "other figure"),
}
COLONS, SEMICOLONS = ("：", ": "), ("；", "; ")


def part(told: Part) -> Iterator[str]:
    """A part in as few lines as its parts have: what it is, its values, where they were seen."""
    yield f"  - **{both(PARTS[told.kind])}** {literal(told.name)} · {places(told.place, None)}" + (
        f": {literal(told.values[0].text)}" if told.kind == "text" else ""
    )
    if told.values and told.kind != "text":
        yield f"    - {literal(_values(told.values))}"
    if told.origin is not None:
        yield f"    - {origins(told.origin, told.origin)}"


def origins(old: Origin | None, new: Origin | None) -> str:
    """Source, how it was seen, place in it, report; ``old → new`` where one of them changed."""
    pairs = zip(_origin(old or new or Origin()), _origin(new or old or Origin()))
    shown = (
        one if one == other else f"{one or both(NONE)} → {other or both(NONE)}"
        for one, other in pairs
    )
    return f"{both(bilingual('provenance'))}: " + " · ".join(filter(None, shown))


def _origin(origin: Origin) -> tuple[str, str, str, str]:
    publications = ", ".join(
        code(
            " ".join(
                filter(
                    None,
                    (each.key, each.doi and f"doi:{each.doi}", each.pmid and f"PMID {each.pmid}"),
                )
            )
        )
        for each in origin.publications
    )
    seen = literal(bilingual("seen", origin.seen)) if origin.seen else ""
    report = (
        code(" ".join(filter(None, (origin.name or origin.report, origin.url))))
        if origin.report
        else ""
    )
    return publications, seen, literal(located(origin.locator)) if origin.locator else "", report


def _values(values: tuple[Value, ...]) -> Text:
    said = (
        [
            f"{name}{colon}{text}"
            for name, text in ((each.name[side], each.text[side]) for each in values)
        ]
        for side, colon in enumerate(COLONS)
    )
    return Text(*(semicolon.join(each) for semicolon, each in zip(SEMICOLONS, said)))
