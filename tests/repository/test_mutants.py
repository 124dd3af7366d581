"""A sample of ``tests/mutants.py`` on the real review: a slip of each kind breaks a seal."""

from __future__ import annotations

import random
from pathlib import Path

import mutants
import pytest

import planted
import reviews
from places import ROOT
from review.evidence import corpus, seal


@pytest.fixture(scope="module")
def seals() -> list[seal.Seal]:
    return seal.renewed(seal.units(reviews.review(ROOT)), [], "Doe", "2026-01-01")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return mutants.texts(ROOT)


@pytest.mark.parametrize("kind", planted.KINDS, ids=lambda kind: kind.name)
def test_a_slip_breaks_a_seal(
    kind: planted.Kind, seals: list[seal.Seal], texts: dict[str, str], tmp_path: Path
) -> None:
    [slip] = planted.plant(texts, kind, 1, random.Random(kind.name))
    file = tmp_path / slip.path
    file.parent.mkdir(parents=True, exist_ok=True)

    def opened(text: str) -> list[seal.Broken]:
        """What is open in a review of this file alone."""
        file.write_text(text, encoding="utf-8")
        found = [one for one in seal.units(corpus.read(tmp_path)) if one.path == slip.path]
        return seal.broken(found, [one for one in seals if one.path == slip.path])

    assert not opened(texts[slip.path])
    assert opened(slip.applied(texts[slip.path]))
