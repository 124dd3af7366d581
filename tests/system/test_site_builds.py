"""The builds of a site: a preview builds again what a saved file has changed and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands.check import found_by
from laid import PAGE, lay
from system import store
from system.fingerprint import CHECKED
from system.site_builds import SiteBuilds
from system.store import Store

ADDRESS = "https://review.example.org/"
PAIR = {"zh": "甲药有效。", "en": "Drug A works."}


BESIDE = {"status.json", "zh/review/page.md", "data/datapackage.json"}
NOT_BESIDE = {"index.html", "sitemap.xml"}


@pytest.fixture(autouse=True)
def checked_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(CHECKED, raising=False)


def changed(builds: SiteBuilds, root: Path) -> set[str]:
    """Pages that differ from those of the build before."""
    builds.read(root)
    builds.weave(ADDRESS)
    return {page.uri for page in builds.contents.pages.values() if builds.changed(page)}


def save(root: Path, path: str, old: str, new: str) -> None:
    text = (root / path).read_text(encoding="utf-8")
    assert old in text
    (root / path).write_text(text.replace(old, new), encoding="utf-8")


def test_a_preview_builds_again_what_a_saved_file_has_changed(tmp_path: Path) -> None:
    root = lay(tmp_path, PAIR)
    builds = SiteBuilds()
    builds.preview = True
    first = changed(builds, root)
    assert {"zh/index.md", "zh/review/page.md", "zh-en/review/page.md"} <= first
    assert changed(builds, root) == set()
    save(root, PAGE, "Drug A works.", "Drug A works well.")
    again = changed(builds, root)
    assert {"en/review/page.md", "zh-en/review/page.md"} <= again
    assert not again & {"zh/review/page.md", "zh/trials/alpha.md", "zh/index.md"}


def test_a_new_title_is_on_every_page(tmp_path: Path) -> None:
    root = lay(tmp_path, PAIR)
    builds = SiteBuilds()
    builds.preview = True
    first = changed(builds, root)
    save(root, PAGE, "# 章节 | Section", "# 章节 | A section")
    assert {uri for uri in changed(builds, root) if uri.startswith("en/")} == {
        uri for uri in first if uri.startswith("en/")
    }


def test_a_preview_makes_what_stands_beside_the_pages_when_it_is_asked_for(tmp_path: Path) -> None:
    root, site = lay(tmp_path, PAIR), tmp_path / "site"
    builds = SiteBuilds()
    builds.preview = True
    changed(builds, root)
    builds.set_up()
    for path in ("index.html", "assets/script.js"):
        builds.put_asked(site, path)
    assert not site.exists()
    builds.put_asked(site, "search/en/index.js")
    assert not any((site / path).exists() for path in [*BESIDE, *NOT_BESIDE])
    index = site / "search/en/index.js"
    first = index.read_bytes()
    for _ in range(2):  # a change, and the same taken back
        save(root, PAGE, "Drug A works.", "Drug A works splendidly.")
        changed(builds, root)
        builds.put_asked(site, "status.json")
        assert index.read_bytes() == first  # nobody has asked for it
        builds.put_asked(site, "search/en/d0.js")
        assert index.read_bytes() != first
        save(root, PAGE, "Drug A works splendidly.", "Drug A works.")
        changed(builds, root)
        builds.put_asked(site, "search/zh/index.js")
        assert index.read_bytes() == first
    assert {path for path in [*BESIDE, *NOT_BESIDE] if (site / path).is_file()} == BESIDE


def test_problems_come_before_anything_is_woven(tmp_path: Path) -> None:
    root = lay(tmp_path, {"zh": "甲药PFS。", "en": "PFS on drug A."})
    report = found_by(SiteBuilds(), root)
    assert "1 problem in 1 file" in report
    assert "han-latin-spacing" in report and "发现 " in report


@pytest.mark.parametrize("elsewhere", ["preview", CHECKED])
def test_sources_that_are_checked_elsewhere_are_not_checked_twice(
    elsewhere: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay(tmp_path, {"zh": "甲药PFS。", "en": "PFS on drug A."})
    builds = SiteBuilds()
    if elsewhere == "preview":
        builds.preview = True
    else:
        monkeypatch.setenv(CHECKED, "1")
    assert found_by(builds, root) == ""


def test_what_is_saved_before_it_is_read_is_not_kept_for_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, root = Store(tmp_path / "cache"), lay(tmp_path / "review", PAIR)
    monkeypatch.setattr(store, "opened", lambda: kept)

    class Late(SiteBuilds):
        def read(self, root: Path) -> None:
            save(root, PAGE, "Drug A works.", "Drug A works [@nobody1999].")
            super().read(root)

    assert "citation-unknown" in found_by(Late(), root)
    save(root, PAGE, "Drug A works [@nobody1999].", "Drug A works.")
    assert found_by(SiteBuilds(), root) == ""


def test_a_preview_says_a_moment_later_what_is_wrong(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    root = lay(tmp_path, {"zh": "甲药PFS。", "en": "PFS on drug A."})
    builds = SiteBuilds()
    builds.read(root)
    builds.check_in_preview()
    stopped = builds.checking
    builds.check_in_preview()
    assert stopped and stopped.returncode not in (None, 0, 1)
    assert builds.checking and builds.checking.wait(60) == 1
    assert "han-latin-spacing" in capfd.readouterr().out
