"""The review as of one day, with what every page needs: its pages, and who speaks of what."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, partial

from review.edition import sources_of
from review.edition.list_parts import Parts, parts
from review.edition.log import NOTHING, Log
from review.edition.mention import Mention, gathered, page_of, pairs_of, row_of, subject
from review.evidence import addresses
from review.evidence.corpus import TRIALS, Corpus
from review.evidence.on_demand import OnDemand, listed
from review.evidence.question import Question
from review.evidence.selection import select, year
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.keep import Keep, anew
from review.sources.link import Link, target
from review.sources.prose import LANGUAGES
from review.sources.record import Record
from review.sources.section import Section
from review.styles import html

PAGED = addresses.PAGED
REFERENCES, TERMS, QUESTIONS = 100, 400, 400  # on one page


@dataclass(frozen=True)
class Edition:
    """A corpus woven on the day ``today``."""

    corpus: Corpus
    today: datetime.date
    # address of the repository, where the surroundings of the build know it
    home: str = ""
    # what the days before changed, as far as it is known
    log: Log = field(default=NOTHING, repr=False)
    keep: Keep = field(default=anew, repr=False, compare=False)

    @property
    def repository(self) -> str:
        """Address of the repository; empty where it is not known."""
        return self.home or self.corpus.settings.address("repository").rstrip("/")

    @cached_property
    def moved(self) -> dict[str, dict[str, str]]:
        """Present addresses by the pages and anchors that were published once."""
        return addresses.moved(self.corpus)

    @cached_property
    def parallel(self) -> frozenset[str]:
        """Pages that have a parallel rendition: those with a source of their own."""
        return frozenset(page_of(path) for path in self.corpus.sections)

    @cached_property
    def mentions(self) -> dict[str, list[Mention]]:
        """Pairs by what they link to: the path of a table, or ``agents#id`` for a term."""
        return gathered(
            (subject(link.target, file), mention) for mention, link, file in self._links()
        )

    @cached_property
    def citing(self) -> dict[str, list[Mention]]:
        """Pairs by the key they cite."""
        return gathered(
            (key, mention)
            for mention in self._pairs()
            for side in mention.pair.sides
            for citation in side.citations
            for key in citation.keys
        )

    @cached_property
    def citing_rows(self) -> dict[tuple[str, str], list[Mention]]:
        """Pairs by trial and row of the data they link to; arms by their whole address."""
        return gathered(
            ((file.removeprefix(f"{TRIALS}/").removesuffix(".yml"), row_of(link.fragment)), mention)
            for mention, link, file in self._links()
            if link.fragment and file.startswith(f"{TRIALS}/")
        )

    @cached_property
    def citing_trials(self) -> dict[str, list[Trial]]:
        """Trials by the key they name or cite."""
        found: dict[str, list[Trial]] = {}
        for id, table in self._tables.items():
            for key in table.cited:
                found.setdefault(key, []).append(self.corpus.trials[id])
        return found

    @cached_property
    def studied(self) -> Mapping[tuple[str, str], list[Trial]]:
        """Trials by kind and id of the terms they name, or of terms below these."""
        return listed(self.corpus.trials, self.keep("studied", self.frame, self._studied))

    def _studied(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for trial in self.corpus.trials.values():
            named = (trial.agents, trial.diagnoses, trial.endpoints)
            for kind, ids in zip(PAGED, named, strict=True):
                lineages = [self.lineage(kind, id) for id in ids]
                for id in dict.fromkeys(broader for lineage in lineages for broader in lineage):
                    found.setdefault((kind, id), []).append(trial.id)
        return found

    @cached_property
    def newest(self) -> Mapping[tuple[str, str], list[Trial]]:
        """Trials by kind and id of a term, those that name it before those that name a narrower
        one, among equals the newest first."""

        def of(kind: str, id: str) -> list[Trial]:
            trials = self.studied[kind, id]
            dated = sorted(trials, key=lambda trial: year(trial, self.corpus), reverse=True)
            return sorted(dated, key=lambda trial: id not in getattr(trial, kind))

        return OnDemand({term: partial(of, *term) for term in self.studied})

    @cached_property
    def frame(self) -> str:
        """A digest of what every page is made from, whatever it shows: vocabulary, references and
        settings, the day and those before it, which sections there are, and what each trial is (its
        results are what the pages show that concern it)."""
        around = (self.today, self.home, self.log.digest, sources_of.titles(self.sections))
        return sources_of.frame(self.corpus, around, self._tables.values())

    @cached_property
    def tables_digest(self) -> str:
        """A digest of every source but the sections."""
        return sources_of.tables(self.corpus)

    @cached_property
    def structure(self) -> str:
        """A digest of all but the words of the sections: of every other source, and of what each
        paragraph links to and cites."""
        return sources_of.structure(self.frame, self.tables_digest, self.sections)

    @cached_property
    def citations(self) -> str:
        """A digest of what every page says but for the words of sections, results and what is said
        of these; and of what each text links to and cites."""
        cited = tuple((id, table.cited) for id, table in self._tables.items())
        return sources_of.structure(self.frame, cited, self.sections)

    def tables(self, *trials: Trial) -> Hashable:
        """The tables of trials, and those that their texts quote, as a page that shows their
        results is made from."""
        return self.tables_of(trial.id for trial in trials)

    def tables_of(self, ids: Iterable[str]) -> Hashable:
        """The same of trials by their ids, which stand in it: of two that quote each other the
        tables are the same."""
        named, sources = tuple(ids), self.corpus.sources
        paths = {path for id in named for path in (f"{TRIALS}/{id}.yml", *self._tables[id].quoted)}
        return named, tuple(sources[path].digest for path in sorted(paths & sources.keys()))

    @cached_property
    def _tables(self) -> dict[str, sources_of.Table]:
        """The table of each trial without its results, by its id."""
        return sources_of.trial_tables(self.corpus, self.keep)

    def spoken_of(self, *subjects: str) -> Hashable:
        """The places that speak of these subjects, as a page that lists them is made from."""
        return tuple(
            (mention.section.path, mention.heading.text, mention.heading.anchor, mention.pair.id)
            for subject in subjects
            for mention in self.mentions.get(subject, [])
        )

    def selected(self, fence: Record) -> list[Trial]:
        """The trials that a fence asks for."""

        def ids() -> list[str]:
            return [trial.id for trial in select(fence, self.corpus)]

        kept = self.keep("selected", (self.frame, str(fence.data)), ids)
        return [self.corpus.trials[id] for id in kept]

    def spoken_of_in(self, section: Section) -> list[Trial]:
        """Trials that the text of a section links to."""
        return [self.corpus.trials[id] for id in self._linked_in.get(section.path, ())]

    @cached_property
    def _linked_in(self) -> dict[str, list[str]]:
        """Ids of the trials that the text of each section links to, by its path."""
        found: dict[str, list[str]] = {}
        for id in self.corpus.trials:
            mentions = self.mentions.get(f"{TRIALS}/{id}.yml", ())
            for path in dict.fromkeys(mention.section.path for mention in mentions):
                found.setdefault(path, []).append(id)
        return found

    def mentions_in(self, section: Section, trial: Trial) -> list[Mention]:
        """The pairs of a section that link to a trial."""
        mentions = self.mentions.get(trial.path, [])
        return [mention for mention in mentions if mention.section is section]

    def lineage(self, kind: str, id: str) -> tuple[str, ...]:
        """A term's id and those of all broader ones, each once."""
        return self.corpus.vocabulary.lineage(kind, id)

    @cached_property
    def disease_sections(self) -> dict[str, Section]:
        """Sections that are the page of a diagnosis, by its id."""
        named = {str(section.metadata.get("page-of")): section for section in self.sections[::-1]}
        diagnoses = self.corpus.vocabulary.terms.get("diagnoses", {})
        return {id: section for id, section in named.items() if id in diagnoses}

    def term_page(self, kind: str, id: str) -> str:
        """Path of a term's page within its rendition; of some diagnoses that is a section."""
        section = self.disease_sections.get(id) if kind == "diagnoses" else None
        return page_of(section.path) if section else f"{kind}/{id}.md"

    @cached_property
    def references(self) -> Parts:
        """The pages that references stand on, by key."""
        return parts("references.md", self.corpus.bibliography.entries, REFERENCES)

    @cached_property
    def formatted(self) -> dict[str, dict[str, str]]:
        """Every reference as HTML, by style and key; to format one takes long, to keep all not."""
        bibliography = self.corpus.bibliography

        def of(style: str) -> dict[str, str]:
            return {key: html(entry, style) for key, entry in bibliography.entries.items()}

        return {
            style: self.keep("formatted", (style, bibliography.source.digest), partial(of, style))
            for style in ("gbt7714", "nlm")
        }

    @cached_property
    def questions(self) -> Mapping[str, list[Question]]:
        """Questions by the page of their section in the order of reading, there by their rank."""
        return listed(self.corpus.questions, self._question_ids)

    @cached_property
    def _question_ids(self) -> dict[str, list[str]]:
        """Ids of the questions of each page that has some."""
        return self.keep("questions of pages", self.frame, self._questions)

    def _questions(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {page_of(section.path): [] for section in self.sections}
        entries = self.corpus.questions.values()
        for question in sorted(
            entries, key=lambda question: (question.section, question.rank, question.id)
        ):
            found.setdefault(f"review/{question.section}.md", []).append(question.id)
        return {page: ids for page, ids in found.items() if ids}

    @cached_property
    def question_list(self) -> Parts:
        """The pages of the list of all questions, by section and id."""
        pages = self._question_ids.items()
        keys = (f"{page[len('review/') : -len('.md')]}/{id}" for page, ids in pages for id in ids)
        return parts("questions/index.md", keys, QUESTIONS)

    @cached_property
    def glossary(self) -> Parts:
        """The pages of the glossary, by the anchors of its terms."""
        return parts("glossary.md", self.corpus.vocabulary.anchors.values(), TERMS)

    def paged(self, kind: str) -> list[Term]:
        """Terms of a kind that have a page, in file order."""
        terms = self.corpus.vocabulary.terms.get(kind, {})
        return [term for id, term in terms.items() if (kind, id) in self.studied]

    @cached_property
    def sections(self) -> list[Section]:
        """Sections in the order of the navigation, those it does not list last."""
        pages = self.corpus.settings.pages
        sections = self.corpus.sections
        in_order = [sections[path] for path in pages if path in sections]
        return in_order + [section for path, section in sections.items() if path not in pages]

    def _pairs(self) -> Iterator[Mention]:
        for section in self.sections:
            yield from pairs_of(section)

    def _links(self) -> Iterator[tuple[Mention, Link, str]]:
        """Every link of a pair, and the file that it leads to."""
        for mention in self._pairs():
            for side in mention.pair.sides:
                yield from ((mention, link, target(link, side.source.path)) for link in side.links)

    @cached_property
    def order(self) -> dict[tuple[str, str], int]:
        """Place of every pair in the order of reading, by path and id."""
        pairs = enumerate(self._pairs())
        return {(mention.section.path, mention.pair.id): number for number, mention in pairs}


def renditions(page: str, edition: Edition) -> list[str]:
    """Uris of a page in all its renditions."""
    names = [*LANGUAGES, *(["zh-en"] if page in edition.parallel else [])]
    return [f"{rendition}/{page}" for rendition in names]
