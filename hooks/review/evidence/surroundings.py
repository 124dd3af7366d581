"""Where the sources live, as the surroundings of a build tell it; what a review says of itself in
docs/review.yml comes second."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping

from review.evidence.settings import Settings

ADDRESS = re.compile(r"https?://[^\s<>\"'()|]+")
NAME = re.compile(r"[\w.-]+/[\w.-]+")


def repository(settings: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """Address of the repository without a slash at its end; empty where nobody knows it.

    REVIEW_REPOSITORY is an address; GITHUB_REPOSITORY is ``owner/name``, as Actions set it, on the
    server GITHUB_SERVER_URL."""
    name = environment.get("GITHUB_REPOSITORY", "")
    server = environment.get("GITHUB_SERVER_URL") or "https://github.com"
    github = f"{server}/{name}" if NAME.fullmatch(name) else ""
    found = (
        environment.get("REVIEW_REPOSITORY") or github or settings.address("repository")
    ).rstrip("/")
    return found if ADDRESS.fullmatch(found) else ""


def site(settings: Settings, environment: Mapping[str, str] = os.environ) -> str:
    """Address of the site without a slash at its end: REVIEW_URL, else ``url`` of the settings;
    empty where nobody knows it."""
    found = (environment.get("REVIEW_URL") or settings.address("url")).rstrip("/")
    return found if ADDRESS.fullmatch(found) else ""
