"""Whether the review could leave MkDocs: what generators that may follow it make of the same.

    python tests/bench_canaries.py [BIN] [REVIEW]

BIN holds the programs of ``requirements.txt`` and ``requirements-canary.txt`` (``.canary/bin``,
which ``make bench`` makes), REVIEW is a folder (the small review). ProperDocs builds the whole
site, which must be that of MkDocs but for the tag that names the generator; Zensical builds the
woven Markdown, whose pages must say what those of the site say. What differs is printed, and the
status is 1: it is news of them, and fails nothing else."""

from __future__ import annotations

import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from lxml import html

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests" / "support")]

from built import DAY  # noqa: E402
from places import SITE  # noqa: E402
from review.markup.escape import JOINER  # noqa: E402

GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')
PACKED = ".gz"  # gzip keeps its time of writing
SETTINGS = {
    "REVIEW_TODAY": DAY,
    "REVIEW_CACHE": "off",
    "REVIEW_CHECKED_BESIDE": "1",
    "NO_MKDOCS_2_WARNING": "1",
}
# as the site reads Markdown, as far as Zensical knows it
EXTENSIONS = """\
markdown_extensions: [admonition, attr_list, def_list, md_in_html, sane_lists, tables,
  pymdownx.betterem, pymdownx.superfences, pymdownx.saneheaders, pymdownx.tasklist,
  pymdownx.tilde: {subscript: false}, pymdownx.caret: {superscript: false}]
"""
SHOWN = 10  # differences that are printed


def run(*words: str | Path) -> str:
    """What a program printed. Raises SystemExit with it where it fails."""
    done = subprocess.run(
        list(map(str, words)), capture_output=True, text=True, env={**os.environ, **SETTINGS}
    )
    if done.returncode:
        raise SystemExit(f"{words[0]}: {done.stdout[-2000:]}{done.stderr[-2000:]}")
    return done.stdout


def laid(review: Path, folder: Path) -> Path:
    """The configuration of a copy of a review."""
    sources = shutil.ignore_patterns(".*", "site", "tests", "hooks")
    copy = shutil.copytree(review, folder / "review", ignore=sources)
    config = copy / "mkdocs.yml"
    text = config.read_text(encoding="utf-8").replace("../../", f"{ROOT}/")
    config.write_text(text, encoding="utf-8")
    if (review / "hooks").is_dir():
        (copy / "hooks").symlink_to(ROOT / "hooks")
    return config


def differing(one: Path, other: Path) -> Iterator[str]:
    """Files of two sites that are not the same but for their generator."""
    files = {file.relative_to(site) for site in (one, other) for file in site.rglob("*")}
    for file in sorted(files):
        if (one / file).is_dir() or file.suffix == PACKED:
            continue
        if not ((one / file).is_file() and (other / file).is_file()):
            yield f"{file}: in one site only"
        elif plain(one / file) != plain(other / file):
            yield f"{file}: {first(text(one / file), text(other / file))}"


def plain(file: Path) -> bytes:
    return GENERATOR.sub(b"", file.read_bytes())


def text(file: Path) -> list[str]:
    """The words of a page's article, of another file all."""
    if file.suffix != ".html":
        return file.read_text(encoding="utf-8", errors="replace").split()
    page = html.document_fromstring(file.read_bytes())
    articles = page.xpath("//article") or [page]
    for aside in articles[0].xpath(
        ".//*[contains(@class, 'headerlink')] | .//form | .//script | .//details[@data-cite]"
    ):
        aside.drop_tree()
    return " ".join(articles[0].itertext()).split()


def letters(file: Path) -> str:
    """What a page says without its blanks and joiners, which every generator sets its own way."""
    return "".join(text(file)).replace(JOINER, "")


def first(one: list[str], other: list[str]) -> str:
    """The first words in which two texts differ."""
    for tag, start, end, begin, stop in difflib.SequenceMatcher(
        None, one, other, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            return f"{' '.join(one[start:end])[:80]!r} → {' '.join(other[begin:stop])[:80]!r}"
    return "the same words"


def saying_otherwise(site: Path, other: Path) -> Iterator[str]:
    """Pages that do not say what those of the site say."""
    for file in sorted(site.rglob("*.html")):
        path = file.relative_to(site)
        if path.parts[0] not in ("zh", "en", "zh-en") or b'http-equiv="refresh"' in plain(file):
            continue
        if not (other / path).is_file():
            yield f"{path}: no such page"
            continue
        said, found = (letters(each) for each in (file, other / path))
        if said != found:
            yield f"{path}: {first([*said], [*found])}"


def report(name: str, found: list[str], pages: int) -> int:
    print(f"{name}: {pages} pages, {len(found)} differ", *found[:SHOWN], sep="\n  ")
    return 1 if found else 0


def main(programs: Path, review: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        space = Path(folder)
        config = laid(review, space)
        for name in ("mkdocs", "properdocs"):
            words = ["build", "--quiet", "--config-file", config, "--site-dir", space / name]
            run(programs / "python", "-m", name, *words)
        pages = len(list((space / "mkdocs").rglob("*.html")))
        versions = json.loads(run(programs / "python", "-m", "pip", "list", "--format=json"))
        known = {each["name"].lower(): each["version"] for each in versions}
        found = list(differing(space / "mkdocs", space / "properdocs"))
        status = report(f"ProperDocs {known['properdocs']}", found, pages)
        hooks = ROOT / "hooks"
        run(programs / "python", hooks, "weave", "--root", config.parent, "--out", space / "woven")
        settings = "site_name: x\ndocs_dir: woven\nsite_dir: zensical\nuse_directory_urls: false\n"
        (space / "zensical.yml").write_text(settings + EXTENSIONS, encoding="utf-8")
        run(programs / "zensical", "build", "--config-file", space / "zensical.yml")
        found = list(saying_otherwise(space / "mkdocs", space / "zensical"))
        return report(f"Zensical {known['zensical']}", found, pages) | status


if __name__ == "__main__":
    paths = [Path(word).absolute() for word in sys.argv[1:3]]
    sys.exit(main(*[*paths, *(ROOT / ".canary" / "bin", SITE)[len(paths) :]]))
