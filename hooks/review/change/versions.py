"""The two versions of a review, and what every comparison of them needs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from review.change.paragraph_changes import Judge
from review.change.renames import Renames, renames
from review.change.row_names import with_digits
from review.change.sentences import Citations
from review.change.wording_distance import Lexicon
from review.evidence.corpus import REFERENCES, Corpus


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
