"""What the check makes of errors planted one at a time in the real review.

    python tests/mutants.py [--each N] [--seed N] [--without-seals]

For each kind of ``tests/support/planted.py`` up to N slips, each in a copy of the review that is
sound and sealed otherwise. Printed: how many of each kind were told, the share of those that touch
a figure, a citation, a link, a table or a reference, the share of all, and every survivor with its
place. ``--without-seals`` leaves only what the rules know of meaning.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import cast

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests" / "support")]

import planted  # noqa: E402
from planted import KINDS, Planted  # noqa: E402
from review import rules  # noqa: E402
from review.evidence import corpus, seal  # noqa: E402
from review.keep import Keep, Made, anew  # noqa: E402

LAID: dict[str, tuple[Path, corpus.Memory, Keep]] = {}  # of this process: its copy, what was read


def copied(root: Path, target: Path, sealed: bool) -> Path:
    """The sources of a review, sealed as they stand or without seals."""
    shutil.copytree(root / "docs", target / "docs")
    shutil.copy(root / corpus.REFERENCES, target)
    if sealed:
        units = seal.units(corpus.read(target))
        text = seal.written(seal.renewed(units, [], "test", "2026-01-01"))
        (target / corpus.SEALS).write_text(text, encoding="utf-8")
    return target


def texts(root: Path) -> dict[str, str]:
    """The sources of a review by path."""
    files = [*sorted((root / "docs").rglob("*.md")), *sorted((root / "docs").rglob("*.yml"))]
    return {
        file.relative_to(root).as_posix(): file.read_text(encoding="utf-8")
        for file in [*files, root / corpus.REFERENCES]
    }


def keeping() -> Keep:
    """A Keep of this process: of a part that a slip leaves alone nothing is found anew."""
    made: dict[Hashable, object] = {}

    def keep(kind: str, made_from: Hashable, make: Callable[[], Made]) -> Made:
        if (kind, made_from) not in made:
            made[kind, made_from] = make()
        return cast("Made", made[kind, made_from])

    return keep


def told(one: Planted, root: Path, memory: corpus.Memory, keep: Keep = anew) -> set[str]:
    """The rules that tell a slip."""
    file = root / one.path
    sound = file.read_text(encoding="utf-8")
    file.write_text(one.text, encoding="utf-8")
    try:
        read = corpus.read(root, memory=memory)
        return {problem.rule for problem in rules.check(read, keep=keep)}
    finally:
        file.write_text(sound, encoding="utf-8")


def judged(one: Planted, root: Path, sealed: bool) -> set[str]:
    """As ``told``, in the copy of this process."""
    if "copy" not in LAID:
        target = Path(tempfile.mkdtemp(prefix="mutants-"))
        LAID["copy"] = (copied(root, target, sealed), {}, keeping())
    return told(one, *LAID["copy"])


def slips(root: Path, each: int, seed: int) -> Iterator[Planted]:
    """Slips of every kind."""
    sources, chance = texts(root), random.Random(seed)
    for kind in KINDS:
        yield from planted.plant(sources, kind, each, chance)


def main() -> None:
    """Plant, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--without-seals", action="store_true")
    chosen = parser.parse_args()
    found = list(slips(chosen.root, chosen.each, chosen.seed))
    judge = partial(judged, root=chosen.root, sealed=not chosen.without_seals)
    with ProcessPoolExecutor() as pool:
        answers = list(pool.map(judge, found, chunksize=4))
    report(list(zip(found, answers, strict=True)))


def report(answers: list[tuple[Planted, set[str]]]) -> None:
    """Print the shares and the survivors."""
    kinds: dict[str, list[bool]] = defaultdict(list)
    by_rule: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one, names in answers:
        kinds[one.kind].append(bool(names))
        for name in names:
            by_rule[one.kind][name] += 1
    for kind, caught in kinds.items():
        names = ", ".join(f"{name} {number}" for name, number in sorted(by_rule[kind].items()))
        print(f"{kind:34} {sum(caught):3} of {len(caught):3}  {names}")
    for name, chosen in (
        ("figure, citation, link, table, reference", [told for one, told in answers if one.firm]),
        ("all", [told for _, told in answers]),
    ):
        caught_all = sum(map(bool, chosen))
        print(f"{name}: {caught_all} of {len(chosen)} ({100 * caught_all / len(chosen):.1f} %)")
    for one, names in answers:
        if not names:
            print(f"survived: {one.kind}: {one.path}:{one.line}")


if __name__ == "__main__":
    main()
