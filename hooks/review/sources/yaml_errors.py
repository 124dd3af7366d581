"""What the parser of YAML says, by why it is said; the words stand in the messages."""

from __future__ import annotations

import re

# the words of libyaml, and of the parser in Python where libyaml is not installed
PHRASES = {
    "key": re.compile(r"did not find expected key|expected <block end>, but found .*"),
    "mapping": re.compile(r"mapping values are not allowed .*"),
    "colon": re.compile(r"could not find expected ':'"),
    "tab": re.compile(r"found character '\\t' that cannot start any token"),
    "character": re.compile(r"found character (?:'.*' )?that cannot start any token"),
    "square-bracket": re.compile(
        r"did not find expected ',' or ']'|expected ',' or ']', but got .*"
    ),
    "brace": re.compile(r"did not find expected ',' or '}'|expected ',' or '}', but got .*"),
    "dash": re.compile(r"did not find expected '-' indicator"),
    "sequence": re.compile(r"(?:block )?sequence entries are not allowed .*"),
    "value": re.compile(
        r"did not find expected node content|expected the node content, but found .*"
    ),
    "end": re.compile(r"found unexpected end of stream"),
    "document": re.compile(
        r"found unexpected document indicator|but found another document"
        r"|(?:did not find expected|expected) '?<document start>.*"
    ),
    "duplicate": re.compile(r"found duplicate key.*"),
    "alias": re.compile(r"found undefined alias.*"),
    "anchor": re.compile(r"(?:did not find expected|expected) alphabetic or numeric character.*"),
    "escape": re.compile(r"found unknown escape character.*|.*hexa?decimal number.*"),
    "block": re.compile(
        r"did not find expected comment or line break"
        r"|expected chomping or indentation indicators.*"
    ),
}
