"""A woven page: Markdown of one rendition, and what is needed to build and check it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

RENDITIONS = ("zh", "en", "zh-en")


@dataclass(frozen=True)
class Page:
    """One page of one rendition.

    ``uri`` is the path of its Markdown, as ``zh/review/surveillance.md``; ``source`` the file a
    reader would edit. In ``markdown`` the n-th citation stands as ``[#n @a; @b]`` (n from 1), so
    that whoever resolves it knows which use it is; ``citations`` holds the keys of each use. The
    reference list is already part of the Markdown. ``twins`` gives the uri of the same page in the
    other renditions; ``digest`` is the same for the same page only."""

    uri: str
    rendition: str
    kind: str
    title: str
    description: str
    markdown: str = field(repr=False)
    source: str | None = None
    citations: tuple[tuple[str, ...], ...] = ()
    twins: Mapping[str, str] = field(default_factory=dict)
    digest: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        content = f"{self!r}{self.markdown}".encode(errors="surrogatepass")
        object.__setattr__(self, "digest", hashlib.sha256(content).hexdigest())

    @property
    def language(self) -> str:
        """Language of the interface: that of the rendition, Chinese for the parallel one."""
        return "en" if self.rendition == "en" else "zh"
