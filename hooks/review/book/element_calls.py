"""Which functions of ``book.typ`` set an element: those of its classes, and that of its tag."""

from __future__ import annotations

from lxml.html import HtmlElement

from review.book.literal import Content, call
from review.book.printed_page import classes

# classes whose element stands for what another class beside it only names
ALONE = ("both", "admonition")
BARE = ("span", "div")  # tags that say nothing which a class does not


def functions(element: HtmlElement) -> list[str]:
    """The functions of ``book.typ`` that set an element, the outermost first; its tag's last."""
    names = classes(element)
    exclusive = [name for name in ALONE if name in names]
    return [*(f"class-{name}" for name in exclusive or names), f"tag-{element.tag}"]


def styled(element: HtmlElement, content: Content, **arguments: str) -> Content:
    """What an element holds, in its functions' calls; ``arguments`` go to that of its tag."""
    if not content.strip():
        return content
    if element.tag not in BARE:
        present = {name: value for name, value in arguments.items() if value}
        content = call(f"tag-{element.tag}", content, **present)
    return in_classes(element, content)


def in_classes(element: HtmlElement, content: Content) -> Content:
    """What is shown of an element, in a call for each of its classes."""
    for name in reversed(functions(element)[:-1]):
        content = call(name, content) if content.strip() else content
    return content
