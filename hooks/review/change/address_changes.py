"""Published addresses that end: of pages, headings, rows and references that were renamed or
deleted, where ``moved`` in docs/review.yml does not lead on from them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set

from review.change.versions import Versions
from review.edition.change import NEUTRAL, Change, Detail, same
from review.evidence.addresses import html, moved, published
from review.problem import Place, Text
from review.sources.section import Section

SETTINGS = "docs/review.yml"
ENDED = Text("失效的网址", "address that ends")


def addresses(versions: Versions) -> Iterator[Change]:
    """One change for each page of which addresses end. Of a trial, row or reference that was
    deleted the diff tells that already; here stands what goes on under another name."""
    before, after = published(versions.before), published(versions.after)
    lead, renamed = moved(versions.after), _renamed(versions)
    pages, unread = _sections(versions.before.sections), _unread(versions)
    for page, anchors in before.items():
        led = lead.get(page, {})
        if page in after:
            linked = _headings(pages[page]) if page in pages else anchors
            ended = _without(page, linked, {*after[page], *led})
        else:
            ended = [] if "" in led or page in unread else [page]
        details = tuple(
            _detail(address, renamed.get(address, ""))
            for address in ended
            if page in pages or address in renamed
        )
        if details:
            yield Change("address-ended", NEUTRAL, same(page), Place(SETTINGS), None, details)


def _without(page: str, anchors: Iterable[str], going_on: Set[str]) -> list[str]:
    """The addresses of a page's anchors that do not go on."""
    return [f"{page}#{anchor}" for anchor in anchors if anchor not in going_on]


def _headings(section: Section) -> list[str]:
    """The anchors of a section by which others link; the numbers of paragraphs go with them."""
    return [heading.anchor for heading in section.headings]


def _unread(versions: Versions) -> set[str]:
    """The pages of files that cannot be read now: nobody knows what they hold."""
    return {html(path.replace(".yml", ".md")) for path in versions.unread[1]}


def _sections(sections: Mapping[str, Section]) -> dict[str, Section]:
    return {html(path): section for path, section in sections.items()}


def _renamed(versions: Versions) -> dict[str, str]:
    """What the addresses became that only changed their name, as far as that is certain."""
    names = versions.renames
    found = {
        f"trials/{old}.html": f"trials/{new}.html"
        for old, new in names.trials.items()
        if old != new
    }
    for trial, within in names.within.items():
        page = f"trials/{names.trials[trial]}.html"
        for old, new in within.rows.items():
            found[f"trials/{trial}.html#{old}"] = f"{page}#{new}"
    for old, new in names.keys.items():
        found[f"references.html#{old}"] = f"references.html#{new}"
    after = _sections(versions.after.sections)
    for page, section in _sections(versions.before.sections).items():
        found |= _reworded(page, section, after.get(page))
    return found


def _reworded(page: str, old: Section, new: Section | None) -> dict[str, str]:
    """Headings that stand in the same place under another name."""
    if new is None or len(old.headings) != len(new.headings):
        return {}
    return {
        f"{page}#{before.anchor}": f"{page}#{after.anchor}"
        for before, after in zip(old.headings, new.headings)
    }


def _detail(address: str, new: str) -> Detail:
    return Detail(ENDED, same(address), same(new) if new else None)
