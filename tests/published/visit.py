"""A first visit to a page as Lighthouse makes it for a phone: compressed transfer, paints, layout shift, blocked time, and the score they give.

The throttling is that of Lighthouse's mobile preset when the browser itself applies it (``mobileSlow4G`` in core/config/constants.js: round trips of 150 ms and
1.6 Mbit/s, with its factors 3.75 and 0.9 for a browser's own throttling; a fourth of the processor's speed). The curves and weights are those of Lighthouse 10 and later
(https://developer.chrome.com/docs/lighthouse/performance/performance-scoring; ``getLogNormalScore`` in shared/statistics.js).
"""
from __future__ import annotations

import functools
import gzip
import http.server
import math
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterator

RTT, DOWN, UP = 150 * 3.75, 1638.4 * 0.9, 750 * 0.9  # ms, kbit/s, kbit/s
SLOWER = 4  # times slower than this processor
QUIET = 1500  # ms without a request, after which a page is taken to be still
PACKED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt")
# metric: weight, 10th percentile and median of the log-normal curve for phones (milliseconds; layout shift has no unit)
CURVES = {"fcp": (0.10, 1800, 3000), "speed": (0.10, 3387, 5800), "lcp": (0.25, 2500, 4000), "tbt": (0.30, 200, 600), "cls": (0.25, 0.1, 0.25)}

WATCH = """
window.seen = { fcp: 0, lcp: 0, tasks: [], shifts: [] };
const watch = (type, take) => new PerformanceObserver(list => list.getEntries().forEach(take)).observe({ type, buffered: true });
watch("paint", entry => { if (entry.name === "first-contentful-paint") seen.fcp = entry.startTime; });
watch("largest-contentful-paint", entry => { seen.lcp = entry.startTime; });
watch("longtask", entry => seen.tasks.push([entry.startTime, entry.duration]));
watch("layout-shift", entry => { if (!entry.hadRecentInput) seen.shifts.push([entry.startTime, entry.value]); });
"""


@dataclass(frozen=True)
class Visit:
    """Bytes moved, as compressed and with their headers; milliseconds; the layout shift."""

    moved: int
    fcp: float
    lcp: float
    tbt: float
    cls: float

    @property
    def score(self) -> float:
        """Lighthouse's performance score, 0 to 100. The speed index is taken for the largest paint, which in a page without pictures ends the filling of the
        window; it cannot be later, so that this does not flatter."""
        measured = {"fcp": self.fcp, "speed": self.lcp, "lcp": self.lcp, "tbt": self.tbt, "cls": self.cls}
        return 100 * sum(weight * curve(measured[name], p10, median) for name, (weight, p10, median) in CURVES.items())


def curve(value: float, p10: float, median: float) -> float:
    """Share of sites that are worse, on the log-normal curve through 0.9 at ``p10`` and 0.5 at ``median``."""
    if value <= 0:
        return 1.0
    fifth = 0.9061938024368232  # erfc⁻¹(1/5)
    return (1 - math.erf(math.log(value / median) * fifth / -math.log(p10 / median))) / 2


@contextmanager
def packed(folder: Path) -> Iterator[str]:
    """Address of a server that compresses as hosts do."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Packing, directory=str(folder)))
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
    context = browser.new_context(viewport={"width": 412, "height": 823}, device_scale_factor=1.75, is_mobile=True, has_touch=True, locale="zh-CN")
    context.add_init_script(WATCH)
    page = context.new_page()
    session = context.new_cdp_session(page)
    moved: list[float] = []
    session.on("Network.loadingFinished", lambda event: moved.append(event["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, "latency": RTT, "downloadThroughput": DOWN * 125, "uploadThroughput": UP * 125})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(url, wait_until="load")
    page.wait_for_timeout(QUIET)
    seen = page.evaluate("window.seen")
    context.close()
    blocked = sum(max(0, begun + lasted - max(begun, seen["fcp"]) - 50) for begun, lasted in seen["tasks"] if begun + lasted > seen["fcp"])
    return Visit(int(sum(moved)), seen["fcp"], seen["lcp"], blocked, _worst(seen["shifts"]))


def _worst(shifts: list[tuple[float, float]]) -> float:
    """The largest burst of layout shifts: less than a second apart, five seconds at most (web.dev/articles/cls)."""
    worst = total = first = last = 0.0
    for at, value in shifts:
        if not total or at - last >= 1000 or at - first >= 5000:
            total, first = 0.0, at
        total, last = total + value, at
        worst = max(worst, total)
    return worst
