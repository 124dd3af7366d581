"""Files for the commands that make new sources: read what a person names, write what is new, replace a file whole or not at all."""
from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from review.scaffold.refusal import Refusal

LARGEST = 8_000_000  # bytes of a file that comes from elsewhere


def read(file: Path) -> str:
    """The text of a file a person names; its encoding and size are checked, because it comes from elsewhere."""
    data = sys.stdin.buffer.read(LARGEST + 1) if str(file) == "-" else _bytes(file)
    if len(data) > LARGEST:
        raise Refusal(f"{file} 过大", f"{file} is too large")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise Refusal(f"{file} 不是 UTF-8；请另存为 UTF-8", f"{file} is not UTF-8; save it as UTF-8") from None


def _bytes(file: Path) -> bytes:
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def write(root: Path, path: str, text: str) -> None:
    """Write a new file; one that is there is never overwritten."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
    except FileExistsError:
        raise Refusal(f"{path} 已存在，未改动", f"{path} exists already; it was not touched") from None
    print(f"已写 / written: {path}")


def replace(file: Path, text: str) -> None:
    """Write a file whole or not at all, with the rights it had."""
    mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as opened:
            opened.write(text)
        os.chmod(name, mode)
        os.replace(name, file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
