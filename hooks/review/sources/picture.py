"""Pictures of a review: which files of ``docs/assets`` are published, and whether their content is
what their name says.

Only kinds that cannot carry a program are taken: PNG, JPEG, WebP. A drawing (SVG) can, so it is
known by its name and refused."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

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
    among = folder == FOLDER or folder.startswith(f"{FOLDER}/")
    return name.startswith("_") or name in LITTER or (name.startswith(".") and not among)


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
        return Text("矢量图（SVG）", "a drawing (SVG)")
    try:
        size = file.stat().st_size
        data = file.read_bytes() if size <= LARGEST else b""
    except OSError as error:
        return Text(
            f"无法读取的图片（{error.strerror}）",
            f"a picture that cannot be read ({error.strerror})",
        )
    if size > LARGEST:
        return Text(f"{size / 1e6:.1f} MB 的图片", f"a picture of {size / 1e6:.1f} MB")
    kind = file.suffix.removeprefix(".")
    if not re.match(SIGNATURES[file.suffix], data, re.DOTALL):
        return Text(f"内容不是 {kind} 的文件", f"a file whose content is not {kind}")
    return _fault_of_parts(data, file.suffix)


def _fault_of_parts(data: bytes, suffix: str) -> Text | None:
    if not picture_parts.ends_with_picture(data, suffix):
        return Text(
            "图片之后还有别的内容，或图片不完整", "a picture with more behind it, or cut off"
        )
    millions = picture_parts.pixels(data, suffix) / 1e6
    if millions * 1e6 > MOST_PIXELS:
        return Text(
            f"{millions * 100:,.0f} 万像素的图片", f"a picture of {millions:,.0f} megapixels"
        )
    if picture_parts.is_private(data, suffix):
        return Text(
            "带有拍摄者、地点或说明等附加信息（EXIF、XMP 等）的图片",
            "a picture with data on its maker, place or making (EXIF, XMP, text)",
        )
    return None
