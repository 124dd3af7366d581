"""The language of a work as catalogues name it."""

from __future__ import annotations

import re
from typing import NamedTuple

from review.drafts.publication import Publication
from review.evidence.reference import CHINESE, HAN

# name in BibTeX, its codes, and the word in Chinese
LANGUAGES = {
    "english": ("en eng", "英语"),
    "chinese": ("zh chi zho cn 中文", "中文"),
    "japanese": ("ja jpn", "日语"),
    "korean": ("ko kor", "韩语"),
    "german": ("de ger deu", "德语"),
    "french": ("fr fre fra", "法语"),
    "italian": ("it ita", "意大利语"),
    "spanish": ("es spa", "西班牙语"),
    "portuguese": ("pt por", "葡萄牙语"),
    "russian": ("ru rus", "俄语"),
    "polish": ("pl pol", "波兰语"),
    "dutch": ("nl dut nld", "荷兰语"),
    "czech": ("cs cze ces", "捷克语"),
    "hungarian": ("hu hun", "匈牙利语"),
    "turkish": ("tr tur", "土耳其语"),
    "swedish": ("sv swe", "瑞典语"),
    "danish": ("da dan", "丹麦语"),
    "norwegian": ("no nor nb nn", "挪威语"),
    "finnish": ("fi fin", "芬兰语"),
    "greek": ("el gre ell", "希腊语"),
    "hebrew": ("he heb", "希伯来语"),
    "arabic": ("ar ara", "阿拉伯语"),
    "persian": ("fa per fas", "波斯语"),
    "ukrainian": ("uk ukr", "乌克兰语"),
    "croatian": ("hr hrv", "克罗地亚语"),
    "serbian": ("sr srp", "塞尔维亚语"),
    "romanian": ("ro rum ron", "罗马尼亚语"),
    "bulgarian": ("bg bul", "保加利亚语"),
    "vietnamese": ("vi vie", "越南语"),
}
OTHER_SCRIPTS = frozenset(
    [
        *("chinese", "japanese", "korean", "russian", "greek", "hebrew", "arabic", "persian"),
        *("ukrainian", "serbian", "bulgarian"),
    ]
)
LATIN = re.compile(r"[^\u0370-\u1dff\u2e80-\uffff]*\Z")
CODES = {code: name for name, (codes, _) in LANGUAGES.items() for code in codes.split()}


def language(given: str) -> str:
    """The name of a language by its name or code, ``zh-CN``, ``ger``, ``German``; what is no known
    language in lower case as it stands."""
    word = given.strip().lower()
    first = re.split(r"[\s,;_/-]", word)[0]
    if word.endswith("chinese"):
        return "chinese"
    return CODES.get(word) or CODES.get(first) or (first if first in LANGUAGES else word)


class Language(NamedTuple):
    """The language of a work as an entry says it: ``langid``, or ``origlanguage`` where its title
    is a translation; neither where the title tells it."""

    langid: str = ""
    origlanguage: str = ""

    @property
    def name(self) -> str:
        """The name of the language."""
        return self.langid or self.origlanguage


def words(work: Publication) -> str:
    """The words by whose letters a Chinese work is known: its title and its first author."""
    return " ".join([work.title, *(person.family for person in work.authors[:1])])


def is_chinese(work: Publication) -> bool:
    """Whether the entry of the work is a Chinese one, as `reference.language` tells it."""
    given = work.langid
    return bool(CHINESE.match(given)) if given else HAN.search(words(work)) is not None


def foreign(name: str, title: str) -> Language:
    """The language of a work by its name and its title, which is a translation where the language
    is not written in its letters."""
    if name not in LANGUAGES or name == "english" or HAN.search(title):
        return Language()
    translated = name in OTHER_SCRIPTS and LATIN.match(title)
    return Language(origlanguage=name) if translated else Language(langid=name)
