"""What a bundle holds and refuses, byte by byte, without a build."""

from __future__ import annotations

import datetime
import io
import json
import subprocess
import zipfile
from pathlib import Path

import pytest

from review.bundle import archive, bundle_contents, file_names, link_proof
from review.bundle.imprint import Imprint, imprint
from review.problem import Text
from review.refusal import Refusal

DAY = datetime.date(2026, 11, 23)
STATUS = Path("site/status.json")
THIS = Imprint(Text("示例综述", "An example"), "v2026-12", DAY)
PAGE = (
    '<!doctype html><html lang="zh"><head>{head}</head><body><h1 id="一">一</h1>'
    "{body}</body></html>"
)
HOME = PAGE.format(
    head='<link rel="stylesheet" href="assets/a.css">',
    body='<a href="zh/index.html#%E4%B8%80">甲</a>',
).encode()
SITE = {
    "index.html": HOME,
    "zh/index.html": PAGE.format(head="", body="").encode(),
    "assets/a.css": b"a {background: url(a.png)}",
    "assets/a.js.map": b"{}",
    "status.json": b"{}",
    "404.html": b"<html></html>",
    "robots.txt": b"",
    "sitemap.xml": b"",
    "sitemap.xml.gz": b"",
    ".nojekyll": b"",
    "data/trials.csv": b"id\n",
    "data/datapackage.json": b"{}",
}


def faults(head: str = "", body: str = "", **more: bytes) -> list[str]:
    """What is found on a page ``zh/page.html`` beside the others, in English."""
    found = link_proof.broken(
        {**SITE, "zh/page.html": PAGE.format(head=head, body=body).encode(), **more}
    )
    assert all(each.page for each in found)
    return [each.en for each in found]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="#一">',
        '<a href="../index.html">',
        '<a href="index.html#%E4%B8%80">',
        '<a href="../assets/a.css">',
        '<a href="https://example.org/x">',
        '<a href="//example.org">',
        '<a href="mailto:a@example.org">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<form action="https://example.org"></form>',
        '<blockquote cite="https://example.org"></blockquote>',
        '<p>https://example.org &lt;img src="https://example.org/a.png"></p>',
        '<a href="../index.html?x=1">',
    ],
)
def test_a_page_that_needs_no_network_is_clean(body: str) -> None:
    assert (
        faults(
            '<link rel="canonical" href="https://example.org/"><link rel="alternate" '
            'hreflang="en" href="https://example.org/en">',
            body,
        )
        == []
    )


@pytest.mark.parametrize(
    "body",
    [
        '<img src="https://example.org/a.png">',
        "<script src='//example.org/a.js'></script>",
        "<iframe src=HTTPS://example.org></iframe>",
        '<p style="background: url(https://example.org/a.png)">',
        '<style>@import "https://example.org/a.css";</style>',
        '<object data="http://example.org/a"></object>',
        '<link rel="preconnect" href="https://example.org">',
        '<link rel="Shortcut Icon" href="https://example.org/a.ico">',
        '<img srcset="https://example.org/a.png 2x" src="../index.html">',
        '<video poster="https://example.org/a.png"></video>',
    ],
)
def test_what_a_browser_fetches_from_outside_is_refused(body: str) -> None:
    assert len(found := faults(body=body)) == 1 and "from outside" in found[0]


@pytest.mark.parametrize(
    "body",
    [
        '<a href="gone.html">',
        '<a href="/index.html">',
        '<a href="../zh/">',
        '<img src="gone.png">',
        '<a href="../../index.html">',
        '<a href="Index.html">',
    ],
)
def test_a_link_to_no_file_is_refused(body: str) -> None:
    assert len(found := faults(body=body)) == 1 and "leads to no file" in found[0]


@pytest.mark.parametrize("body", ['<a href="#two">', '<a href="index.html#two">'])
def test_a_link_to_no_place_is_refused(body: str) -> None:
    assert len(found := faults(body=body)) == 1 and "no place" in found[0]


def test_a_style_that_loads_from_outside_is_refused() -> None:
    assert (
        len(
            faults(
                **{
                    "assets/b.css": b'@import "https://example.org/a.css";@font-face {src: url( '
                    b"//example.org/a.woff )}"
                }
            )
        )
        == 2
    )


@pytest.mark.parametrize(
    "path",
    [
        "zh/骨.html",
        "a:b.html",
        "zh/con.html",
        "a/NUL",
        "a/b. ",
        "a./b",
        "a/" + "b" * 150,
        "a\\b",
        "a?b",
    ],
)
def test_a_name_that_windows_cannot_use_is_refused(path: str) -> None:
    assert [each.page for each in file_names.refusals(["index.html", path])] == [path]


