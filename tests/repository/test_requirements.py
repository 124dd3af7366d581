"""Packages: each asked for with its version and why, all that comes with them pinned by hash."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from places import ROOT

ASKED = sorted(ROOT.glob("requirements*.in"))
LINE = re.compile(r"(?P<pin>[A-Za-z0-9._-]+==[A-Za-z0-9.]+)\s+# \S.* \([^()]+\)")
PIN = re.compile(r"^([A-Za-z0-9._-]+==[A-Za-z0-9.]+)(?: ; .*)? \\$", re.M)


def pins(name: str) -> list[str]:
    """What a list written by ``make lock`` pins, in lower case."""
    text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
    return [pin.lower().replace("_", "-") for pin in PIN.findall(text)]


@pytest.mark.parametrize("file", ASKED, ids=lambda file: file.stem)
def test_what_is_asked_for_says_why_and_is_locked(file: Path) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()[1:]
    matches = [LINE.match(line) for line in lines]
    assert lines and all(matches), [line for line, ok in zip(lines, matches, strict=True) if not ok]
    asked = {match["pin"].lower().replace("_", "-") for match in matches if match}
    assert asked <= set(pins(file.stem)), "run make lock"


@pytest.mark.parametrize("file", ASKED, ids=lambda file: file.stem)
def test_every_package_has_its_hash_and_no_address(file: Path) -> None:
    text = file.with_suffix(".txt").read_text(encoding="utf-8")
    found = pins(file.stem)
    assert len(found) == len(re.findall(r"^[A-Za-z0-9]", text, re.M)) == len(set(found))
    assert "://" not in text
    blocks = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.M)[1:]
    assert all("--hash=sha256:" in block for block in blocks)


def test_the_lists_agree() -> None:
    """The lists are installed together: what two of them name, they name alike."""
    held: dict[str, set[str]] = {}
    for name in ("requirements", "requirements-book", "requirements-test"):
        text = (ROOT / f"{name}.txt").read_text(encoding="utf-8")
        for package, versions in versions_of(text).items():
            assert held.setdefault(package, versions) == versions, package


def versions_of(text: str) -> dict[str, set[str]]:
    """The versions of each package of a list, one for each of the pythons that differ."""
    found: dict[str, set[str]] = {}
    for line in re.findall(r"^[A-Za-z0-9].*", text, re.M):
        package, _, version = line.rstrip(" \\").partition("==")
        found.setdefault(package, set()).add(version)
    return found
