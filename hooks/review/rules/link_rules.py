"""Rules on links and anchors: links lead somewhere safe, an anchor names one thing."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from review.evidence import page_names
from review.evidence.addresses import anchors
from review.evidence.corpus import TRIALS, VOCABULARY, Corpus
from review.evidence.vocabulary import KINDS
from review.messages import problem, text
from review.problem import Place, Problem, Text, joined
from review.rules.rule import of_parts
from review.rules.table_name_rules import renamed
from review.sources.link import SCHEME, Link, Slip, target
from review.sources.prose import Prose
from review.sources.record import Path, Record
from review.suggestion import advice

# what every page may hold beside its own: its references and their uses, the dialog of the search
PAGE = r"references|search-(?:dialog|hint)|cite-[0-9]+|ref-[a-z]+[0-9]{4}[a-z]*"
HEADING, ROW, TERM = (
    re.compile(rf"(?:{words})\Z")
    for words in (
        rf"{PAGE}|(?:sec|plot)-.*",
        rf"{PAGE}|summary|(?:sec|note|plot)-.*",
        rf"{PAGE}|kind-.*",
    )
)

DOCS = "docs/"
ALLOWED = ("https://", "http://", "mailto:")
QUOTED = re.compile(r"[\"<>`]")  # what no address holds as it is
# a host behind another name, one in look-alike letters, and one that nobody else can reach
DISGUISED = re.compile(
    r"https?://(?:[^/?#]*(?:@|[^\x00-\x7f]|\bxn--)"
    r"|(?:localhost|0x[0-9a-f]+|[0-9.]+)(?:[:/?#]|$)|\[)",
    re.IGNORECASE,
)
DEFINITION = re.compile(r"(?m)^ {0,3}\[(?!\^)[^\]\n]+\]:[ ]*\S*")
LOOSE = re.compile(r"\]\(|\]\[")


def link_dead(corpus: Corpus) -> Iterator[Problem]:
    """A link inside the review leads to a page, heading, trial table or term that exists, an image
    to its file.
    站内链接指向存在的页面、标题、试验表或词条，图片指向存在的文件。
    """
    for path, prose, link in corpus.links:
        file = _page(link, path)
        if file is None or file in renamed(corpus):
            continue
        anchors = _anchors(corpus, link, file)
        if anchors is None:
            yield _dead(prose, link, link.file, _files(corpus, path))
        elif link.fragment and anchors and link.fragment not in anchors:
            yield _dead(prose, link, f"#{link.fragment}", anchors)


def _page(link: Link, path: str) -> str | None:
    """The file of the review that a link of the file ``path`` leads to; None where it leads
    elsewhere, or to a figure, whose address has a rule of its own."""
    if not link.target or SCHEME.match(link.target) or _unsafe(link, path):
        return None
    file = target(link, path)
    figure = file.startswith(f"{TRIALS}/") and file.endswith(".yml") and link.fragment
    return None if figure else file


@of_parts
def link_title(corpus: Corpus) -> Iterator[Problem]:
    """A link has no title: hovering is kept for the data and references themselves.
    链接不带标题文字；悬停用于显示数据与文献。
    """
    for _, prose, link in corpus.links:
        if link.title:
            place = prose.place(link.inner + len(link.text) + 2 + len(link.target))
            yield problem(place, "link-title", title=link.title[:40])


@of_parts
def link_scheme(corpus: Corpus) -> Iterator[Problem]:
    """A link is written [text](target) on one line; its target is a relative path inside docs/, or
    begins with https://, http:// or mailto:. The host of an address has a name in plain letters.
    链接写作同一行的 [文字](目标)；目标是 docs/ 之内的相对路径，或以 https://、http://、
    mailto: 开头。网址的主机写域名，只用英文字母和数字。
    """
    for path, prose, link in corpus.links:
        if _unacceptable(link, path):
            yield _refused(prose, link.start, link.target or "()")
    for _, prose, _ in corpus.prose:
        for match in DEFINITION.finditer(prose.masked):
            yield _refused(prose, match.start(), match[0].strip())
        for start in _loose(prose):
            around = prose.text[max(start - 15, 0) : start + 20]
            yield _refused(prose, start, " ".join(around.split()))


def _unacceptable(link: Link, path: str) -> bool:
    """Whether a link has a target that no page may have, or holds another link."""
    foreign = SCHEME.match(link.target) and not link.target.lower().startswith(ALLOWED)
    odd = QUOTED.search(link.target) or DISGUISED.match(link.target) or "](" in link.text
    return bool(foreign or odd or _unsafe(link, path))


def _loose(prose: Prose) -> Iterator[int]:
    """Where the middle of a link stands outside any link."""
    links = [*prose.links, *(slip.link for slip in prose.slips)]
    for match in LOOSE.finditer(prose.masked):
        if not any(link.start <= match.start() < link.end for link in links):
            yield match.start()


@of_parts
def link_broken(corpus: Corpus) -> Iterator[Problem]:
    """A link has its four brackets, half-width, and nothing between the inner two.
    链接的四个括号齐全，都用半角，中间的两个紧挨在一起。
    """
    for _, prose, _ in corpus.prose:
        yield from (_broken(prose, slip) for slip in prose.slips)


def _unsafe(link: Link, path: str) -> bool:
    """Whether a target without scheme is no relative path inside docs/."""
    if SCHEME.match(link.target):
        return False
    return (
        not link.target
        or link.target.startswith("/")
        or "\\" in link.target
        or not target(link, path).startswith(DOCS)
    )


def _anchors(corpus: Corpus, link: Link, file: str) -> list[str] | None:
    """Anchors of a file, or None where no page is made of it; an empty list where they are not
    known (an image, a file that could not be read)."""
    exists = corpus.is_file(file)
    if file in page_names.PAGES and not exists:
        return []
    if (section := corpus.sections.get(file)) is not None:
        return list(anchors(section))
    if not exists:
        return None
    if file.startswith(f"{VOCABULARY}/"):
        kind = posixpath.basename(file).removesuffix(".yml")
        return list(corpus.vocabulary.terms.get(kind, []))
    paged = link.image or file.endswith(".md") or file.startswith(f"{TRIALS}/")
    return [] if paged else None


def _files(corpus: Corpus, path: str) -> list[str]:
    """What a link of the file ``path`` may name, relative to it."""
    files = [
        *corpus.sections,
        *(trial.path for trial in corpus.trials.values()),
        *(f"{VOCABULARY}/{kind}.yml" for kind in KINDS),
    ]
    return [posixpath.relpath(file, posixpath.dirname(path)) for file in files]


def _dead(prose: Prose, link: Link, found: str, names: list[str]) -> Problem:
    near = advice(found.removeprefix("#"), names)
    return problem(prose.place(link.start), "link-dead", given=found, cure=near)


def _refused(prose: Prose, offset: int, found: str) -> Problem:
    return problem(prose.place(offset), "link-scheme", given=found[:60])


def _broken(prose: Prose, slip: Slip) -> Problem:
    written = " ".join(prose.text[slip.link.start : slip.link.end].split())[-160:]
    # of a link without its first bracket nobody knows where the text begins
    words = "" if "open" in slip.faults else " ".join(slip.link.text.split())
    right = f"[{words or '…'}]({slip.link.target})"
    zh, en = joined((text(f"link-slip/{fault}", "cure") for fault in slip.faults), "；", "; ")
    steps = Text(zh, f"{en[0].upper()}{en[1:]}")
    place = prose.place(slip.offset)
    return problem(place, "link-broken", written=written, right=right, steps=steps)


def anchor_taken(corpus: Corpus) -> Iterator[Problem]:
    """A heading, row or term has an anchor that no generated part of its page has: not references,
    cite-1, ref-smith2020, the number of a paragraph, nor what begins with sec- or plot-; for a row
    not summary or what begins with sec-, note-, plot-; for a term not what begins with kind-.
    标题、行、词条的锚点不与页面上自动生成的部分相同：不用 references、cite-1、
    ref-smith2020、段落编号和以 sec-、plot- 开头的名称；行不用 summary
    和以 sec-、note-、plot- 开头的标识；词条不用以 kind- 开头的标识。
    """
    for section in corpus.sections.values():
        paragraphs = {pair.id for pair in section.pairs}
        for heading in section.headings:
            if HEADING.match(heading.anchor) or heading.anchor in paragraphs:
                yield _taken(heading.place, heading.anchor)
    for record, path, reserved in _identified(corpus):
        if reserved.match(str(path[-1])):
            yield _taken(record.key_place(*path), str(path[-1]))


def _identified(corpus: Corpus) -> Iterator[tuple[Record, Path, re.Pattern[str]]]:
    """Every row and term whose id is an anchor, with the anchors that its page has already."""
    for trial in corpus.trials.values():
        for row in trial.rows:
            yield trial.record, row.path, ROW
    for term in corpus.vocabulary:
        yield corpus.vocabulary.records[term.kind], (term.id,), TERM


def _taken(place: Place, anchor: str) -> Problem:
    return problem(place, "anchor-taken", anchor=anchor)
