"""What goes into a bundle: the site without what only a web server needs, licences, a text to be
read first, and checksums of all."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from review.bundle.imprint import Imprint
from review.bundle.readme import README, notepad, readme

Files = Mapping[str, bytes]

SUMS = "SHA256SUMS"
BOOKS = ("review-zh.pdf", "review-en.pdf", "review-zh-en.pdf")
# for crawlers and servers; a second page beside index.html would be opened by mistake, and maps of
# scripts are for developers
SERVED = ("404.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz")
SUFFIXES = (".map",)


def wanted(path: str) -> bool:
    """Whether a file of the site, by its path within it, goes into the bundle."""
    return (
        path not in SERVED
        and not path.endswith(SUFFIXES)
        and not any(part.startswith(".") for part in path.split("/"))
    )


def bundle(site: Files, beside: Files, imprint: Imprint) -> dict[str, bytes]:
    """All files of the bundle by their path in its folder; ``beside`` are texts in UTF-8 such as
    licences, each of which becomes one that Notepad shows."""
    files = {path: data for path, data in site.items() if wanted(path)}
    files |= {path: notepad(data.decode("utf-8", "replace")) for path, data in beside.items()}
    files[README] = notepad(readme(imprint, files))
    return summed(files)


def data(site: Files, beside: Files) -> dict[str, bytes]:
    """The open data alone, by their path in a folder of their own, with licences and checksums."""
    files = {
        path.removeprefix("data/"): content
        for path, content in site.items()
        if path.startswith("data/") and wanted(path)
    }
    return summed(
        files
        | {path: notepad(content.decode("utf-8", "replace")) for path, content in beside.items()}
    )


def summed(files: Files) -> dict[str, bytes]:
    """The files and, as ``SHA256SUMS``, their checksums."""
    return {**files, SUMS: sums(files)}


def sums(files: Files) -> bytes:
    """Checksums as ``sha256sum --check`` reads them: hexadecimal SHA-256 (FIPS 180-4), two blanks,
    the path."""
    return "".join(
        f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)
    ).encode()
