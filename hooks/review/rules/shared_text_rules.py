"""Rules on ``<!-- both -->``: what serves both languages has no text in one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.corpus import Corpus
from review.figures.coverage import unbound
from review.messages import problem
from review.problem import Problem
from review.rules.rule import of_parts
from review.sources.prose import HAN

# Han, a word in small letters, or two Latin words side by side: a name or a unit alone (HR,
# SARC028, mg) is nobody's language
WORDED = re.compile(
    rf"[{HAN}]|(?<![A-Za-z0-9])[A-Za-z]?[a-z]{{3,}}"
    r"|(?<![A-Za-z0-9])[A-Za-z]{2,}[ ]+[A-Za-z]{2,}"
)
ADDRESS = re.compile(r"https?://[^\s\x00]*")


@of_parts
def shared_text(corpus: Corpus) -> Iterator[Problem]:
    """Under <!-- both --> stand trials fences, code and images with texts in both languages;
    wording, and result figures that are no links to data, stand in a zh and an en text.
    <!-- both --> 之下只放 trials 代码块、代码和有双语替代文字的图片；文字，
    以及没有链接到数据的结果数字，分别写在 zh 与 en 之下。
    """
    for prose in (prose for section in corpus.sections.values() for prose in section.shared):
        words = WORDED.search(ADDRESS.sub(lambda match: "\x00" * len(match[0]), prose.plain))
        figure = next(unbound(corpus, prose), None)
        if words or figure:
            at = words.start() if words else figure.start if figure else 0
            line = prose.text[prose.text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
            yield problem(prose.place(at), "shared-text", line=line.strip()[:40])
