"""A value of another shape than the schema asks for, as a list where a word belongs: told, and
nothing trips over it. Of the values of a folder every seventh is changed at a time, so that none
hides all others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from laid import lay
from places import SITE
from review import rules
from review.evidence import corpus
from review.sources.record import LOADER

APART = 7
SHAPES = ("[x, y]", "5", "{}")
FOLDERS = ("trials", "questions", "vocabulary", "availability", "review.yml")


def values(node: yaml.Node) -> Iterator[yaml.Node]:
    """Every scalar, and every list and mapping that stands on one line."""
    children = node.value if not isinstance(node, yaml.ScalarNode) else []
    if not children or getattr(node, "flow_style", False):
        yield node
    for child in children:
        yield from values(child[1] if isinstance(child, tuple) else child)


def reshaped(text: str, shape: str, first: int) -> str:
    """A table with every APARTth of its values, from ``first`` on, in another shape."""
    found = [*values(yaml.compose(text, Loader=LOADER))][first::APART]
    end = len(text)
    for node in reversed(found):
        if node.end_mark.index <= end:  # not a list of which a value has been changed
            begin = end = node.start_mark.index
            text = f"{text[:begin]}{shape}{text[node.end_mark.index :]}"
    return text


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("shape", SHAPES)
def test_no_shape_of_a_value_trips_anything(shape: str, folder: str, tmp_path: Path) -> None:
    root = lay(tmp_path, {"question": True})
    if folder == "trials":  # those of the other review have more kinds of fields
        shutil.copytree(SITE / "docs/trials", root / "docs/trials", dirs_exist_ok=True)
    memory: corpus.Memory = {}
    place = root / "docs" / folder
    texts = {
        file: file.read_text(encoding="utf-8")
        for file in (place.glob("*.yml") if place.is_dir() else [place])
    }
    for first in range(APART):
        for file, text in texts.items():
            file.write_text(reshaped(text, shape, first), encoding="utf-8")
        assert rules.check(corpus.read(root, memory=memory)), first
