"""Bytes of an export file as text. Chinese databases write GB18030, some programs UTF-16.

Detectors (chardet, charset-normalizer) guess by statistics and are wrong on files of a few lines;
here a text is taken for GB18030 only where its characters are those of Chinese texts."""

from __future__ import annotations

import codecs
from typing import NamedTuple

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# share of the characters beyond ASCII that are among the 7,445 of GB 2312; in a Western text read
# as GB18030 they are rare Han characters, which hardly any of them is
COMMON = 0.8


class Decoded(NamedTuple):
    """The text, and the name of its encoding where it is not UTF-8."""

    text: str
    encoding: str = ""


def decoded(data: bytes) -> Decoded | None:
    """The text of a file with new lines of one kind; None for an unknown encoding."""
    found = _marked(data) or _plain(data)
    return found and found._replace(text=found.text.replace("\r\n", "\n").replace("\r", "\n"))


def _marked(data: bytes) -> Decoded | None:
    """By the mark at its beginning, or by the empty bytes between Latin letters of UTF-16."""
    name = next((name for mark, name in MARKS if data.startswith(mark)), "")
    if not name and len(data) % 2 == 0 and 0 in data[:2]:
        name = "utf-16-le" if data[1] == 0 else "utf-16-be"
    text = _text(data, name) if name else None
    return None if text is None else Decoded(text, "" if name == "utf-8-sig" else "UTF-16")


def _plain(data: bytes) -> Decoded | None:
    if (text := _text(data, "utf-8")) is not None:
        return Decoded(text)
    text = _text(data, "gb18030")
    return Decoded(text, "GB18030") if text is not None and _chinese(text) else None


def _text(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None


def _chinese(text: str) -> bool:
    beyond = [letter for letter in text if not letter.isascii()]
    common = sum(bool(letter.encode("gb2312", "ignore")) for letter in beyond)
    return bool(beyond) and common >= COMMON * len(beyond)
