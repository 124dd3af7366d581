"""Lighthouse on a phone: performance, accessibility, best practices and SEO of a page of each kind
a reader arrives at, what it moves, and how far it shifts.

Lighthouse is the one pinned in ``tests/lighthouse`` (12.2.3: its successor wants Node 22), driven
with the system's Chromium in its own preset: a slow phone on a slow network, simulated. The site is
served on loopback as a host would, compressed. Exits with 1 where a page falls short.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests" / "support")]

PROGRAM = ROOT / "tests" / "lighthouse"
PAGES = (
    "zh/index.html",
    "en/review/osteosarcoma.html",
    "zh/trials/study-309.html",
    "en/questions/mapie-for-poor-responders.html",
)
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LEAST, MOST, SHIFT = 95, 125_000, 0.02  # of 100; bytes a page moves; cumulative layout shift
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


class Compressed(http.server.SimpleHTTPRequestHandler):
    """Files as a host sends them: text compressed, all of it kept for a year."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if not path.is_file():
            self.send_error(404)
            return
        body, kind = path.read_bytes(), self.guess_type(str(path))
        self.send_response(200)
        if kind.startswith("text/") or kind.endswith(("javascript", "json", "svg+xml")):
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
            kind += "; charset=utf-8" if "charset" not in kind else ""
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "max-age=31536000")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        pass


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


def kept(page: str, report: dict[str, Any]) -> bool:
    """Prints a line for the page; whether it is within every limit."""
    scores = {name: round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES}
    moved = int(report["audits"]["total-byte-weight"]["numericValue"])
    shift = float(report["audits"]["cumulative-layout-shift"]["numericValue"])
    print(f"{page:45} {scores} {moved / 1e3:.0f} kB, shift {shift:.3f}", flush=True)
    for name, score in scores.items():
        refs = report["categories"][name]["auditRefs"] if score < 100 else []
        failed = [ref["id"] for ref in refs if report["audits"][ref["id"]]["score"] == 0]
        if failed:
            print(f"{'':45} {name}: {', '.join(failed)}")
    return min(scores.values()) >= LEAST and moved <= MOST and shift < SHIFT


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a built site; without it one is built")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        site = arguments.site or _built(work / "site")
        handler = functools.partial(Compressed, directory=str(site))
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        base = f"http://127.0.0.1:{server.server_address[1]}"
        good = [kept(page, measure(f"{base}/{page}", work)) for page in PAGES]
    print(f"limits {LEAST} of 100, {MOST / 1e3:.0f} kB, shift {SHIFT}: {all(good) or 'EXCEEDED'}")
    return 0 if all(good) else 1


def _built(site: Path) -> Path:
    from built import run

    if run("site", "--out", str(site), root=ROOT).returncode:
        raise SystemExit("the site could not be built")
    return site


if __name__ == "__main__":
    sys.exit(main())
