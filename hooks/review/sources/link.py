"""A link of Markdown, ``[text](target)``, and the slip: what was meant as one and is none, for a
bracket is missing, full-width, or apart from its neighbour."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]"
    r"\((?P<target>[^()\s＃]*(?:\([^()\s]*\)[^()\s]*)*)(?P<title>[ ]+[^()\n]*)?\)"
)

SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")  # what an address outside the review begins with

# in a link typed full-width its address may be so, too
FILE = (
    r"[A-Za-z0-9_./．／-]*[.．](?:yml|md)(?:[#＃][A-Za-z0-9._．-]*)?"
    r"|[.．]{1,2}[/／][A-Za-z0-9_./#．／＃-]*"
)
ELSEWHERE = r"(?:https?://|mailto:)[!-'*-Z\\^-~]+|[#＃][a-z][A-Za-z0-9._．-]*"
ADDRESS = str.maketrans("＃．／", "#./")
SLIP = re.compile(
    r"(?:(?P<open>[\[［【])(?P<text>(?:[^\[\]［］【】\x00\n]|\n(?!\s*\n))*?))?"
    r"(?:(?P<close>[\]］】])(?P<gap>\s*))?"
    r"(?:(?P<left>[(（])(?P<inner>[ ]?)|(?<=[\]］】]))"
    rf"(?:(?P<file>{FILE})|(?P<elsewhere>{ELSEWHERE}))(?P<right>[ ]?[)）])?"
)
HINT = re.compile(r"[.．](?:yml|md)|\.\./|[\]］】]\s*[(（]|[(（][ ]?[#＃]")
WIDE = frozenset("［］【】（）")
ENCLOSED = re.compile(r"[^\[\]［］【】\n]*[\]］】]")
CLAUSE = re.compile(r"[^。；;！？\n\x00]*\Z")
LONGEST = 120  # characters before a closing bracket that may be the text of a link


@dataclass(frozen=True)
class Link:
    """``[text](target)`` at ``start`` to ``end`` of its prose, its text at ``inner``."""

    text: str
    target: str
    start: int
    end: int
    inner: int
    title: str = ""
    image: bool = False

    @property
    def file(self) -> str:
        """The part of the target before ``#``."""
        return self.target.partition("#")[0]

    @property
    def fragment(self) -> str:
        """The part of the target after ``#``."""
        return self.target.partition("#")[2]


@dataclass(frozen=True)
class Slip:
    """``link`` is what was meant. ``faults`` names what is wrong with it: ``bare`` (no text),
    ``open``, ``close``, ``left``, ``right`` (missing brackets), ``wide``, ``address`` (full-width,
    too), ``blank``, ``inner`` (blanks), ``line``; the first stands at ``offset``."""

    link: Link
    faults: tuple[str, ...]
    offset: int


def links(text: str) -> Iterator[Link]:
    """The links and images of a text, in order."""
    for match in LINK.finditer(text):
        start, end, inner = *match.span(), match.start("text")
        title = (match["title"] or "").strip()
        yield Link(match["text"], match["target"], start, end, inner, title, bool(match["image"]))


def slips(text: str) -> Iterator[Slip]:
    """The slips of a text, in order."""
    if not HINT.search(text):
        return
    text = LINK.sub(lambda match: "\x00" * len(match[0]), text)
    for match in SLIP.finditer(text) if HINT.search(text) else ():
        end = match.end() - _borrowed(match, text)
        faults = dict(_faults(match, end))
        if faults and not _harmless(match, text):
            start, stop = _words(match, text)
            target = (match["file"] or match["elsewhere"]).translate(ADDRESS)
            link = Link(text[start:stop], target, min(match.start(), start), end, start)
            yield Slip(link, tuple(faults), min(faults.values()))


def _borrowed(match: re.Match[str], text: str) -> bool:
    """Whether the last full-width bracket closes one that was opened before the link."""
    before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    return (
        (match["right"] or "").strip() == "）"
        and match["left"] != "（"
        and before.count("（") > before.count("）")
        and not text.startswith("）", match.end())
    )


def _faults(match: re.Match[str], end: int) -> Iterator[tuple[str, int]]:
    """Each fault with its place; of a missing opening bracket that is the closing one."""
    if not match["open"] and not match["close"]:
        yield "bare", match.start("left")
        return
    yield from _bracket_faults(match, end)
    letter = _full_width_letter(match)
    if letter is not None:
        yield "address", letter
    if match["gap"] and match["close"]:
        yield "blank", match.start("gap")
    if match["inner"]:
        yield "inner", match.start("inner")
    if "\n" in (match["text"] or ""):
        yield "line", match.start("text") + match["text"].index("\n")


def _bracket_faults(match: re.Match[str], end: int) -> Iterator[tuple[str, int]]:
    """Brackets that are missing, and the first that is full-width."""
    places = {"open": match.start(), "close": match.start("left")}
    places |= {"left": match.end("close"), "right": end}
    present = [name for name in places if match[name] and match.end(name) <= end]
    yield from ((name, place) for name, place in places.items() if name not in present)
    wide = [match.end(name) - 1 for name in present if match[name].strip() in WIDE]
    yield from (("wide", place) for place in wide[:1])


def _full_width_letter(match: re.Match[str]) -> int | None:
    """Where the address has its first full-width character."""
    start, end = match.span("file" if match["file"] else "elsewhere")
    return next((at for at in range(start, end) if ord(match.string[at]) in ADDRESS), None)


def _harmless(match: re.Match[str], text: str) -> bool:
    """Whether it may be no link: an address in brackets, or a link with a title."""
    if not match["right"] and text.startswith((' "', " '"), match.end()):
        return True
    return (
        match["file"] is None
        and not match["close"]
        and (not match["open"] or bool(ENCLOSED.match(text, match.end())))
    )


def _words(match: re.Match[str], text: str) -> tuple[int, int]:
    """Where the text of the link stands; without an opening bracket, the clause before it."""
    if match["open"]:
        return match.span("text")
    first = max(match.start() - LONGEST, 0)
    clause = CLAUSE.search(text, first, match.start()) if match["close"] else None
    return (clause or match).start(), match.start()


def target(link: Link, path: str) -> str:
    """Path of the file a link of the file ``path`` leads to."""
    return path if not link.file else _beside(path, link.file)


@lru_cache(maxsize=1 << 12)
def _beside(path: str, file: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), file))
