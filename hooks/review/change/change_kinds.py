"""The kinds of change, in the order in which they are told, under their headings."""

from __future__ import annotations

from collections.abc import Mapping

from review.problem import Text

GROUPS: Mapping[str, Text] = {
    "files": Text("读不出的文件", "Files that cannot be read"),
    "trials": Text("研究", "Trials"),
    "results": Text("结果与数据", "Results and figures"),
    "provenance": Text("数据来源", "Provenance"),
    "references": Text("参考文献", "References"),
    "text": Text("正文", "Text"),
    "pages": Text("页面", "Pages"),
    "vocabulary": Text("词表", "Vocabulary"),
}

KINDS: Mapping[str, tuple[str, Text]] = {
    "unreadable-before": (
        "files",
        Text(
            "原版本读不出，现有内容都当作新的来读",
            "could not be read before; read all of it as new",
        ),
    ),
    "unreadable-now": ("files", Text("现版本读不出", "cannot be read now")),
    "trial-added": ("trials", Text("新增", "added")),
    "trial-removed": ("trials", Text("删除", "removed")),
    "trial-status": ("trials", Text("结局改变", "status changed")),
    "trial-changed": ("trials", Text("改动", "changed")),
    "trial-renamed": ("trials", Text("文件改名", "file renamed")),
    "trial-checked": ("trials", Text("核对记录", "record of checking")),
    "result-added": ("results", Text("新增", "added")),
    "result-removed": ("results", Text("删除", "removed")),
    "result-changed": ("results", Text("改动", "changed")),
    "result-renamed": ("results", Text("标识改名", "id renamed")),
    "figure-unconfirmed": ("provenance", Text("由已核实变为未核实", "no longer confirmed")),
    "figure-confirmed": ("provenance", Text("由未核实变为已核实", "now confirmed")),
    "provenance-changed": ("provenance", Text("来源改动", "changed")),
    "reference-added": ("references", Text("新增", "added")),
    "reference-removed": ("references", Text("删除", "removed")),
    "reference-changed": ("references", Text("改动", "changed")),
    "reference-rekeyed": ("references", Text("键改名", "key renamed")),
    "paragraph-added": ("text", Text("新增段落", "paragraph added")),
    "paragraph-removed": ("text", Text("删除段落", "paragraph removed")),
    "paragraph-figures": (
        "text",
        Text("数字、引文或链接改动", "figures, citations or links changed"),
    ),
    "paragraph-one-language": ("text", Text("只改了一种语言", "edited in one language only")),
    "paragraph-wording": ("text", Text("措辞改动", "wording changed")),
    "paragraph-translated": ("text", Text("补上译文", "translation added")),
    "paragraph-untranslated": ("text", Text("撤下一种语言的文字", "one language withdrawn")),
    "paragraph-slip": ("text", Text("笔误、标点或格式", "slip of the pen, punctuation or mark-up")),
    "paragraph-moved": ("text", Text("移动，文字未变", "moved, words unchanged")),
    "table-changed": ("pages", Text("所列试验或列改动", "table shows other trials or columns")),
    "shared-changed": ("pages", Text("图片或共用内容改动", "picture or shared block changed")),
    "heading-changed": ("pages", Text("标题改动", "heading changed")),
    "section-reviewed": ("pages", Text("检索与审阅日期", "dates of search and review")),
    "page-added": ("pages", Text("新增页面", "page added")),
    "page-removed": ("pages", Text("删除页面", "page removed")),
    "settings-changed": ("pages", Text("综述设置", "settings of the review")),
    "term-added": ("vocabulary", Text("新增", "added")),
    "term-removed": ("vocabulary", Text("删除", "removed")),
    "term-renamed": ("vocabulary", Text("名称改动", "name changed")),
    "term-changed": ("vocabulary", Text("改动", "changed")),
}

ORDER = {kind: index for index, kind in enumerate(KINDS)}
