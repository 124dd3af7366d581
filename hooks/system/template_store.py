"""Compiled templates in the store: to compile them anew takes longer than to fill them in."""

from __future__ import annotations

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
