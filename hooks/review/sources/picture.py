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
from review.sources.source import NAME

FOLDER = "docs/assets"
LARGEST = 3_000_000  # bytes; the network of a ward is slow
SIGNATURES = {
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".webp": rb"RIFF....WEBP",
}
SIGNATURE_LENGTH = 16  # bytes; the longest signature fits in
DRAWING = ".svg"
SUFFIXES = (*SIGNATURES, DRAWING)
# folders of the built site that hold what the theme needs
THEME = ("images", "javascripts", "stylesheets")


def files(root: Path, folder: str = "docs") -> Iterator[str]:
    """Paths of every file and symbolic link below ``folder``, in order; hidden ones and drafts
    (``_name``) left out. No link is followed."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError:
        return  # no folder, or none that may be read
    for entry in entries:
        if not entry.name.startswith((".", "_")):
            path = f"{folder}/{entry.name}"
            yield from files(root, path) if entry.is_dir(follow_symlinks=False) else [path]


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
        with file.open("rb") as opened:
            beginning = opened.read(SIGNATURE_LENGTH)
    except OSError as error:
        return Text(
            f"无法读取的图片（{error.strerror}）",
            f"a picture that cannot be read ({error.strerror})",
        )
    if size > LARGEST:
        return Text(f"{size / 1e6:.1f} MB 的图片", f"a picture of {size / 1e6:.1f} MB")
    if re.match(SIGNATURES[file.suffix], beginning, re.DOTALL):
        return None
    kind = file.suffix.removeprefix(".")
    return Text(f"内容不是 {kind} 的文件", f"a file whose content is not {kind}")
