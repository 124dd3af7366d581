"""Why YAML could not be read: the parser says it in English only, here in Chinese too. A phrase that is not listed is left out there; the cure says enough."""
from __future__ import annotations

import re

from .problem import Text

# the words of libyaml, and of the parser in Python where libyaml is not installed
PHRASES = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"did not find expected key|expected <block end>, but found .*", "此处应为键：多半是上一行的引号、括号没有结束，或缩进不齐"),
        (r"mapping values are not allowed .*", "此处不能再有“键: 值”：多半是文字里有半角冒号，或上一行没有结束"),
        (r"could not find expected ':'", "键之后没有冒号：多半是漏写冒号，或文字换行后没有缩进"),
        (r"found character '\\t' that cannot start any token", "制表符不能用来缩进"),
        (r"found character (?:'.*' )?that cannot start any token", "文字不能以此字符开头（如 @、`、%），须加引号"),
        (r"did not find expected ',' or ']'|expected ',' or ']', but got .*", "方括号里缺少逗号或右方括号 ]"),
        (r"did not find expected ',' or '}'|expected ',' or '}', but got .*", "花括号里缺少逗号或右花括号 }"),
        (r"did not find expected '-' indicator", "列表各项的 - 没有对齐"),
        (r"(?:block )?sequence entries are not allowed .*", "此处不能以 - 开始列表：列表另起一行"),
        (r"did not find expected node content|expected the node content, but found .*", "此处应有值"),
        (r"found unexpected end of stream", "到文件末尾引号仍未结束"),
        (r"found unexpected document indicator|but found another document|(?:did not find expected|expected) '?<document start>.*", "文件中间出现 --- 或多出的内容"),
        (r"found duplicate key.*", "键重复"),
        (r"found undefined alias.*", "以 * 开头的文字会当作别名，须加引号"),
        (r"(?:did not find expected|expected) alphabetic or numeric character.*", "以 & 或 * 开头的文字须加引号"),
        (r"found unknown escape character.*|.*hexa?decimal number.*", "双引号中的反斜杠 \\ 有误：改用单引号"),
        (r"did not find expected comment or line break|expected chomping or indentation indicators.*", "以 | 或 > 开头的文字须加引号"),
    )
)


def reason(phrase: str) -> Text:
    """Why, in brackets, as it may follow “YAML that cannot be read”."""
    chinese = next((words for pattern, words in PHRASES if pattern.fullmatch(phrase)), "")
    return Text(f"（{chinese}）" if chinese else "", f" ({phrase})" if phrase else "")
