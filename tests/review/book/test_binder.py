"""A PDF written an object at a time, opened again."""

from __future__ import annotations

import io
import zlib

import pikepdf

from review.book.binder import STREAM_SIZE, Binder, ref
from review.book.bookmarks import Bookmark, outlined


def test_what_is_put_is_found_again_and_equal_streams_are_one() -> None:
    binder = Binder(reserved=2)
    data = zlib.compress(b"q Q")
    streams = [binder.stream(b"/Filter /FlateDecode", data) for _ in range(2)]
    other = binder.stream(b"/Filter /FlateDecode", zlib.compress(b"Q q"))
    assert streams[0] == streams[1] != other
    numbers = [binder.put(b"<< /N %d >>" % n) for n in range(2 * STREAM_SIZE + 1)]
    marks = [Bookmark(b"(a)", b"[ null /Fit ]", [Bookmark(b"(b)", b"[ null /Fit ]")])]
    outlines = outlined(binder, [*marks, Bookmark(b"(c)", b"[ null /Fit ]")])
    binder.put(b"<< /Pages 2 0 R /Outlines %s /Own %s >>" % (ref(outlines), ref(other)), 1)
    binder.put(b"<< /Type /Pages /Count 0 /Kids [ ] >>", 2)
    file = binder.closed(1, 2)
    with pikepdf.open(io.BytesIO(file)) as document:
        assert [int(document.get_object(n, 0).N) for n in numbers] == list(range(len(numbers)))
        assert document.get_object(streams[0], 0).read_bytes() == b"q Q"
        assert document.Root.Own.read_bytes() == b"Q q"
        top = document.Root.Outlines
        assert (top.Count, top.First.Count) == (2, -1)
        assert [str(mark.Title) for mark in (top.First, top.First.First, top.Last)] == [*"abc"]
        assert top.Last.Prev.objgen == top.First.objgen == top.First.First.Parent.objgen
