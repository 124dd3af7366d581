"""A new trial table. What an issue form answers and the schema accepts becomes a value; all else
stays as a comment for a person to judge.

Required fields without a value are commented lines: the check names each of them until it is filled
in. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.drafts.issue_form import Answers, lines
from review.drafts.trial_answers import QUESTIONS, TrialAnswers, field_schema
from review.evidence.corpus import Corpus
from review.markup.scalar import clean, comment, listed, scalar
from review.markup.templates import render
from review.sources.prose import LANGUAGES
from review.sources.schema import load
from review.sources.section import slug

SCHEMA = "# yaml-language-server: $schema=../../hooks/schema/trial.schema.json"
LONGEST_ACRONYM = 80  # characters
LONGEST = 160  # characters of a description that still stand beside a field
BOTH = "{zh: …, en: …}"
ARM = f"#   ID: {{label: {BOTH}, agents: [ID], n: …}}"
OTHER_ARM = f"#   OTHER-ID: {{label: {BOTH}, control: true, agents: [ID], n: …}}"
RESERVED = frozenset({"all", "between"})  # ids that no arm may have
PARTS = (2, 3, 4)  # of a line that describes an arm
CONTROL = "对照组 / the comparator"
RANDOMISED = "# 随机试验写 randomised / a randomised trial has randomised: …"


def new_trial(id: str, answers: Answers, corpus: Corpus) -> str:
    """The text of ``docs/trials/ID.yml``."""
    draft = TrialAnswers(answers, corpus)
    blocks = [
        [SCHEMA, f"id: {id}"],
        _field("acronym", _acronym(draft), "…", draft),
        _title(draft),
        ["since: added"],
        _field("registries", _listed(draft.registries()), "[NCT…]", draft),
        _field("status", draft.choice("status", "status"), _values("status"), draft),
        [f"# summary:  # {_described('summary')}", *_languages()],
        _design(draft),
        _population(draft),
        _field("enrolled", _enrolled(draft), "{randomised: …}", draft),
        _arms(draft),
        _commented("results", render("new/result.yml.j2")),
        _commented("harms", render("new/harm.yml.j2")),
        _field("harms-unseen", None, "true", draft),
        ["# appraisal:", *_appraised("shows"), *_appraised("limits")],
        _field("sources", _source(draft), "[KEY]", draft, question="source"),
        _field("checked", None, _checked(), draft),
        _remarks(answers),
    ]
    return "\n".join(line for block in blocks for line in block) + "\n"


def _field(
    name: str,
    value: str | None,
    hint: str,
    draft: TrialAnswers,
    *,
    question: str = "",
    block: str = "",
) -> list[str]:
    """A field with its value; without one the commented line, and the answer that was no value as a
    comment above it.

    ``question`` is the id of the question that asks for it, its name by default; ``block`` the
    field that it stands in."""
    indent = "  " if block else ""
    path = (block, name) if block else (name,)
    return _line(name, value, hint, draft.answers.get(question or name), path, indent)


def _line(
    name: str, value: str | None, hint: str, answer: str | None, path: tuple[str, ...], indent: str
) -> list[str]:
    """A field of the schema at ``path``, as ``_field`` writes it."""
    if value is not None:
        return [f"{indent}{name}: {value}"]
    description = _described(*path)
    commented = f"{indent}# {name}: {hint}" + (f"  # {description}" if description else "")
    if answer is None or not answer.strip():
        return [commented]
    return [f"{indent}# 所填 / as given:", *comment(answer, indent), commented]


def _acronym(draft: TrialAnswers) -> str | None:
    acronym = draft.plain("acronym")
    return scalar(acronym) if 0 < len(acronym) <= LONGEST_ACRONYM else None


def _listed(values: list[str]) -> str | None:
    return listed(values) if values else None


def _enrolled(draft: TrialAnswers) -> str | None:
    patients = draft.number("enrolled")
    return None if patients is None else f"{{n: {patients}}}  {RANDOMISED}"


def _source(draft: TrialAnswers) -> str | None:
    key = draft.source()
    return f"[{key}]" if key else None


def _checked() -> str:
    sources = " | ".join(load("trial")["$defs"]["seen"]["enum"])
    return f"{{by: …, on: YYYY-MM-DD, against: [{sources}]}}"


def _title(draft: TrialAnswers) -> list[str]:
    zh, en = draft.plain("title-zh"), draft.plain("title-en")
    if zh and en:
        return [f"title: {{zh: {scalar(zh)}, en: {scalar(en)}}}"]
    halves = f"{{zh: {scalar(zh) if zh else '…'}, en: {scalar(en) if en else '…'}}}"
    return [f"# title: {halves}  # {_described('title')}"]


def _languages(indent: str = "") -> list[str]:
    """The languages of a text with links, which inside braces would be read as YAML."""
    return [f"# {indent}  {language}: …" for language in LANGUAGES]


def _commented(name: str, example: str) -> list[str]:
    """A field as a comment, with an example of what it holds."""
    return [f"# {name}:  # {_described(name)}", *(f"#   {line}" for line in example.splitlines())]


def _appraised(part: str) -> list[str]:
    return [f"#   {part}:  # {_described('appraisal', part)}", *_languages("  ")]


def _design(draft: TrialAnswers) -> list[str]:
    kind, phase = draft.choice("kind", "design", "kind"), draft.choice("phase", "design", "phase")
    quoted = f'"{phase}"' if phase else None
    fields = [
        _field("kind", kind, _values("design", "kind"), draft, block="design"),
        _field("phase", quoted, _values("design", "phase"), draft, block="design"),
    ]
    return _block("design", fields, bool(kind or phase))


def _population(draft: TrialAnswers) -> list[str]:
    diagnoses = draft.terms("diagnoses", draft.answers.get("diagnoses", ""))
    setting = draft.choice("setting", "population", "setting")
    settings = _values("population", "setting")
    fields = [
        _field("diagnoses", _listed(diagnoses), "[ID]", draft, block="population"),
        _field("setting", setting, settings, draft, block="population"),
        _field("description", None, BOTH, draft, question="population", block="population"),
    ]
    return _block("population", fields, bool(diagnoses or setting))


def _block(name: str, fields: list[list[str]], has_value: bool) -> list[str]:
    """A block of fields, as a comment where none has a value, so that the check asks for it."""
    if has_value:
        return [f"{name}:", *(line for field in fields for line in field)]
    lines = [f"# {name}:"]
    for *answer, hint in fields:
        lines += [f"#{line}" for line in answer]
        lines.append(hint.replace("  # ", "#   ", 1))
    return lines


def _arms(draft: TrialAnswers) -> list[str]:
    """Arms by lines ``Chinese | English | agents | number``; other lines stay comments."""
    body: list[str] = []
    used = set(RESERVED)
    for line in lines(draft.answers.get("arms", "")):
        parts = [clean(part, 200) for part in line.split("|")]
        id = _arm_id(parts[1]) if len(parts) in PARTS and all(parts[:2]) else ""
        if not id or id in used:
            body += comment(line, "  ")
            continue
        used.add(id)
        body += _arm(id, parts, draft)
    if len(used) > len(RESERVED):
        return ["arms:", *body]
    return [*body, f"# arms:  # {_described('arms')}", ARM, f"{OTHER_ARM}  # {CONTROL}"]


def _arm(id: str, parts: list[str], draft: TrialAnswers) -> Iterator[str]:
    """The lines of an arm: its label in both languages, its agents, how many patients."""
    zh, en, *further = parts
    agents = further[0] if further else None
    yield f"  {id}:"
    yield f"    label: {{zh: {scalar(zh)}, en: {scalar(en)}}}"
    yield f"    # control: true  # {CONTROL}"
    named = _listed(draft.terms("agents", agents or ""))
    yield from _line("agents", named, "[ID]", agents, ("agents",), "    ")
    if len(further) == 2:
        number = str(int(further[1])) if re.fullmatch("[0-9]{1,7}", further[1]) else None
        yield from _line("n", number, "…", further[1], ("n",), "    ")


def _arm_id(label: str) -> str:
    """The label as an id that YAML reads as text, unlike ``on`` and ``2024``."""
    id = slug(label)[:40].strip("-")
    return id if not id or scalar(id) == id else f"arm-{id}"


def _remarks(answers: Answers) -> list[str]:
    """Free answers, for the person who fills in the rest."""
    remarks: list[str] = []
    for question in QUESTIONS:
        if question.id in ("results", "notes") and question.id in answers:
            label = f"# {question.label.zh} / {question.label.en}:"
            remarks += [label, *comment(answers[question.id])]
    return remarks


def _described(*path: str) -> str:
    """What the schema says of a field, where that is long without what follows a colon."""
    text = str(field_schema(*path).get("description", ""))
    if len(text) <= LONGEST:
        return text
    return " / ".join(re.split("[：:]", half)[0].strip() for half in text.split(" / ", 1))


def _values(*path: str) -> str:
    values = field_schema(*path).get("enum", ())
    return " | ".join(value for value in values if isinstance(value, str))
