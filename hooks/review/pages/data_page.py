"""The page of the open data: its files, their columns, and an example of their use."""

from __future__ import annotations

from collections import Counter

from review.edition.page import Page
from review.edition.view import View
from review.evidence.data_lines import Lines, all_lines
from review.evidence.data_tables import Table, tables
from review.markup.escape import address, block, link, literal
from review.markup.table import listing, table
from review.pages.page_finish import generated, in_both

FOLDER = "data"
EXAMPLE = """import pandas as pd

results = pd.read_csv("results.csv")
shown = results[(results.endpoint == "{endpoint}") & results.exact_low.notna()]
print(shown[["address", "arm_en", "events", "n", "percent_computed", "exact_low", \
"exact_high"]].round(1))"""


@in_both("data.md")
def data(view: View) -> Page:
    """The open data."""
    found = all_lines(view.corpus, view.edition.keep)
    endpoint = _endpoint(view)
    return generated(
        view,
        "data",
        files=table(
            [view.word("data", name) for name in ("file", "holds", "rows")],
            list(_files(found, view)),
        ),
        columns=[(dataset.name, _columns(dataset, view)) for dataset in tables()],
        example=block(EXAMPLE.format(endpoint=endpoint).split("\n"), "```") if endpoint else "",
        endpoint=literal(view.name("endpoints", endpoint)) if endpoint else "",
        releases=link(
            literal(view.word("data", "releases")), address(f"{view.edition.repository}/releases")
        )
        if view.edition.repository
        else "",
        licence=literal(view.corpus.settings.address("licence")),
    )


def _files(found: dict[str, Lines], view: View) -> list[list[str]]:
    described = [
        [
            _file(f"{dataset.name}.csv", view),
            literal(view.pick(dataset.about)),
            str(found[dataset.name].number),
        ]
        for dataset in tables()
    ]
    records = {"trials": view.corpus.trials, "questions": view.corpus.questions}
    described += [
        [_file(f"{name}.json", view), literal(view.word("data", f"{name}-json")), str(len(items))]
        for name, items in records.items()
    ]
    entries = view.corpus.bibliography.entries.values()
    indexed = sum(reference.indexed for reference in entries)
    described += [
        [_file(f"references.{form}", view), view.word("data", label), str(number)]
        for form, label, number in (
            *((form, "references", len(entries)) for form in ("bib", "ris", "json")),
            ("nbib", "references-nbib", indexed),
        )
    ]
    return [*described, [_file("datapackage.json", view), view.word("data", "package"), ""]]


def _file(name: str, view: View) -> str:
    return f'<a href="{view.asset(f"{FOLDER}/{name}")}" download>{name}</a>'


def _columns(dataset: Table, view: View) -> str:
    header = [view.word("data", name) for name in ("column", "type", "meaning")]
    rows = [
        [f"<code>{column.name}</code>", column.type, literal(view.pick(column.about))]
        for column in dataset.columns
    ]
    return listing(table(header, rows), "columns")


def _endpoint(view: View) -> str:
    """The endpoint with the most proportions; empty where there is none."""
    counts = Counter(
        str(row.endpoint)
        for trial in view.corpus.trials.values()
        for row in trial.results
        for cell in row.cells.values()
        if cell.proportion
    )
    return counts.most_common(1)[0][0] if counts else ""
