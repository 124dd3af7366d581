"""Checked literals: which texts a datum bears out, and what they must read where it does not."""

from __future__ import annotations

import pytest

from review.evidence.trial import Datum, Trial
from review.figures.comparison import mismatches
from review.figures.expression import parts
from review.sources.record import parse
from review.sources.source import Source

TABLE = """
enrolled: {randomised: 1250}
arms:
  drug: {label: {zh: 甲, en: a}, n: 29, evaluable: 26}
facts:
  follow-up:
    label: {zh: 随访, en: follow-up}
    unit: months
    median: 12.5
    iqr: {low: 6.1, high: 20.4}
  interval: {label: {zh: 间隔, en: interval}, unit: days, value: 21}
  mean: {label: {zh: 平均, en: mean}, unit: months, value: 12.5}
results:
  npr-8w:
    timepoint: 8 weeks
    arms:
      drug: {events: 17, n: 26, percent: 65}
      placebo: {events: 0, n: 12}
      reported: {events: 17, n: 26, ci: {low: 46, high: 82, level: 95}}
  pfs:
    unit: months
    arms:
      drug:
        median: 5.4
        ci: {low: 4.10, high: not-reached, level: 95}
        range: {low: 1.2, high: 30.5}
    between:
      measure: HR
      of: drug
      versus: placebo
      estimate: 0.42
      ci: {low: 0.21, high: 0.85, level: 90}
      p: "<0.001"
  os:
    unit: months
    arms:
      drug: {median: not-reached, ci: {low: 9.6, high: not-reached, level: 95}}
    between:
      measure: HR
      of: drug
      versus: placebo
      estimate: 0.98
      ci: {low: 0.52, high: 1.84, level: 95}
      p: "0.048"
  rare:
    arms: {all: {percent: 0.4}}
  npr-gain:
    between:
      measure: difference
      of: drug
      versus: placebo
      estimate: 12.3
      ci: {low: -1.5, high: 26.1, level: 95}
      p: "0.017"
  half:
    arms:
      one: {events: 5, n: 40, percent: 13}
      other: {events: 5, n: 40}
harms:
  rash:
    arms: {all: {percent: 7.5}}
    p: "0.03"
"""


def datum(address: str) -> Datum:
    record, problems = parse(Source("docs/trials/x.yml", TABLE))
    assert record is not None and not problems
    found = Trial("x", record).datum(address)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "text, address",
    [
        ("17/26（65%）", "npr-8w.drug"),
        ("17 of 26 (65.4%)", "npr-8w.drug"),
        ("26 例中 17 例", "npr-8w.drug"),
        ("65%（95% CI 44%～83%）", "npr-8w.drug"),
        ("17 of 26 (65%, 95% CI 44–83)", "npr-8w.drug"),
        ("17/26, 95% CI 46–82%", "npr-8w.reported"),
        ("at 8 weeks 17 of 26", "npr-8w.drug"),
        ("at week 8 in 17 of 26", "npr-8w.drug"),
        ("0/12", "npr-8w.placebo"),
        ("17/26 和 0/12", "npr-8w"),
        ("HR 0.42（90% CI 0.21～0.85；P<0.001）", "pfs.between"),
        ("hazard ratio 0.42", "pfs.between"),
        ("风险比为 0.42", "pfs.between"),
        ("90% interval 0.21–0.85", "pfs.between"),
        ("upper limit 0.85", "pfs.between"),
        ("下限 0.21", "pfs.between"),
        ("中位数未达到", "os.drug"),
        ("not reached (95% CI 9.6–not reached)", "os.drug"),
        ("未达到统计学意义", "pfs.between"),
        ("the primary endpoint was not reached", "npr-8w.drug"),
        ("HR 0.98 (95% CI 0.52–1.8)", "os.between"),
        ("more than 21 days", "interval"),
        ("higher than 65%", "npr-8w.drug"),
        ("mean 12.5 months", "mean"),
        ("at the 90% level", "pfs.between"),
        ("5.4 个月（95% CI 4.1～未达到）", "pfs.drug"),
        ("5.4 months (range 1.2–30.5)", "pfs.drug"),
        ("from the shortest 1.2 months", "pfs.drug"),
        ("12.5 个月（四分位距 6.1～20.4）", "follow-up"),
        ("12.3 个百分点（95% CI −1.5～26.1，P=0.017）", "npr-gain.between"),
        ("P=0.02", "npr-gain.between"),
        ("第 8 周 17/26", "npr-8w.drug"),
        ("17/26", "npr-8w"),
        ("12.5%", "half.one"),
        ("13%", "half.one"),
        ("13%", "half.other"),
        ("12%", "half.other"),
        ("P 值为 0.017", "npr-gain.between"),
        ("a P value of .017", "npr-gain.between"),
        ("HR0.42", "pfs.between"),
        ("P 小于 0.001", "pfs.between"),
        ("5.4mo", "pfs.drug"),
        ("1,250", "enrolled.randomised"),
        ("1250 例", "enrolled.randomised"),
        ("29", "arms.drug"),
        ("26", "arms.drug"),
        ("7.5%（P=0.03）", "rash"),
        ("瑞戈非尼", "npr-8w.drug"),
    ],
)
def test_borne_out(text: str, address: str) -> None:
    assert list(mismatches(text, datum(address))) == []


