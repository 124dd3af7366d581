"""Any text as one YAML scalar or comment that it cannot break out of: quoted unless plainly
harmless, on one line, nothing invisible."""

from __future__ import annotations

import json
import re
import unicodedata

from review.sources.prose import HAN

LONGEST = 2_000  # characters of one answer; more is no field of a table
PLAIN = re.compile(rf"[A-Za-z{HAN}][A-Za-z0-9{HAN} _/()（），。、；～–+.-]*(?<! )\Z")
WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
STEERING = ("Cf", "Cs", "Co", "Cn")  # characters that show nothing, steer others, or are none


def clean(text: str, longest: int = LONGEST) -> str:
    """The text on one line, without control, format and unassigned characters."""
    if not text.isprintable():  # most texts are, and need not be looked at letter by letter
        text = "".join(
            " " if unicodedata.category(character) in ("Cc", "Zl", "Zp") else character
            for character in text
            if unicodedata.category(character) not in STEERING
        )
    return " ".join(unicodedata.normalize("NFC", text).split())[:longest].strip()


def scalar(text: str) -> str:
    """The text as a scalar that is read back as just this text, in block and flow style alike."""
    cleaned = clean(text)
    if PLAIN.match(cleaned) and cleaned.lower() not in WORDS:
        return cleaned
    return json.dumps(cleaned, ensure_ascii=False)


def listed(texts: list[str]) -> str:
    """Texts as a flow sequence."""
    return f"[{', '.join(map(scalar, texts))}]"


def comment(text: str, indent: str = "") -> list[str]:
    """The text as comment lines; its own line breaks are kept, whatever characters make them. The
    ``>`` keeps it from reading as an allowance."""
    lines = re.split(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+", text)
    return [f"{indent}# > {cleaned}" for line in lines if (cleaned := clean(line))]
