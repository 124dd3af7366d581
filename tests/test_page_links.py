"""Links of a page lead where MkDocs would have them lead, by the shorter way, too."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("mkdocs")

from mkdocs.config import load_config  # noqa: E402
from mkdocs.structure.files import File, Files, InclusionLevel  # noqa: E402
from mkdocs.structure.pages import _RelativePathTreeprocessor  # noqa: E402

import site_pages  # noqa: E402

PAGES = ("en/index.md", "en/trials/a.md", "en/trials/b-1.md", "en/agents/中.md", "zh/trials/a.md")
URLS = (
    *("b-1.md", "b-1.md#c.d", "a.md#here", "#here", "../index.md", "../../zh/trials/a.md#e"),
    *("./b-1.md", "../trials/../agents/中.md#f", "b-1.md#", "b-1.html", "none.md", "b-1.md?g#h"),
    *("/en/index.md", "https://example.org/b-1.md#i", "mailto:a@b.md", "../pic.png", "b%2D1.md"),
)


@pytest.mark.parametrize("place", PAGES)
def test_every_link_leads_where_it_would(place: str, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").touch()
    config = load_config(str(tmp_path / "mkdocs.yml"), site_name="x", use_directory_urls=False)
    kind = InclusionLevel.NOT_IN_NAV
    site, urls = str(tmp_path / "site"), False
    woven = [site_pages.WovenFile(uri, None, site, urls, inclusion=kind) for uri in PAGES]
    files = Files([*woven, File("en/pic.png", None, site, urls)])
    page = files.src_uris[place]
    ours, theirs = (
        make(page, files, config) for make in (site_pages.Links, _RelativePathTreeprocessor)
    )
    assert [*map(ours.path_to_url, URLS * 2)] == [*map(theirs.path_to_url, URLS * 2)]
    assert ours.links_to_anchors == theirs.links_to_anchors
