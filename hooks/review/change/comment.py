"""The comment on a pull request, made of files that the code of that very request has written: a stranger's text, whatever it looks like.

Nothing in it may mention people, link, load images, or pass for HTML. A zero-width space after each character that could begin such a thing
takes its force, in code and outside of it alike, so that nothing depends on where a forge sees code begin and end.
"""
from __future__ import annotations

import re
import unicodedata

MARK = "<!-- clinical-diff -->"  # by which a later run finds its own comment
LONGEST_DIFF = 44_000  # characters; GitHub takes 65,536 in all
LONGEST_FIXES = 12_000
BREAK = "\u200b"
FORCE = re.compile(r"(?<=[@<])(?=\S)|(?<=#)(?=[0-9A-Za-z])|(?<=\])(?=[(\[:])|(?<=:)(?=//)|(?<=www)(?=\.)|(?<=GH)(?=-[0-9])", re.IGNORECASE)
HIDDEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
ADDRESS = re.compile(r"https://[\w.-]+(?::[0-9]+)?/[\w./-]+")
INTRODUCTION = "由本次合并请求的代码生成，供审阅者参考。 Made by the code of this pull request, for reviewers."
NOTHING = "没有得到可用的差异文件，请看工作流日志。 There is no usable diff; see the log of the workflow."
FIXES = "**可机械修正之处 | What `make fix` would mend**"


def comment(diff: bytes | None, fixes: bytes | None = None, run: str = "") -> str:
    """The comment; ``run`` is the address of the workflow run, which holds the preview."""
    body = harmless(text(diff or b"", LONGEST_DIFF)) or NOTHING
    blocks = [MARK, body, *([f"{FIXES}\n\n{fenced(text(fixes, LONGEST_FIXES))}"] if fixes and fixes.strip() else [])]
    where = f" [预览与日志 | preview and log]({run})" if ADDRESS.fullmatch(run) else ""
    return "\n\n".join([*blocks, f"<sub>{INTRODUCTION}{where}</sub>"]) + "\n"


def text(data: bytes, most: int) -> str:
    """Bytes as lines of visible characters, cut at the end of a line; empty where they are no UTF-8."""
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    lines = decoded.replace("\r\n", "\n").split("\n")
    shown = "\n".join("".join(each for each in line.replace("\t", "    ") if unicodedata.category(each) not in HIDDEN).rstrip() for line in lines).strip("\n")
    return shown if len(shown) <= most else shown[:most].rpartition("\n")[0] + "\n\n（太长，未完） / (too long; cut here)"


def harmless(markdown: str) -> str:
    """The Markdown without its own mark and without force."""
    return FORCE.sub(BREAK, markdown.replace(MARK, "").replace(BREAK, "")).strip()


def fenced(content: str) -> str:
    """The text as a block of code that it cannot end."""
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", content)), default=0) + 1)
    return f"{fence}diff\n{content}\n{fence}"
