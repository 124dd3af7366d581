"""``python hooks check``, ``fix`` and ``weave``: judge the sources, repair what is mechanical, and
write the woven pages as plain Markdown."""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands import spelling_dictionary
from commands.command_line import FOLDER, Command, format_option, root_option
from review.keep import in_turn
from review.messages import refusal
from review.refusal import Refusal
from system import files, fingerprint, store
from system.fingerprint import CHECKED, WITHIN
from system.store import ShelvedStore

if TYPE_CHECKING:
    from review.evidence.corpus import Corpus
    from review.rules import Do
    from system.site_builds import SiteBuilds

FORMATS = ("text", "json", "github")
SOURCES = ("docs", "hooks", "tests")  # folders of the review that nothing is woven into
Found = tuple[str, int]  # a report, and the exit status
PATIENCE = 2.0  # seconds after which a person at a terminal is told what is going on


@click.command("check", cls=Command)
@root_option
@format_option(*FORMATS)
@click.option("--unbound", is_flag=True)
def check(root: Path, form: str, unbound: bool) -> int:
    """Print the problems, or the result figures without a link."""
    if not unbound:
        return problems(root, form, shared=True)
    from review.evidence import corpus
    from review.rules import report

    print(report.unbound(corpus.read(root, _progress(), keep=store.opened())))
    return 0


def problems(root: Path, form: str, shared: bool = False) -> int:
    """Print every problem of the review in one of FORMATS; 1 where there is any, else 0. Two
    processes may find them where the work is to be ``shared``."""
    judge = partial(_read_and_judged, root, form, shared)
    printed, status = _kept(root, form, fingerprint.review(root), judge)
    print(printed)
    return status


def found_by(builds: SiteBuilds, root: Path) -> str:
    """Have a build read the review and check it, unless another process does; the report, which is
    kept for ``problems`` to print, empty where nothing was found."""
    if builds.preview or CHECKED in os.environ:
        builds.read(root)
        return ""
    form, state = os.environ.get(WITHIN, "text"), fingerprint.review(root)
    builds.read(root)
    judge = partial(_judged, builds.corpus, form, builds.shelved, _progress())
    report, status = _kept(root, form, state, judge)
    return report if status else ""


def _kept(root: Path, form: str, state: str, judge: Callable[[], Found]) -> Found:
    """What was found of the review in this ``state`` before, or what ``judge`` finds: kept where
    nobody has saved anything since the state was looked at, before anything was read."""
    opened, made_from = store.opened(), (form, state)
    found: Found | None = opened.get("check", made_from)
    if found is None:
        found = judge()
        if fingerprint.review(root) == state:
            opened.put("check", made_from, found)
    opened.write()
    return found


def _read_and_judged(root: Path, form: str, shared: bool) -> Found:
    from review.evidence import corpus
    from system.shared_work import with_help

    progress = _progress()
    shelved = ShelvedStore(store.opened(), "check", str(root.resolve()))
    # what is read stays to the end, and nothing made of it holds itself: nobody need look again and
    # again whether it is still needed
    gc.disable()
    try:
        read = corpus.read(root, progress, keep=shelved)
        do = partial(with_help, keep=shelved) if shared else in_turn
        return _judged(read, form, shelved, progress, do)
    finally:
        gc.enable()


def _judged(
    read: Corpus,
    form: str,
    shelved: ShelvedStore,
    progress: Callable[[str], None],
    do: Do = in_turn,
) -> Found:
    from review import rules
    from review.rules import report

    found, shares = rules.judged(read, progress, shelved, do)
    shelved.write()
    return report.FORMATS[form](found, read, shares), 1 if found else 0


def _progress() -> Callable[[str], None]:
    """Says on a terminal what is being done, once it has taken a while."""
    began = time.monotonic()

    def progress(step: str) -> None:
        if sys.stderr.isatty() and time.monotonic() - began > PATIENCE:
            print(f"… {step}", file=sys.stderr)

    return progress


@click.command("fix", cls=Command)
@root_option
def fix(root: Path) -> int:
    """Repair, and say what was done and what must wait for a person."""
    from review.repair import fix as repair

    opened = store.opened()
    changes = repair.fix(root, files.replace, opened)
    for change in changes:
        print(change)
    _refresh(root)
    for problem in repair.withheld(root, opened):
        print(
            f"{problem}\n"
            "    先改好这一处，再运行 fix，该文件其余各处才会修正。"
            " / Mend this first and run fix again; until then the file is left alone."
        )
    print(_summary(len(changes), len(list(repair.changed(changes)))))
    return 0


def _refresh(root: Path) -> None:
    """Bring up to date what the review keeps of files that can be made."""
    try:
        renewed = spelling_dictionary.refresh(root)
    except Refusal as refused:
        print(refused)
        return
    for file in renewed:
        print(
            f"{file.relative_to(root).as_posix()}: 已由来源重新生成，请一并提交"
            " / made anew from the sources; commit it with them"
        )


def _summary(changes: int, changed_files: int) -> str:
    places = "change" if changes == 1 else "changes"
    names = "file" if changed_files == 1 else "files"
    english = f"{changes} {places} in {changed_files} {names}"
    return f"{english}\n在 {changed_files} 个文件中修正 {changes} 处"


@click.command("weave", cls=Command, refused=2)
@root_option
@format_option(*FORMATS)
@click.option("--out", type=FOLDER, required=True)
def weave(root: Path, form: str, out: Path) -> int:
    """Write the pages of a review that passes its check, with citations resolved."""
    _refuse_sources(root, out)
    status = problems(root, form)
    if status:
        return status
    from review.evidence import corpus
    from review.pages.all_pages import commonmark
    from system.git import log
    from system.site_contents import SiteContents

    read = corpus.read(root, keep=store.opened())
    address = read.settings.address("url").rstrip("/")
    contents = SiteContents(read, log(read), f"{address}/" if address else "")
    pages = {page.uri: commonmark(page, read) for page in contents.pages.values()}
    _write_files(out, {path: text.encode() for path, text in (pages | contents.readable()).items()})
    _write_files(out, {path: (root / "docs" / path).read_bytes() for path in contents.pictures})
    print(f"{len(pages)} 页 / pages → {out}")
    return 0


def _refuse_sources(root: Path, out: Path) -> None:
    """Refuse a folder that holds what a person has written."""
    folder, review = out.resolve(), root.resolve()
    holds_sources = any(folder.is_relative_to(review / name) for name in SOURCES)
    if folder == review or holds_sources:
        raise refusal("command/sources", folder=folder)


def _write_files(folder: Path, contents: Mapping[str, bytes]) -> None:
    for path, data in contents.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        files.put(file, data)
