"""What a review says of itself in ``docs/review.yml``: its title, its pages and their order, where
it lives; for an address the surroundings of a build come first."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from review.evidence.fields import Field, bilingual, day, items, mapping, word
from review.problem import Text
from review.sources.record import Record

PERCENT = re.compile(r"[0-9]{1,3}(?:\.[0-9]{1,6})?")
# the check refuses these characters; a preview shows the review all the same, and not every
# template of a theme escapes
HARMLESS = str.maketrans('<>"`[]{}|\\\n', "‹›”’()()// ")
ADDRESS = re.compile(r"https?://[^\s<>\"'()|`\\]+|(?:urn:uuid:)?[A-Za-z0-9 ._/+-]*")
WEB_ADDRESS = re.compile(r"https?://[^\s<>\"'()|]+")
PUBLISHED = re.compile(r"(?:[A-Za-z0-9_-]+/)*[A-Za-z0-9_-]+\.html(?:#[A-Za-z0-9._-]+)?")
OWNER_AND_NAME = re.compile(r"[\w.-]+/[\w.-]+")

# fields of ``living`` whose values are {zh, en}
LIVING = (
    *("justification", "sources", "schedule", "steps", "triggers", "retirement", "methods"),
    *("roles", "limits"),
)


def _harmless(value: object) -> Text:
    text = bilingual(value) or Text("", "")
    return Text(text.zh.translate(HARMLESS), text.en.translate(HARMLESS))


@dataclass(frozen=True)
class Settings:
    """What docs/review.yml says; ``pages`` in the order of the navigation, home first."""

    record: Record | None = field(repr=False, default=None)

    def get(self, *path: str) -> Any:
        """The value of a field, or None."""
        return self.record.get(*path) if self.record else None

    def text(self, *path: str) -> Text:
        """The ``{zh, en}`` text at ``path``; empty where there is none."""
        return _harmless(self.get(*path))

    title, description = Field(_harmless, "title"), Field(_harmless, "description")
    # how pages name the article the review grew from
    predecessor = Field(_harmless, "predecessor")
    # the last day of the first edition: changes are told from the day after
    first_edition = Field(day, "living", "first-edition")

    @property
    def pages(self) -> list[str]:
        """Paths of the pages in the order of the navigation."""
        return [f"docs/{page}" for page in items(self.get("pages")) if isinstance(page, str)]

    @property
    def bound(self) -> Decimal | None:
        """The least share, in percent, of the pages' result figures that are bound to data; None
        where none is asked for (table-value speaks of a wrong one)."""
        value = word(self.get("bound"))
        return Decimal(value) if PERCENT.fullmatch(value) and Decimal(value) <= 100 else None

    @property
    def moved(self) -> dict[str, str]:
        """Present addresses by those that were published once."""
        return {
            old: new
            for old, new in mapping(self.get("moved")).items()
            if isinstance(new, str) and PUBLISHED.fullmatch(old) and PUBLISHED.fullmatch(new)
        }

    def address(self, name: str) -> str:
        """``url``, ``repository``, ``edit``, ``licence`` or ``id``; empty where there is none."""
        value = self.get(name)
        return value if isinstance(value, str) and ADDRESS.fullmatch(value) else ""

    @property
    def data(self) -> Mapping[str, Any]:
        """All settings as plain values."""
        return self.record.data if self.record else {}


def repository(settings: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """Address of the repository without a slash at its end; empty where nobody knows it.

    REVIEW_REPOSITORY is an address; GITHUB_REPOSITORY is ``owner/name``, as Actions set it, on the
    server GITHUB_SERVER_URL."""
    name = environment.get("GITHUB_REPOSITORY", "")
    server = environment.get("GITHUB_SERVER_URL") or "https://github.com"
    github = f"{server}/{name}" if OWNER_AND_NAME.fullmatch(name) else ""
    found = (
        environment.get("REVIEW_REPOSITORY") or github or settings.address("repository")
    ).rstrip("/")
    return found if WEB_ADDRESS.fullmatch(found) else ""


def site(settings: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """Address of the site without a last slash: REVIEW_URL, else ``url``; empty if unknown."""
    found = (environment.get("REVIEW_URL") or settings.address("url")).rstrip("/")
    return found if WEB_ADDRESS.fullmatch(found) else ""
