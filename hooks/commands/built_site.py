"""A site that is built already: which one a command means, and the lock on it meanwhile."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from commands.command_line import FOLDER, Parametrised
from review.messages import refusal
from system.lock import LockHeld, lock


def site_option() -> Callable[[Parametrised], Parametrised]:
    """The option ``--site``: the folder of a site that is built already."""
    return click.option("--site", type=FOLDER)


@contextlib.contextmanager
def built_site(root: Path, site: Path | None) -> Iterator[tuple[Path, int]]:
    """The folder of the site, which no build replaces meanwhile, and the descriptor of its lock.

    Raises Refusal where it is no site, or another program is at work on it."""
    folder = (root / "site" if site is None else site).resolve()
    if not (folder / "sitemap.xml").is_file():
        raise refusal("command/no-site", folder=folder)
    try:
        with lock(folder.with_name(f".{folder.name}.lock")) as descriptor:
            yield folder, descriptor
    except LockHeld:
        raise refusal("command/site-taken", folder=folder) from None
