"""A live preview of a copy of a review, as ``make serve`` starts it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType

ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "site", "tests", "woven")
LONGEST = 120.0  # seconds to wait for anything at all


class Preview:
    """``with Preview(root, folder) as preview``: the review below ``root``, copied to ``folder``
    and served; ``said`` is what the preview printed."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.copy = folder / "preview"
        shutil.copytree(root, self.copy, ignore=LEFT_OUT)
        self.log = folder / "preview.log"

    def __enter__(self) -> Preview:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        command = [
            sys.executable,
            "-m",
            "mkdocs",
            "serve",
            "--dirty",
            "--no-strict",
            "--dev-addr",
            self.address,
        ]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                command,
                cwd=self.copy,
                stdout=log,
                stderr=log,
                env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"},
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.terminate()
        self.process.wait()

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    def page(self, path: str) -> str:
        """The HTML of a page, empty while there is none."""
        try:
            with urllib.request.urlopen(f"http://{self.address}/{path}", timeout=LONGEST) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError):
            return ""

    def wait(self, path: str, text: str) -> float:
        """Seconds until the page at ``path`` holds ``text``. Raises TimeoutError when it never
        does."""
        began = time.monotonic()
        while text not in self.page(path):
            if time.monotonic() - began > LONGEST or self.process.poll() is not None:
                raise TimeoutError(f"{path} never held {text!r}:\n{self.said}")
            time.sleep(0.02)
        return time.monotonic() - began

    def save(self, path: str, old: str, new: str) -> None:
        """Change a source as an editor would."""
        file = self.copy / path
        text = file.read_text(encoding="utf-8")
        assert old in text, old
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
