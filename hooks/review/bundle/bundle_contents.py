"""What goes into a bundle: the site without what only a web server needs, licences, a text to be
read first, and checksums of all."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Mapping

from review.bundle.imprint import Imprint

Files = Mapping[str, bytes]

SUMS = "SHA256SUMS"
BOOKS = ("review-zh.pdf", "review-en.pdf", "review-zh-en.pdf")
# for crawlers and servers; a second page beside index.html would be opened by mistake, and maps of
# scripts are for developers
SERVED = ("404.html", "robots.txt", "sitemap.xml", "sitemap.xml.gz")
SUFFIXES = (".map",)
README = "READ ME FIRST.txt"
BOM = "\ufeff"

ZH = """{title}
版本：{version}    生成日期：{built}

怎样打开
1. 先把整个压缩包解压到一个文件夹。不要在压缩包里直接双击，那样链接打不开。
2. 双击文件夹中的 index.html，用浏览器打开。不需要网络，不需要安装程序。
3. 搜索、筛选和图表离线可用。通往外部网站的链接（原文、注册平台）才需要网络。

文件夹里有什么
{parts}

怎样核对文件是否完整
Linux：在本文件夹中运行 sha256sum -c SHA256SUMS
macOS：shasum -a 256 -c SHA256SUMS
Windows：certutil -hashfile 文件名 SHA256，与 SHA256SUMS 中的一行对照。

请注意
内容截至生成日期，此后的更新和更正不在其中。{newer}
供医学专业人员了解和核对已发表的证据，不构成医疗建议；用药前请查阅现行的药品说明书和指南。
"""
EN = """{title}
Version: {version}    Built: {built}

How to open it
1. Unpack the whole archive into a folder first. \
Opened from inside the archive its links do not work.
2. Open index.html in that folder with a browser. No network and no installation are needed.
3. Search, filters and plots work offline. \
Only links to other websites (publications, registries) need a network.

What is in the folder
{parts}

How to verify the files
Linux: in this folder run sha256sum -c SHA256SUMS
macOS: shasum -a 256 -c SHA256SUMS
Windows: certutil -hashfile FILE SHA256, and compare with the line in SHA256SUMS.

Please note
The content is as of the day it was built; later updates and corrections are not in it.{newer}
For medical professionals who want to know and check the published evidence; not medical advice. \
Consult current product information and guidelines before any drug is given.
"""
# what may be in the folder: a file that shows that it is, and what is said of it
PARTS = (
    (
        "index.html",
        "index.html：综述，三种版本（中文、英文、中英对照）",
        "index.html: the review in three editions (Chinese, English, side by side)",
    ),
    (
        "review-zh.pdf",
        "review-zh.pdf、review-en.pdf、review-zh-en.pdf：可打印的全书",
        "review-zh.pdf, review-en.pdf, review-zh-en.pdf: the whole as books to print",
    ),
    ("data/datapackage.json", "data：开放数据（CSV、JSON）", "data: the open data (CSV, JSON)"),
    (
        "LICENSE-CONTENT.txt",
        "LICENSE-CONTENT.txt：正文与数据的许可",
        "LICENSE-CONTENT.txt: licence of text and data",
    ),
    ("LICENSE.txt", "LICENSE.txt：程序的许可", "LICENSE.txt: licence of the programs"),
    ("CITATION.txt", "CITATION.txt：怎样引用", "CITATION.txt: how to cite"),
)


def wanted(path: str) -> bool:
    """Whether a file of the site, by its path within it, goes into the bundle."""
    return (
        path not in SERVED
        and not path.endswith(SUFFIXES)
        and not any(part.startswith(".") for part in path.split("/"))
    )


def bundle(site: Files, beside: Files, imprint: Imprint) -> dict[str, bytes]:
    """All files of the bundle by their path in its folder; ``beside`` are texts in UTF-8 such as
    licences, each of which becomes one that Notepad shows."""
    files = {path: data for path, data in site.items() if wanted(path)}
    files |= {path: notepad(data.decode("utf-8", "replace")) for path, data in beside.items()}
    files[README] = notepad(readme(imprint, files))
    return summed(files)


def data(site: Files, beside: Files) -> dict[str, bytes]:
    """The open data alone, by their path in a folder of their own, with licences and checksums."""
    files = {
        path.removeprefix("data/"): content
        for path, content in site.items()
        if path.startswith("data/") and wanted(path)
    }
    return summed(
        files
        | {path: notepad(content.decode("utf-8", "replace")) for path, content in beside.items()}
    )


def summed(files: Files) -> dict[str, bytes]:
    """The files and, as ``SHA256SUMS``, their checksums."""
    return {**files, SUMS: sums(files)}


def sums(files: Files) -> bytes:
    """Checksums as ``sha256sum --check`` reads them: hexadecimal SHA-256 (FIPS 180-4), two blanks,
    the path."""
    return "".join(
        f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files)
    ).encode()


def readme(imprint: Imprint, files: Container[str]) -> str:
    """The text to be read first, in both languages, with a line for each part that is among
    ``files``."""
    version, built = imprint.version or imprint.built.isoformat(), imprint.built.isoformat()
    parts = [part for part in PARTS if part[0] in files]
    chinese = ZH.format(
        title=imprint.title.zh,
        version=version,
        built=built,
        parts="\n".join(f"- {zh}" for _, zh, _ in parts),
        newer=f"最新版本：{imprint.url}" if imprint.url else "",
    )
    english = EN.format(
        title=imprint.title.en,
        version=version,
        built=built,
        parts="\n".join(f"- {en}" for _, _, en in parts),
        newer=f" The latest version: {imprint.url}" if imprint.url else "",
    )
    return f"{chinese}\n{'-' * 60}\n\n{english}"


def notepad(text: str) -> bytes:
    """A text as every Notepad shows it: UTF-8 with a byte order mark, for without one a Chinese
    Windows may take it for GBK, and CRLF, which older ones need."""
    return (BOM + text.removeprefix(BOM).replace("\r\n", "\n").replace("\n", "\r\n")).encode(
        "utf-8"
    )
