"""How large a drawing becomes when its shapes are put wherever they are used: a short file can name
shapes made of shapes until no program can draw it."""

from __future__ import annotations

import re
from collections.abc import Mapping

USED = re.compile(
    r"^\s*#(\S+)|url\(\s*[\"']?#([^)\"'\s]+)"
)  # a colour (#fff) names nothing and counts for nothing
ROOT = ""


class Unfolded:
    """Counts the elements of a drawing as they are read. ``begin`` and ``end`` are called for each,
    in order."""

    def __init__(self) -> None:
        self.open = [ROOT]  # the named element that each open one stands in, or is
        self.own = {ROOT: 1}  # elements that stand in a named one and in none inside it
        self.parts: dict[str, list[str]] = {
            ROOT: []
        }  # named ones that stand in it, or that it uses

    def begin(self, attributes: Mapping[str, str]) -> None:
        """An element begins; ``attributes`` without their namespaces."""
        holder, name = self.open[-1], attributes.get("id", "")
        if name:
            self.parts[holder].append(name)
            self.parts.setdefault(name, [])
            holder = name
        self.own[holder] = self.own.get(holder, 0) + 1
        self.parts[holder] += [
            found[1] or found[2] for value in attributes.values() for found in USED.finditer(value)
        ]
        self.open.append(holder)

    def end(self) -> None:
        """The element that began last ends."""
        self.open.pop()

    def size(self) -> float:
        """Elements of the drawing, each as often as it is used; infinite where one uses itself."""
        sizes: dict[str, float] = {}
        begun: set[str] = set()
        waiting = [ROOT]
        while waiting:
            name = waiting[-1]
            ahead = [part for part in self.parts.get(name, ()) if part not in sizes]
            if name not in sizes and ahead:
                begun.add(name)
                if begun.intersection(ahead):
                    return float("inf")
                waiting += dict.fromkeys(ahead)
                continue
            sizes.setdefault(
                name, self.own.get(name, 0) + sum(sizes[part] for part in self.parts.get(name, ()))
            )
            begun.discard(name)
            waiting.pop()
        return sizes[ROOT]
