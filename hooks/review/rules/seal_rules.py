"""The rule on seals: what changed since somebody compared it is told until somebody says that it
holds."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from review.evidence.corpus import SEALS, Corpus, once
from review.evidence.seal import Broken, Seal, Unit, broken, parse, units
from review.messages import problem
from review.problem import Place, Problem, Text
from review.rules.rule import after, of_parts

COMMAND = "python hooks seal"
SAME = Text("封存时的内容", "what was sealed")


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
    for path, group in groupby(opened(corpus), key=_path):
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
    fresh: list[Unit] = []
    gone: list[Seal] = []
    for one in changes:
        if one.unit and one.seal:
            yield _changed(one.unit, one.seal)
        elif one.unit:
            fresh.append(one.unit)
        elif one.seal:
            gone.append(one.seal)
    if fresh:
        yield _new(fresh)
    if gone:
        yield _gone(path, gone)


def _path(one: Broken) -> str:
    owner = one.unit or one.seal
    return owner.path if owner else ""


def _changed(unit: Unit, seal: Seal) -> Problem:
    zh, en, _ = (ours == theirs for ours, theirs in zip(unit.digests, seal.digests, strict=True))
    since = Text(f"{seal.on} {seal.by} 封存之后", f"since {seal.by} sealed it on {seal.on}")
    if zh != en:
        name = Text("英文", "the English") if zh else Text("中文", "the Chinese")
        found = Text(f"{since.zh}只改了{name.zh}", f"that only {name.en} changed {since.en}")
    else:
        found = Text(f"{since.zh}有改动", f"a change {since.en}")
    place = unit.english if zh and not en and unit.english else unit.place
    return problem(place, "seal-broken/changed", command=COMMAND, found=found)


def _new(fresh: list[Unit]) -> Problem:
    place, first = fresh[0].place, fresh[0].address
    return problem(place, "seal-broken/new", n=len(fresh), first=first, command=COMMAND)


def _gone(path: str, gone: list[Seal]) -> Problem:
    names = list(dict.fromkeys(seal.address for seal in gone))[:3]
    return problem(
        Place(path),
        "seal-broken/gone",
        n=len(gone),
        names=names,
        command=COMMAND,
        path=path,
    )
