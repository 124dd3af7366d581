"""Whether a site that is built again is the one that would be built from nothing, byte by byte.

Sources of the small review change one at a time, kind and spot by chance; after each change the
review is checked and its site built twice, with what earlier runs have kept and with nothing. A
build that is refused is refused both times, and both checks find the same. Then the same for a site
whose pages were converted in parts. Prints how many changes were tried and exits with 1 where any
site or check differs."""

from __future__ import annotations

import argparse
import filecmp
import os
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

TESTS = Path(__file__).parent
sys.path.insert(0, str(TESTS / "support"))

from measurements import record  # noqa: E402
from mutations import KINDS, mutate  # noqa: E402


def build(root: Path, out: Path, cache: str, last: Path | None = None, within: str = "") -> bool:
    """Build a site, which may take pages over from the last one; whether that was done. Where
    ``within`` is a form of report, the sources are checked first, and what is found is kept."""
    command = [sys.executable, "-m", "mkdocs", "--quiet", "build", "--strict"]
    command += ["--config-file", str(root / "mkdocs.yml"), "--site-dir", str(out)]
    settings = {"NO_MKDOCS_2_WARNING": "1", "REVIEW_CHECKED_BESIDE": "1", "REVIEW_CACHE": cache}
    settings |= {"REVIEW_LAST_SITE": str(last)} if last else {}
    if within:
        settings["REVIEW_CHECKED_WITHIN"] = within
        del settings["REVIEW_CHECKED_BESIDE"]
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run(command, env={**os.environ, **settings}, capture_output=True, check=False)
    return done.returncode == 0


def checked(root: Path, cache: str) -> str:
    """What a check prints."""
    command = [sys.executable, str(TESTS.parent / "hooks"), "check", "--root", str(root)]
    environment = {**os.environ, "REVIEW_CACHE": cache}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def differing(one: Path, other: Path) -> list[str]:
    """Paths of files that differ, or that only one folder has; the map of the site is packed with
    the time of day."""
    names = {
        file.relative_to(folder).as_posix()
        for folder in (one, other)
        for file in folder.rglob("*")
        if file.is_file() and file.suffix != ".gz"
    }
    return sorted(filecmp.cmpfiles(one, other, names, shallow=False)[1]) + sorted(
        filecmp.cmpfiles(one, other, names, shallow=False)[2]
    )


def copy(folder: Path) -> Path:
    """The small review, with authors; what it takes from the repository lies as far above it."""
    folder.mkdir(exist_ok=True)
    root = shutil.copytree(TESTS / "site", folder / "tests/site")
    (folder / "hooks").symlink_to(TESTS.parent / "hooks")
    shutil.copy(TESTS.parent / "mkdocs.yml", folder)
    (root / "CITATION.cff").write_text("authors:\n  - family-names: Doe\n    given-names: Jane\n")
    return root


def parted(root: Path, folder: Path, anew: Path) -> list[str]:
    """What differs of sites whose pages were converted in 1, 2 and 8 parts, each with a store of
    its own."""
    found: list[str] = []
    site = [sys.executable, str(TESTS.parent / "hooks"), "site", "--root", str(root)]
    for parts in (1, 2, 8):
        joined: list[str] = []
        for number in range(1, parts + 1):
            cache = folder / f"part-{number}-of-{parts}"
            joined += ["--join", str(cache)]
            environment = {**os.environ, "REVIEW_CACHE": str(cache)}
            part = [*site, "--shard", f"{number}/{parts}"]
            subprocess.run(part, env=environment, check=True, capture_output=True)
        out, cache = folder / f"joined-{parts}", folder / f"cache-{parts}"
        command = [*site, *joined, "--out", str(out)]
        environment = {**os.environ, "REVIEW_CACHE": str(cache)}
        subprocess.run(command, env=environment, check=True, capture_output=True)
        found += [f"{parts} parts: {path}" for path in differing(out, anew)]
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, stale, wrong, refused = random.Random(given.seed), 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="stale-") as name:
        folder = Path(name)
        root = copy(folder)
        build(root, folder / "kept", str(folder / "cache"))
        for number in range(given.changes):
            sources = shutil.copytree(root, folder / "before", dirs_exist_ok=True)
            done = mutate(root, chance.choice([*KINDS, "picture"]), chance)
            if number % 2:  # then the check of a build is the one that is told
                cache = str(folder / "cache")
                build(root, folder / "within", cache, folder / "kept", within="text")
            if checked(root, str(folder / "cache")) != checked(root, "off"):
                wrong += 1
                print(f"{number + 1}: {done}: a check differs")
            kept = build(root, folder / "next", str(folder / "cache"), folder / "kept")
            if kept:
                shutil.rmtree(folder / "kept")
                (folder / "next").rename(folder / "kept")
            anew = build(root, folder / "anew", "off")
            if not anew:  # the next change begins with a review that can be built
                refused += 1
                shutil.rmtree(root)
                shutil.copytree(sources, root)
            different = differing(folder / "kept", folder / "anew") if kept and anew else []
            if kept != anew or different:
                stale += 1
                print(f"{number + 1}: {done}: {kept}, {anew}, {different[:5]}")
            shutil.rmtree(sources)
            print(f"{number + 1}/{given.changes} …", file=sys.stderr, flush=True)
        root = copy(folder / "parted")
        build(root, folder / "anew", "off")
        different = parted(root, folder, folder / "anew")
    print(f"{refused} of the changes were refused", *different[:5])
    what = f"{given.changes} changes, seed {given.seed}"
    record("stale", f"{what}: sites out of date", [stale], most=0)
    record("stale", f"{what}: checks out of date", [wrong], most=0)
    record("stale", "1, 2 and 8 parts: files that differ", [len(different)], most=0)
    return 1 if stale or wrong or different else 0


if __name__ == "__main__":
    sys.exit(main())
