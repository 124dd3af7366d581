"""CONTRIBUTING.md, for those who read the sources and not the site: the page of the same name, then
every rule and every field.

GitHub shows it where a change is proposed, and a problem leads to it where the site has no address.
"""

from __future__ import annotations

import posixpath
import re

from review.evidence import page_names
from review.evidence.corpus import Corpus
from review.evidence.surroundings import site
from review.markup.escape import literal
from review.markup.labels import word
from review.markup.table import lines, table
from review.rules import guide
from review.sources.link import Link, target
from review.sources.prose import Prose
from review.sources.schema_fields import Field, fields
from review.sources.section import MARK, Section

SOURCE = "docs/contributing.md"
MADE = (
    "<!-- 由 docs/contributing.md、规则与 hooks/schema 生成，不要直接修改；改后运行 make fix。"
    " Made from docs/contributing.md, the rules and hooks/schema; do not edit it, run make fix. -->"
)
GAP = re.compile(r"\n{3,}")


def contributing(corpus: Corpus) -> str | None:
    """The text of CONTRIBUTING.md; None where the review has no page on contributing."""
    section = corpus.sections.get(SOURCE)
    return (
        GAP.sub("\n\n", "\n\n".join([MADE, _page(section, corpus), _rules(), _fields()])) + "\n"
        if section
        else None
    )


def _page(section: Section, corpus: Corpus) -> str:
    """The page without its language marks, its links as they lead from the root of the review."""
    text = section.source.text
    for prose, link in sorted(_links(section), key=lambda each: -(each[0].start + each[1].start)):
        text = (
            text[: prose.start + link.start] + _led(link, corpus) + text[prose.start + link.end :]
        )
    kept = [line for line in text.split("\n") if not MARK.match(line)]
    return "\n".join(kept).strip()


def _links(section: Section) -> list[tuple[Prose, Link]]:
    sides = [side for pair in section.pairs for side in pair.sides]
    return [
        (prose, link)
        for prose in (*sides, *section.shared)
        for link in prose.links
        if ":" not in link.target
    ]


def _led(link: Link, corpus: Corpus) -> str:
    """A link to the guide stays in this file; one to another page that no source makes needs the
    site."""
    path = target(link, SOURCE)
    mark = "!" if link.image else ""
    if path == f"docs/{guide.PAGE}":
        return f"[{link.text}](#{link.fragment or 'rules'})"
    if path in page_names.PAGES:
        home = site(corpus.settings, {})
        return (
            f"[{link.text}]({home}/zh/{path.removeprefix('docs/').removesuffix('.md')}.html)"
            if home
            else link.text
        )
    fragment = f"#{link.fragment}" if link.fragment else ""
    return f"{mark}[{link.text}]({posixpath.normpath(path)}{fragment})"


def _rules() -> str:
    """Every rule on a line of its own; its anchor is its name."""
    parts = [f'## <a name="rules"></a>{_both("guide", "rules")}']
    for group in guide.groups():
        parts += [
            f"### {group.title.zh} | {group.title.en}",
            "\n".join(_rule(entry) for entry in group.entries),
        ]
    return "\n\n".join(parts)


def _rule(entry: guide.Entry) -> str:
    says = lines(literal(entry.says.zh), literal(entry.says.en))
    return f'- <a name="{entry.rule}"></a>**{entry.rule}**<br>{says}'


def _fields() -> str:
    header = [_both("guide", name) for name in ("field", "meaning", "required", "example")]
    rows = [_field(field) for field in fields()]
    keyed = "\n".join(literal(word(language, "guide", "keyed")) for language in ("zh", "en"))
    return f'## <a name="fields"></a>{_both("guide", "fields")}\n\n{keyed}\n\n{table(header, rows)}'


def _field(field: Field) -> list[str]:
    words = " ".join(f"`{each}`" for each in field.words)
    return [
        f"`{field.path}`",
        lines(literal(field.about.zh), literal(field.about.en), words),
        "✓" if field.required else "",
        f"`{field.example}`" if field.example else "",
    ]


def _both(*path: str) -> str:
    return " ".join(word(language, *path) for language in ("zh", "en"))
