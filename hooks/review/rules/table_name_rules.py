"""Rules on names in trial tables: ids, arms, sources and reports name one another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from review.evidence.corpus import TRIALS, Corpus, once
from review.evidence.fields import mapping
from review.evidence.trial import BETWEEN, EVERYBODY, RESERVED, Row, Trial
from review.messages import problem
from review.problem import Place, Problem, Text
from review.rules.allowance import standing
from review.rules.rule import after, of_tables
from review.rules.table_form_rules import lacking_a_block
from review.sources.source import NAME
from review.suggestion import advice

# an arm or row so named could not be told from a field in an address
FIELDS = RESERVED | {"events", "n", "percent", "median", "value", "ci", "range", "iqr"}
FIELDS |= {"enrolled", "arms"}


@after("table-value")
def table_id(corpus: Corpus) -> Iterator[Problem]:
    """The id of a trial table is its file name.
    试验表的 id 就是文件名。
    """
    for trial in corpus.trials.values():
        if trial.get("id") not in (None, trial.id) and _named(trial):
            yield problem(trial.place("id"), "table-id", id=str(trial.get("id")), file=trial.id)


@once
def renamed(corpus: Corpus) -> frozenset[str]:
    """Paths of tables that are there under another name than their id says: told once, and not
    wherever they are named."""
    named = frozenset(
        f"{TRIALS}/{trial.get('id')}.yml"
        for trial in corpus.trials.values()
        if trial.get("id") is not None
        and (not _named(trial) or standing(corpus, trial.place("id"), "table-id"))
    )
    return named - {trial.path for trial in corpus.trials.values()}


def _named(trial: Trial) -> bool:
    """Whether the file of a table has a name; one that is none is reported already."""
    return bool(NAME.match(PurePosixPath(trial.path).name))


def table_duplicate_id(corpus: Corpus) -> Iterator[Problem]:
    """An id stands for one row of a table, be it result, harm or fact; two tables about one
    registered trial say which part each is about.
    一个标识在一张表的结果、不良事件、其他数字中只用一次；同一注册试验有两张表时，
    各以 part 说明所述部分。
    """
    rows: dict[tuple[str, str], Row] = {}
    for row in corpus.rows:
        if (first := rows.setdefault((row.trial.id, row.id), row)) is not row:
            yield _second(row.key_place, f"id {row.id}", f"{first.kind}.{first.id}")
    described: dict[tuple[str, Text | None], Trial] = {}
    for trial in corpus.trials.values():
        for index, number in enumerate(trial.ids("registries")):
            key = (number, trial.text("part"))
            if (first_trial := described.setdefault(key, trial)) is not trial:
                yield _second(trial.place("registries", index), number, first_trial.path)


@of_tables
def arm_reserved(corpus: Corpus) -> Iterator[Problem]:
    """No arm and no row is named like a field or a reserved word (all, between, n, events,
    percent, median, value, ci, range, iqr, enrolled, arms).
    组与行不得以字段名或保留词命名（all、between、n、events、percent、median、value、ci、range、
    iqr、enrolled、arms）。
    """
    for trial in corpus.trials.values():
        named = [("arms", id) for id in trial.arms] + [row.path for row in trial.rows]
        for path in named:
            if path[-1] in FIELDS:
                yield problem(trial.record.key_place(*path), "arm-reserved", name=path[-1])


@of_tables
@after("table-value", in_file=lacking_a_block)
def arm_unknown(corpus: Corpus) -> Iterator[Problem]:
    """A row gives values for declared arms, or for all; pooled arms are declared ones, of kind arm.
    各行的数值只属于已声明的组，或 all；合并的各组已声明，且其 kind 为 arm。
    """
    for trial in corpus.trials.values():
        yield from _pooled_unknown(trial)
        arms = [*trial.arms, EVERYBODY]
        for cell in (cell for row in trial.rows for cell in row.cells.values()):
            if cell.arm not in arms:
                place = trial.record.key_place(*cell.path)
                yield undeclared(place, "arm-unknown", "arm", cell.arm, arms)


def _pooled_unknown(trial: Trial) -> Iterator[Problem]:
    """Arms that a pooled one names and that were not randomised, or do not exist."""
    arms = [id for id, arm in trial.arms.items() if arm.get("kind", "arm") == "arm"]
    for id in trial.arms:
        for number, pooled in enumerate(trial.ids("arms", id, "pools")):
            if pooled not in arms:
                place = trial.place("arms", id, "pools", number)
                yield undeclared(place, "arm-unknown", "arm", pooled, arms)


@of_tables
def table_result_id(corpus: Corpus) -> Iterator[Problem]:
    """The id of a result begins with the id of its endpoint.
    结果的标识以其终点标识开头。
    """
    for row in (row for trial in corpus.trials.values() for row in misnamed(trial)):
        yield problem(row.key_place, "table-result-id", id=row.id, endpoint=row.endpoint)


def misnamed(trial: Trial) -> list[Row]:
    """The results whose id does not begin with that of their endpoint."""
    named = (row for row in trial.results if row.endpoint is not None)
    return [row for row in named if not f"{row.id}-".startswith(f"{row.endpoint}-")]


@of_tables
@after("table-value", in_file=lacking_a_block)
def table_between(corpus: Corpus) -> Iterator[Problem]:
    """A comparison is of one declared arm versus another.
    组间比较在两个已声明的不同组之间。
    """
    for row in corpus.rows:
        between, arms = row.between or {}, row.trial.arms
        for side in ("of", "versus"):
            if isinstance(arm := between.get(side), str) and arm not in arms:
                yield undeclared(row.place(BETWEEN, side), "table-between", "arm", arm, arms)
        if between.get("of") is not None and between.get("of") == between.get("versus"):
            yield problem(row.place(BETWEEN, "versus"), "table-between", arm=str(between["of"]))


def table_repeats(corpus: Corpus) -> Iterator[Problem]:
    """A row that repeats another one names a result with its own endpoint that repeats none; an
    arm reported elsewhere names another table.
    repeats 写本表另一结果的标识，终点相同，且该结果本身不是重复；reported-in 写另一张试验表的标识。
    """
    for trial in corpus.trials.values():
        yield from _repeats(trial)
        yield from _reported_in(trial, corpus)


def _repeats(trial: Trial) -> Iterator[Problem]:
    """Rows that repeat a row which is not there, or not of their endpoint."""
    leading = [row for row in trial.results if "repeats" not in row.data]
    for row in trial.results:
        id = row.data.get("repeats")
        allowed = list(dict.fromkeys(one.id for one in leading if one.endpoint == row.endpoint))
        if isinstance(id, str) and id not in allowed:
            yield undeclared(row.place("repeats"), "table-repeats", "leading-result", id, allowed)


def _reported_in(trial: Trial, corpus: Corpus) -> Iterator[Problem]:
    """Arms that are said to be reported in a table which is not there."""
    tables = [other for other in corpus.trials if other != trial.id]
    for arm in trial.arms:
        id = trial.get("arms", arm, "reported-in")
        exists = not isinstance(id, str) or id in tables
        if not exists and f"{TRIALS}/{id}.yml" not in renamed(corpus):
            place = trial.place("arms", arm, "reported-in")
            yield problem(place, "table-repeats", id=id, cure=advice(id, tables))


@of_tables
def table_among(corpus: Corpus) -> Iterator[Problem]:
    """The population that a result names as its denominator (among) is one of the numbers enrolled.
    结果以 among 注明的分析人群是 enrolled 中的一项。
    """
    for row in corpus.rows:
        name, enrolled = row.get("among"), list(mapping(row.trial.get("enrolled")))
        if row.kind == "results" and isinstance(name, str) and name not in enrolled:
            yield undeclared(row.place("among"), "table-among", "population", name, enrolled)


def _second(place: Place, noun: str, first: str) -> Problem:
    return problem(place, "table-duplicate-id", what=noun, first=first)


def undeclared(place: Place, rule: str, noun: str, word: str, names: Iterable[str]) -> Problem:
    """The problem of a word that names nothing of its table; ``noun`` says what it should name."""
    return problem(place, f"undeclared/{noun}", rule=rule, word=word, cure=advice(word, names))
