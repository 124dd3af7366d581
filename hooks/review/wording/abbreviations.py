"""The first use of an abbreviation on a page has its full name and its definition: in prose, boxes
and tables alike, in the order of reading.

Done once, when all of a page stands together. Headings, code, drawings, forms and citations are
left alone; so is a use where the text gives the full name itself. What a reader sees only when a
fold is opened does not count as the first use outside of it."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from review.edition.view import View
from review.evidence.vocabulary import Term
from review.markup.escape import attribute, literal, plain
from review.markup.language import Language

OPENING = " (（“"
# characters of a page in which a full name just before or behind an abbreviation is looked for
NEAR = 240
# every branch begins with a plain character, so that the search runs over everything else at full
# speed
HIDDEN = re.compile(
    r"<!--(?s:.*?)-->"
    r"|<(?P<tag>script|style|svg|form|code|pre|abbr|button|summary)\b(?s:.*?)</(?P=tag)>"
    r"|</?[A-Za-z][^<>]*>"
    r'|\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\))(?:\{[^{}]*\})?'
    r"|!\[[^\[\]]*\]\([^()]*\)|\[(?:#[0-9]+ )?@[^\[\]]*\]|"
    r"```(?s:.*?)```|`[^`\n]*`|\n#{1,6} [^\n]*|\{[^{}\n]*\}"
)
FOLD, TURN = (
    re.compile(r"(?:<details\b|</details>)()"),
    re.compile(r'<details\b|</details>| lang="(zh|en)"'),
)  # on pages of one language, and on parallel ones
MARKS = re.compile(
    r"\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)(?:\{[^{}]*\})?|</?[A-Za-z][^<>]*>|[\[*]"
)
BEFORE, AFTER = re.compile(r"[A-Za-z0-9*/+-]"), re.compile(r"[A-Za-z0-9*]|-[A-Z0-9]")


def marked(markdown: str, view: View) -> str:
    """The Markdown with first uses marked, on the parallel page of each language."""
    words = tuple(view.corpus.vocabulary.abbreviations)
    return FirstUses(markdown, view, words).marked() if words else markdown


@dataclass(frozen=True)
class FirstUses:
    """The first uses on a page of the abbreviations ``words``."""

    markdown: str
    view: View
    words: tuple[str, ...]

    def marked(self) -> str:
        """The Markdown with its first uses marked."""
        pieces, position = [], 0
        for word, start, language in self._uses():
            term = self.view.corpus.vocabulary.abbreviations[word]
            name = full_name(term, self._view(language))
            end = start + len(word)
            if name and not self._given(start, end, term):
                explained = _explained(word, name, language.pick(term.definition))
                pieces += [self.markdown[position:start], explained]
                position = end
        return "".join([*pieces, self.markdown[position:]])

    def _view(self, language: Language) -> View:
        if language is self.view.language:
            return self.view
        return View(self.view.edition, self.view.uri, language)

    def _uses(self) -> Iterator[tuple[str, int, Language]]:
        """Word, place and language of each first use. Folds may be open within another."""
        masked = HIDDEN.sub(lambda match: "\x00" * len(match[0]), f"\n{self.markdown}")[1:]
        tags = TURN if self.view.rendition == "zh-en" else FOLD
        turns, language = deque(tags.finditer(self.markdown)), self.view.language
        folds = [set[tuple[Language, str]]()]
        for match in _pattern(self.words).finditer(masked):
            while turns and turns[0].start() < match.start():
                language = Language(_turned(turns.popleft(), folds) or language)
            use = (language, match[0])
            separate = _apart(masked, match.start(), match.end())
            if separate and not any(use in fold for fold in folds):
                folds[-1].add(use)
                yield match[0], match.start(), language

    def _given(self, start: int, end: int, term: Term) -> bool:
        """Whether the full name stands beside a use: “progression-free survival (PFS)”."""
        before = MARKS.sub("", self.markdown[max(0, start - NEAR) : start]).rstrip(OPENING).lower()
        after = MARKS.sub("", self.markdown[end : end + NEAR]).lstrip(OPENING).lower()
        names = [name.lower() for name in term.name]
        return any(before.endswith(name) or after.startswith(name) for name in names)


def _turned(turn: re.Match[str], folds: list[set[tuple[Language, str]]]) -> str | None:
    """The language that a tag turns to, if it does; a fold that it opens or closes has uses of its
    own."""
    if turn[0] == "</details>":
        folds[1:] = folds[1:-1]
    elif turn[0] == "<details":
        folds.append(set())
    return turn[1]


def _apart(text: str, start: int, end: int) -> bool:
    """Whether what stands there is a word of its own."""
    return not (start and BEFORE.match(text[start - 1])) and not AFTER.match(text[end : end + 2])


def full_name(term: Term, view: View) -> str:
    """What an abbreviation stands for, on Chinese pages in both languages; of a regimen its
    components; empty where it is itself the name."""
    zh, en = (name if term.abbreviation not in name else "" for name in term.name)
    agents = term.data.get("agents")
    if not en and agents:
        return view.listed([view.name("agents", str(agent)) for agent in agents])
    if view.language is Language.EN:
        return en
    return view.bracket(zh, en) if zh else en


def _explained(word: str, name: str, definition: str) -> str:
    data = f' data-definition="{attribute(plain(definition))}"' if definition else ""
    return f'<abbr title="{attribute(name)}"{data}>{literal(word)}</abbr>'


@lru_cache(maxsize=4)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest that fits; words of one first letter together, so that most
    letters are passed by at a glance."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    branches = (f"{re.escape(head)}(?:{'|'.join(found)})" for head, found in rests.items())
    return re.compile("|".join(branches))
