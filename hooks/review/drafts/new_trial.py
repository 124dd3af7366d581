"""A new trial table. What an issue form answers and the schema accepts becomes a value; all else
stays as a comment for a person to judge.

Required fields without a value are commented lines: the check names each of them until it is filled
in. Nothing is guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from review.drafts.trial_answers import QUESTIONS, Draft, field_schema
from review.drafts.issue_form import Answers, lines
from review.evidence.corpus import Corpus
from review.markup.scalar import clean, comment, listed, scalar
from review.sources.prose import LANGUAGES
from review.sources.schema import load
from review.sources.section import slug

SCHEMA = "# yaml-language-server: $schema=../../hooks/schema/trial.schema.json"
LONGEST = 160  # characters of a description that still stand beside a field
BOTH = "{zh: …, en: …}"
RESULT = """\
  pfs:                # 标识以终点标识开头 / the id begins with that of the endpoint
    endpoint: pfs
    unit: months
    primary: true     # 主要终点的行才写 / rows of a primary endpoint only
    arms:
      ARM: {median: …, ci: {low: …, high: …, level: 95}}
    between: {measure: HR, of: ARM, versus: ARM, estimate: …, ci: {low: …, high: …, level: 95}, p: "…"}
    source: KEY       # references.bib 的键 / a key of references.bib
    seen: abstract    # full-text, abstract, registry, secondary, predecessor
  orr:                # 比例写例数，百分率由此算得 / a proportion is its counts, from which the percentage is computed
    endpoint: orr
    arms:
      ARM: {events: …, n: …}
    source: KEY
    seen: abstract
"""
HARM = """\
  ID:
    label: {zh: …, en: …}
    grade: "…"        # any, serious, 3, 3-4, >=3
    criteria: "…"     # 如 CTCAE 4.0 / as CTCAE 4.0
    related: …        # true 指只计与治疗相关者 / true: treatment-related events only
    arms:
      ARM: {events: …, n: …}
    source: KEY
    seen: abstract
