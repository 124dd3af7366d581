"""Rules on citations: every ``[@key]`` is well formed and resolves; every reference is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from review.evidence.corpus import REFERENCES, Corpus
from review.evidence.fields import items
from review.evidence.reference import Reference
from review.evidence.trial import Trial
from review.messages import problem, text
from review.problem import Place, Problem, Text
from review.rules.rule import after
from review.rules.table_form_rules import lacking_a_block
from review.sources.prose import Citation, Prose
from review.sources.record import Path
from review.suggestion import advice
from review.suggestion import meant as near

BRACKETED = re.compile(r"[\[［【][^\[\]［］【】\n]*[@＠][^\[\]［］【】\n]*[\]］】]?")
NUMBERED = re.compile(r"\[#[0-9]+ [^\[\]\n]*@[^\[\]\n]*\]?")
BARE = re.compile(r"(?<![A-Za-z0-9._%+@＠/-])[@＠][ ]?[A-Za-z]+[0-9]{4}[a-z]*(?![A-Za-z0-9@])")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+")
NAMED = re.compile(r"[@＠]\s*([A-Za-z0-9]+)")
WORD = re.compile(r"[A-Za-z][A-Za-z. ]*[0-9]{4}[a-z]*")
IDENTIFIERS = ("doi", "pmid", "pmcid")


def citation_unknown(corpus: Corpus) -> Iterator[Problem]:
    """A citation names a key of references.bib.
    引文的键必须在 references.bib 中。
    """
    entries = corpus.bibliography.entries
    named = (*_named_by_prose(corpus), *_named_by_tables(corpus)) if resolvable(corpus) else ()
    for place, key in named:
        if key not in entries:
            yield problem(place(), "citation-unknown", key=key, cure=meant_key(key, entries))


def _named_by_prose(corpus: Corpus) -> Iterator[tuple[Callable[[], Place], str]]:
    """Keys that prose cites, each with what gives its place."""
    for _, prose, _ in corpus.prose:
        for citation in prose.citations:
            for key in citation.keys:
                at = prose.text.index(f"@{key}", citation.start)
                yield partial(prose.place, at), key


def _named_by_tables(corpus: Corpus) -> Iterator[tuple[Callable[[], Place], str]]:
    """Keys that fields of trial tables and questions name."""
    for trial in corpus.trials.values():
        for path, key in _keys(trial):
            yield partial(trial.place, *path), key
    for question in corpus.questions.values():
        yield from (
            (partial(question.record.place, *path), key) for path, key in question.references
        )


def citation_malformed(corpus: Corpus) -> Iterator[Problem]:
    """A citation is written [@key], several as [@a; @b]: half-width brackets, semicolon and one
    blank, nothing else inside; never in the text of a link.
    引文写作 [@key]，多条写作 [@a; @b]：半角方括号、分号加一个空格，括号内不写其他内容；
    不写在链接文字里。
    """
    for _, prose, _ in corpus.prose:
        yield from (
            _linked(prose, citation)
            for citation in prose.citations
            if any(link.start < citation.start < link.end for link in prose.links)
        )
        yield from (_malformed(prose, match, corpus) for match in _attempts(prose))
        text = _uncited(prose)
        # in code too: a woven page names its citations so
        for match in NUMBERED.finditer(prose.text):
            if not text[match.start()].strip():
                yield _malformed(prose, match, corpus)


@after(in_review=lacking_a_block)
def reference_unused(corpus: Corpus) -> Iterator[Problem]:
    """Every entry of references.bib is cited in prose or named by a trial table or a question.
    references.bib 的每一条都在正文、试验表或问题中用到。
    """
    used = set(corpus.citations) | {key for trial in corpus.trials.values() for key in trial.cited}
    used |= {key for question in corpus.questions.values() for _, key in question.references}
    for key, reference in corpus.bibliography.entries.items():
        if key not in used and not corpus.partial and not _second(reference, corpus):
            yield problem(reference.place, "reference-unused", key=key)


def _second(reference: Reference, corpus: Corpus) -> bool:
    """Whether an entry is one of two for the same work, which is told of them both."""
    ids = {(role, value) for role in IDENTIFIERS if (value := reference.get(role).lower())}
    entries = (entry for entry in corpus.bibliography.entries.values() if entry is not reference)
    return any((role, entry.get(role).lower()) in ids for entry in entries for role in IDENTIFIERS)


def resolvable(corpus: Corpus) -> bool:
    """Whether a key can be called unknown: not while references.bib is not read in full."""
    return REFERENCES in corpus.sources and not any(
        problem.rule == "bibliography-syntax" for problem in corpus.problems
    )


def meant(prose: Prose) -> Iterator[tuple[str, int]]:
    """The keys that malformed citations name, as they would be written, and where."""
    for match in _attempts(prose):
        yield from ((key, match.start()) for key in _named(match[0]))


def nameless(prose: Prose) -> bool:
    """Whether a malformed citation tells no key: nobody knows what the prose cites."""
    return any(not _named(match[0]) for match in _attempts(prose))


def _attempts(prose: Prose) -> Iterator[re.Match[str]]:
    """What was meant as a citation and is none."""
    if "@" not in prose.text and "＠" not in prose.text:
        return
    text = _uncited(prose)
    yield from (
        match
        for match in BRACKETED.finditer(text)
        if "@" in EMAIL.sub("", match[0]) or "＠" in match[0]
    )
    yield from BARE.finditer(BRACKETED.sub(lambda match: " " * len(match[0]), text))


def _named(written: str) -> list[str]:
    """Keys in a malformed citation: ``Smith.2020`` is smith2020."""
    return list(dict.fromkeys(re.sub(r"[. ]", "", word).lower() for word in WORD.findall(written)))


def _keys(trial: Trial) -> Iterator[tuple[Path, str]]:
    """Keys a trial table names, each with its path."""
    for index, key in enumerate(items(trial.get("sources"))):
        if isinstance(key, str):
            yield ("sources", index), key
    for row in trial.rows:
        # a key that stands in `sources` too is reported there
        if row.source is not None and row.source not in trial.ids("sources"):
            yield (*row.path, "source"), row.source


def meant_key(key: str, keys: Iterable[str]) -> Text:
    """The cure of an unknown key: one that is near, or how an entry is made."""
    return near(key, keys) or text("citation-unknown", "cure")


def _uncited(prose: Prose) -> str:
    """The text with well-formed citations and link targets blanked out."""
    text = prose.masked
    for citation in prose.citations:
        text = text[: citation.start] + " " * (citation.end - citation.start) + text[citation.end :]
    for link in prose.links:
        end = link.inner + len(link.text) + 1
        text = text[:end] + " " * (link.end - end) + text[link.end :]
    return text


def _linked(prose: Prose, citation: Citation) -> Problem:
    written = prose.text[citation.start : citation.end]
    return problem(prose.place(citation.start), "citation-malformed/in-link", written=written)


def _malformed(prose: Prose, match: re.Match[str], corpus: Corpus) -> Problem:
    lower = {key.lower(): key for key in corpus.bibliography.entries}
    keys = list(dict.fromkeys(lower[word] for word in _named(match[0]) if word in lower))
    right = f"[{'; '.join(f'@{key}' for key in keys)}]" if keys else "[@key]"
    named = NAMED.search(match[0])
    near = advice(named[1].lower(), lower) if named and not keys else ""
    place, written = prose.place(match.start()), match[0].strip()[:60]
    return problem(place, "citation-malformed/form", written=written, right=right, near=near)
