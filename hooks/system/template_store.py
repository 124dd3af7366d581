"""Templates as a build that has little to do needs them: compiled before, for to compile them anew
takes longer than to fill them in, and listed without those that nobody copies."""

from __future__ import annotations

import os
from pathlib import Path

from jinja2 import FileSystemLoader
from jinja2.bccache import Bucket, BytecodeCache

from system.store import Store


class TemplateStore(BytecodeCache):
    """Jinja2 asks it for a template by the digest of its text."""

    def __init__(self, store: Store) -> None:
        self._kept = store

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was compiled before, if anything was."""
        if found := self._kept.get("template", (bucket.key, bucket.checksum)):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled."""
        self._kept.put("template", (bucket.key, bucket.checksum), bucket.bytecode_to_string())


class ThemeFiles(FileSystemLoader):
    """The files of a theme but for those in hidden folders: of its thousands of icons none is
    copied to a site as it is, and to look at all of them takes longer than to copy the others."""

    def list_templates(self) -> list[str]:
        """Their paths, in order."""
        found: set[str] = set()
        for searched in self.searchpath:
            for folder, folders, names in os.walk(searched):
                folders[:] = (name for name in folders if not name.startswith("."))
                found.update(Path(folder, name).relative_to(searched).as_posix() for name in names)
        return sorted(found)
