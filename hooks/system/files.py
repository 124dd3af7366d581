"""Files for the commands that make new sources: read what a person names, write what is new,
replace a file whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from review.refusal import Refusal

LARGEST = 8_000_000  # bytes of a file that comes from elsewhere


def read(file: Path) -> str:
    """The text of a file a person names; its encoding and size are checked, because it comes from
    elsewhere."""
    data = sys.stdin.buffer.read(LARGEST + 1) if str(file) == "-" else _bytes(file)
    if len(data) > LARGEST:
        raise Refusal(f"{file} 过大", f"{file} is too large")
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise Refusal(
            f"{file} 不是 UTF-8；请另存为 UTF-8", f"{file} is not UTF-8; save it as UTF-8"
        ) from None


def _bytes(file: Path) -> bytes:
    if (
        file.exists() and not file.is_file()
    ):  # a folder; or a pipe, which may keep us waiting for ever
        raise Refusal(f"{file} 不是普通文件", f"{file} is no regular file")
    with file.open("rb") as opened:
        return opened.read(LARGEST + 1)


def write(root: Path, path: str, text: str) -> None:
    """Write a new file whole or not at all; one that is there is never overwritten."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with _beside(file, text.encode(), 0o644) as fresh:
        try:
            file.touch(
                exist_ok=False
            )  # takes the name, which exchanging alone would take from whoever has it
        except FileExistsError:
            raise Refusal(
                f"{path} 已存在，未改动", f"{path} exists already; it was not touched"
            ) from None
        try:
            os.replace(fresh, file)
        except BaseException:
            file.unlink()
            raise
    print(f"已写 / written: {path}")


def lay(folder: Path, files: Mapping[str, str]) -> None:
    """Write all files of a new folder, or of one that is empty, or none of them."""
    there = folder.exists()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(
        dir=folder if there else folder.parent, prefix=".new-"
    ) as temporary:
        fresh = Path(temporary) / "new"
        for path, text in files.items():
            with _naming(folder / path):
                (fresh / path).parent.mkdir(parents=True, exist_ok=True)
                (fresh / path).write_bytes(text.encode())
        for each in [*fresh.iterdir()] if there else [fresh]:
            each.rename(folder / each.name if there else folder)
    for path in files:
        print(f"已写 / written: {path}")


def replace(file: Path, text: str) -> None:
    """Write a text whole or not at all, with the rights the file had."""
    put(file, text.encode())


def put(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, with the rights it had."""
    mode = file.stat().st_mode & 0o777 if file.exists() else 0o644
    with _beside(file, data, mode) as fresh:
        os.replace(fresh, file)


@contextmanager
def _beside(file: Path, data: bytes, mode: int) -> Iterator[str]:
    """A new file beside ``file`` that is to take its place; it is gone afterwards."""
    with _naming(file):
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(data)
            os.chmod(name, mode)
            yield name
        finally:
            Path(name).unlink(missing_ok=True)


@contextmanager
def _naming(file: Path) -> Iterator[None]:
    """An error of the system names ``file``: that of a full disk names none."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(file)) from None
