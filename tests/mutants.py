"""What the check makes of errors planted one at a time in the real review.

    python tests/mutants.py [--each N] [--seed N] [--processes N]

For each kind of ``tests/support/planted.py`` up to N slips, in copies of the review that are sound
and sealed otherwise; slips that cannot be told in one place are checked together. Printed: how many
of each kind were told, and how many by a rule that knows what is wrong (a broken seal only says
that a text changed); the shares of those that touch a figure, a citation, a link, a table or a
reference, and of all; and every survivor with its place.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import NamedTuple, cast

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests" / "support")]

import planted  # noqa: E402
from planted import KINDS, Planted  # noqa: E402
from review import rules  # noqa: E402
from review.evidence import corpus, seal  # noqa: E402
from review.keep import Keep, Made  # noqa: E402
from review.problem import Place, Problem  # noqa: E402

# the beginning of a part of a file that is judged by itself
BEGINS = {"docs/review/": ("<!-- zh", "#"), corpus.REFERENCES: ("@",)}
NAMED = re.compile(r"\b([a-z0-9-]+)(?:\.yml|#)|reported-in: ([a-z0-9-]+)")
SEAL = "seal-broken"
MOST = 24  # slips that stand in the review together
LAID: dict[str, tuple[Path, corpus.Memory, Keep]] = {}  # of this process: its copy, what was read


def copied(root: Path, target: Path) -> Path:
    """The sources of a review, sealed as they stand."""
    shutil.copytree(root / "docs", target / "docs")
    for name in (corpus.REFERENCES, corpus.RECORDS):
        if (root / name).is_file():
            shutil.copy(root / name, target)
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


def told(slips: Sequence[Planted], root: Path, memory: corpus.Memory, keep: Keep) -> list[Problem]:
    """What the check tells of slips that stand in the review together."""
    sound = {one.path: (root / one.path).read_text(encoding="utf-8") for one in slips}
    try:
        for path, text in sound.items():
            edits = [edit for one in slips if one.path == path for edit in one.edits]
            (root / path).write_text(planted.edited(text, edits), encoding="utf-8")
        return rules.check(corpus.read(root, memory=memory), keep=keep)
    finally:
        for path, text in sound.items():
            (root / path).write_text(text, encoding="utf-8")


def judged(group: Sequence[Trial], root: Path) -> list[set[str]]:
    """The rules that tell each slip of a group, in the copy of this process. A problem belongs to
    the slip in whose reach it stands; where one stands in the reach of none, each slip that is not
    told yet is tried alone."""
    if "copy" not in LAID:
        target = Path(tempfile.mkdtemp(prefix="mutants-"))
        LAID["copy"] = (copied(root, target), {}, keeping())
    problems = told([one.slip for one in group], *LAID["copy"])
    names = [{each.rule for each in problems if one.reaches(each.place)} for one in group]
    if all(any(one.reaches(each.place) for one in group) for each in problems):
        return names
    return [
        found or {each.rule for each in told([one.slip], *LAID["copy"])}
        for found, one in zip(names, group, strict=True)
    ]


class Trial(NamedTuple):
    """A slip, and the lines of each file on which the check may tell it."""

    slip: Planted
    reach: dict[str, set[int]]

    def reaches(self, place: Place) -> bool:
        """Whether a problem at a place may be of this slip."""
        return place.line in self.reach.get(place.path, ())

    def apart(self, other: Trial) -> bool:
        """Whether two slips can stand in the review together, each told by itself."""
        return all(
            lines.isdisjoint(other.reach.get(path, ())) for path, lines in self.reach.items()
        )


def naming(sources: dict[str, str]) -> dict[str, dict[str, set[int]]]:
    """By the name of a trial table the lines of each file that name it."""
    found: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
    for path, text in sources.items():
        for number, line in enumerate(text.splitlines(), 1):
            for match in NAMED.finditer(line):
                found[match[1] or match[2]][path].add(number)
    return found


def trial(slip: Planted, sources: dict[str, str], names: dict[str, dict[str, set[int]]]) -> Trial:
    """A slip with its reach: the part of a page or of references.bib that it stands in; of a table
    the whole of it, and what names it."""
    lines = sources[slip.path].splitlines()
    begins = BEGINS.get(slip.path) or BEGINS.get(slip.path.rpartition("/")[0] + "/")
    moved = any("\n" in sources[slip.path][edit.start : edit.end] for edit in slip.edits)
    if begins is None or moved:
        others = names.get(Path(slip.path).stem, {})
        return Trial(slip, {**others, slip.path: set(range(len(lines) + 2))})
    starts = [number for number, line in enumerate(lines, 1) if line.startswith(begins)]
    reach: set[int] = set()
    for edit in slip.edits:
        line = sources[slip.path].count("\n", 0, edit.start) + 1
        first = max((start for start in starts if start <= line), default=0)
        last = next((start for start in starts if start > line), len(lines) + 2)
        reach |= set(range(first, last))
    return Trial(slip, {slip.path: reach})


def groups(trials: Sequence[Trial]) -> list[list[Trial]]:
    """Slips that can stand in the review together."""
    found: list[list[Trial]] = []
    for one in trials:
        room = (group for group in found if len(group) < MOST)
        group = next((each for each in room if all(map(one.apart, each))), None)
        if group is None:
            found.append([one])
        else:
            group.append(one)
    return found


def slips(sources: dict[str, str], each: int, seed: int) -> Iterator[Planted]:
    """Slips of every kind."""
    chance = random.Random(seed)
    for kind in KINDS:
        yield from planted.plant(sources, kind, each, chance)


def main() -> None:
    """Plant, check, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    parser.add_argument("--each", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    sources = texts(chosen.root)
    names = naming(sources)
    planting = slips(sources, chosen.each, chosen.seed)
    found = [trial(slip, sources, names) for slip in planting]
    grouped = groups(found)
    judge = partial(judged, root=chosen.root)
    with ProcessPoolExecutor(chosen.processes) as pool:
        answers = [names for each in pool.map(judge, grouped) for names in each]
    order = {kind.name: number for number, kind in enumerate(KINDS)}
    pairs = zip((one.slip for group in grouped for one in group), answers, strict=True)
    report(sorted(pairs, key=lambda pair: (order[pair[0].kind], pair[0].path, pair[0].line)))


def report(answers: list[tuple[Planted, set[str]]]) -> None:
    """Print the shares and the survivors."""
    kinds: dict[str, list[set[str]]] = defaultdict(list)
    for one, names in answers:
        kinds[one.kind].append(names)
    for kind, found in kinds.items():
        rules_told = sorted({name for names in found for name in names - {SEAL}})
        counted = ", ".join(
            f"{name} {sum(name in names for names in found)}" for name in rules_told
        )
        print(f"{kind:36} {_counted(found)}  {counted}")
    firm = [names for one, names in answers if one.firm]
    for name, chosen in (
        ("figure, citation, link, table, reference", firm),
        ("all", [names for _, names in answers]),
    ):
        print(f"{name}: {_counted(chosen)}")
    for one, names in answers:
        if not names - {SEAL}:
            print(f"{'sealed' if names else 'survived'}: {one.kind}: {one.path}:{one.line}")


def _counted(found: list[set[str]]) -> str:
    """How many were told, and how many of them by more than a seal."""
    caught, by_rules, of = (
        sum(map(bool, found)),
        sum(bool(each - {SEAL}) for each in found),
        len(found),
    )
    shares = f"({100 * caught / of:.1f} %), by rules {by_rules} ({100 * by_rules / of:.1f} %)"
    return f"{caught:3} of {of:3} {shares}"


if __name__ == "__main__":
    main()
