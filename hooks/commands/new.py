"""``python hooks new trial|question|section|reference|review``: writes what review.drafts makes."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import click

from commands.command_line import FILE, FOLDER, ROOT, Command, Group, root_option
from commands.new_reference import reference
from commands.whole_review import refuse_absent
from review.messages import refusal
from review.problem import Text
from system import files

HOOKS = Path(__file__).resolve().parents[1]
ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 80  # characters of an id
DRAFT_NEXT = (
    "第 1 行供编辑器使用，照原样留着；从第 3 行起去掉行首的“# ”并填写，然后 python hooks check"
    " / Leave line 1, which is for editors; from line 3 on take the “# ” off and fill in,"
    " then python hooks check"
)


class Id(click.ParamType[str]):
    """The id of a trial, question or section, which is the name of its file."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The id as it stands; another word is refused."""
        if not ID.fullmatch(value) or len(value) > LONGEST:
            self.fail(
                f"{value!r}：小写字母、数字与连字符 / lower-case letters, digits, hyphens",
                param,
                ctx,
            )
        return str(value)


title_option = click.option("--title", default="", metavar="TITLE")


@click.command("trial", cls=Command)
@click.argument("id", type=Id())
@root_option
@click.option("--from-issue", type=FILE)
def trial(id: str, root: Path, from_issue: Path | None) -> int:
    """Write docs/trials/ID.yml."""
    from review.drafts.issue_form import answers
    from review.drafts.new_trial import new_trial
    from review.drafts.trial_answers import QUESTIONS
    from review.evidence import corpus

    _refuse_elsewhere(root)
    values = answers(files.read(from_issue), QUESTIONS) if from_issue else {}
    text = new_trial(id, values, corpus.read(root))
    files.create(root, f"{corpus.TRIALS}/{id}.yml", text)
    print(DRAFT_NEXT)
    return 0


@click.command("question", cls=Command)
@click.argument("id", type=Id())
@root_option
@click.option("--section", required=True, type=Id(), metavar="ID")
def question(id: str, root: Path, section: str) -> int:
    """Write docs/questions/ID.yml."""
    from review.drafts.new_question import new_question
    from review.evidence import corpus

    _refuse_elsewhere(root)
    read = corpus.read(root)
    pages = [Path(path).stem for path in read.sections if path.startswith("docs/review/")]
    refuse_absent(Text("章节", "section"), section, pages)
    files.create(root, f"{corpus.QUESTIONS}/{id}.yml", new_question(id, section, read))
    print(DRAFT_NEXT)
    return 0


@click.command("section", cls=Command)
@click.argument("id", type=Id())
@root_option
@title_option
def section(id: str, root: Path, title: str) -> int:
    """Write docs/review/ID.md and list it among the pages."""
    from review.drafts.new_section import listing, new_section
    from review.evidence import corpus

    _refuse_elsewhere(root)
    page = f"review/{id}.md"
    files.create(root, f"docs/{page}", new_section(id, title))
    settings = corpus.read(root).settings.record
    listing_text = listing(settings, page) if settings else None
    if listing_text is None:
        print(f"请自行列入 / please list it yourself in {corpus.SETTINGS}: {page}")
        return 0
    files.replace(root / corpus.SETTINGS, listing_text)
    print(f"已列入 / listed in {corpus.SETTINGS}: {page}")
    return 0


def _refuse_elsewhere(root: Path) -> None:
    if not (root / "docs").is_dir():
        raise refusal("command/no-docs", folder=root)


@click.command("review", cls=Command)
@click.argument("folder", metavar="DIR", type=FOLDER)
@root_option
@title_option
def review(folder: Path, root: Path, title: str) -> int:
    """Write the skeleton of another review into a new folder. It takes nothing from ``root``."""
    from review.dates import today
    from review.drafts.new_review import new_review

    place = folder.resolve()
    if place.exists() and any(place.iterdir()):
        raise refusal("command/folder-filled", folder=folder)
    hooks = Path(os.path.relpath(HOOKS, place)).as_posix()
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    texts = new_review(title, configuration, hooks, today().isoformat())
    files.create_folder(place, {path: text.encode() for path, text in texts.items()})
    for path in texts:
        print(f"已写 / written: {path}")
    print(f"下一步 / next: python {hooks} check --root {folder}")
    return 0


new = Group(
    "new", {str(command.name): command for command in (trial, question, section, reference, review)}
)
