"""Names of files that unpack alike everywhere (Microsoft: Naming Files, Paths, and Namespaces)."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable

from review.messages import refusal
from review.refusal import Refusal

LONGEST = 150  # of the 259 characters of a Windows path, the rest is the reader's own folder
SAFE = re.compile(r"[A-Za-z0-9._+@ -]*[A-Za-z0-9_+@-]")
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def refusals(paths: Iterable[str]) -> list[Refusal]:
    """What is wrong with the paths within a bundle."""
    names = sorted(paths)
    spellings = collections.Counter(path.lower() for path in names)
    return [
        *(refusal("bundle/unsafe-name", at=path) for path in names if not _safe(path)),
        *(
            refusal("bundle/long-name", at=path, most=LONGEST)
            for path in names
            if len(path) > LONGEST
        ),
        *(refusal("bundle/double-name", at=path) for path in names if spellings[path.lower()] > 1),
    ]


def _safe(path: str) -> bool:
    parts = path.split("/")
    return all(SAFE.fullmatch(part) and not RESERVED.fullmatch(part) for part in parts)