def test_names_that_differ_in_case_only_are_refused() -> None:
    assert [each.page for each in file_names.refusals(["a/B.html", "a/b.html", "a/c.html"])] == [
        "a/B.html",
        "a/b.html",
    ]
    assert (
        file_names.refusals(
            ["READ ME FIRST.txt", "zh/console.html", "a-b_c.v1.html", "con-1/x", "a/" + "b" * 148]
        )
        == []
    )


def test_a_bundle_holds_the_site_without_what_only_a_server_needs() -> None:
    files = bundle_contents.bundle(SITE, {"LICENSE.txt": "许可\n".encode()}, THIS)
    assert set(files) == {
        "index.html",
        "zh/index.html",
        "assets/a.css",
        "status.json",
        "data/trials.csv",
        "data/datapackage.json",
        "LICENSE.txt",
        "READ ME FIRST.txt",
        "SHA256SUMS",
    }
    assert [path for path in files if "/" not in path and path.endswith(".html")] == ["index.html"]


def test_the_first_text_shows_in_every_notepad_and_in_both_languages() -> None:
    data = bundle_contents.bundle(SITE, {"LICENSE.txt": b"\xef\xbb\xbfA\r\nB\n"}, THIS)
    text = data["READ ME FIRST.txt"]
    assert text.startswith(b"\xef\xbb\xbf") and text.count(b"\n") == text.count(b"\r\n") > 20
    said = text.decode("utf-8-sig")
    assert (
        said.count("v2026-12") == 2 == said.count("2026-11-23")
        and "示例综述" in said
        and "An example" in said
        and "sha256sum -c SHA256SUMS" in said
    )
    assert (
        "LICENSE.txt" in said
        and "review-zh.pdf" not in said
        and "开放数据" in said
        and "最新版本" not in said
    )
    assert "https://example.org/" in bundle_contents.bundle(
        SITE, {}, Imprint(THIS.title, "", DAY, "https://example.org/")
    )["READ ME FIRST.txt"].decode("utf-8-sig")
    assert data["LICENSE.txt"] == b"\xef\xbb\xbfA\r\nB\r\n"


def test_an_archive_has_the_same_bytes_for_the_same_files_and_its_checksums_hold(
    tmp_path: Path,
) -> None:
    files = bundle_contents.bundle(SITE, {}, THIS)
    data = archive.packed("review-v1", files, DAY)
    assert data == archive.packed("review-v1", dict(reversed(files.items())), DAY)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        assert opened.testzip() is None and opened.namelist() == sorted(
            f"review-v1/{path}" for path in files
        )
        assert {member.date_time for member in opened.infolist()} == {(2026, 11, 23, 0, 0, 0)}
        opened.extractall(tmp_path)
    check = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path / "review-v1", check=False).returncode == 0
    (tmp_path / "review-v1" / "index.html").write_bytes(HOME + b" ")
    assert (
        subprocess.run(
            check, cwd=tmp_path / "review-v1", check=False, capture_output=True
        ).returncode
        == 1
    )


def test_a_day_before_zips_could_tell_one_is_their_first() -> None:
    with zipfile.ZipFile(
        io.BytesIO(archive.packed("a", {"b": b""}, datetime.date(1970, 1, 1)))
    ) as opened:
        assert opened.infolist()[0].date_time[:3] == (1980, 1, 1)


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("v2026-12", "review-v2026-12"),
        ("", "review-2026-11-23"),
        ("v1/骨 2", "review-v1-2"),
        ("../../x", "review-..-..-x"),
    ],
)
def test_the_name_is_a_file_name(version: str, name: str) -> None:
    assert Imprint(THIS.title, version, DAY).name == name


def test_the_imprint_is_what_the_site_says_of_itself() -> None:
    status = {
        "review": {"zh": "示例综述", "en": "An example"},
        "commit": "v2026-12",
        "built": "2026-11-23",
        "url": None,
    }
    assert imprint(json.dumps(status).encode(), STATUS) == THIS


@pytest.mark.parametrize(
    "status",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"review": {"zh": "", "en": ""}, "commit": "", "url": "", "built": "soon"}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_status_is_refused(status: bytes) -> None:
    with pytest.raises(Refusal, match="site/status.json is missing or damaged"):
        imprint(status, STATUS)
