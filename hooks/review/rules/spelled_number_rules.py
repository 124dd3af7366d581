"""Rules on numbers written as words: a figure in words can be neither bound to data nor compared
between languages."""

from __future__ import annotations

from collections.abc import Iterator

from review.evidence.bilingual import texts
from review.evidence.corpus import Corpus
from review.figures.coverage import by_prose
from review.figures.spelled_numbers import linked_numbers, spelled_numbers
from review.problem import Problem, Text
from review.sources.prose import Prose
from review.sources.visible_text import seen


def figure_spelled(corpus: Corpus) -> Iterator[Problem]:
    """A percentage, a share, a fraction, a decimal, a multiple, a median time and a count of ten or
    more, or of those who responded or died, are written in digits, in a link to a figure any count;
    a rough one (about a third) may be words.
    百分率、成数（三成、五折）、一半、分数、小数、倍数、中位时间，十以上的例数，以及缓解、
    死亡等的例数，
    用阿拉伯数字，在指向数据的链接里任何例数都用；约数（约三分之一、二十余例）可用汉字。
    """
    bindings = by_prose(corpus)
    for _, prose in texts(corpus):
        view = seen(prose, code=True)
        found = {
            view.starts[number.start]: number.words
            for number in spelled_numbers(view.text, prose.language)
        }
        for binding in bindings.get(id(prose), []):
            link = binding.link
            part = view.within(link.inner, link.inner + len(link.text))
            for number in linked_numbers(part.text, prose.language):
                found.setdefault(part.starts[number.start], number.words)
        yield from (_spelled(prose, offset, words) for offset, words in sorted(found.items()))


def _spelled(prose: Prose, offset: int, words: str) -> Problem:
    return Problem(
        prose.place(offset),
        "figure-spelled",
        Text(f"写成文字的数字“{words}”", f"the number in words “{words}”"),
        Text("阿拉伯数字", "digits"),
        Text("写作阿拉伯数字，如 26 例、65%。", "Write digits, as 26 patients, 65%."),
    )
