"""Rules on anchors: what an address leads to is the one thing it names, not a part of the page that the engine made."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.corpus import Corpus
from review.problem import Place, Problem, Text

# what every page may hold beside its own: its references and their uses, the dialog of the search
PAGE = r"references|search-(?:dialog|hint)|cite-[0-9]+|ref-[a-z]+[0-9]{4}[a-z]*"
HEADING, ROW, TERM = (
    re.compile(rf"(?:{words})\Z")
    for words in (PAGE, rf"{PAGE}|summary|(?:sec|note|plot)-.*", rf"{PAGE}|kind-.*")
)


def anchor_taken(corpus: Corpus) -> Iterator[Problem]:
    """A heading, row or term has an anchor that no generated part of its page has: not references, cite-1, ref-smith2020, the number of a paragraph; for a row not summary or what begins with sec-, note-, plot-; for a term not what begins with kind-.
    标题、行、词条的锚点不与页面上自动生成的部分相同：不用 references、cite-1、ref-smith2020 与段落编号；行不用 summary 和以 sec-、note-、plot- 开头的标识；词条不用以 kind- 开头的标识。
    """
    for section in corpus.sections.values():
        paragraphs = {pair.id for pair in section.pairs}
        for heading in section.headings:
            if HEADING.match(heading.anchor) or heading.anchor in paragraphs:
                yield _taken(heading.place, heading.anchor)
    for trial in corpus.trials.values():
        yield from (
            _taken(trial.record.key_place(*row.path), row.id)
            for row in trial.rows
            if ROW.match(row.id)
        )
    for term in corpus.vocabulary:
        if TERM.match(term.id):
            yield _taken(corpus.vocabulary.records[term.kind].key_place(term.id), term.id)


def _taken(place: Place, anchor: str) -> Problem:
    return Problem(
        place,
        "anchor-taken",
        Text(
            f"锚点 #{anchor}，页面上自动生成的部分已用",
            f"the anchor #{anchor}, which a generated part of the page has",
        ),
        Text("别的名称", "another name"),
        Text("改写标题的英文，或改标识。", "Reword the English heading, or rename the id."),
    )
