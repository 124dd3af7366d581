"""Trials as documents: by their names and numbers, what they are about, and their page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial

from review.edition.edition import Edition
from review.edition.page import Page
from review.evidence.trial import Trial
from review.keep import Keep
from review.markup.language import Language
from review.search.document import Document
from review.search.plain_text import parts, plain

# what only leads elsewhere on the page of a trial, or is a document of its own
ELSEWHERE = frozenset({"references", "sec-discussed", "sec-related", "sec-terms", "sec-registries"})


def trials(
    edition: Edition, pages: Mapping[str, Page], language: Language, keep: Keep
) -> Iterator[Document]:
    """A document for each trial that has a page, asked of ``keep``."""
    for trial in edition.corpus.trials.values():
        page = pages.get(f"{language}/trials/{trial.id}.md")
        if page is not None:
            made_from = page.digest, edition.frame, edition.tables(trial)
            yield keep("trial document", made_from, partial(_trial, trial, page, edition, language))


def _trial(trial: Trial, page: Page, edition: Edition, language: Language) -> Document:
    question = trial.text("title")
    text = plain(language.pick(question))
    found = plain(language.pick(trial.text("summary")))
    texts = [part.text for part in parts(page.markdown) if part.anchor not in ELSEWHERE]
    body = " ".join([*texts, *_defined(trial, edition, language)])
    translated = plain(language.other.pick(question))
    summary = " ".join([text, translated, *_concerned(trial, edition, language)])
    return Document(
        "trial",
        f"trials/{trial.id}.html",
        page.title,
        "",
        _trial_names(trial, page),
        summary,
        body,
        tuple(filter(None, [found or text])),
    )


def _trial_names(trial: Trial, page: Page) -> tuple[tuple[str, int], ...]:
    """Title, acronym with and without what stands in brackets, id and numbers of a registry."""
    acronym = str(trial.get("acronym") or trial.id)
    inner = re.findall(r"[(（]([^()（）]+)[)）]", acronym)
    bare = re.sub(r"\s*[(（][^()（）]*[)）]", "", acronym)
    numbers = [
        name for number in trial.ids("registries") for name in (number, number.rpartition(" ")[2])
    ]
    partial_names = re.split(r",\s*| \+ ", bare) if re.search(r", | \+ ", bare) else []
    names = [page.title, acronym, bare, *inner, *partial_names, trial.id, *numbers]
    return tuple((name, 60) for name in dict.fromkeys(filter(None, names)))


def _concerned(trial: Trial, edition: Edition, language: Language) -> list[str]:
    """Names of the agents of a trial, their classes and its diagnoses: it is about them."""
    vocabulary = edition.corpus.vocabulary
    agents = [term for id in trial.agents if (term := vocabulary.get("agents", id))]
    classes = [
        vocabulary.classes[id].name
        for id in dict.fromkeys(str(term.data.get("class")) for term in agents)
        if id in vocabulary.classes
    ]
    diagnoses = [vocabulary.name("diagnoses", id) for id in trial.ids("population", "diagnoses")]
    return [language.pick(name) for name in [*(term.name for term in agents), *classes, *diagnoses]]


def _defined(trial: Trial, edition: Edition, language: Language) -> list[str]:
    """What the agents of a trial are, for a reader may ask for a kind of drug."""
    return [
        language.pick(term.definition)
        for id in trial.agents
        if (term := edition.corpus.vocabulary.get("agents", id))
    ]
