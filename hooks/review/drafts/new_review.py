"""The skeleton of a review of something else, without figures, which passes the check."""

from __future__ import annotations

import re

from review.markup.scalar import clean, scalar
from review.markup.templates import render
from review.messages import refusal
from review.problem import Text

SITE_NAME = re.compile(r"(?m)^site_name:.*$")
HOOKS = re.compile(r"(?<![\w/.-])hooks(?=[/\],\s])")

WAY = re.compile(r"[\w./-][\w./ -]*")

BIBLIOGRAPHY = "% 每条文献一个条目，按键排序 / One entry a work, sorted by key.\n"
VOCABULARY = "# yaml-language-server: $schema=../../{}/schema/vocabulary.schema.json\n"
TERMS = {
    "agents": "placebo: {zh: 安慰剂, en: placebo, class: control}\n",
    "diagnoses": "disease: {zh: 疾病, en: disease}\n",
    "endpoints": "os: {zh: 总生存期, en: overall survival, abbr: OS}\n",
    "terms": "control: {zh: 对照, en: control, kind: agent-class}\n",
}


def new_review(title: str, configuration: str, hooks: str, today: str) -> dict[str, str]:
    """Text by path of every file of the review. ``title`` is ``中文 | English``; ``configuration``
    an mkdocs.yml to go by; ``hooks`` the way to them."""
    named = titled(title)
    words = {"title_zh": named.zh, "title_en": named.en, "today": today, "hooks": hooks}
    settings = words | {"title_zh": scalar(named.zh), "title_en": scalar(named.en)}
    return {
        "mkdocs.yml": configured(configuration, hooks, named),
        "references.bib": BIBLIOGRAPHY,
        "README.md": render("new/readme.md.j2", **words),
        "docs/review.yml": render("new/review.yml.j2", **settings),
        "docs/index.md": render("new/index.md.j2", **words),
        "docs/review/introduction.md": render("new/introduction.md.j2", **words),
        "docs/trials/.gitkeep": "",
        **{
            f"docs/vocabulary/{kind}.yml": VOCABULARY.format(hooks) + text
            for kind, text in TERMS.items()
        },
    }


def titled(title: str) -> Text:
    """Both halves of a title, the missing one a placeholder."""
    zh, _, en = (clean(half.replace("|", " "), 200) for half in (title.partition("|")))
    return Text(_heading(zh) or "新的动态综述", _heading(en) or "A new living review")


def configured(configuration: str, hooks: str, title: Text) -> str:
    """mkdocs.yml with another title, and with the hooks where they are from there."""
    if not WAY.fullmatch(hooks):
        raise refusal("import/way-to-hooks", hooks=hooks)
    named = SITE_NAME.sub(
        lambda _: f"site_name: {scalar(f'{title.zh} | {title.en}')}", configuration, count=1
    )
    return HOOKS.sub(lambda _: hooks, re.sub(r"(?m)^hooks:", "\0:", named)).replace("\0:", "hooks:")


def _heading(text: str) -> str:
    """A title without what Markdown would read as mark-up."""
    return re.sub(r"[\\`*_{}\[\]<>#!\"]", "", text).strip()
