"""What the fields of the sources are called in a diff, in both languages: those of tables, of the
vocabulary, of references, of pages and settings."""

from __future__ import annotations

from collections.abc import Mapping

from review.change.row_names import bilingual
from review.edition.change import same
from review.problem import Text
from review.sources.record import Path

Names = Mapping[str, Text]


def _names(**pairs: str) -> Names:
    """``field="中文 / English"``; a lower line in the name of a field stands for its hyphen."""
    return {
        name.rstrip("_").replace("_", "-"): Text(*said.split(" / ")) for name, said in pairs.items()
    }


# fields of a table for which the pages have no word, or one that says less outside of its page
TABLE = _names(
    unit="单位 / unit", timepoint="时间点 / timepoint", cutoff="数据截止 / cutoff", repeats="同批患者的主要一行 / repeats", grade="级别 / grade", criteria="分级标准 / criteria",
    primary="主要终点的结果 / result of the primary endpoint", related="与治疗相关 / treatment-related", p="P 值 / p", among="所分析的人群 / among", population="分析人群 / population", assessment="评估方式 / assessment", kind="类型 / kind", control="对照组 / control",
    dose="剂量 / dose", reported_in="已见于 / reported-in", id="标识 / id", acronym="简称 / acronym", part="本表所述部分 / part", title="题名 / title", summary="一句话结果 / summary", label="名称 / label",
    registries="注册号 / registration numbers", sources="文献 / sources", source="出处 / source", locator="出处中的位置 / locator", report="报道 / report", seen="见处 / seen", every="每一例都有的诊断 / diagnoses of every patient",
    blinding="盲法 / blinding", shows="说明什么 / what it shows", limits="不说明什么 / what it does not show", definition="释义 / definition", file="文件 / file", key="键 / key", adjusted="经校正 / adjusted", sided="检验的侧数 / sides of the test",
)  # fmt: skip
# by the last two steps of their path, where the last alone would not tell
PATHS = _names(
    design_kind="研究类型 / kind of study", period_from="入组开始 / enrolment from", period_to="入组结束 / enrolment to", checked_by="核对者 / checked by", checked_on="核对日期 / checked on",
    checked_against="对照的材料 / checked against", design_note="设计的说明 / note on the design",
)  # fmt: skip
BLOCKS = _names(
    results="结果 / result",
    harms="不良事件 / harm",
    facts="其他数据 / other figure",
    arms="组 / arm",
    reports="报道 / report",
)
REPORT = _names(name="名称 / name", url="网址 / address", date="日期 / date")
TERM = _names(
    zh="中文名 / Chinese name", en="英文名 / English name", abbr="缩写 / abbreviation", id="标识 / id", avoid="避用的写法 / wordings to avoid", kind="类别 / kind", events="所计的事件 / events counted",
    timed="例数随随访增加 / counts grow with follow-up", synonyms="同义词 / synonyms", former="旧称 / former names", brands="商品名 / brand names", class_="药物类别 / class", broader="上位词 / broader terms",
    codes="编码 / codes", agents="所含药物 / agents", rate="某一时间点的比例 / proportion at a time point", definition="释义 / definition",
)  # fmt: skip
KINDS = _names(
    agents="药物 / agents",
    diagnoses="诊断 / diagnoses",
    endpoints="终点 / endpoints",
    terms="术语 / terms",
)
REFERENCE = _names(
    author="作者 / author", editor="编者 / editor", title="题名 / title", journal="刊名 / journal", shortjournal="刊名缩写 / shortjournal", year="年份 / year", date="日期 / date", volume="卷 / volume", number="期 / number",
    pages="页码 / pages", doi="DOI / doi", pmid="PMID / pmid", pmcid="PMCID / pmcid", url="网址 / url", urldate="访问日期 / urldate", type="类型 / type", publisher="出版者 / publisher", booktitle="书名或会议录 / booktitle",
    langid="语言 / langid", note="说明 / note", corrects="所更正的文献 / corrects", notices="已处理的通知 / notices", edition="版次 / edition", address="出版地 / address", status="著录核实情况 / status", pubstate="出版状态 / pubstate", key="键 / key",
)  # fmt: skip
PAGE = _names(
    searched="检索日期 / searched",
    reviewed="审阅日期 / reviewed",
    interval="审阅间隔 / interval",
    retired="停止更新之日 / retired",
    reason="原因 / reason",
    diagnoses="所述疾病 / diagnoses",
)
SETTINGS = _names(
    title="题名 / title", description="介绍 / description", predecessor="原综述 / predecessor article", url="网址 / address of the site", repository="代码仓库 / repository", edit="编辑页的路径 / way to the editing page", licence="许可 / licence",
    id="订阅标识 / id of the feeds", bound="绑定比例下限 / least share bound", living="动态更新 / living status", pages="页面 / pages",
)  # fmt: skip


def named(names: Names, name: str) -> Text:
    """The name of a field in words; itself where it has none."""
    return names.get(name) or same(name)


def field_name(name: str) -> Text:
    """The name of a field of a table, a row or an arm."""
    return TABLE.get(name) or bilingual("field", name)


def path_name(path: Path) -> Text:
    """The name of a field at the top of a table or below it; what stands in a row, an arm or a
    report has that before it."""
    steps = [str(step) for step in path]
    last = (
        PATHS.get("-".join(steps[-2:]))
        or (REPORT.get(steps[-1]) if steps[0] == "reports" else None)
        or field_name(steps[-1])
    )
    owner = BLOCKS.get(steps[0]) if len(steps) > 2 else None
    return (
        Text(f"{owner.zh} {steps[1]} · {last.zh}", f"{owner.en} {steps[1]} · {last.en}")
        if owner
        else last
    )


def term_path(path: Path) -> Text:
    """The name of a text of a term, the id of the term before it."""
    last = named(TERM, str(path[-1]))
    return Text(f"{path[0]} · {last.zh}", f"{path[0]} · {last.en}")


def settings_path(path: Path) -> Text:
    """The name of a text of the settings."""
    first, rest = named(SETTINGS, str(path[0])), "".join(f" · {step}" for step in path[1:])
    return Text(f"{first.zh}{rest}", f"{first.en}{rest}")
