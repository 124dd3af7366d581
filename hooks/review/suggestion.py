"""“Did you mean …?”: the known words nearest to an unknown one, said in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher, get_close_matches

from review.problem import Text

MOST = 12  # words listed where none is near
# a slip keeps the first letter, or loses or gains one: points is no misspelt joints
ALIKE, NEARLY = 0.6, 0.8


def meant(word: str, names: Iterable[str]) -> Text | None:
    """“Did you mean …?”; None where no known word is near."""
    written = word.lower()
    close = get_close_matches(written, list(dict.fromkeys(names)), 3, ALIKE)
    near = [name for name in close if name[:1] == written[:1] or _shifted(written, name)]
    return (
        Text(f"是否指 {'、'.join(near)}？", f"Did you mean {' or '.join(near)}?") if near else None
    )


def _shifted(written: str, name: str) -> bool:
    ratio = SequenceMatcher(None, name, written).ratio()
    return len(name) != len(written) and ratio >= NEARLY


def advice(word: str, names: Iterable[str]) -> Text:
    """The cure of an unknown word: the nearest known ones, else what there is."""
    words = list(dict.fromkeys(names))
    if (near := meant(word, words)) is not None:
        return near
    if not words:
        return Text("此处没有可用的名称。", "There is none to choose from.")
    more = Text("等", " …") if len(words) > MOST else Text("", "")
    return Text(
        f"可用：{'、'.join(words[:MOST])}{more.zh}。",
        f"There are: {', '.join(words[:MOST])}{more.en}.",
    )
