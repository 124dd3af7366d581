"""``python hooks seal``: say that texts and values were compared with their sources and hold."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.command_line import Command, root_option
from commands.whole_review import whole_review
from review.messages import refusal
from system import files

if TYPE_CHECKING:
    from review.evidence.corpus import Corpus


@click.command("seal", cls=Command)
@click.argument("paths", nargs=-1)
@root_option
@click.option("--by", required=True, metavar="NAME")
def seal(paths: tuple[str, ...], root: Path, by: str) -> int:
    """Renew the seals of these files that are broken, and say how many."""
    from review.evidence.corpus import SEALS

    read = whole_review(root)
    name = " ".join(by.split())
    if not name:
        raise refusal("command/nobody")
    text, number = _renewed(read, root, paths, name)
    files.replace(root / SEALS, text)
    print(f"{number} 处已封存 / sealed: {number}")
    return 0


def _renewed(read: Corpus, root: Path, paths: tuple[str, ...], name: str) -> tuple[str, int]:
    """The file of seals with those of the files meant renewed, and how many were broken."""
    from review.evidence import seal as seals

    units = seals.units(read)
    old, _ = seals.parse(read.seals.text if read.seals else "")
    sealed = {unit.path for unit in units} | {item.path for item in old}
    files = _named_files(root, paths, sealed)
    found = [unit for unit in units if unit.path in files]
    before = [item for item in old if item.path in files]
    fresh = seals.renewed(found, before, name, datetime.date.today().isoformat())
    kept_seals = [item for item in old if item.path not in files]
    ordered = sorted([*kept_seals, *fresh], key=lambda item: item.path)
    return seals.written(ordered), len(seals.broken(found, before))


def _named_files(root: Path, paths: tuple[str, ...], sealed: set[str]) -> set[str]:
    """The files meant, as paths of the review. Raises Refusal for one with nothing to seal."""
    if not paths:
        return sealed
    relative = {Path(path).as_posix() for path in paths}
    absolute = {
        path: file.resolve().relative_to(root.resolve()).as_posix()
        for path in relative
        if (file := Path(path)).exists() and file.resolve().is_relative_to(root.resolve())
    }
    named = {absolute.get(path, path) for path in relative}
    unknown = sorted(named - sealed)
    if unknown:
        raise refusal("command/no-seal", unknown=unknown)
    return named
