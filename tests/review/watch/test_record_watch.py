"""What Crossref says of the works: kept where there is no record, told where an entry differs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from review.evidence import corpus
from review.evidence.reference_lock import parse
from stub_server import body, serving
from watch_command_run import REVIEW, lay, routes, run

BIB = "references.bib"


def record(doi: str, **fields: object) -> bytes:
    message = {"DOI": doi, "type": "journal-article", **fields}
    return json.dumps({"status": "ok", "message-type": "work", "message": message}).encode()


def test_records(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = lay(tmp_path)
    entries = corpus.read(root).bibliography.entries
    one, two = (key for key, entry in entries.items() if entry.doi)
    answers = {
        "/works/10.1000%2Fone": body(
            record("10.1000/ONE", title=[entries[one].title], volume="7", page="1-9")
        ),
        "/works/10.1000%2Ftwo": body(
            record("10.1000/two", title=["Another title"], issued={"date-parts": [[1999]]})
        ),
    }
    with serving(routes(answers)) as (address, _):
        monkeypatch.setenv("REVIEW_CROSSREF", address)
        assert run(root, "records") == 3
        text = (root / corpus.RECORDS).read_text(encoding="utf-8")
        assert run(root, "records") == 3
    said = capsys.readouterr().out
    assert f"`{two}` title 与 Crossref 的记录不同 / title differs from Crossref" in said
    assert f"`{one}`" not in said and "≠ Another title" in said
    records, wrong = parse(text)
    assert not wrong and [each.key for each in records] == sorted([one, two])
    kept = next(each for each in records if each.key == one)
    assert kept.source == "Crossref https://doi.org/10.1000/one"
    assert kept.fields["pages"] == "1--9" and kept.fields["doi"].lower() == "10.1000/one"
    # a record that is there stays, whatever Crossref says later
    assert (root / corpus.RECORDS).read_text(encoding="utf-8") == text
    assert REVIEW[BIB] == (root / BIB).read_text(encoding="utf-8")
