"""The trial explorer: every study in a table that stands without scripts, in pages of ``ROWS``, and
above it the filters that a script brings to life. It asks for the further pages when a reader
filters or sorts.

Each row begins with a mark that carries what the filters ask for as ``data-`` attributes, under the
names the filters have in the address of the page, so that ``index.html?agent=x&diagnosis=y`` is a
view one can share. The script (``explorer.js``) is our own: measured on 5,000 rows in Chromium at a
fourth of its speed, taking over the finished table costs it 0.3 s, List.js 0.6 s, DataTables 4 s
and 42 kB, simple-datatables 17 s; TanStack's table comes only as modules, which no page opened by
``file://`` may load. With each of them the labelled filters, their counts and the address would
still have been ours to write."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.corpus import Corpus
from review.evidence.selection import ids, size, year
from review.evidence.trial import Trial
from review.evidence.vocabulary import Term
from review.markup import collation, templates
from review.markup.escape import attribute, link, literal
from review.markup.language import Language
from review.markup.table import BREAK, small, table
from review.pages.page_finish import Draft, finish
from review.pages.study_design import (
    STRENGTHS,
    classes,
    lineages,
    most_studied,
    strength,
    tested,
)
from review.pages.table_columns import COLUMNS, StudyCells
from review.pages.term_tree import once
from review.sources.schema import load

# a cell without a value; an empty column would be left out, and every column has its place here
NONE = "–"
SORTS = {
    "trial": "name",
    "year": "year",
    "phase": "phase",
    "n": "n",
    "status": "status",
}  # columns whose heads sort
ROWS = 80  # on one page
OPTIONS = 300  # of one filter
MAIN = ("diagnosis", "agent", "class")  # filters in sight; the others one tap away
WIDE = ("diagnoses", "agents", "primary")
ORDERS = {"order": "", "newest": "-year", "oldest": "year", "strongest": "rank", "largest": "-n"}
INDENT = "\u2003"

Option = tuple[str, str]


def markdown(view: View) -> str:
    """The filters, the first rows and the ways to the others."""
    trials = list(view.corpus.trials.values())
    years = sorted({year(trial, view.corpus) for trial in trials} - {""}, reverse=True)
    filters = dict(_filters(trials, view))
    groups = [{name: filters.pop(name) for name in MAIN}, filters]
    form = templates.render(
        "explorer.form.html.j2",
        view=view,
        groups=groups,
        years=[*zip(years, years)],
        orders=ORDERS,
        most=OPTIONS,
    )
    first, *further = _parts(view.corpus) or [[]]
    links = [_part_link(number, part, view) for number, part in enumerate(further, 2)]
    return templates.render(
        "explorer.md.j2",
        view=view,
        form="".join(form.splitlines()),
        table=_table(first, view),
        links=links,
        number=len(trials),
    )


def further(edition: Edition) -> list[Page]:
    """The pages of the rows that the first does not hold, in both languages."""
    numbered = [*enumerate(_parts(edition.corpus), 1)][1:]
    return [
        _further(View(edition, f"{language}/{_path(number)}", language), number, part)
        for language in Language
        for number, part in numbered
    ]


def _further(view: View, number: int, trials: Sequence[Trial]) -> Page:
    title = view.bracket(view.word("page", "trials"), str(number))
    back = link(view.word("page", "trials"), view.to(_path(1)))
    markdown = templates.render(
        "explorer.part.md.j2", view=view, title=title, back=back, table=_table(trials, view)
    )
    return finish(Draft(view, "studies", title, title, markdown))


def _parts(corpus: Corpus) -> list[list[Trial]]:
    trials = list(corpus.trials.values())
    return [trials[first : first + ROWS] for first in range(0, len(trials), ROWS)]


def _path(number: int) -> str:
    return f"trials/index{f'-{number}' if number > 1 else ''}.md"


def _part_link(number: int, trials: Sequence[Trial], view: View) -> str:
    first, last = (view.trial_name(trial) for trial in (trials[0], trials[-1]))
    words = view.word("term", "studies", n=len(trials), first=first, last=last)
    return link(literal(words), view.to(_path(number)), "", ".rows")


def _table(trials: Sequence[Trial], view: View) -> str:
    head = [
        view.word("field", name) + (f" {{data-sort={sort}}}") for name, sort in SORTS.items()
    ] + [view.word("field", name) for name in WIDE]

    def make() -> str:
        return table(head, [_row(trial, view) for trial in trials])

    edition = view.edition
    made_from = view.uri, edition.frame, edition.tables(*trials)
    return edition.keep("rows of trials", made_from, make)


def _row(trial: Trial, view: View) -> list[str]:
    cells = StudyCells(trial, view)
    any_setting = trial.get("population", "setting") in (None, "any")
    setting = "" if any_setting else cells.setting()
    details = [cells.kind(), setting, cells.prose("population", "line")]
    small_print = small(" · ".join(filter(None, details)), "headline")
    name = f"<span {_marks(trial, view)}></span>{cells.name()}{BREAK}{small_print}"
    narrow = [
        cells.year(),
        cells.phase() if trial.phase != "none" else "",
        cells.enrolled(),
        cells.status_short(),
    ]
    wide = [COLUMNS[column](cells) for column in WIDE]
    return [name, *(value or NONE for value in [*narrow, *wide])]


def _marks(trial: Trial, view: View) -> str:
    """What the filters ask of a study, as attributes; several ids are parted by blanks."""
    edition, under_test = view.edition, tested(trial)
    marks = {
        "diagnosis": lineages("diagnoses", trial.diagnoses, edition),
        "agent": trial.agents,
        "tested": under_test,
        "class": classes(trial.agents, edition),
        "tested-class": classes(under_test, edition),
        "endpoint": lineages("endpoints", trial.endpoints, edition),
        **{name: _field_values(trial, *path) for name, path in _PLAIN.items()},
        "year": [year(trial, view.corpus)],
        "n": [str(size(trial) or "")],
        "rank": [str(STRENGTHS.index(strength(trial)))],
    }
    return " ".join(
        f'data-{name}="{attribute(" ".join(values))}"' for name, values in marks.items()
    )


_PLAIN = {
    "phase": ("design", "phase"),
    "design": ("design", "kind"),
    "setting": ("population", "setting"),
    "line": ("population", "lines"),
    "status": ("status",),
    "since": ("since",),
}


def _field_values(trial: Trial, *path: str) -> list[str]:
    """The values of a field that holds one or a list; ``none`` where the table does not say."""
    return ids(trial.get(*path)) or ["none"]


def _filters(trials: list[Trial], view: View) -> Iterator[tuple[str, list[Option]]]:
    """Name and options of every filter; only what some study has is an option."""
    yield "diagnosis", _tree("diagnoses", view)
    often = most_studied("agents", view.edition)[:OPTIONS]
    agents = [(term.id, _name(term, view)) for term in often]
    yield "agent", sorted(agents, key=lambda option: collation.key(option[1], view.language))
    used = set(classes([agent for trial in trials for agent in trial.agents], view.edition))
    vocabulary = view.corpus.vocabulary.classes.items()
    yield "class", [(id, _name(term, view)) for id, term in vocabulary if id in used]
    for name, path in _PLAIN.items():
        found = {value for trial in trials for value in _field_values(trial, *path)}
        ordered = _in_time(found) if name == "line" else _ordered(found)
        yield name, [(value, _option_text(name, value, view)) for value in ordered]
    yield "endpoint", _tree("endpoints", view)


def _tree(kind: str, view: View) -> list[Option]:
    """Terms as options, narrower ones set in below their broader one; where they are many, those
    of most studies, of which a broader one has all that a narrower one has."""
    terms = once(most_studied(kind, view.edition)[:OPTIONS])
    return [(term.id, INDENT * depth + _name(term, view)) for term, depth in terms]


def _ordered(found: set[str]) -> list[str]:
    """Values in alphabetical order, which suits the numbers of phases; no phase last."""
    return sorted(found, key=lambda value: (value == "none", value))


def _in_time(found: set[str]) -> list[str]:
    """Lines of treatment in the order of the schema, as they are given; not stated last."""
    lines = load("trial")["properties"]["population"]["properties"]["lines"]["items"]["enum"]
    return [value for value in (*lines, "none") if value in found]


def _option_text(name: str, value: str, view: View) -> str:
    if name == "phase":
        return (
            view.word("phase", "none") if value == "none" else view.word("phase", "of", phase=value)
        )
    predecessor = view.pick(view.corpus.settings.predecessor)
    return view.word(
        {"design": "kind", "line": "lines"}.get(name, name),
        value,
        **({"predecessor": predecessor} if name == "since" else {}),
    )


def _name(term: Term, view: View) -> str:
    """A term as an option: its name, and the abbreviation by which it may be known."""
    name = view.pick(term.name)
    return view.bracket(name, term.abbreviation if term.abbreviation != name else "")
