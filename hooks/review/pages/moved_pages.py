"""Pages that lead on from an old address: that of a diagnosis whose page is a section now."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from review.edition.edition import Edition
from review.edition.view import relative
from review.markup.content_policy import guarded
from review.markup.language import Language

TEMPLATES = Path(__file__).parents[2] / "templates"


def files(edition: Edition) -> dict[str, str]:
    """HTML by path within the site; each leads to its new page and keeps the place on it."""
    template = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template(
        "moved.html.j2"
    )
    made = {}
    for id in edition.disease_sections:
        for language in Language:
            old = f"{language}/diagnoses/{id}.html"
            page = edition.term_page("diagnoses", id).removesuffix(".md")
            new = relative(f"{language}/{page}.html", old)
            name = language.pick(edition.corpus.vocabulary.name("diagnoses", id))
            words = language.word("disease", "moved", name=name)
            html = template.render(language=language.tag, words=words, new=new)
            made[old] = guarded(html)
    return made
