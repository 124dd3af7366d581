"""A new section, which the check will not pass before title, dates and text are filled in."""

from __future__ import annotations

from review.markup.scalar import clean
from review.markup.templates import render
from review.sources.record import Record


def new_section(id: str, title: str = "") -> str:
    """The text of ``docs/review/ID.md``.

    ``title`` is ``中文 | English``, either half of which may be missing."""
    zh, _, en = (clean(half, 200) for half in title.partition("|"))
    english = en or id.replace("-", " ").capitalize()
    heading = f"# {zh} | {english}" if zh else f"# | {english}"
    return render("new/section.md.j2", heading=heading)


def listing(settings: Record, page: str) -> str | None:
    """The text of docs/review.yml with ``page`` among its pages, after the last page of the same
    folder; None where they stand on one line."""
    pages, text = settings.get("pages"), settings.source.text
    if not isinstance(pages, list) or not pages or page in pages:
        return None
    folders = [str(entry).rpartition("/")[0] for entry in pages]
    siblings = [at for at, folder in enumerate(folders) if folder == page.rpartition("/")[0]]
    last = siblings[-1] if siblings else len(pages) - 1
    start, end = _line(text, settings.spans[("pages", last)].start)
    indent, mark, _ = text[start:end].partition("- ")
    return f"{text[:end]}\n{indent}- {page}{text[end:]}" if mark and not indent.strip() else None


def _line(text: str, offset: int) -> tuple[int, int]:
    end = text.find("\n", offset)
    return text.rfind("\n", 0, offset) + 1, end if end >= 0 else len(text)
