"""Commands of git in a repository of a test, whoever runs it and wherever."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path


def git(root: Path, *words: str, day: str = "") -> str:
    """What a command of git prints; with ``day`` run at its noon."""
    people = {
        f"GIT_{role}_{name}": value
        for role in ("AUTHOR", "COMMITTER")
        for name, value in (("NAME", "x"), ("EMAIL", "x@example.org"))
    }
    dates = {f"GIT_{role}_DATE": f"{day}T12:00:00+00:00" for role in ("AUTHOR", "COMMITTER") if day}
    alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    return subprocess.run(
        ["git", "-C", str(root), *words],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **people, **dates, **alone},
    ).stdout
