"""Files: read what a person names, write what is new, put a file or a folder in the place of
another whole or not at all."""

from __future__ import annotations

import ctypes
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path

from review.messages import refusal

LARGEST = 8_000_000  # bytes of a file that comes from elsewhere
RIGHTS = 0o644  # of a new file
HERE, EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of <fcntl.h> and <stdio.h>


def read(file: Path) -> str:
    """The text of a file a person names, ``-`` for standard input. Raises Refusal where it is too
    large, no regular file or not UTF-8, for it comes from elsewhere."""
    try:
        return raw(file).decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError:
        raise refusal("file/encoding", file=file) from None


def raw(file: Path) -> bytes:
    """The bytes of a named file, ``-`` for standard input. Refuses large and irregular ones."""
    data = sys.stdin.buffer.read(LARGEST + 1) if str(file) == "-" else _bytes(file)
    if len(data) > LARGEST:
        raise refusal("file/large", file=file)
    return data


def _bytes(file: Path) -> bytes:
    # a folder; or a pipe, which may keep us waiting for ever
    if file.exists() and not file.is_file():
        raise refusal("file/irregular", file=file)
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def create(root: Path, path: str, text: str) -> None:
    """Write a new file whole or not at all, and say so. Raises Refusal where it exists already."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    with _written(file, text.encode()) as fresh:
        try:
            # takes the name, which replacing alone would take from whoever has it
            file.touch(exist_ok=False)
        except FileExistsError:
            raise refusal("file/there", file=path) from None
        try:
            os.replace(fresh, file)
        except BaseException:
            file.unlink()
            raise
    print(f"已写 / written: {path}")


def create_folder(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write all files of a new folder, or of one that is empty, or none of them."""
    exists = folder.exists()
    folder.parent.mkdir(parents=True, exist_ok=True)
    place = folder if exists else folder.parent
    with tempfile.TemporaryDirectory(dir=place, prefix=".new-") as temporary:
        fresh = Path(temporary) / "new"
        fresh.mkdir()
        for path, data in files.items():
            with _naming(folder / path):
                (fresh / path).parent.mkdir(parents=True, exist_ok=True)
                (fresh / path).write_bytes(data)
        if not exists:
            fresh.rename(folder)
            return
        for entry in list(fresh.iterdir()):
            entry.rename(folder / entry.name)


def replace(file: Path, text: str) -> None:
    """Write a text whole or not at all, with the rights the file had."""
    put(file, text.encode())


def put(file: Path, data: bytes) -> None:
    """Write a file whole or not at all, with the rights it had."""
    put_all({file: data})


def put_all(files: Mapping[Path, bytes]) -> None:
    """Write files beside their places and, once all are whole, put every one in its place.

    Raises OSError naming the one that could not be written; then none was put."""
    with ExitStack() as stack:
        fresh = {
            file: stack.enter_context(_written(file.resolve(), data))
            for file, data in files.items()
        }
        for file, name in fresh.items():
            with _naming(file):
                os.replace(name, file.resolve())


@contextmanager
def _written(file: Path, data: bytes) -> Iterator[str]:
    """The name of a new file beside ``file`` that is to take its place; it is gone afterwards."""
    rights = file.stat().st_mode & 0o777 if file.exists() else RIGHTS
    with _naming(file):
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with _naming(file), os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(handle)
        os.chmod(name, rights)
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


def exchange(first: Path, second: Path) -> bool:
    """Exchange two folders of one file system in one step, so that a killed process leaves no
    moment in which a name has none. False where the system or the file system cannot; then nothing
    was done.

    Linux can (renameat2 with RENAME_EXCHANGE, man 2 rename) and Python has no name for it."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    if rename is None:
        return False
    status: int = rename(HERE, os.fsencode(first), HERE, os.fsencode(second), EXCHANGE)
    return status == 0
