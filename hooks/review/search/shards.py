"""Shards: the index as small script files, of which a query loads a few. A script runs from
``file://`` where nothing may be fetched.

Keys stand in the order of their characters, cut into shards of about ``SHARD`` bytes; ``index.js``
holds the first key of each, so that a browser knows which shard a key would stand in. What results
show stands in files of its own, by number of document."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from review.edition.edition import Edition
from review.edition.page import Page
from review.keep import Keep, anew
from review.search.all_documents import avoided_names, documents
from review.search.document import Document
from review.search.folding import variants
from review.search.postings import Entry, numbers, postings
from review.search.search_words import ASKING, STOP, segmenter

SHARD, SHOWN = 20_000, 8_000  # bytes of a shard of keys, of a file of documents
MARKS = 7  # bytes round a key and its entry: [ " " , " " ]
CALL = "reviewSearch"


def shards(
    documents: list[Document], entries: Mapping[str, Entry], endings: Iterable[str] = ()
) -> dict[str, str]:
    """Files of the index by name. Each is a call with its version and name, so that files of two
    builds are never mixed."""
    keys = sorted(entries, key=_order)
    pairs = [(word, _entry(entries[word])) for word in keys]
    words = list(_cut(pairs, [len("".join(pair).encode()) + MARKS for pair in pairs], SHARD))
    lines: list[list[Any]] = [
        [found.kind, found.address, found.title, found.place, *found.excerpt] for found in documents
    ]
    chunks = list(_cut(lines, [len(_json(line).encode()) for line in lines], SHOWN))
    starts, number = [], 0
    for chunk in chunks:
        starts.append(number)
        number += len(chunk)
    heads = [_head(before[-1][0], after[0][0]) for before, after in zip(words, words[1:])]
    data: dict[str, Any] = {
        "index": {
            "documents": len(documents),
            "words": ["", *heads],
            "shown": starts,
            "stop": sorted(STOP),
            "asking": list(ASKING),
            "fold": variants(keys),
            "ends": sorted(endings),
            "texts": _range(documents, "section"),
            "asked": _range(documents, "question"),
        }
    }
    data |= {
        f"w{number}": [text for pair in chunk for text in pair]
        for number, chunk in enumerate(words)
    }
    data |= {f"d{number}": chunk for number, chunk in enumerate(chunks)}
    return _files(data)


def _range(documents: list[Document], kind: str) -> list[int]:
    """Numbers of the first document of a kind and of the first behind the last of it."""
    numbers = [number for number, document in enumerate(documents) if document.kind == kind]
    return [numbers[0], numbers[-1] + 1] if numbers else [0, 0]


def _files(data: Mapping[str, Any]) -> dict[str, str]:
    texts = {name: _json(text) for name, text in data.items()}
    version = hashlib.sha1("\n".join(texts.values()).encode()).hexdigest()[:8]
    return {
        f"{name}.js": f"{CALL}({_json(version)},{_json(name)},{text});\n"
        for name, text in texts.items()
    }


def _cut(items: Iterable[Any], weights: Iterable[int], size: int) -> Iterator[list[Any]]:
    """Items in order, in lists of about ``size`` bytes, of which each has the weight given; a list
    holds one item at least."""
    chunk: list[Any] = []
    bytes_in = 0
    for item, weight in zip(items, weights):
        if chunk and bytes_in + weight > size:
            yield chunk
            chunk, bytes_in = [], 0
        chunk.append(item)
        bytes_in += weight
    if chunk:
        yield chunk


def _entry(entry: Entry) -> str:
    """``impacts~names~key key``, without what is empty at the end."""
    impacts = entry.impacts.decode()
    if not entry.names and not entry.see:
        return impacts
    names = numbers(sorted(entry.names.items())).decode()
    return "~".join([impacts, names, " ".join(sorted(entry.see))]).rstrip("~")


def _head(before: str, after: str) -> str:
    """The shortest beginning of ``after`` that sorts behind ``before``."""
    for size in range(1, len(after)):
        if _order(after[:size]) > _order(before):
            return after[:size]
    return after


def _order(text: str) -> bytes:
    """The order of strings in JavaScript, by UTF-16 units."""
    return text.encode("utf-16-be")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def files(
    edition: Edition, pages: Iterable[Page], language: str, keep: Keep = anew
) -> dict[str, str]:
    """Files of the index of a language by path, as ``search/zh/index.js``."""
    named = [
        (term.kind, [*term.all_names, *avoided_names(term)]) for term in edition.corpus.vocabulary
    ]
    cutter = segmenter(
        (name for _, names in named for name in names),
        (name for kind, names in named for name in names if kind == "agents"),
        keep,
    )
    found = documents(edition, pages, language, keep)
    contents = shards(found, postings(found, cutter, keep, str(named)), cutter.endings)
    return {f"search/{language}/{name}": text for name, text in contents.items()}
