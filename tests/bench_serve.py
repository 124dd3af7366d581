"""How long after a save a browser shows what was saved: a sentence of a page, and a text of a
table, in the preview of ``make serve``.

A browser has the page open and loads it again when the preview tells it to. Recorded are the time a
person waits and the processor time of the preview (user and system, without the check that runs
beside it), of the review itself and of one of a thousand trials made of copies of it."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "hooks"))
sys.path.insert(0, str(ROOT / "tests/support"))

from playwright.sync_api import Page, sync_playwright  # noqa: E402

import preview  # noqa: E402
from measurements import record  # noqa: E402
from multiplied import copied  # noqa: E402

TICKS = os.sysconf("SC_CLK_TCK")
PAUSE = 3.0  # seconds between two saves: check and other pages are done, as while one types
LONGEST = 120_000  # ms
LONGEST_WAIT = {1: 0.6, 5: 1.0}  # s, by how many times the review is copied
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
    waited, seconds = time.monotonic() - began, spent(shown.process.pid) - before
    time.sleep(PAUSE)
    return waited, seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--times", type=int, nargs="+", default=[*LONGEST_WAIT])
    given = parser.parse_args()
    preview.LONGEST = 1_200.0  # a first build on a busy machine
    for times in given.times:
        with tempfile.TemporaryDirectory(prefix="serve-") as folder:
            shown_of(copied(Path(folder), times), Path(folder), given.runs, LONGEST_WAIT[times])


def shown_of(root: Path, folder: Path, runs: int, most: float) -> None:
    """Record how soon a change of either kind is shown, of the first file that has one."""
    section = min((root / "docs/review").glob("*.md"))
    tables = sorted((root / "docs/trials").glob("*.yml"))
    edits = {
        "sentence": (section, "<!-- zh -->\n", f"review/{section.stem}"),
        "table": (tables[0], "\nsummary:\n  zh: ", f"trials/{tables[0].stem}"),
    }
    os.environ["REVIEW_CACHE"] = str(folder / "cache")
    with preview.Preview(root, folder) as shown, sync_playwright() as playwright:
        page = playwright.chromium.launch(executable_path=shutil.which("chromium")).new_page()
        for name, (file, mark, address) in edits.items():
            shown.wait(f"zh/{address}.html", "</html>")
            page.goto(f"http://{shown.address}/zh/{address}.html")
            path = file.relative_to(root).as_posix()
            taken = [saved(shown, page, path, mark, run) for run in range(runs + 1)][1:]
            waited, seconds = zip(*taken)
            what = f"{name}, {len(tables)} trials"
            record("preview", f"{what}: shown after the save", waited, "s", most)
            record("preview", f"{what}: processor", seconds, "s")


if __name__ == "__main__":
    main()
