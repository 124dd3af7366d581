"""What is kept between runs: never out of date, never in the way."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from mutations import KINDS, mutate
from places import HOOKS, SITE
from system import git, site_builds, store
from system.site_builds import BuiltPage, SiteBuilds
from system.store import Store

MADE: dict[str, dict[str, str]] = {}  # all files beside pages, by what they were made from
ADDRESS = "https://review.example.org/"


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


def test_what_was_made_is_not_made_again(kept: Store, tmp_path: Path) -> None:
    made: list[int] = []
    for again in (kept, kept, Store(tmp_path / "cache")):
        assert again("kind", ("a", 1), lambda: made.append(1) or {"a": [1]}) == {"a": [1]}
        again.write()
    assert len(made) == 1


@pytest.mark.parametrize("other", [("kind", ("a", 2)), ("kind", ("a", "1")), ("other", ("a", 1))])
def test_what_was_made_of_something_else_is_made(kept: Store, other: tuple[str, object]) -> None:
    kept("kind", ("a", 1), lambda: "old")
    assert kept(*other, lambda: "new") == "new"


@dataclass(frozen=True)
class Hidden:
    """What it holds, its ``repr`` does not tell."""

    text: str = field(repr=False)


def test_what_a_repr_hides_counts(kept: Store) -> None:
    kept("kind", Hidden("a"), lambda: "old")
    assert kept("kind", Hidden("b"), lambda: "new") == "new"


@pytest.mark.parametrize("untold", [frozenset("a"), object(), (1, {"a": {2}})])
def test_what_cannot_tell_what_it_holds_is_refused(kept: Store, untold: object) -> None:
    with pytest.raises(TypeError):
        kept("kind", untold, lambda: "value")


def test_another_program_makes_everything_anew(
    kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept("kind", 1, lambda: "old")
    monkeypatch.setattr(store, "program", lambda: "another")
    assert kept("kind", 1, lambda: "new") == "new"


def test_the_program_is_all_of_its_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "HOOKS", tmp_path)
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/a.j2").write_text("a")
    before = store.program.__wrapped__()
    (tmp_path / "templates/a.j2").write_text("b")
    assert before != store.program.__wrapped__()


@pytest.mark.parametrize("harm", ["no database", "torn values", "no folder", "a file"])
def test_a_store_that_is_of_no_use_is_done_without(harm: str, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    if harm == "a file":
        folder.write_text("x")
    else:
        first = Store(folder)
        first("kind", 1, lambda: "value")
        first.write()
    if harm == "no database":
        (folder / "kept.sqlite").write_bytes(b"no database at all" * 100)
    if harm == "torn values":
        with sqlite3.connect(folder / "kept.sqlite") as connection:
            connection.execute("UPDATE kept SET value = substr(value, 1, 5)")
        connection.close()
    if harm == "no folder":
        shutil.rmtree(folder)
    for _ in range(2):
        again = Store(folder)
        assert again("kind", 1, lambda: "value") == "value"
        again.write()


def test_what_was_not_used_for_longest_goes_first(
    kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LARGEST", 2_500)
    chance = random.Random(1)
    for minute, name in enumerate("cab"):  # all on one day, and not in the order of their names
        monkeypatch.setattr(store.time, "time", lambda now=minute: 60.0 * now)
        kept.put("kind", name, chance.randbytes(1_000))
        kept.write()
    again = Store(tmp_path / "cache")
    assert [bool(again.get("kind", name)) for name in "cab"] == [False, True, True]


def test_there_is_room_for_what_several_runs_of_a_large_review_make(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run after another change asks again for nearly all that the runs before it have made."""
    monkeypatch.setattr(store, "LARGEST", 2_500)
    monkeypatch.setattr(store, "TOGETHER", 4)  # much is written before a run ends
    chance = random.Random(1)
    for run in range(6):
        monkeypatch.setattr(store.time, "time", lambda now=run: 1_000.0 * now)
        again = Store(tmp_path / "cache")
        lost = [name for name in range(-run, 20) if not again.get("kind", name)]
        for name in lost:
            again.put("kind", name, chance.randbytes(1_000))
        again.write()
        assert lost == ([-run] if run else [*range(20)])


def test_of_runs_that_need_nothing_of_each_other_the_last_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LARGEST", 2_500)
    chance = random.Random(1)
    for run in range(5):
        monkeypatch.setattr(store.time, "time", lambda now=run: 1_000.0 * now)
        again = Store(tmp_path / "cache")
        for name in range(20):
            again.put("kind", (run, name), chance.randbytes(1_000))
        again.write()
    whole = [run for run in range(5) if all(again.get("kind", (run, n)) for n in range(20))]
    assert whole == [3, 4] and store.RUNS == 3  # of the third nearly all


