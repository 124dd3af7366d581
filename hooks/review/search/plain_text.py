"""Woven Markdown as a reader reads it, by heading, without marks, citations and ways on."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

HEADING = re.compile(r"(?m)^(#{1,6})[ ]+(.*?)(?:[ ]+\{#([^{}]+)\})?[ ]*$")
LINK = re.compile(
    r'!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\)(?:\{[^{}]*\})?'
)
CITATION = re.compile(r"\s?\[(?:#[0-9]+ )?@[^\[\]]*\]")
ASIDE = re.compile(
    r'(?s)<div class="(?:currency|overdue|todo|moved)\b.*?</div>'
    r'|<sup class="(?:citation|note)".*?</sup>|<small class="unconfirmed".*?</small>'
    r"|<(script|style|svg)\b.*?</\1>"
    r'|<a class="(?:pubmed|pmc)".*?</a>'
    r"|<!--.*?-->|```.*?```"
)
TAG = re.compile(r"</?[A-Za-z][^<>]*>")
ESCAPE = re.compile(r"\\([\\`*_\[\]|{}()#+.!-])")
RULE = re.compile(r"(?m)^\|[\s|:-]+\|[ ]*$")
CELL = re.compile(r"(?m)^\|.*\|[ ]*$")
BULLET = re.compile(r"(?m)^\s*(?:[-*+]|[0-9]+\.)[ ]+")
SENTENCE = re.compile(r"(?<=[。！？])|(?<=[.!?])\s+(?=[A-Z“(])|\n+")


@dataclass(frozen=True)
class Part:
    """A heading with its anchor, and the Markdown under it up to the next heading."""

    level: int
    title: str
    anchor: str
    markdown: str

    @property
    def text(self) -> str:
        """Everything a reader reads here, in one line."""
        return " ".join(plain(self.markdown).split())

    @property
    def sentences(self) -> list[str]:
        """The sentences outside tables, each whole."""
        return [
            sentence
            for part in SENTENCE.split(plain(CELL.sub("", self.markdown)))
            if (sentence := " ".join(part.split()))
        ]


def parts(markdown: str) -> Iterator[Part]:
    """The parts of a page in order."""
    found = list(HEADING.finditer(markdown))
    ends = [*(match.start() for match in found[1:]), len(markdown)]
    for match, end in zip(found, ends):
        yield Part(
            len(match[1]),
            " ".join(plain(match[2]).split()),
            match[3] or "",
            markdown[match.end() : end],
        )


def plain(markdown: str) -> str:
    """Text without marks; its lines are kept."""
    text = LINK.sub(r"\1", CITATION.sub("", ASIDE.sub("", markdown)))
    text = BULLET.sub("", RULE.sub("", text))
    text = TAG.sub("", text.replace("<br>", " "))
    text = (
        re.sub(r"(?<!\\)(?:\*\*?|`|\|)", " ", text)
        if "|" in text
        else re.sub(r"(?<!\\)(?:\*\*?|`)", "", text)
    )
    return html.unescape(ESCAPE.sub(r"\1", text)).replace("\u2060", "")
