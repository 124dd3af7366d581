"""What goes into a bundle: the site without what only a web server needs, licences, a text to be
read first, and checksums of all."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping

from review.bundle.imprint import Imprint
from review.markup.templates import render

Files = Mapping[str, bytes]

SUMS = "SHA256SUMS"
BOOKS = ("review-zh.pdf", "review-en.pdf", "review-zh-en.pdf")
# for crawlers and servers; a second page beside index.html would be opened by mistake, and maps of
# scripts are for developers
SERVED = ("404.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz")
SUFFIXES = (".map",)
README = "READ ME FIRST.txt"
BOM = "\ufeff"


def is_bundled(path: str) -> bool:
    """Whether a file of the site, by its path within it, goes into the bundle."""
    return (
        path not in SERVED
        and not path.endswith(SUFFIXES)
        and not any(part.startswith(".") for part in path.split("/"))
    )


def bundle(site: Files, texts: Files, imprint: Imprint) -> dict[str, bytes]:
    """All files of the bundle by their path in its folder; ``texts`` are texts in UTF-8 such as
    licences, each of which becomes one that Notepad shows."""
    files = {path: data for path, data in site.items() if is_bundled(path)}
    files |= _texts(texts)
    files[README] = notepad(readme(imprint, files))
    return summed(files)


def data(site: Files, texts: Files) -> dict[str, bytes]:
    """The open data alone, by their path in a folder of their own, with licences and checksums."""
    files = {
        path.removeprefix("data/"): content
        for path, content in site.items()
        if path.startswith("data/") and is_bundled(path)
    }
    return summed(files | _texts(texts))


def _texts(texts: Files) -> dict[str, bytes]:
    return {path: notepad(text.decode("utf-8", "replace")) for path, text in texts.items()}


def summed(files: Files) -> dict[str, bytes]:
    """The files and, as ``SHA256SUMS``, their checksums as ``sha256sum --check`` reads them:
    hexadecimal SHA-256 (FIPS 180-4), two blanks, the path."""
    digests = {path: hashlib.sha256(files[path]).hexdigest() for path in sorted(files)}
    lines = "".join(f"{digest}  {path}\n" for path, digest in digests.items())
    return {**files, SUMS: lines.encode()}


def readme(imprint: Imprint, files: Container[str]) -> str:
    """The text to be read first, with a line for each part that is among ``files``."""
    built = imprint.built.isoformat()
    version = imprint.version or built
    return render("bundle.txt.j2", imprint=imprint, version=version, built=built, files=files)


def notepad(text: str) -> bytes:
    """A text as every Notepad shows it: UTF-8 with a byte order mark, for without one a Chinese
    Windows may take it for GBK, and CRLF, which older ones need."""
    return (BOM + text.removeprefix(BOM).replace("\r\n", "\n").replace("\n", "\r\n")).encode(
        "utf-8"
    )
