"""``python hooks watch links|retractions|registries``: asks the world about what the review relies on. Network only here and in what it calls."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from review.problem import Text
from review.refusal import Refusal
from system import files

ROOT = Path(__file__).resolve().parents[2]
HELP = "综述所依据的外部内容有何变化：链接、撤稿、注册 / what changed in what the review relies on: links, retractions, registries"
FOUND, FAILED = (
    3,
    4,
    # exit status: there is something for a person to do; nothing could be asked (not 1 or 2, which are
    # also those of a crash, of wrong words, of a full disk)
)
PATIENCE = 5  # failures in a row after which a service is taken to be down
FEW = 5  # questions below which all of them may well fail at once
NO_ANSWER = Text("未得到回答", "no answer")
NOT_KNOWN = Text("Crossref 没有此 DOI", "not known to Crossref")
Answer = TypeVar("Answer")


def register(commands: Any) -> None:
    """Add ``watch`` and its kinds to the command line."""
    kinds = commands.add_parser("watch", help=HELP, description=HELP).add_subparsers(
        dest="kind", required=True, metavar="KIND"
    )
    for name, (run, about) in KINDS.items():
        command = kinds.add_parser(
            name,
            help=about,
            description=f"{about}。退出状态：0 无事，3 有待处理，4 未能查询 / exit status: 0 nothing, 3 something to do, 4 nothing could be asked",
        )
        command.add_argument(
            "--root",
            type=Path,
            default=ROOT,
            metavar="DIR",
            help="综述所在文件夹 / folder of the review",
        )
        command.add_argument(
            "--state",
            type=Path,
            metavar="FILE",
            help="两次运行之间的记忆，JSON / what is remembered between runs, JSON",
        )
        command.add_argument(
            "--news",
            type=Path,
            metavar="FILE",
            help="新发现另写入此文件 / write what is new into this file, too",
        )
        command.add_argument(
            "--format",
            choices=("markdown", "json"),
            default="markdown",
            help="输出格式 / output format",
        )
        command.set_defaults(run=watch, ask=run)


def watch(arguments: argparse.Namespace) -> int:
    """Ask, report, remember. Where nothing could be asked the state stays as it was."""
    from review.evidence import corpus
    from review.watch import watch_report, watch_state

    before = _state(arguments)
    try:
        report = arguments.ask(corpus.read(arguments.root), before)
    except Refusal as refusal:
        print(f"{refusal.said.zh}\n{refusal.said.en}", file=sys.stderr)
        return FAILED
    print(
        (watch_report.data if arguments.format == "json" else watch_report.markdown)(
            report, before
        ),
        end="",
    )
    if arguments.news:
        files.replace(arguments.news, watch_report.news(report, before))
    if arguments.state:
        files.replace(arguments.state, watch_state.written(report))
    return FOUND if report.findings else 0


def _state(arguments: argparse.Namespace) -> Any:
    from review.watch import watch_state

    try:
        before = watch_state.read(
            files.read(arguments.state) if arguments.state and arguments.state.exists() else "",
            arguments.kind,
        )
    except Refusal:
        before = watch_state.State(forgotten=True)
    if before.forgotten:
        print(
            "记忆文件无法读取，从头开始 / the state cannot be read; beginning anew", file=sys.stderr
        )
    return before


def links(corpus: Any, before: Any) -> Any:
    """Links of the woven pages to the outside."""
    from review.dates import today
    from review.evidence.settings import repository
    from review.pages.all_pages import resolve, weave
    from review.watch import link_watch
    from system import link_checker

    own = repository(corpus.settings)
    addresses = link_watch.outside(
        (resolve(page, corpus) for page in weave(corpus, today(), own)), own
    )
    found = link_watch.outcomes(link_checker.table(addresses), addresses) if addresses else {}
    if len(found) >= FEW and not any(
        each.verdict is link_watch.Verdict.ALIVE for each in found.values()
    ):
        raise Refusal("没有一个链接有回答；请检查网络", "not one link answered; check the network")
    return link_watch.report(corpus, found, before, today())


def retractions(corpus: Any, before: Any) -> Any:
    """Notices about the works of references.bib."""
    from review.watch import retractions as retraction_notices
    from system import catalogues

    found, silent = _asked(
        retraction_notices.dois(corpus),
        lambda doi: retraction_notices.notices(catalogues.crossref(doi), doi),
    )
    unknown = {doi: NOT_KNOWN for doi, each in found.items() if each is None}
    return retraction_notices.report(
        corpus,
        {doi: each for doi, each in found.items() if each is not None},
        {**unknown, **silent},
        before,
    )


def registries(corpus: Any, before: Any) -> Any:
    """Registrations of the trials."""
    from review.watch import registries as registry_entries
    from system import catalogues

    found, silent = _asked(
        registry_entries.numbers(corpus),
        lambda number: registry_entries.registration(catalogues.clinical_trials(number), number),
    )
    return registry_entries.report(corpus, found, silent, before)


def _asked(
    names: Iterable[str], ask: Callable[[str], Answer]
) -> tuple[dict[str, Answer | None], dict[str, Text]]:
    """What was answered to each question (None: the service knows no such thing), and which got no answer; a service that is down is refused."""
    from review.watch.answer import Unreadable
    from system import catalogues

    found: dict[str, Answer | None] = {}
    silent: dict[str, Text] = {}
    failures = 0
    for name in names:
        if failures >= PATIENCE:
            silent[name] = NO_ANSWER
            continue
        try:
            found[name], failures = ask(name), 0
        except catalogues.Unknown:
            found[name], failures = None, 0
        except (Refusal, Unreadable) as error:
            silent[name], failures = (
                error.said if isinstance(error, Refusal) else NO_ANSWER,
                failures + 1,
            )
    if silent and not found:
        raise Refusal(*next(iter(silent.values())))
    if len(found) >= FEW and all(each is None for each in found.values()):
        raise Refusal(
            "服务称一个号码都不认识；地址可能已变",
            "the service claims to know none of the numbers; its address may have changed",
        )
    return found, silent


KINDS: dict[str, tuple[Callable[[Any, Any], Any], str]] = {
    "links": (links, "页面上的外部链接 / links of the pages to the outside"),
    "retractions": (
        retractions,
        "所引文献的撤稿与更正 / retractions and corrections of the works cited",
    ),
    "registries": (registries, "所收试验在注册平台上的变化 / what the register says of the trials"),
}