"""
CONTROL = "对照组 / the comparator"
RANDOMISED = "# 随机试验写 randomised / a randomised trial has randomised: …"


def new_trial(id: str, answers: Answers, corpus: Corpus) -> str:
    """The text of ``docs/trials/ID.yml``."""
    draft = Draft(answers, corpus)
    blocks = [
        [SCHEMA, f"id: {id}"],
        _field(
            "acronym",
            scalar(draft.plain("acronym")) if 0 < len(draft.plain("acronym")) <= 80 else None,
            "…",
            answers.get("acronym"),
        ),
        _title(draft),
        ["since: added"],
        _field(
            "registries",
            listed(draft.registries()) if draft.registries() else None,
            "[NCT…]",
            draft.answers.get("registries"),
        ),
        _field(
            "status",
            draft.choice("status", "status"),
            _values("status"),
            draft.answers.get("status"),
        ),
        [f"# summary:  # {_described('summary')}", *_halves()],
        _design(draft),
        _population(draft),
        _field(
            "enrolled",
            f"{{n: {draft.number('enrolled')}}}  {RANDOMISED}"
            if draft.number("enrolled") is not None
            else None,
            "{randomised: …}",
            draft.answers.get("enrolled"),
        ),
        _arms(draft),
        [f"# results:  # {_described('results')}", *(f"# {line}" for line in RESULT.splitlines())],
        [f"# harms:  # {_described('harms')}", *(f"# {line}" for line in HARM.splitlines())],
        [
            "# appraisal:",
            *(
                line
                for part in ("shows", "limits")
                for line in (f"#   {part}:  # {_described('appraisal', part)}", *_halves("  "))
            ),
        ],
        _field(
            "sources",
            f"[{draft.source()}]" if draft.source() else None,
            "[KEY]",
            draft.answers.get("source"),
        ),
        _field(
            "checked",
            None,
            f"{{by: …, on: YYYY-MM-DD, against: [{' | '.join(load('trial')['$defs']['seen']['enum'])}]}}",
        ),
        _said(answers),
    ]
    return "\n".join(line for block in blocks for line in block) + "\n"


def _field(
    name: str,
    value: str | None,
    hint: str,
    said: str | None = None,
    path: tuple[str, ...] = (),
    indent: str = "",
) -> list[str]:
    """A field with its value; without one the commented line, and the answer that was no value as a
    comment above it."""
    if value is not None:
        return [f"{indent}{name}: {value}"]
    above = [f"{indent}# 所填 / as given:", *comment(said, indent)] if said and said.strip() else []
    about = _described(*(path or (name,)))
    return [*above, f"{indent}# {name}: {hint}" + (f"  # {about}" if about else "")]


def _title(draft: Draft) -> list[str]:
    zh, en = draft.plain("title-zh"), draft.plain("title-en")
    if zh and en:
        return [f"title: {{zh: {scalar(zh)}, en: {scalar(en)}}}"]
    return [
        f"# title: {{zh: {scalar(zh) if zh else '…'}, en: {scalar(en) if en else '…'}}}  # {_described('title')}"
    ]


def _halves(indent: str = "") -> list[str]:
    """The two languages of a text that holds links: on lines of their own, for inside braces a
    square bracket would be YAML."""
    return [f"# {indent}  {language}: …" for language in LANGUAGES]


def _design(draft: Draft) -> list[str]:
    kind, phase = draft.choice("kind", "design", "kind"), draft.choice("phase", "design", "phase")
    fields = [
        _field(
            "kind",
            kind,
            _values("design", "kind"),
            draft.answers.get("kind"),
            ("design", "kind"),
            "  ",
        ),
        _field(
            "phase",
            f'"{phase}"' if phase else None,
            _values("design", "phase"),
            draft.answers.get("phase"),
            ("design", "phase"),
            "  ",
        ),
    ]
    return _block("design", fields, bool(kind or phase))


def _population(draft: Draft) -> list[str]:
    diagnoses, setting = (
        draft.terms("diagnoses", draft.answers.get("diagnoses", "")),
        draft.choice("setting", "population", "setting"),
    )
    fields = [
        _field(
            "diagnoses",
            listed(diagnoses) if diagnoses else None,
            "[ID]",
            draft.answers.get("diagnoses"),
            ("population", "diagnoses"),
            "  ",
        ),
        _field(
            "setting",
            setting,
            _values("population", "setting"),
            draft.answers.get("setting"),
            ("population", "setting"),
            "  ",
        ),
        _field(
            "description",
            None,
            BOTH,
            draft.answers.get("population"),
            ("population", "description"),
            "  ",
        ),
    ]
    return _block("population", fields, bool(diagnoses or setting))


def _block(name: str, fields: list[list[str]], filled: bool) -> list[str]:
    """A block of fields; where none has a value the whole is a comment, so that the check asks for
    the block."""
    if filled:
        return [f"{name}:", *(line for field in fields for line in field)]
    return [
        f"# {name}:",
        *(
            line
            for *said, hint in fields
            for line in (*(f"#{each}" for each in said), hint.replace("  # ", "#   ", 1))
        ),
    ]


def _arms(draft: Draft) -> list[str]:
    """Arms given one a line as ``Chinese | English | agents | number``; a line of another form
    stays a comment."""
    body, filled, taken = [], False, {"all", "between"}
    for line in lines(draft.answers.get("arms", "")):
        arm = list(_arm(draft, line, taken))
        filled = filled or bool(arm)
        body += arm or comment(line, "  ")
    if filled:
        return ["arms:", *body]
    return [
        *body,
        f"# arms:  # {_described('arms')}",
        f"#   ID: {{label: {BOTH}, agents: [ID], n: …}}",
        f"#   OTHER-ID: {{label: {BOTH}, control: true, agents: [ID], n: …}}  # {CONTROL}",
    ]


def _arm(draft: Draft, line: str, taken: set[str]) -> Iterator[str]:
    parts = [clean(part, 200) for part in line.split("|")]
    if (
        len(parts) not in (2, 3, 4)
        or not all(parts[:2])
        or not (id := _arm_id(parts[1]))
        or id in taken
    ):
        return
    taken.add(id)
    agents = draft.terms("agents", parts[2]) if len(parts) > 2 else []
    yield f"  {id}:"
    yield f"    label: {{zh: {scalar(parts[0])}, en: {scalar(parts[1])}}}"
    yield f"    # control: true  # {CONTROL}"
    yield from _field(
        "agents",
        listed(agents) if agents else None,
        "[ID]",
        parts[2] if len(parts) > 2 else None,
        ("agents",),
        "    ",
    )
    if len(parts) == 4:
        yield from _field(
            "n",
            str(int(parts[3])) if re.fullmatch("[0-9]{1,7}", parts[3]) else None,
            "…",
            parts[3],
            ("n",),
            "    ",
        )


def _arm_id(label: str) -> str:
    """The label as an id that YAML reads as text: it takes ``on`` for true and ``2024`` for a
    number."""
    id = slug(label)[:40].strip("-")
    return id if not id or scalar(id) == id else f"arm-{id}"


def _said(answers: Answers) -> list[str]:
    """Free answers, kept for the person who fills in the rest."""
    texts = [
        (question, answers[question.id])
        for question in QUESTIONS
        if question.id in ("results", "notes") and question.id in answers
    ]
    return [
        line
        for question, text in texts
        for line in (f"# {question.label.zh} / {question.label.en}:", *comment(text))
    ]


def _described(*path: str) -> str:
    """What the schema says of a field, without the explanation that follows a colon where it is
    long."""
    said = str(field_schema(*path).get("description", ""))
    return (
        said
        if len(said) <= LONGEST
        else " / ".join(re.split("[：:]", half)[0].strip() for half in said.split(" / ", 1))
    )


def _values(*path: str) -> str:
    return " | ".join(
        value for value in field_schema(*path).get("enum", ()) if isinstance(value, str)
    )
