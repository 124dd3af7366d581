"""A first visit to a page on a phone over slow 4G: compressed transfer, paints, layout shift. What
Lighthouse says of it stands in ``tests/bench_lighthouse.py``.

The throttling is that of Lighthouse's mobile preset when the browser itself applies it
(``mobileSlow4G`` in core/config/constants.js: round trips of 150 ms and 1.6 Mbit/s, with its
factors 3.75 and 0.9 for a browser's own throttling; a fourth of the processor's speed)."""

from __future__ import annotations

import functools
import gzip
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RTT, DOWN, UP = 150 * 3.75, 1638.4 * 0.9, 750 * 0.9  # ms, kbit/s, kbit/s
SLOWER = 4  # times slower than this processor
QUIET = 1500  # ms without a request, after which a page is taken to be still
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")

WATCH = """
window.seen = { fcp: 0, lcp: 0, shifts: [] };
const watch = (type, take) => {
  const observer = new PerformanceObserver(list => list.getEntries().forEach(take));
  observer.observe({ type, buffered: true });
};
watch("paint", entry => {
  if (entry.name === "first-contentful-paint") seen.fcp = entry.startTime;
});
watch("largest-contentful-paint", entry => { seen.lcp = entry.startTime; });
watch("layout-shift", entry => {
  if (!entry.hadRecentInput) seen.shifts.push([entry.startTime, entry.value]);
});
"""

# what the policy of a page stops
STOPPED = """
window.stopped = [];
addEventListener("securitypolicyviolation", event => stopped.push(
  `${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


@dataclass(frozen=True)
class Visit:
    """Bytes moved, as compressed and with their headers; milliseconds; the layout shift."""

    moved: int
    fcp: float
    lcp: float
    cls: float


@contextmanager
def packed(folder: Path) -> Iterator[str]:
    """Address of a server that compresses as hosts do."""
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(_Packing, directory=str(folder))
    )
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()


class _Packing(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # connections stay open, as on any host

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        if not file.is_file():
            self.send_error(404)
            return
        body, packs = file.read_bytes(), file.suffix in PACKED
        body = gzip.compress(body, 6) if packs else body
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(file)))
        self.send_header("Content-Length", str(len(body)))
        if packs:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


def visit(browser: Any, url: str) -> Visit:
    """A first visit on a phone, with nothing cached."""
    context = browser.new_context(
        viewport={"width": 412, "height": 823},
        device_scale_factor=1.75,
        is_mobile=True,
        has_touch=True,
        locale="zh-CN",
    )
    context.add_init_script(WATCH)
    page = context.new_page()
    session = context.new_cdp_session(page)
    moved: list[float] = []
    session.on("Network.loadingFinished", lambda event: moved.append(event["encodedDataLength"]))
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": RTT,
            "downloadThroughput": DOWN * 125,
            "uploadThroughput": UP * 125,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="load")
    page.wait_for_timeout(QUIET)
    seen = page.evaluate("window.seen")
    context.close()
    return Visit(int(sum(moved)), seen["fcp"], seen["lcp"], _worst(seen["shifts"]))


def _worst(shifts: list[tuple[float, float]]) -> float:
    """The largest burst of layout shifts: less than a second apart, five seconds at most
    (web.dev/articles/cls)."""
    worst = total = first = last = 0.0
    for at, value in shifts:
        if not total or at - last >= 1000 or at - first >= 5000:
            total, first = 0.0, at
        total, last = total + value, at
        worst = max(worst, total)
    return worst
