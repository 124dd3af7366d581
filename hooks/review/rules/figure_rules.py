"""Rules on figures: every number in prose says what its datum holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from review.evidence.corpus import TRIALS, Corpus, once
from review.evidence.trial import Datum, Trial
from review.figures.binding import Binding, bindings, shown_text
from review.figures.candidates import ratio
from review.figures.comparison import Mismatch, mismatches, siblings
from review.messages import problem, text
from review.problem import Edit, Problem, Text, joined
from review.rules.allowance import standing
from review.rules.datum_in_words import in_words, timed
from review.rules.rule import after, of_parts
from review.rules.table_arithmetic_rules import arms_add_up, table_count, table_percent
from review.rules.table_form_rules import lacking_a_block, unsound
from review.rules.table_interval_rules import table_interval
from review.rules.table_name_rules import misnamed, renamed
from review.rules.text_edit import visible_edit
from review.sources.digits import odd_digits
from review.sources.link import target
from review.sources.prose import Prose
from review.sources.visible_text import Seen
from review.suggestion import advice

MOST = 3  # other addresses that are named
DOUBTING: tuple[Callable[[Corpus], Iterator[Problem]], ...]
DOUBTING = (table_count, table_percent, table_interval, arms_add_up)
ENROLLED = frozenset({"enrolled", "arms"})  # what arms_add_up compares


class Contradictions(NamedTuple):
    """What contradicts the data in one link: the numerals, where each begins in its prose, and the
    problems that tell it."""

    prose: Prose
    starts: tuple[int, ...]
    problems: tuple[Problem, ...]
    link: int  # where the link begins, if it may lead astray; else -1


@once
def contradictions(corpus: Corpus) -> tuple[Contradictions, ...]:
    """The contradictions of a review, a link each."""
    judged = (
        binding
        for binding in bindings(corpus)
        if binding.datum is not None and binding.trial is not None
    )
    found = ((binding, _contradictions(binding)) for binding in judged)
    contradicting = [(binding, one) for binding, one in found if one is not None]
    doubts = _Doubts(corpus) if contradicting else None  # seldom asked for
    return tuple(one for binding, one in contradicting if doubts and not doubts.about(binding))


class _Doubts:
    """What tables say against themselves, but for what is excused. Until it is mended there, prose
    is neither judged by it nor rewritten to suit it: the slip is as likely in the table."""

    def __init__(self, corpus: Corpus) -> None:
        self.by_path: dict[str, list[Problem]] = {}
        for found in (found for rule in DOUBTING for found in rule(corpus)):
            if standing(corpus, found.place, found.rule):
                self.by_path.setdefault(found.place.path, []).append(found)

    def about(self, binding: Binding) -> bool:
        """Whether the datum of a link, or a part of it, is in doubt."""
        trial, datum = binding.trial, binding.datum
        assert trial is not None and datum is not None
        return unsound(trial.record, datum.path) or any(
            _in(trial, datum, problem) for problem in self.by_path.get(trial.path, ())
        )


def _in(trial: Trial, datum: Datum, problem: Problem) -> bool:
    if problem.rule == "arms-add-up":
        return datum.path[0] in ENROLLED
    span = trial.record.spans[datum.path]
    at = trial.record.source.offset(problem.place.line, problem.place.column)
    return span.key <= at <= max(span.start, span.end - 1)


def _contradictions(binding: Binding) -> Contradictions | None:
    assert binding.trial is not None and binding.datum is not None
    view, (start, end) = shown_text(binding)
    found = list(mismatches(view.text, binding.datum, start, end))
    if not found:
        return None
    starts = tuple(view.starts[mismatch.numeral.start] for mismatch in found)
    elsewhere = siblings(binding.trial, binding.datum, view.text, start, end)
    if elsewhere:
        astray = (_astray(binding, found, view, elsewhere),)
        return Contradictions(binding.prose, starts, astray, binding.link.start)
    # beside a sign that is read one way and may be meant another, nothing is written
    clear = not any(odd_digits(view.text[start:end]))
    problems = tuple(_contradiction(binding, mismatch, view, clear) for mismatch in found)
    return Contradictions(binding.prose, starts, problems, -1)


@after(in_file=lacking_a_block)
def datum_unknown(corpus: Corpus) -> Iterator[Problem]:
    """A link to a figure names a trial table and an address in it: RESULT, RESULT.ARM,
    RESULT.between, enrolled.KIND, arms.ARM, or a harm or fact.
    指向数据的链接必须写对试验表和其中的地址：
    结果、结果.组、结果.between、enrolled.口径、arms.组，或不良事件、其他数字。
    """
    for binding in bindings(corpus):
        if binding.trial is None:
            if not _unreadable(corpus, binding):
                tables = [f"{id}.yml" for id in corpus.trials]
                yield _unknown(binding, binding.link.file, f"{TRIALS}/", tables)
        elif binding.datum is None and not _reported(corpus, binding.trial, binding.link.fragment):
            address, addresses = binding.link.fragment, list(binding.trial.addresses())
            near = _moved_addresses(address, addresses) or addresses
            yield _unknown(binding, address, f"{binding.trial.path}#", near)


@of_parts
def figure_contradicts(corpus: Corpus) -> Iterator[Problem]:
    """A number in a link to a figure, read with the words, signs and units around the link, equals
    the figure of the datum that has its role, or what is computed from it, at its printed
    precision: a level of confidence is no share, a percentage point no percentage, and a risk is
    reduced by 1 - HR; a ratio or P value is not rounded to one digit, and not reached stands only
    where the data have it; a datum that contradicts itself is mended first.
    指向数据的链接文字中，每个数字连同链接前后的文字、符号与单位，须与数据中同一角色的数
    （或由其算得的值）在所印位数上相等：置信水平不是百分率，百分点不是百分率，风险降低的是 1 - HR；
    比值与 P 值不舍入到一位，“未达到”只写在数据为未达到之处；数据自相矛盾时，先改数据。
    """
    yield from (problem for found in contradictions(corpus) for problem in found.problems)


def _moved_addresses(address: str, addresses: list[str]) -> list[str]:
    """The addresses that say of the same arm what another row of the same endpoint does: where an
    arm moved to a row of its own, its links follow it."""

    def meaning(address: str) -> tuple[str, str]:
        row, _, arm = address.partition(".")
        return row.partition("-")[0], arm

    found = (candidate for candidate in addresses if meaning(candidate) == meaning(address))
    return list(found) if "." in address else []


def _reported(corpus: Corpus, trial: Trial, address: str) -> bool:
    """Whether another problem already tells why an address is none: the table breaks its schema
    where the address would lead, or a result that is not named after its endpoint is the one
    meant."""
    head = address.partition(".")[0]
    rows = [(kind, head) for kind in ("results", "harms", "facts")]
    if any(
        unsound(trial.record, path)
        for path in ([(head,)] if head in ("enrolled", "arms") else rows)
    ):
        return True
    return any(
        f"{head}-".startswith(f"{row.endpoint}-")
        for row in misnamed(trial)
        if standing(corpus, row.key_place, "table-result-id")
    )


def _unreadable(corpus: Corpus, binding: Binding) -> bool:
    """Whether the table is there but unread or misnamed; that is reported already."""
    file = target(binding.link, binding.path)
    return corpus.is_file(file) or file in renamed(corpus)


def _unknown(binding: Binding, found: str, where: str, names: list[str]) -> Problem:
    place, near = binding.prose.place(binding.link.start), advice(found.rsplit("/", 1)[-1], names)
    return problem(place, "datum-unknown", given=found, where=where, cure=near)


def _astray(binding: Binding, found: list[Mismatch], view: Seen, elsewhere: list[str]) -> Problem:
    """A link whose text another arm or row holds as it stands: told once, and never mended, for it
    is as likely the address that is wrong."""
    figures = dict.fromkeys(figure for mismatch in found for figure in mismatch.candidates)
    return problem(
        binding.prose.place(view.starts[found[0].numeral.start]),
        "figure-contradicts/astray",
        text=binding.link.text,
        addresses=joined((Text(name, name) for name in elsewhere[:MOST]), "、", " and of "),
        more=Text(" 等处", " and others") if len(elsewhere) > MOST else "",
        expected=_expected(binding, in_words(tuple(figures))),
    )


def _expected(binding: Binding, figures: Text) -> Text:
    """What the datum holds, and where."""
    assert binding.trial is not None and binding.datum is not None
    where = f"{binding.trial.place(*binding.datum.path)}"
    return Text(f"{figures.zh}（{where}）", f"{figures.en} ({where})")


def _contradiction(binding: Binding, mismatch: Mismatch, view: Seen, clear: bool) -> Problem:
    """``clear`` says that the text of the link holds no sign that may mean something else."""
    assert binding.datum is not None
    numeral = mismatch.numeral
    unit = Text("%", "%") if numeral.percent else timed(numeral.unit)
    figure = f"{mismatch.sign}{numeral.digits}"
    return problem(
        binding.prose.place(view.starts[numeral.start]),
        "figure-contradicts/number",
        figure=figure,
        unit=unit,
        expected=_expected(binding, in_words(mismatch.candidates)),
        cure=_cure(mismatch, binding.datum),
        fix=_repair(binding, mismatch, view) if clear else None,
    )


def _cure(mismatch: Mismatch, datum: Datum) -> Text:
    """What to write. A share of a ratio is told as what it may be."""
    estimate = ratio(datum)
    if estimate is None or not mismatch.numeral.percent or mismatch.part is None:
        return text("figure-contradicts/number", "cure")
    kind, share = "lower" if estimate.value < 1 else "higher", abs(100 - 100 * estimate.value)
    return text(
        f"figure-contradicts/{kind}",
        "cure",
        measure=estimate.measure,
        value=estimate.value,
        share=f"{share:.0f}",
    )


def _repair(binding: Binding, mismatch: Mismatch, view: Seen) -> Edit | None:
    """The datum printed in the form that was read, where that is certain."""
    right = mismatch.right
    if right is None:
        return None
    start, end = mismatch.numeral.start, mismatch.numeral.end
    sign = _right_sign(mismatch)
    if sign and mismatch.part is not None:
        start, right = mismatch.part.signed_at, sign + right
    elif not _replaceable(mismatch):
        return None
    return visible_edit(binding.prose, view, start, end, right)


def _right_sign(mismatch: Mismatch) -> str:
    """The sign that a P value has in the data, where the text has another one."""
    part = mismatch.part
    if part is None or part.role != "p" or part.signed != "sign":
        return ""
    signs = {figure.sign for figure in mismatch.candidates}
    return (signs.pop() or "=") if len(signs) == 1 and part.sign not in signs else ""


def _replaceable(mismatch: Mismatch) -> bool:
    """Whether the digits alone are the number: no 万, no sign before or after the repair, not the
    name of a month, and not equal already."""
    numeral, right = mismatch.numeral, mismatch.right or ""
    digits = numeral.digits.replace(",", "")
    plain = digits[0].isdigit() and f"{numeral.value:f}" == digits
    # <1% and 17.4+ are not mended by their digits
    signs = {figure.sign for figure in mismatch.candidates} <= {"", mismatch.sign}
    unsigned = signs and not any(figure.censored for figure in mismatch.candidates)
    return unsigned and plain and not right.startswith("-") and right != digits
