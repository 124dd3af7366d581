"""Rules on the form of figures: digits belong to numbers, numbers to forms of the grammar."""

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
from review.messages import problem
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
                    place = binding.prose.place(view.starts[start + run.start()])
                    yield problem(place, "figure-unread", word=word)


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
    """Words with digits that a link of this trial may hold: of its table and the vocabulary."""
    terms = (source for path, source in corpus.sources.items() if path.startswith(f"{VOCABULARY}/"))
    return {word for source in (trial.record.source, *terms) for word in words(source)}


def _unparsed(binding: Binding, offset: int) -> Problem:
    text = binding.link.text
    nearest = list(map(Text, _nearest(text, "zh"), _nearest(text, "en")))
    return problem(binding.prose.place(offset), "figure-unparsed", text=text, nearest=nearest)


def _nearest(text: str, language: str) -> list[str]:
    """The examples of the grammar whose tokens are most like those of a text."""
    side = LANGUAGES.index(language)
    forms = [form.example[side] for form in figure_grammar.forms() if form.example]
    examples = [example for form in forms for example in re.split("[；;] ?", form)]
    found = shape(text)
    score = {example: SequenceMatcher(None, found, shape(example)).ratio() for example in examples}
    return sorted(examples, key=lambda example: -score[example])[:NEAREST]
