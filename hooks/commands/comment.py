"""The comment on a pull request, from the artifact that its checks have left.

Needs nothing but Python, and installs nothing: ``python3 -m commands.comment ARTIFACT URL`` runs
where the right to write comments is (.github/workflows/comment.yml)."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

from review.change import request_comment

DIFF, FIXES = "clinical-diff.md", "fixes.patch"
LARGEST = 400_000  # bytes of a file in the artifact, unpacked


def write_comment(artifact: Path, address: str) -> int:
    """Print the comment; ``address`` is that of the workflow run, empty where it is not known."""
    diff, fixes = _member(artifact, DIFF), _member(artifact, FIXES)
    print(request_comment.comment(diff, fixes, address), end="")
    return 0


def _member(artifact: Path, name: str) -> bytes | None:
    """A file of the artifact; None where it is not there or too large, or that is no zip."""
    content = artifact.read_bytes()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(name) as member:
            data = member.read(LARGEST + 1)
    except Exception as error:  # a stranger's archive, and each way of packing fails in its own way
        print(f"{name}: {type(error).__name__}", file=sys.stderr)
        return None
    return data if len(data) <= LARGEST else None


if __name__ == "__main__":
    sys.exit(write_comment(Path(sys.argv[1]), sys.argv[2]))
