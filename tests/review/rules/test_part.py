"""What is found of the parts of a review is found of the whole, and a part tells all it holds."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

from mutations import KINDS, mutate
from places import SITE
from review import rules
from review.evidence import corpus
from review.rules.cached_by_part import parts
from system.store import Store


def test_what_is_kept_of_parts_is_what_would_be_found(tmp_path: Path) -> None:
    """After each of thirty changes of all kinds of sources."""
    root, chance = shutil.copytree(SITE, tmp_path / "review"), random.Random(3)
    kept = Store(tmp_path / "cache")
    for _ in range(30):
        done = mutate(root, chance.choice([*KINDS]), chance)
        read = corpus.read(root)
        assert rules.check(corpus.read(root, keep=kept), keep=kept) == rules.check(read), done


def test_a_part_is_judged_anew_only_where_what_it_holds_has_changed(tmp_path: Path) -> None:
    """A section that links to a trial is judged by its table, another is not."""
    root = shutil.copytree(SITE, tmp_path / "review")

    def made_from() -> dict[str, object]:
        found = parts(corpus.read(root), lambda kind, made_from, make: make())
        return {
            next(iter([*part.corpus.sections, *part.corpus.records])): part.made_from
            for part in found
        }

    before = made_from()
    table = root / "docs/trials/reflect.yml"
    table.write_text(table.read_text(encoding="utf-8") + "# a comment\n", encoding="utf-8")
    changed = {path for path, each in made_from().items() if each != before[path]}
    assert {"docs/trials/reflect.yml", "docs/review/systemic-therapy.md"} <= changed
    assert not {"docs/trials/zhang-2004.yml", "docs/review/surveillance.md"} & changed
