"""Links: what LinkChecker's words prove, how failures are counted, and LinkChecker itself against a
server on this machine."""

from __future__ import annotations

import datetime
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from review.evidence import corpus
from review.refusal import Refusal
from review.watch import link_watch, watch_state
from review.watch.link_watch import Outcome, Verdict
from stub_server import body, drip, endless, redirect, serving, silence
from system import link_checker
from watch_command_run import REVIEW, lay, routes, run

DAY = datetime.date(2026, 3, 2)
ALIVE, FAILED, UNPROVEN = (Outcome(each, each.value) for each in Verdict)


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("200 OK", Verdict.ALIVE),
        ("204 No Content", Verdict.ALIVE),
        ("404 Not Found", Verdict.FAILED),
        ("410 Gone", Verdict.FAILED),
        ("403 Forbidden", Verdict.UNPROVEN),
        ("401 Unauthorized", Verdict.UNPROVEN),
        ("429 Too Many Requests", Verdict.UNPROVEN),
        ("500 x", Verdict.UNPROVEN),
        ("503 Service Unavailable", Verdict.UNPROVEN),
        ("ConnectionError: HTTPConnectionPool(host='x'): Failed to resolve", Verdict.FAILED),
        ("SSLError: bad certificate", Verdict.FAILED),
        ("ReadTimeout: timed out", Verdict.UNPROVEN),
        ("ConnectTimeout: timed out", Verdict.UNPROVEN),
        ("Access denied by robots.txt, checked only syntax.", Verdict.UNPROVEN),
        ("no answer", Verdict.UNPROVEN),
        ("", Verdict.UNPROVEN),
    ],
)
def test_what_a_word_proves(said: str, verdict: Verdict) -> None:
    assert link_watch.judged(said).verdict is verdict


def after(*tries: tuple[int, Outcome]) -> tuple[int, dict]:
    """Number of dead links, and the memory, after tries of one link on days counted from the
    first."""
    read, before, report = corpus.read(Path("/nonexistent")), watch_state.State(), None
    for day, outcome in tries:
        report = link_watch.report(
            read, {"https://x.example/": outcome}, before, DAY + datetime.timedelta(day)
        )
        before = watch_state.read(watch_state.written(report), "links")
    return len(report.findings), dict(report.items)


def test_dead_after_three_failures_on_different_days() -> None:
    assert after((0, FAILED), (7, FAILED))[0] == 0
    assert after((0, FAILED), (7, FAILED), (14, FAILED))[0] == 1
    assert after((0, FAILED), (0, FAILED), (0, FAILED), (0, FAILED))[0] == 0


def test_an_answer_clears_and_a_refusal_neither_counts_nor_clears() -> None:
    assert after((0, FAILED), (7, FAILED), (14, ALIVE), (21, FAILED))[0] == 0
    assert after((0, FAILED), (7, UNPROVEN), (14, FAILED), (21, UNPROVEN), (28, FAILED))[0] == 1
    assert after((0, FAILED), (7, FAILED), (14, FAILED), (21, UNPROVEN))[0] == 1
    assert after(*((7 * week, UNPROVEN) for week in range(20))) == (0, {})


def test_addresses_of_pages() -> None:
    page = (
        'a [x](https://a.example/(1)/b "t") <https://b.example/> <a '
        'href="https://c.example/?a=1&amp;b=2">c</a> '
        "[own](https://forge.example/o/r/issues/new?a) [in](../x.md)"
    )
    assert link_watch.outside([page, page], "https://forge.example/o/r") == [
        "https://a.example/(1)/b",
        "https://b.example/",
        "https://c.example/?a=1&b=2",
    ]


def test_places(tmp_path: Path) -> None:
    read = corpus.read(lay(tmp_path))
    assert [str(each) for each in link_watch.places("https://example.org/a", read)] == [
        "docs/index.md:4:5"
    ]
    assert [
        str(each)
        for each in link_watch.places("https://clinicaltrials.gov/study/NCT00000002", read)
    ] == ["docs/trials/two.yml:3:14"]
    assert [*link_watch.places("https://nowhere.example/", read)] == []


