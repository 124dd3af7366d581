"""``python hooks bundle``: the built site, its PDFs and its data as one zip that opens without a
network; ``python hooks release``: all that a release publishes.

A bundle is proven before it is written, and written whole or not at all. It tells the version that
its site was built from.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import importlib.util
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from commands.built_site import built_site, site_option
from commands.command_line import FOLDER, Command, Parametrised, root_option
from review.messages import refusal
from review.problem import Text
from review.refusal import Refusal
from system import files

if TYPE_CHECKING:
    from review.bundle.imprint import Imprint

# texts from the folder of the review that go along, and their names in the bundle
BESIDE = {
    "LICENSE": "LICENSE.txt",
    "LICENSE-CONTENT.md": "LICENSE-CONTENT.txt",
    "CITATION.cff": "CITATION.txt",
}
# its styles and scripts are part of every page
THEME, THEME_LICENCE = "mkdocs-material", "LICENSE-mkdocs-material.txt"
NOTHING = Text("（无）", "(nothing known)")  # instead of a version
TICK = 2.0  # seconds between signs of life


@dataclass(frozen=True)
class Built:
    """A built site: files by path, texts that go along by name in the bundle, its imprint."""

    files: Mapping[str, bytes]
    texts: Mapping[str, bytes]
    imprint: Imprint


def _out_option(name: str) -> Callable[[Parametrised], Parametrised]:
    return click.option("--out", type=FOLDER)


@click.command("bundle", cls=Command, refused=2)
@root_option
@site_option()
@_out_option("bundle")
@click.option("--without-books", is_flag=True)
def bundle(root: Path, site: Path | None, out: Path | None, without_books: bool) -> int:
    """Write the bundle."""
    with _built(root, site) as built:
        data = _packed(built, with_books=not without_books)
    folder = root / "bundle" if out is None else out
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{built.imprint.name}.zip"
    files.put(file, data)
    print(f"{file} ({len(data) / 1e6:.1f} MB)")
    return 0


@click.command("release", cls=Command, refused=2)
@root_option
@site_option()
@_out_option("release")
@click.option("--tag", metavar="TAG")
def release(root: Path, site: Path | None, out: Path | None, tag: str | None) -> int:
    """Write the files of a release into a new folder."""
    folder = (root / "release" if out is None else out).resolve()
    if folder.exists():
        raise refusal("command/folder-there", folder=folder)
    with _built(root, site) as built:
        _refuse_other_version(built.imprint.version, root, tag)
        published = _released(built, root)
        files.create_folder(folder, published)
    for name, content in published.items():
        print(f"{folder / name} ({len(content) / 1e6:.1f} MB)")
    return 0


@contextlib.contextmanager
def _built(root: Path, site: Path | None) -> Iterator[Built]:
    """The site, locked meanwhile. Raises Refusal where it is none or locked by another program."""
    if importlib.util.find_spec("lxml") is None:
        raise refusal("command/needs", missing="lxml", target="bundle")
    try:
        with built_site(root, site) as (folder, _):
            yield _read(folder, root)
    except KeyboardInterrupt:
        print("已停止，没有写入。 / Stopped; nothing was written.", file=sys.stderr)
        raise


def _read(folder: Path, root: Path) -> Built:
    """The site in a folder. Raises Refusal where it does not say what it is."""
    from review.bundle.imprint import imprint

    contents = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    status = contents.get("status.json", b"")
    return Built(contents, _licence_texts(root), imprint(status, folder / "status.json"))


def _licence_texts(root: Path) -> dict[str, bytes]:
    """Licences and how to cite, as far as the review has them, by their names in the bundle."""
    texts = {
        name: (root / path).read_bytes() for path, name in BESIDE.items() if (root / path).is_file()
    }
    try:
        installed = importlib.metadata.files(THEME) or []
    except importlib.metadata.PackageNotFoundError:
        return texts
    for file in installed:
        if file.match("*.dist-info/licenses/LICENSE"):
            texts[THEME_LICENCE] = file.read_binary()
    return texts


def _packed(built: Built, with_books: bool) -> bytes:
    """The bundle, proven. Raises Refusal with every reason."""
    from review.bundle import archive, bundle_contents, file_names, link_proof

    missing = [book for book in bundle_contents.BOOKS if book not in built.files]
    if missing and with_books:
        raise refusal("command/no-books", missing=missing)
    contents = bundle_contents.bundle(built.files, built.texts, built.imprint)
    faults = [
        *file_names.refusals(contents),
        *link_proof.broken(contents, _progress("核对链接 / Proving links")),
    ]
    if faults:
        raise Refusal.of([*faults, refusal("command/no-bundle")])
    imprint = built.imprint
    return archive.packed(imprint.name, contents, imprint.built, _progress("压缩 / Packing"))


def _released(built: Built, root: Path) -> dict[str, bytes]:
    """The files of a release by name, with their checksums."""
    from review.bundle.archive import packed
    from review.bundle.bundle_contents import BOOKS, data, summed
    from system.git import git

    name = built.imprint.name
    published = {f"{name}.zip": _packed(built, with_books=True)}
    for book in BOOKS:
        published[book.replace("review", name, 1)] = built.files[book]
    open_data = data(built.files, built.texts)
    published[f"{name}-data.zip"] = packed(f"{name}-data", open_data, built.imprint.built)
    published[f"{name}-sources.tar.gz"] = git(
        root, "archive", "--format=tar.gz", f"--prefix={name}/", "HEAD"
    )
    return summed(published)


def _refuse_other_version(version: str, root: Path, tag: str | None) -> None:
    """Refuse a site not built from the unchanged commit here, or not from the tag asked for."""
    from system import git

    current = git.version(root)
    if not version or version != current or current.endswith("-dirty"):
        raise refusal("command/other-version", version=version or NOTHING, here=current or NOTHING)
    if tag and tag != version:
        raise refusal("command/other-tag", version=version, tag=tag)


def _progress(task: str) -> Callable[[str], None]:
    """Says how far a step is, every ``TICK`` seconds."""
    last = time.monotonic()

    def progress(how_far: str) -> None:
        nonlocal last
        if time.monotonic() - last > TICK:
            last = time.monotonic()
            print(f"{task} … {how_far}", file=sys.stderr, flush=True)

    return progress
