"""The Content-Security-Policy of a page: it runs its own files and the scripts of its own frame,
asks nobody else for anything, and evaluates no text (https://www.w3.org/TR/CSP3/).

A script within the page runs by the hash of its text. Only what the frame brings gets a hash,
never what stands in the content: a script that came in with a text stays dead."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256

SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)
# the only style attributes that we write: room for a table, and the height of a bar
SIZE = re.compile(r' style="((?:--rows: |height: )[0-9.]+(?:rem)?)"')
CHARSET = re.compile(r'<meta charset="?utf-8"?>', re.IGNORECASE)
# file: for pages opened from a folder: the standard gives them no origin, and whether 'self' takes
# them in is left to the browser. No page of a host may load a file. Such a page shows its twin in
# the other language through a frame.
POLICY = (
    "default-src 'none'; script-src 'self' file:{scripts}; style-src 'self' file:{styles}; "
    "img-src 'self' file: data:; connect-src 'self'; frame-src 'self' file:; "
    "base-uri 'none'; form-action 'none'"
)


def guarded(html: str, content: str = "") -> str:
    """The HTML of a whole page with its policy as the first thing after its encoding. ``content``
    is the part of it that was made of texts."""
    policy = _policy(html.replace(content, "") if content else html, html)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    return CHARSET.sub(lambda match: f"{match[0]}\n{tag}", html, count=1)


def _policy(frame: str, html: str) -> str:
    sizes = _hashes(SIZE.findall(html))
    return POLICY.format(
        scripts=_hashes(SCRIPT.findall(frame)),
        styles=_hashes(STYLE.findall(frame)) + (" 'unsafe-hashes'" + sizes if sizes else ""),
    )


def _hashes(texts: list[str]) -> str:
    """The hash source of each different text, each after a space."""
    digests = (sha256(text.encode()).digest() for text in dict.fromkeys(texts))
    return "".join(f" 'sha256-{b64encode(digest).decode()}'" for digest in digests)
