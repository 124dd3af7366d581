"""Plain text as LaTeX that reads as just this text, and cannot leave the braces of its field."""

from __future__ import annotations

ESCAPES = str.maketrans(
    {
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
        "{": "(",
        "}": ")",
        "\\": "/",
        "~": "∼",
        "^": "ˆ",
        "`": "‘",
    }
)


def escaped(text: str) -> str:
    """Braces, backslashes and other characters of command have look-alikes in their place: no title
    needs them."""
    return text.translate(ESCAPES)
