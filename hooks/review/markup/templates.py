"""Layout: the Jinja2 templates of ``hooks/templates``, whose variables are escaped."""

from __future__ import annotations

import re
from functools import cache
from xml.sax.saxutils import escape, quoteattr

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from review.markup import table
from review.markup.escape import attribute, literal
from review.markup.labels import TEMPLATES

UNSEEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
GAP = re.compile(r"\n{3,}")


def render(template: str, /, **values: object) -> str:
    """The template filled in, without runs of empty lines."""
    return GAP.sub("\n\n", _template(template).render(**values)).strip() + "\n"


def _xml(text: str) -> str:
    """Text in XML 1.0, without the characters that have no place there."""
    return escape(UNSEEN.sub("", text))


@cache
def _template(name: str) -> Template:
    return environment().get_template(name)


@cache
def environment() -> Environment:
    """What reads the templates, all of them alike."""
    # no autoescape: the output is Markdown, where escaping for HTML would show; {# begins an anchor
    # there, so comments are {/* … */}
    found = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        comment_start_string="{/*",
        comment_end_string="*/}",
    )
    found.filters.update(attribute=attribute, literal=literal, xml=_xml, quoted=quoteattr)
    found.globals.update(table=table.table)
    return found
