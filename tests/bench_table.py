"""The figures of all benches since the table was begun, as one Markdown table; ``--anew`` begins
it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "support"))

from measurements import FIGURES, table


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--anew", action="store_true")
    if parser.parse_args().anew:
        FIGURES.unlink(missing_ok=True)
    else:
        print(table())


if __name__ == "__main__":
    main()
