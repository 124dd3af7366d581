"""Which scripts and styles a page's policy lets run."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256

from review.markup.content_policy import guarded

PAGE = """<!doctype html>
<head><meta charset="utf-8"><script>ours()</script><style>p {{}}</style></head>
<script src="x.js"></script><script type="application/json">{{}}</script>
<main>{content}</main>"""


def hashed(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def test_the_policy_comes_right_after_the_encoding() -> None:
    html = guarded(PAGE.format(content=""))
    assert '<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy"' in html
    assert f"script-src 'self' file: {hashed('ours()')};" in html
    assert f"style-src 'self' file: {hashed('p {}')};" in html


def test_what_a_text_brought_in_gets_no_hash() -> None:
    content = "<script>theirs()</script><style>* {}</style><p style='x'><p style=\"color: red\">"
    assert guarded(PAGE.format(content=content), content).count("'sha256-") == 2
    assert "unsafe" not in guarded(PAGE.format(content=content), content)


def test_room_for_a_table_is_the_only_style_of_an_element() -> None:
    content = '<div style="--rows: 3"></div><div style="--rows: 3"></div>'
    html = guarded(PAGE.format(content=content), content)
    assert f"'unsafe-hashes' {hashed('--rows: 3')};" in html


def test_what_is_no_page_stays_as_it_is() -> None:
    assert guarded("<?xml version='1.0'?><urlset/>") == "<?xml version='1.0'?><urlset/>"
