"""What changed as an Atom feed of each language (RFC 4287), with the items of the page “what
changed”.

The id of the review, and with it that of every entry, is a name for good: it does not depend on
where the site lives. Addresses are absolute where that is known; where it is not, they are relative
to the feed, as RFC 4287 allows for links, and ids stay what they are."""

from __future__ import annotations

import datetime
import itertools
import re
import uuid
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from review.edition.edition import Edition
from review.edition.view import View, relative
from review.exports.colophon import Colophon
from review.markup.language import Language
from review.pages.changes_entries import items
from review.pages.changes_page import FEED, NAME, extent
from review.pages.changes_pieces import Item, Line, Piece, plain

NEWEST = 50  # entries of a feed
LANG = {"zh": "zh-CN", "en": "en"}
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
UNSEEN = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
)  # characters XML 1.0 has no place for


def files(edition: Edition, colophon: Colophon) -> dict[str, str]:
    """The feed of each language by path within the site."""
    return {
        f"{language}/{FEED}": feed(View(edition, f"{language}/{NAME}", language), colophon)
        for language in Language
    }


def feed(view: View, colophon: Colophon) -> str:
    """The feed in the language of the view: the newest entries, and the first edition where there
    is room for it."""
    told = items(view)[:NEWEST]
    opening = _first(view) if len(told) < NEWEST else None
    found: Sequence[Item] = [*told, *([opening] if opening else [])]
    title = f"{colophon.site(view.language)} · {view.word('page', 'changes')}"
    authors = (
        "".join(
            f"<author><name>{_text(author.name)}</name></author>" for author in colophon.authors
        )
        or f"<author><name>{_text(colophon.site(view.language))}</name></author>"
    )
    rights = f"<rights>{_text(colophon.licence)}</rights>" if colophon.licence else ""
    updated = _time(found[0].moment if found else _still(view))
    own, page = _address(FEED, view, colophon), _page(NAME, "", view, colophon)
    head = (
        f"<id>{_id(view)}</id><title>{_text(title)}</title>"
        f"<updated>{updated}</updated>{authors}{rights}\n"
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>\n'
        f"{_alternate(page, view)}\n"
    )
    entries = "".join(_entry(item, view, colophon) for item in found)
    opened = f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{view.language.tag}">'
    return f'<?xml version="1.0" encoding="utf-8"?>\n{opened}\n{head}{entries}</feed>\n'


def _alternate(address: str, view: View) -> str:
    kind = f'rel="alternate" type="text/html" hreflang="{view.language.tag}"'
    return f"<link {kind} href={quoteattr(address)}/>"


def _first(view: View) -> Item | None:
    """The first edition as an item."""
    edition = view.edition.log.first
    if edition is None:
        return None
    title = Piece(view.word("change", "first-title"), NAME, f"d{edition.day.isoformat()}")
    return Item("first edition", edition.moment, (title,), ((Piece(extent(edition, view)),),))


def _entry(item: Item, view: View, colophon: Colophon) -> str:
    lead = next(
        (piece for piece in item.title if piece.page),
        Piece("", NAME, f"d{item.moment.date().isoformat()}"),
    )
    more = f"<li>{_text(view.word('change', 'more', n=item.more))}</li>" if item.more else ""
    lines = "".join(f"<li>{_xhtml(line, view, colophon)}</li>" for line in item.lines)
    opened = '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">'
    return (
        f"<entry><id>{_id(view, item.key)}</id><title>{_text(_titled(item, view))}</title>"
        f"<updated>{_time(item.moment)}</updated>\n"
        f"{_alternate(_page(lead.page, lead.anchor, view, colophon), view)}\n"
        f"{opened}<ul>{lines}{more}</ul></div></content></entry>\n"
    )


def _titled(item: Item, view: View) -> str:
    """The subject, and the first thing said of it without the places that cite it: many readers
    show nothing but titles."""
    said = itertools.takewhile(
        lambda piece: not piece.text.startswith(view.language.semicolon), item.lines[0]
    )
    return plain(item.title) + view.language.colon + plain(tuple(said))


def _xhtml(line: Line, view: View, colophon: Colophon) -> str:
    return "".join(_linked(piece, view, colophon) for piece in line)


def _linked(piece: Piece, view: View, colophon: Colophon) -> str:
    if not piece.page:
        return _text(piece.text)
    address = _page(piece.page, piece.anchor, view, colophon)
    return f"<a href={quoteattr(address)}>{_text(piece.text)}</a>"


def _page(page: str, anchor: str, view: View, colophon: Colophon) -> str:
    return _address(page.removesuffix(".md") + ".html", view, colophon) + (
        f"#{anchor}" if anchor else ""
    )


def _address(path: str, view: View, colophon: Colophon) -> str:
    """Address of a file of the rendition."""
    uri = f"{view.language}/{path}"
    return colophon.base + uri if colophon.base else relative(uri, view.uri)


def _id(view: View, key: str = "") -> str:
    """A name-based UUID (RFC 9562, version 5) of the feed, or of an entry in it, within the
    review's own id.

    The id of the review is ``id`` of its settings; where there is none, it is made from the English
    title, and a new title then makes all entries new."""
    given = view.corpus.settings.address("id")
    review = (
        uuid.UUID(given.removeprefix("urn:uuid:"))
        if URN.fullmatch(given)
        else uuid.uuid5(uuid.NAMESPACE_OID, view.corpus.settings.title.en)
    )
    return uuid.uuid5(review, f"{view.language} {key}".strip()).urn


def _still(view: View) -> datetime.datetime:
    """The time of a feed that has no entry: the day on which a section was last reviewed, so that
    an old site does not look new."""
    days = [
        str(section.metadata.get("reviewed") or "") for section in view.corpus.sections.values()
    ]
    known = max(
        (day for day in days if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", day)), default=""
    )
    try:
        day = datetime.date.fromisoformat(known)
    except ValueError:
        day = view.edition.today
    return datetime.datetime.combine(day, datetime.time(), datetime.UTC)


def _time(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(text: str) -> str:
    return escape(UNSEEN.sub("", text))
