"""A build that is parted takes over from a copy of its process what the copy has made, and asks
nothing of pages that are another part's."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("mkdocs")

from mkdocs.config import load_config  # noqa: E402

from commands.site import _reason  # noqa: E402
from laid import lay  # noqa: E402
from site_pages import SiteFiles, SitePages  # noqa: E402
from system.site_builds import SHARD, BuiltPage, SiteBuilds  # noqa: E402


def test_pages_of_another_part_are_left_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = lay(tmp_path / "review", {"zh": "甲药有效。", "en": "Drug A works."})
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").touch()
    config = load_config(str(tmp_path / "mkdocs.yml"), site_name="x", use_directory_urls=False)
    monkeypatch.setenv(SHARD, "1/2")
    builds = SiteBuilds()
    builds.read(root)
    builds.weave("")
    builds.set_up()
    pages = SitePages(builds)
    woven = builds.contents.pages
    pages.files = SiteFiles([pages.file(page, config) for page in woven.values()])
    pages.navigate(config)
    own = {uri for uri, page in woven.items() if not builds.elsewhere(page)}
    for uri in own:
        builds.add(woven[uri], BuiltPage("", {uri}, ()))
    pages.take_over()
    held = {uri: pages.files.src_uris[uri].page.present_anchor_ids for uri in woven}
    assert held == {uri: {uri} if uri in own else None for uri in woven}
    assert own and own != woven.keys()


def test_what_a_copy_has_met_too_is_told_once(tmp_path: Path) -> None:
    output = "INFO    -  begun\nERROR   -  page\nERROR   -  page\nERROR   -  fault\n"
    assert _reason(output, tmp_path) == "ERROR   -  page\nERROR   -  fault"
