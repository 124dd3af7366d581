"""Rules on errata: an erratum is an entry of its own, which names the article it corrects, is read
itself, and is cited where its figures are."""

from __future__ import annotations

from collections.abc import Iterator

from review.evidence.corpus import Corpus
from review.evidence.trial import Row
from review.figures.binding import Binding, bindings
from review.messages import problem, text
from review.problem import Problem
from review.rules.citation_rules import resolvable
from review.sources.prose import Citation
from review.sources.sentence import bounds
from review.suggestion import advice

# what makes two rows say the same of an arm
ALIKE = (
    *("endpoint", "label", "grade", "related", "timepoint", "population", "assessment"),
    *("diagnoses", "cutoff"),
)
# where figures were seen by someone who has not read the erratum
OTHERWISE = ("registry", "label", "secondary", "predecessor")


def erratum_doubled(corpus: Corpus) -> Iterator[Problem]:
    """An arm whose figures an erratum corrects stands in the row of the erratum alone: the row of
    the article no longer has it.
    勘误更正了数值的组，只见于出自勘误的那一行；出自原文的行不再列这个组。
    """
    for row, _, article in _corrected(corpus):
        for old in (old for old in _same_findings(row) if old.data.get("source") == article):
            for arm in (arm for arm in old.cells if arm in row.cells):
                place = old.place("arms", arm)
                yield problem(place, "erratum-doubled", old=old.id, arm=arm, new=row.id)


def _corrected(corpus: Corpus) -> Iterator[tuple[Row, str, str]]:
    """The rows whose source is an erratum, with its key and that of the article."""
    corrected = errata(corpus)
    for row in corpus.rows if corrected else ():
        if row.source in corrected:
            yield row, row.source, corrected[row.source]


def erratum_uncited(corpus: Corpus) -> Iterator[Problem]:
    """A sentence with a figure that its table takes from an erratum (an entry with corrects =
    {KEY}) and a citation of the article corrected cites the erratum, too.
    句中的数字在试验表里出自勘误（条目写有 corrects = {键}），又引用了被更正的文献的，也引用勘误。
    """
    corrected = errata(corpus)
    reported: set[tuple[int, int, str]] = set()
    for binding in bindings(corpus) if corrected else ():
        row = binding.datum.row if binding.datum else None
        erratum = row.source if row and row.source in corrected else None
        citation = _article(binding, erratum, corrected[erratum]) if erratum else None
        if erratum is None or citation is None:
            continue
        place = (id(binding.prose), citation.start, erratum)
        if place not in reported:
            reported.add(place)
            yield _uncited(binding, citation, erratum, corrected[erratum])


def erratum_unknown(corpus: Corpus) -> Iterator[Problem]:
    """The article that an erratum corrects (corrects = {KEY}) is another entry of references.bib.
    勘误所更正的文献（corrects = {键}）是 references.bib 中的另一条目。
    """
    entries, source = corpus.bibliography.entries, corpus.bibliography.source
    for key, article in errata(corpus).items() if resolvable(corpus) else ():
        if article not in entries or article == key:
            block = entries[key].block.field("corrects")
            place = source.place(block.value.start) if block else entries[key].place
            itself = article == key
            cure = text("erratum-unknown", "cure") if itself else advice(article, entries)
            yield problem(place, "erratum-unknown", key=key, article=article, cure=cure)


def erratum_unseen(corpus: Corpus) -> Iterator[Problem]:
    """A row whose source is an erratum was seen in that erratum (seen: full-text or abstract) and
    has no report: a report on the article prints what was corrected.
    出自勘误的行，数字见于勘误本身（seen 为 full-text 或 abstract），不写 report：
    对原文的报道印的是更正之前的数字。
    """
    for row, erratum, article in _corrected(corpus):
        field = "seen" if row.data.get("seen") in OTHERWISE else "report"
        if field == "seen" or row.data.get("report") is not None:
            yield problem(
                row.place(field),
                "erratum-unseen",
                article=article,
                erratum=erratum,
                given=f"{field}: {row.data[field]}",
            )


def errata(corpus: Corpus) -> dict[str, str]:
    """The article each erratum corrects, by their keys."""
    return {
        key: article
        for key, reference in corpus.bibliography.entries.items()
        if (article := reference.get("corrects"))
    }


def _same_findings(row: Row) -> list[Row]:
    """The other rows of a table that say the same of an arm as this one."""
    return [
        candidate
        for candidate in row.trial.rows
        if candidate.id != row.id
        and candidate.kind == row.kind != "facts"
        and all(candidate.data.get(name) == row.data.get(name) for name in ALIKE)
    ]


def _article(binding: Binding, erratum: str, article: str) -> Citation | None:
    """The citation of the article without its erratum, in the sentence of a figure; one sentence
    may cite for the whole text."""
    start, end = bounds(binding.prose.text, binding.link.start)
    citations = binding.prose.citations
    in_sentence = [citation for citation in citations if start <= citation.start < end] or citations
    if any(erratum in citation.keys for citation in in_sentence):
        return None
    return next((citation for citation in in_sentence if article in citation.keys), None)


def _uncited(binding: Binding, citation: Citation, erratum: str, article: str) -> Problem:
    keys = [f"@{key}; @{erratum}" if key == article else f"@{key}" for key in citation.keys]
    return problem(
        binding.prose.place(citation.start),
        "erratum-uncited",
        article=article,
        erratum=erratum,
        right=f"[{'; '.join(keys)}]",
        figure=binding.link.text[:40],
    )
