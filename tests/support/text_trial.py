"""The small review with any text in one of its places, read and judged in this process: some
hundred texts a second, where a whole review takes a tenth of a second each."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from laid import PAGE, PLAIN, lay, page
from places import TODAY
from properties import PIECES
from review import styles
from review.edition.edition import Edition
from review.edition.view import STYLES, View
from review.evidence import bibliography, corpus
from review.evidence.corpus import REFERENCES, Corpus
from review.markup.language import Language
from review.problem import Problem
from review.repair import proof
from review.rules import OF_PARTS
from review.rules.bibliography_rules import entry_problems
from review.sources import record, section_parser
from review.sources.prose import Prose
from review.sources.source import Source, decode
from review.sources.visible_text import seen
from review.wording.prose_markdown import markdown

TABLE = "docs/trials/alpha.yml"
SCRIPTS = ((0x20, 0x7E), (0xA0, 0x2FF), (0x4E00, 0x9FFF), (0x2000, 0x2FFF), (0, 0x10FFFF))
MOST = 14  # pieces of a text


def text(chance: random.Random) -> str:
    """Pieces that mean something to a reader of sources, and letters of any script."""
    return "".join(
        chance.choice(PIECES) if chance.random() < 0.7 else _letters(chance)
        for _ in range(chance.randrange(MOST))
    )


def _letters(chance: random.Random) -> str:
    first, last = chance.choice(SCRIPTS)
    letters = (chr(chance.randint(first, last)) for _ in range(chance.randrange(4)))
    return "".join(letters).encode("utf-8", "replace").decode("utf-8")


def shortest(zh: str, en: str, breaks: Callable[[str, str], bool]) -> tuple[str, str]:
    """Two texts that still break something, from which no stretch can be taken away."""
    texts = [zh, en]
    length = max(len(zh), len(en))
    while length:
        at = 0
        for which in (0, 1):
            at = 0
            while at < len(texts[which]):
                less = [*texts]
                less[which] = texts[which][:at] + texts[which][at + length :]
                if breaks(*less):
                    texts = less
                else:
                    at += length
        length //= 2
    return texts[0], texts[1]


@dataclass
class Trial:
    """The small review in ``folder``, and texts tried in it."""

    folder: Path

    def __post_init__(self) -> None:
        self.root = lay(self.folder, {})
        self.corpus = corpus.read(self.root)
        self.table = (self.root / TABLE).read_text(encoding="utf-8")
        self.references = (self.root / REFERENCES).read_text(encoding="utf-8")
        self.view = View(Edition(self.corpus, TODAY), "zh/review/page.md", Language.ZH)

    def on_page(self, zh: str, en: str) -> None:
        """Both texts on a page: what is found twice is the same, a repair that proves itself
        leaves all else alone, and each can be set on a page."""
        texts = {"zh": f"{PLAIN['zh']}{zh}", "en": f"{PLAIN['en']}{en}"}
        source = _source(PAGE, page(self.root, texts))
        section, problems = section_parser.parse(source)
        own = replace(self.corpus, sections={PAGE: section}, records={})
        found = _judged(own)
        again = replace(self.corpus, sections={PAGE: section_parser.parse(source)[0]}, records={})
        assert list(map(str, found)) == list(map(str, _judged(again))), "two things of one page"
        self._mended(source, [*problems, *found])
        for _, prose, _ in own.prose:
            self._shown(prose)

    def in_table(self, zh: str, en: str) -> None:
        """Both texts as the summary of a trial."""
        head, rest = self.table.split("summary:\n", 1)
        tail = rest.split("\n", 2)[2]
        texts = (json.dumps(each, ensure_ascii=False) for each in (zh, en))
        words = "summary:\n  zh: {}\n  en: {}\n".format(*texts)
        source = _source(TABLE, head + words + tail)
        read, problems = record.parse(source)
        if read is not None:
            own = replace(self.corpus, sections={}, records={TABLE: read})
            self._mended(source, [*problems, *_judged(own)])
            for pair in read.pairs:
                for prose in pair.sides:
                    self._shown(prose)

    def in_reference(self, zh: str, en: str) -> None:
        """Both texts as the title and the author of a reference."""
        values = self.references.replace("A study of drug {A}", zh).replace("Jones, Ann", en)
        read, problems = bibliography.parse(_source(REFERENCES, values))
        if not [*problems, *entry_problems(read)]:
            for reference in read.all:
                assert all(styles.html(reference, style) for style in STYLES.values())

    def _shown(self, prose: Prose) -> None:
        visible = seen(prose)
        assert len(visible.text) == len(visible.starts) == len(visible.ends)
        markdown(prose, self.view)

    def _mended(self, source: Source, problems: list[Problem]) -> None:
        """Each repair is inside its file, and judging whether it does harm never fails."""
        for problem in problems:
            if problem.fix is not None:
                assert 0 <= problem.fix.start <= problem.fix.end <= len(source.text), problem
                proof.by(source, [problem.fix])


def _source(path: str, text: str) -> Source:
    """A file as it is read."""
    return Source(path, decode(path, text.encode("utf-8", "replace"))[0] or "# 甲 | A\n")


def _judged(own: Corpus) -> list[Problem]:
    return [problem for rule in OF_PARTS for problem in rule(own)]
