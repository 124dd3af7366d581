"""The rules. A rule is a generator of Problems; its docstring is the rule in both languages, its
examples stand in ``hooks/examples``."""

from __future__ import annotations

from functools import partial

from review.dates import today
from review.evidence.corpus import REFERENCES, Corpus, Progress
from review.figures.coverage import Shares, share, shares
from review.keep import Keep, anew
from review.problem import Problem
from review.rules import allowance, bibliography_rules
from review.rules.address_rules import address_moved
from review.rules.aside_figure_rules import figure_aside
from review.rules.availability_rules import (
    availability_agent,
    availability_date,
    availability_end,
)
from review.rules.bias_rules import bias_domains, bias_overall
from review.rules.bound_figure_rules import figure_unbound, figures_bound, is_below
from review.rules.citation_rules import citation_malformed, citation_unknown, reference_unused
from review.rules.density_rules import sentence_dense
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
from review.rules.figure_word_rules import figure_arm, figure_direction, figure_source
from review.rules.file_rules import file_stray, page_name, picture_content
from review.rules.link_rules import (
    anchor_taken,
    link_broken,
    link_dead,
    link_scheme,
    link_title,
)
from review.rules.markdown_rules import markdown_unread
from review.rules.markup_rules import html_raw, image_alt, image_source
from review.rules.outline import outlines
from review.rules.page_rules import (
    front_matter,
    page_missing,
    page_unlisted,
    section_disease,
    section_retired,
)
from review.rules.pair_rules import pair_citations, pair_figures, pair_links
from review.rules.pair_word_rules import (
    pair_denials,
    pair_opposites,
    pair_sentences,
    pair_terms,
)
from review.rules.part import Digests, digests, longest, parts
from review.rules.question_certainty_rules import (
    question_certainty,
    question_rejudge,
    question_wording,
)
from review.rules.question_effect_rules import question_baseline, question_measure, question_pool
from review.rules.question_evidence_rules import question_evidence, question_fit
from review.rules.question_rules import (
    question_date,
    question_harm,
    question_id,
    question_outcome,
    question_practice,
    question_section,
)
from review.rules.record_rules import reference_key, reference_record
from review.rules.rule import Rule, independent, name
from review.rules.seal_rules import seal_broken, seal_form
from review.rules.search_rules import search_date, search_record, search_section
from review.rules.shared_text_rules import shared_text
from review.rules.spelled_number_rules import figure_spelled
from review.rules.statistic_rules import statistic_form
from review.rules.table_arithmetic_rules import (
    arms_add_up,
    table_count,
    table_percent,
    table_unit,
)
from review.rules.table_comparison_rules import (
    table_comparison_n,
    table_dependence,
    table_p_value,
)
from review.rules.table_form_rules import (
    table_field_missing,
    table_field_unknown,
    table_value,
)
from review.rules.table_harm_rules import table_harms
from review.rules.table_interval_rules import table_agreement, table_interval
from review.rules.table_name_rules import (
    arm_reserved,
    arm_unknown,
    table_among,
    table_between,
    table_duplicate_id,
    table_id,
    table_repeats,
    table_result_id,
)
from review.rules.table_provenance_rules import (
    table_checked,
    table_date,
    table_placeholder,
    table_report,
    table_source,
    table_status,
)
from review.rules.table_ratio_rules import table_medians, table_symmetric
from review.rules.table_verdict_rules import table_arm_agents, table_time_unit, table_verdict
from review.rules.term_rules import term_avoided
from review.rules.typography_rules import han_latin_spacing, han_punctuation, latin_punctuation
from review.rules.vocabulary_rules import (
    vocabulary_duplicate,
    vocabulary_rate,
    vocabulary_unknown,
    vocabulary_unused,
)
from review.time_limit import in_time

