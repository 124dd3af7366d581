"""Rules on the form of figures: every digit in a link to a figure belongs to a number, and every
number to a form of the grammar."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from review.evidence.corpus import VOCABULARY, Corpus
from review.evidence.trial import Trial
from review.figures import figure_grammar
from review.figures.binding import Binding, bindings, shown_text
from review.figures.comparison import unparsed
from review.figures.expression import shape
from review.problem import Problem, Text
from review.rules.rule import of_parts
from review.sources.digits import unread, words
from review.sources.numeral import numerals
from review.sources.prose import LANGUAGES

NEAREST = 3  # forms that are shown


@of_parts
def figure_unread(corpus: Corpus) -> Iterator[Problem]:
    """Every digit in a link to a figure belongs to a number that is judged, or to a name that
    stands in the trial table or the vocabulary.
    指向数据的链接文字中，每个数字字符都属于被核对的数字，或属于试验表、词表中已有的名称。
    """
    for binding in bindings(corpus):
        if binding.datum is not None and binding.trial is not None:
            view, (start, end) = shown_text(binding)
            spans = (
                (max(numeral.start, start) - start, numeral.end - start)
                for numeral in numerals(view.text)
                if start < numeral.end and numeral.start < end
            )
            for run, word in unread(view.text[start:end], spans):
                if word not in _names(corpus, binding.trial):
                    yield _unread(binding, view.starts[start + run.start()], word)


@of_parts
def figure_unparsed(corpus: Corpus) -> Iterator[Problem]:
    """Every number in a link to a figure stands in one of the forms below, inside the link or with
    the words round it, so that it is known which figure of the datum it is.
    指向数据的链接中，每个数字连同前后文字，须合于下列写法之一，这样才知道它是数据中的哪一个数。
    """
    for binding in bindings(corpus):
        if binding.datum is not None:
            view, (start, end) = shown_text(binding)
            found = unparsed(view.text, start, end)
            if found:
                yield _unparsed(binding, view.starts[found[0].numeral.start])


def _names(corpus: Corpus, trial: Trial) -> set[str]:
    """Words with digits that a link to a figure of this trial may hold: those of its table and of
    the vocabulary."""
    sources = (
        trial.record.source,
        *(source for path, source in corpus.sources.items() if path.startswith(f"{VOCABULARY}/")),
    )
    return {word for source in sources for word in words(source)}


def _unread(binding: Binding, offset: int, word: str) -> Problem:
    return Problem(
        binding.prose.place(offset),
        "figure-unread",
        Text(f"无法核对的“{word}”", f"“{word}”, which cannot be judged"),
        Text(
            "与数据相符的数字，或试验表、词表中的名称",
            "a number that the data hold, or a name in the trial table or the vocabulary",
        ),
        Text(
            "数字与字母分开写，如 HR 0.99、9.9 个月；名称移到链接之外。",
            "Part numbers from letters, as HR 0.99, 9.9 months; move a name out of the link.",
        ),
    )


def _unparsed(binding: Binding, offset: int) -> Problem:
    text = binding.link.text
    return Problem(
        binding.prose.place(offset),
        "figure-unparsed",
        Text(f"“{text}”，看不出是哪一个数", f"“{text}”, of which it is not clear what it says"),
        Text("一种数字写法", "a form of figures"),
        Text(
            f"相近的写法：{'、'.join(_nearest(text, 'zh'))}。",
            f"The nearest forms: {', '.join(_nearest(text, 'en'))}.",
        ),
    )


def _nearest(text: str, language: str) -> list[str]:
    """The examples of the grammar whose tokens are most like those of a text."""
    side = LANGUAGES.index(language)
    forms = [form.example[side] for form in figure_grammar.forms() if form.example]
    examples = [example for form in forms for example in re.split("[；;] ?", form)]
    found = shape(text)
    alike = {example: SequenceMatcher(None, found, shape(example)).ratio() for example in examples}
    return sorted(examples, key=lambda example: -alike[example])[:NEAREST]
