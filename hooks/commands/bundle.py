"""``python hooks bundle``: the built site, its PDFs and its data as one zip that opens without a network; ``python hooks release``: all that a release publishes.

A bundle is proven before it is written, and written whole or not at all. It tells the version that its site was built from.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import importlib.util
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from commands.book import put
from system.lock import Taken, lock

if TYPE_CHECKING:
    from review.bundle.imprint import Imprint

ROOT = Path(__file__).resolve().parents[2]
BUNDLE = "把网站、PDF 与数据打成一个可离线阅读的 zip / pack site, PDFs and data into one zip to read offline"
RELEASE = "生成发布一个版本所需的全部文件 / make all files that a release publishes"
# texts from the folder of the review that go along, and their names in the bundle
BESIDE = {
    "LICENSE": "LICENSE.txt",
    "LICENSE-CONTENT.md": "LICENSE-CONTENT.txt",
    "CITATION.cff": "CITATION.txt",
}
THEME, THEME_LICENCE = (
    "mkdocs-material",
    "LICENSE-mkdocs-material.txt",
)  # its styles and scripts are part of every page
TICK = 2.0  # seconds between signs of life


class Refused(Exception):
    """A bundle that cannot be made; the message says why and what to do, in both languages."""


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add ``bundle`` and ``release`` to the command line."""
    for name, run, about in (("bundle", bundle, BUNDLE), ("release", release, RELEASE)):
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument(
            "--root",
            type=Path,
            default=ROOT,
            metavar="DIR",
            help="综述所在文件夹 / folder of the review",
        )
        command.add_argument(
            "--site",
            type=Path,
            metavar="DIR",
            help="已生成的网站，默认 site / the built site, site by default",
        )
        command.add_argument(
            "--out",
            type=Path,
            metavar="DIR",
            help=f"写入的文件夹，默认 {name} / folder to write, {name} by default",
        )
        command.set_defaults(run=run)
        if run is bundle:
            command.add_argument(
                "--without-books",
                action="store_true",
                help="没有 PDF 也打包 / pack even where there are no PDFs",
            )
        else:
            command.add_argument(
                "--tag", metavar="TAG", help="须与网站的版本相同 / must be the version of the site"
            )


def bundle(arguments: argparse.Namespace) -> int:
    """Write the bundle; the exit status."""
    return _guarded(arguments, lambda: _bundle(arguments))


def release(arguments: argparse.Namespace) -> int:
    """Write the files of a release; the exit status."""
    return _guarded(arguments, lambda: _release(arguments))


def _guarded(arguments: argparse.Namespace, make: Callable[[], int]) -> int:
    if importlib.util.find_spec("lxml") is None:
        print(
            "缺 lxml；请运行 make bundle，或 pip install -r requirements-book.txt\nlxml is missing; run make bundle, or pip install -r requirements-book.txt",
            file=sys.stderr,
        )
        return 2
    from system.git import RevisionError  # not above: other commands run on Python alone

    site = _site(arguments)
    try:
        if not (site / "sitemap.xml").is_file():
            raise Refused(
                f"{site} 不是生成的网站；请先运行 make site\n{site} is not a built site; run make site first"
            )
        with lock(
            site.with_name(f".{site.name}.lock")
        ):  # so that no build replaces the site meanwhile
            return make()
    except Taken:
        print(
            f"另一个程序正在使用 {site}；等它结束后再试。 / Another program is at work on {site}; try again when it is done.",
            file=sys.stderr,
        )
    except (Refused, RevisionError) as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("已停止，没有写入。 / Stopped; nothing was written.", file=sys.stderr)
        return 130
    return 2


def _bundle(arguments: argparse.Namespace) -> int:
    from review.bundle.imprint import imprint

    site, beside = _read(arguments), _beside(arguments.root)
    this = imprint(site["status.json"])
    data = _packed(site, beside, this, not arguments.without_books)
    folder = arguments.out or arguments.root / "bundle"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{this.name}.zip"
    put(file, data)
    print(f"{file} ({len(data) / 1e6:.1f} MB)")
    return 0


