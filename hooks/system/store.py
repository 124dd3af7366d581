"""A store of what was made before, for all commands and processes: ``.cache/`` beside the program.

A value is found by the digest of what it was made from and of the program that made it, so that
none is ever out of date and nothing need be told that a source changed. SQLite keeps it: several
processes may read and write at once, what is written is there whole or not at all, and the folder
may be deleted at any time. Where it cannot be used (a full disk, no right to write, a broken file)
everything is made anew. REVIEW_CACHE names another folder; ``off`` keeps nothing.

Values are pickled, so the folder is one to trust as the program itself is."""

from __future__ import annotations

import contextlib
import hashlib
import os
import pickle
import sqlite3
import sys
import time
import zlib
from collections.abc import Callable, Hashable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from review.keep import Keep, Shelf, digest
from review.messages import refusal

Made = TypeVar("Made")

HOOKS = Path(__file__).resolve().parents[1]
FOLDER = "REVIEW_CACHE"
NAME = "kept.sqlite"
LARGEST = 600_000_000  # bytes; there is room for more where one run puts more
RUNS = 3  # so many times what the largest run has put here there is room for, at least
STALE = 600  # seconds after which it is noted anew that something is in use
PATIENCE = 20  # seconds to wait for another process that writes
WAIT = 0.05  # seconds between two attempts
TOGETHER = 400  # values that are written together
# of which there are many
SMALL = frozenset({"plain", "met", "linked tables", "problems", "outline", "allowances"})
TABLES = """
PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
CREATE TABLE IF NOT EXISTS kept
  (digest BLOB PRIMARY KEY, value BLOB NOT NULL, size INTEGER NOT NULL, used INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS by_use ON kept (used, size);
"""


@cache
def program() -> str:
    """A digest of the program: files, settings, installed packages, version of Python."""
    found = hashlib.sha256(f"{sys.version_info}{_packages()}".encode())
    for path in sorted([*HOOKS.rglob("*"), HOOKS.parent / "mkdocs.yml"]):
        if path.is_file() and "__pycache__" not in path.parts:
            found.update(f"\0{path.relative_to(HOOKS.parent)}\0".encode())
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()


def _packages() -> list[str]:
    """Names and versions of the installed packages, as the names of their folders tell them."""
    folders = {path for path in sys.path if path.endswith(("site-packages", "dist-packages"))}
    return sorted(
        entry.name
        for folder in folders
        if os.path.isdir(folder)
        for entry in os.scandir(folder)
        if entry.name.endswith((".dist-info", ".egg-info"))
    )


