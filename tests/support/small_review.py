"""A small review as texts, the two versions of a case, and what the diff says of them. All names
and figures are made up."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from review.change.compare import compare
from review.edition.found_change import Change, Difference
from review.evidence import corpus

PAGE, OTHER, TRIAL, BIB = (
    "docs/review/drugs.md",
    "docs/review/other.md",
    "docs/trials/alpha.yml",
    "references.bib",
)
AGENTS = "docs/vocabulary/agents.yml"

FILES: dict[str, str] = {
    "docs/review.yml": "title: {zh: 小综述, en: A small review}\n"
    "pages: [review/drugs.md, review/other.md]\n",
    PAGE: """\
---
searched: 2026-01-01
reviewed: 2026-01-02
interval: 6 months
---
# 药物 | Drugs

## 甲药 | Drug A

<!-- zh -->
在 ALPHA 试验中，甲药组 [17/26（65%）](../trials/alpha.yml#npr-8w.drug) 患者未进展 [@doe2020]。
安慰剂组为 [0/12](../trials/alpha.yml#npr-8w.placebo)。

<!-- en -->
In ALPHA, [17 of 26 (65%)](../trials/alpha.yml#npr-8w.drug) patients on drug A \
were free of progression [@doe2020].
With placebo it was [0 of 12](../trials/alpha.yml#npr-8w.placebo).

<!-- zh -->
甲药延长了 [无进展生存期（HR=0.42，95% CI 0.21～0.85）](../trials/alpha.yml#pfs.between)，\
患者耐受良好。

<!-- en -->
Drug A lengthened progression-free survival \
([HR 0.42, 95% CI 0.21–0.85](../trials/alpha.yml#pfs.between)), \
and patients tolerated it well.

<!-- both -->
```trials
trials: [alpha]
columns: [phase, n, pfs]
```
""",
    OTHER: """\
# 其他 | Other matters

<!-- zh -->
安慰剂组的患者耐受良好，随访仍在继续。

<!-- en -->
Patients on placebo received care and tolerated it well; follow-up continues.
""",
    TRIAL: """\
id: alpha
acronym: ALPHA
title: {zh: 甲药对比安慰剂, en: Drug A versus placebo}
since: added
registries: [NCT00000001]
status: positive
summary:
  zh: 甲药组 [17/26](#npr-8w.drug) 未进展。
  en: On drug A [17 of 26](#npr-8w.drug) were free of progression.
design: {kind: randomised-trial, phase: "2"}
population:
  diagnoses: [tumour]
  setting: advanced
  description: {zh: 晚期患者, en: patients with advanced disease}
enrolled: {randomised: 38}
arms:
  drug:
    label: {zh: 甲药, en: drug A}
    agents: [drug-a]
    n: 26
  placebo:
    label: {zh: 安慰剂, en: placebo}
    agents: [placebo]
    n: 12
results:
  npr-8w:
    endpoint: npr
    timepoint: 8 weeks
    primary: true
    arms:
      drug: {events: 17, n: 26, percent: 65}
      placebo: {events: 0, n: 12}
    source: doe2020
    seen: secondary
    report: news
  pfs:
    endpoint: pfs
    unit: weeks
    arms:
      drug: {median: 16.4, ci: {low: 8.0, high: 27.3, level: 95}}
      placebo: {median: 4.1}
    between: {measure: HR, of: drug, versus: placebo, estimate: 0.42, \
ci: {low: 0.21, high: 0.85, level: 95}, p: "0.017"}
    source: doe2020
    seen: full-text
harms:
  fatigue:
    label: {zh: 乏力, en: fatigue}
    grade: "3-4"
    arms:
      drug: {percent: 10}
    source: doe2020
    seen: full-text
appraisal:
  shows: {zh: 有活性。, en: There is activity.}
  limits: {zh: 样本小。, en: It is small.}
sources: [doe2020]
reports:
  news: {name: The News}
checked: {by: editors, on: 2026-01-01, against: [full-text]}
""",
    BIB: """\
@article{doe2020,
  author  = {Doe, Jane and Roe, Richard},
  title   = {Drug {A} in tumours},
  journal = {Journal of Examples},
  year    = {2020},
  pages   = {1--9},
  doi     = {10.1000/1},
}

@article{roe2021,
  author = {Roe, Richard},
  title  = {Another trial of drug {A}},
  year   = {2021},
  doi    = {10.1000/2},
}
""",
    AGENTS: "drug-a: {zh: 甲药, en: drug A, class: kinase-inhibitor, brands: {en: [Aone]}, "
    "definition: {zh: 一种药。, en: A drug.}}\n"
    "placebo: {zh: 安慰剂, en: placebo}\n",
    "docs/vocabulary/diagnoses.yml": "tumour: {zh: 肿瘤, en: tumour}\n",
    "docs/vocabulary/endpoints.yml": "npr: {zh: 无进展率, en: non-progression rate, abbr: NPR}\n"
    "pfs: {zh: 无进展生存期, en: progression-free survival, abbr: PFS}\n",
    "docs/vocabulary/terms.yml": "kinase-inhibitor: {zh: 激酶抑制剂, en: kinase inhibitor, "
    "kind: agent-class}\n",
}

Files = Mapping[str, "str | bytes | None"]


def write(root: Path, files: Files) -> Path:
    """The files below ``root``; None for one that is not there."""
    for path, text in files.items():
        if text is not None:
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(text if isinstance(text, bytes) else text.encode())
    return root


def swapped(
    path: str, *swaps: tuple[str, str], files: Files = FILES
) -> dict[str, str | bytes | None]:
    """The files with strings of one of them replaced."""
    text = files[path]
    assert isinstance(text, str)
    for old, new in swaps:
        assert old in text, f"{path} holds no {old!r}"
        text = text.replace(old, new)
    return {**files, path: text}


def difference(tmp_path: Path, after: Files, before: Files = FILES) -> Difference:
    """What the change from one set of files to another means."""
    return compare(
        corpus.read(write(tmp_path / "before", before)),
        corpus.read(write(tmp_path / "after", after)),
    )


def changes(tmp_path: Path, after: Files, before: Files = FILES) -> list[Change]:
    return list(difference(tmp_path, after, before).changes)


def only(found: list[Change], kind: str) -> Change:
    """The one change of a kind."""
    [change] = [each for each in found if each.kind == kind]
    return change


def kinds(found: list[Change]) -> list[str]:
    return [each.kind for each in found]


def values(change: Change) -> list[tuple[str, str | None, str | None]]:
    """Details in English: name, old, new."""
    return [
        (each.name.en, each.old.en if each.old else None, each.new.en if each.new else None)
        for each in change.details
    ]
