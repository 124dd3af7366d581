"""What a review is but for the words of its pages and the figures of its trials. Rules that look at
the whole review look at how its pages are built, at what they link to and cite and at what there
is to link to; so what these rules found holds until that changes, however much is reworded and
corrected."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Hashable, Iterable, Iterator
from functools import partial
from itertools import groupby

import ahocorasick

from review.dates import today
from review.evidence import seal
from review.evidence.corpus import TRIALS, VOCABULARY, Corpus, once
from review.keep import Keep, digest
from review.rules.cached_by_part import digests
from review.rules.table_form_rules import ROWS
from review.sources import picture
from review.sources.prose import CITATION, Prose
from review.sources.schema import violations

WHOLE = re.compile(r"(?ms)\A---\n.*?^---|^ *(?P<t>`{3,}|~{3,}).*?(?:^ *(?P=t)|\Z)")
KEPT = re.compile(rf"\[(?P<text>[^\[\]\n]*)\](?P<target>\([^()\s]*\))|{CITATION.pattern}")
# beside these a word may be part of a link, a citation, a mark, a heading, or of what should be one
MARKED = re.compile(r"[\[\]［］【】<>@＠`~|#!=\\{}]|://")
WORDS = "…"
FIELD = re.compile(r"(?ms)^(?P<name>[a-z-]+):.*?(?=^[a-z]|\Z)")
FIGURE = re.compile(
    r"(?<=[ {])(events|n|percent|median|low|high|estimate|value|p): *\"?[<>-]?[0-9.]+\"?(?=[,}\n])"
)


def outlines(corpus: Corpus, keep: Keep) -> Hashable:
    """All that rules on the whole review are given, but for words and figures."""
    words = (path for path in corpus.sources if path.startswith(f"{VOCABULARY}/"))
    terms = digest("terms", digests(corpus, words)).hex()
    outline = {path: partial(_of_page, corpus, path) for path in corpus.sections}
    outline |= {f"{TRIALS}/{id}.yml": partial(_of_table, corpus, id) for id in corpus.trials}
    tables = [path for path in corpus.sources if path not in outline]
    found = [
        keep("outline", (path, corpus.sources[path].digest, terms), make)
        for path, make in outline.items()
    ]
    files = [(path, os.path.islink(corpus.root / path)) for path in picture.files(corpus.root)]
    # of the seals only those that are none: a seal is judged beside what it is of
    seals = corpus.seals
    wrong = seals and keep("outline", seals.digest, lambda: seal.parse(seals.text)[1])
    around = (str(today()), tuple(files), tuple(corpus.pictures.items()), wrong, corpus.problems)
    return tuple(found), digests(corpus, tables), around


def _of_page(corpus: Corpus, path: str) -> str:
    """The outline of a page: its path, its lines, and the terms it names in any way."""
    section = corpus.sections[path]
    sides = (side for pair in section.pairs for side in pair.sides)
    terms = _terms([*sides, *section.shared], corpus)
    return _digest((path, *_lines(section.source.text), *terms))


def _of_table(corpus: Corpus, id: str) -> str:
    """The outline of a table: its id, its fields without the words of the summary and without
    figures, the terms that the summary names, and where the table breaks its schema."""
    record = corpus.trials[id].record
    pair, broken = record.pair("summary"), violations(record, "trial")
    terms = _terms(pair.sides if pair else (), corpus)
    fields = FIELD.sub(_field, record.source.text)
    return _digest((id, fields, *terms, *((one.kind, one.path) for one in broken)))


def _field(match: re.Match[str]) -> str:
    if match["name"] == "summary":
        return "\n".join(_lines(match[0]))
    return FIGURE.sub(r"\1:", match[0]) if match["name"] in ROWS else match[0]


def _digest(value: Hashable) -> str:
    return hashlib.sha256(repr(value).encode(errors="surrogatepass")).hexdigest()


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
    return "".join(_kept(match) for line in lines for match in KEPT.finditer(line)) or WORDS


def _kept(match: re.Match[str]) -> str:
    """A citation, or a link without its words, unless these might be more than words."""
    return match["target"] if match["target"] and not MARKED.search(match["text"]) else match[0]


def _terms(texts: Iterable[Prose], corpus: Corpus) -> list[str]:
    """The terms of which some text has a name."""
    words = "\n".join(prose.plain for prose in texts)
    names = _names(corpus)
    found = names.iter(words) if len(names) else ()
    return sorted({term for _, terms in found for term in terms})


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
