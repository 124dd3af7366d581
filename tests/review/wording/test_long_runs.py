"""Signs repeated without end are read, judged and set in a time that grows as the text does: what
went through the text anew for each of them took from five seconds to a minute."""

from __future__ import annotations

from pathlib import Path

import pytest

from laid import PAGE, lay, page, write
from places import TODAY
from review import rules, time_limit
from review.edition.edition import Edition
from review.edition.view import View
from review.evidence import corpus
from review.markup.language import Language
from review.wording.prose_markdown import markdown

LENGTH = 18_000  # characters; a longer line is a problem of its own
MOST = 2.5  # seconds of the processor; none takes half a second
SIGNS = ("^^", "<!--", "{{", "[^", "- \n", "`\n", "> - ", "| a\n", "[@smith2020]")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = lay(tmp_path_factory.mktemp("runs"), {})
    rules.check(corpus.read(root))  # what is read once for all texts
    return root


@pytest.mark.parametrize("sign", SIGNS)
def test_a_run_of_signs_takes_no_time(
    sign: str, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = f"甲药有效。\n\n{sign * (LENGTH // len(sign))}"
    write(root / PAGE, page(root, {"zh": run, "en": "Drug A works."}))
    monkeypatch.setattr(time_limit, "SECONDS", MOST)
    read = corpus.read(root)
    assert "source-time" not in {problem.rule for problem in rules.check(read)}
    view = View(Edition(read, TODAY), "zh/review/page.md", Language.ZH)
    with time_limit.timed(MOST):
        assert all(markdown(prose, view) for path, prose, _ in read.prose if path == PAGE)
