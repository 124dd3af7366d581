"""Rules on files: what may stand below docs/, what pictures hold, and which names generated pages
have taken."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.evidence import page_names
from review.evidence.corpus import (
    AVAILABILITY,
    QUESTIONS,
    SEARCHES,
    SETTINGS,
    TRIALS,
    VOCABULARY,
    Corpus,
)
from review.evidence.vocabulary import KINDS
from review.problem import Place, Problem, Text
from review.sources import picture

WORDS = tuple(sorted(f"{VOCABULARY}/{kind}.yml" for kind in KINDS))
PICTURE = Text(
    "页面（.md）、review.yml、searches.yml、trials、questions、availability 与 vocabulary 的表、"
    "assets 中的图片",
    "a page (.md), review.yml, searches.yml, a table of trials, questions, availability or"
    " vocabulary, a picture in assets",
)
INDEX = re.compile(r"index(-[0-9]+)?")
# what the weaver makes beside the pages that have a source of their own
GENERATED = frozenset(page.removeprefix("docs/") for page in page_names.PAGES)
FOLDERS = frozenset({"questions", "trials", "references", "agents", "diagnoses", "endpoints"})
FREE = Text("未被自动生成的页面占用的名称", "a name that no generated page has")


def file_stray(corpus: Corpus) -> Iterator[Problem]:
    """Below docs/ stand pages (.md), review.yml, searches.yml, the tables of trials, questions and
    availability (.yml), the four of vocabulary, and pictures in assets (.png, .jpg, .webp; not in
    its folders images, javascripts, stylesheets, and none hidden); no symbolic links, no pipes,
    nothing that orders a host about (.htaccess, _headers, _redirects).
    docs/ 下只放页面（.md）、review.yml、searches.yml、
    trials、questions 与 availability 的表（.yml）、
    vocabulary 的四个词表，以及 assets 中的图片（.png、.jpg、.webp，
    不在其 images、javascripts、stylesheets 文件夹内，也不隐藏）；不用符号链接和管道，
    不放支配服务器的文件（.htaccess、_headers、_redirects）。
    """
    reported = {problem.place.path for problem in corpus.problems}
    for path in picture.files(corpus.root):
        expected = _expected(path)
        judged = path in corpus.sources or path in reported
        instead = None if judged else _instead(corpus, path)
        if instead:
            yield _no_file(path, instead)
        elif expected:
            yield _stray(path, expected)


def _no_file(path: str, found: Text) -> Problem:
    return Problem(
        Place(path),
        "file-stray",
        found,
        Text("文件本身", "the file itself"),
        Text("把文件本身放进来。", "Put the file itself here."),
    )


def _stray(path: str, expected: Text) -> Problem:
    return Problem(
        Place(path),
        "file-stray",
        Text("不会被读取或发布的文件", "a file that is neither read nor published"),
        expected,
        Text(
            "改名、移到别处，或删除；草稿的文件名以 _ 开头。",
            "Rename it, move it elsewhere, or delete it; begin the name of a draft with _.",
        ),
    )


def picture_content(corpus: Corpus) -> Iterator[Problem]:
    """A picture is a PNG, JPEG or WebP, as its suffix says, with nothing behind it, and no larger
    than 3 MB; no SVG, which can carry a program.
    图片为 PNG、JPEG 或 WebP，内容与后缀一致，图片之后没有别的内容，不超过 3 MB；
    不用 SVG：其中可以藏程序。
    """
    for path, fault in corpus.pictures.items():
        if fault is not None:
            yield Problem(
                Place(path),
                "picture-content",
                fault,
                Text("不超过 3 MB 的 PNG、JPEG 或 WebP", "a PNG, JPEG or WebP of at most 3 MB"),
                _export(path),
            )


def _export(path: str) -> Text:
    """How to make a picture that is taken."""
    if path.endswith(picture.DRAWING):
        return Text(
            "导出为 PNG（宽 1600 像素以上），链接改用该文件。",
            "Export it as PNG (1,600 pixels wide or more), and link to that file.",
        )
    return Text("另存为较小的 PNG。", "Save it as a smaller PNG.")


def page_name(corpus: Corpus) -> Iterator[Problem]:
    """A page, table or term does not take the address of a generated page: glossary, references,
    evidence-map, timeline, status, changes, help-wanted, guide, README, the folders questions,
    trials, references, agents, diagnoses, endpoints, the ids index, index-2 and so on; and no two
    file names differ only in case.
    页面、表与词条不占用自动生成的网址：glossary、references、evidence-map、timeline、status、
    changes、help-wanted、guide、README，文件夹 questions、trials、references、agents、
    diagnoses、endpoints，标识 index、index-2 等；文件名也不能只差大小写。
    """
    yield from _same_but_for_case(corpus)
    for path in corpus.sections:
        if _is_generated(path.removeprefix("docs/").casefold()):
            yield _taken(Place(path), path, FREE)
    tables = [(each.id, each.path) for each in corpus.trials.values()]
    tables += [(each.id, each.path) for each in corpus.questions.values()]
    for id, path in tables:
        if INDEX.fullmatch(id.casefold()):
            yield _taken(Place(path), path, FREE)
    for term in corpus.vocabulary:
        if term.id == "index" and term.kind in FOLDERS:
            yield _taken(corpus.vocabulary.records[term.kind].key_place(term.id), term.id, FREE)


def _same_but_for_case(corpus: Corpus) -> Iterator[Problem]:
    """Files whose names some systems take for one."""
    first: dict[str, str] = {}
    tables = [trial.path for trial in corpus.trials.values()]
    for path in [*corpus.sections, *tables, *corpus.pictures]:
        other = first.setdefault(path.casefold(), path)
        if other != path:
            expected = Text(
                f"与 {other} 不只差大小写的名称",
                f"a name that differs from {other} in more than case",
            )
            yield _taken(Place(path), path, expected)


def _is_generated(page: str) -> bool:
    """Whether the weaver makes a page of this name, below docs/ and in small letters."""
    folder, name = page.partition("/")[0], page.rpartition("/")[2]
    return folder in FOLDERS or page in GENERATED or name == "readme.md"


def _instead(corpus: Corpus, path: str) -> Text | None:
    """What stands in the place of a file; None where it is one."""
    if (corpus.root / path).is_symlink():
        return Text("符号链接", "a symbolic link")
    return (
        None if corpus.is_file(path) else Text("管道等，不是文件", "a pipe or the like, not a file")
    )


def _expected(path: str) -> Text | None:
    """What may stand in the folder of a file that has no place there; None where it has."""
    folder, _, name = path.rpartition("/")
    if folder in (TRIALS, QUESTIONS, AVAILABILITY):
        return None if name.endswith(".yml") else Text("*.yml", "*.yml")
    if folder == VOCABULARY:
        return None if path in WORDS else Text("、".join(WORDS), ", ".join(WORDS))
    own = path in (SETTINGS, SEARCHES)
    return None if name.endswith(".md") or own or picture.named(path) else PICTURE


def _taken(place: Place, found: str, expected: Text) -> Problem:
    return Problem(
        place,
        "page-name",
        Text(f"名称 {found}", f"the name {found}"),
        expected,
        Text("改名。", "Rename it."),
    )
