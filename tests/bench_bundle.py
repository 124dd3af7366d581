"""What the bundle costs: processor seconds and peak memory of packing it, its size, and where the
bytes are."""

from __future__ import annotations

import argparse
import collections
import shutil
import sys
import tempfile
import zipfile
from pathlib import Path

from bench import ROOT, measure

from measurements import record

LARGEST = 50  # MB, what a ward's mailbox or an old USB stick takes in a moment


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--site", type=Path, help="a site with its books; built and printed where it is not given"
    )
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    work = Path(tempfile.mkdtemp(prefix="bench-bundle-"))
    hooks, root = [sys.executable, str(ROOT / "hooks")], ["--root", str(ROOT)]
    site = given.site or work / "site"
    if not given.site:
        for command in (
            ["site", *root, "--out", str(site)],
            ["book", *root, "--site", str(site), "--no-pages"],
        ):
            measure([*hooks, *command], work)
    taken = [
        measure([*hooks, "bundle", *root, "--site", str(site), "--out", str(work / "bundle")], work)
        for _ in range(given.runs)
    ]
    (archive,) = (work / "bundle").glob("*.zip")
    size = archive.stat().st_size / 1e6
    record("bundle", "size", [size], "MB", LARGEST)
    record("bundle", "processor", (run.seconds for run in taken), "s")
    record("bundle", "peak memory", (run.memory for run in taken), "MB")
    print(
        "  "
        + "   ".join(
            f"{kind} {bytes_ / 1e6:.1f} MB" for kind, bytes_ in _kinds(archive).most_common(6)
        )
    )
    shutil.rmtree(work)
    return 0 if size <= LARGEST else 1


def _kinds(archive: Path) -> collections.Counter[str]:
    """Compressed bytes by the ending of the names."""
    found: collections.Counter[str] = collections.Counter()
    with zipfile.ZipFile(archive) as opened:
        for member in opened.infolist():
            found[Path(member.filename).suffix or "no ending"] += member.compress_size
    return found


if __name__ == "__main__":
    sys.exit(main())
