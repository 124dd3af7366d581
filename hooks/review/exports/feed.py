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

from review.edition.edition import Edition
from review.edition.view import View, relative
from review.exports.colophon import Colophon
from review.markup import templates
from review.markup.language import Language
from review.pages.changes_entries import items
from review.pages.changes_page import FEED, NAME, extent
from review.pages.changes_pieces import Item, Piece, plain
from review.pages.currency import currency

NEWEST = 50  # entries of a feed
URN = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def files(edition: Edition, colophon: Colophon) -> dict[str, str]:
    """The feed of each language by path within the site."""
    return {
        f"{language}/{FEED}": feed(View(edition, f"{language}/{NAME}", language), colophon)
        for language in Language
    }


def feed(view: View, colophon: Colophon) -> str:
    """The feed in the view's language: the newest entries, the first edition if there is room."""
    newest = [*itertools.islice(items(view), NEWEST)]
    opening = _first(view) if len(newest) < NEWEST else None
    found = [*newest, *([opening] if opening else [])]
    site = colophon.site(view.language)
    return templates.render(
        "feed.xml.j2",
        tag=view.language.tag,
        id=_id(view),
        title=f"{site} · {view.word('page', 'changes')}",
        updated=_time(found[0].moment if found else _still(view)),
        authors=[author.name for author in colophon.authors] or [site],
        licence=colophon.licence,
        feed=_address(FEED, view, colophon),
        page=_page(NAME, "", view, colophon),
        entries=[_entry(item, view, colophon) for item in found],
    )


def _first(view: View) -> Item | None:
    """The first edition as an item."""
    edition = view.edition.log.first
    if edition is None:
        return None
    title = Piece(view.word("change", "first-title"), NAME, f"d{edition.day.isoformat()}")
    return Item("first edition", edition.moment, (title,), ((Piece(extent(edition, view)),),))


def _entry(item: Item, view: View, colophon: Colophon) -> dict[str, object]:
    """An item as the template sets it; its lines are pieces with the address they lead to."""
    opening = Piece("", NAME, f"d{item.moment.date().isoformat()}")
    target = next((piece for piece in item.title if piece.page), opening)
    remark = (Piece(view.word("change", "more", n=item.more)),) if item.more else ()
    return {
        "id": _id(view, item.key),
        "title": _titled(item, view),
        "updated": _time(item.moment),
        "address": _page(target.page, target.anchor, view, colophon),
        "lines": [
            [(piece.text, _page(piece.page, piece.anchor, view, colophon)) for piece in line]
            for line in (*item.lines, *([remark] if remark else []))
        ],
    }


def _titled(item: Item, view: View) -> str:
    """The subject and the first thing said of it, for readers that show only titles."""
    pieces = itertools.takewhile(
        lambda piece: not piece.text.startswith(view.language.semicolon), item.lines[0]
    )
    return plain(item.title) + view.language.colon + plain(tuple(pieces))


def _page(page: str, anchor: str, view: View, colophon: Colophon) -> str:
    """Address of a page of the rendition; empty where there is none."""
    address = _address(page.removesuffix(".md") + ".html", view, colophon)
    return address + (f"#{anchor}" if anchor else "") if page else ""


def _address(path: str, view: View, colophon: Colophon) -> str:
    """Address of a file of the rendition."""
    uri = f"{view.language}/{path}"
    return colophon.base + uri if colophon.base else relative(uri, view.uri)


def _id(view: View, key: str = "") -> str:
    """A name-based UUID (RFC 9562, version 5) of the feed, or of an entry in it, within the
    review's own id.

    The id of the review is ``id`` of its settings; where there is none, it is made from the English
    title, and a new title then makes all entries new."""
    declared = view.corpus.settings.address("id")
    review = (
        uuid.UUID(declared.removeprefix("urn:uuid:"))
        if URN.fullmatch(declared)
        else uuid.uuid5(uuid.NAMESPACE_OID, view.corpus.settings.title.en)
    )
    return uuid.uuid5(review, f"{view.language} {key}".strip()).urn


def _still(view: View) -> datetime.datetime:
    """The time of a feed that has no entry: the day on which a section was last reviewed, so that
    an old site does not look new."""
    sections = view.corpus.sections.values()
    days = [day for section in sections if (day := currency(section, view.corpus).reviewed)]
    last = max(days, default=view.edition.today)
    return datetime.datetime.combine(last, datetime.time(), datetime.UTC)


def _time(moment: datetime.datetime) -> str:
    return moment.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
