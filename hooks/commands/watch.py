"""``python hooks watch links|retractions|registries|records``: asks the world about what the review
relies on. Network only here and in what it calls."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from commands.command_line import FILE, Command, Group, format_option, root_option
from review.messages import refusal
from review.problem import Text
from review.refusal import Refusal
from system import files

if TYPE_CHECKING:
    from review.evidence.corpus import Corpus
    from review.watch.finding import Report
    from review.watch.watch_state import State

# exit status: there is something for a person to do; nothing could be asked (not 1 or 2, which are
# also those of a crash, of wrong words, of a full disk)
FOUND, FAILED = 3, 4
PATIENCE = 5  # failures in a row after which a service is taken to be down
FEW = 5  # questions below which all of them may well fail at once
NOT_KNOWN = Text("Crossref 没有此 DOI", "not known to Crossref")
Answer = TypeVar("Answer")


def _links(corpus: Corpus, before: State) -> Report:
    """Links of the woven pages to the outside."""
    from review.dates import today
    from review.evidence.settings import repository
    from review.pages.all_pages import resolve, weave
    from review.watch import link_watch
    from system import link_checker

    home = repository(corpus.settings)
    pages = (resolve(page, corpus) for page in weave(corpus, today(), home))
    addresses = link_watch.outside(pages, home)
    table = link_checker.table(addresses) if addresses else ""
    found = link_watch.outcomes(table, addresses)
    alive = any(outcome.verdict is link_watch.Verdict.ALIVE for outcome in found.values())
    if len(found) >= FEW and not alive:
        raise refusal("command/no-link")
    return link_watch.report(corpus, found, before, today())


def _retractions(corpus: Corpus, before: State) -> Report:
    """Notices about the works of references.bib."""
    from review.watch import retractions
    from system import catalogues

    answers, unanswered = _answers(
        retractions.dois(corpus),
        lambda doi: retractions.notices(catalogues.crossref(doi), doi),
    )
    notices = {doi: answer for doi, answer in answers.items() if answer is not None}
    unknown = {doi: NOT_KNOWN for doi in answers if doi not in notices}
    return retractions.report(corpus, notices, {**unknown, **unanswered}, before)


def _registries(corpus: Corpus, before: State) -> Report:
    """Registrations of the trials."""
    from review.watch import registries
    from system import catalogues

    answers, unanswered = _answers(
        registries.numbers(corpus),
        lambda number: registries.registration(catalogues.clinical_trials(number), number),
    )
    return registries.report(corpus, answers, unanswered, before)


def _records(corpus: Corpus, before: State) -> Report:
    """What catalogues say of the works; new records are kept in references.lock."""
    from review.dates import today
    from review.evidence.corpus import RECORDS
    from review.watch import record_watch, retractions
    from system import catalogues

    day = today().isoformat()
    answers, unanswered = _answers(
        retractions.dois(corpus),
        lambda doi: record_watch.answered(catalogues.crossref(doi), doi, day),
    )
    answered = {doi: answer for doi, answer in answers.items() if answer is not None}
    unknown = {doi: NOT_KNOWN for doi in answers if doi not in answered}
    found = record_watch.report(corpus, answered, {**unknown, **unanswered})
    files.replace(corpus.root / RECORDS, found.lock)
    return found.report


def _answers(
    questions: Iterable[str], ask: Callable[[str], Answer]
) -> tuple[dict[str, Answer | None], dict[str, Text]]:
    """What was answered to a question (None: the service knows no such thing), and which got no
    answer. Raises Refusal where the service is down or has moved."""
    from review.watch.answer import NO_ANSWER
    from system import catalogues

    answers: dict[str, Answer | None] = {}
    unanswered: dict[str, Text] = {}
    failures = 0
    for question in questions:
        if failures >= PATIENCE:
            unanswered[question] = NO_ANSWER
            continue
        try:
            answers[question] = ask(question)
            failures = 0
        except catalogues.Unknown:
            answers[question] = None
            failures = 0
        except Refusal as refused:
            unanswered[question] = Text(refused.zh, refused.en)
            failures += 1
    if unanswered and not answers:
        raise Refusal(*next(iter(unanswered.values())))
    if len(answers) >= FEW and all(answer is None for answer in answers.values()):
        raise refusal("command/none-known")
    return answers, unanswered


def _command(name: str, description: str, ask: Callable[[Corpus, State], Report]) -> click.Command:
    """The command that asks one thing, reports and remembers."""

    @click.command(name, cls=Command, refused=FAILED)
    @root_option
    @click.option("--state", "memory", type=FILE)
    @click.option("--news", type=FILE)
    @format_option("markdown", "json")
    def command(root: Path, memory: Path | None, news: Path | None, form: str) -> int:
        """Where nothing could be asked the memory stays as it was."""
        from review.evidence import corpus
        from review.watch import watch_report, watch_state

        before = _state(name, memory)
        report = ask(corpus.read(root), before)
        write = watch_report.data if form == "json" else watch_report.markdown
        print(write(report, before), end="")
        if news:
            files.replace(news, watch_report.news(report, before))
        if memory:
            files.replace(memory, watch_state.written(report))
        return FOUND if report.findings else 0

    return command


def _state(name: str, memory: Path | None) -> State:
    """What the run before has left; the state of a first run where that cannot be read."""
    from review.watch import watch_state

    try:
        text = files.read(memory) if memory and memory.exists() else ""
        before = watch_state.read(text, name)
    except Refusal:
        before = watch_state.State(forgotten=True)
    if before.forgotten:
        print(
            "记忆文件无法读取，从头开始 / the state cannot be read; beginning anew", file=sys.stderr
        )
    return before


KINDS = (
    _command("links", "页面上的外部链接 / links of the pages to the outside", _links),
    _command(
        "retractions",
        "所引文献的撤稿与更正 / retractions and corrections of the works cited",
        _retractions,
    ),
    _command(
        "registries",
        "所收试验在注册平台上的变化 / what the register says of the trials",
        _registries,
    ),
    _command(
        "records",
        "文献条目与 Crossref 记录的差别；新记录存入 references.lock"
        " / where entries differ from Crossref; new records are kept in references.lock",
        _records,
    ),
)
watch = Group("watch", {str(kind.name): kind for kind in KINDS})
