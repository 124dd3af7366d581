"""The clinical diff as Markdown for a comment on a pull request, in both languages.

Whatever a contributor wrote stands in a code span: there a forge reads neither HTML nor links, mentions, issue numbers or emphasis.
"""
from __future__ import annotations

import re
import unicodedata
from itertools import groupby
from typing import Iterator

from ..problem import Place, Text
from .change import CLINICAL, NEUTRAL, WORDING, Change, Detail, Difference, Sentence
from .comment import MARK
from .kinds import GROUPS, KINDS

LONGEST = 60_000  # characters; GitHub takes 65,536 in a comment
LONGEST_TEXT = 600  # characters of one quotation
MOST = 30  # changes told of one kind
MOST_SENTENCES = 12
VERDICTS = {
    CLINICAL: Text("有临床变化", "Clinical change"),
    WORDING: Text("数据、引文未变；措辞有改动，请读", "No change of data or citations; wording changed, please read it"),
    NEUTRAL: Text("无临床变化", "No clinical change"),
}
FATES = {
    "unedited": Text("未改", "not edited"),
    "edited": Text("已改", "edited"),
    "added": Text("新增", "added"),
    "removed": Text("删除", "removed"),
}
NAMES = {"zh": "中文 / Chinese", "en": "英文 / English"}


def markdown(difference: Difference) -> str:
    """The whole comment, cut at ``LONGEST`` characters with that said."""
    lines, left = [MARK, "## 临床变化 | Clinical diff", "", _verdict(difference), ""], LONGEST
    for line in [*_changes(difference), *_coverage(difference)]:
        left -= len(line) + 1
        if left < 0:
            lines += ["", "**（太长，未完） / (too long; cut here)**"]
            break
        lines.append(line)
    return "\n".join(lines) + "\n"


def _verdict(difference: Difference) -> str:
    """The verdict, and how many changes of each kind; one that tells of nothing at all says so."""
    counts = [f"{_both(GROUPS[KINDS[kind][0]])}: {_both(KINDS[kind][1])} {len([*each])}" for kind, each in groupby(difference.changes, key=lambda change: change.kind)]
    return f"**{_both(VERDICTS[difference.verdict])}**" + "".join(f"\n- {count}" for count in counts)


def _changes(difference: Difference) -> Iterator[str]:
    for group, changes in groupby(difference.changes, key=lambda change: KINDS[change.kind][0]):
        yield f"### {GROUPS[group].zh} | {GROUPS[group].en}"
        yield ""
        for kind, each in groupby(changes, key=lambda change: change.kind):
            yield from _kind(kind, [*each])
        yield ""


def _kind(kind: str, changes: list[Change]) -> Iterator[str]:
    for change in changes[:MOST]:
        yield from _change(change)
    if len(changes) > MOST:
        yield f"- **{_both(KINDS[kind][1])}**: 另有 {len(changes) - MOST} 项 / {len(changes) - MOST} more"


def _change(change: Change) -> Iterator[str]:
    place = _places(change.old, change.new)
    yield f"- **{_both(KINDS[change.kind][1])}** {_literal(change.subject)}" + (f" · {place}" if place else "")
    for detail in change.details:
        yield f"  - {_detail(detail)}"
    for sentence in change.sentences[:MOST_SENTENCES]:
        yield f"  - {_sentence(sentence)}"
    if len(change.sentences) > MOST_SENTENCES:
        more = len(change.sentences) - MOST_SENTENCES
        yield f"  - 另有 {more} 句 / {more} more sentences"


def _detail(detail: Detail) -> str:
    name = f"{_literal(detail.name)}: " if detail.name.en else ""
    old, new = (_literal(each) if each else "∅" for each in (detail.old, detail.new))
    return f"{name}{old} → {new}"


def _sentence(sentence: Sentence) -> str:
    """``edited, en, docs/x.md:12: old → new``; a sentence that stands as it stood is printed once."""
    texts = dict.fromkeys(code(text) for text in (sentence.old, sentence.new) if text)
    places = _places(sentence.old_place, sentence.new_place)
    return f"{_both(FATES[sentence.fate])} · {NAMES.get(sentence.language, sentence.language)} · {places}: {' → '.join(texts)}"


def _coverage(difference: Difference) -> Iterator[str]:
    """Share of result figures in prose that are bound to data."""
    yield "### 绑定的数字 | Bound figures"
    yield ""
    for language, after in difference.after.items():
        before = difference.before[language]
        yield f"- {NAMES[language]}: {before.bound}/{before.total} ({before.percent}) → {after.bound}/{after.total} ({after.percent})"


def code(text: str) -> str:
    """Any text as one code span, its invisible characters made visible."""
    shown = " ".join("".join(_visible(each) for each in " ".join(text.split())).split())
    shown = shown if len(shown) <= LONGEST_TEXT else shown[: LONGEST_TEXT - 1] + "…"
    fence = "`" * (max((len(run) for run in re.findall("`+", shown)), default=0) + 1)
    pad = " " if shown[:1] == "`" or shown[-1:] == "`" else ""
    return f"{fence}{pad}{shown or '∅'}{pad}{fence}"


def _visible(character: str) -> str:
    """Characters that steer how others are shown could make a text read as what it is not."""
    return f"<U+{ord(character):04X}>" if unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs", "Cn") else character


def _literal(text: Text) -> str:
    return code(text.zh) if text.zh == text.en else f"{code(text.zh)} / {code(text.en)}"


def _both(text: Text) -> str:
    return f"{text.zh} / {text.en}"


def _places(old: Place | None, new: Place | None) -> str:
    """File and line in both versions, once where they are the same."""
    return " → ".join(dict.fromkeys(code(f"{place.path}:{place.line}") for place in (old, new) if place))
