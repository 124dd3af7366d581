"""The way of a value through the code: which functions a parameter reaches, and how often the way
comes back to a file it has left. Also how many functions still take a trial, a row or a view along.

    python tests/support/walk.py                              the page of a section, and the counts
    python tests/support/walk.py review.pages.trial_pages page trial
    python tests/support/walk.py --deep …                     on through the methods of such objects

What a function makes of the parameter (by assignment, loop or comprehension) counts as it; the way
goes on into every function of the house, and every method called on ``self``, that such a value is
handed to. An object that takes it along ends the way: it is then part of what the object is. With
``--deep`` it does not: all methods of its class count."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOOKS = Path(__file__).resolve().parents[2] / "hooks"
START = ("review.pages.section_pages", "page", "section")
TOGETHER = (("trial", "row", "view"), ("trial", "view"), ("view",))

Function = ast.FunctionDef
Name = tuple[str, str]  # module, and function or Class.method


@dataclass(frozen=True)
class Stay:
    """A function that the value reaches, by the parameter it comes in as."""

    function: Name
    parameter: str


class House:
    """Every function of the hooks, and what each module calls the others by."""

    def __init__(self) -> None:
        self.functions: dict[Name, Function] = {}
        self.methods: dict[Name, list[Name]] = {}  # by class
        self.imports: dict[str, dict[str, Name]] = {}
        for path in sorted(HOOKS.rglob("*.py")):
            parts = path.relative_to(HOOKS).with_suffix("").parts
            module = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
            self._read(module, ast.parse(path.read_text(encoding="utf-8")))

    def _read(self, module: str, tree: ast.Module) -> None:
        for node in tree.body:
            if isinstance(node, ast.FunctionDef):
                self.functions[module, node.name] = node
            if isinstance(node, ast.ClassDef):
                own = [each for each in node.body if isinstance(each, ast.FunctionDef)]
                names = [(module, f"{node.name}.{each.name}") for each in own]
                self.functions |= dict(zip(names, own))
                self.methods[module, node.name] = names
        self.imports[module] = {
            alias.asname or alias.name: (node.module or "", alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }

    def called(self, call: ast.expr, within: Name) -> Name | None:
        """The function or class of the house that an expression names, seen from a function."""
        module, function = within
        known = self.imports[module]
        if isinstance(call, ast.Name):
            found = known.get(call.id, (module, call.id))
        elif isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name):
            owner = call.value.id
            if owner in ("self", "cls"):
                found = (module, f"{function.partition('.')[0]}.{call.attr}")
            elif owner in known:
                found = (".".join(known[owner]), call.attr)
            else:
                return None
        else:
            return None
        return found if found in self.functions or found in self.methods else None


def walk(house: House, start: Stay, deep: bool = False) -> list[Stay]:
    """Every stay, the nearest first."""
    stays, at = [start], 0
    while at < len(stays):
        for stay in _steps(house, stays[at], deep):
            if stay not in stays:
                stays.append(stay)
        at += 1
    return stays


def _steps(house: House, stay: Stay, deep: bool) -> Iterator[Stay]:
    function = house.functions[stay.function]
    carried = _carried(function, stay.parameter)
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    for call in calls:
        callee = house.called(call.func, stay.function)
        if callee is None:
            continue
        if callee in house.methods:
            if deep and any(_mentions(value, carried) for value in _given(call)):
                yield from (Stay(method, "self") for method in house.methods[callee])
            continue
        given = parameters(house.functions[callee])
        for place, value in enumerate(call.args):
            if _mentions(value, carried) and place < len(given):
                yield Stay(callee, given[place])
        for keyword in call.keywords:
            if keyword.arg in given and _mentions(keyword.value, carried):
                yield Stay(callee, str(keyword.arg))


def _given(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _carried(function: Function, parameter: str) -> set[str]:
    """Names within a function that hold the value, or what was made of it."""
    carried, before = {parameter}, 0
    while len(carried) != before:
        before = len(carried)
        for node in ast.walk(function):
            source, targets = _bound(node)
            if source is not None and _mentions(source, carried):
                carried |= {
                    each.id
                    for target in targets
                    for each in ast.walk(target)
                    if isinstance(each, ast.Name)
                }
    return carried


def _bound(node: ast.AST) -> tuple[ast.expr | None, list[ast.expr]]:
    if isinstance(node, ast.Assign):
        return node.value, node.targets
    if isinstance(node, ast.AnnAssign | ast.AugAssign | ast.NamedExpr):
        return node.value, [node.target]
    if isinstance(node, ast.For | ast.comprehension):
        return node.iter, [node.target]
    return None, []


def _mentions(value: ast.AST, names: set[str]) -> bool:
    return any(isinstance(each, ast.Name) and each.id in names for each in ast.walk(value))


def parameters(function: Function) -> list[str]:
    """Names of the parameters that a caller gives, without ``self``."""
    found = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return [each.arg for each in found if each.arg not in ("self", "cls")]


def main() -> None:
    house = House()
    words = [word for word in sys.argv[1:] if word != "--deep"]
    module, function, parameter = words or START
    way = walk(house, Stay((module, function), parameter), "--deep" in sys.argv)
    stays = {stay.function for stay in way}
    rooms = {module for module, _ in stays}
    print(
        f"{module}.{function}({parameter}): {len(stays)} functions in {len(rooms)} files, ", end=""
    )
    print(f"{len(stays) - len(rooms)} returns to a file already left")
    for wanted in TOGETHER:
        taking = [
            name for name, each in house.functions.items() if {*wanted} <= {*parameters(each)}
        ]
        print(f"functions that take {', '.join(wanted)}: {len(taking)}")


if __name__ == "__main__":
    main()
