"""A title in house form: sentence case, with braces round what keeps its capitals.

Catalogues print titles in sentence case or with Every Word Capitalised. In a sentence a capital
inside is a name; among capitals only a word that this review or the source already knows as a name
is one, and a person is told which words were lowered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from review.drafts.latex_text import escaped, unligatured
from review.evidence.bibliography import Bibliography
from review.evidence.vocabulary import Vocabulary
from review.rules.bibliography_rules import WORD, bare_capitals
from review.sources.prose import HAN

BRACED = re.compile(r"\{([^{}\s]+)\}")
NAME = re.compile(r"[A-Z][a-z]+(?:['’]s)?\Z")
OPENING = r"\s+[\"'“‘(\[]*\Z"
AFTER_COLON = re.compile(r"(?::|\s[-–—])" + OPENING)
AFTER_SENTENCE = re.compile(r"[?!.]" + OPENING)
# full stops that end no sentence: of a title or saint, behind which a name stands, of initials, and
# of other abbreviations
BEFORE_NAME = re.compile(
    r"(?:\b(?:St|Ste|Dr|Drs|Mr|Mrs|Ms|Prof|Mt|Ft)\.|\b(?:[A-Z]\.-?){1,4})" + OPENING
)
ABBREVIATION = re.compile(
    r"(?:\b(?:vs|al|ca|cf|approx|resp|incl|etc|spp?|no|nos|vol|fig|ed|eds|suppl)\.|\b(?:[a-z]\.){2,})"
    + OPENING,
    re.IGNORECASE,
)
HAN_LETTER = re.compile(rf"[{HAN}]")
# share of capitalised words from which a title is taken to capitalise every word
CAPITALISED = 0.75
JOINT = re.compile(r"(?<!\{)\} \{(?!\})")  # between two words in braces
HYPHENS = re.compile(r"([-–‐])")
SHORT = 5  # letters below which a word may be lower case in either style


@dataclass(frozen=True)
class Title:
    """The title as BibTeX, and words that lost their capital only because most words had one."""

    latex: str
    lowered: tuple[str, ...] = ()


def known_names(bibliography: Bibliography, vocabulary: Vocabulary) -> frozenset[str]:
    """Words the review writes with a capital: single ones in braces in titles, and in terms."""
    titles = [reference.entry.fields.get("title", "") for reference in bibliography.all]
    braced = {name for title in titles for name in BRACED.findall(title)}
    words = {word for term in vocabulary for word in term.name.en.split()}
    return frozenset(name for name in braced | words if NAME.match(name))


def sentence_case(
    text: str, names: Iterable[str] = (), chinese: bool = True, english: bool = True
) -> Title:
    """The title in sentence case; one that holds Han characters stays as it is, if the work is
    ``chinese``, and so do the capitals of one that is not ``english``."""
    if chinese and HAN_LETTER.search(text):
        return Title(escaped(text))
    words = list(WORD.finditer(text))
    style = _Style(text, words, frozenset(map(_bare, names)))
    style.every_word &= english or style.shouted
    pieces: list[str] = []
    position = 0
    for word in words:
        pieces += [escaped(text[position : word.start()]), _sound(style.latex(word), word[0])]
        position = word.end()
    latex = "".join([*pieces, escaped(text[position:])])
    return Title(unligatured(JOINT.sub(" ", latex)), tuple(style.lowered))


def _begins(before: str) -> bool:
    """Whether a sentence begins behind the text."""
    if not before.strip("\"'“‘([ "):
        return True
    return bool(AFTER_SENTENCE.search(before)) and not ABBREVIATION.search(before)


def _sound(latex: str, word: str) -> str:
    """A word as LaTeX, in braces as a whole where the rule on capitals would ask for them."""
    return _braced(word) if any(bare_capitals(latex)) else latex


class _Style:
    """Decides word by word; ``lowered`` gathers what was lowered on the strength of the whole."""

    def __init__(self, text: str, words: list[re.Match[str]], names: frozenset[str]) -> None:
        self.text = text
        self.names = names
        self.lowered: list[str] = []
        long = [word[0] for word in words[1:] if len(word[0]) >= SHORT and word[0][0].isalpha()]
        threshold = CAPITALISED * len(long)
        self.every_word = len(long) > 1 and sum(word[0].isupper() for word in long) >= threshold
        self.shouted = len(long) > 1 and sum(word.isupper() for word in long) >= threshold

    def latex(self, word: re.Match[str]) -> str:
        """A word of the title as LaTeX, with braces round what keeps its capitals."""
        before = self.text[: word.start()]
        named = not self.shouted and BEFORE_NAME.search(before)
        if not named and _begins(before):
            return self._first(word[0])
        if named and word[0][:1].isupper():
            return _braced(word[0])
        return self._within(word, AFTER_COLON.search(before) is not None)

    def _within(self, word: re.Match[str], after_colon: bool) -> str:
        """A word that begins no sentence."""
        if word[0] == "A" and (self.every_word or after_colon):
            return self._article(after_colon)
        if after_colon and NAME.match(word[0]) and (self.every_word or not self._named(word)):
            return self._plain(word[0])
        return _grouped([self._part(part) for part in HYPHENS.split(word[0])])

    def _named(self, word: re.Match[str]) -> bool:
        """Whether the word begins a name of several words: a capital stands behind it, too."""
        return bool(re.match(r" [A-Z][a-z]", self.text[word.end() : word.end() + 3]))

    def _article(self, at_start: bool) -> str:
        """``A`` in lower case, told within a part, for it may be a letter (vitamin A)."""
        self.lowered += [] if at_start else ["A"]
        return "a"

    def _first(self, word: str) -> str:
        """The first word of a sentence keeps the capital it has, which needs no braces."""
        if self.shouted and _bare(word.capitalize()) not in self.names:
            self._tell(word)
            return escaped(word[:1] + word[1:].lower())
        head, mark, tail = word.partition("-")
        braced = len(head) > 1 and _protected(head) or _bare(head) in self.names
        start = _braced(head) if braced else escaped(head)
        return _grouped([start, mark, *(self._part(part) for part in HYPHENS.split(tail))])

    def _part(self, part: str) -> str:
        """A part of a word between hyphens."""
        if self.shouted:
            name = part.capitalize()
            if _bare(name) in self.names:
                return _braced(name)
            self._tell(part)
            return escaped(part.lower())
        capital = part[:1].isupper() and not self.every_word
        if capital or _protected(part) or _bare(part) in self.names:
            return _braced(part)
        return self._plain(part)

    def _plain(self, word: str) -> str:
        """A word in lower case, unless it is a name."""
        if _bare(word) in self.names:
            return _braced(word)
        self._tell(word)
        return escaped(word[:1].lower() + word[1:])

    def _tell(self, word: str) -> None:
        """A word whose capitals are given up."""
        if any(letter.isupper() for letter in word) and len(word) > 1:
            self.lowered.append(word)


def _braced(word: str) -> str:
    return f"{{{escaped(word)}}}"


def _bare(word: str) -> str:
    """A name without its genitive."""
    return re.sub("['’]s$", "", word)


def _protected(part: str) -> bool:
    """Whether capitals belong to the word: inside it, beside digits, or a single letter."""
    letters = part.strip("\"'“‘’”.?!")
    if any(letter.isupper() for letter in letters[1:]):
        return True
    lonely = len(letters) == 1 or re.search(r"[0-9+]", letters) is not None
    return letters[:1].isupper() and lonely


def _grouped(parts: list[str]) -> str:
    """Braces of neighbouring parts of one word joined, a number after them taken in: ``{PD-L1}``,
    ``{EURAMOS-1}``, ``anti-{PD-1}``."""
    text = re.sub(r"(?<!\{)\}([-–‐])\{(?!\})", r"\1", "".join(parts))
    return re.sub(r"(?<!\{)\}([-–‐][0-9]+)(?![\w])", r"\1}", text)
