"""What a plot shows, as data for whoever draws it on paper: book.typ sets the words beside the bars
and breaks their lines itself."""

from __future__ import annotations

import json

from review.pages.plots.drawing import Bar, Drawing


def paper_data(drawing: Drawing) -> str:
    """A drawing as JSON. Places are percents of the width of its scale, ``size`` is in the site's
    pixels, ``value`` has parts that had better not be broken; ``sides`` stand left and right of
    1."""
    content = {
        "ticks": [[round(tick.place, 2), tick.label] for tick in drawing.ticks],
        "reference": _place(drawing.reference),
        "sides": drawing.sides or [],
        "rows": [
            {
                "heading": line.entry.heading,
                "label": line.entry.label,
                "note": line.entry.note,
                "inner": line.entry.inner,
                "value": line.entry.value,
                "confirmed": line.entry.confirmed,
                **_bar(line.bar),
            }
            for line in drawing.lines
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def _bar(bar: Bar) -> dict[str, object]:
    """The marks of an estimate."""
    return {
        "at": _place(bar.at),
        "low": _place(bar.low),
        "high": _place(bar.high),
        "beyond": [bar.before, bar.after],
        "size": bar.size,
        "sized": bar.sized,
        "pooled": bar.pooled,
    }


def _place(length: str) -> float | None:
    """A place as a number."""
    return float(length.removesuffix("%")) if length else None
