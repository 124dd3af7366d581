"""Pictures of a review: which files of ``docs/assets`` are published, and whether their content is
what their name says.

Only kinds that cannot carry a program are taken: PNG, JPEG, WebP. A drawing (SVG) can, so it is
known by its name and refused."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from review.messages import text
from review.problem import Text
from review.sources import picture_parts
from review.sources.source import NAME

FOLDER = "docs/assets"
# what hosts take for an order to themselves, and what systems leave lying about
HOST = frozenset({"_headers", "_redirects", "_worker.js", "_routes.json"})
LITTER = frozenset({".gitkeep", ".DS_Store"})
LARGEST = 3_000_000  # bytes; the network of a ward is slow
MOST_PIXELS = 50_000_000  # a page of A4 at 600 dpi has 35 million; a browser unpacks them all
SIGNATURES = {
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".webp": rb"RIFF....WEBP",
}
DRAWING = ".svg"
SUFFIXES = (*SIGNATURES, DRAWING)
# folders of the built site that hold what the theme needs
THEME = ("images", "javascripts", "stylesheets")


def files(root: Path, folder: str = "docs") -> Iterator[str]:
    """Paths of every file and symbolic link below ``folder``, in order; drafts (``_name``) left
    out, and hidden ones unless they lie among the pictures. No link is followed."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError:
        return  # no folder, or none that may be read
    for entry in entries:
        if not _aside(entry.name, folder):
            path = f"{folder}/{entry.name}"
            yield from files(root, path) if entry.is_dir(follow_symlinks=False) else [path]


def _aside(name: str, folder: str) -> bool:
    """Whether a file or folder is nobody's concern: a draft, or a hidden one. An order to a host
    is, wherever it lies, and so is whatever hides among the files that are published."""
    if name in HOST or name.startswith(".ht"):
        return False
    published = folder == FOLDER or folder.startswith(f"{FOLDER}/")
    return name.startswith("_") or name in LITTER or (name.startswith(".") and not published)


def named(path: str) -> bool:
    """Whether a path is one of a picture: below ``docs/assets`` but in no folder of the theme, of a
    known kind, with a name that an address can hold."""
    parts = path.removeprefix(f"{FOLDER}/").split("/")
    return (
        path.startswith(f"{FOLDER}/")
        and path.endswith(SUFFIXES)
        and parts[0] not in THEME
        and all(map(NAME.match, parts))
    )


def fault(file: Path) -> Text | None:
    """What is wrong with the content of a picture; None where nothing is."""
    if file.suffix == DRAWING:
        return text("picture-fault/drawing", "found")
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        return text("picture-fault/unreadable", "found", reason=error.strerror)
    if size > LARGEST:
        return text("picture-fault/large", "found", size=f"{size / 1e6:.1f}")
    if not re.match(SIGNATURES[file.suffix], data, re.DOTALL):
        return text("picture-fault/other", "found", kind=file.suffix.removeprefix("."))
    if not picture_parts.ends_with_picture(data, file.suffix):
        return text("picture-fault/more", "found")
    pixels = picture_parts.pixels(data, file.suffix)
    if pixels > MOST_PIXELS:
        millions = Text(f"{pixels / 1e4:,.0f}", f"{pixels / 1e6:,.0f}")
        return text("picture-fault/pixels", "found", millions=millions)
    private = picture_parts.is_private(data, file.suffix)
    return text("picture-fault/private", "found") if private else None
