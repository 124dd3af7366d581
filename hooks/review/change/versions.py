"""The two versions of a review, and what every comparison of them needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from review.change.paragraph_changes import Judge
from review.change.renames import Renames, matched, renames
from review.change.row_names import with_digits
from review.change.sentences import Citations
from review.change.wording_distance import Lexicon
from review.evidence.corpus import REFERENCES, Corpus


class InFile(Protocol):
    """A thing that has a file of its own."""

    @property
    def path(self) -> str: ...


File = TypeVar("File", bound=InFile)


@dataclass(frozen=True)
class Versions:
    """A review before and after."""

    before: Corpus
    after: Corpus

    @cached_property
    def renames(self) -> Renames:
        return renames(self.before, self.after)

    @cached_property
    def judge(self) -> Judge:
        return Judge(
            Lexicon.of(self.before),
            Lexicon.of(self.after),
            self.renames,
            with_digits(
                (*self.before.trials.values(), *self.after.trials.values()), self.after.vocabulary
            ),
        )

    @cached_property
    def citing_before(self) -> Citations:
        return Citations(self.before)

    @cached_property
    def citing_after(self) -> Citations:
        return Citations(self.after)

    @cached_property
    def unread(self) -> tuple[frozenset[str], frozenset[str]]:
        """Files that exist but could not be read, before and after."""
        return self.before.unread - {REFERENCES}, self.after.unread - {REFERENCES}

    def matched(
        self, before: Mapping[str, File], after: Mapping[str, File], pairs: Mapping[str, str]
    ) -> Iterator[tuple[File | None, File | None]]:
        """What ``renames.matched`` has, but for that of which nobody knows whether it came or went:
        its file in the other version could not be read."""
        for old, new in matched(before, after, pairs):
            only_side = (new if old is None else None) or (old if new is None else None)
            if only_side is None or only_side.path not in self.unread[new is None]:
                yield old, new
