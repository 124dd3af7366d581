"""Why YAML could not be read, in plain words for what the parser says. A phrase that is not listed
is left out; the cure says enough."""

from __future__ import annotations

import re

from review.problem import Text

# the words of libyaml, and of the parser in Python where libyaml is not installed
PHRASES = tuple(
    (re.compile(pattern), Text(chinese, english))
    for pattern, chinese, english in (
        (
            r"did not find expected key|expected <block end>, but found .*",
            "此处应为键：多半是上一行的引号、括号没有结束，或缩进不齐",
            "a key should stand here: most often a quotation mark or bracket above is not closed, "
            "or the line is not aligned with those of its level",
        ),
        (
            r"mapping values are not allowed .*",
            "此处不能再有“键: 值”：多半是文字里有半角冒号，或上一行没有结束",
            "no second “key: value” may stand here: most often a text holds a colon, or the line "
            "above is not finished",
        ),
        (
            r"could not find expected ':'",
            "键之后没有冒号：多半是漏写冒号，或文字换行后没有缩进",
            "a key without its colon: most often the colon was left out, or a text goes on "
            "without being indented",
        ),
        (
            r"found character '\\t' that cannot start any token",
            "制表符不能用来缩进",
            "a tab cannot indent",
        ),
        (
            r"found character (?:'.*' )?that cannot start any token",
            "文字不能以此字符开头（如 @、`、%），须加引号",
            "a text cannot begin with this character (as @, `, %) unless it is quoted",
        ),
        (
            r"did not find expected ',' or ']'|expected ',' or ']', but got .*",
            "方括号里缺少逗号或右方括号 ]",
            "between square brackets a comma is missing, or the bracket ] at the end",
        ),
        (
            r"did not find expected ',' or '}'|expected ',' or '}', but got .*",
            "花括号里缺少逗号或右花括号 }",
            "between braces a comma is missing, or the brace } at the end",
        ),
        (
            r"did not find expected '-' indicator",
            "列表各项的 - 没有对齐",
            "the - of the items of a list are not aligned",
        ),
        (
            r"(?:block )?sequence entries are not allowed .*",
            "此处不能以 - 开始列表：列表另起一行",
            "no list may begin here with -: begin it on a line of its own",
        ),
        (
            r"did not find expected node content|expected the node content, but found .*",
            "此处应有值",
            "a value should stand here",
        ),
        (
            r"found unexpected end of stream",
            "到文件末尾引号仍未结束",
            "a quotation mark is still open at the end of the file",
        ),
        (
            r"found unexpected document indicator|but found another document"
            r"|(?:did not find expected|expected) '?<document start>.*",
            "文件中间出现 --- 或多出的内容",
            "--- or something too many stands within the file",
        ),
        (r"found duplicate key.*", "键重复", "a key stands twice"),
        (
            r"found undefined alias.*",
            "以 * 开头的文字会当作别名，须加引号",
            "a text that begins with * must be quoted",
        ),
        (
            r"(?:did not find expected|expected) alphabetic or numeric character.*",
            "以 & 或 * 开头的文字须加引号",
            "a text that begins with & or * must be quoted",
        ),
        (
            r"found unknown escape character.*|.*hexa?decimal number.*",
            "双引号中的反斜杠 \\ 有误：改用单引号",
            "a backslash in double quotation marks means something else: use single ones",
        ),
        (
            r"did not find expected comment or line break"
            r"|expected chomping or indentation indicators.*",
            "以 | 或 > 开头的文字须加引号",
            "a text that begins with | or > must be quoted",
        ),
    )
)


def reason(phrase: str) -> Text:
    """Why, in brackets, as it may follow “YAML that cannot be read”."""
    words = next((words for pattern, words in PHRASES if pattern.fullmatch(phrase)), None)
    return Text(f"（{words.zh}）", f" ({words.en})") if words else Text("", "")