@pytest.mark.parametrize(
    "text, address, wrong, right",
    [
        ("18/26（65%）", "npr-8w.drug", ["18"], ["17"]),
        ("17/27", "npr-8w.drug", ["27"], ["26"]),
        ("26/17", "npr-8w.drug", ["26", "17"], ["17", "26"]),
        ("66%", "npr-8w.drug", ["66"], ["65"]),
        ("95%", "npr-8w.drug", ["95"], ["65"]),
        ("65%（90% CI 44～83）", "npr-8w.drug", ["90"], ["95"]),
        ("65%（95% CI 83～44）", "npr-8w.drug", ["83", "44"], ["44", "83"]),
        ("65%（95% CI 45～83）", "npr-8w.drug", ["45"], ["44"]),
        ("17/26（95% CI 44～83）", "npr-8w.reported", ["44", "83"], ["46", "82"]),
        ("17/26（第 1～2 线）", "npr-8w.drug", ["1", "2"], [None, None]),
        ("HR 0.42 (90% CI 0.20–0.86)", "pfs.between", ["0.20", "0.86"], ["0.21", "0.85"]),
        ("5.4 months (range 1.0–30.5)", "pfs.drug", ["1.0"], ["1.2"]),
        ("at 9 weeks 17 of 26", "npr-8w.drug", ["9"], ["8"]),
        ("1/12", "npr-8w.placebo", ["1"], ["0"]),
        ("HR 0.21", "pfs.between", ["0.21"], ["0.42"]),
        ("HR 0.422", "pfs.between", ["0.422"], ["0.42"]),
        ("P=0.001", "pfs.between", ["0.001"], ["0.001"]),
        ("P 值 0.001", "pfs.between", ["0.001"], ["0.001"]),
        ("17/12", "npr-8w", ["17", "12"], [None, None]),
        ("0 of 26", "npr-8w", ["0", "26"], [None, None]),
        ("8/26", "npr-8w.drug", ["8"], ["17"]),
        ("8", "npr-8w.drug", ["8"], [None]),
        ("at week 17", "npr-8w.drug", ["17"], ["8"]),
        ("12%", "half.one", ["12"], ["13"]),
        ("P>0.001", "pfs.between", ["0.001"], ["0.001"]),
        ("P≤0.001", "pfs.between", ["0.001"], ["0.001"]),
        ("P>0.017", "npr-gain.between", ["0.017"], ["0.017"]),
        ("P≤0.017", "npr-gain.between", ["0.017"], ["0.017"]),
        ("P 大于 0.017", "npr-gain.between", ["0.017"], ["0.017"]),
        ("HR<0.42", "pfs.between", ["0.42"], ["0.42"]),
        (">65%", "npr-8w.drug", ["65"], ["65"]),
        ("HR0.99", "pfs.between", ["0.99"], ["0.42"]),
        ("HR-0.42", "pfs.between", ["0.42"], ["0.42"]),
        (".99", "pfs.between", [".99"], [None]),
        ("P<.05", "pfs.between", [".05"], ["0.001"]),
        ("9.9mo", "pfs.drug", ["9.9"], ["5.4"]),
        ("x18/26", "npr-8w.drug", ["18"], ["17"]),
        ("1e5", "pfs.drug", ["1e5"], ["5.4"]),
        ("P<0.01", "pfs.between", ["0.01"], ["0.001"]),
        ("4.1 个月", "pfs.drug", ["4.1"], ["5.4"]),
        ("5.4 周", "pfs.drug", ["5.4"], [None]),
        ("1,251", "enrolled.randomised", ["1,251"], ["1250"]),
        ("7%", "rash", ["7"], ["7.5"]),
        ("HR=0.4", "pfs.between", ["0.4"], ["0.42"]),
        ("HR 0", "pfs.between", ["0"], ["0.42"]),
        ("HR 1, 95% CI 1–2", "os.between", ["1", "1", "2"], ["0.98", "0.52", "1.84"]),
        ("HR 1.0", "os.between", ["1.0"], ["0.98"]),
        ("P=0.0", "npr-gain.between", ["0.0"], ["0.017"]),
        ("P=0", "npr-gain.between", ["0"], ["0.017"]),
        ("P=0.05", "os.between", ["0.05"], ["0.048"]),
        ("0%", "rare.all", ["0"], ["0.4"]),
        ("OR 0.42", "pfs.between", ["0.42"], [None]),
        ("相对危险度 0.42", "pfs.between", ["0.42"], [None]),
        ("HR 12.3", "npr-gain.between", ["12.3"], [None]),
        ("hazard ratio 0.21", "pfs.between", ["0.21"], ["0.42"]),
        ("HR 0.42 (range 0.21–0.85)", "pfs.between", ["0.21", "0.85"], [None, None]),
        ("12.5 个月（95% CI 6.1～20.4）", "follow-up", ["95", "6.1", "20.4"], [None, None, None]),
        ("12.5 个月（范围 6.1～20.4）", "follow-up", ["6.1", "20.4"], [None, None]),
        ("5.4 months (IQR 1.2–30.5)", "pfs.drug", ["1.2", "30.5"], [None, None]),
        ("lower limit 0.85", "pfs.between", ["0.85"], ["0.21"]),
        ("上限 0.21", "pfs.between", ["0.21"], ["0.85"]),
        ("mean 5.4 months", "pfs.drug", ["5.4"], [None]),
        ("平均 5.4 个月", "pfs.drug", ["5.4"], [None]),
        ("fewer than 17 patients", "npr-8w.drug", ["17"], [None]),
        ("不足 17 例", "npr-8w.drug", ["17"], [None]),
        ("超过 5.4 个月", "pfs.drug", ["5.4"], ["5.4"]),
        (
            "HR 0.42, 95% CI 0.85–not reached",
            "pfs.between",
            ["95", "0.85", "not reached"],
            ["90", "0.21", None],
        ),
        ("95% CI 0.85～未达到", "pfs.between", ["95", "0.85", "未达到"], ["90", "0.21", None]),
        ("30.5 个月（95% CI 4.1～未达到）", "pfs.drug", ["30.5"], ["5.4"]),
        ("95% CI 5.4–not reached", "pfs.drug", ["5.4"], ["4.1"]),
        ("未达到", "pfs.drug", ["未达到"], [None]),
        ("not yet reached", "pfs.drug", ["not yet reached"], [None]),
        ("9.6 months", "os.drug", ["9.6"], [None]),
    ],
)
def test_contradicted(text: str, address: str, wrong: list[str], right: list[str | None]) -> None:
    found = list(mismatches(text, datum(address)))
    assert [mismatch.numeral.digits for mismatch in found] == wrong
    assert [mismatch.right for mismatch in found] == right


