"""The order of names in a list: English ones by their letters, Chinese ones by their pinyin."""

from __future__ import annotations

LATIN = "\x7f"  # the last character that both orders share


def key(name: str, language: str) -> tuple[bool, bytes]:
    """What names are sorted by. Names in Latin letters come first in a Chinese list.

    GB 2312 has its 3,755 common characters in the order of their pinyin and the rarer ones behind
    them by radical (GB/T 2312-1980, 6); characters it lacks come last."""
    folded = name.casefold()
    if language != "zh":
        return False, folded.encode()
    return folded[:1] > LATIN, b"".join(map(_place, folded))


def _place(character: str) -> bytes:
    try:
        return character.encode("gb2312")
    except UnicodeEncodeError:
        return b"\xff" + character.encode("utf-8", "replace")
