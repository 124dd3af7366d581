"""The bookmarks of a PDF (ISO 32000-1, 12.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.book.binder import Binder, ref


@dataclass
class Bookmark:
    """A bookmark: its title and where it leads, as a PDF writes them, and those below it."""

    title: bytes
    target: bytes
    under: list[Bookmark] = field(default_factory=list)


def outlined(binder: Binder, marks: Sequence[Bookmark]) -> int:
    """The number of the bookmarks as one object; those below the first level are closed."""
    number = binder.number()
    return binder.put(
        b"<< /Type /Outlines %s /Count %d >>" % (_level(binder, marks, number), len(marks)), number
    )


def _level(binder: Binder, marks: Sequence[Bookmark], parent: int) -> bytes:
    """Write the bookmarks of one level; where they begin and end."""
    numbers = [binder.number() for _ in marks]
    for at, mark in enumerate(marks):
        parts = [b"/Title %s /Dest %s /Parent %s" % (mark.title, mark.target, ref(parent))]
        if at:
            parts.append(b"/Prev " + ref(numbers[at - 1]))
        if at + 1 < len(marks):
            parts.append(b"/Next " + ref(numbers[at + 1]))
        if mark.under:
            parts.append(_level(binder, mark.under, numbers[at]))
            parts.append(b"/Count -%d" % len(mark.under))
        binder.put(b"<< %s >>" % b" ".join(parts), numbers[at])
    return b"/First %s /Last %s" % (ref(numbers[0]), ref(numbers[-1]))
