"""Rule on how many numbers a sentence has: beyond some a reader compares nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.bilingual import pairs
from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Problem
from review.rules.rule import of_parts
from review.sources.digits import RUN
from review.sources.visible_text import seen

LIMIT = 10  # numbers in a sentence
# texts that are read from end to end; a dose is looked up part by part
READ = ("docs/review/", "docs/questions/", "docs/trials/", "docs/corrections.md", "docs/about.md")
SENTENCE = re.compile(r"(?:[^\n。！？.!?]|[.!?](?!\s|\ufffc|$))+")
# a digit within a name (PD-1) is no number, nor is the level of an interval one to compare
NUMBER = re.compile(
    r"(?<![A-Za-z0-9.-])(?>[0-9]+(?:[.,][0-9]+)*)"
    r"(?!%? ?(?:exact |贝叶斯)?(?:Cr?I|置信|可信|confidence|credible))"
)


@of_parts
def sentence_dense(corpus: Corpus) -> Iterator[Problem]:
    """A sentence of a section, an answer, a trial, the corrections or the page about the review has
    fewer than ten numbers, levels of intervals (the 95 of 95% CI) not counted; what compares more
    stands in a list or a table.
    章节、回答、试验、更正和“关于本综述”中，一句话的数字少于十个（“95% CI”中的 95 不计）；
    要比较更多数字时，用列表或表格。
    """
    read = (pair for path, pair in pairs(corpus) if path.startswith(READ))
    for prose in (side for pair in read if not pair.id.endswith("-dose") for side in pair.sides):
        view = seen(prose)
        if len(RUN.findall(view.text)) < LIMIT:  # nor has a sentence of it
            continue
        for sentence in SENTENCE.finditer(view.text):
            count = len(NUMBER.findall(sentence[0]))
            if count >= LIMIT and not sentence[0].startswith("|"):
                place = prose.place(view.starts[sentence.start()])
                yield problem(place, "sentence-dense", count=count, limit=LIMIT)
