"""Keys of trial tables in the order of their schema. Lines move whole, and a comment moves with the
key it stands above."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from review.problem import Edit
from review.sources.record import Path, Record

Schema = Mapping[str, Any]


def reordered(record: Record, schema: Schema) -> list[Edit]:
    """One repair for each block of keys out of order; of nested blocks the outer one (the inner one
    is met on the next reading)."""
    return list(_walk(record, (), record.data, schema, schema))


def _walk(record: Record, path: Path, data: Any, schema: Schema, root: Schema) -> Iterator[Edit]:
    schema = _resolved(schema, root)
    if not isinstance(data, dict):
        return
    order = list(schema.get("properties", {}))
    keys = sorted(data, key=order.index) if set(data) <= set(order) else list(data)
    if keys != list(data):
        edit = _edit(record, path, list(data), keys)
        yield from [edit] if edit else []
        return
    for key, value in data.items():
        inner = schema.get("properties", {}).get(key, schema.get("additionalProperties"))
        if isinstance(inner, Mapping):
            yield from _walk(record, (*path, key), value, inner, root)


def _resolved(schema: Schema, root: Schema) -> Schema:
    return root["$defs"][schema["$ref"].rsplit("/", 1)[-1]] if "$ref" in schema else schema


def _edit(record: Record, path: Path, keys: list[str], right: list[str]) -> Edit | None:
    """The lines in the right order; None where keys do not each begin a line."""
    text = record.source.text
    starts = [record.spans[(*path, key)].key for key in keys]
    lines = [text.rfind("\n", 0, start) + 1 for start in starts]
    indents = {text[line:start] for line, start in zip(lines, starts)}
    indent = indents.pop()
    if indents or indent.strip() or len(set(lines)) < len(lines):
        return None
    chunk_starts = [_above(text, line, indent) for line in lines]
    end = _end(text, lines[-1], record.spans[path].end, indent)
    bounds = zip(keys, chunk_starts, [*chunk_starts[1:], end])
    chunks = {key: _whole_lines(text[begin:stop]) for key, begin, stop in bounds}
    return Edit(record.source.path, chunk_starts[0], end, "".join(chunks[key] for key in right))


def _whole_lines(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _above(text: str, line: int, indent: str) -> int:
    """Start of the comments right above a line, indented alike; the editor's line stays."""
    while line > 0:
        before = text.rfind("\n", 0, line - 1) + 1
        if not text.startswith(f"{indent}#", before) or "yaml-language-server" in text[before:line]:
            break
        line = before
    return line


def _end(text: str, last: int, end: int, indent: str) -> int:
    """End of a block's last line with a value; blanks and comments after it stay."""
    if text.rfind("\n", 0, end) + 1 < end and text[text.rfind("\n", 0, end) + 1 : end].strip():
        end = (text.find("\n", end) + 1) or len(text)
    # not splitlines: it knows ends of lines that YAML and editors do not agree on
    lines = text[last:end].split("\n")
    lines = [f"{line}\n" for line in lines[:-1]] + lines[-1:] * bool(lines[-1])
    while len(lines) > 1 and (
        not lines[-1].strip()
        or (lines[-1].lstrip().startswith("#") and not lines[-1].startswith(f"{indent} "))
    ):
        lines.pop()
    return last + sum(map(len, lines))
