"""GB/T 7714—2025, numeric, for Chinese pages: rules and evidence in CITATIONS section 2.

Full-width ``，：（）`` in Chinese and English entries alike, half-width ``. [ ] / -``; ``等`` or
``et al``, ``译`` or ``trans`` by the entry's own language. Elements of one group are glued, groups
end with full stops."""

from __future__ import annotations

import re

from pybtex.database import Entry
from pybtex.style.template import Node

from review.evidence import reference
from review.evidence.reference import language, text, year
from review.styles import author_names
from review.styles.reference_fields import (
    COUNT,
    edition,
    issued,
    number,
    pages,
    people,
    place,
    platform,
    publisher,
)
from review.styles.style import HouseStyle
from review.styles.template_nodes import around, cstr, doi, glue, link, stops, value

LIMIT = 3
EM_SPACE = "\u2003"


class Style(HouseStyle):
    """One method for each kind of entry."""

    def get_article_template(self, entry: Entry) -> Node:
        """Journal article; the day of online publication where there is no volume."""
        dated = year(entry) if text(entry, "volume") or number(entry) else issued(entry)
        run = glue("，")[journal(entry), dated, value("volume")]
        run = glue[run, around("（", "）")[number(entry)], around("：")[pages(entry)]]
        return assembled(entry, titled(entry, "J"), translators(entry), run)

    def get_book_template(self, entry: Entry) -> Node:
        """Book; proceedings as a whole carry C."""
        mark = "C" if entry.type.lower() == "proceedings" else "M"
        named = glue[title(entry), set_volume(entry), medium(entry, mark)]
        parts = (translators(entry), edition(entry, language(entry)), imprint(entry))
        return assembled(entry, named, *parts)

    def get_incollection_template(self, entry: Entry) -> Node:
        """Chapter: ``[M]//`` editors, book title, edition, imprint."""
        parts = (*part(entry, "M"), edition(entry, language(entry)), imprint(entry))
        return assembled(entry, *parts)

    def get_inproceedings_template(self, entry: Entry) -> Node:
        """Meeting paper; without a publisher it is known by its meeting only, and the year follows
        the meeting's name."""
        if publisher(entry):
            return assembled(entry, *part(entry, "C"), imprint(entry))
        meeting = glue("，")[text(entry, "eventtitle") or text(entry, "booktitle"), year(entry)]
        return assembled(entry, glue[titled(entry, "C"), "//", meeting, around("：")[pages(entry)]])

    def get_thesis_template(self, entry: Entry) -> Node:
        """Thesis: place and university, year."""
        return assembled(entry, titled(entry, "D"), imprint(entry))

    def get_techreport_template(self, entry: Entry) -> Node:
        """Report: number after the title; imprint where it has one, else the date."""
        dated = glue[issued(entry), around("：")[pages(entry)]]
        dated = imprint(entry) if place(entry) or publisher(entry) else dated
        named = glue[title(entry), around("：")[number(entry)], medium(entry, "R")]
        return assembled(entry, named, dated)

    def get_standard_template(self, entry: Entry) -> Node:
        """Standard: number, an em space, name; no author, publisher or year."""
        return stops[
            glue[glue(EM_SPACE)[number(entry), title(entry)], medium(entry, "S")], *paths(entry)
        ]

    def get_online_template(self, entry: Entry) -> Node:
        """Web page: ``（date）[access date]``."""
        dated = glue[around("（", "）")[issued(entry)], accessed(entry)]
        return assembled(entry, titled(entry, "EB"), dated)

    def get_dataset_template(self, entry: Entry) -> Node:
        """Data set: version, platform with date and access date."""
        return self._deposited(entry, "DS")

    def get_preprint_template(self, entry: Entry) -> Node:
        """Preprint: version, platform with date and access date."""
        return self._deposited(entry, "PP")

    def get_misc_template(self, entry: Entry) -> Node:
        """What is none of the named kinds."""
        return assembled(entry, titled(entry, "Z"), imprint(entry))

    def _deposited(self, entry: Entry, mark: str) -> Node:
        source = glue[platform(entry), around("（", "）")[issued(entry)], accessed(entry)]
        return assembled(entry, titled(entry, mark), value("version"), source)


def assembled(entry: Entry, *parts: Node | str) -> Node:
    """Authors and the parts, then the ways to the work."""
    return stops[authors(entry), *parts, *paths(entry)]


