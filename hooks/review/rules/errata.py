"""Rules on errata: an erratum is an entry of its own, which names the article it corrects, and is cited where its figures are."""
from __future__ import annotations

from typing import Iterator

from ..binding import Binding
from ..corpus import Corpus
from ..near import advice
from ..problem import Problem, Text
from ..prose import Citation
from ..sentence import bounds
from .citations import resolvable


def erratum_uncited(corpus: Corpus) -> Iterator[Problem]:
    """A sentence with a figure that its table takes from an erratum (an entry with corrects = {KEY}) and a citation of the article corrected cites the erratum, too.
    句中的数字在试验表里出自勘误（条目写有 corrects = {键}），又引用了被更正的文献的，也引用勘误。
    """
    corrected = errata(corpus)
    told: set[tuple[int, int, str]] = set()
    for binding in corpus.bindings if corrected else ():
        source = binding.datum.row.data.get("source") if binding.datum and binding.datum.row else None
        citation = _article(binding, source, corrected[source]) if isinstance(source, str) and source in corrected else None
        if citation is not None and (place := (id(binding.prose), citation.start, source)) not in told:
            told.add(place)
            yield _uncited(binding, citation, source, corrected[source])


def erratum_unknown(corpus: Corpus) -> Iterator[Problem]:
    """The article that an erratum corrects (corrects = {KEY}) is another entry of references.bib.
    勘误所更正的文献（corrects = {键}）是 references.bib 中的另一条目。
    """
    known = corpus.bibliography.entries
    for key, article in errata(corpus).items() if resolvable(corpus) else ():
        if article not in known or article == key:
            block = known[key].block.field("corrects")
            yield Problem(
                corpus.bibliography.source.place(block.value.start) if block else known[key].place,
                "erratum-unknown",
                Text(f"勘误 {key} 更正的是 {article}", f"the erratum {key}, which corrects {article}"),
                Text("references.bib 中另一条目的键", "the key of another entry of references.bib"),
                Text("写它自己所更正的那篇文献的键。", "Write the key of the article that it corrects.") if article == key else advice(article, known),
            )


def errata(corpus: Corpus) -> dict[str, str]:
    """The article each erratum corrects, by their keys."""
    return {key: article for key, reference in corpus.bibliography.entries.items() if (article := reference.raw("corrects"))}


def _article(binding: Binding, erratum: str, article: str) -> Citation | None:
    """The citation of the article without its erratum, in the sentence of a figure; one sentence may cite for the whole text."""
    start, end = bounds(binding.prose.text, binding.link.start)
    within = [citation for citation in binding.prose.citations if start <= citation.start < end] or list(binding.prose.citations)
    cited = {key for citation in within for key in citation.keys}
    return next((citation for citation in within if article in citation.keys), None) if erratum not in cited else None


def _uncited(binding: Binding, citation: Citation, erratum: str, article: str) -> Problem:
    right = "[" + "; ".join(f"@{key}" + (f"; @{erratum}" if key == article else "") for key in citation.keys) + "]"
    shown = binding.link.text[:40]
    return Problem(
        binding.prose.place(citation.start),
        "erratum-uncited",
        Text(f"只引用 @{article}，而“{shown}”出自更正它的勘误 @{erratum}", f"@{article} cited alone, while “{shown}” is from the erratum @{erratum}, which corrects it"),
        Text(right, right),
        Text("两种语言都补上勘误。", "Cite the erratum, too, in both languages."),
    )
