"""What every page says of the whole: by whom, where it lives, under which licence, in which
version, and when a page was last reviewed."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import yaml

from review.edition.page import Page
from review.evidence.corpus import Corpus
from review.pages.currency import currency
from review.problem import Text
from review.sources.record import LOADER

CITATION_FILE = "CITATION.cff"
LICENCE = re.compile(r"CC (?P<kind>BY(?:-(?:NC|SA|ND))*) (?P<version>[0-9]\.[0-9])")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class Author:
    """A person, or a group whose name is ``family`` alone."""

    family: str
    given: str = ""

    @property
    def name(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True)
class Colophon:
    """A review as it is published on the day ``today``. ``base`` is the address of the site with a
    slash at its end, empty where it is not known."""

    corpus: Corpus = field(repr=False)
    today: datetime.date
    base: str = ""
    version: str = ""

    @property
    def title(self) -> Text:
        return self.corpus.settings.title

    def site(self, language: str) -> str:
        """Title of the review in one language."""
        return self.title.en if language == "en" else self.title.zh

    @property
    def licence(self) -> str:
        """The licence as the settings name it."""
        return self.corpus.settings.address("licence")

    @property
    def licence_address(self) -> str:
        """Where a Creative Commons licence can be read; empty for any other."""
        found = LICENCE.fullmatch(self.licence)
        if found is None:
            return ""
        return f"https://creativecommons.org/licenses/{found['kind'].lower()}/{found['version']}/"

    @cached_property
    def authors(self) -> tuple[Author, ...]:
        """Authors as CITATION.cff names them; none where it cannot be read."""
        if not self.corpus.is_file(CITATION_FILE):  # none, or a pipe, which would keep us waiting
            return ()
        try:
            text = (self.corpus.root / CITATION_FILE).read_text(encoding="utf-8")
            data = yaml.load(text, Loader=LOADER)
        except (OSError, ValueError, yaml.YAMLError):
            return ()
        people = data.get("authors") if isinstance(data, dict) else None
        entries = people if isinstance(people, list) else []
        authors = (_author(entry) for entry in entries if isinstance(entry, dict))
        return tuple(author for author in authors if author.family)

    def address(self, uri: str) -> str:
        """Address of a page or file of the site; empty where the site's is not known."""
        return self.base + re.sub(r"\.md\Z", ".html", uri) if self.base else ""

    def reviewed(self, page: Page) -> str:
        """The day a page was last reviewed, as YYYY-MM-DD; empty where nothing says so."""
        day = None
        if section := self.corpus.sections.get(page.source or ""):
            day = section.metadata.get("reviewed")
        elif trial := self.corpus.trial_at(page.source or ""):
            day = trial.get("checked", "on")
        return str(day) if DAY.fullmatch(str(day)) else ""

    def currency(self, page: Page) -> dict[str, str]:
        """When a section was last searched and looked up, when its review is due, and whether it
        is ``current``, ``overdue`` or ``retired``; empty for any other page."""
        section = self.corpus.sections.get(page.source or "") if page.kind == "section" else None
        if section is None:
            return {}
        dates = currency(section, self.corpus)
        status = dates.status(self.today)
        days = {
            "searched": dates.searched,
            "looked_up": dates.looked,
            "due": dates.due if status != "retired" else None,
            "retired": dates.retired,
        }
        return {name: day.isoformat() for name, day in days.items() if day} | {"status": status}


def _author(entry: dict[str, Any]) -> Author:
    family, given, name = (
        " ".join(str(entry.get(field) or "").split())
        for field in ("family-names", "given-names", "name")
    )
    return Author(family, given) if family else Author(name)
