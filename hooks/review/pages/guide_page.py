"""The guide: every rule with a good and a bad example, and the fields of tables."""

from __future__ import annotations

from functools import partial

from review.edition.page import Page
from review.edition.view import View
from review.markup.escape import attribute, literal
from review.markup.table import anchor, lines, table
from review.pages.page_finish import generated, in_both
from review.rules.guide import PAGE, Entry, groups
from review.sources.schema import KEYED, LISTED, Field, fields


@in_both(PAGE)
def guide(view: View) -> Page:
    """The guide."""
    fields = partial(_fields, view=view)
    return generated(view, "guide", fields=fields, groups=groups(), snippet=_snippet)


def _fields(schema: str, view: View) -> str:
    header = [view.word("guide", name) for name in ("field", "meaning", "required", "example")]
    prefix = "field" if schema == "trial" else f"{schema}-field"
    return table(header, [_row(field, prefix, view) for field in fields(schema)])


def _row(field: Field, prefix: str, view: View) -> list[str]:
    # a field called "results" must not take the place of a heading of that name
    id = field.path.replace(KEYED, "id").replace(LISTED, "").replace(".", "-")
    name = anchor(f"{prefix}-{id}") + _code(field.path)
    words = view.listed([_code(word) for word in field.words])
    return [
        name,
        lines(literal(view.pick(field.about)), words),
        view.word("yes") if field.required else "",
        _code(field.example) if field.example else "",
    ]


def _code(text: str) -> str:
    return f"<code>{attribute(text)}</code>"


def _snippet(entry: Entry, field: str, view: View) -> str:
    """An example as it is typed; where it is no text of a file, in words."""
    text = view.pick(getattr(entry, field))
    if not entry.file:
        return literal(text)
    # entities, not a fence: no citation, mark or tag of an example may be taken for one of the page
    return "<pre><code>" + "\n".join(map(attribute, text.split("\n"))) + "\n</code></pre>"
