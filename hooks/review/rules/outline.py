"""What a review is but for the words of its pages. Rules that look at the whole review look at how
its pages are built and at what they link to and cite; so what these rules found holds until that
changes, however much is reworded."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from functools import partial
from itertools import groupby

import ahocorasick

from review.dates import today
from review.evidence import seal
from review.evidence.corpus import VOCABULARY, Corpus, once
from review.keep import Keep
from review.rules.cached_by_part import digests
from review.sources import picture
from review.sources.prose import CITATION
from review.sources.section import Section

WHOLE = re.compile(r"(?ms)\A---\n.*?^---|^ *(?P<t>`{3,}|~{3,}).*?(?:^ *(?P=t)|\Z)")
KEPT = re.compile(rf"\[[^\[\]\n]*\]\([^()\s]*\)|{CITATION.pattern}")
# beside these a word may be part of a link, a citation, a mark, a heading, or of what should be one
MARKED = re.compile(r"[\[\]［］【】<>@＠`~|#!=\\{}]|://")
WORDS = "…"


def outlines(corpus: Corpus, keep: Keep) -> Hashable:
    """All that rules on the whole review are given, but for the words of its pages."""
    terms = digests(corpus, (path for path in corpus.sources if path.startswith(f"{VOCABULARY}/")))
    pages = [
        keep("outline", (digests(corpus, [path]), terms), partial(_outline, corpus, path))
        for path in corpus.sections
    ]
    others = [path for path in corpus.sources if path not in corpus.sections]
    files = tuple((path, (corpus.root / path).is_symlink()) for path in picture.files(corpus.root))
    # of the seals only those that are none: a seal is judged beside what it is of
    wrong = seal.parse(corpus.seals.text)[1] if corpus.seals else None
    around = (str(today()), files, tuple(corpus.pictures.items()), wrong, corpus.problems)
    return tuple(pages), digests(corpus, others), around


def _outline(corpus: Corpus, path: str) -> tuple[str, list[str], list[str]]:
    """The outline of a page: its path, its lines, and the terms it names in any way."""
    section = corpus.sections[path]
    return path, list(_lines(section.source.text)), sorted({*_terms(section, corpus)})


def _lines(text: str) -> Iterator[str]:
    """The lines of a page that hold more than words; of those that hold links and citations and
    else only words, these."""
    end = 0
    for match in [*WHOLE.finditer(text), None]:
        between = text[end : match.start() if match else None].split("\n")
        for is_worded, group in groupby(between, key=_is_worded):
            lines = list(group)
            yield from [_without_words(lines)] if is_worded else lines
        if match:
            yield match[0]
            end = match.end()


def _is_worded(line: str) -> bool:
    """Whether a line holds words, links and citations and nothing else."""
    return bool(line.strip()) and not MARKED.search(KEPT.sub("", line))


def _without_words(lines: Iterable[str]) -> str:
    return "".join(match[0] for line in lines for match in KEPT.finditer(line)) or WORDS


def _terms(section: Section, corpus: Corpus) -> Iterator[str]:
    """The terms of which a page has some name."""
    sides = [side for pair in section.pairs for side in pair.sides]
    words = "\n".join(prose.plain for prose in (*sides, *section.shared))
    names = _names(corpus)
    for _, terms in names.iter(words) if len(names) else ():
        yield from terms


@once
def _names(corpus: Corpus) -> ahocorasick.Automaton:
    """What finds all names of terms in one pass, each with its terms."""
    named: dict[str, list[str]] = {}
    for term in corpus.vocabulary:
        for name in term.all_names:
            named.setdefault(name, []).append(f"{term.kind} {term.id}")
    names = ahocorasick.Automaton()
    for name, terms in named.items():
        names.add_word(name, terms)
    names.make_automaton()
    return names