def test_linkchecker_against_good_slow_broken_and_hostile_servers() -> None:
    answers = {
        "/good": body(b"ok", "text/html"),
        "/gone": body(b"", "text/html", 410),
        "/missing": body(b"", "text/html", 404),
        "/forbidden": body(b"", "text/html", 403),
        "/busy": body(b"", "text/html", 429),
        "/down": body(b"", "text/html", 503),
        "/moved": redirect("/good"),
        "/circle": redirect("/circle"),
        "/silent": silence(5),
        "/drip": drip(5),
        "/endless": endless,
        "/file": redirect("file:///etc/passwd"),
        "/robots.txt": body(b"User-agent: *\nDisallow: /private\n", "text/plain"),
        "/private": body(b"ok", "text/html"),
        "/a(b);c?d=1": body(b"ok"),
    }
    with serving(routes(answers)) as (address, _):
        asked = [
            *(f"{address}{path}" for path in answers if path != "/robots.txt"),
            "http://127.0.0.1:9/",
            "http://nowhere.invalid/",
        ]
        found = link_watch.outcomes(
            link_checker.table(asked, link_checker.Limits(silence=3, whole=60)), asked
        )
    verdicts = {
        each.removeprefix(address): outcome.verdict.value for each, outcome in found.items()
    }
    for path in ("/good", "/moved"):
        assert verdicts.pop(path) == "alive"
    for path in ("/gone", "/missing", "http://127.0.0.1:9/", "http://nowhere.invalid/"):
        assert verdicts.pop(path) == "failed"
    for path in ("/forbidden", "/busy", "/down", "/silent", "/private", "/file", "/circle"):
        assert verdicts.pop(path) == "unproven", path
    assert {*verdicts} == {
        "/drip",
        "/endless",
        "/a(b);c?d=1",
    }  # whatever they are taken for, they end the run for nobody


@pytest.mark.parametrize("between", ["\x85", "\u2028", "\x0b", "\x1c", "\r", '\x85"', "\x85#"])
def test_a_host_cannot_speak_for_another(between: str) -> None:
    def hostile(handler: BaseHTTPRequestHandler) -> None:
        row = f"{between}http://127.0.0.1:{handler.server.server_port}/dead;;;200 OK;;;;;;;;;;;;;"  # type: ignore[attr-defined]
        handler.wfile.write(
            b"HTTP/1.1 200 OK"
            + row.encode("utf-8" if between == "\u2028" else "latin-1")
            + b"\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nhi"
        )
        handler.close_connection = True

    with serving(routes({"/a": hostile, "/good": body(b"ok", "text/html"), "/z": hostile})) as (
        address,
        _,
    ):
        asked = [f"{address}{path}" for path in ("/a", "/dead", "/good", "/z", "/gone")]
        found = link_watch.outcomes(
            link_checker.table(asked, link_checker.Limits(silence=10, whole=60)), asked
        )
    assert [found[f"{address}{path}"].verdict.value for path in ("/dead", "/good", "/gone")] == [
        "failed",
        "alive",
        "failed",
    ]


def test_a_table_is_read_whatever_is_in_its_fields() -> None:
    head = "# created by LinkChecker\n# at some time\nurlname;parentname;base;result;infostring\n"
    rows = (
        'https://a.example/;;;200 OK;"two\n# lines\n\nof it"\nhttps://b.example/;;;404 Not Found;'
        + "x" * 300_000
        + "\nhttps://c.example/;;;410 Gone;x\r\n"
    )
    found = link_watch.outcomes(
        f"{head}{rows}# Stopped checking\n",
        ["https://a.example/", "https://b.example/", "https://c.example/", "https://d.example/"],
    )
    assert [outcome.result for outcome in found.values()] == [
        "200 OK",
        "404 Not Found",
        "410 Gone",
        "no answer",
    ]
    assert {
        outcome.result for outcome in link_watch.outcomes("", ["https://a.example/"]).values()
    } == {"no answer"}


def test_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(routes({"/good": body(b"ok", "text/html")})) as (address, _):
        root = lay(
            tmp_path,
            {
                **REVIEW,
                "references.bib": "",
                "docs/index.md": REVIEW["docs/index.md"].replace(
                    "https://example.org/a", f"{address}/dead"
                ),
            },
        )
        for path in ("one", "two"):
            (root / f"docs/trials/{path}.yml").unlink()
        statuses = []
        for day in ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"):
            monkeypatch.setenv("REVIEW_TODAY", day)
            statuses.append(run(root, "links"))
        said = capsys.readouterr().out
    assert statuses == [0, 0, 3, 3]
    assert (
        f"- `{address}/dead` 链接失效：自 2026-03-02 起连续 3 次失败 / dead link: "
        f"failed 3 times since 2026-03-02 · `404 Not Found` · `docs/index.md:4`" in said
    )


def test_where_no_link_answers_the_network_is_suspected(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "".join(f"[x](http://127.0.0.1:9/{n}) " for n in range(6))
    root = lay(
        tmp_path,
        {
            **REVIEW,
            "docs/index.md": f"# 甲 | A\n\n<!-- zh -->\n{text}\n\n<!-- en -->\n{text}\n",
            "references.bib": "",
        },
    )
    monkeypatch.setattr(
        link_checker,
        "table",
        lambda addresses: (
            "urlname;result\n" + "".join(f"{each};ConnectionError: refused\n" for each in addresses)
        ),
    )
    assert (
        run(root, "links") == 4
        and "check the network" in capsys.readouterr().err
        and not (root / "state.json").exists()
    )


def test_without_linkchecker(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(link_checker.sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="not installed"):
        link_checker.table(["https://x.example/"])
