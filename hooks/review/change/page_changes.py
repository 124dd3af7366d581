"""Changes of pages beside paragraphs: whole pages, headings, tables, pictures, dates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from typing import Any, NamedTuple

from review.change.field_names import named, settings_path
from review.change.row_names import bilingual, trial_name
from review.change.table_texts import table_texts
from review.change.value_words import one_line, words
from review.change.versions import Versions
from review.change.wording_distance import SAME, distance, heaviest, replacements
from review.edition.found_change import Change, Detail, FlatRow, Value, Weight, differing, one_sided
from review.evidence.corpus import Corpus
from review.evidence.selection import COLUMNS, ids
from review.markup.language import in_both
from review.problem import Place, Text, same
from review.sources.section import Fence, Heading, Section, Shared
from review.wording import names

HEADING = Text("标题", "heading")
SETTINGS = Text("综述设置", "settings of the review")
DESCENDING = Text("（降序）", " (descending)")


class Item(NamedTuple):
    """A block of a page: what tells it from others, how it reads, and where it stands."""

    key: str
    text: Text
    place: Place


def pages(versions: Versions) -> Iterator[Change]:
    """Every change of pages and settings."""
    before, after = versions.before.sections, versions.after.sections
    pairs = {path: path for path in before if path in after}
    for old, new in versions.matched(before, after, pairs):
        if old and new:
            yield from _headings(old, new, versions)
            yield from dates(old, new)
        elif page := old or new:
            yield one_sided_section(page, old is None)
        if page := new or old:
            yield from _blocks(old, new, page.title.text, versions)
    yield from _settings(versions)


def one_sided_section(page: Section, added: bool) -> Change:
    """A page that came or went."""
    return one_sided("page", added, page.title.text, page.title.place, weight=Weight.NEUTRAL)


def _blocks(
    old: Section | None, new: Section | None, title: Text, versions: Versions
) -> Iterator[Change]:
    """Tables of trials and what both languages share, all of those of a page that came or went."""
    before, after = _tables(old, versions.before), _tables(new, versions.after)
    yield from _items("table-changed", Weight.CLINICAL, title, before, after)
    yield from _items("shared-changed", Weight.WORDING, title, _shared(old), _shared(new))


def _headings(old: Section, new: Section, versions: Versions) -> Iterator[Change]:
    texts = ([str(heading.text) for heading in section.headings] for section in (old, new))
    for at_old, at_new in replacements(*texts):
        yield _heading(old.headings[at_old], new.headings[at_new], new.title.text, versions)


def _heading(old: list[Heading], new: list[Heading], title: Text, versions: Versions) -> Change:
    """A run of headings that gave way to another."""
    pairs = [*zip_longest(old, new)]
    texts = [[heading.text if heading else None for heading in pair] for pair in pairs]
    details = tuple(Detail(HEADING, before, after) for before, after in texts)
    weight = heaviest(*(_heading_weight(*pair, versions) for pair in pairs))
    places = (old[0].place if old else None, new[0].place if new else None)
    return Change("heading-changed", weight, title, *places, details)


def _heading_weight(old: Heading | None, new: Heading | None, versions: Versions) -> str:
    if old is None or new is None:
        return Weight.WORDING
    found = heaviest(
        *(
            distance(old_text, new_text, versions.judge.before, versions.judge.after)
            for old_text, new_text in zip(old.text, new.text)
        )
    )
    return Weight.NEUTRAL if found == SAME else found


def _items(
    kind: str, weight: str, title: Text, old: list[Item], new: list[Item]
) -> Iterator[Change]:
    """What stands in one version only, told as replaced where something took its place."""
    keys = ([item.key for item in items] for items in (old, new))
    for at_old, at_new in replacements(*keys):
        removed, added = old[at_old], new[at_new]
        places = (removed[0].place if removed else None, added[0].place if added else None)
        detail = Detail(same(""), _joined(removed), _joined(added))
        yield Change(kind, weight, title, *places, (detail,))


def _joined(items: list[Item]) -> Text | None:
    """The words of all items; None where there are none."""
    return Text(*map(" ".join, zip(*(item.text for item in items)))) if items else None


def _tables(section: Section | None, corpus: Corpus) -> list[Item]:
    """The tables of trials of a page, by what they select."""
    fences = [item for item in (section.items if section else ()) if isinstance(item, Fence)]
    return [Item(_canonical(fence), selection(fence, corpus), fence.place) for fence in fences]


def _canonical(fence: Fence) -> str:
    data = fence.record.data if fence.record else {}
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _shared(section: Section | None) -> list[Item]:
    """The blocks of a page that both languages share, by their text."""
    items: list[Item] = []
    for block in section.items if section else ():
        if isinstance(block, Shared):
            text = block.prose.text
            words = " ".join(text.split())
            place = block.prose.place(len(text) - len(text.lstrip()))
            items.append(Item(words, same(words), place))
    return items


def dates(old: Section, new: Section) -> Iterator[Change]:
    """The change of the front matter of a page, where there is one."""
    before, after = _fields("page", old.metadata), _fields("page", new.metadata)
    if details := tuple(differing(before, after)):
        title, places = new.title.text, (Place(old.path), Place(new.path))
        yield Change("section-reviewed", Weight.NEUTRAL, title, *places, details)


def _fields(kind: str, data: Mapping[str, Any]) -> FlatRow:
    """The plain values of a ``kind`` of source, and lists of them."""
    return {
        name: Value(name, named(kind, name), one_line(value), value)
        for name, value in data.items()
        if value is not None and not isinstance(value, dict)
    }


def _settings(versions: Versions) -> Iterator[Change]:
    old, new = versions.before.settings.record, versions.after.settings.record
    if old is None or new is None:
        return
    yield from table_texts(old, new, SETTINGS, versions, name_of=settings_path)
    for detail in differing(_fields("settings", old.data), _fields("settings", new.data)):
        places = old.place(detail.key), new.place(detail.key)
        yield Change("settings-changed", Weight.NEUTRAL, SETTINGS, *places, (detail,))


def selection(fence: Fence, corpus: Corpus) -> Text:
    """What a ``trials`` fence asks for in words: ``diagnosis: tumour; columns: Phase, Patients,
    progression-free survival (pfs)``."""
    data = fence.record.data if fence.record else {}
    fields = [
        (named("fence", name), [NAMED.get(name, _plain)(name, id, corpus) for id in ids(value)])
        for name, value in data.items()
    ]
    return in_both(
        lambda language: language.clauses(
            language.half(name) + language.colon + language.listed([*map(language.half, texts)])
            for name, texts in fields
        )
    )


def _trial(field: str, value: str, corpus: Corpus) -> Text:
    trial = corpus.trials.get(value)
    return trial_name(trial) if trial else same(value)


def _column(field: str, value: str, corpus: Corpus) -> Text:
    """A field, or a result with its id, because two results may go by one name."""
    if value in COLUMNS:
        return bilingual("field", value)
    rows = (trial.row(value) for trial in corpus.trials.values())
    row = next((row for row in rows if row and row.endpoint), None)
    if row is None:
        return same(value)
    zh, en = in_both(lambda language: names.result(row, corpus.vocabulary, language))
    return Text(f"{zh}（{value}）", f"{en} ({value})")


def _order(field: str, value: str, corpus: Corpus) -> Text:
    key = value.removeprefix("-")
    name = bilingual("field", "name" if key == "acronym" else key)
    return Text(name.zh + DESCENDING.zh, name.en + DESCENDING.en) if key != value else name


def _plain(field: str, value: str, corpus: Corpus) -> Text:
    return words("kind" if field == "design" else field, value, corpus.vocabulary) or same(value)


NAMED: Mapping[str, Callable[[str, str, Corpus], Text]] = {
    "trials": _trial,
    "columns": _column,
    "sort": _order,
}
