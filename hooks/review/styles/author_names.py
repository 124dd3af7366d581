"""Names as each style prints them, and lists of names cut to the style's length (CITATIONS sections
2.2, 3.2 and 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pybtex.database import Person

from review.evidence.reference import HAN
from review.sources.latex import decoded

BETWEEN_HAN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
HAN_NAME = re.compile(r"\{\s*(?:[\u3400-\u9fff]\s*){2,4}\}")
CAPITALS = re.compile(r"[A-Z]{2,3}")  # a given name written as bare initials: "JI" is J and I


def is_group(person: Person) -> bool:
    """Whether it is ``{{Group name}}``, and no Chinese person in braces, ``{张 三}``."""
    unparted = (
        person.last_names[0] if len(person.last_names) == 1 and not person.first_names else ""
    )
    return unparted.startswith("{") and not HAN_NAME.fullmatch(unparted)


def is_rest(person: Person) -> bool:
    """True of the ``others`` of ``and others``."""
    return str(person) == "others"


def gbt7714(person: Person) -> str:
    """``Van Tine B A``, ``Godard J-L``, ``Peebles P Z Jr``, ``Yu Yang`` (given name in braces),
    ``张三``."""
    if unparted := _unparted(person):
        return unparted
    names = list(_family(person))
    for token in _given_names(person):
        names += [decoded(token)] if _is_in_full(token) else _initials(token)
    return " ".join([*names, *_lineage(person)])


def nlm(person: Person) -> str:
    """``Van Tine BA``, ``Godard JL``, ``Smith JA Jr``, ``张三``; at most two initials, a group
    without a leading The."""
    if unparted := _unparted(person):
        return unparted.removeprefix("The ")
    words = (word for token in _given_names(person) for word in token.split())
    letters = "".join(letter for word in words for letter in _initials(word)).replace("-", "")[:2]
    return " ".join(filter(None, [*_family(person), letters, *_lineage(person)]))


def full(person: Person) -> str:
    """``Van Tine, Brian A Jr``, as MEDLINE writes a name in full."""
    if unparted := _unparted(person):
        return unparted
    given_names = " ".join(map(decoded, _given_names(person))).replace(".", " ").split()
    parts = [" ".join(_family(person)), " ".join([*given_names, *_lineage(person)])]
    return ", ".join(filter(None, parts))


def printed(people: Sequence[Person], limit: int) -> tuple[list[Person], bool]:
    """The persons to print, at most ``limit``, and whether the list was cut."""
    named = [person for person in people if not is_rest(person)]
    return named[:limit], len(named) > limit or len(named) < len(people)


def et_al(language: str) -> str:
    """What stands for the persons left out: by the entry's language, never by the page's."""
    return "等" if language == "zh" else "et al"


def _unparted(person: Person) -> str:
    """A group, a Chinese name or a single word, printed as it is; empty for others."""
    parts = [*person.prelast_names, *person.last_names, *person.first_names, *person.middle_names]
    if any(HAN.search(part) for part in parts):
        return BETWEEN_HAN.sub("", " ".join(map(decoded, parts)))
    return decoded(person.last_names[0]) if is_group(person) else ""


def _family(person: Person) -> list[str]:
    return [decoded(part) for part in (*person.prelast_names, *person.last_names)]


def _lineage(person: Person) -> list[str]:
    return [decoded(part).rstrip(".") for part in person.lineage_names]


def _given_names(person: Person) -> list[str]:
    return [*person.first_names, *person.middle_names]


def _is_in_full(token: str) -> bool:
    """Whether it is a given name in braces, printed in full; not an accent in braces."""
    return token.startswith("{") and token.endswith("}") and not token.startswith("{\\")


def _initials(token: str) -> list[str]:
    """``Jean-Luc`` → ``J-L``; ``J.-L.`` → ``J-L``; ``JI`` → ``J``, ``I``; ``J.I.`` → ``J``,
    ``I``."""
    pieces = decoded(token).replace(".-", "-").split(".")
    named = (piece for piece in pieces if piece.strip("-' "))
    letters = (piece if CAPITALS.fullmatch(piece) else [_initial(piece)] for piece in named)
    return [letter for found in letters for letter in found]


def _initial(name: str) -> str:
    parts = [part.lstrip("'’‘") for part in re.split("[-‐]", name)]
    return "-".join(part[0].upper() for part in parts if part)
