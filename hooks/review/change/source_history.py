"""The past of a review, as far as it is known: its first edition, and for each later day on which a
source changed both versions of that source.

A day counts as it ended: what was written and taken back within it never was. Days are those of
UTC, so that the same history gives the same pages everywhere."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class Step:
    """What a day changed: sources by path as the day before left them and as it left them; one that
    was not there is missing.

    ``moment`` is when the last change of the day reached the main line.
    """

    moment: datetime.datetime
    before: Files
    after: Files

    @property
    def day(self) -> datetime.date:
        return self.moment.date()


@dataclass(frozen=True)
class Origin:
    """Paths of all sources in the first edition, and the text of its bibliography."""

    moment: datetime.datetime
    paths: tuple[str, ...]
    bibliography: bytes = b""


@dataclass(frozen=True)
class History:
    """Steps, the newest first. ``origin`` is the first edition, None where the history at hand does
    not reach back to it.

    ``since`` is then the day from which changes are known. ``shallow`` says that the clone lacks
    what came before; else there were too many days to tell."""

    steps: tuple[Step, ...] = ()
    origin: Origin | None = None
    since: datetime.date | None = None
    shallow: bool = False


UNKNOWN = History()  # no git, or a folder that git does not know
