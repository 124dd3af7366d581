"""Runs LinkChecker over a list of addresses. It follows redirections, heeds robots.txt and spares
each host; what its words mean is for review.watch."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from review.messages import refusal

# maxrunseconds ends a run that hostile servers would hold; a file of more than a few bytes is never
# needed
CONFIGURATION = """\
[checking]
threads={threads}
timeout={silence}
maxrunseconds={whole}
maxfilesizedownload=200000
maxfilesizeparse=1
sslverify=1
[output]
status=0
"""


@dataclass(frozen=True)
class Limits:
    """Seconds to wait for the next bytes, and for all addresses together."""

    silence: int = 20
    whole: int = 2400
    threads: int = 10


def table(addresses: Sequence[str], limits: Limits = Limits()) -> str:
    """LinkChecker's CSV about the addresses; what was not reached in time is not in it."""
    program = Path(sys.executable).with_name("linkchecker")
    command = str(program) if program.exists() else shutil.which("linkchecker")
    if not command:
        raise refusal("program/no-linkchecker")
    with tempfile.TemporaryDirectory(prefix="links-") as folder:
        configuration = Path(folder) / "configuration"
        configuration.write_text(CONFIGURATION.format(**vars(limits)), encoding="utf-8")
        words = [
            command,
            f"--config={configuration}",
            "--stdin",
            "--recursion-level=0",
            "--no-status",
            "--verbose",
            "--output=csv/utf-8",
        ]
        return _run(words, "\n".join(addresses), limits.whole + 60)


def _run(words: Sequence[str], addresses: str, seconds: float) -> str:
    try:
        result = subprocess.run(
            words, input=addresses.encode(), capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as slow:
        return (slow.stdout or b"").decode("utf-8", "replace")
    if result.returncode not in (0, 1):  # 1: some address is not valid, which is what we ask for
        reason = result.stderr.decode("utf-8", "replace").strip()[-300:]
        raise refusal("program/linkchecker", reason=reason)
    return result.stdout.decode("utf-8", "replace")
