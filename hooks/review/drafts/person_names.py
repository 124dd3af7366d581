"""Names as catalogues write them, each as a person or a group.

PubMed parts family and given names by a comma, Embase and Scopus by a blank (``van der Poe
W.T.A.``), Chinese databases set several names into one line. Where it cannot be told whether a name
is a person's, it is kept whole and a person is told."""

from __future__ import annotations

import re
from dataclasses import dataclass

from review.evidence.reference import HAN
from review.markup.scalar import clean
from review.messages import refusal

MOST_NAMES = 20_000  # of one work, or of the works of one file
LONGEST_NAME = 300
SUFFIX = re.compile(r"(?:[JS]r|J[Nn]r|JR|SR|jr|sr|II|III|IV|[2-9](?:nd|rd|th|d))\.?\Z")
ET_AL = re.compile(
    r"(?:(?:\A|[\s,;，；])(?:and\s+)?et\.?\s*al(?:ia|ii)?\.?|\A(?:and\s+)?others|\s+and\s+others"
    r"|(?:\A|[\s,;，；]|(?<=\A[\u3400-\u9fff]{2})|(?<=\A[\u3400-\u9fff]{3}))等)\s*[.。,;]*\Z",
    re.IGNORECASE,
)
# ``E.``, ``P.Q.``, ``J.-M.``, ``W T A``, ``JI``: initials; those with dots are a person's
DOTTED = re.compile(r"(?:[^\W\d_]\.[-‐ ]?){1,5}\Z")
BARE = re.compile(r"[^\W\d_](?:[-‐ ]?[^\W\d_]){0,2}\Z")
UNDOTTED = re.compile(r"[A-Z]{1,3}\Z")
GROUP = re.compile(
    r"\b(?:academ|agenc|alliance|assoc|board|cancer|cent(?:er|re)\b|clinic|coalition|college"
    r"|collab|commission|committ|consorti|cooperat|co-operat|council|department|division|federation"
    r"|foundation|fund\b|group|guideline|health|hospital|initiative|institut|intergroup"
    r"|investigator|ministry|national|network|office|organi[sz]|panel|program|project|registry"
    r"|research|school|section|service|societ|staff|study|task|team|trial|union|universit"
    r"|working|workshop)"
    r"|\b(?:of|for|on|the|and|und|für|et|&)\b",
    re.IGNORECASE,
)
# family names of two characters
COMPOUND = re.compile(
    "欧阳|太史|上官|端木|司马|东方|独孤|南宫|万俟|闻人|夏侯|诸葛|尉迟|公羊|赫连|澹台|皇甫|宗政|濮阳"
    "|公冶|太叔|申屠|公孙|慕容|仲孙|钟离|长孙|宇文|司徒|鲜于|司空|闾丘|子车|亓官|司寇|令狐|呼延|轩辕"
)
GROUP_ALONE = re.compile(
    r"(?:study )?(?:group|investigators|consortium|network|committee|collaborat\w+|society"
    r"|trialists|alliance|team)",
    re.IGNORECASE,
)
HAN_NAME = re.compile(r"[\u3400-\u9fff]\S{1,3}")
HAN_PARTS = re.compile(r"[,，、;；]\s*")
BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])[\s,，]+(?=[\u3400-\u9fff])")
JOINED = re.compile(r"\s*[;；]\s*")
AND = re.compile(r",?\s+(?:and|&)\s+")


@dataclass(frozen=True)
class Person:
    """A name; of a group or of a name that is not to be parted only ``family`` is given and
    ``whole`` set. ``full`` marks a given name that is printed in full, as pinyin is."""

    family: str
    given: str = ""
    suffix: str = ""
    whole: bool = False
    full: bool = False


@dataclass(frozen=True)
class Names:
    """Names in order, whether more were left out (et al.), and which may be no person's."""

    people: tuple[Person, ...] = ()
    et_al: bool = False
    doubtful: tuple[str, ...] = ()


def person(family: str, given: str = "", suffix: str = "") -> Person:
    """A person's name in house form: initials with dots, parted by blanks; a generation that stands
    behind the given names is no given name."""
    family, generation = _parted(clean(family, 100))
    given, generation_behind = _parted(clean(given, 100))
    suffix = clean(suffix, 20) or generation_behind or generation
    return Person(family, " ".join(map(_dotted, given.split())), suffix)


def _parted(words: str) -> tuple[str, str]:
    """The words without the generation at their end, and the generation."""
    *others, last = words.split() or [""]
    return (" ".join(others), last) if others and SUFFIX.match(last) else (words, "")


def group(name: str) -> Person:
    """A name that is not to be parted."""
    return Person(clean(name, LONGEST_NAME), whole=True)


def refuse_crowd(names: int) -> None:
    """Refuse more names than a person would look at."""
    if names > MOST_NAMES:
        raise refusal("import/many-names", most=MOST_NAMES)


def listed(lines: list[str]) -> Names:
    """The names of the lines of a record, each of which may hold several."""
    people: list[Person] = []
    doubtful: list[str] = []
    et_al = False
    for line in lines[: MOST_NAMES + 1]:
        text, abbreviated = _unended(clean(line, 20 * LONGEST_NAME))
        et_al |= abbreviated
        for single in _single(text):
            name, abbreviated = _unended(single)
            et_al |= abbreviated
            if name:
                found, certain = _read(name)
                people.append(found)
                doubtful += [] if certain else [name]
    return Names(tuple(people), et_al, tuple(doubtful))


