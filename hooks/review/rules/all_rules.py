"""Every rule, in the order in which they judge, and which of them judge a text by itself."""

from __future__ import annotations

from review.rules.address_rules import address_moved
from review.rules.aside_figure_rules import figure_aside
from review.rules.availability_rules import (
    availability_agent,
    availability_date,
    availability_end,
)
from review.rules.bias_rules import bias_domains, bias_overall
from review.rules.bound_figure_rules import figure_unbound, figures_bound
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
from review.rules.rule import Rule, name
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
from review.rules.table_verdict_rules import (
    table_arm_agents,
    table_control,
    table_time_unit,
    table_verdict,
)
from review.rules.term_rules import term_avoided
from review.rules.typography_rules import han_latin_spacing, han_punctuation, latin_punctuation
from review.rules.vocabulary_rules import (
    vocabulary_duplicate,
    vocabulary_rate,
    vocabulary_unknown,
    vocabulary_unused,
)

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
    table_control,
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
# judge how the review is built: what each page links to and cites, and all that is no page; entries
# are compared with their records where these are judged by themselves
OF_OUTLINES = [rule for rule in RULES if rule not in (*OF_PARTS, figures_bound, reference_record)]
