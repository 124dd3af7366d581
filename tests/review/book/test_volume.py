"""What goes into a book, by the files of a site."""

from __future__ import annotations

from pathlib import Path

from review.book import volume


def test_trials_are_neither_the_parts_of_their_list_nor_former_addresses(tmp_path: Path) -> None:
    folder = tmp_path / "en" / "trials"
    folder.mkdir(parents=True)
    for name in ("beta", "alpha", "index", "index-2", "index-finger"):
        for ending in ("html", "md"):
            (folder / f"{name}.{ending}").touch()
    (folder / "former.html").touch()  # only leads on: there is nothing to read beside it
    found = volume.trials(tmp_path, "en")
    assert found == ["en/trials/alpha", "en/trials/beta", "en/trials/index-finger"]
