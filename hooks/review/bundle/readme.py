"""``READ ME FIRST.txt``: what a person finds who unpacks a bundle, in both languages."""

from __future__ import annotations

from collections.abc import Container

from review.bundle.imprint import Imprint

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
1. Unpack the whole archive into a folder first. Opened from inside the archive its links do not work.
2. Open index.html in that folder with a browser. No network and no installation are needed.
3. Search, filters and plots work offline. Only links to other websites (publications, registries) need a network.

What is in the folder
{parts}

How to verify the files
Linux: in this folder run sha256sum -c SHA256SUMS
macOS: shasum -a 256 -c SHA256SUMS
Windows: certutil -hashfile FILE SHA256, and compare with the line in SHA256SUMS.

Please note
The content is as of the day it was built; later updates and corrections are not in it.{newer}
For medical professionals who want to know and check the published evidence; not medical advice. Consult current product information and guidelines before any drug is given.
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


def readme(imprint: Imprint, files: Container[str]) -> str:
    """The text, with a line for each part that is among ``files``."""
    there = [(zh, en) for path, zh, en in PARTS if path in files]
    zh, en = ("\n".join(f"- {part[n]}" for part in there) for n in (0, 1))
    version, built = imprint.version or imprint.built.isoformat(), imprint.built.isoformat()
    newer = (
        (f"最新版本：{imprint.url}", f" The latest version: {imprint.url}")
        if imprint.url
        else ("", "")
    )
    return (
        ZH.format(title=imprint.title.zh, version=version, built=built, parts=zh, newer=newer[0])
        + f"\n{'-' * 60}\n\n"
        + EN.format(title=imprint.title.en, version=version, built=built, parts=en, newer=newer[1])
    )  # fmt: skip


def notepad(text: str) -> bytes:
    """A text as every Notepad shows it: UTF-8 with a byte order mark, for without one a Chinese
    Windows may take it for GBK, and CRLF, which older ones need."""
    return (BOM + text.removeprefix(BOM).replace("\r\n", "\n").replace("\n", "\r\n")).encode(
        "utf-8"
    )
