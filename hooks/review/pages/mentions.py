"""“Discussed in”: the very pairs of the review that speak of a trial, a term or a reference."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from review.edition.mention import Mention
from review.edition.view import View
from review.evidence.trial import Trial
from review.markup.escape import link, literal, plain
from review.markup.language import Language
from review.sources.section import Section

MOST = 200  # places that are listed


@dataclass
class Place:
    """A heading under which something is discussed, as a link, with links to further pairs."""

    name: str
    language: Language
    pairs: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        if not self.pairs:
            return self.name
        pairs = self.language.listed(self.pairs)
        opening, closing = self.language.opening, self.language.closing
        return f'{self.name}<span class="places">{opening}{pairs}{closing}</span>'


def listed(found: Sequence[object], view: View) -> list[str]:
    """An item for each place, where they are many for the first, and how many more there are."""
    number = len(found) - MOST
    more = [view.word("more", "places", n=number)] if number > 0 else []
    return [*map(str, found[:MOST]), *more]


def of_trial(trial: Trial, view: View) -> list[str]:
    """Where the review speaks of a trial."""
    return listed(places(view.edition.mentions.get(trial.path, []), view), view)


def of_term(
    kind: str, id: str, trials: list[Trial], view: View, except_section: Section | None = None
) -> list[str]:
    """Where the review speaks of a term or of the trials that concern it; the places of
    ``except_section`` are left out."""
    found = [
        *view.edition.mentions.get(f"{kind}#{id}", []),
        *(mention for trial in trials for mention in view.edition.mentions.get(trial.path, [])),
    ]
    elsewhere = [mention for mention in found if mention.section is not except_section]
    return listed(places(elsewhere, view), view)


def of_reference(key: str, view: View) -> list[Place]:
    """Where the review cites a reference."""
    return places(view.edition.citing.get(key, []), view)


def places(mentions: list[Mention], view: View) -> list[Place]:
    """Mentions by heading: the heading leads to the first pair, numbers to the others."""
    found: dict[tuple[str, str], Place] = {}
    placed: set[tuple[str, str]] = set()
    for mention in sorted(
        mentions, key=lambda mention: view.edition.order[mention.section.path, mention.pair.id]
    ):
        key = (mention.page, mention.heading.anchor)
        if (mention.page, mention.pair.id) in placed:
            continue
        placed.add((mention.page, mention.pair.id))
        target, named = view.to(mention.page, mention.pair.id), title(mention, view)
        if key in found:
            number = len(found[key].pairs) + 2
            place = view.word("trial", "place", n=number)
            found[key].pairs.append(link(place, target, named, ".nth"))
        else:
            found[key] = Place(link(literal(named), target), view.language)
    return list(found.values())


def title(mention: Mention, view: View) -> str:
    """Section and heading, as ``Surgery › Margins``."""
    titles = dict.fromkeys([mention.section.title, mention.heading])
    return " › ".join(plain(view.pick(title.text)) for title in titles)
