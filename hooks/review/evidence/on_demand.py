"""Values that are read when somebody asks for them, for most are not asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, partial
from typing import Generic, TypeVar

from review.keep import Keep
from review.problem import Problem
from review.sources.source import Source
from review.time_limit import in_time

Name = TypeVar("Name")
Value = TypeVar("Value")
Made = TypeVar("Made")
Parse = Callable[[Source], tuple[Value, list[Problem]]]


class OnDemand(Mapping[Name, Value]):
    """Values by name; each is made when it is first asked for."""

    def __init__(self, makers: Mapping[Name, Callable[[], Value]]) -> None:
        self._makers = makers
        self._made: dict[Name, Value] = {}

    def __getitem__(self, name: Name) -> Value:
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[Name]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


def only(values: Mapping[str, Value], names: Iterable[str]) -> Mapping[str, Value]:
    """The values that have these names, still made on demand."""
    return OnDemand({name: partial(values.__getitem__, name) for name in names if name in values})


def listed(
    values: Mapping[str, Value], names: Mapping[Name, list[str]]
) -> Mapping[Name, list[Value]]:
    """The values of each list of names, made when somebody asks for the list."""
    return OnDemand({key: partial(list, only(values, names[key]).values()) for key in names})


def made_of_each(
    values: Mapping[str, Callable[[], Value]], make: Callable[[str, Value], Made]
) -> Mapping[str, Made]:
    """What is made of each value and its name."""

    def made(name: str) -> Made:
        return make(name, values[name]())

    return OnDemand({name: partial(made, name) for name in values})


class Parsed(Generic[Value]):
    """What a file holds. Whether it holds anything, and what is wrong with it, is known without
    all the rest; that it takes too long to read is such a problem."""

    def __init__(self, parse: Parse[Value], source: Source, keep: Keep) -> None:
        self.text = source.text
        self._parse, self._source, self._keep = parse, source, keep
        self._made_from = (parse.__module__, source.path, source.digest)

    @cached_property
    def _whole(self) -> tuple[Value, list[Problem]]:
        return self._keep("parsed", self._made_from, partial(self._parse, self._source))

    @cached_property
    def _met(self) -> tuple[bool, list[Problem]]:
        def met() -> tuple[bool, list[Problem]]:
            return self.value() is not None, self._whole[1]

        kept = partial(self._keep, "met", self._made_from)
        found = in_time(self._source.path, met, kept=kept)
        return (False, [found]) if isinstance(found, Problem) else found

    @property
    def read(self) -> bool:
        """Whether anybody has asked for what the file holds."""
        return "_whole" in vars(self)

    @property
    def there(self) -> bool:
        """Whether anything could be read."""
        return self._met[0]

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the file."""
        return self._met[1]

    def value(self) -> Value:
        """What was read; None where that is nothing."""
        return self._whole[0]
