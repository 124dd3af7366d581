"""``python hooks coverage``: how far the review covers its field, in numbers."""

from __future__ import annotations

from pathlib import Path

import click

from commands.command_line import Command, format_option, root_option
from commands.whole_review import whole_review


@click.command("coverage", cls=Command)
@root_option
@format_option("text", "json")
def coverage(root: Path, form: str) -> int:
    """Print the counts of a review that could be read whole."""
    from review.exports import review_coverage

    print(review_coverage.FORMATS[form](review_coverage.coverage(whole_review(root))))
    return 0
