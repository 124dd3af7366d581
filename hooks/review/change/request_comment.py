"""The comment on a pull request, made of files that the code of that very request has written: a
stranger's text, whatever it looks like.

Nothing in it may mention people, link, load images, draw, or pass for HTML. A zero-width space
after each character that could begin such a thing takes its force, in code and outside of it alike,
so that nothing depends on where a forge sees code begin and end. What is our own stands first, and
the diff last: whatever it leaves open swallows nothing."""

from __future__ import annotations

import re
import unicodedata

MARK = "<!-- clinical-diff -->"  # by which a later run finds its own comment
# GitHub takes 65,536 characters in all; counted as UTF-16, where a rare one counts twice
LONGEST = 60_000
LONGEST_FIXES = 12_000
BREAK = "\u200b"
FORCE = re.compile(
    # mentions, HTML, named characters, formulas, numbers of issues
    r"(?<=@)(?=[^\s@])|(?<=[<&$])(?=\S)|(?<=#)(?=[0-9A-Za-z])"
    # links, images and their definitions; bare addresses; more numbers
    r"|(?<=\])(?=[(\[:])|(?<=:)(?=[/\\])|(?<=www)(?=[.\\])|(?<=(?<![0-9A-Za-z])GH)(?=[-\\])"
    r"|(?<=[0-9a-f]{6})(?=[0-9a-f])"  # commits
    r"|(?<=```)(?=[^`\n])|(?<=~~~)(?=[^~\n])",  # kinds of a block of code, some of which are drawn
    re.IGNORECASE,
)
HIDDEN = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
ADDRESS = re.compile(r"https://[\w.-]+(?::[0-9]+)?/[\w./-]+")
INTRODUCTION = (
    "由本次合并请求的代码生成，供审阅者参考。 Made by the code of this pull request, for reviewers."
)
NOTHING = (
    "没有得到可用的差异文件，请看工作流日志。 There is no usable diff; see the log of the workflow."
)
CUT = "\n\n（太长，未完） / (too long; cut here)"
FIXES = (
    "<details><summary>可机械修正之处 | What <code>make fix</code> would mend</summary>"
    "\n\n{}\n\n</details>"
)


def comment(diff: bytes | None, fixes: bytes | None = None, run: str = "") -> str:
    """The comment; ``run`` is the address of the workflow run, which holds the preview."""
    where = f" [预览与日志 | preview and log]({run})" if ADDRESS.fullmatch(run) else ""
    paragraphs = [MARK, f"<sub>{INTRODUCTION}{where}</sub>"]
    if patch := harmless(text(fixes or b"")):
        paragraphs.append(FIXES.format(fenced(cut(patch, LONGEST_FIXES))))
    head = "\n\n".join(paragraphs)
    body = harmless(text(diff or b"")) or NOTHING
    return f"{head}\n\n{cut(body, LONGEST - width(head))}\n"


def text(data: bytes) -> str:
    """Bytes as lines of visible characters; empty where they are no UTF-8."""
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
    lines = decoded.replace("\r\n", "\n").replace("\t", "    ").split("\n")
    return "\n".join(_visible(line).rstrip() for line in lines).strip("\n")


def _visible(line: str) -> str:
    if line.isprintable():  # most are, and few are looked at letter by letter
        return line
    return "".join(character for character in line if unicodedata.category(character) not in HIDDEN)


def width(markdown: str) -> int:
    """Length in UTF-16."""
    return len(markdown.encode("utf-16-le")) // 2


def cut(markdown: str, limit: int) -> str:
    """The text; one that is too long cut at the end of a line, with that said."""
    if width(markdown) <= limit:
        return markdown
    units = markdown.encode("utf-16-le")[: 2 * (limit - width(CUT))]
    return units.decode("utf-16-le", "ignore").rpartition("\n")[0] + CUT


def harmless(markdown: str) -> str:
    """The Markdown without its own mark and without force."""
    return FORCE.sub(BREAK, markdown.replace(MARK, "").replace(BREAK, "")).strip("\n")


def fenced(content: str) -> str:
    """The text as a block of code that it cannot end."""
    fence = "`" * max(3, max((len(run) for run in re.findall("`+", content)), default=0) + 1)
    return f"{fence}diff\n{content}\n{fence}"
