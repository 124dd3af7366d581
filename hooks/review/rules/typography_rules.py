"""Rules on typography: spacing and punctuation of Chinese text, and none of it in English text.
Judged by what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from review.evidence.bilingual import texts
from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Problem, Text
from review.rules.rule import of_parts
from review.rules.text_edit import edit
from review.sources.prose import HAN, Prose
from review.sources.visible_text import OBJECT, Seen, seen

LATIN = "A-Za-z0-9À-ÖØ-öø-ɏΑ-ωµ%‰℃℉°²³０-９％"  # full-width digits have a rule of their own
FULL = "，。；：（）、！？【】《》〈〉「」『』“”…—～"
WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
NARROW = {
    "，": ", ",
    "。": ". ",
    "；": "; ",
    "：": ": ",
    "（": " (",
    "）": ") ",
    "、": ", ",
    "！": "! ",
    "？": "? ",
    "～": "–",
    "％": "%",
    "【": "[",
    "】": "]",
    "《": "",
    "》": "",
    "「": "“",
    "」": "”",
    "『": "‘",
    "』": "’",
}
SIGNS = {
    "\u3000": " ",
    "＜": "<",
    "＞": ">",
    "＝": "=",
    "＋": "+",
    "－": "-",
    "／": "/",
}  # Chinese text may have these; blanks there have a rule of their own
TYPED = {
    "‐": "-",
    "‑": "-",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}  # hyphens and ligatures of typesetters: no search finds the word

TIGHT = re.compile(rf"(?<=[{HAN}])(?=[{LATIN}])|(?<=[{LATIN}])(?=[{HAN}])")
BLANKS = (
    (re.compile(rf"(?<=[{HAN}])[ \u3000]+(?=[{HAN}])"), ""),
    (
        re.compile(
            rf"(?<=[{HAN}])(?:[ \u3000]{{2,}}|\u3000)(?=[{LATIN}])"
            rf"|(?<=[{LATIN}])(?:[ \u3000]{{2,}}|\u3000)(?=[{HAN}])"
        ),
        " ",
    ),
    (
        re.compile(
            rf"(?<=[{FULL}])[ \u3000]+(?=[^\s|{OBJECT}])|(?<=[^\s|{OBJECT}])[ \u3000]+(?=[{FULL}])"
        ),
        "",
    ),
)
AFTER_HAN = re.compile(
    rf"(?<=[{HAN}）”》])[ {OBJECT}]*(?P<mark>[,;:!?]|\.(?![A-Za-z0-9.]))(?P<gap>[ ]*)"
)
BEFORE_HAN = re.compile(rf"(?P<mark>[,;:!?])(?P<gap>[ ]*)(?=[{HAN}])")
RANGE = re.compile(r"(?<=[0-9%])(?P<mark>[ ]?[–~][ ]?)(?=[0-9])")
# a hyphen between two numbers, neither of which is part of a name, an address or a date
HYPHENED = re.compile(
    r"(?<![A-Za-z0-9./_-])(?!0[0-9]|(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])(?![0-9]))[0-9]+(?:\.[0-9]+)?%?(?P<mark>-)(?!0[0-9])[0-9]+(?:\.[0-9]+)?(?![0-9A-Za-z/_-]|\.[0-9])"
)
BRACKETS = re.compile(r"\((?P<inner>[^()\n]*)\)")
HAN_RUN = re.compile(rf"(?<![{HAN}(（“‘\"'])[{HAN}]+(?:[ ]?[{HAN}]+)*")
FULL_MARK = re.compile(f"[{''.join(NARROW)}][ ]*")
FULL_SIGN, TYPESET = re.compile(f"[{''.join(SIGNS)}]"), re.compile(f"[{''.join(TYPED)}]")


@of_parts
def han_latin_spacing(corpus: Corpus) -> Iterator[Problem]:
    """In Chinese text one blank stands between Han and Latin letters or digits, none between Han
    and Han, none beside full-width punctuation.
    中文里汉字与西文字母、数字之间空一格；汉字之间、全角标点两侧不空格。
    """
    for prose in _prose(corpus, "zh"):
        view = seen(prose)
        for match in TIGHT.finditer(view.text):
            yield _tight(prose, view, match.start())
        for pattern, right in BLANKS:
            for match in pattern.finditer(view.text):
                yield _blank(prose, view, match, right)


@of_parts
def han_punctuation(corpus: Corpus) -> Iterator[Problem]:
    """In Chinese text punctuation beside Han is full-width, and a range of numbers takes ～;
    hyphens and letters are those of the keyboard, no ligatures.
    中文里汉字旁的标点用全角；数字范围用 ～；连字符与字母用键盘上的，
    不用连写的字母（如 fi 连成一个字符）。
    """
    for prose in _prose(corpus, "zh"):
        view = seen(prose)
        matches = {
            match.start("mark"): match
            for pattern in (AFTER_HAN, BEFORE_HAN)
            for match in pattern.finditer(view.text)
        }
        for _, match in sorted(matches.items()):
            yield _replace(
                prose,
                view,
                match.start("mark"),
                _end(view, match),
                WIDE[match["mark"]],
                "han-punctuation",
            )
        for match in (*RANGE.finditer(view.text), *HYPHENED.finditer(view.text)):
            yield _replace(
                prose, view, match.start("mark"), match.end("mark"), "～", "han-punctuation"
            )
        yield from _brackets(prose, view)
        yield from _typed(prose, view, "han-punctuation")


@of_parts
def latin_punctuation(corpus: Corpus) -> Iterator[Problem]:
    """English text has no full-width punctuation and signs, and Han only as a name in brackets or
    quotation marks; hyphens and letters are those of the keyboard, no ligatures.
    英文里没有全角标点与符号；汉字只作为括号或引号中的名称出现；连字符与字母用键盘上的，
    不用连写的字母。
    """
    for prose in _prose(corpus, "en"):
        view = seen(prose)
        for match in FULL_MARK.finditer(view.text):
            yield _narrow(prose, view, match)
        for match in FULL_SIGN.finditer(view.text):
            yield _replace(
                prose, view, match.start(), match.end(), _sign(view, match), "latin-punctuation"
            )
        yield from _typed(prose, view, "latin-punctuation")
        for match in HAN_RUN.finditer(view.text):
            yield problem(
                prose.place(view.starts[match.start()]),
                "latin-punctuation",
                characters=match[0][:20],
            )


def _prose(corpus: Corpus, language: str) -> Iterator[Prose]:
    return (prose for _, prose in texts(corpus) if prose.language == language)


def _around(view: Seen, start: int, end: int) -> tuple[str, str]:
    """A few characters before ``start`` and after ``end``, on one line."""
    before, after = view.text[max(start - 6, 0) : start], view.text[end : end + 6]
    return before.replace("\n", " ").replace(OBJECT, ""), after.replace("\n", " ").replace(
        OBJECT, ""
    )


def _tight(prose: Prose, view: Seen, index: int) -> Problem:
    place = view.between(index)
    before, after = _around(view, index, index)
    shown, right = before + after, f"{before} {after}"
    return problem(
        prose.place(view.starts[index]),
        "han-latin-spacing/tight",
        shown=shown,
        right=right,
        fix=edit(prose, place, place, " "),
    )


def _blank(prose: Prose, view: Seen, match: re.Match[str], right: str) -> Problem:
    start, end = match.span()
    before, after = _around(view, start, end)
    shown = before + view.text[start:end] + after
    return problem(
        prose.place(view.starts[start]),
        "han-latin-spacing/blank",
        shown=shown,
        expected=Text("一个空格" if right else "没有空格", "one blank" if right else "no blank"),
        fix=edit(prose, view.starts[start], view.ends[end - 1], right)
        if view.solid(start, end)
        else None,
    )


def _end(view: Seen, match: re.Match[str]) -> int:
    """End of a mark and the blanks after it; blanks that end a line or stand before an object
    stay."""
    end = match.end("gap")
    if (
        end < len(view.text)
        and view.text[end] not in f"\n{OBJECT}"
        and view.solid(match.start("mark"), end)
    ):
        return end
    return match.end("mark")


def _replace(prose: Prose, view: Seen, start: int, end: int, right: str, rule: str) -> Problem:
    shown = view.text[start:end].strip() or "U+3000"
    before, after = _around(view, start, end)
    around = before + view.text[start:end] + after
    return Problem(
        prose.place(view.starts[start]),
        rule,
        Text(f"“{around}”中的 {shown}", f"{shown} in “{around}”"),
        Text(right, right.strip() or "nothing") if right != " " else Text("半角空格", "a blank"),
        Text(
            "改用相应标点；`python hooks fix` 可代劳。",
            "Use that mark; `python hooks fix` does it.",
        ),
        edit(prose, view.starts[start], view.ends[end - 1], right)
        if view.solid(start, end)
        else None,
    )


def _brackets(prose: Prose, view: Seen) -> Iterator[Problem]:
    """Half-width brackets that follow Han or hold Han, each half by itself."""
    for match in BRACKETS.finditer(view.text):
        before = view.text[: match.start()].rstrip(f" {OBJECT}")[-1:]
        if re.search(f"[{HAN}]", f"{before}{match['inner']}"):
            yield _replace(prose, view, match.start(), match.start() + 1, "（", "han-punctuation")
            yield _replace(prose, view, match.end() - 1, match.end(), "）", "han-punctuation")


def _sign(view: Seen, match: re.Match[str]) -> str:
    """The half-width twin of a full-width sign; between two numbers the hyphen is a range."""
    between = view.text[: match.start()][-1:].isdigit() and view.text[match.end() :][:1].isdigit()
    return "–" if match[0] == "－" and between else SIGNS[match[0]]


def _typed(prose: Prose, view: Seen, rule: str) -> Iterator[Problem]:
    """Hyphens and letters that no keyboard types."""
    for match in TYPESET.finditer(view.text):
        before, after = _around(view, match.start(), match.end())
        code, around = f"U+{ord(match[0]):04X}", f"{before}{match[0]}{after}"
        found = Text(
            f"“{around}”中排版用的 {match[0]}（{code}）",
            f"{match[0]} ({code}), a typesetter's, in “{around}”",
        )
        cure = Text(
            "用键盘上的字符；`python hooks fix` 可代劳。",
            "Type it on the keyboard; `python hooks fix` does it.",
        )
        yield replace(
            _replace(prose, view, match.start(), match.end(), TYPED[match[0]], rule),
            found=found,
            cure=cure,
        )


def _narrow(prose: Prose, view: Seen, match: re.Match[str]) -> Problem:
    """The half-width twin of a full-width mark, with blanks as English has them."""
    right = NARROW[match[0][0]]
    before, after = view.text[: match.start()][-1:], view.text[match.end() :][:1]
    if before in " \n(" or not before:
        right = right.lstrip()
    if after in "\n,.;:!?)，。；：！？）" or not after:
        right = right.rstrip()
    found = _replace(prose, view, match.start(), match.end(), right, "latin-punctuation")
    if (
        before.isdigit() and after.isdigit() and match[0] in "，。、"
    ):  # 16，4 may be one number or two
        return replace(
            found,
            fix=None,
            cure=Text(
                "小数点写作 .；若是两个数，逗号之后空一格。",
                "Write a point before decimals; where they are two numbers, a comma and a blank.",
            ),
        )
    return found
