"""Rules on files: what stands below docs/, what pictures hold, which names are taken."""

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
from review.evidence.question import Question
from review.evidence.trial import Trial
from review.evidence.vocabulary import KINDS
from review.messages import problem, text
from review.problem import Place, Problem, Text, joined
from review.sources import picture

WORDS = tuple(sorted(f"{VOCABULARY}/{kind}.yml" for kind in KINDS))
INDEX = re.compile(r"index(-[0-9]+)?")
# what the weaver makes beside the pages that have a source of their own
GENERATED = frozenset(page.removeprefix("docs/") for page in page_names.PAGES)
FOLDERS = frozenset({"questions", "trials", "references", "agents", "diagnoses", "endpoints"})


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
        instead = "" if judged else _instead(corpus, path)
        if instead:
            yield problem(Place(path), f"file-stray/{instead}")
        elif expected:
            yield problem(Place(path), "file-stray/stray", expected=expected)


def picture_content(corpus: Corpus) -> Iterator[Problem]:
    """A picture is a PNG, JPEG or WebP, as its suffix says, with nothing behind it, no larger than
    3 MB and 50 megapixels, and without data on its maker or place (EXIF, XMP, IPTC, text); no SVG,
    which can carry a program.
    图片为 PNG、JPEG 或 WebP，内容与后缀一致，图片之后没有别的内容，不超过 3 MB 和 5000 万像素，
    不带拍摄者、地点等附加信息（EXIF、XMP、IPTC、文字）；不用 SVG：其中可以藏程序。
    """
    for path, fault in corpus.pictures.items():
        if fault is not None:
            kind = "drawing" if path.endswith(picture.DRAWING) else "photograph"
            yield problem(Place(path), f"picture-content/{kind}", found=fault)


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
            yield _taken(Place(path), path)
    tables: list[Trial | Question] = [*corpus.trials.values(), *corpus.questions.values()]
    for path in (table.path for table in tables if INDEX.fullmatch(table.id.casefold())):
        yield _taken(Place(path), path)
    for term in corpus.vocabulary:
        if term.id == "index" and term.kind in FOLDERS:
            yield _taken(corpus.vocabulary.records[term.kind].key_place(term.id), term.id)


def _same_but_for_case(corpus: Corpus) -> Iterator[Problem]:
    """Files whose names some systems take for one."""
    first: dict[str, str] = {}
    tables = [trial.path for trial in corpus.trials.values()]
    for path in [*corpus.sections, *tables, *corpus.pictures]:
        namesake = first.setdefault(path.casefold(), path)
        if namesake != path:
            yield problem(Place(path), "page-name/case", given=path, other=namesake)


def _is_generated(page: str) -> bool:
    """Whether the weaver makes a page of this name, below docs/ and in small letters."""
    folder, name = page.partition("/")[0], page.rpartition("/")[2]
    return folder in FOLDERS or page in GENERATED or name == "readme.md"


def _instead(corpus: Corpus, path: str) -> str:
    """What stands in the place of a file, as the messages call it; empty where it is one."""
    if (corpus.root / path).is_symlink():
        return "link"
    return "" if corpus.is_file(path) else "pipe"


def _expected(path: str) -> Text | None:
    """What may stand in the folder of a file that has no place there; None where it has."""
    folder, _, name = path.rpartition("/")
    if folder in (TRIALS, QUESTIONS, AVAILABILITY):
        return None if name.endswith(".yml") else Text("*.yml", "*.yml")
    if folder == VOCABULARY:
        return None if path in WORDS else joined((Text(word, word) for word in WORDS), "、", ", ")
    if name.endswith(".md") or path in (SETTINGS, SEARCHES) or picture.named(path):
        return None
    return text("file-stray/stray", "expected")


def _taken(place: Place, found: str) -> Problem:
    return problem(place, "page-name/generated", given=found)
