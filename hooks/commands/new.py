"""``python hooks new trial|section|reference|review``: writes what review.scaffold makes."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from commands import new_reference
from review.refusal import Refusal
from system import files

ROOT = Path(__file__).resolve().parents[2]
HOOKS = Path(__file__).resolve().parents[1]
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def register(commands: Any) -> None:
    """Add ``new`` and its four kinds to the command line."""
    new = commands.add_parser(
        "new", help="新的试验表、章节、文献或综述 / a new trial table, section, reference or review"
    )
    kinds = new.add_subparsers(dest="kind", required=True, metavar="KIND")
    command = _kind(kinds, "trial", trial, "新的试验表 / a new trial table")
    command.add_argument(
        "id", metavar="ID", type=_id, help="标识，即文件名 / its id, which is the file's name"
    )
    command.add_argument(
        "--from-issue", type=Path, metavar="FILE", help="议题表单的正文 / the body of an issue form"
    )
    command = _kind(kinds, "section", section, "新的章节 / a new section")
    command.add_argument(
        "id", metavar="ID", type=_id, help="标识，即文件名 / its id, which is the file's name"
    )
    command.add_argument("--title", default="", metavar="TITLE", help="“中文 | English”")
    command = _kind(kinds, "reference", new_reference.reference, "新的文献 / a new reference")
    new_reference.options(command)
    command = _kind(
        kinds, "review", review, "另一主题的综述骨架 / the skeleton of a review of something else"
    )
    command.add_argument("folder", type=Path, metavar="DIR", help="新文件夹 / a new folder")
    command.add_argument("--title", default="", metavar="TITLE", help="“中文 | English”")


def _kind(
    kinds: Any, name: str, run: Callable[[argparse.Namespace], int], about: str
) -> argparse.ArgumentParser:
    command = kinds.add_parser(name, help=about, description=about)
    command.add_argument(
        "--root",
        type=Path,
        default=ROOT,
        metavar="DIR",
        help="综述所在文件夹 / folder of the review",
    )
    command.set_defaults(run=_refusing(run))
    return command


def _id(text: str) -> str:
    if not ID.fullmatch(text) or len(text) > 80:
        raise argparse.ArgumentTypeError(
            f"{text!r}：小写字母、数字与连字符 / lower-case letters, digits, hyphens"
        )
    return text


def _refusing(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """The command with a refusal said instead of raised."""

    def refusing(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except Refusal as refusal:
            print(f"{refusal.said.zh}\n{refusal.said.en}", file=sys.stderr)
            return 1

    return refusing


def trial(arguments: argparse.Namespace) -> int:
    """Write docs/trials/ID.yml."""
    from review.drafts.draft import QUESTIONS
    from review.drafts.new_trial import new_trial
    from review.drafts.table_form import answers
    from review.evidence import corpus

    _refuse_elsewhere(arguments.root)
    given = answers(files.read(arguments.from_issue), QUESTIONS) if arguments.from_issue else {}
    text = new_trial(arguments.id, given, corpus.read(arguments.root))
    files.write(arguments.root, f"{corpus.TRIALS}/{arguments.id}.yml", text)
    print(
        "第 1 行供编辑器使用，照原样留着；从第 3 行起去掉行首的“# ”并填写，然后 python hooks check / Leave line 1, which is for editors; from line 3 on take the “# ” off and fill in, then python hooks check"
    )
    return 0


def section(arguments: argparse.Namespace) -> int:
    """Write docs/review/ID.md and list it among the pages."""
    from review.drafts.new_section import listing, new_section
    from review.evidence import corpus

    _refuse_elsewhere(arguments.root)
    page = f"review/{arguments.id}.md"
    files.write(arguments.root, f"docs/{page}", new_section(arguments.id, arguments.title))
    settings = corpus.read(arguments.root).settings.record
    listed = listing(settings, page) if settings else None
    if listed is not None:
        files.replace(arguments.root / corpus.SETTINGS, listed)
        print(f"已列入 / listed in {corpus.SETTINGS}: {page}")
    else:
        print(f"请自行列入 / please list it yourself in {corpus.SETTINGS}: {page}")
    return 0


def _refuse_elsewhere(root: Path) -> None:
    if not (root / "docs").is_dir():
        raise Refusal(
            f"{root} 中没有 docs/，不是综述所在文件夹",
            f"{root} has no docs/; it is no folder of a review",
        )


def review(arguments: argparse.Namespace) -> int:
    """Write the skeleton of another review into a new folder."""
    from review.dates import today
    from review.drafts.new_review import new_review

    folder = arguments.folder.resolve()
    if folder.exists() and any(folder.iterdir()):
        raise Refusal(f"{arguments.folder} 不是空文件夹", f"{arguments.folder} is not empty")
    hooks = Path(os.path.relpath(HOOKS, folder)).as_posix()
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    files.lay(folder, new_review(arguments.title, configuration, hooks, today().isoformat()))
    print(f"下一步 / next: python {hooks} check --root {arguments.folder}")
    return 0