@pytest.mark.parametrize(
    "before, inside, after, address, wrong",
    [
        ("", "5.4", " years", "pfs.drug", ["5.4"]),
        ("", "5.4", " 小时", "pfs.drug", ["5.4"]),
        ("", "17", "%", "npr-8w.drug", ["17"]),
        ("P>", "0.017", "", "npr-gain.between", ["0.017"]),
        ("P=", "0.42", "", "pfs.between", ["0.42"]),
        ("HR ", "0.017", "", "npr-gain.between", ["0.017"]),
        ("−", "5.4", " months", "pfs.drug", ["5.4"]),
        ("fewer than ", "17", "", "npr-8w.drug", ["17"]),
        ("不到 ", "17 例", "", "npr-8w.drug", ["17"]),
        ("", "17", "0 例", "npr-8w.drug", ["170"]),
        ("1", "17", "", "npr-8w.drug", ["117"]),
        ("", "17", " 万例", "npr-8w.drug", ["17"]),
        ("", "17", "/12", "npr-8w.drug", ["17"]),
        ("17/", "12", "", "npr-8w.placebo", ["12"]),
        ("", "17", "–26 patients", "npr-8w.drug", ["17"]),
        ("17–", "26", " patients", "npr-8w.drug", ["26"]),
        ("0.42–", "not reached", "", "pfs.between", ["not reached"]),
        ("", "17", "/26", "npr-8w.drug", []),
        ("17 of ", "29", "", "arms.drug", []),
        ("of 29 patients, ", "17", " patients", "npr-8w.drug", []),
        ("The rate was highest (", "65%", ")", "npr-8w.drug", []),
        ("最高为 ", "65%", "", "npr-8w.drug", []),
        ("above ", "65%", "", "npr-8w.drug", []),
        ("over ", "21 days", "", "interval", []),
        ("上限 ", "0.21", "", "pfs.between", ["0.21"]),
        ("It rose from 0% to ", "65%", "", "npr-8w.drug", []),
        ("It fell from ", "65%", " to 0%", "npr-8w.drug", []),
        ("It ranged from ", "17", " to 26 patients", "npr-8w.drug", ["17"]),
        ("从 ", "5.4", " 至 12 个月", "pfs.drug", []),
        ("P=", "0.017", "", "npr-gain.between", []),
        ("HR ", "0.42", "", "pfs.between", []),
        ("", "5.4", " months", "pfs.drug", []),
        ("", "65", "%", "npr-8w.drug", []),
        ("At 8 weeks ", "17", " patients", "npr-8w.drug", []),
        ("(", "5.4 months", "; 3 years)", "pfs.drug", []),
        ("（HR=0.42）", "5.4 个月", "，P=0.03", "pfs.drug", []),
    ],
)
def test_what_stands_round_a_link_is_read_with_it(
    before: str, inside: str, after: str, address: str, wrong: list[str]
) -> None:
    found = mismatches(before + inside + after, datum(address), len(before), len(before + inside))
    assert [mismatch.numeral.digits for mismatch in found] == wrong


