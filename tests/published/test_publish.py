"""A site is published whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

import reviews
from built import ELSEWHERE, EXAMPLE, run
from commands import site as publish
from faults import full
from places import HOOKS, ROOT
from system import files
from system.files import exchange


@pytest.fixture
def review(tmp_path: Path) -> Path:
    """A copy of the small second review, to be spoilt."""
    copy = tmp_path / "review"
    shutil.copytree(EXAMPLE, copy)
    config = copy / "mkdocs.yml"
    config.write_text(
        config.read_text(encoding="utf-8").replace("../../", f"{ROOT}/"), encoding="utf-8"
    )
    return copy


def digest(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_a_failing_check_leaves_the_last_good_site(
    review: Path, example: Path, tmp_path: Path
) -> None:
    site = shutil.copytree(example, tmp_path / "site")
    before = digest(site)
    page = next((review / "docs" / "review").glob("*.md"))
    page.write_text(
        page.read_text(encoding="utf-8") + "\n<!-- zh -->\n没有对应的英文 [@nobody1999a]。\n",
        encoding="utf-8",
    )
    result = run("site", "--out", str(site), root=review)
    assert result.returncode == 1
    assert (
        "citation-unknown" in result.stdout + result.stderr
        and "pair-incomplete" in result.stdout + result.stderr
    )
    assert "Traceback" not in result.stdout + result.stderr
    assert digest(site) == before


def test_a_build_that_breaks_later_leaves_the_last_good_site(
    review: Path, example: Path, tmp_path: Path
) -> None:
    site = shutil.copytree(example, tmp_path / "site")
    before = digest(site)
    (review / "mkdocs.yml").write_text(
        (review / "mkdocs.yml").read_text(encoding="utf-8") + "\nextra_templates: [gone.html]\n",
        encoding="utf-8",
    )
    assert run("site", "--out", str(site), root=review).returncode != 0
    assert digest(site) == before
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".site")] == []


def start(review: Path, site: Path) -> subprocess.Popen[str]:
    """A build that has begun to write."""
    process = subprocess.Popen(
        [sys.executable, str(HOOKS), "site", "--root", str(review), "--out", str(site)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    end = time.monotonic() + 90
    while not list(site.parent.glob(f".{site.name}.new/*")):
        assert process.poll() is None and time.monotonic() < end
        time.sleep(0.01)
    return process


def processes(review: Path) -> list[str]:
    """Command lines of the processes at work on a review."""
    found = []
    for file in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = file.read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        found += [line] if str(review) in line else []
    return found


def test_one_build_of_a_site_at_a_time(review: Path, tmp_path: Path) -> None:
    first = start(review, tmp_path / "site")
    first.send_signal(signal.SIGSTOP)  # it waits until the second has looked
    second = run("site", "--out", str(tmp_path / "site"), root=review)
    first.send_signal(signal.SIGCONT)
    assert (
        second.returncode == 2
        and "正在生成" in second.stderr
        and "Another build of" in second.stderr
    )
    first.communicate()
    assert first.returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["review", "site"]


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("number, status", [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_build_that_is_stopped_leaves_nothing_behind(
    number: signal.Signals, status: int, review: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "sitemap.xml").write_text("the last good site", encoding="utf-8")
    process = start(review, site)
    process.send_signal(number)
    said = process.communicate(timeout=60)[0]
    assert (
        process.returncode == status
        and "已停止" in said
        and "Stopped" in said
        and "Traceback" not in said
    )
    assert digest(site).keys() == {"sitemap.xml"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["review", "site"]
    end = time.monotonic() + 60
    while processes(review):
        assert time.monotonic() < end, processes(review)
        time.sleep(0.05)


def test_what_a_killed_build_left_is_made_good(review: Path, tmp_path: Path) -> None:
    """Killed at once, or between putting the last site aside and the new one in its place."""
    site = tmp_path / "site"
    process = start(review, site)
    process.kill()
    process.communicate()
    (tmp_path / ".site.old").mkdir()
    (tmp_path / ".site.old" / "sitemap.xml").write_text("the last good site", encoding="utf-8")
    page = next((review / "docs" / "review").glob("*.md"))
    whole = page.read_text(encoding="utf-8")
    page.write_text(whole + "\n<!-- zh -->\n没有对应的英文。\n", encoding="utf-8")
    end = time.monotonic() + 60
    while (
        result := run("site", "--out", str(site), root=review)
    ).returncode == 2:  # what is left of the killed one ends by itself
        assert time.monotonic() < end, result.stderr
        time.sleep(0.2)
    assert result.returncode == 1 and digest(site).keys() == {"sitemap.xml"}
    page.write_text(whole, encoding="utf-8")
    assert run("site", "--out", str(site), root=review).returncode == 0
    assert (
        sorted(path.name for path in tmp_path.iterdir()) == ["review", "site"]
        and (site / "index.html").is_file()
    )


def test_a_site_is_never_missing_while_it_is_replaced(tmp_path: Path) -> None:
    """In a thousand exchanges a reader finds a site under its name each time he looks; the two-step
    way is left for systems that know no other."""
    site, fresh, missed = tmp_path / "site", tmp_path / "fresh", []
    for folder in (site, fresh):
        folder.mkdir()
        (folder / "sitemap.xml").write_text(folder.name, encoding="utf-8")
    if not exchange(fresh, site):
        pytest.skip("this file system exchanges no folders")
    done = threading.Event()

    def look() -> None:
        while not done.is_set():
            missed.extend([] if (site / "sitemap.xml").is_file() else [1])

    reader = threading.Thread(target=look)
    reader.start()
    for _ in range(1000):
        exchange(fresh, site)
    done.set()
    reader.join()
    assert missed == [] and {path.name for path in tmp_path.iterdir()} == {"site", "fresh"}
    assert not exchange(tmp_path / "nothing", site) and site.is_dir()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a process is killed at a step of its own")
@pytest.mark.parametrize("steps", [0, 1, 2])
@pytest.mark.parametrize("status", [0, 1])
def test_a_build_killed_at_any_step_of_the_exchange(
    steps: int, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a site is put in place in two steps, a build is killed, with nothing cleaned up, after
    so many of them. The next build puts the site back though it finds a fault itself; where it
    finds none, it leaves nothing but its site."""
    site, fresh, old = tmp_path / "site", tmp_path / ".site.new", tmp_path / ".site.old"
    monkeypatch.setattr(files, "exchange", lambda one, other: False)
    for folder in (site, fresh):
        folder.mkdir()
        (folder / "sitemap.xml").write_text(folder.name, encoding="utf-8")
    child = os.fork()
    if not child:
        _die_after(steps)
        publish._replace(site, fresh, old)
        os._exit(0)
    assert os.WIFSIGNALED(os.waitpid(child, 0)[1])
    assert site.exists() == (steps != 1)  # killed between the two, the name has no site
    whole = ".site.new" if steps == 2 else "site"

    def build(root: Path, target: Path, *rest: object) -> int:
        assert (site / "sitemap.xml").read_text(encoding="utf-8") == whole
        target.mkdir()
        (target / "sitemap.xml").write_text("next", encoding="utf-8")
        return status

    monkeypatch.setattr(publish, "_build_and_check", build)
    assert publish._publish(tmp_path, site, lambda: 0, 0, "") == status
    text = (site / "sitemap.xml").read_text(encoding="utf-8")
    assert text == (whole if status else "next")
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"site"} if not status or steps < 2 else left <= {"site", ".site.old"}


