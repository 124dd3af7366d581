"""Lighthouse on a phone: performance, accessibility, best practices and SEO of a page of each kind
a reader arrives at, what it moves, and how far it shifts.

Lighthouse is the one pinned in ``tests/lighthouse`` (12.2.3: its successor wants Node 22), driven
with the system's Chromium in its own preset: a slow phone on a slow network, simulated. The site is
served on loopback as a host would, compressed. Medians of some visits are recorded; a machine busy
with something else makes them worse, never better. Exits with 1 where a page falls short.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests" / "support")]

from built import run  # noqa: E402
from measurements import record  # noqa: E402
from visit import packed  # noqa: E402

PROGRAM = ROOT / "tests" / "lighthouse"
PAGES = (
    "zh/index.html",
    "en/review/osteosarcoma.html",
    "zh/trials/study-309.html",
    "en/questions/mapie-for-poor-responders.html",
    "zh/review/targeted-therapy.html",
    "zh-en/review/osteosarcoma.html",
    "zh/agents/regorafenib.html",
    "zh/trials/index.html",
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# most of 100 that a score may lack; kB that a page moves; cumulative layout shift
LOST, MOST, SHIFT = 5, 130, 0.02
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def program() -> Path:
    """Lighthouse as its lock file has it, installed once by npm."""
    found = PROGRAM / "node_modules" / "lighthouse" / "cli" / "index.js"
    if not found.is_file():
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=PROGRAM, check=True)
    return found


def measure(address: str, work: Path) -> dict[str, Any]:
    """The report of one page."""
    report = work / "report.json"
    command = ["node", str(program()), address, "--quiet", f"--chrome-flags={FLAGS}"]
    command += ["--output=json", f"--output-path={report}"]
    command += ["--only-categories=" + ",".join(CATEGORIES)]
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or ""
    subprocess.run(command, env={**os.environ, "CHROME_PATH": chromium}, check=True)
    made: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
    return made


def judged(page: str, reports: list[dict[str, Any]]) -> bool:
    """Record what the visits to a page say; whether it is within every limit."""
    categories = [report["categories"] for report in reports]
    audits = [report["audits"] for report in reports]
    moved = (audit["total-byte-weight"]["numericValue"] / 1e3 for audit in audits)
    shift = (audit["cumulative-layout-shift"]["numericValue"] for audit in audits)
    found = [
        record("first visit", f"{page}: moved", moved, "kB", MOST),
        record("first visit", f"{page}: layout shift", shift, "", SHIFT),
    ]
    for name in CATEGORIES:
        lost = (100 - 100 * (scores[name]["score"] or 0) for scores in categories)
        found.append(record("first visit", f"{page}: {name}, lost", lost, "of 100", LOST))
        failed = _failed(reports[-1], name)
        if failed:
            print(f"  {', '.join(failed)}")
    return all(one.kept for one in found)


def _failed(report: dict[str, Any], category: str) -> list[str]:
    """What a report finds wrong in a category."""
    names = [one["id"] for one in report["categories"][category]["auditRefs"]]
    return [name for name in names if report["audits"][name]["score"] == 0]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--site", type=Path, help="a built site; without it one is built")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        site = given.site or _built(work / "site")
        with packed(site) as base:
            good = [
                judged(page, [measure(f"{base}/{page}", work) for _ in range(given.runs)])
                for page in PAGES
            ]
    return 0 if all(good) else 1


def _built(site: Path) -> Path:
    if run("site", "--out", str(site), root=ROOT).returncode:
        raise SystemExit("the site could not be built")
    return site


if __name__ == "__main__":
    sys.exit(main())
