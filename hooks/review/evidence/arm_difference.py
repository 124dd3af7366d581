"""What two arms of a randomised trial differ by, where an outcome names their shares and no
comparison was printed, or none but its P value."""

from __future__ import annotations

from math import sqrt
from statistics import NormalDist

from review.evidence.cell import DIFFERENCE, PERCENT, POINTS, Cell
from review.evidence.corpus import Corpus
from review.evidence.question import Address, Outcome
from review.evidence.relative_effect import LEVEL, RelativeEffect, backwards, plain, row_at
from review.evidence.row import BETWEEN, EVERYBODY, Row

ARMS = 2


def arm_difference(outcome: Outcome, corpus: Corpus) -> RelativeEffect | None:
    """The difference in percentage points between the two arms of one row that are the evidence of
    an outcome, the intervention against the comparator, with its interval where both are shares of
    a known number of patients. None where the evidence is anything else, or the trial is not
    randomised patient by patient into arms."""
    addresses = [address for address in outcome.evidence if not _bare(address, corpus)]
    rows = {(address.trial, address.row) for address in addresses}
    row = row_at(addresses[0], corpus) if len(addresses) == ARMS and len(rows) == 1 else None
    if row is None or not row.trial.randomised or row.correlated:
        return None
    first, second = (address.column for address in addresses)
    if {first, second} & {BETWEEN, EVERYBODY} or not {first, second} <= row.cells.keys():
        return None
    turned = backwards(row, (first, second), outcome)
    of, versus = (second, first) if turned else (first, second)
    return _difference(row, of, versus, corpus)


def _bare(address: Address, corpus: Corpus) -> bool:
    """Whether an address is of a comparison that has no estimate, as of a P value alone."""
    row = row_at(address, corpus)
    between = None if row is None else row.between
    return address.column == BETWEEN and between is not None and between.get("estimate") is None


def _difference(row: Row, of: str, versus: str, corpus: Corpus) -> RelativeEffect | None:
    unit = row.data.get("unit")
    shares = [cell_percent(row.cells[arm], unit) for arm in (of, versus)]
    if shares[0] is None or shares[1] is None:
        return None
    numbers = [_patients(row, arm) for arm in (of, versus)]
    low, high = None, None
    if numbers[0] and numbers[1] and _counted(row, corpus):
        limits = newcombe(shares[0] / 100, numbers[0], shares[1] / 100, numbers[1])
        low, high = (100 * limit for limit in limits)
    address = Address(row.trial.id, row.id, of)
    return RelativeEffect(
        DIFFERENCE, shares[0] - shares[1], low, high, LEVEL, POINTS, address, of, versus
    )


def _counted(row: Row, corpus: Corpus) -> bool:
    """Whether the shares of a row are of patients counted: those of a time to an event are
    estimated from the times of those followed, and no count gives their interval."""
    term = corpus.vocabulary.get("endpoints", str(row.endpoint))
    return term is None or not term.timed or not row.data.get("timepoint")


def _patients(row: Row, arm: str) -> int | None:
    """Of how many patients the share of an arm is: as the row has it, or all of the arm where the
    row is not limited to some."""
    limited = row.data.get("population") is not None or bool(row.diagnoses)
    enrolled = {} if limited else row.trial.arms.get(arm, {})
    numbers = (row.cells[arm]["n"], enrolled.get("evaluable"), enrolled.get("n"))
    return next((number for number in numbers if isinstance(number, int) and number > 0), None)


def cell_percent(cell: Cell, unit: object) -> float | None:
    """The percentage that a cell holds: of its events, or as printed, or a value in percent."""
    if cell.proportion is not None:
        events, n = cell.proportion
        return 100 * events / n
    if (printed := plain(cell["percent"])) is not None:
        return printed
    return plain(cell["value"]) if unit == PERCENT else None


def newcombe(p: float, n: int, q: float, m: int) -> tuple[float, float]:
    """The 95% interval of the difference of two proportions, ``p`` of ``n`` and ``q`` of ``m``
    patients, 0 to 1.

    Newcombe's hybrid score interval (method 10): with the Wilson limits l and u of each proportion,
    from d − √((p − l₁)² + (u₂ − q)²) to d + √((u₁ − p)² + (q − l₂)²) (Newcombe RG. Stat Med.
    1998;17:873-90). ValueError for what is no proportion."""
    (low, high), (other_low, other_high) = wilson(p, n), wilson(q, m)
    below = sqrt((p - low) ** 2 + (other_high - q) ** 2)
    above = sqrt((high - p) ** 2 + (q - other_low) ** 2)
    return p - q - below, p - q + above


def wilson(p: float, n: int) -> tuple[float, float]:
    """Wilson's score interval at LEVEL of a proportion of ``n`` patients (Wilson EB. J Am Stat
    Assoc. 1927;22:209-12)."""
    if not 0 <= p <= 1 or n < 1:
        raise ValueError(f"{p} of {n} is not a proportion")
    z = NormalDist().inv_cdf(0.5 + LEVEL / 200)
    middle, width = p + z * z / (2 * n), z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    # rounding may carry a limit past the proportion itself, where that is 0 or 1
    return max(0.0, min(p, (middle - width) / scale)), min(1.0, max(p, (middle + width) / scale))
