"""What a plot shows, as data for whoever draws it on paper: book.typ has room for the words beside
the bars, where a phone has not, and breaks their lines itself."""

from __future__ import annotations

import json
from collections.abc import Sequence

from review.pages.plots.drawing import Bar, Drawing, Entry


def paper_data(
    entries: Sequence[Entry], drawing: Drawing, sides: tuple[str, str] | None = None
) -> str:
    """A drawing as JSON. Places are percents of the width of its scale, ``size`` is in the site's
    pixels, ``value`` has parts that had better not be broken; ``sides`` stand left and right of
    1."""
    shown = {
        "ticks": [[round(tick.place, 2), tick.label] for tick in drawing.ticks],
        "reference": _place(drawing.reference),
        "sides": sides or [],
        "rows": [
            {
                "heading": entry.heading,
                "label": entry.label,
                "value": entry.value,
                "confirmed": line.confirmed,
                **_bar(line.bar),
            }
            for entry, line in zip(entries, drawing.lines, strict=True)
        ],
    }
    return json.dumps(shown, ensure_ascii=False, separators=(",", ":"))


def _bar(bar: Bar) -> dict[str, object]:
    """The marks of an estimate."""
    return {
        "at": _place(bar.at),
        "low": _place(bar.low),
        "high": _place(bar.high),
        "beyond": [bar.before, bar.after],
        "size": bar.size,
        "sized": bar.sized,
    }


def _place(length: str) -> float | None:
    """A place as a number."""
    return float(length.removesuffix("%")) if length else None
