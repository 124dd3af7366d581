"""Errors planted one at a time in a review: kinds of slips that people make, each a change of one
file that leaves it readable.

A kind finds places by a regular expression in the files of one folder and says what comes in the
place of its first group. ``firm`` kinds touch a bound figure, a citation, a link, a table or a
reference; the others touch words alone.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

Texts = Mapping[str, str]  # of each file, by its path
Exchange = Callable[[re.Match[str], random.Random, str], str]

PAGES, TRIALS, TERMS = "docs/review/", "docs/trials/", "docs/vocabulary/"
QUESTIONS, AVAILABILITY, REFERENCES = "docs/questions/", "docs/availability/", "references.bib"
LINK = r"\[[^\]\n]*?"  # the text of a link to a datum, up to what is changed in it
DATUM = r"[^\]\n]*\]\(\.\./trials/"
OPPOSITE = {
    "延长": "缩短",
    "缩短": "延长",
    "降低": "升高",
    "较长": "较短",
    "较高": "较低",
    "较低": "较高",
    "较少": "较多",
    "longer": "shorter",
    "shorter": "longer",
    "higher": "lower",
    "lower": "higher",
    "fewer": "more",
    "improved": "worsened",
    "better": "worse",
}
TURNED = {
    "positive": "negative",
    "negative": "positive",
    "inconclusive": "positive",
    "descriptive": "positive",
}
RAISED = {"secondary": "abstract", "registry": "abstract", "abstract": "full-text"}
UNITS = {"months": "weeks", "weeks": "months", "years": "months", "days": "weeks"}
LEVELS = {"high": "moderate", "moderate": "high", "low": "moderate", "very-low": "low"}
RATINGS = {"serious": "not-serious", "very-serious": "serious", "not-serious": "serious"}
STANDINGS = {
    "standard": "option",
    "option": "standard",
    "not-used": "option",
    "disputed": "option",
    "unknown": "option",
}
EVENTS = {"approved": "accelerated", "accelerated": "approved", "application": "approved"}


@dataclass(frozen=True)
class Kind:
    """A kind of slip, in the files whose path begins with ``folder``."""

    name: str
    folder: str
    pattern: str
    exchange: Exchange
    firm: bool = True
    everywhere: bool = False  # the same wherever it stands in the file, thus in both languages


class Edit(NamedTuple):
    """What comes in the place of a stretch of a text."""

    start: int
    end: int
    new: str


@dataclass(frozen=True)
class Planted:
    """One slip: the file, what changes in it, and the line of its first change."""

    kind: str
    firm: bool
    path: str
    edits: tuple[Edit, ...]
    line: int

    def applied(self, text: str) -> str:
        """The text of the file with the slip."""
        return edited(text, self.edits)


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with edits that do not overlap."""
    for edit in sorted(edits, reverse=True):
        text = text[: edit.start] + edit.new + text[edit.end :]
    return text


def digit(match: re.Match[str], chance: random.Random, text: str) -> str:
    """A number with another last digit."""
    number = match[1]
    return number[:-1] + chance.choice([one for one in "123456789" if one != number[-1]])


def by(words: Mapping[str, str]) -> Exchange:
    """A word by the one that stands for it."""
    return lambda match, chance, text: words.get(match[1], match[1])


def gone(match: re.Match[str], chance: random.Random, text: str) -> str:
    """Nothing."""
    return ""


def another(pattern: str) -> Exchange:
    """Another of the strings in the same file that match, where there is one."""

    def exchange(match: re.Match[str], chance: random.Random, text: str) -> str:
        others = sorted({found for found in re.findall(pattern, text) if found != match[1]})
        return chance.choice(others) if others else match[1]

    return exchange


def put(new: str) -> Exchange:
    """A fixed text behind what is there."""
    return lambda match, chance, text: match[1] + new


def another_arm(match: re.Match[str], chance: random.Random, text: str) -> str:
    """The address of another arm of the same row that the file links to."""
    row = match[1].rpartition(".")[0]
    found = set(re.findall(rf"{re.escape(row)}\.[a-z0-9-]+", text)) - {match[1], f"{row}.between"}
    return chance.choice(sorted(found)) if found else match[1]


AGENT = r"agents\.yml#([a-z0-9-]+)"
ROW = r"\.yml#([a-z0-9-]+\.[a-z0-9-]+)\)"
KEY = r"@([a-z]+20[0-9]{2}[a-z]*)"
HAN = r"[\u4e00-\u9fff]"

