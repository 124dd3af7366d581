"""The skeleton of a review of something else: few files, no figures, and it passes the check and
builds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.markup.scalar import clean, scalar
from review.problem import Text
from review.refusal import Refusal

SITE_NAME = re.compile(r"(?m)^site_name:.*$")
HOOKS = re.compile(r"(?<![\w/.-])hooks(?=[/\],\s])")

WAY = re.compile(r"[\w./-][\w./ -]*")

INDEX = """\
# {title_zh} | {title_en}

<!-- zh -->
本页是首页：先写最要紧的结果。

<!-- en -->
This is the home page: begin with the results that matter most.
"""

SECTION = """\
---
reviewed: {today}
interval: 6 months
---
# 引言 | Introduction

<!-- zh -->
范围与目的写在这里：用 `python hooks new trial ID` 添加试验，\
用 `python hooks new reference --doi 'DOI'` 添加文献。
术语写成指向词表的链接：[疾病](../vocabulary/diagnoses.yml#disease)、[安慰剂](../vocabulary/agents.yml#placebo)、\
[总生存期](../vocabulary/endpoints.yml#os)。

<!-- en -->
Say here what the review is about and for whom: add a trial with `python hooks new trial ID`, \
a reference with `python hooks new reference --doi 'DOI'`.
Terms are links to the vocabulary: [disease](../vocabulary/diagnoses.yml#disease), \
[placebo](../vocabulary/agents.yml#placebo), \
[overall survival](../vocabulary/endpoints.yml#os).
"""

README = """\
# {title_en}

{title_zh}

`docs/` 是内容，`references.bib` 是文献，程序在 `{hooks}`。
The content is in `docs/`, the references in `references.bib`; the programs are in `{hooks}`.
移到别处时，把 `hooks/` 与 `requirements.txt` 一并复制，并改正 `mkdocs.yml` 中的路径。
To move it, copy `hooks/` and `requirements.txt` along and correct the paths in `mkdocs.yml`.

```sh
python {hooks} check --root .          # 检查 / check
python {hooks} site --root .           # 生成网站 / build the site
python {hooks} new trial ID --root .   # 新的试验表 / a new trial table
```
"""

BIBLIOGRAPHY = "% 每条文献一个条目，按键排序 / One entry a work, sorted by key.\n"
SETTINGS = "# yaml-language-server: $schema={hooks}/schema/settings.schema.json\n"
VOCABULARY = "# yaml-language-server: $schema={hooks}/schema/vocabulary.schema.json\n"


def new_review(title: str, configuration: str, hooks: str, today: str) -> dict[str, str]:
    """Text by path of every file of the review. ``title`` is ``中文 | English``; ``configuration``
    an mkdocs.yml to go by; ``hooks`` the way to them."""
    named = titled(title)
    words = {"title_zh": named.zh, "title_en": named.en, "today": today, "hooks": hooks}
    return {
        "mkdocs.yml": configured(configuration, hooks, named),
        "references.bib": BIBLIOGRAPHY,
        "README.md": _filled(README, words),
        "docs/review.yml": SETTINGS.replace("{hooks}", f"../{hooks}")
        + "\n".join(_settings(named))
        + "\n",
        "docs/index.md": _filled(INDEX, words),
        "docs/review/introduction.md": _filled(SECTION, words),
        "docs/trials/.gitkeep": "",
        **{
            f"docs/vocabulary/{kind}.yml": VOCABULARY.replace("{hooks}", f"../../{hooks}") + text
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
        raise Refusal(
            f"路径 {hooks} 含有不能写入 mkdocs.yml 的字符",
            f"the way to the hooks, {hooks}, has characters that mkdocs.yml cannot hold",
        )
    named = SITE_NAME.sub(
        lambda _: f"site_name: {scalar(f'{title.zh} | {title.en}')}", configuration, count=1
    )
    return HOOKS.sub(lambda _: hooks, re.sub(r"(?m)^hooks:", "\0:", named)).replace("\0:", "hooks:")


def _heading(text: str) -> str:
    """A title without what Markdown would read as mark-up."""
    return re.sub(r"[\\`*_{}\[\]<>#!\"]", "", text).strip()


def _filled(text: str, words: dict[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: words.get(match[1], match[0]), text)


def _settings(title: Text) -> Iterator[str]:
    both = f"{{zh: {scalar(title.zh)}, en: {scalar(title.en)}}}"
    yield f"title: {both}"
    yield f"description: {both}"
    yield "predecessor: {zh: 前一版综述, en: the previous edition}"
    yield 'url: ""'
    yield 'repository: ""'
    yield "edit: edit/main"
    yield "licence: CC BY 4.0"
    yield (
        "bound: 95  # 综述各页结果数字与数据绑定的最低百分比"
        " / least percentage of result figures in the pages that are bound to data"
    )
    yield "pages:"
    yield "  - index.md"
    yield "  - review/introduction.md"


TERMS = {
    "agents": "placebo: {zh: 安慰剂, en: placebo, class: control}\n",
    "diagnoses": "disease: {zh: 疾病, en: disease}\n",
    "endpoints": "os: {zh: 总生存期, en: overall survival, abbr: OS}\n",
    "terms": "control: {zh: 对照, en: control, kind: agent-class}\n",
}
