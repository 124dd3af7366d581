"""Rule on how many numbers a sentence has: beyond some a reader compares nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.bilingual import texts
from review.evidence.corpus import Corpus
from review.problem import Problem, Text
from review.rules.rule import of_parts
from review.sources.visible_text import seen

LIMIT = 10  # numbers in a sentence
READ = ("docs/review/", "docs/questions/")  # texts that are read from end to end
SENTENCE = re.compile(r"(?:[^\n。！？.!?]|[.!?](?!\s|\ufffc|$))+")
# a digit within a name (PD-1) is no number, nor is the level of an interval one to compare
NUMBER = re.compile(
    r"(?<![A-Za-z0-9.-])(?>[0-9]+(?:[.,][0-9]+)*)"
    r"(?!%? ?(?:exact |贝叶斯)?(?:Cr?I|置信|可信|confidence|credible))"
)


@of_parts
def sentence_dense(corpus: Corpus) -> Iterator[Problem]:
    """A sentence of a section or of an answer has fewer than ten numbers, levels of intervals (the
    95 of 95% CI) not counted; what compares more stands in a list or a table.
    章节与回答中，一句话的数字少于十个（“95% CI”中的 95 不计）；要比较更多数字时，用列表或表格。
    """
    for path, prose in texts(corpus):
        if not path.startswith(READ):
            continue
        view = seen(prose)
        for sentence in SENTENCE.finditer(view.text):
            count = len(NUMBER.findall(sentence[0]))
            if count >= LIMIT and not sentence[0].startswith("|"):
                yield Problem(
                    prose.place(view.starts[sentence.start()]),
                    "sentence-dense",
                    Text(f"一句话有 {count} 个数字", f"{count} numbers in one sentence"),
                    Text(f"少于 {LIMIT} 个", f"fewer than {LIMIT}"),
                    Text(
                        "分成几句，或用列表、表格。",
                        "Make it several sentences, a list or a table.",
                    ),
                )
