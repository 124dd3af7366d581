"""Rules on spacing and punctuation of each language, judged by what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.bilingual import texts
from review.evidence.corpus import Corpus
from review.messages import problem
from review.problem import Problem, Text
from review.rules.rule import of_parts
from review.rules.text_edit import edit, visible_edit
from review.sources.prose import HAN, Prose
from review.sources.visible_text import OBJECT, Seen, seen

LATIN = "A-Za-z0-9À-ÖØ-öø-ɏΑ-ωµ%‰℃℉°²³０-９％"  # full-width digits have a rule of their own
FULL = "，。；：（）、！？【】《》〈〉「」『』“”…—～"
WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
NARROW = {"，": ", ", "。": ". ", "；": "; ", "：": ": ", "（": " (", "）": ") ", "、": ", "}
NARROW |= {"！": "! ", "？": "? ", "～": "–", "％": "%", "【": "[", "】": "]", "《": "", "》": ""}
NARROW |= {"「": "“", "」": "”", "『": "‘", "』": "’"}
# Chinese text may have these; blanks there have a rule of their own
SIGNS = {"\u3000": " ", "＜": "<", "＞": ">", "＝": "=", "＋": "+", "－": "-", "／": "/"}
# hyphens and ligatures of typesetters: no search finds the word
TYPED = {"‐": "-", "‑": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}
TYPED |= {"ﬅ": "st", "ﬆ": "st"}

TIGHT = re.compile(rf"(?<=[{HAN}])(?=[{LATIN}])|(?<=[{LATIN}])(?=[{HAN}])")
BLANKS = (  # a blank comes first, and then what stands before it: so most places are passed over
    (re.compile(rf"[ \u3000](?<=[{HAN}].)[ \u3000]*(?=[{HAN}])"), ""),
    (
        re.compile(
            rf"[ \u3000](?:(?<=[{HAN}]\u3000)|(?<=[{HAN}].)[ \u3000])[ \u3000]*(?=[{LATIN}])"
            rf"|[ \u3000](?:(?<=[{LATIN}]\u3000)|(?<=[{LATIN}].)[ \u3000])[ \u3000]*(?=[{HAN}])"
        ),
        " ",
    ),
    (
        re.compile(
            rf"[ \u3000](?:(?<=[{FULL}].)[ \u3000]*(?=[^\s|{OBJECT}])"
            rf"|(?<=[^\s|{OBJECT}].)[ \u3000]*(?=[{FULL}]))"
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
            span = match.start("mark"), _end(view, match)
            yield _replace(prose, view, span, WIDE[match["mark"]], "han-punctuation/mark")
        hyphened = HYPHENED.finditer(view.text) if "-" in view.text else ()
        for match in (*RANGE.finditer(view.text), *hyphened):
            yield _replace(prose, view, match.span("mark"), "～", "han-punctuation/mark")
        yield from _brackets(prose, view)
        yield from _typed(prose, view, "han-punctuation/typed")


@of_parts
def latin_punctuation(corpus: Corpus) -> Iterator[Problem]:
    """English text has no full-width punctuation and signs, and Han only as a name in brackets or
    quotation marks; hyphens and letters are those of the keyboard, no ligatures.
    英文里没有全角标点与符号；汉字只作为括号或引号中的名称出现；连字符与字母用键盘上的，
    不用连写的字母。
    """
    for prose in _prose(corpus, "en"):
        view = seen(prose)
        if view.text.isascii():
            continue
        for match in FULL_MARK.finditer(view.text):
            yield _narrow(prose, view, match)
        for match in FULL_SIGN.finditer(view.text):
            sign = _sign(view, match)
            yield _replace(prose, view, match.span(), sign, "latin-punctuation/mark")
        yield from _typed(prose, view, "latin-punctuation/typed")
        for match in HAN_RUN.finditer(view.text):
            place = prose.place(view.starts[match.start()])
            yield problem(place, "latin-punctuation/han", characters=match[0][:20])


def _prose(corpus: Corpus, language: str) -> Iterator[Prose]:
    return (prose for _, prose in texts(corpus) if prose.language == language)


def _around(view: Seen, start: int, end: int) -> tuple[str, str]:
    """A few characters before ``start`` and after ``end``, on one line."""
    before, after = view.text[max(start - 6, 0) : start], view.text[end : end + 6]
    return _on_line(before), _on_line(after)


def _on_line(text: str) -> str:
    return text.replace("\n", " ").replace(OBJECT, "")


def _tight(prose: Prose, view: Seen, index: int) -> Problem:
    at, (before, after) = view.between(index), _around(view, index, index)
    return problem(
        prose.place(view.starts[index]),
        "han-latin-spacing/tight",
        around=before + after,
        right=f"{before} {after}",
        fix=edit(prose, at, at, " "),
    )


def _blank(prose: Prose, view: Seen, match: re.Match[str], right: str) -> Problem:
    start, end = match.span()
    before, after = _around(view, start, end)
    place, kind = prose.place(view.starts[start]), "many" if right else "none"
    around, mended = before + match[0] + after, visible_edit(prose, view, start, end, right)
    return problem(place, f"han-latin-spacing/{kind}", around=around, fix=mended)


def _end(view: Seen, match: re.Match[str]) -> int:
    """End of a mark and its blanks; those before the end of a line or an object stay."""
    end = match.end("gap")
    within = end < len(view.text) and view.text[end] not in f"\n{OBJECT}"
    return end if within and view.solid(match.start("mark"), end) else match.end("mark")


def _replace(
    prose: Prose, view: Seen, span: tuple[int, int], right: str, message: str, mend: bool = True
) -> Problem:
    """A sign in the place of another; ``mend`` says that it is sure to be the right one."""
    start, end = span
    sign = view.text[start:end].strip() or "U+3000"
    before, after = _around(view, start, end)
    blank = Text("半角空格", "a blank")
    expected = blank if right == " " else Text(right, right.strip() or "nothing")
    mended = visible_edit(prose, view, start, end, right) if mend else None
    place = prose.place(view.starts[start])
    return problem(
        place,
        message,
        expected=expected,
        fix=mended,
        sign=sign,
        around=before + view.text[start:end] + after,
        code=" ".join(f"U+{ord(letter):04X}" for letter in sign),
    )


def _brackets(prose: Prose, view: Seen) -> Iterator[Problem]:
    """Half-width brackets that follow Han or hold Han, each half by itself."""
    for match in BRACKETS.finditer(view.text):
        before = view.text[: match.start()].rstrip(f" {OBJECT}")[-1:]
        if re.search(f"[{HAN}]", f"{before}{match['inner']}"):
            first, last = match.start(), match.end() - 1
            for at, right in ((first, "（"), (last, "）")):
                yield _replace(prose, view, (at, at + 1), right, "han-punctuation/mark")


def _sign(view: Seen, match: re.Match[str]) -> str:
    """The half-width twin of a full-width sign; between two numbers the hyphen is a range."""
    between = view.text[: match.start()][-1:].isdigit() and view.text[match.end() :][:1].isdigit()
    return "–" if match[0] == "－" and between else SIGNS[match[0]]


def _typed(prose: Prose, view: Seen, message: str) -> Iterator[Problem]:
    """Hyphens and letters that no keyboard types."""
    for match in TYPESET.finditer(view.text):
        yield _replace(prose, view, match.span(), TYPED[match[0]], message)


def _narrow(prose: Prose, view: Seen, match: re.Match[str]) -> Problem:
    """The half-width twin of a full-width mark, with blanks as English has them."""
    right = NARROW[match[0][0]]
    before, after = view.text[: match.start()][-1:], view.text[match.end() :][:1]
    if before in " \n(" or not before:
        right = right.lstrip()
    if after in "\n,.;:!?)，。；：！？）" or not after:
        right = right.rstrip()
    if before.isdigit() and after.isdigit() and match[0] in "，。、":
        # 16，4 may be one number or two
        return _replace(prose, view, match.span(), right, "latin-punctuation/number", mend=False)
    return _replace(prose, view, match.span(), right, "latin-punctuation/mark")
