"""A server on this machine that answers as Crossref and PubMed do, or as nobody should."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

DOI = "10.1016/S1470-2045(18)30742-3"
WORK: dict[str, Any] = {
    "DOI": DOI.lower(),
    "type": "journal-article",
    "title": [
        "Regorafenib in Adult Patients with Metastatic Osteosarcoma (REGOBONE): "
        "A Non-Comparative, Randomised, Double-Blind, Phase 2 Study"
    ],
    "author": [
        {"given": "Florence", "family": "Duffaud", "sequence": "first", "affiliation": []},
        {"given": "Jean-Yves", "family": "Blay"},
        {"given": "Nicolas S.", "family": "Penel"},
        {"name": "on behalf of the French Sarcoma Group"},
    ],
    "container-title": ["The Lancet Oncology"],
    "short-container-title": ["The Lancet Oncology"],
    "publisher": "Elsevier BV",
    "published-print": {"date-parts": [[2019, 1]]},
    "published-online": {"date-parts": [[2018, 11, 23]]},
    "issued": {"date-parts": [[2018, 11, 23]]},
    "volume": "20",
    "issue": "1",
    "page": "120-133",
    "ISSN": ["1470-2045"],
}
PMID = "30477937"
NBIB = """
PMID- 30477937
OWN - NLM
STAT- MEDLINE
DP  - 2019 Jan
TI  - Efficacy and safety of regorafenib in adult patients with metastatic osteosarcoma:\x20
      a non-comparative, randomised, double-blind, placebo-controlled, phase 2 study\x20
      of PD-1 in Ewing sarcoma.
PG  - 120-133
LID - S1470-2045(18)30742-3 [pii]
LID - 10.1016/S1470-2045(18)30742-3 [doi]
AB  - BACKGROUND: Regorafenib has proven activity in patients.
FAU - Duffaud, Florence
AU  - Duffaud F
AD  - Department of Medical Oncology.
FAU - Blay, Jean-Yves
AU  - Blay JY
FAU - Patel, Shreyaskumar R
AU  - Patel SR
CN  - French Sarcoma Group
LA  - eng
PT  - Clinical Trial, Phase II
TA  - Lancet Oncol
JT  - The Lancet. Oncology
VI  - 20
IP  - 1
PMC - PMC1234567
AID - 10.1016/S1470-2045(18)30742-3 [doi]
SO  - Lancet Oncol. 2019 Jan;20(1):120-133.
"""

Answer = Callable[[BaseHTTPRequestHandler], None]


def message(work: dict[str, Any]) -> bytes:
    """A work as Crossref wraps it."""
    return json.dumps({"status": "ok", "message-type": "work", "message": work}).encode()


def body(content: bytes, kind: str = "application/json", status: int = 200) -> Answer:
    """Answers with these bytes."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


def redirect(to: str) -> Answer:
    """Sends elsewhere."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def drip(seconds: float) -> Answer:
    """A byte now and then, so that no time-out between bytes is reached."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "application/json")
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)

    return answer


def silence(seconds: float) -> Answer:
    """Nothing, for a while."""
    return lambda handler: time.sleep(seconds)


def endless(handler: BaseHTTPRequestHandler) -> None:
    """Bytes without end."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 65_536)


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """Address of a server that gives this answer, and the paths it was asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            with suppress(BrokenPipeError, ConnectionResetError):
                answer(self)

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
