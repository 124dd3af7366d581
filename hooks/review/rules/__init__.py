"""The rules. A rule is a generator of Problems; its docstring is the rule in both languages, its examples stand in ``hooks/examples``."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from review.evidence.corpus import Corpus, Progress
from review.problem import Problem
from review.rules import allowance, bibliography_rules
from review.rules.agreement_rules import table_agreement
from review.rules.anchor_rules import anchor_taken
from review.rules.aside_figure_rules import figure_aside
from review.rules.availability_rules import (
    availability_agent,
    availability_date,
    availability_end,
)
from review.rules.bound_figure_rules import figure_unbound, figures_bound
from review.rules.citation_rules import citation_malformed, citation_unknown, reference_unused
from review.rules.date_rules import table_date
from review.rules.digit_rules import digit_form, digit_width
from review.rules.erratum_rules import (
    erratum_doubled,
    erratum_uncited,
    erratum_unknown,
    erratum_unseen,
)
from review.rules.fence_rules import fence_empty, fence_field, fence_place
from review.rules.figure_form_rules import figure_unparsed, figure_unread
from review.rules.figure_rules import datum_unknown, figure_contradicts
from review.rules.file_rules import file_stray, page_name, picture_content
from review.rules.link_rules import (
    html_raw,
    image_alt,
    image_source,
    link_broken,
    link_dead,
    link_scheme,
    link_title,
)
from review.rules.page_rules import front_matter, page_missing, page_unlisted, section_retired
from review.rules.pair_rules import pair_citations, pair_figures, pair_links
from review.rules.shared_text_rules import shared_text
from review.rules.spelled_number_rules import figure_spelled
from review.rules.table_arithmetic_rules import (
    arms_add_up,
    table_count,
    table_interval,
    table_percent,
    table_unit,
)
from review.rules.table_form_rules import (
    table_field_missing,
    table_field_unknown,
    table_value,
    unsound,
)
from review.rules.table_name_rules import (
    arm_reserved,
    arm_unknown,
    table_among,
    table_between,
    table_duplicate_id,
    table_id,
    table_repeats,
    table_report,
    table_result_id,
    table_source,
)
from review.rules.table_provenance_rules import table_checked, table_placeholder, table_status
from review.rules.term_rules import term_avoided
from review.rules.typography_rules import han_latin_spacing, han_punctuation, latin_punctuation
from review.rules.vocabulary_rules import (
    vocabulary_duplicate,
    vocabulary_rate,
    vocabulary_unknown,
    vocabulary_unused,
)
from review.sources.schema import violations

Rule = Callable[[Corpus], Iterator[Problem]]

RULES: tuple[Rule, ...] = (
    datum_unknown,
    figure_contradicts,
    figure_unread,
    figure_unparsed,
    figure_spelled,
    figure_unbound,
    figures_bound,
    figure_aside,
    digit_width,
    digit_form,
    pair_citations,
    pair_links,
    pair_figures,
    shared_text,
    citation_unknown,
    citation_malformed,
    reference_unused,
    erratum_doubled,
    erratum_uncited,
    erratum_unknown,
    erratum_unseen,
    table_field_unknown,
    table_field_missing,
    table_value,
    table_id,
    table_duplicate_id,
    arm_reserved,
    arm_unknown,
    table_result_id,
    table_count,
    table_percent,
    table_interval,
    table_agreement,
    table_unit,
    table_date,
    arms_add_up,
    table_source,
    table_report,
    table_between,
    table_repeats,
    table_among,
    table_placeholder,
    table_checked,
    table_status,
    availability_agent,
    availability_date,
    availability_end,
    vocabulary_unknown,
    vocabulary_duplicate,
    vocabulary_unused,
    vocabulary_rate,
    term_avoided,
    han_latin_spacing,
    han_punctuation,
    latin_punctuation,
    link_dead,
    link_broken,
    link_title,
    link_scheme,
    image_alt,
    image_source,
    html_raw,
    front_matter,
    section_retired,
    page_unlisted,
    page_missing,
    page_name,
    anchor_taken,
    file_stray,
    picture_content,
    fence_field,
    fence_empty,
    fence_place,
)


BLOCKS = frozenset({"design", "population", "arms", "results", "sources", "reports"})
ROWS = ("results", "harms", "facts")
NAMING = frozenset(
    {"datum-unknown", "arm-unknown", "table-report", "table-source", "arms-add-up"}
)  # one block names what stands in another
IDENTIFIED = frozenset(
    {"vocabulary-unknown", "arm-unknown", "table-between", "table-id", "table-checked"}
)  # what is no id or no word of the list is not told to be an unknown one as well
UNUSED = frozenset({"vocabulary-unused", "reference-unused", "fence-empty", "fence-field"})


def name(rule: Callable[..., object]) -> str:
    """A rule's id, as problems and allowances name it."""
    return rule.__name__.replace("_", "-")


IDS = tuple(map(name, RULES))


def check(corpus: Corpus, progress: Progress = lambda text: None) -> list[Problem]:
    """Every problem of a review in file order: those of reading and those of the rules, allowances applied."""
    found = [*corpus.problems, *bibliography_rules.entry_problems(corpus.bibliography)]
    for rule in RULES:
        progress(name(rule))
        found += rule(corpus)
    return sorted(
        allowance.apply(_causes(found, corpus), corpus, IDS), key=lambda problem: problem.order
    )


def _causes(found: list[Problem], corpus: Corpus) -> list[Problem]:
    """The problems without those that only follow from a table whose rows cannot be read, or that lacks a whole block: that is said once."""
    headless = {
        trial.path
        for trial in corpus.trials.values()
        if any(
            len(each.path) == 1 and each.path[0] in BLOCKS
            for each in violations(trial.record, "trial")
        )
    }
    misread = {
        trial.path
        for trial in corpus.trials.values()
        if any(unsound(trial.record, (kind,)) for kind in ROWS)
    }
    shapeless = {each.place for each in found if each.rule == "table-value"}
    left = [
        each
        for each in found
        if (each.rule != "figure-unbound" or each.place.path not in misread)
        and (each.rule not in IDENTIFIED or each.place not in shapeless)
    ]
    if not headless:
        return left
    return [
        each
        for each in left
        if each.rule not in UNUSED and (each.place.path not in headless or each.rule not in NAMING)
    ]