RULES: tuple[Rule, ...] = (
    datum_unknown,
    figure_contradicts,
    figure_unread,
    figure_unparsed,
    figure_spelled,
    figure_unbound,
    figures_bound,
    figure_aside,
    figure_source,
    figure_arm,
    figure_direction,
    digit_width,
    digit_form,
    pair_citations,
    pair_links,
    pair_figures,
    pair_sentences,
    pair_terms,
    pair_opposites,
    pair_denials,
    shared_text,
    citation_unknown,
    citation_malformed,
    reference_unused,
    reference_key,
    reference_record,
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
    table_p_value,
    table_symmetric,
    table_medians,
    table_comparison_n,
    table_dependence,
    table_unit,
    table_date,
    arms_add_up,
    table_harms,
    table_source,
    table_report,
    table_between,
    table_repeats,
    table_among,
    table_placeholder,
    table_checked,
    table_status,
    table_verdict,
    table_arm_agents,
    table_time_unit,
    bias_domains,
    bias_overall,
    availability_agent,
    availability_date,
    availability_end,
    question_id,
    question_section,
    question_practice,
    question_outcome,
    question_harm,
    question_date,
    question_evidence,
    question_fit,
    question_measure,
    question_pool,
    question_baseline,
    question_certainty,
    question_wording,
    question_rejudge,
    vocabulary_unknown,
    vocabulary_duplicate,
    vocabulary_unused,
    vocabulary_rate,
    term_avoided,
    han_latin_spacing,
    han_punctuation,
    latin_punctuation,
    statistic_form,
    sentence_dense,
    link_dead,
    link_broken,
    link_title,
    link_scheme,
    image_alt,
    image_source,
    html_raw,
    markdown_unread,
    front_matter,
    section_retired,
    section_disease,
    search_section,
    search_date,
    search_record,
    page_unlisted,
    page_missing,
    page_name,
    anchor_taken,
    address_moved,
    file_stray,
    picture_content,
    fence_field,
    fence_empty,
    fence_place,
    seal_broken,
    seal_form,
)


IDS = tuple(map(name, RULES))


# judge a text by itself and by the data it links to: part by part
OF_PARTS: tuple[Rule, ...] = (
    figure_contradicts,
    figure_unread,
    figure_unparsed,
    figure_spelled,
    figure_unbound,
    figure_aside,
    shared_text,
    term_avoided,
    figure_source,
    figure_arm,
    figure_direction,
    digit_width,
    digit_form,
    pair_figures,
    pair_sentences,
    pair_terms,
    pair_opposites,
    pair_denials,
    han_latin_spacing,
    han_punctuation,
    latin_punctuation,
    statistic_form,
    sentence_dense,
    html_raw,
    markdown_unread,
    seal_broken,
)
# judge how the review is built: what each page links to and cites, and all that is no page
OF_OUTLINES = [rule for rule in RULES if rule not in (*OF_PARTS, figures_bound)]


def check(
    corpus: Corpus, progress: Progress = lambda text: None, keep: Keep = anew
) -> list[Problem]:
    """Every problem of a review in file order: those of reading and those of the rules, allowances
    applied."""
    return judged(corpus, progress, keep)[0]


def judged(
    corpus: Corpus, progress: Progress = lambda text: None, keep: Keep = anew
) -> tuple[list[Problem], Shares]:
    """Every problem of a review, and the share of its figures that are bound to data."""
    entries = (digests(corpus, [REFERENCES]), str(today()))
    found, total = [*corpus.problems], shares([])
    found += keep(
        "entries", entries, lambda: bibliography_rules.entry_problems(corpus.bibliography)
    )
    progress("texts")
    for part in parts(corpus, keep):
        make = partial(keep, "problems", part.made_from, partial(_of_part, part.corpus))
        of_part = in_time(longest(part.corpus), make)
        problems, bound = ([of_part], shares([])) if isinstance(of_part, Problem) else of_part
        found += problems
        total = {language: total[language] + bound[language] for language in total}
    progress("outlines")
    of_outlines = in_time(longest(corpus), partial(_of_outlines, corpus, keep))
    found += {of_outlines}.difference(found) if isinstance(of_outlines, Problem) else of_outlines
    if is_below(total, corpus.settings.bound):
        found += figures_bound(corpus)
    left = allowance.apply(independent(found, corpus), corpus, IDS)
    return sorted(left, key=lambda problem: problem.order), total


def _of_part(part: Corpus) -> tuple[list[Problem], Shares]:
    return [problem for rule in OF_PARTS for problem in rule(part)], share(part)


def _of_outlines(corpus: Corpus, keep: Keep) -> list[Problem]:
    """What rules on the whole review find. What they found on a page stands where it stood only as
    long as the page is the same."""

    def make() -> tuple[list[Problem], Digests]:
        found = [problem for rule in OF_OUTLINES for problem in rule(corpus)]
        return found, digests(corpus, sorted({problem.place.path for problem in found}))

    made_from = outlines(corpus, keep)
    found, pages = keep("outlines", made_from, make)
    if pages == digests(corpus, [path for path, _ in pages]):
        return found
    return keep("outlines", (made_from, digests(corpus, corpus.sections)), make)[0]
