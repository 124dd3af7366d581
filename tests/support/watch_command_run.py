"""``watch`` run in process on a small review, as the command line runs it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

import hooks_command
from stub_server import Answer, body

CHECKED = "checked: {by: x, on: 2026-01-10, against: [abstract]}\n"
REVIEW = {
    "docs/review.yml": "title: {zh: 甲, en: A}\npages: [index.md]\n",
    "docs/index.md": """\
# 甲 | A

<!-- zh -->
[外](https://example.org/a)。

<!-- en -->
[Outside](https://example.org/a).
""",
    "docs/trials/one.yml": f"""\
id: one
acronym: ONE
registries: [NCT00000001, ISRCTN00000001]
{CHECKED}""",
    "docs/trials/two.yml": f"""\
id: two
acronym: TWO
registries: [NCT00000002]
{CHECKED}""",
    "references.bib": """\
@article{adams2018,
  title = {One},
  year = {2018},
  doi = {10.1000/One},
}

@article{zhou2020,
  title = {Two},
  year = {2020},
  doi = {10.1000/two},
}
""",
}
NOTHING = body(b"nothing here", "text/plain", 404)


def lay(root: Path, files: Mapping[str, str] = REVIEW) -> Path:
    """The small review below ``root``."""
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


def run(root: Path, kind: str, *words: str) -> int:
    """Exit status of ``watch KIND`` with its state in ``root/state.json`` and its news in
    ``root/news.md``."""
    memory, news = root / "state.json", root / "news.md"
    return hooks_command.run(
        "watch", kind, "--root", root, "--state", memory, "--news", news, *words
    )


def routes(answers: Mapping[str, Answer], other: Answer = NOTHING) -> Answer:
    """Answers by path."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        answers.get(handler.path.partition("?")[0], other)(handler)

    return answer


def work(doi: str, *updates: Mapping[str, Any]) -> Answer:
    """Crossref's record of a work with these updates."""
    message = {"DOI": doi, "title": ["x"], **({"updated-by": list(updates)} if updates else {})}
    return body(json.dumps({"status": "ok", "message-type": "work", "message": message}).encode())


def update(kind: str, doi: str, *date: int, **more: Any) -> dict[str, Any]:
    return {
        "DOI": doi,
        "type": kind,
        "label": kind.title(),
        "source": "publisher",
        "updated": {"date-parts": [list(date)], "timestamp": 0},
        **more,
    }


def study(number: str, status: str, results: str = "") -> Answer:
    """ClinicalTrials.gov's record of a trial."""
    module: dict[str, Any] = {
        "overallStatus": status,
        **({"resultsFirstPostDateStruct": {"date": results, "type": "ACTUAL"}} if results else {}),
    }
    protocol = {"identificationModule": {"nctId": number}, "statusModule": module}
    return body(json.dumps({"protocolSection": protocol, "hasResults": bool(results)}).encode())
