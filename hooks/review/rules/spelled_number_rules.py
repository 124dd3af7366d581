"""Rules on numbers written as words: a figure in words can be neither bound to data nor compared between languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence.bilingual import texts
from review.evidence.corpus import Corpus
from review.figures.binding import Binding
from review.figures.coverage import by_prose
from review.problem import Problem, Text
from review.sources.prose import Prose
from review.sources.visible_text import Seen, seen

HAN_DIGITS = "〇零一二两三四五六七八九"
# 十, 二十六, 一百零三; not 数十, 二十余, 十几, 第十
HAN_NUMBER = (
    f"(?<![第数几{HAN_DIGITS}十百千])[{HAN_DIGITS}]*[十百千][{HAN_DIGITS}十百千]*(?![余多来几])"
)
HAN_COUNTED = (
    "(?:例|名|位(?:患者|患儿|病人|受试者|儿童|成人|女性|男性)|人(?![均次年])|个月|周(?!期)|岁)"
)
CHINESE = (
    re.compile(f"百分之[{HAN_DIGITS}十百]+(?:点[{HAN_DIGITS}]+)?"),
    re.compile(f"(?<![约近过足于])(?<![约近过足于] )[{HAN_DIGITS}十]+分之[{HAN_DIGITS}十]+"),
    re.compile(f"{HAN_NUMBER}(?={HAN_COUNTED})"),
    re.compile(f"(?<![数几{HAN_DIGITS}十百千])[{HAN_DIGITS}十百千]+(?=倍(?!余|多|以上|左右))"),
    re.compile(f"[{HAN_DIGITS}十]+点[{HAN_DIGITS}]+(?![线滴])"),
)
ONES = "one|two|three|four|five|six|seven|eight|nine"
TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
LARGE = rf"(?:(?:{ONES}|a) hundred(?: and)?[ ])?(?:(?:{TENS})(?:[- ](?:{ONES}))?|{TEENS})|(?:{ONES}|a) hundred"
ROUGHLY = r"(?<!some )(?<!about )(?<!nearly )(?<!almost )(?<!around )(?<!roughly )(?<!over )(?<!under )(?<!than )"
COUNTED = r"(?:patients?|cases?|subjects|people|children|adults|women|men|participants|deaths|responses|months?|weeks?|(?:have |had |were |was )?(?:responded|died|relapsed|progressed|survived|alive))"
ENGLISH = (
    re.compile(
        rf"\b(?:{ONES}|{LARGE})(?:[- ]point[- ](?:{ONES}|zero))?[ ]per[ ]?cent\b", re.IGNORECASE
    ),
    re.compile(
        rf"{ROUGHLY}\b(?:{ONES})[- ](?:half|halves|thirds?|quarters?|fifths?|sixths?|tenths?)(?= of\b)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{ROUGHLY}\b(?:{LARGE})(?=[ ](?:of the |of (?:{ONES}|{LARGE}|[0-9])|{COUNTED}\b))",
        re.IGNORECASE,
    ),
    re.compile(rf"{ROUGHLY}\b(?:{ONES}|{LARGE})[- ]?fold\b", re.IGNORECASE),
    re.compile(rf"\b(?:zero|{ONES}|{LARGE})[ ]point(?:[ ](?:zero|{ONES}))+\b", re.IGNORECASE),
    re.compile(
        rf"{ROUGHLY}\b(?:{ONES})[ ](?:in|out of)[ ](?:every[ ])?(?:two|three|four|five|six|seven|eight|nine|{LARGE})\b(?![ ](?:arms|groups|trials|studies|cohorts|centres|countries))",
        re.IGNORECASE,
    ),
)
# without one of these no pattern above can match: sought in small letters, because that is much
# quicker than in any case
# what in small letters still is no s or i, though in any case it is; the last is left of İ
OTHERWISE = "ſı\u0307"
HINTS = {
    "zh": re.compile(f"[十百千]|分之|倍|[{HAN_DIGITS}]点"),
    "en": re.compile(
        rf"[{OTHERWISE}]|\b(?:{TENS}|{TEENS}|hundred)|per ?cent|fold\b|[ ]point[ ]|(?:one|two|three|four|five|six|seven|eight|nine) (?:in|out of) |[- ](?:half|halves|third|quarter|fifth|sixth|tenth)s? of"
    ),
}
# in a link to a figure small numbers as well
LINKED = {
    "zh": (*CHINESE, re.compile(f"(?<![第数几])[{HAN_DIGITS}十百千]+[ ]?(?={HAN_COUNTED})")),
    "en": (
        *ENGLISH,
        re.compile(rf"\b(?:none|{ONES}|{LARGE})(?= of\b| {COUNTED}\b)", re.IGNORECASE),
    ),
}
LINKED_HINTS = {
    "zh": re.compile(f"[{HAN_DIGITS}十百千]"),
    "en": re.compile(rf"[{OTHERWISE}]|\b(?:none|zero|a hundred|{ONES}|{TEENS}|{TENS})"),
}


def figure_spelled(corpus: Corpus) -> Iterator[Problem]:
    """A percentage, a fraction, a decimal, a multiple and a count of ten or more are written in digits, in a link to a figure any count; a rough one (about a third) may be words.
    百分率、分数、小数、倍数与十以上的例数用阿拉伯数字，在指向数据的链接里任何例数都用；约数（约三分之一、二十余例）可用汉字。
    """
    bindings = by_prose(corpus)
    for _, prose in texts(corpus):
        view = seen(prose, code=True)
        patterns = (
            ()
            if not HINTS[prose.language].search(view.text.lower())
            else CHINESE
            if prose.language == "zh"
            else ENGLISH
        )
        found = {
            view.starts[match.start()]: match[0]
            for pattern in patterns
            for match in pattern.finditer(view.text)
        }
        yield from (
            _spelled(prose, *each)
            for each in sorted((found | _linked(prose, view, bindings.get(id(prose), []))).items())
        )


def _linked(prose: Prose, view: Seen, bindings: list[Binding]) -> dict[int, str]:
    """Numbers in words inside the prose's links to figures, by where they stand."""
    found = {}
    for binding in bindings:
        part = view.within(binding.link.inner, binding.link.inner + len(binding.link.text))
        if LINKED_HINTS[prose.language].search(part.text.lower()):
            found |= {
                part.starts[match.start()]: match[0]
                for pattern in LINKED[prose.language]
                for match in pattern.finditer(part.text)
            }
    return found


def _spelled(prose: Prose, offset: int, word: str) -> Problem:
    return Problem(
        prose.place(offset),
        "figure-spelled",
        Text(f"写成文字的数字“{word}”", f"the number in words “{word}”"),
        Text("阿拉伯数字", "digits"),
        Text("写作阿拉伯数字，如 26 例、65%。", "Write digits, as 26 patients, 65%."),
    )
