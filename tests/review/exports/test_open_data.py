"""The open data: valid by its own descriptor, safe in a spreadsheet, and without a figure missing
that a page may show."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

import reviews
from places import ROOT, SITE, TODAY
from review.edition.edition import Edition
from review.evidence.corpus import Corpus
from review.evidence.data_lines import lines
from review.evidence.data_rows import ROWS
from review.evidence.data_tables import tables
from review.evidence.flat_figures import Values
from review.exports import data_package
from review.exports.colophon import Colophon
from review.figures.binding import bindings
from review.pages import term_pages
from review.pages.data_page import data

PLOTTED = re.compile(
    r"\| \[(?P<events>[0-9]+)/(?P<n>[0-9]+) \((?P<percent>[0-9.]+)%\), "
    r"95% CI (?P<low>[0-9.]+)%–(?P<high>[0-9.]+)% \((?P<origin>[^()]*)\)[^\]]*\]"
    r"\(\.\./trials/(?P<trial>[a-z0-9-]+)\.md#(?P<row>[a-z0-9-]+\.[a-z0-9-]+) "
)


@pytest.fixture(scope="module", params=[SITE, ROOT], ids=["small review", "review"])
def read(request: pytest.FixtureRequest) -> Corpus:
    return reviews.review(request.param)


@pytest.fixture(scope="module")
def folder(read: Corpus, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files as they are published."""
    root = tmp_path_factory.mktemp("published")
    for path, text in data_package.files(
        read, Colophon(read, TODAY, "https://example.org/review/", "1.0")
    ).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root / data_package.FOLDER


def _package(folder: Path) -> Any:
    """The package of a folder as frictionless reads it; imported here, since whoever collects the
    tests would wait for it."""
    import frictionless

    return frictionless.Package(str(folder / "datapackage.json"))


def rows(folder: Path, name: str) -> list[dict[str, str]]:
    return list(
        csv.DictReader(io.StringIO((folder / f"{name}.csv").read_text(encoding="utf-8-sig")))
    )


def test_the_package_is_valid(folder: Path) -> None:
    report = _package(folder).validate()
    assert report.valid, report.flatten(["resourceName", "type", "message"])[:5]
    assert {table.name for table in tables()} <= {
        resource.name for resource in _package(folder).resources
    }


def test_a_spoilt_package_is_not_valid(folder: Path, tmp_path: Path) -> None:
    for file in folder.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    text = (
        (tmp_path / "arms.csv")
        .read_text(encoding="utf-8-sig")
        .replace("sharp,", "nobody,")
        .replace("regobone,", "nobody,")
    )
    (tmp_path / "arms.csv").write_text("\ufeff" + text, encoding="utf-8", newline="")
    assert not _package(tmp_path).validate().valid


def test_columns_are_those_declared_and_every_row_has_its_own_key(read: Corpus) -> None:
    for table in tables():
        made = list(ROWS[table.name](read))
        assert {name for row in made for name in row} <= {
            column.name for column in table.columns
        }, table.name
        keys = [tuple(row.get(name) for name in table.key) for row in made]
        assert len(keys) == len(set(keys)) and all(all(key) for key in keys), table.name


def test_every_figure_of_every_table_is_in_the_data(read: Corpus, folder: Path) -> None:
    """Every figure that a datum holds, as pages and links show it, stands in the row of its
    address."""
    by_address = {
        row["address"]: row
        for name in ("arms", "results", "harms", "facts")
        for row in rows(folder, name)
    }
    studies = {row["trial"]: row for row in rows(folder, "trials")}
    missing = []
    for trial in read.trials.values():
        for address in trial.addresses():
            if address.startswith("enrolled."):
                found = [studies[trial.id]]
            else:
                exact = by_address.get(f"{trial.id}#{address}")
                found = (
                    [exact]
                    if exact
                    else [
                        row
                        for key, row in by_address.items()
                        if key.startswith(f"{trial.id}#{address}.")
                    ]
                )
            datum = trial.datum(address)
            assert found and datum, f"{trial.id}#{address}"
            cells = [cell for row in found for cell in row.values()]
            missing += [
                (trial.id, address, figure) for figure in datum.figures if not held(figure, cells)
            ]
    assert not missing, missing[:10]


