"""The rule on wording: one term, one name."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from review.evidence.bilingual import texts
from review.evidence.corpus import VOCABULARY, Corpus
from review.evidence.vocabulary import Term, Vocabulary
from review.messages import problem
from review.problem import Problem
from review.rules.rule import of_parts
from review.sources.prose import LANGUAGES
from review.sources.wordlist import Wordlist


@of_parts
def term_avoided(corpus: Corpus) -> Iterator[Problem]:
    """Prose uses no wording that the vocabulary says to avoid.
    正文不用词表所列的避用写法。
    """
    lexicons = _lexicons(corpus.vocabulary)
    for path, prose in texts(corpus):
        if path.startswith(f"{VOCABULARY}/"):
            continue
        for start, word, term in lexicons[prose.language].find(prose.plain):
            right = term.name.zh if prose.language == "zh" else term.name.en
            yield problem(
                prose.place(start),
                "term-avoided",
                word=word,
                right=right,
                path=term.place.path,
                id=term.id,
            )


@lru_cache(1)
def _lexicons(vocabulary: Vocabulary) -> dict[str, _Lexicon]:
    return {language: _Lexicon(vocabulary, language) for language in LANGUAGES}


class _Lexicon:
    """Finds avoided wordings of one language. A longer correct name that contains one is matched
    first and so excuses it."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self.avoided = {
            word: term for term in vocabulary for word in term.names("avoid", language) if word
        }
        self.words = Wordlist({*self.avoided, *self._longer(vocabulary)})

    def _longer(self, vocabulary: Vocabulary) -> Iterator[str]:
        """Correct names that contain an avoided wording."""
        for term in vocabulary:
            for name in term.all_names:
                if any(word in name and word != name for word in self.avoided):
                    yield name

    def find(self, text: str) -> Iterator[tuple[int, str, Term]]:
        """Offset, avoided wording as it is written, and its term, in order."""
        for start, word in self.words.find(text):
            if word in self.avoided:
                yield start, word, self.avoided[word]
