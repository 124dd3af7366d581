"""Plain values of a table, and how they read."""
from __future__ import annotations

from typing import Any

from ..problem import Text
from ..record import Path, walk
from ..render.labels import listed, word
from ..trial import Trial
from .change import same
from .names import LANGUAGES, bilingual

ROWS = ("results", "harms", "facts")
YES, NO = Text("是", "yes"), Text("否", "no")
NAMED = {name: name for name in ("status", "setting", "lines", "blinding", "hypothesis")} | {"among": "enrolled"}  # fields whose values have interface words, and where these stand
FIELDS = {  # names of fields for which the pages have no word of their own
    "unit": "单位", "timepoint": "时间点", "cutoff": "数据截止", "repeats": "同批患者的主要一行", "grade": "级别", "criteria": "分级标准", "related": "与治疗相关",
    "p": "P 值", "among": "所分析的人群", "population": "分析人群", "assessment": "评估方式", "kind": "类型", "control": "对照组", "dose": "剂量", "reported-in": "已见于",
}  # fmt: skip


def field_name(name: str) -> Text:
    """The name of a field of a row or an arm."""
    return Text(FIELDS[name], name) if name in FIELDS else bilingual("field", name)


def leaves(trial: Trial) -> dict[Path, Any]:
    """Plain values of a table outside its rows, arms and bilingual texts, a list as one value."""
    skipped = {"id", "status", "enrolled", "arms", *ROWS}
    found: dict[Path, Any] = {}
    for path, value in walk(trial.record.data):
        if path and path[0] not in skipped and path[-1] not in LANGUAGES and not isinstance(value, dict) and not any(isinstance(step, int) for step in path):
            found[path] = value
    return found


def said(name: Any, value: Any) -> Text | None:
    """A value in words where it has any; None stays None."""
    if value is None:
        return None
    if name in NAMED and isinstance(value, (str, list)):
        values = [str(each) for each in (value if isinstance(value, list) else [value])]
        return Text(*(listed([bilingual(NAMED[name], each)[index] for each in values], language) for index, language in enumerate(LANGUAGES)))
    if isinstance(value, bool):
        return YES if value else NO
    if name == "unit":
        return Text(*(word(language, "unit", str(value), value="").strip() for language in LANGUAGES))
    return same(", ".join(map(str, value)) if isinstance(value, list) else value)
