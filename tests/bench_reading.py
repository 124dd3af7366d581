"""A first visit to a section on a phone, over slow 4G and at a fourth of this processor's speed: what it moves, when it paints, how long it is blocked, how far
it shifts, and the performance score that Lighthouse would give for these figures (``tests/published/visit.py`` says how).

Printed are the medians. A machine busy with something else makes the times worse, never better.
"""
from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "published"))

from visit import Visit, packed, visit  # noqa: E402

SECTIONS = ("zh/review/targeted-therapy.html", "en/review/targeted-therapy.html", "zh/review/introduction.html", "zh-en/review/osteosarcoma.html")
GOOD = 95


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--site", type=Path, help="a built site; without it one is built")
    arguments = parser.parse_args()
    from built import run
    from conftest import FLAGS
    from playwright.sync_api import sync_playwright

    work = Path(tempfile.mkdtemp(prefix="bench-reading-"))
    site = arguments.site or work / "site"
    if not arguments.site and run("site", "--out", str(site), root=ROOT).returncode:
        raise SystemExit("the site could not be built")
    kept = True
    with packed(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        for path in SECTIONS:
            made = [visit(browser, f"{address}/{path}") for _ in range(arguments.runs)]
            score = _median(made, "score")
            print(
                f"{path:36} {_median(made, 'moved') / 1e3:4.0f} kB   first paint {_median(made, 'fcp') / 1e3:.2f} s   largest paint {_median(made, 'lcp') / 1e3:.2f} s   "
                f"blocked {_median(made, 'tbt'):4.0f} ms   shift {_median(made, 'cls'):.3f}   score {score:.0f}",
                flush=True,
            )
            kept &= score >= GOOD
        browser.close()
    shutil.rmtree(work)
    print(f"limit: a score of {GOOD}: {'kept' if kept else 'MISSED'}")
    return 0 if kept else 1


def _median(made: list[Visit], name: str) -> float:
    return statistics.median(getattr(each, name) for each in made)


if __name__ == "__main__":
    sys.exit(main())
