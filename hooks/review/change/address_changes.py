"""Published addresses that end: of pages, headings, rows and references that were renamed or
deleted, where ``moved`` in docs/review.yml does not lead on from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.change.versions import Versions
from review.edition.found_change import Change, Detail, Weight
from review.evidence.addresses import html, moved, published
from review.problem import Place, Text, same
from review.sources.section import Section

SETTINGS = "docs/review.yml"
ENDED = Text("失效的网址", "address that ends")


def addresses(versions: Versions) -> Iterator[Change]:
    """One change for each page of which addresses end. Of a trial, row or reference that was
    deleted the diff tells that already; here stands what goes on under another name."""
    before, after = published(versions.before), published(versions.after)
    lead, renamed = moved(versions.after), _renamed(versions)
    pages = _sections(versions.before.sections)
    # nobody knows what the pages of files hold that cannot be read now
    unread = {html(path.replace(".yml", ".md")) for path in versions.unread[1]}
    for page, anchors in before.items():
        led = lead.get(page, {})
        if page in after:
            going_on = {*after[page], *led}
            # by its headings others link to a section; the numbers of paragraphs go with them
            linked = [one.anchor for one in pages[page].headings] if page in pages else anchors
            ended = [f"{page}#{anchor}" for anchor in linked if anchor not in going_on]
        else:
            ended = [] if "" in led or page in unread else [page]
        details = tuple(
            Detail(ENDED, same(address), same(renamed[address]) if address in renamed else None)
            for address in ended
            if page in pages or address in renamed
        )
        if details:
            yield Change(
                "address-ended", Weight.NEUTRAL, same(page), Place(SETTINGS), None, details
            )


def _sections(sections: Mapping[str, Section]) -> dict[str, Section]:
    return {html(path): section for path, section in sections.items()}


def _renamed(versions: Versions) -> dict[str, str]:
    """What the addresses became that only changed their name, as far as that is certain."""
    names = versions.renames
    moved = {old: new for old, new in names.trials.items() if old != new}
    found = {f"trials/{old}.html": f"trials/{new}.html" for old, new in moved.items()}
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