def test_what_a_run_has_put_it_does_not_let_go(
    kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "LARGEST", 2_500)
    chance = random.Random(1)
    for name in "abcd":
        kept.put("kind", name, chance.randbytes(1_000))
        kept.write()
    assert all(Store(tmp_path / "cache").get("kind", name) for name in "abcd")


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    writer = (
        f"import sys; sys.path.insert(0, {str(HOOKS)!r})\n"
        "from pathlib import Path\nfrom system.store import Store\n"
        f"store = Store(Path({str(tmp_path / 'cache')!r}))\n"
        "for number in range(60):\n"
        "    store('kind', (sys.argv[1], number), lambda: number)\n"
        "    store('kind', number, lambda: number)\n"
        "    store.write()\n"
    )
    begun = [subprocess.Popen([sys.executable, "-c", writer, name]) for name in "ab"]
    assert [process.wait() for process in begun] == [0, 0]
    read = Store(tmp_path / "cache")
    for name in "ab":
        assert [read.get("kind", (name, number)) for number in range(60)] == [*range(60)]


@pytest.fixture
def review(tmp_path: Path) -> Iterator[Path]:
    """A copy of the small review with every kind of source."""
    root = shutil.copytree(SITE, tmp_path / "review")
    (root / "CITATION.cff").write_text("authors:\n  - family-names: Doe\n    given-names: Jane\n")
    yield root


def woven(root: Path, kept: Store, beside: bool) -> dict[str, str]:
    """Everything a site is made of, by path: the pages, what stands round and beside them."""
    builds = SiteBuilds()
    builds.kept_in(kept)
    builds.read(root)
    builds.weave(ADDRESS)
    pages = builds.contents.pages.values()
    made = {
        **{page.uri: f"{page!r}{page.markdown}{builds.contents.frame(page)}" for page in pages},
        **{f"html of {page.uri}": builds.contents.html_digest(page) for page in pages},
    }
    groups = [*builds.contents.searches(), *builds.contents.beside()] if beside else ()
    for made_from, make in groups:
        made |= (files := make())
        # a site may take over files that were made from the same
        assert MADE.setdefault(made_from, files) == files
    builds.finish(False, root)
    return made


def test_nothing_kept_is_out_of_date(
    review: Path, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every kind of source changes once, in an order of chance; after each change a site of what
    was kept is one made from nothing. ``bench_stale.py`` does so with whole sites."""
    monkeypatch.setenv("REVIEW_CHECKED_BESIDE", "1")
    monkeypatch.setattr(git, "version", lambda root: "")
    chance = random.Random(7)
    kinds = [*KINDS, "picture"]
    chance.shuffle(kinds)
    woven(review, kept, True)
    nothing = Store(review / "none")
    nothing.close()
    for number, kind in enumerate(kinds):
        done, beside = mutate(review, kind, chance), number % 4 == 0
        # whether what pages were woven from is let go makes no difference
        monkeypatch.setattr(site_builds, "MANY", number % 2 * 500)
        again = woven(review, kept, beside)
        monkeypatch.setattr(site_builds, "MANY", 500)
        assert again == woven(review, nothing, beside), done


def test_a_page_comes_back_only_where_all_it_was_made_of_is_the_same(
    review: Path, kept: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REVIEW_CHECKED_BESIDE", "1")
    builds = SiteBuilds()
    builds.kept_in(kept)
    page = BuiltPage("<p>", {"a"}, ())

    def found(*settings: str) -> BuiltPage | None:
        builds.read(review)
        builds.weave(ADDRESS)
        builds.set_up(*settings)
        return builds.built(builds.contents.pages["en/status.md"])

    assert found("a") is None
    builds.add(builds.contents.pages["en/status.md"], page)
    builds.finish(False, review)
    assert found("a") is None, "a build that was refused leaves no page"
    builds.add(builds.contents.pages["en/status.md"], page)
    builds.finish(True, review)
    assert found("a") == page and found("b") is None


def test_a_page_of_the_last_site_is_taken_over_only_as_it_was_built(
    review: Path, kept: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REVIEW_CHECKED_BESIDE", "1")
    last = tmp_path / "site"
    monkeypatch.setenv("REVIEW_LAST_SITE", str(last))
    builds, file = SiteBuilds(), last / "en/status.html"
    builds.kept_in(kept)
    file.parent.mkdir(parents=True)
    (last / "sitemap.xml").touch()
    builds.read(review)
    builds.weave(ADDRESS)
    page = builds.contents.pages["en/status.md"]
    builds.set_up()
    assert builds.built(page) is None
    file.write_text("<p>")
    builds.add(page, BuiltPage("<p>", {"a"}, ()))
    builds.finish(True, last)

    def put() -> tuple[str, str]:
        builds.set_up()
        built = builds.built(page)
        assert built is not None
        (target := tmp_path / "next/status.html").unlink(missing_ok=True)
        built.put(str(target))
        return built.file, target.read_text()

    assert put() == (str(file), "<p>")
    file.write_text("<p>by hand")
    assert put() == ("", "<p>")
