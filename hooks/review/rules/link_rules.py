"""Rules on links, images and raw HTML: every link leads somewhere safe, and every image speaks both languages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from review.evidence import page_names
from review.evidence.corpus import TRIALS, VOCABULARY, Corpus
from review.evidence.vocabulary import KINDS
from review.problem import Problem, Text
from review.rules.table_name_rules import renamed
from review.sources.link import SCHEME, Link, Slip, target
from review.sources.prose import HAN, MASKED, Prose
from review.suggestion import advice

DOCS = "docs/"
ALLOWED = ("https://", "http://", "mailto:")
QUOTED = re.compile(r"[\"<>`]")  # what no address holds as it is
DEFINITION = re.compile(r"(?m)^ {0,3}\[(?!\^)[^\]\n]+\]:[ ]*\S*")
LOOSE = re.compile(r"\]\(|\]\[")
AUTOLINK = re.compile(r"<(?:https?://|mailto:)[^<>\s]*>|<[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+>")
TAG = re.compile(r"<[A-Za-z/!?]")
ENTITY = re.compile(
    r"&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);"
)  # a character in disguise
CURES = {
    "bare": Text("在 ( 之前写 [文字]", "put [text] before the ("),
    "open": Text("在文字之前补 [", "put [ before the text"),
    "close": Text("在 ( 之前补 ]", "put ] before the ("),
    "left": Text("在 ] 之后补 (", "put ( behind the ]"),
    "right": Text("在目标之后补 )", "put ) behind the target"),
    "wide": Text("括号改用半角 [ ] ( )", "type the brackets half-width: [ ] ( )"),
    "address": Text("地址中的 # . / 也用半角", "type # . / in the address half-width, too"),
    "inner": Text("删去 ( 之后的空格", "delete the blank behind the ("),
    "blank": Text("删去 ] 与 ( 之间的空白", "delete the blank between ] and ("),
    "line": Text("文字写在同一行", "keep the text on one line"),
}
ATTRIBUTES = re.compile(r"\{:?[ ]*[#.A-Za-z][^{}\n]*\}")


def link_dead(corpus: Corpus) -> Iterator[Problem]:
    """A link inside the review leads to a page, heading, trial table or term that exists, an image to its file.
    站内链接指向存在的页面、标题、试验表或词条，图片指向存在的文件。
    """
    for path, prose, _ in corpus.prose:
        for link in prose.links:
            if not link.target or SCHEME.match(link.target) or _unsafe(link, path):
                continue
            file = target(link, path)
            if file.startswith(f"{TRIALS}/") and file.endswith(".yml") and link.fragment:
                continue  # an address of a figure has a rule of its own
            known = _known(corpus, link, file) if file not in renamed(corpus) else []
            if known is None:
                yield _dead(prose, link, link.file, _files(corpus, path))
            elif link.fragment and known and link.fragment not in known:
                yield _dead(prose, link, f"#{link.fragment}", known)


def link_title(corpus: Corpus) -> Iterator[Problem]:
    """A link has no title: hovering is kept for the data and references themselves.
    链接不带标题文字；悬停用于显示数据与文献。
    """
    for _, prose, _ in corpus.prose:
        for link in prose.links:
            if link.title:
                yield Problem(
                    prose.place(link.inner + len(link.text) + 2 + len(link.target)),
                    "link-title",
                    Text(
                        f"带标题 {link.title[:40]} 的链接",
                        f"a link with the title {link.title[:40]}",
                    ),
                    Text("[文字](目标)", "[text](target)"),
                    Text("删去标题。", "Delete the title."),
                )


def link_scheme(corpus: Corpus) -> Iterator[Problem]:
    """A link is written [text](target) on one line; its target is a relative path inside docs/, or begins with https://, http:// or mailto:.
    链接写作同一行的 [文字](目标)；目标是 docs/ 之内的相对路径，或以 https://、http://、mailto: 开头。
    """
    for path, prose, _ in corpus.prose:
        for link in prose.links:
            foreign = SCHEME.match(link.target) and not link.target.lower().startswith(ALLOWED)
            if _unsafe(link, path) or foreign or QUOTED.search(link.target) or "](" in link.text:
                yield _refused(prose, link.start, link.target or "()")
        yield from (
            _refused(prose, match.start(), match[0].strip())
            for match in DEFINITION.finditer(prose.masked)
        )
        spans = [
            (link.start, link.end) for link in (*prose.links, *(slip.link for slip in prose.slips))
        ]
        for match in LOOSE.finditer(prose.masked):
            if not any(start <= match.start() < end for start, end in spans):
                yield _refused(
                    prose,
                    match.start(),
                    " ".join(prose.text[max(match.start() - 15, 0) : match.start() + 20].split()),
                )


def link_broken(corpus: Corpus) -> Iterator[Problem]:
    """A link has its four brackets, half-width, and nothing between the inner two.
    链接的四个括号齐全，都用半角，中间的两个紧挨在一起。
    """
    for _, prose, _ in corpus.prose:
        yield from (_broken(prose, slip) for slip in prose.slips)


def image_alt(corpus: Corpus) -> Iterator[Problem]:
    """An image has alternative text in both languages, parted by one bar.
    图片有两种语言的替代文字，以一个竖线分开。
    """
    for _, prose, _ in corpus.prose:
        for link in prose.links:
            halves = [half.strip() for half in link.text.split("|")]
            if link.image and (
                len(halves) != 2 or not all(halves) or not re.search(f"[{HAN}]", halves[0])
            ):
                yield Problem(
                    prose.place(link.start),
                    "image-alt",
                    Text(f"替代文字“{link.text[:40]}”", f"the alternative text “{link.text[:40]}”"),
                    Text("“中文 | English”，恰好一个竖线", "“中文 | English” with exactly one bar"),
                    Text(
                        "写作 ![中文 | English](文件)，两种语言都说明图片的内容。",
                        "Write ![中文 | English](FILE), and say in both languages what the image shows.",
                    ),
                )


def image_source(corpus: Corpus) -> Iterator[Problem]:
    """An image is a picture of docs/assets; nothing is loaded from outside.
    图片是 docs/assets 中的文件；页面不从外部加载任何内容。
    """
    for path, prose, _ in corpus.prose:
        for link in prose.links:
            outside = bool(SCHEME.match(link.target)) or link.target.startswith("//")
            file = "" if outside else target(link, path)
            # a file that is not there, or whose content is bad, is reported already
            if (
                link.image
                and file not in corpus.pictures
                and (outside or link.file and corpus.is_file(file))
            ):
                yield Problem(
                    prose.place(link.start),
                    "image-source",
                    Text(f"图片 {link.target[:60]}", f"the image {link.target[:60]}"),
                    Text("docs/assets 中的图片", "a picture of docs/assets"),
                    Text(
                        "把图片存入 docs/assets，注明出处与许可；指向网页时用普通链接。",
                        "Save the picture in docs/assets, and say where it is from and under which licence; for a page write a plain link.",
                    ),
                )


def html_raw(corpus: Corpus) -> Iterator[Problem]:
    """Prose holds no raw HTML, no attribute lists and no character references; comments are marks and allowances only.
    正文不含 HTML 标签、属性列表与字符引用；注释只用作标记与 allow。
    """
    for _, prose, _ in corpus.prose:
        for match in MASKED.finditer(prose.text):
            tag = not match["fence"] and not match["ticks"] and not match[0].startswith("<!--")
            # a comment that holds brackets may end elsewhere for a browser than for us
            if (tag and not AUTOLINK.fullmatch(match[0])) or (
                match[0].startswith("<!--") and re.search("[<>]", match[0][4:-3])
            ):
                yield _raw(prose, match.start(), match[0])
        yield from (
            _raw(prose, match.start(), prose.text[match.start() : match.start() + 20])
            for match in TAG.finditer(prose.masked)
        )
        yield from (
            _raw(prose, match.start(), match[0]) for match in ATTRIBUTES.finditer(prose.plain)
        )
        yield from (_raw(prose, match.start(), match[0]) for match in ENTITY.finditer(prose.plain))


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


def _known(corpus: Corpus, link: Link, file: str) -> list[str] | None:
    """Anchors of a file, or None where no page is made of it; an empty list where they are not known (an image, a file that could not be read)."""
    if file in page_names.PAGES and not corpus.is_file(file):
        return []
    if (section := corpus.sections.get(file)) is not None:
        return [heading.anchor for heading in section.headings] + [
            pair.id for pair in section.pairs
        ]
    if file.startswith(f"{VOCABULARY}/"):
        kind = posixpath.basename(file).removesuffix(".yml")
        return list(corpus.vocabulary.terms.get(kind, [])) if corpus.is_file(file) else None
    paged = link.image or file.endswith(".md") or file.startswith(f"{TRIALS}/")
    return [] if paged and corpus.is_file(file) else None


def _files(corpus: Corpus, path: str) -> list[str]:
    """What a link of the file ``path`` may name, relative to it."""
    files = [
        *corpus.sections,
        *(trial.path for trial in corpus.trials.values()),
        *(f"{VOCABULARY}/{kind}.yml" for kind in KINDS),
    ]
    return [posixpath.relpath(file, posixpath.dirname(path)) for file in files]


def _dead(prose: Prose, link: Link, found: str, known: list[str]) -> Problem:
    return Problem(
        prose.place(link.start),
        "link-dead",
        Text(f"失效的链接 {found}", f"the dead link {found}"),
        Text("存在的页面或锚点", "a page or anchor that exists"),
        advice(found.removeprefix("#"), known),
    )


def _refused(prose: Prose, offset: int, found: str) -> Problem:
    return Problem(
        prose.place(offset),
        "link-scheme",
        Text(f"不接受的链接 {found[:60]}", f"the link {found[:60]}, which is not accepted"),
        Text(
            "同一行的 [文字](目标)，目标为 docs/ 内的相对路径或 https://、http://、mailto:",
            "[text](target) on one line, its target a relative path inside docs/, https://, http:// or mailto:",
        ),
        Text(
            "目标改成所列的一种；不是链接的方括号，前面加反斜杠（\\[）。",
            "Write a target of one of these kinds; where it is no link, put a backslash before the bracket (\\[).",
        ),
    )


def _broken(prose: Prose, slip: Slip) -> Problem:
    shown = " ".join(prose.text[slip.link.start : slip.link.end].split())[-160:]
    words = (
        "…" if "open" in slip.faults else " ".join(slip.link.text.split()) or "…"
    )  # where the text begins is not known
    right = f"[{words}]({slip.link.target})"
    zh, en = (
        "；".join(CURES[fault].zh for fault in slip.faults),
        "; ".join(CURES[fault].en for fault in slip.faults),
    )
    return Problem(
        prose.place(slip.offset),
        "link-broken",
        Text(f"未成链接的 {shown}", f"{shown}, which is no link"),
        Text(right, right),
        Text(f"{zh}。", f"{en[0].upper()}{en[1:]}."),
    )


def _raw(prose: Prose, offset: int, found: str) -> Problem:
    shown = " ".join(found.split())[:60]
    return Problem(
        prose.place(offset),
        "html-raw",
        Text(f"HTML 或属性 {shown}", f"the HTML or attributes {shown}"),
        Text("Markdown 文字", "Markdown text"),
        Text(
            "改用 Markdown，字符直接写出；若是小于号，其后空一格。",
            "Write Markdown and the characters themselves; put a blank after a less-than sign.",
        ),
    )
