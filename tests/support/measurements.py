"""What benches measure, as one table: each figure is the median of its runs and stands beside what
it should be.

A bench records a figure as soon as it has it, in a file that lasts; ``make bench`` begins without
one and ends with the table (``bench_table.py``)."""

from __future__ import annotations

import json
import os
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from places import ROOT

FIGURES = Path(os.environ.get("BENCH_FIGURES", ROOT / ".bench.jsonl"))
HEAD = "| bench | measured | median | runs | at most | |\n| --- | --- | ---: | ---: | ---: | --- |"


@dataclass(frozen=True)
class Measurement:
    """A figure by the bench it is of: one value a run, and the most it should be, if that was
    set."""

    bench: str
    what: str
    values: Sequence[float]
    unit: str
    most: float | None = None

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    @property
    def kept(self) -> bool:
        """Whether it is what it should be."""
        return self.most is None or self.median <= self.most

    @property
    def row(self) -> str:
        """A row of the table."""
        verdict = "" if self.most is None else "met" if self.kept else "missed"
        most = "" if self.most is None else f"{self.most:g} {self.unit}"
        cells = (self.bench, self.what, f"{self.median:.3g} {self.unit}", len(self.values))
        return "| " + " | ".join(str(cell).strip() for cell in (*cells, most, verdict)) + " |"


def record(
    bench: str, what: str, values: Iterable[float], unit: str = "", most: float | None = None
) -> Measurement:
    """Print a figure and put it among those of the table."""
    measured = Measurement(bench, what, [*values], unit, most)
    limit = "" if most is None else f"   ({most:g} or less)"
    print(f"{bench}: {what:55} {measured.median:9.2f} {unit}{limit}", flush=True)
    with FIGURES.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(measured), ensure_ascii=False) + "\n")
    return measured


def table() -> str:
    """All figures so far, in the order in which they came; one measured again replaces the
    first."""
    lines = FIGURES.read_text(encoding="utf-8").splitlines() if FIGURES.exists() else []
    found = [Measurement(**json.loads(line)) for line in lines]
    latest = {(one.bench, one.what): one.row for one in found}
    return "\n".join([HEAD, *latest.values()])
