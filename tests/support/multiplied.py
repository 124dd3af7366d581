"""A review many times its size: trials, questions, sections, references and diagnoses are copied
under names of their own, with the links and citations between them. Agents, endpoints and terms
stay as they are: a larger review has the same. What would be a problem twice (registrations,
identifiers of works, synonyms and codes of diagnoses) the copies lack."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from places import ROOT

FOLDERS = ("trials", "questions", "review")
DIAGNOSES = "docs/vocabulary/diagnoses.yml"
ALONE = re.compile(r"(?m)^registries: .*\n|^ *(?:doi|pmid|pmcid) .*\n|, evidence: \"\w+\"(?=\}$)")
ENTRY = re.compile(r"(?m)^@\w+\{([^,\s]+),")


def copied(folder: Path, times: int) -> Path:
    """A copy of the review in a folder, its trials ``times`` as many; its root."""
    root = folder / "review"
    shutil.copytree(ROOT / "docs", root / "docs")
    for name in ("references.bib", "mkdocs.yml", "CITATION.cff"):
        shutil.copy(ROOT / name, root)
    (root / "hooks").symlink_to(ROOT / "hooks")
    multiply(root, times)
    judged = [sys.executable, str(ROOT / "hooks"), "judged", "--root", str(root)]
    subprocess.run(judged, check=True, capture_output=True)
    return root


def multiply(root: Path, times: int) -> None:
    """Copy what the review at ``root`` holds ``times`` - 1 times within it."""
    files = [file for name in FOLDERS for file in sorted((root / "docs" / name).iterdir())]
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    bibliography = (root / "references.bib").read_text(encoding="utf-8")
    diagnoses = yaml.safe_load((root / DIAGNOSES).read_text(encoding="utf-8"))
    names = Names({file.stem for file in texts}, set(diagnoses), bibliography)
    entries, terms = [bibliography], {**diagnoses}
    used = names.used(texts.values(), diagnoses)
    for number in range(2, times + 1):
        renamed = Renamed(names, number)
        for file, text in texts.items():
            copy = file.with_stem(f"{file.stem}-{number}")
            copy.write_text(renamed.text(text), encoding="utf-8")
        entries += _cited(renamed, bibliography, texts.values())
        terms |= {f"{id}-{number}": renamed.term(diagnoses[id]) for id in used}
    (root / "references.bib").write_text("\n".join(entries), encoding="utf-8")
    in_yaml = json.dumps(terms, ensure_ascii=False, indent=1)  # JSON is YAML, too
    (root / DIAGNOSES).write_text(in_yaml, encoding="utf-8")
    _list(root / "docs/review.yml", times)


def _cited(renamed: Renamed, bibliography: str, texts: Iterable[str]) -> Iterator[str]:
    """The references of a copy: those that its texts cite."""
    used = set(renamed.names.words.findall(" ".join(texts)))
    for entry in re.split(r"(?m)^(?=@)", bibliography):
        key = ENTRY.match(entry)
        if key and key[1] in used:
            yield ALONE.sub("", renamed.text(entry))


def _list(settings: Path, times: int) -> None:
    """Put the copies of the sections below them in the navigation."""

    def lines(match: re.Match[str]) -> str:
        return match[0] + "".join(f"{match[1]}-{n}.md\n" for n in range(2, times + 1))

    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub(r"(?m)^(  - review/[\w-]+)\.md\n", lines, text), encoding="utf-8")


class Names:
    """What is renamed: files, terms, and keys of references."""

    def __init__(self, files: set[str], terms: set[str], bibliography: str) -> None:
        self.keys = frozenset(ENTRY.findall(bibliography))
        self.words = re.compile(r"(?<![\w-])[a-z]+[0-9]{4}[a-z]*(?![\w-])")
        stems = "|".join(map(re.escape, sorted(files, key=len, reverse=True)))
        before = r"(\]\((?:\.\./\w+/)?|^id: |^section: |[\[ ](?=[\w-]+#))"
        self.links = re.compile(rf"{before}({stems})(?=\.(?:yml|md)\b|#|$)", re.M)
        ids = "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))
        self.ids = re.compile(rf"(?<![\w-])(?:{ids})(?![\w-])")
        self.fields = re.compile(r"(?m)^(?: *(?:- )?(?:diagnos[ei]s|page-of): )[\w\[].*$")

    def used(self, texts: Iterable[str], terms: Mapping[str, Any]) -> list[str]:
        """The terms that the texts use, or another as its broader one."""
        fields = [field for text in texts for field in self.fields.findall(text)]
        found = set(self.ids.findall(" ".join(fields)))
        broader = {id for term in terms.values() for id in term.get("broader", ())}
        return [id for id in terms if id in found | broader]


class Renamed:
    """Texts of one copy."""

    def __init__(self, names: Names, number: int) -> None:
        self.names, self.number = names, number
        self.key_end = "x" + "".join("abcdefghij"[int(digit)] for digit in str(number))

    def text(self, text: str) -> str:
        linked = self.names.links.sub(rf"\1\2-{self.number}", ALONE.sub("", text))
        named = self.names.fields.sub(self._field, linked)
        return self.names.words.sub(self._key, named)

    def term(self, term: dict[str, Any]) -> dict[str, Any]:
        """A term of the vocabulary under other names."""
        found = {name: f"{term[name]} {self.key_end}" for name in ("zh", "en")}
        found["definition"] = term["definition"]
        if "broader" in term:
            found["broader"] = [f"{id}-{self.number}" for id in term["broader"]]
        return found

    def _field(self, match: re.Match[str]) -> str:
        return self.names.ids.sub(lambda id: f"{id[0]}-{self.number}", match[0])

    def _key(self, match: re.Match[str]) -> str:
        return match[0] + self.key_end if match[0] in self.names.keys else match[0]