def _unended(names: str) -> tuple[str, bool]:
    """Names without et al. at their end, and whether it stood there."""
    et_al = ET_AL.search(names)
    return (names[: et_al.start()].rstrip(" ,;，；"), True) if et_al else (names, False)


def _single(line: str) -> list[str]:
    """The single names of a line: parted by semicolons, in Chinese by commas too, else by commas
    where every part is a name with initials."""
    parts = [part for part in JOINED.split(line) if part]
    return [name for part in parts for name in (_han(part) if HAN.search(part) else _latin(part))]


def _han(text: str) -> list[str]:
    """``张三，李四`` are two, ``欧阳，修`` is one, for its first part is a family name alone."""
    parts = [part for part in HAN_PARTS.split(text) if part]
    if len(parts) == 2 and _is_family(parts[0]):
        return ["".join(parts)]
    if len(parts) > 1:
        return parts
    words = text.split()
    separate = len(words) > 1 and all(map(HAN_NAME.fullmatch, words))
    return words if separate and not _is_family(words[0]) else [text]


def _is_family(part: str) -> bool:
    """Whether Han characters are a family name alone: one character, or a compound name."""
    return len(part) == 1 or COMPOUND.fullmatch(part) is not None


def _latin(text: str) -> list[str]:
    """``Doe J, Roe P.Q.`` are two and ``Doe, J., Roe, P.`` too; ``Doe, Jane`` is one. Refuses what
    can be parted in more than one way."""
    sides = AND.split(text)
    if len(sides) > 1 and all(_abbreviated(side) or side.count(",") == 1 for side in sides):
        return sides
    parts = [part.strip() for part in text.rstrip(", ").split(",")]
    if names := _parted_by_commas(parts):
        return names
    if len(parts) < 3 or GROUP.search(text):
        return [text]
    if len(parts) == 3 and any(map(SUFFIX.match, parts[1:])):
        return [text]
    raise refusal("import/names-in-one-line", names=text[:80])


def _parted_by_commas(parts: list[str]) -> list[str]:
    """Names with initials, each in one part or in two; none where the parts are others."""
    if len(parts) > 1 and all(map(_abbreviated, parts)):
        return parts
    pairs = list(zip(parts[::2], parts[1::2]))
    inverted = len(parts) > 3 and len(parts) % 2 == 0 and all(map(_initials, parts[1::2]))
    return [", ".join(pair) for pair in pairs] if inverted else []


def _read(name: str) -> tuple[Person, bool]:
    """The name, and whether it certainly is a person, or certainly a group."""
    if HAN.search(name):
        return group(BETWEEN_HAN.sub("", name)), True
    if _is_group_with_comma(name):
        return group(name.rstrip(", ")), True
    family, *parts = [part.strip() for part in name.split(",")]
    if family and any(parts[:1]):  # “Group, The X” is a group turned round
        return _inverted(family, parts), GROUP_ALONE.fullmatch(family) is None
    if abbreviated := _abbreviated(family):
        return person(*abbreviated), "." in family or not abbreviated[0].isupper()
    return group(family), GROUP.search(family) is not None or _acronym(family)


def _is_group_with_comma(name: str) -> bool:
    """A group with a comma behind it, as EndNote marks one, or with one in its long name."""
    first, *further = name.split(",")
    long = len(further) > 1 or len(first.split()) > 2
    return name.endswith(",") or bool(further) and long and GROUP.search(name) is not None


def _acronym(name: str) -> bool:
    """``WHO``, ``BfArM`` and ``example.com`` are no person's."""
    inner = name[1:-1]
    return " " not in name and (any(map(str.isupper, name[1:])) or "." in inner)


def _inverted(family: str, parts: list[str]) -> Person:
    """``Family, Given``, with a generation before or behind the given names."""
    given, suffix = parts[0], parts[1] if len(parts) > 1 else ""
    if suffix and SUFFIX.match(given) and not SUFFIX.match(suffix):
        given, suffix = suffix, given
    return person(family, given, suffix)


def _abbreviated(name: str) -> tuple[str, str, str] | None:
    """Family name, initials and generation of ``Doe JM``, ``van der Poe W.T.A.``; else None."""
    words = name.split()
    suffix = words.pop() if len(words) > 2 and SUFFIX.match(words[-1]) else ""
    for at in range(1, len(words)):
        given = " ".join(words[at:])
        family = " ".join(words[:at])
        if _initials(given) and len(family) > 1 and not GROUP.search(family):
            return family, given, suffix
    return None


def _initials(text: str) -> bool:
    return text.isupper() and bool(DOTTED.match(text) or BARE.match(text))


def _dotted(part: str) -> str:
    """``J`` and ``JI`` are initials; ``Ann`` and ``J.`` stay; ``C.L.`` is parted."""
    if UNDOTTED.match(part):
        return " ".join(f"{letter}." for letter in part)
    return re.sub(r"\.(?=[^\W\d_])", ". ", part)
