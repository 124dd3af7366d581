"""Pictures of a review: which files of ``docs/assets`` are published, and whether their content is
what their name says.

Only kinds that cannot carry a program are taken. A drawing (SVG) can, so each element, attribute
and style of it is looked at, and what is not known to draw is refused."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from xml.parsers import expat

from review.problem import Text
from review.sources.picture_elements import Unfolded
from review.sources.source import NAME

FOLDER = "docs/assets"
LARGEST = 3_000_000  # bytes; the network of a ward is slow
BEGINNINGS = {
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".webp": rb"RIFF....WEBP",
}
SHAPES = 100_000  # elements of a drawing, each as often as it is used
SUFFIXES = (*BEGINNINGS, ".svg")
THEME = (
    "images",
    "javascripts",
    "stylesheets",
)  # folders of the built site that hold what the theme needs

SVG = "http://www.w3.org/2000/svg"
ABOUT = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
)  # what programs say of a drawing
ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "metadata",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "style",
        "clipPath",
        "mask",
        "marker",
        "pattern",
        "linearGradient",
        "radialGradient",
        "stop",
        "image",
        "filter",
        "feBlend",
        "feColorMatrix",
        "feComposite",
        "feFlood",
        "feGaussianBlur",
        "feMerge",
        "feMergeNode",
        "feOffset",
    ]
)
WORDED = frozenset({"text", "title", "desc"})
IMAGE = r"data:image/(?:png|jpeg|webp);base64,"
INSIDE = re.compile(rf"\s*(?:#\S*|{IMAGE}[A-Za-z0-9+/=\s]*)\Z")
FOREIGN = re.compile(
    rf"@import|image-set|javascript:|\\|url\((?!\s*[\"']?\s*(?:#|{IMAGE}))", re.IGNORECASE
)


def files(root: Path, folder: str = "docs") -> Iterator[str]:
    """Paths of every file and symbolic link below ``folder``, in order; hidden ones and drafts
    (``_name``) left out. No link is followed."""
    try:
        entries = sorted(os.scandir(root / folder), key=lambda entry: entry.name)
    except OSError:
        return  # no folder, or none that may be read
    for entry in entries:
        if not entry.name.startswith((".", "_")):
            path = f"{folder}/{entry.name}"
            yield from files(root, path) if entry.is_dir(follow_symlinks=False) else [path]


def named(path: str) -> bool:
    """Whether a path is one of a picture: below ``docs/assets`` but in no folder of the theme, of a
    known kind, with a name that an address can hold."""
    parts = path.removeprefix(f"{FOLDER}/").split("/")
    return (
        path.startswith(f"{FOLDER}/")
        and path.endswith(SUFFIXES)
        and parts[0] not in THEME
        and all(map(NAME.match, parts))
    )


def fault(file: Path) -> Text | None:
    """What is wrong with the content of a picture; None where nothing is."""
    try:
        size = file.stat().st_size
        data = file.read_bytes() if file.suffix == ".svg" and size <= LARGEST else _beginning(file)
    except OSError as error:
        return Text(
            f"无法读取的图片（{error.strerror}）",
            f"a picture that cannot be read ({error.strerror})",
        )
    if size > LARGEST:
        return Text(f"{size / 1e6:.1f} MB 的图片", f"a picture of {size / 1e6:.1f} MB")
    if file.suffix == ".svg":
        return _Drawing().fault(data)
    kind = file.suffix.removeprefix(".")
    return (
        None
        if re.match(BEGINNINGS[file.suffix], data, re.DOTALL)
        else Text(f"内容不是 {kind} 的文件", f"a file whose content is not {kind}")
    )


def words(file: Path) -> list[str]:
    """The texts that a drawing shows, each in one piece; none where the picture is no drawing or
    has a fault."""
    if file.suffix != ".svg" or fault(file) is not None:
        return []
    drawing = _Drawing()
    drawing.fault(file.read_bytes())
    return drawing.words


def _beginning(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(16)


class _Drawing:
    """Reads an SVG and keeps what does more than draw."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.unfolded = Unfolded()
        self.style: list[str] | None = None  # the pieces of the style that is open
        self.words: list[str] = []
        self.worded = 0  # how many elements are open from the outermost that shows text

    def fault(self, data: bytes) -> Text | None:
        """The first thing that does more than draw."""
        parser = expat.ParserCreate(namespace_separator="}")
        parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = (
            self._start,
            self._end,
            self._text,
        )
        parser.StartDoctypeDeclHandler = lambda name, system, public, inner: self.found.extend(
            ["<!DOCTYPE […]>"] * bool(inner)
        )
        parser.ProcessingInstructionHandler = lambda target, _: self.found.append(f"<?{target}?>")
        try:
            parser.Parse(data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            return Text(f"无法解析的 SVG（{error}）", f"an SVG that cannot be read ({error})")
        if self.found:
            return Text(f"SVG 中的 {self.found[0][:60]}", f"{self.found[0][:60]} in an SVG")
        return (
            Text(
                "图形层层套用、无法绘出的 SVG",
                "an SVG of shapes used within shapes, which no program can draw",
            )
            if self.unfolded.size() > SHAPES
            else None
        )

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _, local = name.rpartition("}")
        self.unfolded.begin({key.rpartition("}")[2]: value for key, value in attributes.items()})
        if space not in ABOUT and (space != SVG or local not in ELEMENTS):
            self.found.append(f"<{local}>")
        for key, value in attributes.items():
            word = key.rpartition("}")[2].lower()
            if (
                word.startswith("on")
                or word in ("href", "src")
                and not INSIDE.match(value)
                or FOREIGN.search(value)
            ):
                self.found.append(f'{word}="{value}"')
        self.style = [] if local == "style" else self.style
        if self.worded or local in WORDED:
            self.words += [] if self.worded else [""]
            self.worded += 1

    def _text(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)
        if self.worded:
            self.words[-1] += text

    def _end(self, name: str) -> None:
        self.unfolded.end()
        self.worded = max(self.worded - 1, 0)
        if name.endswith("}style") and self.style is not None:
            self.found += [match[0] for match in FOREIGN.finditer("".join(self.style))]
            self.style = None
