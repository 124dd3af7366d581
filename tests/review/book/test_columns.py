"""Columns of a table on paper: what each needs, and who gets what is left."""

from __future__ import annotations

import re

from review.book.columns import CLOSER, GAP, LINE, WIDE, Need, columns

WORD = Need((3.0,), 3.0)


def shares(rows: list[dict[int, Need]], count: int) -> list[float]:
    return [float(share) for share in re.findall(r"([0-9.]+)fr", columns(rows, count).array)]


def prose(length: float) -> Need:
    return Need((length,), 4.0)


def test_what_fits_on_a_line_is_left_as_it_is() -> None:
    found = columns([{0: WORD, 1: WORD}], 2)
    assert (found.array, found.line, found.height) == ("(auto, auto, )", LINE, 1.0)


def test_the_widths_add_up_to_the_line_and_no_piece_is_parted() -> None:
    found = shares([{0: Need((20.0,), 12.0), 1: prose(200.0), 2: prose(60.0)}], 3)
    assert abs(sum(found) - LINE) < 1 and found[0] >= 12.0 + GAP and found[1] > found[2]


def test_room_goes_where_it_lowers_the_table() -> None:
    """A column with one long cell beside short ones gets it from a column whose cells are all
    low."""
    rows = [
        {0: Need((30.0,), 4.0), 1: prose(300.0)},
        {0: Need((8.0,), 4.0), 1: WORD},
        {0: Need((8.0,), 4.0), 1: WORD},
    ]
    found = shares(rows, 2)
    assert found[1] > 3 * found[0] and found[0] >= 8.0 + GAP


def test_a_short_line_stays_whole_where_there_is_room() -> None:
    found = shares([{0: Need((7.0,), 1.0), 1: prose(400.0)}], 2)
    assert found[0] >= 7.0 + GAP


def test_what_fits_on_no_line_turns_the_page() -> None:
    assert columns([{at: Need((30.0,), 30.0) for at in range(4)}], 4).line == WIDE


def test_type_is_smaller_where_that_makes_a_table_much_lower() -> None:
    """Four fifths of the line are taken by what cannot be parted, and one cell is long."""
    crowded = [{**{at: Need((9.5,), 9.5) for at in range(4)}, 4: prose(150.0)}]
    assert (
        columns(crowded, 5).line == min(CLOSER)
        and columns([{0: Need((9.5,), 9.5), 1: prose(900.0)}], 2).line == LINE
    )
    assert columns([{**crowded[0], 4: prose(60.0)}], 5).line == LINE
