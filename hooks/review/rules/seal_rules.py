"""The rule on seals: what changed since it was compared is told until somebody seals it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from review.evidence.corpus import SEALS, Corpus, once
from review.evidence.seal import Broken, Seal, Unit, broken, parse, units
from review.messages import problem
from review.problem import Place, Problem
from review.rules.rule import after, of_parts

COMMAND = "python hooks seal"


@once
def opened(corpus: Corpus) -> list[Broken]:
    """What no seal of the review holds; nothing where it keeps none."""
    if corpus.seals is None:
        return []
    return broken(units(corpus), parse(corpus.seals.text)[0])


def _unread(corpus: Corpus) -> frozenset[str]:
    """Files of which a part could not be read: what is missing there may be unread only."""
    return frozenset(problem.place.path for problem in corpus.problems)


@of_parts
@after(in_file=_unread)
def seal_broken(corpus: Corpus) -> Iterator[Problem]:
    """A text or a value that changed since somebody compared it with its source and with the other
    language is compared again; who did so stands in seals.lock.
    文字或数据自上次与来源、与另一种语言核对后有改动的，须再次核对；核对者记在 seals.lock。
    """
    for path, group in groupby(opened(corpus), key=lambda gap: gap.path):
        yield from _of_file(path, list(group))


def seal_form(corpus: Corpus) -> Iterator[Problem]:
    """seals.lock is written by its command: below the path of a file, lines of an address, three
    digests, a day and who compared.
    seals.lock 由命令写成：文件路径之下，每行为位置、三个摘要值、日期与核对者。
    """
    if corpus.seals is None:
        return
    for line in parse(corpus.seals.text)[1]:
        yield problem(Place(SEALS, line), "seal-form", command=COMMAND)


def _of_file(path: str, changes: list[Broken]) -> Iterator[Problem]:
    """What changed one by one; what came and what went in one problem each."""
    yield from (_changed(gap.unit, gap.seal) for gap in changes if gap.unit and gap.seal)
    fresh = [gap.unit for gap in changes if gap.unit and not gap.seal]
    removed = [gap.seal.address for gap in changes if gap.seal and not gap.unit]
    if fresh:
        place, first = fresh[0].place, fresh[0].address
        yield problem(place, "seal-broken/new", n=len(fresh), first=first, command=COMMAND)
    if removed:
        names = list(dict.fromkeys(removed))[:3]
        yield problem(
            Place(path), "seal-broken/gone", names=names, command=COMMAND, n=len(removed), path=path
        )


def _changed(unit: Unit, seal: Seal) -> Problem:
    zh, en, _ = (found == sealed for found, sealed in zip(unit.digests, seal.digests, strict=True))
    kind = "changed" if zh == en else "english" if zh else "chinese"
    place = unit.english if kind == "english" and unit.english else unit.place
    return problem(place, f"seal-broken/{kind}", command=COMMAND, on=seal.on, by=seal.by)
