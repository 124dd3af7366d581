"""The file of a question with the digest of the data it was judged of, and no other change."""

from __future__ import annotations

from review.evidence.question import Question
from review.messages import refusal
from review.refusal import Refusal
from review.sources.record import Path, Record, parse
from review.sources.source import Source

JUDGED: Path = ("judged",)
FIELD = "evidence"


def with_digest(question: Question, digest: str) -> str:
    """The text of a question's file with ``digest`` as ``judged.evidence``, put in or put anew.
    Raises Refusal where the block is written in a way that this would break."""
    record = question.record
    text = record.source.text
    place = record.spans.get((*JUDGED, FIELD))
    block = record.get(*JUDGED)
    if place is not None:
        start, end = _with_marks(text, place.start, place.end)
        fresh = f'{text[:start]}"{digest}"{text[end:]}'
    elif isinstance(block, dict) and block:
        fresh = _added(record, f'{FIELD}: "{digest}"')
    else:
        raise _refusal(question)
    reread, _ = parse(Source(record.source.path, fresh))
    if reread is None or reread.data != _expected(record, digest):
        raise _refusal(question)
    return fresh


def _expected(record: Record, digest: str) -> dict[str, object]:
    """The data of the file, with the digest and nothing else changed."""
    return {**record.data, "judged": {**record.data["judged"], FIELD: digest}}


def _with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The offsets of a value, its quotation marks included."""
    return (start - 1 if text[start - 1] in "\"'" else start), end


def _added(record: Record, field: str) -> str:
    """The text with a field more at the end of the block: in its braces, or on its own line."""
    text, block = record.source.text, record.spans[JUDGED]
    if text[block.start] == "{":
        brace = text.rindex("}", block.start, block.end)
        end = len(text[:brace].rstrip())
        return f"{text[:end]}, {field}{text[end:]}"
    spans = {path: span for path, span in record.spans.items() if path[:1] == JUDGED != path}
    first = min(span.key for span in spans.values())
    indent = text[text.rfind("\n", 0, first) + 1 : first]
    # the mark behind a list stands below the comments that follow it; that behind a value does not
    values = [span for path, span in spans.items() if not isinstance(record.get(*path), list)]
    line = text.find("\n", max(span.end for span in values) - 1)
    end = len(text) if line < 0 else line
    return f"{text[:end]}\n{indent}{field}{text[end:]}"


def _refusal(question: Question) -> Refusal:
    return refusal("import/judged-form", path=question.path)
