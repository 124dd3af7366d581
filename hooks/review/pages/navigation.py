"""The navigation of a rendition: the review's pages, and in the single-language ones the summary
pages. Generated pages stay out of it, because a full navigation in every page makes the cost of a
site grow with the square of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from review.evidence import page_names
from review.evidence.corpus import Corpus
from review.markup.labels import word
from review.problem import Text
from review.sources.prose import LANGUAGES

HOME = Text("首页", "Home")
REVIEW = Text("综述", "Review")
EVIDENCE = Text("证据", "Evidence")
ABOUT = Text("关于", "About")
QUESTIONS = "questions/index.md"  # the answers stand beside the home page, not among the lists


@dataclass(frozen=True)
class Entry:
    """A page (``uri``) or a group (``children``) of the navigation."""

    title: str
    uri: str | None = None
    children: tuple[Entry, ...] = ()


def navigation(corpus: Corpus, rendition: str) -> list[Entry]:
    """The entries of one rendition: the home page, the answers, then the rest in groups."""
    paths = [path for path in corpus.settings.pages if path in corpus.sections]
    review, about = list[Entry](), list[Entry]()
    for path in paths[1:]:
        group = review if path.startswith("docs/review/") else about
        title = corpus.sections[path].title.text
        group.append(Entry(_in(title, rendition), _uri(path, rendition)))
    generated = dict(page_names.EVIDENCE)
    questions = {QUESTIONS: generated.pop(QUESTIONS)}
    evidence = _generated(generated, rendition)
    about += _generated(page_names.WORK, rendition)
    home = [Entry(_in(HOME, rendition), _uri(path, rendition)) for path in paths[:1]]
    groups = ((REVIEW, review), (EVIDENCE, evidence), (ABOUT, about))
    named = [Entry(_in(name, rendition), None, tuple(pages)) for name, pages in groups if pages]
    return [*home, *_generated(questions, rendition), *named]


def _generated(pages: dict[str, str], rendition: str) -> list[Entry]:
    """Pages by the name of their title, as menus call them; the parallel rendition has none."""
    if rendition not in LANGUAGES:
        return []
    return [
        Entry(word(rendition, "page", name), f"{rendition}/{uri}") for uri, name in pages.items()
    ]


def _uri(path: str, rendition: str) -> str:
    return f"{rendition}/{path.removeprefix('docs/')}"


def _in(text: Text, rendition: str) -> str:
    if rendition not in LANGUAGES:
        return f"{text.zh} {text.en}"
    return text.en if rendition == "en" else text.zh
