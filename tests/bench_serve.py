"""How long after a save a browser shows what was saved: a sentence of a page, and a text of a
table, in the preview of ``make serve``.

A browser has the page open and loads it again when the preview tells it to. Printed are the medians
of the time a person waits and of the processor time of the preview (user and system, without the
check that runs beside it)."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "hooks"))
sys.path.insert(0, str(ROOT / "tests/support"))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

import preview  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
PAUSE = 3.0  # seconds between two saves: the check of the first ends, as it does while one types
LONGEST = 120_000  # ms
SHOWS = "text => document.body.textContent.includes(text)"


def spent(pid: int) -> float:
    """Processor seconds of a process so far, without its children (man 5 proc)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def saved(
    shown: preview.Preview, page: Page, path: str, mark: str, run: int
) -> tuple[float, float]:
    """Seconds of waiting and of processor time from a save until the browser shows it."""
    before, text = spent(shown.process.pid), f"已存第{run}次"
    shown.save(path, mark, f"{mark}{text}")
    began = time.monotonic()
    page.wait_for_function(SHOWS, arg=text, timeout=LONGEST)
    waited = time.monotonic() - began
    time.sleep(PAUSE)
    return waited, spent(shown.process.pid) - before


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--root", type=Path, default=ROOT)
    given = parser.parse_args()
    runs, root = given.runs, given.root
    # a change of either kind, of the first file that has one
    section = min((root / "docs/review").glob("*.md"))
    table = min((root / "docs/trials").glob("*.yml"))
    edits = {
        "sentence": (section, "<!-- zh -->\n", f"review/{section.stem}"),
        "table": (table, "\nsummary:\n  zh: ", f"trials/{table.stem}"),
    }
    # the store of the review: what was built before need not be for the first page to be seen
    os.environ.setdefault("REVIEW_CACHE", str(ROOT / ".cache"))
    preview.LONGEST = 600.0  # a first build on a busy machine
    with (
        tempfile.TemporaryDirectory(prefix="serve-") as folder,
        preview.Preview(root, Path(folder)) as shown,
        sync_playwright() as playwright,
    ):
        page = playwright.chromium.launch(executable_path=shutil.which("chromium")).new_page()
        for name, (file, mark, address) in edits.items():
            shown.wait(f"zh/{address}.html", "</html>")
            page.goto(f"http://{shown.address}/zh/{address}.html")
            path = file.relative_to(root).as_posix()
            taken = [saved(shown, page, path, mark, run) for run in range(runs + 1)][1:]
            waited, seconds = (statistics.median(each) for each in zip(*taken))
            print(f"{name}: shown {waited:.2f} s after the save, processor {seconds:.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
