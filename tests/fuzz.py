"""Any text in the place of a paragraph: the check says the same twice, mending is done in one go,
and what has no problem becomes pages.

    python tests/fuzz.py [NUMBER] [SEED]

Tries the kept texts, then NUMBER random ones (a million by default). One that breaks something is
made as short as it can be, printed, and kept among ``tests/cases/hostile-texts``, which the suite
tries each time."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests" / "support")]

from hypothesis import HealthCheck, Phase, given, seed, settings  # noqa: E402

from properties import PAIRS, hold, keep, kept  # noqa: E402

TRIES = 1_000_000


def main(number: int, first: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        for texts in kept():
            hold(Path(folder) / "review", texts)
        broken: list[tuple[str, str]] = []

        @seed(first)
        @settings(
            max_examples=number,
            deadline=None,
            database=None,
            phases=[Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(PAIRS)
        def tried(texts: tuple[str, str]) -> None:
            try:
                hold(Path(folder) / "review", texts)
            except BaseException:
                broken.append(texts)  # the last is the shortest
                raise

        try:
            tried()
        except Exception as error:  # every one of them is a fault of ours
            file = keep(first, broken[-1])
            print(f"{type(error).__name__}: {str(error)[:300]}\n{broken[-1]!r}\n→ {file}")
            return 1
    print(f"{len(kept())} kept texts and {number} random ones (seed {first}): nothing broke")
    return 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    sys.exit(main(*[*numbers, *(TRIES, 0)[len(numbers) :]]))