class Store:
    """A Keep whose values outlive the process once they are written."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME
        self._connection: sqlite3.Connection | None = None
        self._usable = True
        self._fresh: dict[bytes, bytes] = {}  # not written yet
        self._used: set[bytes] = set()
        self._begun = int(time.time())
        self._run = 0  # bytes put here since all was written

    def __call__(self, kind: str, made_from: Hashable, make: Callable[[], Made]) -> Made:
        """What was made of the same before, or what ``make`` gives."""
        found: Made | None = self.get(kind, made_from)
        if found is None:
            found = make()
            self.put(kind, made_from, found)
        return found

    def get(self, kind: str, made_from: Hashable) -> Any:
        """What was made of this before; None where there is nothing."""
        key = _key(kind, made_from)
        data = self._fresh.get(key) or self._ask(lambda connection: _read(connection, key))
        if not data:
            return None
        with contextlib.suppress(Exception):  # a class that is no longer there, or torn bytes
            value = pickle.loads(zlib.decompress(data))
            self._used.add(key)
            return value
        return None

    def put(self, kind: str, made_from: Hashable, value: object) -> None:
        """Keep what was made, to be written together with others."""
        if self._usable:
            # a shelf is digests for the most part, which nothing makes shorter
            level = 0 if kind == "shelf" else 1
            data = zlib.compress(pickle.dumps(value, pickle.HIGHEST_PROTOCOL), level)
            self._fresh[_key(kind, made_from)] = data
            self._run += len(data)
            if len(self._fresh) >= TOGETHER:
                self._write()

    def used(self, kind: str, made_from: Hashable) -> None:
        """Say that what was made of this is still of use, though nobody asks for it."""
        self._used.add(_key(kind, made_from))

    def write(self) -> None:
        """Write what is not written yet, at the end of a run, and let go what there is no room for:
        not before, for a run asks for most of what those before have put here."""
        self._write()
        if self._run:
            self._ask(lambda connection: _make_room(connection, self._begun))
            self._run = 0

    def _write(self) -> None:
        fresh, used = self._fresh, self._used - self._fresh.keys()
        self._fresh, self._used = {}, set()
        if fresh or used:
            self._ask(lambda connection: _write(connection, fresh, used, self._run))

    def disconnect(self) -> None:
        """Write, and leave the database until somebody asks for something again: a process and its
        copy must not share one that is open."""
        self._write()
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def join(self, folder: Path) -> None:
        """Take over what the store in another folder keeps. Raises Refusal where there is none."""
        file = folder / NAME
        if not file.is_file():
            raise refusal("file/no-store", folder=folder, name=NAME)
        self._run += self._ask(lambda connection: _join(connection, file)) or 0

    @property
    def usable(self) -> bool:
        """Whether what is put here can be got again."""
        return self._ask(lambda connection: True) or False

    def close(self) -> None:
        """Keep nothing from now on."""
        self._usable = False
        self._fresh.clear()

    def _ask(self, act: Callable[[sqlite3.Connection], Made]) -> Made | None:
        """What the database answers; one that fails is not asked again, and a broken one goes."""
        if not self._usable:
            return None
        try:
            return act(self._connected())
        except (sqlite3.Error, OSError) as error:
            self.close()
            if type(error) is sqlite3.DatabaseError:
                self._file.unlink(missing_ok=True)
            return None

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            # a preview asks in several threads, one at a time
            self._connection = sqlite3.connect(self._file, PATIENCE, check_same_thread=False)
            _lay_out(self._connection)
        return self._connection


class ShelvedStore:
    """A Keep that has small values of a review in one piece, as a Shelf, and all others in a store.
    ``name`` tells it from other shelves."""

    def __init__(self, store: Store, *name: str) -> None:
        self.store, self._name, self.shelf = store, name, Shelf()
        self.shelf.values = store.get("shelf", name) or {}

    def __call__(self, kind: str, made_from: Hashable, make: Callable[[], Made]) -> Made:
        """What was made of the same before, or what ``make`` gives."""
        keep: Keep = self.shelf if kind in SMALL else self.store
        return keep(kind, made_from, make)

    def write(self) -> None:
        """Have the store write the shelf and what it has not written yet."""
        self.shelf.tidy()
        self.store.put("shelf", self._name, self.shelf.values)
        self.store.write()


def _key(kind: str, made_from: Hashable) -> bytes:
    """The same for the same only, made by the same program."""
    return hashlib.sha256(program().encode() + digest(kind, made_from)).digest()


def _lay_out(connection: sqlite3.Connection) -> None:
    """Make the tables where there are none. A change of the journal does not wait until another
    process has begun the same database; so this does."""
    end = time.monotonic() + PATIENCE
    while True:
        try:
            connection.executescript(TABLES)
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(WAIT)


def _read(connection: sqlite3.Connection, key: bytes) -> bytes | None:
    row = connection.execute("SELECT value FROM kept WHERE digest = ?", (key,)).fetchone()
    return None if row is None else bytes(row[0])


def _write(
    connection: sqlite3.Connection, fresh: Mapping[bytes, bytes], keys_used: set[bytes], run: int
) -> None:
    """Write values and what was used; ``run`` are the bytes that this run has put here so far."""
    now = int(time.time())
    with connection:
        connection.executemany(
            "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)",
            [(key, data, len(data), now) for key, data in fresh.items()],
        )
        connection.executemany(
            "UPDATE kept SET used = ? WHERE digest = ? AND used < ?",
            [(now, key, now - STALE) for key in keys_used],
        )
        if run // 1_000 > _largest_run(connection):
            connection.execute(f"PRAGMA user_version = {run // 1_000}")


def _largest_run(connection: sqlite3.Connection) -> int:
    """What the largest run has put here, in kB; the number is SQLite's to keep and ours to use."""
    size: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return size


def _join(connection: sqlite3.Connection, file: Path) -> int:
    """Take over the values of another store; the bytes of those that were not here."""
    connection.execute("ATTACH ? AS other", (str(file),))
    unknown = "FROM other.kept WHERE digest NOT IN (SELECT digest FROM main.kept)"
    with connection:
        size: int = connection.execute(f"SELECT coalesce(sum(size), 0) {unknown}").fetchone()[0]
        connection.execute(f"INSERT OR IGNORE INTO kept SELECT * {unknown}")
    connection.execute("DETACH other")
    return size


def _make_room(connection: sqlite3.Connection, begun: int) -> None:
    """Let go what was not used for longest, where there is too much, but nothing that this process,
    which began then, has put there: it asks for that again, and so does the next."""
    (size,) = connection.execute("SELECT coalesce(sum(size), 0) FROM kept").fetchone()
    most = max(LARGEST, RUNS * 1_000 * _largest_run(connection))
    old = "SELECT digest, size FROM kept WHERE used < ? ORDER BY used"
    with connection:
        for key, weight in connection.execute(old, (begun,)).fetchall() if size > most else ():
            connection.execute("DELETE FROM kept WHERE digest = ?", (key,))
            if (size := size - weight) <= most:
                break


@cache
def opened() -> Store:
    """The store of this process."""
    folder = os.environ.get(FOLDER, "") or str(HOOKS.parent / ".cache")
    store = Store(Path(folder))
    if folder == "off":
        store.close()
    return store
