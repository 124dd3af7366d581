"""``python hooks COMMAND``: the core without MkDocs. Each command is a small function that is registered in COMMANDS."""

import sys

# before anything that an older Python cannot read; so this file itself keeps to what Python 3.6 can
# (no walrus, no future annotations)
if sys.version_info < (3, 11):
    sys.stderr.buffer.write(
        "需要 Python 3.11 或更新的版本，现为 {0}。请安装后用它运行，如 python3.11 hooks check。\nPython 3.11 or newer is needed; this is {0}. Install one and run it, as python3.11 hooks check.\n".format(
            ".".join(map(str, sys.version_info[:3]))
        ).encode("utf-8")
    )
    sys.exit(2)

import argparse
import gc
import os
import time
from pathlib import Path
from typing import Callable

from commands import book, bundle, comment, diff, explain, generated, new, watch
from review.dates import NoDay, today
from system import files as disk

ROOT = Path(__file__).resolve().parent.parent
SLOW = 2.0  # seconds after which a person at a terminal is told what is going on

Command = Callable[[argparse.Namespace], int]


def progress() -> Callable[[str], None]:
    """Says on a terminal what is being done, once it has taken a while."""
    began = time.monotonic()

    def say(what: str) -> None:
        if sys.stderr.isatty() and time.monotonic() - began > SLOW:
            print(f"… {what}", file=sys.stderr)

    return say


def check(arguments: argparse.Namespace) -> int:
    """检查来源；有问题时以 1 退出 / check the sources; exit status 1 where there are problems"""
    from review import rules
    from review.evidence import corpus
    from review.rules import report

    say = progress()
    read = corpus.read(arguments.root, say)
    # what was read stays to the end: nobody need look again and again whether it is still needed
    gc.freeze()
    if vars(arguments).get("unbound"):
        print(report.unbound(read))
        return 0
    problems = rules.check(read, say)
    print(report.FORMATS[arguments.format](problems, read))
    return 1 if problems else 0


def fix(arguments: argparse.Namespace) -> int:
    """修正可机械修正之处（数字、空格、标点、键序） / repair what is mechanical (digits, spacing, punctuation, key order)"""
    from review.repair import fix as repair

    changes = repair.fix(arguments.root)
    renewed = generated.refresh(arguments.root)
    for change in changes:
        print(change)
    if renewed is None:
        print(generated.LEFT)
    for file in renewed or ():
        print(
            f"{file.relative_to(arguments.root).as_posix()}: 已由来源重新生成，请一并提交 / made anew from the sources; commit it with them"
        )
    for problem in repair.withheld(arguments.root):
        print(
            f"{problem}\n    先改好这一处，再运行 fix，该文件其余各处才会修正。 / Mend this first and run fix again; until then the file is left alone."
        )
    files = len(list(repair.changed(changes)))
    print(
        f"{len(changes)} change{'s' * (len(changes) != 1)} in {files} file{'s' * (files != 1)}\n在 {files} 个文件中修正 {len(changes)} 处"
    )
    return 0


def weave(arguments: argparse.Namespace) -> int:
    """把织成的页面写成纯 Markdown，供任何生成器使用 / write the woven pages as plain Markdown, for any generator"""
    out, root = arguments.out.resolve(), arguments.root.resolve()
    if out == root or any(
        out.is_relative_to(root / folder) for folder in ("docs", "hooks", "tests")
    ):
        print(
            f"{out} 之中是来源，不在此写入。 / {out} holds sources; nothing was written there.",
            file=sys.stderr,
        )
        return 2
    status = check(arguments)
    if status:
        return status
    from review.edition.edition import Edition
    from review.evidence import corpus
    from review.evidence.settings import repository
    from review.exports import citation_files, feed, status_file
    from review.exports.colophon import Colophon
    from review.pages.all_pages import first, resolve, second
    from system.git_history import log
    from system.git_revision import version

    read = corpus.read(arguments.root)
    edition = Edition(read, today(), repository(read.settings), log(read))
    url = read.settings.address("url").rstrip("/")
    colophon = Colophon(read, today(), url and f"{url}/", version(arguments.root))
    pages = [*first(edition), *second(edition)]
    beside = (
        citation_files.files(read)
        | feed.files(edition, colophon)
        | status_file.files(edition, colophon)
    )
    for path, text in ({page.uri: resolve(page, read) for page in pages} | beside).items():
        file = arguments.out / path
        file.parent.mkdir(parents=True, exist_ok=True)
        disk.replace(file, text)
    for path in read.published:
        file = arguments.out / path.removeprefix("docs/")
        file.parent.mkdir(parents=True, exist_ok=True)
        disk.put(file, (arguments.root / path).read_bytes())
    print(f"{len(pages)} 页 / pages → {arguments.out}")
    return 0


def site(arguments: argparse.Namespace) -> int:
    """检查并生成网站；失败时原有网站不变 / check and build the site; where that fails, the last good one stays"""
    from commands.site import publish

    return publish(
        arguments.root, arguments.out or arguments.root / "site", lambda: check(arguments)
    )


COMMANDS: dict[str, Command] = {"check": check, "fix": fix, "weave": weave, "site": site}
FORMAT = {
    "--format": {
        "choices": ("text", "json", "github"),
        "default": "text",
        "help": "输出格式 / output format",
    }
}
# options of a command beyond --root
OPTIONS: dict[str, dict[str, dict]] = {
    "check": {
        **FORMAT,
        "--unbound": {
            "action": "store_true",
            "help": "只列出未与数据绑定的结果数字 / only list the result figures that are not bound to data",
        },
    },
    "weave": {
        **FORMAT,
        "--out": {
            "type": Path,
            "required": True,
            "metavar": "DIR",
            "help": "写入的文件夹 / folder to write",
        },
    },
    "site": {
        **FORMAT,
        "--out": {
            "type": Path,
            "metavar": "DIR",
            "help": "网站文件夹，默认 site / folder of the site, site by default",
        },
    },
}


def parser() -> argparse.ArgumentParser:
    """The command line."""
    top = argparse.ArgumentParser(prog="python hooks", description="动态综述 / the living review")
    commands = top.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, run in COMMANDS.items():
        about = (run.__doc__ or "").strip()
        command = commands.add_parser(name, help=about, description=about)
        command.add_argument(
            "--root",
            type=Path,
            default=ROOT,
            metavar="DIR",
            help="综述所在文件夹 / folder of the review",
        )
        for option, settings in OPTIONS.get(name, {}).items():
            command.add_argument(option, **settings)
        command.set_defaults(run=run)
    for each in (book, bundle, diff, new, watch, generated, comment, explain):
        each.register(commands)
    return top


def main(words: list[str] | None = None) -> int:
    """Runs one command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    arguments = parser().parse_args(words)
    try:
        return arguments.run(arguments)
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # whoever read the output has enough of it; nothing more may be written at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except NoDay as error:
        print(
            f"{error}：不是日期；应为 YYYY-MM-DD 或秒数 / is no day: YYYY-MM-DD or seconds are expected",
            file=sys.stderr,
        )
        return 2
    except OSError as error:
        where = f": {error.filename}" if error.filename else ""
        print(
            f"无法读写 / cannot read or write{where} ({error.strerror or error})", file=sys.stderr
        )
        return 2


if __name__ == "__main__":
    sys.exit(main())