def _die_after(steps: int) -> None:
    """Have this process killed once it has renamed so many folders: before it renames another, or
    before it removes what lies aside."""
    done = 0
    rename, remove = Path.rename, publish._remove

    def renamed(self: Path, target: Path) -> Path:
        nonlocal done
        if done == steps:
            os.kill(os.getpid(), signal.SIGKILL)
        done += 1
        return rename(self, target)

    def removed(folder: Path) -> None:
        if done == steps == 2:
            os.kill(os.getpid(), signal.SIGKILL)
        remove(folder)

    Path.rename, publish._remove = renamed, removed  # type: ignore[method-assign, assignment]


@pytest.mark.parametrize("in_one_step", [True, False])
def test_a_new_site_takes_the_place_of_the_last(
    in_one_step: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not in_one_step:
        monkeypatch.setattr(files, "exchange", lambda one, other: False)
    site, fresh, old = tmp_path / "site", tmp_path / ".site.new", tmp_path / ".site.old"
    for folder in (site, fresh):
        folder.mkdir()
        (folder / folder.name).touch()
    publish._replace(site, fresh, old)
    assert [path.name for path in site.iterdir()] == [".site.new"] and [
        path.name for path in tmp_path.iterdir()
    ] == ["site"]


def test_the_same_sources_give_the_same_site(review: Path, tmp_path: Path) -> None:
    """Two paths, time zones, locales and seeds of hashes; nothing kept from one to the other."""
    other = shutil.copytree(review, tmp_path / "a path of another length" / "review")
    built = []
    for root, elsewhere in zip((review, other), ELSEWHERE):
        environment = {**elsewhere, "REVIEW_CACHE": "off"}
        site = root.parent / "site"
        done = run(
            "site", "--out", str(site), root=root, SOURCE_DATE_EPOCH="1763856000", **environment
        )
        assert done.returncode == 0, done.stderr
        built.append(digest(site))
    one, two = built
    assert one.keys() == two.keys()
    # gzip keeps its time of writing
    assert {path for path in one if one[path] != two[path]} <= {"sitemap.xml.gz"}


@pytest.mark.skipif(sys.platform != "linux", reason="limits what a process may write")
def test_a_full_disk_leaves_the_last_good_site(review: Path, example: Path, tmp_path: Path) -> None:
    site = shutil.copytree(example, tmp_path / "site")
    before = digest(site)
    command = [sys.executable, str(HOOKS), "site", "--root", str(review), "--out", str(site)]
    done = subprocess.run(
        command, preexec_fn=full, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode not in (0, None)
    assert "Traceback" not in done.stdout + done.stderr
    assert digest(site) == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["review", "site"]


def test_woven_pages_need_no_mkdocs(review: Path, tmp_path: Path) -> None:
    result = run("weave", "--out", str(tmp_path / "woven"), root=review)
    assert result.returncode == 0, result.stderr
    pages = sorted((tmp_path / "woven").rglob("*.md"))
    assert len(pages) > 10
    assert not [
        page
        for page in pages
        if re.search(r"\[#?\d* ?@[a-z]+[0-9]{4}", page.read_text(encoding="utf-8"))
    ]


def test_hooks_say_nothing_of_the_disease() -> None:
    """The engine serves any review: no name of a diagnosis or agent of this one stands in it."""
    names = {
        term.name.en.lower()
        for term in reviews.review(ROOT).vocabulary
        if term.kind in ("agents", "diagnoses")
    } - {"placebo", "surgery", "radiotherapy"}
    names |= {"sarcoma", "肉瘤"}
    named = re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, sorted(names)))})(?![a-z])")
    for file in [
        path
        for path in HOOKS.rglob("*")
        if path.suffix in {".py", ".j2", ".yml", ".css", ".js", ".html", ".json"}
    ]:
        assert named.findall(file.read_text(encoding="utf-8").lower()) == [], file
