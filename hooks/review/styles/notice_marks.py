"""Where a work was retracted or corrected: in a list of references, as NLM words it (``Retraction
in:``) and in Chinese, and as a mark beside a citation. Each leads to the notice."""

from __future__ import annotations

from review.evidence.notice import Notice, grave
from review.evidence.reference import Reference
from review.styles.inline_markup import anchor, escaped
from review.styles.template_nodes import encoded, pubmed_page, resolver


def address(notice: Notice) -> str:
    """Where the notice is to be read; empty for an erratum that has no address."""
    if notice.doi:
        return resolver(notice.doi)
    return pubmed_page(notice.pmid) if notice.pmid else encoded(notice.address)


def plain(reference: Reference, style: str) -> str:
    """What follows an entry as plain text; empty where no notice is known."""
    return "".join(_sentence(notice, _cited(notice), style) for notice in reference.notices)


def html(reference: Reference, style: str) -> str:
    """What follows an entry as inline HTML, safe inside Markdown; a notice that no reader must miss
    is of the class ``retracted``, another of ``corrected``."""
    spans = []
    for notice in reference.notices:
        link = anchor(address(notice), escaped(_cited(notice)))
        kind = "retracted" if notice.words.mark else "corrected"
        spans.append(f'<span class="{kind}">{_sentence(notice, link, style)}</span>')
    return "".join(spans)


def mark(reference: Reference, rendition: str) -> str:
    """The gravest notice about a work in a word or two that lead to it, in both languages where the
    page is; empty where there is none that no reader must miss."""
    notice = grave(reference.notices)
    if notice is None or notice.words.mark is None:
        return ""
    words = notice.words.mark
    texts = {"zh": words.zh, "en": words.en, "zh-en": f"{words.zh} {words.en}"}
    return anchor(address(notice), texts[rendition])


def _cited(notice: Notice) -> str:
    return " ".join(filter(None, (f"{notice.cited}." if notice.cited else "", address(notice))))


def _sentence(notice: Notice, cited: str, style: str) -> str:
    heading = notice.words.heading
    if style == "gbt7714":
        return f"（{heading.zh}，见：{cited}）"
    return f" {heading.en}: {cited}{'' if notice.cited and not address(notice) else '.'}"
