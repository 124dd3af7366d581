"""Rules on figures: every number in prose says what its datum holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from review.evidence.corpus import TRIALS, VOCABULARY, Corpus, once
from review.evidence.trial import Trial
from review.figures.binding import Binding, bindings
from review.figures.comparison import Mismatch, mismatches, siblings
from review.problem import Edit, Problem, Text
from review.rules.allowance import standing
from review.rules.datum_in_words import timed, told
from review.rules.doubt import Doubts
from review.rules.table_form_rules import unsound
from review.rules.table_name_rules import misnamed, renamed
from review.sources.digits import odd, unread, words
from review.sources.link import target
from review.sources.numeral import numerals
from review.sources.prose import Prose
from review.sources.visible_text import Seen, seen
from review.suggestion import advice

YAML_MARK = re.compile(
    r"[,:#\[\]{}]"
)  # what ends a text without quotation marks, or gives it another meaning
MOST = 3  # other addresses that are named


class Contradictions(NamedTuple):
    """What contradicts the data in one link: the numerals, where each begins in its prose, and the problems that tell it."""

    prose: Prose
    starts: tuple[int, ...]
    problems: tuple[Problem, ...]
    link: int  # where the link begins, if it may lead astray; else -1


@once
def contradictions(corpus: Corpus) -> tuple[Contradictions, ...]:
    """The contradictions of a review, a link each."""
    doubts = Doubts(corpus)
    judged = (
        binding
        for binding in bindings(corpus)
        if binding.datum is not None
        and binding.trial is not None
        and not doubts.about(binding.trial, binding.datum)
    )
    return tuple(found for binding in judged if (found := _contradictions(binding)) is not None)


def _contradictions(binding: Binding) -> Contradictions | None:
    assert binding.trial is not None and binding.datum is not None
    view, (start, end) = shown_text(binding)
    found = list(mismatches(view.text, binding.datum, start, end))
    if not found:
        return None
    starts = tuple(view.starts[mismatch.numeral.start] for mismatch in found)
    if others := siblings(binding.trial, binding.datum, view.text, start, end):
        return Contradictions(
            binding.prose, starts, (_astray(binding, found, view, others),), binding.link.start
        )
    clear = not any(
        odd(view.text[start:end])
    )  # beside a sign that is read one way and may be meant another, nothing is written
    return Contradictions(
        binding.prose,
        starts,
        tuple(_contradiction(binding, mismatch, view, clear) for mismatch in found),
        -1,
    )


def datum_unknown(corpus: Corpus) -> Iterator[Problem]:
    """A link to a figure names a trial table and an address in it: RESULT, RESULT.ARM, RESULT.between, enrolled.KIND, arms.ARM, or a harm or fact.
    指向数据的链接必须写对试验表和其中的地址：结果、结果.组、结果.between、enrolled.口径、arms.组，或不良事件、其他数字。
    """
    for binding in bindings(corpus):
        if binding.datum is None and binding.trial is not None:
            if not (
                _formless(binding.trial, binding.link.fragment)
                or _misnamed(corpus, binding.trial, binding.link.fragment)
            ):
                known = list(binding.trial.addresses())
                yield _unknown(
                    binding,
                    binding.link.fragment,
                    f"{binding.trial.path}#",
                    _akin(binding.link.fragment, known) or known,
                )
        elif binding.trial is None and not _unreadable(corpus, binding):
            yield _unknown(
                binding, binding.link.file, f"{TRIALS}/", [f"{id}.yml" for id in corpus.trials]
            )


def figure_contradicts(corpus: Corpus) -> Iterator[Problem]:
    """A numeral in a link to a figure, read with the words, signs and units around the link, equals what the datum holds, or what is computed from it, at its printed precision; a ratio or P value is not rounded to one digit, and not reached stands only where the data have it; a datum that contradicts itself is mended first.
    指向数据的链接文字中，每个数字连同链接前后的文字、符号与单位，须与数据（或由其算得的值）在所印位数上相等；比值与 P 值不舍入到一位，“未达到”只写在数据为未达到之处；数据自相矛盾时，先改数据。
    """
    yield from (problem for found in contradictions(corpus) for problem in found.problems)


def figure_unread(corpus: Corpus) -> Iterator[Problem]:
    """Every digit in a link to a figure belongs to a number that is judged, or to a name that stands in the trial table or the vocabulary.
    指向数据的链接文字中，每个数字字符都属于被核对的数字，或属于试验表、词表中已有的名称。
    """
    for binding in bindings(corpus):
        if binding.datum is not None and binding.trial is not None:
            view, (start, end) = shown_text(binding)
            spans = (
                (max(numeral.start, start) - start, numeral.end - start)
                for numeral in numerals(view.text)
                if start < numeral.end and numeral.start < end
            )
            for run, word in unread(view.text[start:end], spans):
                if word not in _names(corpus, binding.trial):
                    yield _unread(binding, view.starts[start + run.start()], word)


def _akin(address: str, known: list[str]) -> list[str]:
    """The addresses that say of the same arm what another row of the same endpoint does: where an arm moved to a row of its own, its links follow it."""
    row, _, arm = address.partition(".")
    return [
        each
        for each in known
        if arm
        and each.partition(".")[2] == arm
        and each.partition(".")[0].partition("-")[0] == row.partition("-")[0]
    ]


def edit(prose: Prose, start: int, end: int, new: str) -> Edit | None:
    """The repair of a stretch of prose; None where the prose does not stand in its file letter by letter, or the repair would break a table."""
    text = prose.source.text
    plain = prose.source.path.endswith(".yml") and text[prose.start - 1 : prose.start] not in (
        "'",
        '"',
    )
    if not prose.exact or plain and YAML_MARK.search(new):
        return None
    return Edit(prose.source.path, prose.start + start, prose.start + end, new)


def _formless(trial: Trial, address: str) -> bool:
    """Whether the table breaks its schema where the address would lead; that is reported already."""
    head = address.partition(".")[0]
    paths = (
        [(head,)]
        if head in ("enrolled", "arms")
        else [(kind, head) for kind in ("results", "harms", "facts")]
    )
    return any(unsound(trial.record, path) for path in paths)


def _misnamed(corpus: Corpus, trial: Trial, address: str) -> bool:
    """Whether a result that is not named after its endpoint would be the one meant, were it so; that is reported already."""
    head = address.partition(".")[0]
    return any(
        f"{head}-".startswith(f"{row.endpoint}-")
        for row in misnamed(trial)
        if standing(corpus, trial.record.key_place(*row.path), "table-result-id")
    )


def _unreadable(corpus: Corpus, binding: Binding) -> bool:
    """Whether the table is there but could not be read, or has another name; that is reported already."""
    file = target(binding.link, binding.path)
    return corpus.is_file(file) or file in renamed(corpus)


def _unknown(binding: Binding, found: str, where: str, known: list[str]) -> Problem:
    return Problem(
        binding.prose.place(binding.link.start),
        "datum-unknown",
        Text(f"不存在的数据 {found}", f"{found}, which does not exist"),
        Text(f"{where} 中的一个地址", f"an address in {where}"),
        advice(found.rsplit("/", 1)[-1], known),
    )


def shown_text(binding: Binding) -> tuple[Seen, tuple[int, int]]:
    """What a reader sees around a link to a figure, and where in it the text of the link begins and ends."""
    link, view = binding.link, seen(binding.prose, code=True)
    return view, view.span(link.inner, link.inner + len(link.text))


def _names(corpus: Corpus, trial: Trial) -> set[str]:
    """Words with digits that a link to a figure of this trial may hold: those of its table and of the vocabulary."""
    sources = (
        trial.record.source,
        *(source for path, source in corpus.sources.items() if path.startswith(f"{VOCABULARY}/")),
    )
    return {word for source in sources for word in words(source)}


def _astray(binding: Binding, found: list[Mismatch], view: Seen, others: list[str]) -> Problem:
    """A link whose text another arm or row holds as it stands: told once, and never mended, for it is as likely the address that is wrong."""
    held = tuple(dict.fromkeys(figure for mismatch in found for figure in mismatch.candidates))
    shown, more = (
        others[:MOST],
        Text(" 等处", " and others") if len(others) > MOST else Text("", ""),
    )
    return Problem(
        binding.prose.place(view.starts[found[0].numeral.start]),
        "figure-contradicts",
        Text(binding.link.text, binding.link.text),
        _expected(binding, told(held)),
        Text(
            f"这正是 {'、'.join(shown)}{more.zh} 的数据：链接是否指错了组或行？指错的，改链接的地址；没有指错的，按数据改正文字；若数据有误，先改试验表。",
            f"These figures are those of {' and of '.join(shown)}{more.en}: does the link lead to the wrong arm or row? If so, mend its address; if not, set the text right by the data; if the data are wrong, mend the table first.",
        ),
    )


def _expected(binding: Binding, held: Text) -> Text:
    """What the datum holds, and where."""
    assert binding.trial is not None and binding.datum is not None
    where = f"{binding.trial.place(*binding.datum.path)}"
    return Text(f"{held.zh}（{where}）", f"{held.en} ({where})")


def _contradiction(binding: Binding, mismatch: Mismatch, view: Seen, clear: bool) -> Problem:
    """``clear`` says that the text of the link holds no sign that may mean something else."""
    numeral, held = mismatch.numeral, told(mismatch.candidates)
    offset = view.starts[numeral.start]
    unit = Text("%", "%") if numeral.percent else timed(numeral.unit)
    right = (
        mismatch.right
        if clear
        and mismatch.right is not None
        and _replaceable(mismatch)
        and view.solid(numeral.start, numeral.end)
        else None
    )
    return Problem(
        binding.prose.place(offset),
        "figure-contradicts",
        Text(
            f"{mismatch.sign}{numeral.digits}{unit.zh}", f"{mismatch.sign}{numeral.digits}{unit.en}"
        ),
        _expected(binding, held),
        Text(
            "按数据改正文字；若数据有误，先改试验表。",
            "Set the text right by the data; if the data are wrong, mend the table first.",
        ),
        edit(binding.prose, offset, offset + len(numeral.digits), right) if right else None,
    )


def _replaceable(mismatch: Mismatch) -> bool:
    """Whether the digits alone are the number: no 万, no sign before or after the repair, not the name of a month, and not equal already."""
    numeral = mismatch.numeral
    digits = numeral.digits.replace(",", "")
    return (
        not (mismatch.right or "").startswith("-")
        and digits[0].isdigit()
        and mismatch.right != digits
        and f"{numeral.value:f}" == digits
    )


def _unread(binding: Binding, offset: int, word: str) -> Problem:
    return Problem(
        binding.prose.place(offset),
        "figure-unread",
        Text(f"无法核对的“{word}”", f"“{word}”, which cannot be judged"),
        Text(
            "与数据相符的数字，或试验表、词表中的名称",
            "a number that the data hold, or a name in the trial table or the vocabulary",
        ),
        Text(
            "数字与字母分开写，如 HR 0.99、9.9 个月；名称移到链接之外。",
            "Part numbers from letters, as HR 0.99, 9.9 months; move a name out of the link.",
        ),
    )
