"""The first use of an abbreviation on a page has its full name and its definition: in prose, boxes
and tables alike, in the order of reading.

Done once, when all of a page stands together. Headings, code, drawings, forms and citations are
left alone; so is a use where the text gives the full name itself. What a reader sees only when a
fold is opened does not count as the first use outside of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
    r"<!--(?s:.*?)-->|<(?P<tag>script|style|svg|form|code|pre|abbr|button|summary)\b(?s:.*?)</(?P=tag)>|</?[A-Za-z][^<>]*>|"
    r'\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+"[^"]*")?\))(?:\{[^{}]*\})?|!\[[^\[\]]*\]\([^()]*\)|\[(?:#[0-9]+ )?@[^\[\]]*\]|'
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
    """The Markdown of a page with the first uses marked, on the parallel page those of each
    language."""
    known = view.corpus.vocabulary.abbreviations
    pieces, position = [], 0
    for word, start, own in _uses(markdown, tuple(known), view) if known else ():
        term = known[word]
        name = full_name(term, own)
        if name and not _given(markdown, start, start + len(word), term):
            pieces += [markdown[position:start], _marked(word, name, own.pick(term.definition))]
            position = start + len(word)
    return "".join([*pieces, markdown[position:]])


def _uses(markdown: str, known: tuple[str, ...], view: View) -> Iterator[tuple[str, int, View]]:
    """First uses: the word, where it stands, and the view of the language it stands in. Folds are
    open one inside another."""
    masked = HIDDEN.sub(lambda match: "\x00" * len(match[0]), f"\n{markdown}")[1:]
    parallel = view.rendition == "zh-en"
    turns = [*(TURN if parallel else FOLD).finditer(markdown), None]
    views = {
        language: view if view.language == language else View(view.edition, view.uri, language)
        for language in Language
    }
    language, folds, at = view.language, [set[tuple[str, str]]()], 0
    for match in _pattern(known).finditer(masked):
        while (turn := turns[at]) is not None and turn.start() < match.start():
            language, at = Language(_turned(turn, folds) or language), at + 1
        own = (language, match[0])
        if _apart(masked, match.start(), match.end()) and not any(own in fold for fold in folds):
            folds[-1].add(own)
            yield match[0], match.start(), views[own[0]]


def _turned(turn: re.Match[str], folds: list[set[tuple[str, str]]]) -> str | None:
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
    if not en and (agents := term.data.get("agents")):
        return view.listed([view.name("agents", str(agent)) for agent in agents])
    if view.language is Language.EN:
        return en
    return view.bracket(zh, en) if zh else en


def _marked(word: str, name: str, definition: str) -> str:
    more = f' data-definition="{attribute(plain(definition))}"' if definition else ""
    return f'<abbr title="{attribute(name)}"{more}>{literal(word)}</abbr>'


def _given(markdown: str, start: int, end: int, term: Term) -> bool:
    """Whether the full name stands just before or behind it: “progression-free survival (PFS)”."""
    before = MARKS.sub("", markdown[max(0, start - NEAR) : start]).rstrip(OPENING).lower()
    after = MARKS.sub("", markdown[end : end + NEAR]).lstrip(OPENING).lower()
    return any(
        before.endswith(name.lower()) or after.startswith(name.lower()) for name in term.name
    )


@lru_cache(maxsize=4)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words, the longest that fits; words of one first letter together, so that most
    letters are passed by at a glance."""
    ordered = sorted(words, key=len, reverse=True)
    heads = dict.fromkeys(word[0] for word in ordered)
    return re.compile(
        "|".join(
            f"{re.escape(head)}(?:{'|'.join(re.escape(word[1:]) for word in ordered if word[0] == head)})"
            for head in heads
        )
    )
