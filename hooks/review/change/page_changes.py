"""Changes of pages beside their paragraphs: pages that came or went, headings, tables of trials,
pictures, dates of review."""

from __future__ import annotations

import json
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any

from review.change.field_names import named, settings_path
from review.change.selection_changes import selection
from review.change.table_texts import table_texts
from review.change.versions import Versions
from review.change.wording_distance import SAME, distance, heaviest
from review.edition.change import CLINICAL, NEUTRAL, WORDING, Change, Detail, same
from review.evidence.corpus import Corpus
from review.problem import Place, Text
from review.sources.section import Fence, Heading, Section, Shared

SETTINGS = Text("综述设置", "settings of the review")
Item = tuple[str, Text, Place]  # what tells it from others, how it reads, and where it stands


def pages(versions: Versions) -> Iterator[Change]:
    """Every change of pages and settings."""
    before, after = versions.before.sections, versions.after.sections
    for path in {**after, **before}:
        old, new = before.get(path), after.get(path)
        if old is not None and new is not None:
            yield from _page(old, new, versions)
        elif old is None and new is not None and path not in versions.unread[0]:
            yield Change("page-added", NEUTRAL, new.title.text, new=new.title.place)
            yield from _blocks(None, new, versions)
        elif old is not None and new is None and path not in versions.unread[1]:
            yield Change("page-removed", NEUTRAL, old.title.text, old=old.title.place)
            yield from _blocks(old, None, versions)
    yield from _settings(versions)


def _page(old: Section, new: Section, versions: Versions) -> Iterator[Change]:
    yield from _headings(old, new, versions)
    yield from _blocks(old, new, versions)
    yield from dates(old, new)


def _blocks(old: Section | None, new: Section | None, versions: Versions) -> Iterator[Change]:
    """Tables of trials, and what else both languages share; a page that came or went is told with
    all of them."""
    title = (new or old).title.text  # type: ignore[union-attr]
    yield from _items(
        "table-changed",
        CLINICAL,
        title,
        _tables(old, versions.before),
        _tables(new, versions.after),
    )
    yield from _items("shared-changed", WORDING, title, _shared(old), _shared(new))


def _headings(old: Section, new: Section, versions: Versions) -> Iterator[Change]:
    one, other = ([str(heading.text) for heading in section.headings] for section in (old, new))
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            yield _heading(old.headings[a:b], new.headings[c:d], new.title.text, versions)


def _heading(old: list[Heading], new: list[Heading], title: Text, versions: Versions) -> Change:
    lengthened = old + [None] * (len(new) - len(old)), new + [None] * (len(old) - len(new))  # type: ignore[list-item]
    details = tuple(
        Detail(Text("标题", "heading"), one.text if one else None, other.text if other else None)
        for one, other in zip(*lengthened)
    )
    weight = heaviest(*(_apart(one, other, versions) for one, other in zip(*lengthened)))
    return Change(
        "heading-changed",
        weight,
        title,
        old[0].place if old else None,
        new[0].place if new else None,
        details,
    )


def _apart(old: Heading | None, new: Heading | None, versions: Versions) -> str:
    if old is None or new is None:
        return WORDING
    found = heaviest(
        *(
            distance(one, other, versions.judge.before, versions.judge.after)
            for one, other in zip(old.text, new.text)
        )
    )
    return NEUTRAL if found == SAME else found


def _items(
    kind: str, weight: str, title: Text, old: list[Item], new: list[Item]
) -> Iterator[Change]:
    """What stands in one version only, told as replaced where something took its place."""
    for tag, a, b, c, d in SequenceMatcher(
        None, [key for key, *_ in old], [key for key, *_ in new], autojunk=False
    ).get_opcodes():
        if tag != "equal":
            detail = Detail(same(""), _together(old[a:b]), _together(new[c:d]))
            yield Change(
                kind,
                weight,
                title,
                old[a][2] if a < b else None,
                new[c][2] if c < d else None,
                (detail,),
            )


def _together(items: list[Item]) -> Text | None:
    return (
        Text(*(" ".join(said[side] for _, said, _ in items) for side in range(2)))
        if items
        else None
    )


def _tables(section: Section | None, corpus: Corpus) -> list[Item]:
    fences = [item for item in (section.items if section else ()) if isinstance(item, Fence)]
    return [
        (
            json.dumps(
                fence.record.data if fence.record else {}, ensure_ascii=False, sort_keys=True
            ),
            selection(fence, corpus),
            fence.place,
        )
        for fence in fences
    ]


def _shared(section: Section | None) -> list[Item]:
    blocks = [item.prose for item in (section.items if section else ()) if isinstance(item, Shared)]
    return [
        (
            said := " ".join(prose.text.split()),
            same(said),
            prose.place(len(prose.text) - len(prose.text.lstrip())),
        )
        for prose in blocks
    ]


def dates(old: Section, new: Section) -> Iterator[Change]:
    """The change of the front matter of a page, where there is one."""
    names = [
        name
        for name in {**old.metadata, **new.metadata}
        if old.metadata.get(name) != new.metadata.get(name)
    ]
    details = tuple(
        Detail(
            named("page", name), *(_said(each.get(name)) for each in (old.metadata, new.metadata))
        )
        for name in names
    )
    if details:
        yield Change(
            "section-reviewed", NEUTRAL, new.title.text, Place(old.path), Place(new.path), details
        )


def _said(value: Any) -> Text | None:
    """A plain value, or a list of them in one line."""
    return (
        None
        if value is None
        else same(", ".join(map(str, value)) if isinstance(value, list) else value)
    )


def _settings(versions: Versions) -> Iterator[Change]:
    old, new = versions.before.settings.record, versions.after.settings.record
    if old is None or new is None:
        return
    yield from table_texts(old, new, SETTINGS, versions, called=settings_path)
    for name in {**old.data, **new.data}:
        one, other = old.get(name), new.get(name)
        if one != other and not isinstance(one or other, dict):
            detail = Detail(named("settings", name), _said(one), _said(other))
            yield Change(
                "settings-changed", NEUTRAL, SETTINGS, old.place(name), new.place(name), (detail,)
            )
