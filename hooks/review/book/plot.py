"""Forest plots on paper: the site's drawing with its percentages worked out for one width and its
colours named, because print has neither style sheet nor window."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from review.book import literal
from review.book.measure import sans
from review.book.page import Page, words
from review.book.print_refusal import Refusal, Unprintable
from review.book.spread import SIZE, spread

WIDTH = 664.0  # units of the drawing, each of POINT pt
POINT = 0.69
INK, GREEN, BROWN, GREY = "#1a1a1a", "#0a6a65", "#8a4b00", "#5a5a5a"
FONT = "Noto Sans SC"
ABOVE, BELOW, BESIDE = (
    0.86,
    0.22,
    2.0,
)  # of what is kept white round words: ems above and below their line, units at their ends
STARTS = {"end": 1.0, "middle": 0.5}  # how much of a text stands before its place
ACROSS = ("x", "x1", "x2", "cx", "width")
TAGS = frozenset(
    [
        "svg",
        "g",
        "line",
        "rect",
        "circle",
        "path",
        "text",
        "title",
        "desc",
        "tspan",
        "polygon",
        "polyline",
        "ellipse",
    ]
)
NAMES = frozenset(
    [
        "forest",
        "grid",
        "axis",
        "ticks",
        "row",
        "pending",
        "label",
        "value",
        "trial",
        "side",
        "interval",
        "estimate",
        "beyond",
        "reference",
        "head",
        "null",
    ]
)


def write(drawing: HtmlElement, title: str, page: Page, last: bool = False) -> str:
    """A call of ``plot``. ``title`` is what stands above, as markup; the ``last`` stays with the
    key that follows. Raises Unprintable for an element or class it does not know, or a drawing
    without words."""
    said = [words(child) for child in drawing if child.tag in ("title", "desc")]
    if not any(said):
        raise Unprintable(
            Refusal(
                "图没有替代文字（<title>）",
                "a drawing has no alternative text (<title>)",
                page.path,
            )
        )
    alt = " ".join(part for part in said if part)
    return literal.call(
        "plot",
        literal.content(title),
        literal.string(alt),
        literal.string(flat(drawing, page)),
        f"{WIDTH * POINT:g}pt",
        literal.truth(last),
    )


def flat(drawing: HtmlElement, page: Page) -> str:
    """The drawing as an SVG of its own, every length a number."""
    drawing = spread(drawing, WIDTH)
    height = float(drawing.get("height", "0"))
    root = etree.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "width": f"{WIDTH:g}",
            "height": f"{height:g}",
            "viewBox": f"0 0 {WIDTH:g} {height:g}",
            "font-family": FONT,
            "font-size": drawing.get("font-size", "12"),
            "fill": INK,
        },
    )
    for child in drawing:
        _add(root, child, 0.0, WIDTH, INK, page)
    return etree.tostring(root, encoding="unicode")


def _add(
    parent: etree._Element, element: HtmlElement, left: float, width: float, colour: str, page: Page
) -> None:
    """Put a copy of ``element`` below ``parent``; ``left`` and ``width`` are those of the view that
    its percentages refer to."""
    if not isinstance(element.tag, str) or element.tag in ("title", "desc"):
        return
    names = set((element.get("class") or "").split())
    if element.tag not in TAGS or names - NAMES:
        raise Unprintable(
            Refusal(
                f'图中 <{element.tag} class="{" ".join(sorted(names))}"> 不知如何印出',
                f'no print form for <{element.tag} class="{" ".join(sorted(names))}"> in a drawing',
                page.path,
            )
        )
    colour = _colour(names, colour)
    if element.tag == "svg":
        group, left, width = _view(parent, element, left, width)
    else:
        attributes = _attributes(element, left, width, colour)
        if element.tag == "text":
            etree.SubElement(parent, "rect", _behind(element, attributes, "trial" in names))
        group = etree.SubElement(parent, element.tag, attributes)
        group.text = element.text if element.tag in ("text", "tspan") else None
    _style(group, names, colour)
    for child in element:
        _add(group, child, left, width, colour, page)


def _view(
    parent: etree._Element, element: HtmlElement, left: float, width: float
) -> tuple[etree._Element, float, float]:
    """A view inside the view: moved by its place; its own percentages start anew."""
    own = {
        name: value for name, value in element.attrib.items() if name.startswith(("stroke", "fill"))
    }
    x, y = _length(element.get("x", "0"), left, width), element.get("y", "0")
    if element.get("width", "100%").endswith("%"):
        return (
            etree.SubElement(parent, "g", own),
            x,
            float(element.get("width", "100%").rstrip("%")) / 100 * width,
        )
    return (
        etree.SubElement(parent, "g", {**own, "transform": f"translate({x:.2f} {y})"}),
        0.0,
        float(element.get("width", "1")),
    )


def _attributes(element: HtmlElement, left: float, width: float, colour: str) -> dict[str, str]:
    kept = {
        name: value.replace("currentColor", colour)
        for name, value in element.attrib.items()
        if name not in ("class", "id", "role", "aria-labelledby") and not name.startswith("data-")
    }
    for name in ACROSS:
        if kept.get(name, "").endswith("%"):
            kept[name] = f"{_length(kept[name], left if name != 'width' else 0.0, width):.2f}"
    return kept


def _behind(element: HtmlElement, attributes: dict[str, str], bold: bool) -> dict[str, str]:
    """A white ground for words, so that no line of the grid crosses them; a halo of their own
    outlines, as the site has, would make pictures of them."""
    wide, anchor = (
        SIZE * sans(words(element), bold),
        next(
            (
                value
                for each in (element, *element.iterancestors())
                if (value := each.get("text-anchor"))
            ),
            "",
        ),
    )
    x, y = (
        float(attributes.get("x", "0")) - STARTS.get(anchor, 0.0) * wide,
        float(attributes.get("y", "0")),
    )
    return {
        "x": f"{x - BESIDE:.2f}",
        "y": f"{y - ABOVE * SIZE:.2f}",
        "width": f"{wide + 2 * BESIDE:.2f}",
        "height": f"{(ABOVE + BELOW) * SIZE:.2f}",
        "fill": "#ffffff",
        "stroke": "none",
    }


def _length(value: str, left: float, width: float) -> float:
    return left + float(value[:-1]) / 100 * width if value.endswith("%") else float(value)


def _colour(names: set[str], colour: str) -> str:
    if "pending" in names:
        return BROWN
    return GREEN if names & {"interval", "estimate", "beyond"} and colour != BROWN else colour


def _style(group: etree._Element, names: set[str], colour: str) -> None:
    if group.tag == "text":
        group.set(
            "fill",
            GREY if "side" in names else BROWN if colour == BROWN and "value" in names else INK,
        )
        if "trial" in names:
            group.set("font-weight", "700")
    if "ticks" in names:
        group.set("fill", GREY)
    if names & {"interval", "beyond"} or "estimate" in names and group.tag == "rect":
        group.set("fill", colour)
    if group.tag == "circle" and "estimate" in names:
        group.set("fill", "#ffffff")
        group.set("stroke", colour)
