"""Two versions of a review in, what a reader will find different out, in the order in which it is
told; here stand the seals that were renewed or wait, and the published addresses that end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from review.change.change_kinds import kinds
from review.change.page_changes import pages
from review.change.paragraph_changes import texts
from review.change.question_changes import questions
from review.change.reference_changes import of_data, references
from review.change.term_changes import terms
from review.change.trial_changes import trials
from review.change.versions import Versions
from review.edition.found_change import Change, Detail, Difference, Weight
from review.evidence.addresses import html, moved, published
from review.evidence.corpus import Corpus
from review.evidence.seal import broken, parse, units
from review.figures.coverage import share
from review.problem import Place, Text, same
from review.sources.section import Section

SETTINGS = "docs/review.yml"
ENDED = Text("失效的网址", "address that ends")


def compare(before: Corpus, after: Corpus) -> Difference:
    """What the change from ``before`` to ``after`` means for a reader."""
    versions = Versions(before, after)
    tables = [*trials(versions)]
    parts = (
        _unreadable(versions),
        questions(versions),
        tables,
        references(versions, of_data(tables)),
        texts(before, after, versions.judge),
        pages(versions),
        _addresses(versions),
        terms(versions),
        _seals(before, after),
    )
    changes = sorted(
        (change for part in parts for change in part),
        key=lambda change: (kinds()[change.kind].order, change.new or change.old or Place("")),
    )
    return Difference(tuple(changes), share(before), share(after))


def _unreadable(versions: Versions) -> Iterator[Change]:
    for path in sorted(versions.unread[0]):
        yield Change("unreadable-before", Weight.CLINICAL, same(path), old=Place(path))
    for path in sorted(versions.unread[1]):
        yield Change("unreadable-now", Weight.CLINICAL, same(path), new=Place(path))


def _seals(before: Corpus, after: Corpus) -> Iterator[Change]:
    """A change for each file with seals renewed or broken; none where there are no seals."""
    if after.seals is None:
        return
    new, _ = parse(after.seals.text)
    seals_before = parse(before.seals.text)[0] if before.seals else []
    old = {(seal.path, seal.digests) for seal in seals_before}
    fresh = [seal for seal in new if (seal.path, seal.digests) not in old]
    yield from _counted("seals-renewed", Weight.NEUTRAL, ((seal.path, seal.by) for seal in fresh))
    open_paths = [gap.unit.path for gap in broken(units(after), new) if gap.unit]
    yield from _counted("seals-open", Weight.WORDING, ((path, "") for path in open_paths))


def _counted(kind: str, weight: str, found: Iterable[tuple[str, str]]) -> Iterator[Change]:
    """One change a file, with how many places of it each person sealed."""
    counts: dict[str, Counter[str]] = {}
    for path, name in found:
        counts.setdefault(path, Counter())[name] += 1
    for path, names in sorted(counts.items()):
        details = tuple(
            Detail(same(name) if name else Text("无人核对", "nobody yet"), None, same(str(number)))
            for name, number in names.items()
        )
        yield Change(kind, weight, same(path), new=Place(path), details=details)


def _addresses(versions: Versions) -> Iterator[Change]:
    """One change for each page of which addresses end, where ``moved`` in docs/review.yml does not
    lead on from them. Of a trial, row or reference that was deleted the diff tells that already;
    here stands what goes on under another name."""
    before, after = published(versions.before), published(versions.after)
    forwards, renamed = moved(versions.after), _renamed(versions)
    pages = _sections(versions.before.sections)
    # nobody knows what the pages of files hold that cannot be read now
    unread = {html(path.replace(".yml", ".md")) for path in versions.unread[1]}
    for page, anchors in before.items():
        forwarded = forwards.get(page, {})
        if page in after:
            going_on = {*after[page], *forwarded}
            # by its headings others link to a section; the numbers of paragraphs go with them
            linked = (
                [heading.anchor for heading in pages[page].headings] if page in pages else anchors
            )
            ended = [f"{page}#{anchor}" for anchor in linked if anchor not in going_on]
        else:
            ended = [] if "" in forwarded or page in unread else [page]
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
    for trial, inner in names.within.items():
        page = f"trials/{names.trials[trial]}.html"
        for old, new in inner.rows.items():
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
