"""The promise, tried out on the review itself: whichever digit of a bound figure is changed, the
check names its line."""

from __future__ import annotations

import random
import shutil
from collections import defaultdict

import pytest

from places import ROOT
from review import rules
from review.evidence import corpus
from review.figures.binding import Binding, bindings, shown_text
from review.sources.numeral import Numeral, numerals, placed

RULES = {"figure-contradicts", "figure-unread"}


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> corpus.Corpus:
    """The review, read from a copy of its sources that may be changed."""
    root = tmp_path_factory.mktemp("review")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copy(ROOT / "references.bib", root)
    return corpus.read(root)


@pytest.fixture
def no_other_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    """The check with the rules on figures alone: no problem of another silences theirs."""
    monkeypatch.setattr(rules, "OF_OUTLINES", ())
    own = tuple(rule for rule in rules.OF_PARTS if rules.name(rule) in RULES)
    assert len(own) == len(RULES)
    monkeypatch.setattr(rules, "OF_PARTS", own)


@pytest.mark.parametrize("half", range(2))
@pytest.mark.usefixtures("no_other_rules")
def test_a_changed_digit_is_named(half: int, copy: corpus.Corpus) -> None:
    """One digit of one figure a line, on every second line that has any, all at once: two halves
    make the whole."""
    chance = random.Random(half)
    lines = list(_choices(copy, chance).items())[half::2]
    changed = {line: chance.choice(choices) for line, choices in lines}
    assert len(changed) > 500
    for path, source in copy.sources.items():
        letters = list(source.text)
        for _, offset, digit in (each for line, each in changed.items() if line[0] == path):
            letters[offset] = digit
        (copy.root / path).write_text("".join(letters), encoding="utf-8", newline="")
    named = {
        (problem.place.path, problem.place.line)
        for problem in rules.check(corpus.read(copy.root))
        if problem.rule in RULES
    }
    assert {line: figure for line, (figure, _, _) in changed.items() if line not in named} == {}


def _choices(
    copy: corpus.Corpus, chance: random.Random
) -> dict[tuple[str, int], list[tuple[str, int, str]]]:
    """By path and line: figures with the offset of one of their digits and another digit for it."""
    found = defaultdict(list)
    for binding in bindings(copy):
        for numeral in _figures(binding):
            offset = chance.choice(
                [
                    index
                    for index in range(numeral.start, numeral.end)
                    if binding.prose.text[index] in "0123456789"
                ]
            )
            old = binding.prose.text[offset]
            new = chance.choice([digit for digit in "0123456789" if digit != old])
            value = (
                binding.prose.text[numeral.start : offset]
                + new
                + binding.prose.text[offset + 1 : numeral.end]
            )
            if not _held(binding, value):
                place = binding.prose.place(offset)
                found[place.path, place.line].append(
                    (f"{numeral.digits} → {value}", binding.prose.start + offset, new)
                )
    return found


def _figures(binding: Binding) -> list[Numeral]:
    """The numerals of a link whose letters stand in the source as they are read."""
    if binding.datum is None or not binding.prose.exact:
        return []
    view, (start, end) = shown_text(binding)
    here = [
        placed(numeral, view)
        for numeral in numerals(view.text)
        if start <= numeral.start and numeral.end <= end
    ]
    return [
        numeral
        for numeral in here
        if binding.prose.text[numeral.start : numeral.end] == numeral.digits
        and numeral.digits[0] in "0123456789"
    ]


def _held(binding: Binding, value: str) -> bool:
    """Whether the datum holds the new value too, as 40 evaluable beside 42 enrolled: what is meant
    only the other language can tell."""
    assert binding.datum is not None
    return any(
        numeral.matches(figure.value, figure.quantum)
        for numeral in numerals(value)
        for figure in binding.datum.figures
    )
