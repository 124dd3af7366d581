"""What a built site says of itself in its ``status.json``: the bundle tells the version of the site
in it, not that of the sources beside it."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass
from pathlib import Path

from review.messages import refusal
from review.problem import Text

UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
DIRTY = "-dirty"


@dataclass(frozen=True)
class Imprint:
    """Title, version (a tag or commit, empty where git did not know it), day of the build, and
    address of the site (empty where it is not known)."""

    title: Text
    version: str
    built: datetime.date
    url: str = ""

    @property
    def name(self) -> str:
        """Name of files and of the folder inside: ``review-`` and the version, or the day where
        there is none; ASCII letters, digits, ``.``, ``_`` and ``-``."""
        return "review-" + (UNSAFE.sub("-", self.version) or self.built.isoformat())

    @property
    def changed(self) -> bool:
        """Whether sources had been changed since the commit."""
        return self.version.endswith(DIRTY)


def imprint(status: bytes, file: Path) -> Imprint:
    """What a ``status.json`` says. Raises Refusal, which names the file, for another form."""
    try:
        data = json.loads(status)
        title = Text(str(data["review"]["zh"]), str(data["review"]["en"]))
        return Imprint(
            title,
            str(data["commit"] or ""),
            datetime.date.fromisoformat(data["built"]),
            str(data["url"] or ""),
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        raise refusal("bundle/damaged", file=file) from None
