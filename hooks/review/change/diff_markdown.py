"""The clinical diff as Markdown for a comment on a pull request, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from review.change import request_comment
from review.change.change_kinds import Kind, kinds
from review.change.paragraph_changes import NAMES as LANGUAGES
from review.change.paragraph_changes import ONLY
from review.change.request_comment import MARK
from review.change.row_names import bilingual
from review.change.value_words import located
from review.edition.found_change import (
    Change,
    Detail,
    Difference,
    Origin,
    Part,
    Publication,
    Sentence,
    Value,
    Weight,
)
from review.markup.code_span import NONE, both, code, literal, places
from review.markup.language import in_both
from review.problem import Place, Text

# characters: what a comment takes, with room for what it adds, so that it is cut here, between
# lines, and nowhere else
LONGEST = request_comment.LONGEST - request_comment.LONGEST_FIXES - 5_000
MOST = 30  # changes told of one kind
MOST_SENTENCES = 12
CUT = (
    "**（太长，在此截断；全部见 `python hooks diff BASE --format json`）"
    " / (too long; cut here; `python hooks diff BASE --format json` tells all)**"
)
UNTRANSLATED = "paragraph-untranslated"
NAMES = {"zh": "中文 / Chinese", "en": "英文 / English"}
CONTENTS = bilingual("diff", "contents")
CODES = {name: language for language, name in LANGUAGES.items()}

# file, language and text of the sentences printed so far, so that none is printed twice
Printed = set[tuple[str, str, str]]


def markdown(difference: Difference) -> str:
    """The whole comment, cut at ``LONGEST`` characters with that said. Where it would be cut, the
    contents of studies come last, so that no other change is lost for them."""
    head = [MARK, "## 临床变化 | Clinical diff", "", _verdict(difference), ""]
    body = [*_changes(difference), *_coverage(difference)]
    if _length([*head, *body]) > LONGEST:
        body = [
            *_changes(difference, with_contents=False),
            *_coverage(difference),
            "",
            f"### {CONTENTS.zh} | {CONTENTS.en}",
            "",
            *_contents(difference),
        ]
    return "\n".join([*head, *_cut(body, LONGEST - _length(head))]) + "\n"


def _cut(lines: list[str], room: int) -> Iterator[str]:
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            yield from ("", CUT)
            return
        yield line


def _length(lines: list[str]) -> int:
    return sum(len(line) + 1 for line in lines)


def _verdict(difference: Difference) -> str:
    """The verdict, and how many changes of each kind; where a language was taken away the verdict
    says which, for there the figures went with it."""
    withdrawn = [
        detail.name
        for change in difference.changes
        for detail in change.details
        if change.kind == UNTRANSLATED and detail.name in CODES
    ]
    verdict = bilingual("diff", "verdict", difference.verdict)
    if withdrawn and difference.verdict == Weight.WORDING:
        verdict = _withdrawn(list(dict.fromkeys(withdrawn)))
    lines = [f"**{both(verdict)}**"]
    for kind, changes in groupby(difference.changes, key=lambda change: change.kind):
        name = f"{both(kinds()[kind].heading)}: {both(kinds()[kind].name)}"
        lines.append(f"- {name} {len([*changes])}")
    return "\n".join(lines)


def _withdrawn(lost: list[Text]) -> Text:
    """The verdict on paragraphs that are no longer in one or both languages."""
    names = Text("、".join(name.zh for name in lost), " or ".join(name.en for name in lost))
    return in_both(
        lambda language: language.word("diff", "verdict", "withdrawn", names=language.half(names))
    )


def _kind(change: Change) -> Kind:
    return kinds()[change.kind]


def _changes(difference: Difference, with_contents: bool = True) -> Iterator[str]:
    """Changes under their headings, with or without contents of what came or went."""
    printed: Printed = set()
    for heading, changes in groupby(difference.changes, key=lambda change: _kind(change).heading):
        yield f"### {heading.zh} | {heading.en}"
        yield ""
        for kind, same_kind in groupby(changes, key=lambda change: change.kind):
            yield from _of_one_kind(kind, [*same_kind], printed, with_contents)
        yield ""


def _of_one_kind(
    kind: str, changes: list[Change], printed: Printed, with_contents: bool
) -> Iterator[str]:
    for change in changes[:MOST]:
        yield from _change(change, printed, with_contents)
    omitted = len(changes) - MOST
    if omitted > 0:
        yield f"- **{both(kinds()[kind].name)}**: 另有 {omitted} 项 / {omitted} more"


def _change(change: Change, printed: Printed, with_contents: bool) -> Iterator[str]:
    yield _headline(change)
    for content in change.contents if with_contents else ():
        yield from part(content)
    if not (change.contents and with_contents):
        yield from _details(change, printed)
    if any(change.origins):
        yield f"  - {origins(*change.origins)}"
    for sentence in change.sentences[:MOST_SENTENCES]:
        yield f"  - {_sentence(sentence, printed)}"
    if len(change.sentences) > MOST_SENTENCES:
        omitted = len(change.sentences) - MOST_SENTENCES
        yield f"  - 另有 {omitted} 句 / {omitted} more sentences"
    if change.others:
        yield (
            f"  - 引用被更正文献的另有 {change.others} 句，所引数据未变 / {change.others} more "
            "sentences cite the work corrected, and the data they cite did not change"
        )


def _headline(change: Change) -> str:
    place = places(change.old, change.new)
    return f"- **{both(_kind(change).name)}** {literal(change.subject)}" + (
        f" · {place}" if place else ""
    )


def _contents(difference: Difference) -> Iterator[str]:
    """What ``_changes`` left out."""
    for change in difference.changes:
        if change.contents:
            yield _headline(change)
            for content in change.contents:
                yield from part(content)


def _details(change: Change, printed: Printed) -> Iterator[str]:
    """Values before and after, but for sentences that were printed beside the datum they cite, and
    for origins, which have a line of their own."""
    details = [] if _kind(change).group == "provenance" else change.details
    repeated = [detail for detail in details if _is_repeated(detail, change, printed)]
    for detail in details:
        if detail not in repeated:
            yield f"  - {_detail(detail, change)}"
    if repeated:
        yield (
            f"  - 另有 {len(repeated)} 句的改动已在上文数据之下列出 / edits of {len(repeated)} "
            "sentences are told above, with the data they cite"
        )


def _is_repeated(detail: Detail, change: Change, printed: Printed) -> bool:
    """Whether a detail is a sentence that was printed before."""
    language = CODES.get(detail.name)
    sides = [
        (place.path, language, text.en)
        for place, text in ((change.old, detail.old), (change.new, detail.new))
        if place and text
    ]
    return language is not None and bool(sides) and all(side in printed for side in sides)


def _detail(detail: Detail, change: Change) -> str:
    """What a value was and is; of what the headline calls added or removed the value alone."""
    name = f"{literal(detail.name)}: " if detail.name.en else ""
    sides = [literal(side) if side else both(NONE) for side in (detail.old, detail.new)]
    one_sided = change.kind.endswith(("-added", "-removed")) or detail.name == ONLY
    if one_sided and detail.old is None:
        return name + sides[1]
    if one_sided and detail.new is None:
        return name + sides[0]
    return name + " → ".join(sides)


def _sentence(sentence: Sentence, printed: Printed) -> str:
    """``edited, en, docs/x.md:12: old → new``; no sentence is printed twice."""
    language = NAMES.get(sentence.language, sentence.language)
    place = places(sentence.old_place, sentence.new_place)
    where = f"{both(bilingual('diff', 'fate', sentence.fate))} · {language} · {place}"
    sides = _sides(sentence)
    if sides <= printed:
        return f"{where}: 见上文 / see above"
    printed |= sides
    texts = dict.fromkeys(code(text) for text in (sentence.old, sentence.new) if text)
    return f"{where}: {' → '.join(texts)}"


def _sides(sentence: Sentence) -> Printed:
    both_sides: list[tuple[str | None, Place | None]] = [
        (sentence.old, sentence.old_place),
        (sentence.new, sentence.new_place),
    ]
    return {(place.path, sentence.language, text) for text, place in both_sides if text and place}


def _coverage(difference: Difference) -> Iterator[str]:
    """Share of result figures in prose that are bound to data."""
    yield "### 绑定的数字 | Bound figures"
    yield ""
    for language, after in difference.after.items():
        before = difference.before[language]
        shares = (f"{share.bound}/{share.total} ({share.percent})" for share in (before, after))
        yield f"- {NAMES[language]}: {' → '.join(shares)}"


def part(content: Part) -> Iterator[str]:
    """A part in as few lines as its parts have: what it is, its values, where they were seen."""
    text = f": {literal(content.values[0].text)}" if content.kind == "text" else ""
    place = places(content.place, None)
    kind = both(bilingual("diff", "part", content.kind))
    yield f"  - **{kind}** {literal(content.name)} · {place}{text}"
    if content.values and content.kind != "text":
        yield f"    - {literal(_values(content.values))}"
    if content.origin is not None:
        yield f"    - {origins(content.origin, content.origin)}"


def origins(old: Origin | None, new: Origin | None) -> str:
    """Source, how it was seen, place in it, report; ``old → new`` where one of them changed."""
    pairs = zip(_origin(old or new or Origin()), _origin(new or old or Origin()))
    texts = (
        before if before == after else f"{before or both(NONE)} → {after or both(NONE)}"
        for before, after in pairs
    )
    return f"{both(bilingual('provenance'))}: " + " · ".join(filter(None, texts))


def _origin(origin: Origin) -> tuple[str, str, str, str]:
    """Publications, how it was seen, place and report of an origin; empty where there is none."""
    provenance = literal(bilingual("seen", origin.seen)) if origin.seen else ""
    locator = literal(located(origin.locator)) if origin.locator else ""
    report = _joined(origin.name or origin.report, origin.url) if origin.report else ""
    return ", ".join(map(_publication, origin.publications)), provenance, locator, report


def _publication(publication: Publication) -> str:
    doi = publication.doi and f"doi:{publication.doi}"
    pmid = publication.pmid and f"PMID {publication.pmid}"
    return _joined(publication.key, doi, pmid)


def _joined(*words: str | None) -> str:
    """Words that exist, as one span of code."""
    return code(" ".join(filter(None, words)))


def _values(values: tuple[Value, ...]) -> Text:
    """``name: text; name: text`` in both languages."""
    return in_both(
        lambda language: language.semicolon.join(
            language.half(value.name) + language.colon + language.half(value.text)
            for value in values
        )
    )
