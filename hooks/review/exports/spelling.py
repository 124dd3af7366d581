"""Words that no spelling dictionary knows: names of terms, trials and authors."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.corpus import Corpus

WORD = re.compile(
    r"[^\W\d_](?:[^\W\d_]|['’](?=[^\W\d_]))*"
)  # cspell parts words at digits and hyphens, too
HAN = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]")
SHORTEST = 4  # letters; spell checkers pass shorter words
HEAD = (
    "# 由 python hooks dictionary 生成，请勿手改 / made by python hooks dictionary; do not edit\n"
)


def dictionary(corpus: Corpus) -> str:
    """One word a line, sorted; of words that differ in capitals only the first."""
    words: dict[str, str] = {}
    for text in _texts(corpus):
        for word in WORD.findall(text):
            if len(word) >= SHORTEST and not HAN.search(word):
                words.setdefault(word.casefold(), word)
    return HEAD + "".join(f"{words[key]}\n" for key in sorted(words))


def _texts(corpus: Corpus) -> Iterator[str]:
    for term in corpus.vocabulary:
        yield from (term.id, *term.all_names)
    for trial in corpus.trials.values():
        yield str(trial.get("acronym") or trial.id)
    for reference in corpus.bibliography.entries.values():
        for person in reference.entry.persons.get("author", []):
            yield " ".join(
                name
                for name in (*person.prelast_names, *person.last_names)
                if not name.startswith("{")
            )