KINDS: tuple[Kind, ...] = (
    Kind("digit in a linked figure", PAGES, rf"{LINK}([0-9]+){DATUM}", digit),
    Kind("ratio in a linked figure", PAGES, rf"\[HR[ =]([0-9.]+){DATUM}", digit),
    Kind("limit in a linked figure", PAGES, rf"CI [0-9.]+[–～]([0-9.]+){DATUM}", digit),
    Kind("level of an interval", PAGES, rf"(95)% CI{DATUM}", digit),
    Kind("unit of a linked figure", PAGES, rf"[0-9] ?(months|weeks){DATUM}", by(UNITS)),
    Kind("denominator of a linked figure", PAGES, rf"\[[0-9]+ of ([0-9]+){DATUM}", digit),
    Kind("link to another row", PAGES, r"\.\./trials/[a-z0-9-]+" + ROW, another(ROW)),
    Kind(
        "link to another study",
        PAGES,
        r"\.\./trials/([a-z0-9-]+)\.yml#",
        another(r"\.\./trials/([a-z0-9-]+)\.yml#"),
    ),
    Kind("link to another agent", PAGES, AGENT, another(AGENT)),
    Kind("citation dropped", PAGES, r"( ?\[@[^\]]+\])", gone),
    Kind("citation exchanged", PAGES, KEY, another(KEY)),
    Kind(
        "arm of a link in both languages",
        PAGES,
        r"(\.\./trials/[a-z0-9-]+\.yml#[a-z0-9-]+\.(?!between)[a-z0-9-]+)\)",
        another_arm,
        everywhere=True,
    ),
    Kind("citation exchanged in both languages", PAGES, KEY, another(KEY), everywhere=True),
    Kind("citation dropped in both languages", PAGES, r"( \[@[^\]]+\])", gone, everywhere=True),
    Kind("result without a link", PAGES, r"(?m)(?<=[\u4e00-\u9fff])(。)$", put("缓解率为 37%。")),
    Kind("clause dropped in Chinese", PAGES, r"(；[^；。\n\[]*)(?=[。；])", gone, False),
    Kind("clause dropped in English", PAGES, r"(; [^;.\n\[]*)(?=[.;])", gone, False),
    Kind("denial dropped in Chinese", PAGES, r"(未|没有)" + HAN, gone, False),
    Kind("denial dropped in English", PAGES, r"( not)\b", gone, False),
    Kind(
        "direction turned in Chinese",
        PAGES,
        r"(延长|缩短|降低|较长|较高|较低|较少)",
        by(OPPOSITE),
        False,
    ),
    Kind(
        "direction turned in English",
        PAGES,
        r"\b(longer|shorter|higher|lower|fewer|improved|better)\b",
        by(OPPOSITE),
        False,
    ),
    Kind(
        "name of an agent",
        PAGES,
        r"\b([a-z]{4,}(?:nib|mab|platin|micin|cin|stat))\b",
        another(r"\b([a-z]{4,}(?:nib|mab|platin|micin|cin|stat))\b"),
        False,
    ),
    Kind(
        "comparator",
        PAGES,
        r"\b(placebo|observation)\b",
        by({"placebo": "observation", "observation": "placebo"}),
        False,
    ),
    Kind(
        "sentence dropped in Chinese",
        PAGES,
        r"(?m)(?<=\n)(" + HAN + r"[^\n]*。[^\n。]*\n)(?=" + HAN + ")",
        gone,
        False,
    ),
    Kind("sentence dropped in English", PAGES, r"(?m)(?<=\n)([A-Z][^\n]*\n)(?=[A-Z])", gone, False),
    Kind("sentence added in Chinese", PAGES, r"(?m)(。)$", put("该药已是标准治疗。"), False),
    Kind(
        "sentence added in English",
        PAGES,
        r"(?m)([a-z]\.)$",
        put(" It is the standard now."),
        False,
    ),
    Kind("heading in one language", PAGES, r"(?m)^##+ [^|\n]*\| ([^\n]+)$", put(" today"), False),
    Kind("diagnosis of a page", PAGES, r"(?m)^diagnoses: \[([a-z-]+)", put("-x")),
    Kind("value of a table", TRIALS, r"(?:median|percent|value|estimate): ([0-9.]+)", digit),
    Kind("count of a table", TRIALS, r"(?:events|n): ([0-9]+)", digit),
    Kind("limit of a table", TRIALS, r"(?:low|high): ([0-9.]+)", digit),
    Kind("P of a table", TRIALS, r'p: "[<>]?([0-9.]+)"', digit),
    Kind(
        "sides of a comparison",
        TRIALS,
        r"(of: [a-z0-9-]+, versus: [a-z0-9-]+)",
        lambda match, chance, text: re.sub(
            r"of: (\S+), versus: (\S+)", r"of: \2, versus: \1", match[1]
        ),
    ),
    Kind("verdict of a study", TRIALS, r"(?m)^status: ([a-z]+)$", by(TURNED)),
    Kind("source of a row", TRIALS, r"(?m)^    source: ([a-z0-9]+)$", put("x")),
    Kind("how a row was seen", TRIALS, r"(?m)^    seen: ([a-z-]+)$", by(RAISED)),
    Kind("events above their number", TRIALS, r"events: ([0-9]+), n:", put("000")),
    Kind(
        "date to come",
        TRIALS,
        r"(?:cutoff|date|from): \"?20([0-9]{2})",
        lambda match, chance, text: "39",
    ),
    Kind("unit of a row", TRIALS, r"(?m)^    unit: ([a-z]+)$", by(UNITS)),
    Kind(
        "agents of an arm",
        TRIALS,
        r"agents: \[([a-z0-9-]+)[\],]",
        another(r"agents: \[([a-z0-9-]+)[\],]"),
    ),
    Kind("registry number", TRIALS, r"NCT([0-9]{8})", digit),
    Kind("label in Chinese", TRIALS, r"label: \{zh: ([^,{}]+),", put("（全部）")),
    Kind(
        "label in English", TRIALS, r"label: \{zh: [^{}]*, en: ([A-Za-z][^{}\"]*)\}", put(" once")
    ),
    Kind("note in English", TRIALS, r"(?m)^      en: ([A-Z][^\n\"#]*)\.$", put(" or later"), False),
    Kind(
        "day of checking",
        TRIALS,
        r"on: 20[0-9]{2}-[0-9]{2}-([0-9]{2})",
        lambda match, chance, text: "01",
    ),
    Kind("year of a reference", REFERENCES, r"year\s*= \{([0-9]{4})\}", digit),
    Kind("first author", REFERENCES, r"author\s*= \{([A-Z][a-z]+),", put("ova")),
    Kind("other author", REFERENCES, r"author\s*= \{[^{}]*? and ([A-Z][a-z]+),", put("ova")),
    Kind("DOI of a reference", REFERENCES, r"doi\s*= \{10\.[^{}]*?([0-9]+)\}", digit),
    Kind("PMID of a reference", REFERENCES, r"pmid\s*= \{([0-9]+)\}", digit),
    Kind("pages of a reference", REFERENCES, r"pages\s*= \{([0-9]+)", digit),
    Kind("volume of a reference", REFERENCES, r"volume\s*= \{([0-9]+)", digit),
    Kind(
        "title of a reference",
        REFERENCES,
        r"title\s*= \{[^{}]*?\b(with|without|versus)\b",
        by({"with": "without", "without": "with", "versus": "plus"}),
    ),
    Kind("definition in Chinese", TERMS, r"(?m)^    zh: ([^\n\"]+)。$", put("者"), False),
    Kind(
        "definition in English",
        TERMS,
        r"(?m)^    en: \"?([A-Z][^\n\"#]*)\.\"?$",
        put(" or not"),
        False,
    ),
    Kind("certainty of an outcome", QUESTIONS, r"level: ([a-z-]+)", by(LEVELS)),
    Kind("rating of a domain", QUESTIONS, r"rating: ([a-z-]+)", by(RATINGS)),
    Kind("standing in practice", QUESTIONS, r"standing: ([a-z-]+)", by(STANDINGS)),
    Kind(
        "evidence of an outcome",
        QUESTIONS,
        r"evidence: \[([a-z0-9#.-]+)",
        another(r"evidence: \[([a-z0-9#.-]+)"),
    ),
    Kind(
        "answer in Chinese", QUESTIONS, r"answer:\n  zh: \"?([^\n。]+)。", put("，且无毒性"), False
    ),
    Kind("day of a decision", AVAILABILITY, r"date: 20([0-9]{2})", digit),
    Kind("kind of a decision", AVAILABILITY, r"event: ([a-z]+)", by(EVENTS)),
    Kind(
        "indication in English",
        AVAILABILITY,
        r"(?m)^      en: ([a-z][^\n\"#]*)$",
        put(" in adults"),
        False,
    ),
)


def plant(texts: Texts, kind: Kind, number: int, chance: random.Random) -> Iterator[Planted]:
    """Up to ``number`` slips of a kind, each at another place."""
    places = [
        (path, match)
        for path, text in sorted(texts.items())
        if path.startswith(kind.folder)
        for match in re.finditer(kind.pattern, text)
    ]
    chance.shuffle(places)
    for path, match in places:
        if number == 0:
            return
        text = texts[path]
        new = kind.exchange(match, chance, text)
        if new == match[1]:
            continue
        number -= 1
        edits = tuple(_edits(kind, match, text, new))
        line = text.count("\n", 0, edits[0].start) + 1
        yield Planted(kind.name, kind.firm, path, edits, line)


def _edits(kind: Kind, match: re.Match[str], text: str, new: str) -> Iterator[Edit]:
    if not kind.everywhere:
        yield Edit(match.start(1), match.end(1), new)
        return
    for found in re.finditer(re.escape(match[1]) + r"(?![A-Za-z0-9-])", text):
        yield Edit(found.start(), found.end(), new)
