"""The page of a trial: the result first, then everything its table holds, then where else to go."""

from __future__ import annotations

from collections.abc import Iterator

from review.edition.edition import Edition
from review.edition.page import Page
from review.edition.view import View
from review.evidence.trial import Trial
from review.markup import templates
from review.markup.escape import literal, plain
from review.markup.labels import dated
from review.markup.table import anchor, lines, small, table
from review.pages import discussed_in, registry_links, related_studies, results, table_columns
from review.pages.page_finish import Draft, finish
from review.pages.plots import plot_section
from review.pages.table_columns import COLUMNS
from review.sources.prose import LANGUAGES
from review.wording import prose_markdown, provenance, values

Field = tuple[str, str]


def trials(edition: Edition) -> list[Page]:
    """All trial pages in both languages."""
    return [
        edition.kept.page(
            f"{language}/trials/{trial.id}.md",
            (edition.frame, edition.tables(trial), edition.spoken_of(trial.path)),
            lambda: page(trial, language, edition),
        )
        for trial in edition.corpus.trials.values()
        for language in LANGUAGES
    ]


def page(trial: Trial, language: str, edition: Edition) -> Page:
    """The page of one trial in one language."""
    view = View(edition, f"{language}/trials/{trial.id}.md", language)
    title = view.trial_name(trial)
    markdown = templates.render(
        "trial.md.j2", view=view, title=literal(title), **_blocks(trial, view)
    )
    description = plain(view.pick(trial.text("summary"))) or view.word("about", "trial", name=title)
    return finish(Draft(view, "trial", title, description, markdown, trial.path))


def _blocks(trial: Trial, view: View) -> dict[str, object]:
    """Everything below the title, by its name in the template."""
    return {
        "subtitle": table_columns.prose(trial, view, "title"),
        "summary": " ".join(prose_markdown.markdown(summary, view).split("\n"))
        if (summary := view.prose(trial, "summary"))
        else "",
        "colon": table_columns.colon(view),
        "provenance": provenance.column(trial, trial.primary, view) if trial.primary else "",
        "glance": list(_glance(trial, view)),
        "design": list(_design(trial, view)),
        "population": list(_population(trial, view)),
        "arms": _arms(trial, view),
        "results": results.results(trial, view),
        "computed": results.computed(trial),
        "plots": plot_section.of_trial(trial, view),
        "facts": results.facts(trial, view),
        "harms": results.harms(trial, view),
        "harms_unseen": trial.get("harms-unseen") is True,
        "shows": prose_markdown.markdown(shows, view)
        if (shows := view.prose(trial, "appraisal", "shows"))
        else "",
        "limits": prose_markdown.markdown(limits, view)
        if (limits := view.prose(trial, "appraisal", "limits"))
        else "",
        "registries": [registry_links.link_to(number) for number in trial.ids("registries")],
        "discussed": discussed_in.of_trial(trial, view),
        "related": related_studies.trials(trial, view),
        "entries": related_studies.entries(trial, view),
        "checked": _checked(trial, view),
    }


def _glance(trial: Trial, view: View) -> Iterator[Field]:
    fields = [
        ("status", table_columns.status(trial, view)),
        ("phase", table_columns.phase_field(trial, view)),
        ("design", table_columns.design(trial, view)),
    ]
    fields += [
        ("n", table_columns.counts(trial, view)),
        ("diagnoses", view.terms("diagnoses", trial.ids("population", "diagnoses"))),
        ("setting", COLUMNS["setting"](trial, view)),
    ]
    cited = "; ".join(f"@{key}" for key in trial.cited)
    fields += [
        ("since", literal(table_columns.since(trial, view))),
        ("publications", f"[{cited}]" if cited else ""),
    ]
    yield from _named(fields, view)


def _design(trial: Trial, view: View) -> Iterator[Field]:
    design = trial.get("design") if isinstance(trial.get("design"), dict) else {}
    # that there is no hypothesis is said by there being no comparison
    fields: list[Field] = [
        (name, view.word(name, str(design[name])))
        for name in ("hypothesis",)
        if name in design and (design[name] != "none" or "comparative" not in design)
    ]
    fields += [
        (name, view.word("yes" if design[name] is True else "no"))
        for name in ("comparative", "crossover")
        if name in design
    ]
    fields += [("allocation", literal(str(design.get("allocation") or "")))]
    fields += [
        (name, table_columns.prose(trial, view, "design", name))
        for name in ("comparator", "primary-endpoint")
    ]
    fields += [
        ("period", _period(design.get("period"), view)),
        ("note", table_columns.prose(trial, view, "design", "note")),
    ]
    yield from _named(fields, view)


def _population(trial: Trial, view: View) -> Iterator[Field]:
    fields = [
        (name, table_columns.prose(trial, view, "population", name))
        for name in ("description", "line", "age")
    ]
    yield from _named(fields, view)


def _named(fields: list[Field], view: View) -> Iterator[Field]:
    """The fields that have a value, under their names."""
    yield from ((view.word("field", name), value) for name, value in fields if value)


def _period(period: object, view: View) -> str:
    if not isinstance(period, dict):
        return ""
    ends = {
        name: dated(str(period[name]), view.language) for name in ("from", "to") if period.get(name)
    }
    return (
        view.word("period", "both" if len(ends) == 2 else next(iter(ends)), **ends) if ends else ""
    )


def _arms(trial: Trial, view: View) -> str:
    header = [
        view.word("field", name) for name in ("arm", "agents", "diagnoses", "enrolled", "evaluable")
    ]
    kinds = {str(arm.get("kind", "arm")) for arm in trial.arms.values()}
    return table(
        header, [_arm(trial, id, arm, len(kinds) > 1, view) for id, arm in trial.arms.items()]
    )


def _arm(trial: Trial, id: str, arm: dict[str, object], mixed: bool, view: View) -> list[str]:
    numbers = [
        values.count(number, view.language) if isinstance(number := arm.get(name), int) else ""
        for name in ("n", "evaluable")
    ]
    kind = view.word("arm-kind", str(arm.get("kind", "arm"))) if mixed else ""
    label = prose_markdown.line(view.prose(trial, "arms", id, "label"), view) or literal(id)
    agents, diagnoses = (
        view.terms(name, trial.ids("arms", id, name)) for name in ("agents", "diagnoses")
    )
    dose = small(table_columns.prose(trial, view, "arms", id, "dose"), "dose")
    return [
        lines(anchor(f"arms.{id}") + label, small(kind, "kind")),
        lines(agents, dose),
        diagnoses,
        *numbers,
    ]


def _checked(trial: Trial, view: View) -> str:
    checked = trial.get("checked")
    if not isinstance(checked, dict):
        return ""
    against = view.listed([view.word("seen", str(each)) for each in checked.get("against") or []])
    by = literal(view.word("editors", str(checked.get("by", ""))))
    return view.word(
        "trial",
        "checked-line",
        by=by,
        on=dated(str(checked.get("on", "")), view.language),
        against=against,
    )
