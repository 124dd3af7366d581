"""A zip whose bytes depend on nothing but its content: sorted members, one time, one set of rights
(reproducible-builds.org/docs/archives)."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable

from review.bundle.bundle_contents import Files

EARLIEST = datetime.date(1980, 1, 1)  # the first day that a zip can tell (PKWARE APPNOTE 4.4.6)
UNIX, READABLE = 3, 0o100644 << 16
EACH = 200  # members between signs of life


def packed(
    folder: str, files: Files, day: datetime.date, progress: Callable[[str], None] = lambda _: None
) -> bytes:
    """The files in one folder, deflated, dated midnight of ``day``.

    ``progress`` hears ``done/all``."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for count, path in enumerate(sorted(files)):
            if count % EACH == 0:
                progress(f"{count}/{len(files)}")
            archive.writestr(
                _member(f"{folder}/{path}", max(day, EARLIEST)), files[path], compresslevel=9
            )
    return target.getvalue()


def _member(path: str, day: datetime.date) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
    member.compress_type = zipfile.ZIP_DEFLATED
    member.create_system = UNIX
    member.external_attr = READABLE
    return member