@pytest.mark.parametrize(
    "address",
    ["npr-8w.dreg", "npr", "pfs.between.ci", "enrolled.n", "arms.all", "rash.between", "", "."],
)
def test_no_datum(address: str) -> None:
    record, _ = parse(Source("docs/trials/x.yml", TABLE))
    assert record is not None and Trial("x", record).datum(address) is None


def test_addresses_lead_to_data() -> None:
    record, _ = parse(Source("docs/trials/x.yml", TABLE))
    assert record is not None
    trial = Trial("x", record)
    addresses = list(trial.addresses())
    assert {"npr-8w.drug", "pfs.between", "enrolled.randomised", "arms.drug", "follow-up"} <= set(
        addresses
    )
    assert all(trial.datum(address) for address in addresses)


@pytest.mark.parametrize(
    "text",
    [
        "65%",
        "HR 0.42",
        "17 例",
        "17 of 26",
        "17/26",
        "5.4 个月",
        "16 weeks",
        "P=0.03",
        "3.7 v 1.8 months",
        "HR0.99",
        "HR-0.99",
        "P<.05",
        "P>0.017",
        "9.9mo",
        "x13/40",
        "n=60",
        "95% CI 44～83",
        "中位总生存 9 年",
        "Median survival was 9 years",
        "median time to response 9 days",
        "a median of 12 m",
        "中位 12 月",
        "中位 12",
        "99 subjects",
        "There were 99 responses",
        "99 responded",
        "99 人缓解",
        "99 位患者",
        "99 个缓解",
        "99 out of every 100",
        "99 of every 100 patients",
        "1 in 3 responded",
        "3 人中有 1 人",
        "hazard ratio of 2",
        "风险比为 2",
        "3-fold",
        "3 倍",
        "2 percentage points",
        "2 个百分点",
        "Version 99% responded",
        "In grade 60%",
        "每 60% 缓解",
        "60% interval",
        "60% 级",
        "HR 0.42 g",
    ],
)
def test_like_a_result(text: str) -> None:
    assert any(part.result for part in parts(text))


@pytest.mark.parametrize(
    "text",
    [
        "2012 年 11 月",
        "2014 年 3 月～5 月",
        "November 2012",
        "1/2 期",
        "phase 1/2",
        "3～4 级",
        "grade 3–4",
        "75 mg",
        "1.8 Gy",
        "RECIST 1.1",
        "CTCAE v5.0",
        "95% CI",
        "95% interval",
        "每 3 周",
        "every 3 weeks",
        "18 岁",
        "2 years",
        "第 8 版",
        "days 1 and 8 of every 21",
        "CDK4/6",
        "STUDY 62052 of the group",
        "91.4% CI",
        "3 年无事件生存率",
        "survival at 3 years",
        "survival after 5 years",
        "follow-up for 10 years",
        "phase 1 in 3 centres",
        "正常上限 3 倍",
        "3 times the upper limit",
        "EURO EWING 2012 event-free survival",
        "60 岁",
        "1.8 Gy for 5 days",
        "5 名称",
        "week 25 response",
        "3 位小数",
        "100 人年",
    ],
)
def test_not_like_a_result(text: str) -> None:
    assert not any(part.result for part in parts(text))
