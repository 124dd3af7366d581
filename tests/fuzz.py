"""Any text in the place of a page's, of a trial's summary, of a reference: it is read, judged alike
twice, set on a page, and no repair of it fails. One in FULL is a whole review besides, which is
mended in one go and, without problems, becomes pages.

    python tests/fuzz.py [NUMBER] [SEED]

Tries the kept texts, then NUMBER random ones (a million by default). How far a seed has come is
kept in ``.cache/fuzz.json``: the next call goes on from there. A text that breaks something is made
as short as it can be, printed, and kept among ``tests/cases/hostile-texts``, which the suite tries
each time; the search goes on, up to MOST of them."""

from __future__ import annotations

import json
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests" / "support")]

from properties import hold, keep, kept  # noqa: E402
from text_trial import Trial, shortest, text  # noqa: E402

NUMBER, SEED = 1_000_000, 0
FULL = 200  # of so many texts one is tried in a whole review
BATCH = 2_000  # texts after which it is told how far it has come
MOST = 5  # texts that break something, after which it is enough
PROGRESS = ROOT / ".cache" / "fuzz.json"


def done(seed: int) -> int:
    """How many texts of a seed were tried before."""
    if not PROGRESS.is_file():
        return 0
    return int(json.loads(PROGRESS.read_text(encoding="utf-8")).get(str(seed), 0))


def note(seed: int, number: int) -> None:
    """Keep how many texts of a seed were tried."""
    told = json.loads(PROGRESS.read_text(encoding="utf-8")) if PROGRESS.is_file() else {}
    PROGRESS.parent.mkdir(exist_ok=True)
    PROGRESS.write_text(json.dumps({**told, str(seed): number}), encoding="utf-8")


def fault(try_: Callable[[str, str], None], zh: str, en: str) -> str:
    """What a pair of texts breaks; empty where nothing."""
    try:
        try_(zh, en)
    except Exception as error:  # every one of them is a fault of ours
        return f"{type(error).__name__}: {str(error)[:300]}"
    return ""


def tried(trial: Trial, number: int, seed: int) -> str:
    """What the text with a number breaks, and where it is kept; empty where nothing."""
    chance = random.Random(f"{seed} {number}")
    zh, en = text(chance), text(chance)
    ways = [chance.choice([trial.on_page, trial.on_page, trial.in_table, trial.in_reference])]
    if number % FULL == 0:
        ways.append(lambda zh, en: hold(trial.folder.with_name("whole"), (zh, en)))
    for way in ways:
        if found := fault(way, zh, en):
            short = shortest(zh, en, lambda zh, en, way=way: bool(fault(way, zh, en)))
            file = keep(seed * NUMBER + number, short)
            return f"{found}\n{short!r}\n→ {file}"
    return ""


def main(number: int, seed: int) -> int:
    first, broken = done(seed), 0
    with tempfile.TemporaryDirectory() as folder:
        for texts in kept():
            hold(Path(folder) / "review", texts)
        trial, began, last = Trial(Path(folder) / "small"), time.monotonic(), first
        for at in range(first, number):
            if found := tried(trial, at, seed):
                print(found, flush=True)
                broken += 1
            if (at + 1) % BATCH == 0 or at + 1 == number or broken == MOST:
                note(seed, at + 1)
                rate = (at + 1 - last) / (time.monotonic() - began)
                print(f"{at + 1} texts, {rate:.0f} a second", flush=True)
                last, began = at + 1, time.monotonic()
            if broken == MOST:
                break
    print(
        f"{len(kept())} kept texts, random ones {first} to {number} (seed {seed}): {broken} broke"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    sys.exit(main(*[*numbers, *(NUMBER, SEED)[len(numbers) :]]))
