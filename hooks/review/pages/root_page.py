"""The root page sends a reader to a rendition by language, or offers all without scripts."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from review.evidence.settings import Settings
from review.markup.content_policy import guarded

TEMPLATES = Path(__file__).parents[2] / "templates"


def root_page(settings: Settings) -> str:
    """HTML of ``index.html``."""
    template = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True).get_template(
        "root.html.j2"
    )
    return guarded(template.render(title=settings.title, description=settings.description))
