"""The open data as files: CSV tables, the trial tables and references whole, and a Data Package
(datapackage.org, version 2) that describes them.

CSV is UTF-8 with a byte order mark and CRLF, so that Excel on a Chinese Windows opens it right."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from review.evidence.corpus import QUESTIONS, TRIALS, Corpus
from review.evidence.data_lines import all_lines
from review.evidence.data_tables import Table, tables
from review.exports import citation_files, medline
from review.exports.colophon import Colophon
from review.keep import Keep, anew
from review.problem import Text
from review.sources.declared import declared
from review.sources.schema import FOLDER as SCHEMAS

FOLDER = "data"
MARK = "\ufeff"
PROFILE = "https://datapackage.org/profiles/2.0"


def files(corpus: Corpus, colophon: Colophon, keep: Keep = anew) -> dict[str, str]:
    """Every file of the open data, by its path within the site."""
    tables = (source for path, source in corpus.sources.items() if path not in corpus.sections)
    contents = dict(
        keep("data", tuple(source.digest for source in tables), lambda: _data_files(corpus, keep))
    )
    contents |= {
        f"schema/{file.name}": file.read_text(encoding="utf-8")
        for file in sorted(SCHEMAS.glob("*.schema.json"))
    }
    contents["datapackage.json"] = _json(package(contents, colophon))
    return {f"{FOLDER}/{name}": text for name, text in contents.items()}


def _data_files(corpus: Corpus, keep: Keep) -> dict[str, str]:
    """The data themselves."""
    found = all_lines(corpus, keep)
    csv = {f"{table.name}.csv": csv_text(table, found[table.name].text) for table in tables()}
    made_from = corpus.bibliography.source.digest
    references = keep("references of data", made_from, partial(_references, corpus))
    json_files = {"trials.json": _records(TRIALS, corpus, keep)}
    json_files["questions.json"] = _records(QUESTIONS, corpus, keep)
    return {**csv, **json_files, **references}


def _records(folder: str, corpus: Corpus, keep: Keep) -> str:
    """The tables of a folder as a list of JSON, each with its id."""

    def item(path: str) -> str:
        data = {"id": PurePosixPath(path).stem, **corpus.records[path].data}
        return json.dumps([data], ensure_ascii=False, indent=1, default=str)[1:-2]

    paths = [path for path in corpus.records if path.startswith(f"{folder}/")]
    items = [
        keep("record of data", (path, corpus.sources[path].digest), partial(item, path))
        for path in paths
    ]
    return f"[{','.join(items)}\n]\n" if items else "[]\n"


def csv_text(table: Table, rows: str) -> str:
    """A table as CSV, with its head."""
    return f"{MARK}{','.join(column.name for column in table.columns)}\r\n{rows}"


def package(contents: dict[str, str], colophon: Colophon) -> dict[str, Any]:
    """The descriptor of the Data Package; what is not known is left out."""
    by_name = {table.name: table for table in tables()}
    licence = {
        "name": colophon.licence.replace(" ", "-"),
        "title": colophon.licence,
        "path": colophon.licence_address,
    }
    names = [author.name for author in colophon.authors]
    descriptor = {
        "$schema": f"{PROFILE}/datapackage.json",
        "name": re.sub(r"[^a-z0-9]+", "-", colophon.title.en.lower()).strip("-"),
        "title": _described(colophon.title),
        "homepage": colophon.base,
        "version": colophon.version,
        "licenses": [dict(filter(all, licence.items()))] if colophon.licence else [],
        "contributors": [{"title": name, "roles": ["author"]} for name in names],
        "resources": [
            _resource(name, text, by_name)
            for name, text in contents.items()
            if not name.startswith("schema/")
        ],
    }
    return {name: value for name, value in descriptor.items() if value}


def _resource(path: str, text: str, by_name: dict[str, Table]) -> dict[str, Any]:
    name, _, ending = path.partition(".")
    data = text.encode()
    shared = {
        "path": path,
        "format": ending,
        "mediatype": declared("schema/export_names")["media"][ending],
        "encoding": "utf-8",
        "bytes": len(data),
        "hash": f"sha256:{hashlib.sha256(data).hexdigest()}",
    }
    if ending != "csv":
        return {"$schema": f"{PROFILE}/dataresource.json", "name": f"{name}-{ending}", **shared}
    table = by_name[name]
    fields = [
        {"name": column.name, "type": column.type, "description": _described(column.about)}
        for column in table.columns
    ]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": [*table.key], "missingValues": [""]}
    if found := list(_foreign(table)):
        schema["foreignKeys"] = found
    return {
        "$schema": f"{PROFILE}/dataresource.json",
        "name": name,
        "type": "table",
        "description": _described(table.about),
        **shared,
        "schema": schema,
    }


def _described(about: Text) -> str:
    return f"{about.en} / {about.zh}"


def _foreign(table: Table) -> Iterator[dict[str, Any]]:
    """What a table names of the studies and of the questions."""
    for name, resource in (("trial", "trials"), ("question", "questions")):
        if table.name != resource and any(column.name == name for column in table.columns):
            yield {"fields": [name], "reference": {"resource": resource, "fields": [name]}}


def _references(corpus: Corpus) -> dict[str, str]:
    entries = list(corpus.bibliography.entries.values())
    items = [citation_files.csl(reference) for reference in entries]
    records = filter(None, map(medline.nbib, entries, items))
    return {
        "references.bib": "\n".join(map(citation_files.bibtex, entries)),
        "references.ris": "\r\n".join(map(citation_files.ris, items)),
        "references.json": citation_files.json_text(items),
        "references.nbib": "\r\n".join(records),
    }


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
