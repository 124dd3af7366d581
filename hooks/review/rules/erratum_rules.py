"""Rules on errata: an erratum is an entry of its own, which names the article it corrects, is read
itself, and is cited where its figures are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from review.evidence.corpus import Corpus
from review.evidence.trial import Row, Trial
from review.figures.binding import Binding, bindings
from review.messages import problem
from review.problem import Problem, Text
from review.rules.citation_rules import resolvable
from review.sources.prose import Citation
from review.sources.sentence import bounds
from review.suggestion import advice

# what makes two rows say the same of an arm
ALIKE = (
    "endpoint",
    "label",
    "grade",
    "related",
    "timepoint",
    "population",
    "assessment",
    "diagnoses",
    "cutoff",
)
# where figures were seen by someone who has not read the erratum
OTHERWISE = (
    "registry",
    "label",
    "secondary",
    "predecessor",
)


def erratum_doubled(corpus: Corpus) -> Iterator[Problem]:
    """An arm whose figures an erratum corrects stands in the row of the erratum alone: the row of
    the article no longer has it.
    勘误更正了数值的组，只见于出自勘误的那一行；出自原文的行不再列这个组。
    """
    corrected = errata(corpus)
    for trial in corpus.trials.values() if corrected else ():
        for row in trial.rows:
            source = row.data.get("source")
            article = corrected.get(source) if isinstance(source, str) else None
            for old in _same(trial, row) if article else ():
                if old.data.get("source") == article:
                    yield from (
                        problem(
                            trial.place(*old.path, "arms", arm),
                            "erratum-doubled",
                            old=old.id,
                            arm=arm,
                            new=row.id,
                        )
                        for arm in old.cells
                        if arm in row.cells
                    )


def erratum_uncited(corpus: Corpus) -> Iterator[Problem]:
    """A sentence with a figure that its table takes from an erratum (an entry with corrects =
    {KEY}) and a citation of the article corrected cites the erratum, too.
    句中的数字在试验表里出自勘误（条目写有 corrects = {键}），又引用了被更正的文献的，也引用勘误。
    """
    corrected = errata(corpus)
    reported: set[tuple[int, int, str]] = set()
    for binding in bindings(corpus) if corrected else ():
        erratum = _erratum(binding, corrected)
        citation = _article(binding, erratum, corrected[erratum]) if erratum else None
        if erratum is None or citation is None:
            continue
        place = (id(binding.prose), citation.start, erratum)
        if place not in reported:
            reported.add(place)
            yield _uncited(binding, citation, erratum, corrected[erratum])


def _erratum(binding: Binding, corrected: Mapping[str, str]) -> str | None:
    """The erratum that a figure is from; None where it is from none."""
    row = binding.datum.row if binding.datum else None
    source = row.data.get("source") if row else None
    return source if isinstance(source, str) and source in corrected else None


def erratum_unknown(corpus: Corpus) -> Iterator[Problem]:
    """The article that an erratum corrects (corrects = {KEY}) is another entry of references.bib.
    勘误所更正的文献（corrects = {键}）是 references.bib 中的另一条目。
    """
    known = corpus.bibliography.entries
    for key, article in errata(corpus).items() if resolvable(corpus) else ():
        if article not in known or article == key:
            block = known[key].block.field("corrects")
            yield problem(
                corpus.bibliography.source.place(block.value.start) if block else known[key].place,
                "erratum-unknown",
                key=key,
                article=article,
                cure=Text(
                    "写它自己所更正的那篇文献的键。",
                    "Write the key of the article that it corrects.",
                )
                if article == key
                else advice(article, known),
            )


def erratum_unseen(corpus: Corpus) -> Iterator[Problem]:
    """A row whose source is an erratum was seen in that erratum (seen: full-text or abstract) and
    has no report: a report on the article prints what was corrected.
    出自勘误的行，数字见于勘误本身（seen 为 full-text 或 abstract），不写 report：
    对原文的报道印的是更正之前的数字。
    """
    corrected = errata(corpus)
    for trial in corpus.trials.values() if corrected else ():
        for row in trial.rows:
            source = row.data.get("source")
            if (
                isinstance(source, str)
                and source in corrected
                and (row.data.get("seen") in OTHERWISE or row.data.get("report") is not None)
            ):
                yield _unseen(trial, row, source, corrected[source])


def errata(corpus: Corpus) -> dict[str, str]:
    """The article each erratum corrects, by their keys."""
    return {
        key: article
        for key, reference in corpus.bibliography.entries.items()
        if (article := reference.raw("corrects"))
    }


def _same(trial: Trial, row: Row) -> list[Row]:
    """The other rows of a table that say the same of an arm as this one."""
    return [
        other
        for other in trial.rows
        if other.id != row.id
        and other.kind == row.kind != "facts"
        and all(other.data.get(name) == row.data.get(name) for name in ALIKE)
    ]


def _unseen(trial: Trial, row: Row, erratum: str, article: str) -> Problem:
    field = "seen" if row.data.get("seen") in OTHERWISE else "report"
    given = f"{field}: {row.data[field]}"
    return problem(
        trial.place(*row.path, field),
        "erratum-unseen",
        erratum=erratum,
        given=given,
        article=article,
    )


def _article(binding: Binding, erratum: str, article: str) -> Citation | None:
    """The citation of the article without its erratum, in the sentence of a figure; one sentence
    may cite for the whole text."""
    start, end = bounds(binding.prose.text, binding.link.start)
    within = [
        citation for citation in binding.prose.citations if start <= citation.start < end
    ] or list(binding.prose.citations)
    cited = {key for citation in within for key in citation.keys}
    if erratum not in cited:
        return next((citation for citation in within if article in citation.keys), None)
    return None


def _uncited(binding: Binding, citation: Citation, erratum: str, article: str) -> Problem:
    right = (
        "["
        + "; ".join(
            f"@{key}" + (f"; @{erratum}" if key == article else "") for key in citation.keys
        )
        + "]"
    )
    shown = binding.link.text[:40]
    return problem(
        binding.prose.place(citation.start),
        "erratum-uncited",
        article=article,
        shown=shown,
        erratum=erratum,
        right=right,
    )
