"""Whether a site is always whole, whatever befalls its builds.

    python tests/bench_faults.py [KILLS] [SEED]

A small review is built in two versions by turns. Each build meets a fault: KILLS (20) are killed
at random moments; the disk is full; the target may not be written; two builds run at once. After
each, the site must be all of one version. Printed: what was tried, and what was found."""

from __future__ import annotations

import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "hooks"), str(ROOT / "tests" / "support")]

from built import EXAMPLE, run  # noqa: E402
from faults import ENVIRONMENT, begun, full, killed, settled  # noqa: E402
from places import HOOKS  # noqa: E402

PATIENCE = 300.0  # seconds
CHANGING = ("sitemap.xml.gz",)  # gzip keeps its time of writing
VERSIONS = ("\n", "\n\n<!-- zh -->\n又一段。\n\n<!-- en -->\nOne more paragraph.\n")


class Bench:
    """A review of two versions in a folder, and its site."""

    def __init__(self, folder: Path) -> None:
        self.review, self.site = folder / "review", folder / "site"
        shutil.copytree(EXAMPLE, self.review)
        config = self.review / "mkdocs.yml"
        text = config.read_text(encoding="utf-8").replace("../../", f"{ROOT}/")
        config.write_text(text, encoding="utf-8")
        self.page = next((self.review / "docs" / "review").glob("*.md"))
        self.text = self.page.read_text(encoding="utf-8").rstrip("\n")
        self.whole: list[str] = []
        for version in (0, 1):
            self.turn(version)
            began = time.monotonic()
            done = run("site", "--out", str(self.site), root=self.review)
            assert done.returncode == 0, done.stdout + done.stderr
            self.takes = time.monotonic() - began
            self.whole.append(self.digest())
        assert self.whole[0] != self.whole[1]

    def turn(self, version: int) -> None:
        """Make the sources those of a version."""
        self.page.write_text(self.text + VERSIONS[version % 2], encoding="utf-8")

    def digest(self) -> str:
        """One digest of all files of the site; empty without a site."""
        files = [file for file in sorted(self.site.rglob("*")) if file.is_file()]
        summed = hashlib.sha256()
        for file in files:
            if file.name not in CHANGING:
                summed.update(str(file.relative_to(self.site)).encode() + file.read_bytes())
        return summed.hexdigest() if files else ""

    @property
    def is_whole(self) -> bool:
        return self.digest() in self.whole


def kills(bench: Bench, number: int, chance: random.Random) -> list[str]:
    """The kills after which the site was not whole."""
    torn = []
    for turn in range(number):
        bench.turn(turn)
        moment = killed(bench.review, bench.site, 1.2 * bench.takes, chance)
        if not bench.is_whole:
            torn.append(f"killed after {moment:.2f} s")
    return torn


def hindered(bench: Bench) -> list[str]:
    """Other faults after which the site was not whole, or the build said that all was well. The
    sources are those of another version than the site: one that would be the same is not built."""
    torn = []
    bench.turn(bench.whole.index(bench.digest()) + 1)
    command = [sys.executable, str(HOOKS), "site", "--root", str(bench.review), "--out"]
    done = subprocess.run(
        [*command, str(bench.site)], preexec_fn=full, capture_output=True, env=ENVIRONMENT
    )
    if not bench.is_whole or done.returncode == 0 or b"Traceback" in done.stderr:
        torn.append(f"full disk {done.returncode} {done.stderr.decode()[-300:]}")
    file = bench.site.parent / "a-file"
    file.touch()
    done = subprocess.run([*command, str(file / "site")], capture_output=True, env=ENVIRONMENT)
    if done.returncode == 0 or b"Traceback" in done.stderr:
        torn.append("a target that cannot be written")
    two = [begun(bench.review, bench.site) for _ in range(2)]
    statuses = sorted(settled(process, PATIENCE) for process in two)
    if not bench.is_whole or 0 not in statuses:
        torn.append(f"two builds at once {statuses}")
    return torn


def main(number: int, seed: int) -> int:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        torn = kills(bench, number, random.Random(seed))
        torn += hindered(bench)
        bench.turn(0)
        done = run("site", "--out", str(bench.site), root=bench.review)
        if done.returncode != 0 or bench.digest() != bench.whole[0]:
            torn.append("the build after all that")
        left = {path.name for path in bench.site.parent.iterdir()} - {"review", "site", "a-file"}
    print(
        f"{number} kills (seed {seed}, a build takes {bench.takes:.1f} s), a full disk, a target"
        f" that cannot be written, two builds at once: {len(torn)} left a site that is not whole"
    )
    print(*torn, *(f"left behind: {name}" for name in sorted(left)), sep="\n", end="")
    return 1 if torn or left else 0


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:3]]
    sys.exit(main(*[*numbers, *(20, 1)[len(numbers) :]]))