def authors(entry: Entry) -> str:
    """Authors, or for a book without any its editors; nothing where there is neither."""
    whole_book = entry.type.lower() in ("book", "collection", "proceedings")
    return listed(entry, "author") or (listed(entry, "editor") if whole_book else "")


def listed(entry: Entry, role: str) -> str:
    """Up to three names; from four on the first three and 等 or et al."""
    printed, cut = author_names.printed(people(entry, role), LIMIT)
    et_al = [author_names.et_al(language(entry))] if cut and printed else []
    return "，".join([*map(author_names.gbt7714, printed), *et_al])


def translators(entry: Entry) -> Node:
    """``杨斌，王忠玉，译`` or ``Weaver H，trans``."""
    return glue("，")[
        listed(entry, "translator"),
        ("译" if language(entry) == "zh" else "trans") if people(entry, "translator") else "",
    ]


def title(entry: Entry) -> str:
    """Title and subtitle with the full-width colon between; colons inside brackets belong to the
    title. A Chinese work whose entry has its title in translation is printed by its own."""
    original = text(entry, "origtitle")
    if reference.HAN.search(original):
        return coloned(original)
    parts = (coloned(text(entry, name)) for name in ("title", "subtitle"))
    return "：".join(filter(None, parts))


def coloned(words: str) -> str:
    """A colon before a blank and outside brackets is full width; `16:9` stays."""
    depth, parts = 0, []
    for piece in re.split(r"([(\[（]|[)\]）]|:\s+|：\s*)", words):
        depth += (piece in ("(", "[", "（")) - (piece in (")", "]", "）"))
        colon = piece[:1] in (":", "：") and len(piece.strip()) == 1 and depth <= 0
        parts.append("：" if colon else piece)
    return "".join(parts)


def titled(entry: Entry, mark: str) -> Node:
    """Title and type mark."""
    return glue[title(entry), medium(entry, mark)]


def medium(entry: Entry, mark: str) -> str:
    """``[J/OL]`` where an address or identifier is printed, else ``[J]``."""
    found = reference.address(entry) or any(reference.raw(entry, role) for role in ("doi", "cstr"))
    return f"[{mark}/OL]" if found else f"[{mark}]"


def set_volume(entry: Entry) -> str:
    """``：第1卷`` or ``：v.1`` of a book in several volumes; a volume that names itself is printed
    as it is: ``：一部``, ``：第1册``, ``：卷4``."""
    volume = text(entry, "volume")
    if not COUNT.fullmatch(volume):
        return volume and f"：{volume}"
    return f"：第{volume}卷" if language(entry) == "zh" else f"：v.{volume}"


def part(entry: Entry, mark: str) -> list[Node]:
    """Title, translators and what the part stands in: ``题名[M]. 姜海伦，译//编者. 书名``."""
    if people(entry, "translator"):
        return [titled(entry, mark), glue["", translators(entry), "//", host(entry)]]
    return [glue[titled(entry, mark), "//", host(entry)]]


def host(entry: Entry) -> Node:
    """Editors and title of the book that holds the part; no stop at its end, the caller sets it."""
    book = glue[coloned(text(entry, "booktitle")), set_volume(entry)]
    editors = listed(entry, "editor")
    return glue(" ")[editors and editors + ".", book]


def imprint(entry: Entry) -> Node:
    """``出版地：出版者，年：页码``."""
    return glue[
        glue("，")[glue("：")[place(entry), publisher(entry)], year(entry)],
        around("：")[pages(entry)],
    ]


def journal(entry: Entry) -> str:
    """The journal's full name; one given in abbreviation loses its dots."""
    name = text(entry, "journal") or text(entry, "journaltitle") or text(entry, "shortjournal")
    return reference.undotted(name) if name.endswith(".") else name


def accessed(entry: Entry) -> Node:
    """``[2026-11-02]``; only web pages, data sets and preprints carry it."""
    return around("[", "]")[reference.raw(entry, "urldate")]


def paths(entry: Entry) -> list[Node]:
    """Address, then DOI and CSTR unless the address already holds it."""
    in_address = reference.raw(entry, "doi").lower() in reference.address(entry).lower()
    return [link(), "" if in_address else doi("DOI:"), cstr("CSTR:")]
