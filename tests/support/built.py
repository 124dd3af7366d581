"""Where things are, and the command line as a contributor runs it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from forked import forked
from places import HOOKS, SITE, TODAY

EXAMPLE = SITE
DAY = TODAY.isoformat()
# in which the real site is built; the theme would ask the host of its repository for the number of
# stars
BUILT = {"REVIEW_TODAY": DAY, "REVIEW_REPOSITORY": "https://github.com/example/review"}
# where and when something is made leaves no trace in it
ELSEWHERE = (
    {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
    {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "4294967295"},
)
URL = "https://example.org/review"  # where the books say that the review is read

# every kind of page, by the kind it calls itself; the parallel rendition has a layout of its own,
# and what is not there a page without a kind
KINDS = {
    "home": "zh/index.html",
    "section": "en/review/follow-up.html",
    "parallel": "zh-en/review/follow-up.html",
    "page": "zh/about.html",
    "trial": "zh/trials/regobone.html",
    "agent": "en/agents/regorafenib.html",
    "diagnosis": "zh/diagnoses/bone-sarcoma.html",
    "endpoint": "en/endpoints/efs.html",
    "trials": "zh/trials/index.html",
    "agents": "en/agents/index.html",
    "diagnoses": "zh/diagnoses/index.html",
    "endpoints": "en/endpoints/index.html",
    "availability": "en/availability.html",
    "evidence-map": "zh/evidence-map.html",
    "timeline": "en/timeline.html",
    "part": "zh/diagnoses/osteosarcoma/plots.html",
    "studies": "en/trials/index-2.html",
    "references": "en/references.html",
    "bibliography": "zh/references/d.html",
    "glossary": "zh/glossary.html",
    "data": "en/data.html",
    "changes": "zh/changes.html",
    "status": "en/status.html",
    "guide": "zh/guide.html",
    "help-wanted": "en/help-wanted.html",
    "question": "en/questions/regorafenib-in-osteosarcoma.html",
    "questions": "zh/questions/index.html",
    "missing": "404.html",
}


def leads_on(page: Path) -> bool:
    """Whether a file only leads on from an old address: it has nothing of its own."""
    return b'http-equiv="refresh"' in page.read_bytes()


def run(*arguments: str, root: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """``python hooks …`` on the review below ``root``, as a contributor runs it; in a process that
    begins from nothing where the environment is one that counts only then."""
    if hasattr(os, "fork") and environment.keys().isdisjoint(ELSEWHERE[0]):
        return forked(*arguments, "--root", root, **{"REVIEW_TODAY": DAY, **environment})
    command = [sys.executable, str(HOOKS), *arguments, "--root", str(root)]
    return subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, "REVIEW_TODAY": DAY, **environment},
        check=False,
    )
