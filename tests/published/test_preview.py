"""The live preview: what is saved is seen, everywhere it is told, and what is wrong with it is
said."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from preview import LONGEST, ROOT, Preview


def small_review(folder: Path) -> Path:
    """The small second review with the engine beside it, as a repository of its own would have
    it."""
    root = folder / "review"
    shutil.copytree(ROOT / "tests/site", root)
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of it: to start one takes longer than all that is seen in it."""
    folder = tmp_path_factory.mktemp("preview")
    with Preview(small_review(folder), folder) as started:
        yield started


def test_a_new_title_is_seen_on_a_page_that_has_not_changed_itself(preview: Preview) -> None:
    preview.wait("en/review/surveillance.html", "<article")
    settings = (preview.copy / "docs/review.yml").read_text(encoding="utf-8")
    title = re.search(r"(?m)^  en: .*$", settings)
    assert title
    preview.save("docs/review.yml", title[0], "  en: A title just saved")
    preview.wait("en/review/surveillance.html", "A title just saved</title>")


def test_what_is_saved_is_seen(preview: Preview) -> None:
    preview.wait("zh/review/surveillance.html", "高危人群")
    preview.save("docs/review/surveillance.md", "高危人群", "高危患者")
    preview.wait("zh/review/surveillance.html", "高危患者")
    preview.save("docs/trials/reflect.yml", "acronym: REFLECT", "acronym: REFLEX")
    preview.wait("en/trials/reflect.html", "REFLEX")
    assert "REFLEX" in preview.page("en/trials/index.html")
    assert any("REFLEX" in preview.page(f"search/en/d{number}.js") for number in range(9))
    preview.save("docs/trials/reflect.yml", "value: 1.08", "value: 1.80")
    preview.save("docs/review/systemic-therapy.md", "[@", "[@nobody1999; @")
    began = time.monotonic()
    while "nobody1999" not in preview.said and time.monotonic() - began < LONGEST:
        time.sleep(0.1)
    assert re.search(r"docs/review/systemic-therapy\.md:\d+:\d+ citation-unknown", preview.said), (
        preview.said
    )
