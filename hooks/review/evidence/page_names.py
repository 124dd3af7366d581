"""The pages that no source makes, by title; prose links to them as if they stood in docs/."""

from __future__ import annotations

EVIDENCE = {
    "questions/index.md": "questions",
    "trials/index.md": "trials",
    "evidence-map.md": "evidence-map",
    "timeline.md": "timeline",
    "agents/index.md": "agents",
    "diagnoses/index.md": "diagnoses",
    "endpoints/index.md": "endpoints",
    "availability.md": "availability",
    "references.md": "bibliography",
    "glossary.md": "glossary",
    "data.md": "data",
    "status.md": "status",
    "changes.md": "changes",
}
WORK = {"help-wanted.md": "help-wanted", "guide.md": "guide"}  # for those who write
PAGES = frozenset(f"docs/{page}" for page in (*EVIDENCE, *WORK))