def held(figure: Any, cells: list[str]) -> bool:
    """Whether one of the cells is the figure: as written, or as computed to the digits of the
    data."""
    if figure.role == "timepoint":
        return any(cell.split(" ")[0] == str(figure.value) for cell in cells)
    if figure.role == "level" and figure.quantum is not None and str(figure.value) == "95":
        return True  # that of the exact interval stands in the name of its columns
    written = {str(figure.value), f"{figure.value:.4f}"}
    return bool(written & set(cells))


def test_every_link_of_the_text_leads_to_a_row(read: Corpus, folder: Path) -> None:
    known = {
        row["address"]
        for name in ("arms", "results", "harms", "facts")
        for row in rows(folder, name)
    }
    stems = {address.rpartition(".")[0] for address in known} | known
    linked = {
        f"{binding.trial.id}#{binding.link.fragment}"
        for binding in bindings(read)
        if binding.trial and "enrolled." not in binding.link.fragment
    }
    assert linked and not linked - stems


DATES = ("from", "to", "cutoff", "checked_on", "date", "looked", "judged_on")


def test_a_spreadsheet_makes_no_date_and_no_formula_of_a_cell(folder: Path) -> None:
    """What is a date already may become one; nothing else stands in its column."""
    for table in tables():
        texts = [column.name for column in table.columns if column.type == "string"]
        for row in rows(folder, table.name):
            assert not [
                row[name]
                for name in texts
                if name not in DATES and re.match(r"[=+@\t\r]|-|[0-9]+[-/:.][0-9]+$", row[name])
            ], (table.name, row)
            assert not [
                row[name]
                for name in texts
                if name in DATES and not re.fullmatch(r"([0-9]{4}(-[0-9]{2}){0,2})?", row[name])
            ], (table.name, row)


def test_a_formula_of_a_contributor_gets_an_apostrophe() -> None:
    table = next(table for table in tables() if table.name == "arms")
    row = Values(trial="x", dose_en='=HYPERLINK("http://example.org")', n=-1)
    text = data_package.csv_text(table, lines(table, [row]).text)
    found = next(csv.DictReader(io.StringIO(text.removeprefix(data_package.MARK))))
    assert (found["dose_en"], found["n"]) == ('\'=HYPERLINK("http://example.org")', "-1")


def test_a_chinese_excel_reads_it(folder: Path) -> None:
    content = (folder / "trials.csv").read_bytes()
    assert (
        content.startswith(b"\xef\xbb\xbf")
        and b"\r\n" in content
        and not re.search(rb"(?<!\r)\n", content)
    )


def test_the_descriptor_says_what_every_column_means_in_both_languages(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    fields = [
        field
        for resource in package["resources"]
        for field in resource.get("schema", {}).get("fields", [])
    ]
    assert len(fields) > 100 and all(
        re.search(r"[a-zA-Z]", field["description"])
        and re.search(r"[\u4e00-\u9fff]", field["description"])
        for field in fields
    )
    assert package["version"] == "1.0" and package["licenses"][0]["title"] == "CC BY 4.0"


def test_the_example_on_the_page_gives_the_numbers_of_a_forest_plot(
    read: Corpus, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = Edition(read, TODAY)
    described = next(page for page in data(edition) if page.uri == "en/data.md").markdown
    code = html.unescape(re.search(r"<pre><code>(.*?)</code></pre>", described, re.DOTALL)[1])
    endpoint = re.search(r'endpoint == "([^"]+)"', code)[1]
    monkeypatch.chdir(folder)
    names: dict[str, Any] = {}
    exec(code, names)  # noqa: S102  the example is ours, and this is the test that it runs
    shown = {row.address: row for row in names["shown"].itertuples()}
    term = read.vocabulary.terms["endpoints"][endpoint]
    page = term_pages.page(term, "en", edition).markdown
    plotted = list(PLOTTED.finditer(page))
    assert plotted or "forest" not in page
    for row in plotted:
        found = shown[f"{row['trial']}#{row['row']}"]
        assert (found.events, found.n) == (int(row["events"]), int(row["n"]))
        if row["origin"] != "reported":
            assert (found.exact_low, found.exact_high) == pytest.approx(
                (float(row["low"]), float(row["high"])), abs=0.6
            )


def test_numbers_keep_their_digits(read: Corpus, folder: Path) -> None:
    written = {
        str(row.between["estimate"])
        for trial in read.trials.values()
        for row in trial.results
        if row.between and row.between.get("estimate") is not None
    }
    assert written == {row["estimate"] for row in rows(folder, "results") if row["estimate"]}
    import pandas

    assert pandas.read_csv(folder / "results.csv").estimate.notna().sum() >= len(written)
