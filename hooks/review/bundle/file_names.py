"""Names of files that unpack alike everywhere, on a Chinese Windows as well (Microsoft: Naming
Files, Paths, and Namespaces)."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable

from review.refusal import Refusal

LONGEST = 150  # of the 259 characters of a Windows path, the rest is the reader's own folder
SAFE = re.compile(r"[A-Za-z0-9._+@ -]*[A-Za-z0-9_+@-]")
UNSAFE = (
    "文件名在 Windows 上不能用；请只用 ASCII 字母、数字、点和连字符",
    "this name cannot be used on Windows; use ASCII letters, digits, dots and hyphens",
)
TOO_LONG = (
    f"路径超过 {LONGEST} 个字符；请缩短标识",
    f"the path is longer than {LONGEST} characters; shorten the id",
)
TWICE = ("另有只差大小写的文件名；请改名", "another name differs from it in case only; rename one")
RESERVED = re.compile(r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def awkward(paths: Iterable[str]) -> list[Refusal]:
    """What is wrong with the paths within a bundle."""
    listed = sorted(paths)
    spellings = collections.Counter(path.lower() for path in listed)
    return [
        *(Refusal(*UNSAFE, path) for path in listed if not all(map(_safe, path.split("/")))),
        *(Refusal(*TOO_LONG, path) for path in listed if len(path) > LONGEST),
        *(Refusal(*TWICE, path) for path in listed if spellings[path.lower()] > 1),
    ]


def _safe(part: str) -> bool:
    return bool(SAFE.fullmatch(part)) and not RESERVED.fullmatch(part)
