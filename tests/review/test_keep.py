"""A shelf gives what was made of the same, and lets go what is no longer asked for."""

from __future__ import annotations

from review.keep import Shelf


def test_what_stands_on_a_shelf_is_not_made_again() -> None:
    shelf, made = Shelf(), []
    for _ in range(2):
        assert shelf("kind", ("a", 1), lambda: made.append(1) or "value") == "value"
    assert shelf("kind", ("a", 2), lambda: "other") == "other"
    assert len(made) == 1


def test_nothing_is_asked_for_again() -> None:
    shelf = Shelf()
    assert shelf("kind", 1, lambda: None) is None
    assert shelf("kind", 1, lambda: "now") == "now"


def test_a_shelf_lets_go_what_is_not_asked_for_once_that_is_the_most() -> None:
    shelf = Shelf()
    for number in range(4):
        shelf("kind", number, lambda: "old")
    shelf.tidy()
    for asked, left in ((range(2), 4), (range(1), 1)):
        for number in asked:
            assert shelf("kind", number, lambda: "new") == "old"
        shelf.tidy()
        assert len(shelf.values) == left
