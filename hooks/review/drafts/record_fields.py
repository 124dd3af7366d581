"""The tags or fields of one record of a stranger. What is read is plain text; what was not read,
and what could not be read exactly, is kept for a person to be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from review.drafts.catalogue_text import Plain, plain, unstopped
from review.drafts.identifiers import identifier
from review.drafts.person_names import Names, listed
from review.markup.scalar import clean
from review.messages import text
from review.problem import Text

LONGEST_TITLE = 1_000
LONGEST = 300  # characters of a text that is no title
Reader = Callable[[str], Plain]


class Fields:
    """The values of each tag, in order. ``reader`` makes plain text of a value."""

    def __init__(self, values: Mapping[str, Sequence[str]], reader: Reader = plain) -> None:
        self.values = {
            tag: found for tag, every in values.items() if (found := [*filter(None, every)])
        }
        self.warnings: list[Text] = []
        self._reader = reader
        self._used: set[str] = set()
        self._tags: set[str] = set()

    def one(self, *tags: str) -> str:
        """The first value of the first tag that has one, as it stands."""
        found = next((value for tag in tags for value in self.values.get(tag, ())), "")
        self._used.add(_folded(found))
        return found

    def every(self, *tags: str) -> list[str]:
        """All values of the tags, as they stand."""
        found = [value for tag in tags for value in self.values.get(tag, ())]
        self._used |= set(map(_folded, found))
        return found

    def text(self, *tags: str, longest: int = LONGEST) -> str:
        """The first value of the tags as plain text, cut at ``longest`` with a warning."""
        return self.plain(self.one(*tags), longest)

    def title(self, *tags: str) -> str:
        """The first value of the tags as a title, without the full stop at its end."""
        return unstopped(self.text(*tags, longest=LONGEST_TITLE))

    def plain(self, value: str, longest: int = LONGEST) -> str:
        """A value as plain text, with a warning for what could not be carried over."""
        read = self._reader(value)
        for small in read.flattened:
            self.warn("import/flattened", small=small)
        if len(read.text) > longest:
            self.warn("import/too-long", most=longest, text=read.text[:40])
        return clean(read.text, longest)

    def identifier(self, kind: str, *tags: str) -> str:
        """The first DOI, PMID, PMCID or address of the tags, bare; else empty, none used."""
        for value in (value for tag in tags for value in self.values.get(tag, ())):
            if number := identifier(kind, value):
                self.seen(value)
                return number
        return ""

    def names(self, *tags: str) -> Names:
        """The names under the first tag that has any; those of person or group are told."""
        lines = next((self.values[tag] for tag in tags if tag in self.values), [])
        self._used |= set(map(_folded, lines))
        found = listed([self._reader(line).text for line in lines])
        for name in found.doubtful:
            self.warn_of_name(name)
        people = [person for person in found.people if person.given and _shouted(person.family)]
        if people:
            self.warn("import/capitals", names=[person.family for person in people])
        return found

    def seen(self, value: str) -> None:
        """The value was used."""
        self._used.add(_folded(value))

    def settled(self, *tags: str) -> None:
        """These tags say nothing that a reference holds, or only what is known of it already."""
        self._tags |= set(tags)

    def warn(self, message: str, **values: object) -> None:
        """Something that a person must look at, as the message of the import tells it."""
        if (warning := text(message, "found", **values)) not in self.warnings:
            self.warnings.append(warning)

    def warn_of_name(self, name: str) -> None:
        """Tell of a name that may be a person's or a group's."""
        self.warn("import/person-or-group", name=name)

    def unused(self) -> tuple[tuple[str, str], ...]:
        """Each value that was not read, and is not told by one that was, behind its tag."""
        return tuple(
            (tag, clean(value))
            for tag, every in self.values.items()
            if tag not in self._tags
            for value in every
            if _folded(value) not in self._used
        )


def _shouted(name: str) -> bool:
    """Capitals throughout, in a word too long for initials."""
    return name.isupper() and len(name) > 2


def _folded(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
