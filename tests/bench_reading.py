"""A first visit on a phone, judged by Lighthouse itself: its four scores for the longest sections,
a trial, a drug, the explorer and the home page.

Lighthouse comes from npm (``npm install``, about a minute the first time, kept in ``.venv``) and
drives the system's Chromium over loopback, throttled as its mobile preset is: slow 4G and a fourth
of this processor's speed. The medians of some runs are printed, with the bytes moved, the blocked
time and the layout shift. A machine busy with something else makes the times worse, never better.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "published"))

from conftest import CHROMIUM, FLAGS  # noqa: E402

from built import run  # noqa: E402
from visit import packed  # noqa: E402

LIGHTHOUSE = "lighthouse@12.8.2"  # Apache-2.0; 13 wants Node 22
HOME = ROOT / ".venv" / "lighthouse"
PAGES = (
    "zh/review/targeted-therapy.html",
    "en/review/targeted-therapy.html",
    "zh/review/immunotherapy.html",
    "zh-en/review/osteosarcoma.html",
    "zh/index.html",
    "en/trials/euramos-1.html",
    "zh/agents/regorafenib.html",
    "zh/trials/index.html",
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
GOOD = 95
LIGHT, STILL = 250_000, 0.02  # bytes moved; layout shift


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--site", type=Path, help="a built site; without it one is built")
    arguments = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="bench-reading-"))
    site = arguments.site or work / "site"
    if not arguments.site and run("site", "--out", str(site), root=ROOT).returncode:
        raise SystemExit("the site could not be built")
    program, kept = installed(), True
    with packed(site) as address:
        for path in PAGES:
            reports = [
                judged(program, f"{address}/{path}", work / "report.json")
                for _ in range(arguments.runs)
            ]
            kept &= told(path, reports)
    shutil.rmtree(work)
    verdict = "kept" if kept else "MISSED"
    print(f"limits: scores of {GOOD}, {LIGHT // 1000} kB, shift {STILL}: {verdict}")
    return 0 if kept else 1


def installed() -> Path:
    """The program, fetched where it is missing."""
    program = HOME / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        subprocess.run(
            ["sh", str(ROOT / "tests" / "system-packages.sh"), "nodejs", "npm"], check=True
        )
        HOME.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [
                "npm",
                "install",
                "--silent",
                "--no-audit",
                "--no-fund",
                "--no-save",
                "--prefix",
                str(HOME),
                LIGHTHOUSE,
            ],
            check=True,
        )
    return program


def judged(program: Path, url: str, report: Path) -> dict[str, Any]:
    """Lighthouse's report on one visit."""
    flags = f"--chrome-flags=--headless=new {' '.join(FLAGS)}"
    command = [
        str(program),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(CATEGORIES)}",
        flags,
    ]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": CHROMIUM}, timeout=300)
    return json.loads(report.read_text(encoding="utf-8"))


def told(path: str, reports: list[dict[str, Any]]) -> bool:
    """Print the medians; whether they keep the limits."""
    scores = {
        name: 100 * statistics.median(report["categories"][name]["score"] for report in reports)
        for name in CATEGORIES
    }
    moved, blocked, shift = (
        statistics.median(report["audits"][name]["numericValue"] for report in reports)
        for name in ("total-byte-weight", "total-blocking-time", "cumulative-layout-shift")
    )
    print(
        f"{path:36} {moved / 1e3:4.0f} kB   blocked {blocked:4.0f} ms   shift {shift:.3f}   "
        + "   ".join(f"{name} {score:.0f}" for name, score in scores.items()),
        flush=True,
    )
    return min(scores.values()) >= GOOD and moved < LIGHT and shift < STILL


if __name__ == "__main__":
    sys.exit(main())
