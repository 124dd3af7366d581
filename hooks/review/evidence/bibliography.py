"""references.bib: every entry as a Reference, and what is wrong with the file. Reading never
raises.

Values are pybtex's; places are found by `bibtex.py`. An entry with a slip keeps the fields before
it, so that its citations still resolve and one lost brace is one problem. What is wrong with
entries that can be read, the rules tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from review.evidence.notice import Notice
from review.evidence.on_demand import OnDemand
from review.evidence.reference import PERSONS, Reference, raw, text
from review.keep import Keep
from review.messages import problem
from review.problem import Problem, Text
from review.sources import bibtex
from review.sources.bibtex import Block, Slip
from review.sources.source import Source

if TYPE_CHECKING:  # a check of what is known already need not load it
    from pybtex.database import Entry
    from pybtex.exceptions import PybtexError

FORM = Text("字段 = {值}", "field = {value}")
OTHER_BLOCKS = {"comment", "preamble", "string"}
# reported as text outside; its name is known all the same
ROUND = re.compile(r"@string\s*\(\s*([^\s={}(),]+)", re.I)


@dataclass(frozen=True)
class Bibliography:
    """Entries by key, in file order; ``repeated`` holds others with a key of these."""

    source: Source = field(repr=False)
    entries: Mapping[str, Reference]
    repeated: tuple[Reference, ...] = ()

    @property
    def all(self) -> tuple[Reference, ...]:
        """Every entry in file order, repeated ones too."""
        entries = (*self.entries.values(), *self.repeated)
        return tuple(sorted(entries, key=lambda reference: reference.place))


def parse(source: Source) -> tuple[Bibliography, list[Problem]]:
    """The bibliography of a .bib file and all its problems in file order."""
    entries: dict[str, Reference] = {}
    repeated: list[Reference] = []
    before = bibtex.preface(source.text)
    problems = list(bibliography_syntax(source, [before] if before else []))
    for reference, found in _references(source):
        problems += found
        if reference is not None and reference.key.lower() in entries:
            repeated.append(reference)
        elif reference is not None:
            entries[reference.key.lower()] = reference
    by_key = {reference.key: reference for reference in _corrected(list(entries.values()))}
    read = Bibliography(source, by_key, tuple(repeated))
    return read, sorted(problems, key=lambda problem: problem.order)


def on_demand(source: Source, read: Callable[[], Bibliography] | None, keep: Keep) -> Bibliography:
    """The bibliography that ``read`` gives of a source, which it is asked for when somebody wants
    an entry: which there are, ``keep`` knows. Empty where nothing can be read."""
    if read is None:
        return Bibliography(source, {})

    def named() -> tuple[list[str], tuple[Reference, ...]]:
        return [*read().entries], read().repeated

    keys, repeated = keep("keys of references", source.digest, named)
    entries = {key: partial(lambda key: read().entries[key], key) for key in keys}
    return Bibliography(source, OnDemand(entries), repeated)


def _corrected(entries: list[Reference]) -> Iterator[Reference]:
    """The entries, each with the errata among them that correct it."""
    errata: dict[str, list[Notice]] = {}
    for entry in entries:
        if corrects := entry.get("corrects"):
            errata.setdefault(corrects, []).append(_erratum(entry))
    for entry in entries:
        found = errata.get(entry.key)
        yield replace(entry, errata=tuple(found)) if found else entry


def _erratum(reference: Reference) -> Notice:
    """An erratum, cited in short as NLM has it: ``Lancet Oncol. 2020;21:e1``."""
    entry = reference.entry
    journal = text(entry, "shortjournal") or text(entry, "journal")
    volume, pages = text(entry, "volume"), raw(entry, "pages").replace("--", "-")
    cited = f"{journal.rstrip('.')}. {reference.year}" if journal else reference.year
    cited += f";{volume}" if volume else ""
    cited += f":{pages}" if pages else ""
    return Notice("erratum", reference.doi.lower(), reference.pmid, reference.url, cited)


def _references(source: Source) -> Iterator[tuple[Reference | None, list[Problem]]]:
    from pybtex.database.input.bibtex import month_names

    macros = dict(month_names) | {name: name for name in ROUND.findall(source.text)}
    for block in bibtex.blocks(source.text):
        if block.kind in OTHER_BLOCKS:
            macros |= _string(block) if block.kind == "string" else {}
            yield None, list(bibliography_syntax(source, [*block.slips, *_misshapen(block)]))
            continue
        entry, errors = _entry(source, block, macros)
        problems = list(
            bibliography_syntax(source, block.slips, block, errors if block.key.text else ())
        )
        reference = Reference(
            block.key.text, source.place(block.key.start), entry, block, bool(problems)
        )
        yield (
            (reference, problems) if block.key.text else (None, problems or _keyless(source, block))
        )


def _string(block: Block) -> dict[str, str]:
    """``@string{NAME = {value}}``: its name stands where an entry has its key. A broken one has its
    name, so that its uses are no second problem."""
    return {block.key.text: block.macro.text if block.macro else block.key.text}


def _misshapen(block: Block) -> list[Slip]:
    if block.kind == "string" and block.macro is None and not block.slips:
        return [Slip("string", block.key.start)]
    return []


def _entry(
    source: Source, block: Block, macros: Mapping[str, str]
) -> tuple[Entry, list[PybtexError]]:
    """The entry and its errors as pybtex reads them; of a broken block the whole fields."""
    entry, errors = _read(source.text[block.start : block.end], block, macros)
    if block.slips or errors:
        names = {field.name.text.lower(): field for field in reversed(block.fields)}
        sound_fields = ",\n".join(
            f"{name} = {{{field.value.text}}}" for name, field in reversed(names.items())
        )
        entry, _ = _read(f"@{block.kind}{{{block.key.text},\n{sound_fields}\n}}", block, macros)
    return entry, errors


def _read(text: str, block: Block, macros: Mapping[str, str]) -> tuple[Entry, list[PybtexError]]:
    from pybtex.database import BibliographyData, Entry
    from pybtex.database.input.bibtex import Parser
    from pybtex.errors import capture
    from pybtex.exceptions import PybtexError

    errors: list[PybtexError] = []
    reader = Parser(macros=macros, person_fields=PERSONS)
    reader.handle_error = errors.append  # kept, not raised
    with capture():  # names with too many commas; the rule on names tells where
        try:
            data = reader.parse_string(text)
        except (PybtexError, ValueError, IndexError, RecursionError):
            data = BibliographyData()
    entry = next(iter(data.entries.values()), None) or Entry(block.kind)
    entry.key = block.key.text
    return entry, errors


def bibliography_syntax(
    source: Source,
    slips: Iterable[Slip],
    block: Block | None = None,
    errors: Iterable[PybtexError] = (),
) -> Iterator[Problem]:
    """references.bib is sound BibTeX: braces in pairs, commas between fields, each field once,
    no text between entries.
    references.bib 须是正确的 BibTeX：花括号成对，字段以逗号分隔且不重复，条目之外没有文字。
    """
    slips = list(slips)
    for slip in slips:
        place, string = source.place(slip.offset), Text("名称 = {值}", "NAME = {value}")
        yield problem(place, f"bibliography-syntax/{slip.kind}", string=string)
    error = next(iter(errors), None)  # later errors follow from the first
    if block is not None and error is not None and not slips:
        yield _error(source, block, error)


def _error(source: Source, block: Block, error: PybtexError) -> Problem:
    """A slip only pybtex sees: a lost comma or equals sign, an unknown macro."""
    position = getattr(error, "error_context_info", (0, 0, 0))[2]
    message = str(error.args[0] if error.args else error)
    offset = block.start + position if position else _again(block)
    place = source.place(min(offset, len(source.text)))
    return problem(place, "bibliography-syntax/unread", message=message, form=FORM)


def _again(block: Block) -> int:
    """Where a field name stands again, of which pybtex gives no place; else the key."""
    names = [field.name.text.lower() for field in block.fields]
    twice = next((field for at, field in enumerate(block.fields) if names[at] in names[:at]), None)
    return twice.name.start if twice else block.key.start


def _keyless(source: Source, block: Block) -> list[Problem]:
    if block.key.text:
        return []
    return [problem(source.place(block.key.start), "bibliography-key")]
