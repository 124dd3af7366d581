"""The way of a value through the house stays short: a page places words that were made once."""

from __future__ import annotations

import pytest

from walk import START, House, Stay, parameters, walk

RETURNS = 30  # to a file that the way has left already


@pytest.fixture(scope="module")
def house() -> House:
    return House()


def test_the_page_of_a_section_comes_back_to_few_files(house: House) -> None:
    module, function, parameter = START
    reached = {stay.function for stay in walk(house, Stay((module, function), parameter))}
    files = {file for file, _ in reached}
    assert ("review.pages.page_finish", "finish") in reached, "the way was not followed"
    assert len(reached) - len(files) < RETURNS, sorted(reached)


def test_a_row_brings_its_trial_along(house: House) -> None:
    """Nothing takes a row and, beside it, what it was taken from."""
    both = [
        name
        for name, function in house.functions.items()
        if {"trial", "row", "view"} <= {*parameters(function)}
    ]
    assert both == []


def test_a_way_is_followed_through_what_is_made_of_a_value(house: House) -> None:
    """By assignment and through another file; and into an object only on demand."""
    start = Stay(("review.pages.section_pages", "page"), "section")
    near = {stay.function for stay in walk(house, start)}
    deep = {stay.function for stay in walk(house, start, deep=True)}
    assert ("review.wording.citation_numbers", "numbered") in near < deep
    assert ("review.pages.section_pages", "SectionPage.draft") in deep - near