def _release(arguments: argparse.Namespace) -> int:
    from review.bundle.archive import packed
    from review.bundle.bundle_contents import BOOKS, data, summed
    from review.bundle.imprint import imprint
    from system.git import git

    folder = (arguments.out or arguments.root / "release").resolve()
    if folder.exists():
        raise Refused(
            f"{folder} 已存在；请删去，或用 --out 另指一个\n{folder} exists already; delete it, or name another with --out"
        )
    site, beside = _read(arguments), _beside(arguments.root)
    this = imprint(site["status.json"])
    _same(this.version, arguments)
    files = {f"{this.name}.zip": _packed(site, beside, this, True)}
    files |= {book.replace("review", this.name, 1): site[book] for book in BOOKS}
    files[f"{this.name}-data.zip"] = packed(f"{this.name}-data", data(site, beside), this.built)
    files[f"{this.name}-sources.tar.gz"] = git(
        arguments.root, "archive", "--format=tar.gz", f"--prefix={this.name}/", "HEAD"
    )
    _lay(folder, summed(files))
    for name, content in files.items():
        print(f"{folder / name} ({len(content) / 1e6:.1f} MB)")
    return 0


def _same(built: str, arguments: argparse.Namespace) -> None:
    """Raise Refused unless the site was built from the commit that stands here, unchanged, and from the tag that was asked for."""
    from system.git import version

    here = version(arguments.root)
    if not built or built != here or here.endswith("-dirty"):
        raise Refused(
            f"网站的版本是 {built or '（无）'}，源文件的版本是 {here or '（无）'}；请提交后重新生成\nthe site was built from {built or '(nothing known)'} and the sources are at {here or '(nothing known)'}; commit and build again"
        )
    if arguments.tag and arguments.tag != built:
        raise Refused(
            f"网站的版本是 {built}，不是 {arguments.tag}\nthe site was built from {built}, not from {arguments.tag}"
        )


def _packed(site: dict[str, bytes], beside: dict[str, bytes], this: Imprint, books: bool) -> bytes:
    """The bundle, proven. Raises Refused with every reason."""
    from review.bundle import archive, bundle_contents, file_names, link_proof

    if missing := [book for book in bundle_contents.BOOKS if book not in site and books]:
        raise Refused(
            f"缺 {'、'.join(missing)}；请先运行 make pdf，或加 --without-books\n{', '.join(missing)} missing; run make pdf first, or add --without-books"
        )
    files = bundle_contents.bundle(site, beside, this)
    if faults := [
        *file_names.awkward(files),
        *link_proof.broken(files, _saying("核对链接 / Proving links")),
    ]:
        raise Refused("\n".join(map(str, faults)) + "\n没有打包。 / No bundle was made.")
    return archive.packed(this.name, files, this.built, _saying("压缩 / Packing"))


def _read(arguments: argparse.Namespace) -> dict[str, bytes]:
    """Every file of the site by its path in it. Raises Refused where it does not say what it is."""
    from review.bundle.imprint import NoImprint, imprint

    folder = _site(arguments)
    files = {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }
    try:
        imprint(files.get("status.json", b""))
    except NoImprint:
        raise Refused(
            f"{folder / 'status.json'} 缺失或损坏；请重新运行 make site\n{folder / 'status.json'} is missing or damaged; run make site again"
        ) from None
    return files


def _beside(root: Path) -> dict[str, bytes]:
    """Licences and how to cite, as far as the review has them, by their names in the bundle."""
    found = {
        name: (root / path).read_bytes() for path, name in BESIDE.items() if (root / path).is_file()
    }
    try:
        licence = next(
            (
                file
                for file in importlib.metadata.files(THEME) or ()
                if file.match("*.dist-info/licenses/LICENSE")
            ),
            None,
        )
    except importlib.metadata.PackageNotFoundError:
        licence = None
    return found | ({THEME_LICENCE: licence.read_binary()} if licence else {})


def _lay(folder: Path, files: dict[str, bytes]) -> None:
    """Write a new folder whole or not at all."""
    fresh = folder.with_name(f".{folder.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    try:
        fresh.mkdir(parents=True)
        for name, content in files.items():
            put(fresh / name, content)
        os.replace(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _site(arguments: argparse.Namespace) -> Path:
    return (arguments.site or arguments.root / "site").resolve()


def _saying(what: str) -> Callable[[str], None]:
    """Says how far a step is, every ``TICK`` seconds."""
    last = time.monotonic()

    def say(how_far: str) -> None:
        nonlocal last
        if time.monotonic() - last > TICK:
            last = time.monotonic()
            print(f"{what} … {how_far}", file=sys.stderr, flush=True)

    return say
