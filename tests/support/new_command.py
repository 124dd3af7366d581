"""``new`` run in process, as the command line runs it."""

from __future__ import annotations

from pathlib import Path

import hooks_command

BIB = """\
% a comment at the top

@article{adams2018,
  author       = {Adams, Ann},
  title        = {Surgery for {Ewing} sarcoma},
  journal      = {The Lancet Oncology},
  shortjournal = {Lancet Oncol},
  year         = {2018},
  doi          = {10.1000/adams},
  pmid         = {111},
}

% about the next entry
@article{zhou2020,
  author  = {Zhou, Bo},
  title   = {A last study},
  journal = {Cancer},
  year    = {2020},
}
"""


def run(root: Path, *words: str) -> int:
    """Exit status of ``new WORDS --root ROOT``."""
    return hooks_command.run("new", *words, "--root", root)
