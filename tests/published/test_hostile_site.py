"""A hostile review that no check has seen, built whole: around its pages, too, nothing comes to
life and no file of its own is published."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html

from built import DAY, EXAMPLE
from places import ROOT

EVIL = '</title></script><script>pwned()</script><img src=x onerror=pwned()>\\" onclick=\\"pwned()'
FILES = {
    "docs/evil.html": "<script>pwned()</script>",
    "docs/assets/evil.html": "<script>pwned()</script>",
    "docs/assets/javascripts/review.js": "pwned()",
    "docs/javascripts/x.js": "pwned()",
    "docs/assets/stylesheets/review.css": "pwned",
    "docs/index.html": "pwned",
    "docs/assets/x.svg": '<svg xmlns="http://www.w3.org/2000/svg"><script>pwned()</script></svg>',
    "docs/assets/x.png": "pwned",
    "docs/404.html": "pwned",
    "docs/sitemap.xml": "pwned",
    "docs/CNAME": "pwned.example",
    "docs/.htaccess": "pwned",
    "docs/assets/.htaccess": "pwned",
    "docs/assets/_headers": "pwned",
    "docs/_redirects": "pwned",
    "docs/search/zh/index.js": "pwned()",
}


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a review whose titles, headings and settings are hostile, and which brings files
    along."""
    review = tmp_path_factory.mktemp("hostile") / "review"
    shutil.copytree(EXAMPLE, review)
    config = review / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("../../", f"{ROOT}/"), encoding="utf-8"
    )
    for file in (review / "docs").rglob("*.md"):
        plain = EVIL.replace("\\", "")
        file.write_text(
            re.sub(
                r"(?m)^(#+ .*?) \| (.*)$",
                rf"\1{plain} | \2{plain}",
                file.read_text(encoding="utf-8"),
            ),
            encoding="utf-8",
        )
    for path in (
        "docs/review.yml",
        *(f"docs/trials/{file.name}" for file in (review / "docs/trials").glob("*.yml")),
    ):
        text = re.sub(
            r'(?m)^((?:  )?(?:zh|en|acronym|name|licence|repository|url):) *("?)(.*?)"?$',
            lambda match: (
                match[0] if match[3].startswith("{") else f'{match[1]} "{match[3]}{EVIL}"'
            ),
            (review / path).read_text(encoding="utf-8"),
        )
        (review / path).write_text(text, encoding="utf-8")
    for path, text in FILES.items():
        (review / path).parent.mkdir(parents=True, exist_ok=True)
        (review / path).write_text(text, encoding="utf-8")
    (review / "docs/secret").symlink_to("/etc")
    environment = {
        **os.environ,
        "REVIEW_CHECKED_BESIDE": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "REVIEW_TODAY": DAY,
    }
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--no-strict",
        "--config-file",
        str(config),
        "--site-dir",
        str(review / "site"),
    ]
    built = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    assert EVIL[:20] in (review / "docs/review.yml").read_text(encoding="utf-8")
    return review / "site"


def parts(site: Path) -> set[tuple[str, ...]]:
    """Scripts by what they are, handlers, and whatever is loaded."""
    found: set[tuple[str, ...]] = set()
    for file in site.rglob("*.html"):
        for element in html.document_fromstring(file.read_bytes()).iter():
            if element.tag in (
                "script",
                "style",
                "iframe",
                "form",
                "base",
                "object",
                "embed",
                "meta",
                "link",
                "img",
            ):
                found.add(
                    (
                        element.tag,
                        re.sub("[0-9a-z-]+", "", element.get("src") or ""),
                        element.get("type") or "",
                        (element.text or "")[:20],
                    )
                )
            found |= {
                ("handler", element.tag, name) for name in element.attrib if name.startswith("on")
            }
    return found


def test_nothing_comes_to_life(hostile: Path, example: Path) -> None:
    assert parts(hostile) <= parts(example) | {
        ("script", "", "application/ld+json", '{"@context": "https:')
    }
    home = html.document_fromstring((hostile / "en/index.html").read_bytes())
    assert all(
        "pwned()" in home.xpath(f"string({path})")
        for path in ("//title", "//header", "//meta[@name='description']/@content")
    )  # as words


def test_no_file_of_its_own_is_published(hostile: Path, example: Path) -> None:
    files = {file.relative_to(hostile).as_posix() for file in hostile.rglob("*") if file.is_file()}
    assert files & {path.removeprefix("docs/") for path in FILES} <= {
        "404.html",
        "index.html",
        "sitemap.xml",
        "search/zh/index.js",
    }  # ours of that name
    assert not [path for path in files if path.startswith("secret")]
    for path in ("index.html", "404.html", "sitemap.xml", "search/zh/index.js"):
        assert (
            "pwned" not in (hostile / path).read_text(encoding="utf-8").replace("pwned()", "")
            and (hostile / path).read_text(encoding="utf-8") != "pwned()"
        )


def test_no_script_of_a_text_may_run(hostile: Path, example: Path) -> None:
    policy = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">')
    pages = [file.relative_to(example) for file in example.rglob("*.html")]
    assert len(pages) > 20
    for page in pages:
        found, clean = (
            policy.findall((site / page).read_text(encoding="utf-8")) for site in (hostile, example)
        )
        assert found == clean and len(found) == 1, page
