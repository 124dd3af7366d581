"""``python hooks coverage``: how far the review covers its field, in numbers."""

from __future__ import annotations

from pathlib import Path

import click

from commands.command_line import Command, format_option, root_option
from review.refusal import Refusal


@click.command(
    "coverage",
    cls=Command,
    help="数据见于何处、不良事件、可及性、中英文与绑定的数字"
    " / where figures were seen, harms, availability, both languages and bound figures, in numbers",
)
@root_option
@format_option("text", "json")
def coverage(root: Path, form: str) -> int:
    """Print the counts of a review that could be read whole."""
    from review.evidence import corpus
    from review.exports import review_coverage

    read = corpus.read(root)
    if read.partial:
        raise Refusal(
            "综述没有读全，数字会有遗漏；先按 check 的提示改好读不出的文件。",
            "The review could not be read whole, so counts would fall short. "
            "Mend the files that check names first.",
        )
    print(review_coverage.FORMATS[form](review_coverage.coverage(read)))
    return 0
