"""The size of the house: lines, functions, modules, complexity, names.
``python tests/support/house.py`` prints them.

A function's lines run from its ``def`` to its last line, its docstring included. Complexity is
radon's: branches, boolean operators and comprehensions counted.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from radon.complexity import cc_visit

from places import HOOKS

COMPLEX = 10  # a function above it is hard to hold in the head


@dataclass(frozen=True)
class Function:
    """One function or method: where it stands, how long and how branched it is."""

    path: Path
    name: str
    lines: int
    complexity: int

    def __str__(self) -> str:
        return f"{self.path.relative_to(HOOKS)}:{self.name} ({self.lines} lines, {self.complexity})"


@dataclass(frozen=True)
class House:
    """What was measured of all modules below ``hooks/``."""

    modules: dict[Path, int]
    functions: list[Function]

    @property
    def lines(self) -> int:
        return sum(self.modules.values())

    @property
    def typical(self) -> float:
        """Median of the lines of a function."""
        return median(function.lines for function in self.functions)

    @property
    def long(self) -> float:
        """90th percentile of the lines of a function."""
        return quantiles([function.lines for function in self.functions], n=10)[-1]

    @property
    def longest(self) -> Function:
        return max(self.functions, key=lambda function: function.lines)

    @property
    def largest(self) -> Path:
        return max(self.modules, key=self.modules.__getitem__)

    @property
    def complex(self) -> list[Function]:
        """Functions above the bound, the worst first."""
        above = [function for function in self.functions if function.complexity > COMPLEX]
        return sorted(above, key=lambda function: -function.complexity)

    @property
    def doubled(self) -> dict[str, int]:
        """File names that stand more than once; packages leave out their ``__init__``."""
        names = Counter(path.name for path in self.modules if path.name != "__init__.py")
        return {name: count for name, count in names.items() if count > 1}


def measure() -> House:
    """The house as it stands."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(HOOKS.rglob("*.py"))}
    functions = [function for path, text in texts.items() for function in _functions(path, text)]
    return House({path: text.count("\n") for path, text in texts.items()}, functions)


def _functions(path: Path, text: str) -> Iterator[Function]:
    branches = {(block.lineno, block.name): block.complexity for block in _blocks(text)}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            complexity = branches.get((node.lineno, node.name)) or branches.get(
                (min([node.lineno, *(d.lineno for d in node.decorator_list)]), node.name), 1
            )
            yield Function(path, node.name, lines, complexity)


def _blocks(text: str) -> Iterator[object]:
    for block in cc_visit(text):
        yield from [*getattr(block, "methods", ())] or [block]
        yield from getattr(block, "closures", ())


def report(house: House) -> str:
    """The figures, one a line."""
    share = len(house.complex) / len(house.functions)
    return "\n".join(
        [
            f"lines of hooks/**/*.py: {house.lines} in {len(house.modules)} modules",
            f"function: median {house.typical:g}, 90th percentile {house.long:g} lines, "
            f"longest {house.longest}",
            f"module: largest {house.largest.relative_to(HOOKS)} ({house.modules[house.largest]})",
            f"complexity over {COMPLEX}: {len(house.complex)} of {len(house.functions)} "
            f"functions ({share:.1%})",
            *(f"  {function}" for function in house.complex),
            f"file names that stand twice: {house.doubled or 'none'}",
        ]
    )


if __name__ == "__main__":
    print(report(measure()))
