"""Asks Crossref or PubMed about one work, or ClinicalTrials.gov about one trial. Network only here;
what an answer means is for review.drafts and review.watch to say.

An answer must come in time, be of the expected type and of bearable size, and come from the host
that was asked: a redirection is followed on that host only. REVIEW_CROSSREF, REVIEW_PUBMED and
REVIEW_CLINICALTRIALS name other addresses (a mirror, a test); REVIEW_MAILTO is told to the first
two, as they ask."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

import requests

from review.messages import refusal, text
from review.refusal import Refusal

CROSSREF = "https://api.crossref.org"
PUBMED = "https://eutils.ncbi.nlm.nih.gov/entrez/eutils"
CLINICALTRIALS = "https://clinicaltrials.gov/api/v2"
REGISTRATION = "NCTId,OverallStatus,ResultsFirstPostDate,HasResults"
LOCAL = {"localhost", "127.0.0.1", "::1"}
REDIRECTIONS = 3
NAME = "living-review"


class Unknown(Refusal):
    """The service answered that it has no such record."""


@dataclass(frozen=True)
class Limits:
    """Seconds for a connection, for the next bytes and for the whole; bytes of an answer."""

    connect: float = 5.0
    silence: float = 10.0
    whole: float = 30.0
    size: int = 4_000_000


def crossref(doi: str, limits: Limits = Limits()) -> bytes:
    """Crossref's JSON about a DOI."""
    address = f"{_base('REVIEW_CROSSREF', CROSSREF)}/works/{quote(doi, safe='')}"
    return _get(address, {"mailto": _mailto()}, "json", f"DOI {doi}", limits)


def pubmed(pmid: str, limits: Limits = Limits()) -> bytes:
    """PubMed's record of a PMID in NBIB form."""
    words = {
        "db": "pubmed",
        "id": pmid,
        "rettype": "medline",
        "retmode": "text",
        "tool": NAME,
        "email": _mailto(),
    }
    return _get(
        f"{_base('REVIEW_PUBMED', PUBMED)}/efetch.fcgi", words, "text/plain", f"PMID {pmid}", limits
    )


def clinical_trials(number: str, limits: Limits = Limits()) -> bytes:
    """ClinicalTrials.gov's JSON about a registration number."""
    address = f"{_base('REVIEW_CLINICALTRIALS', CLINICALTRIALS)}/studies/{quote(number, safe='')}"
    return _get(address, {"fields": REGISTRATION, "format": "json"}, "json", number, limits)


def _base(name: str, usual: str) -> str:
    """The address of a service; another than the usual one must be https or on this machine."""
    address = os.environ.get(name, "").rstrip("/") or usual
    try:
        parts = urlsplit(address)
    except ValueError:
        raise refusal("service/address", name=name) from None
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in LOCAL):
        raise refusal("service/insecure", name=name)
    return address


def _mailto() -> str:
    return os.environ.get("REVIEW_MAILTO", "")


def _get(address: str, words: Mapping[str, str], kind: str, name: str, limits: Limits) -> bytes:
    """The answer, or a refusal once ``limits.whole`` seconds are over.

    The time-outs of a connection begin anew with every byte, so that a server that drips would hold
    us for ever. Hence a thread that is left behind."""
    results: list[bytes | Exception] = []

    def ask() -> None:
        try:
            results.append(_answer(address, words, kind, name, limits))
        except Exception as error:  # to be raised where somebody hears it
            results.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(limits.whole)
    result = results[0] if results else _slow(urlsplit(address).netloc)
    if isinstance(result, Exception):
        raise result
    return result


def _answer(address: str, words: Mapping[str, str], kind: str, name: str, limits: Limits) -> bytes:
    host = urlsplit(address).netloc
    with _Session() as session:
        session.headers["User-Agent"] = f"{NAME} (mailto:{_mailto()})" if _mailto() else NAME
        try:
            with _followed(session, address, words, limits, host) as answer:
                _refuse_status(answer, name, host)
                return _body(answer, kind, limits, host)
        except requests.Timeout:
            raise _slow(host) from None
        except requests.RequestException as error:
            raise refusal("service/unreachable", host=host, error=type(error).__name__) from None


class _Session(requests.Session):
    """A session that leaves redirections to us: the usual one reads the whole of each, and looks at
    where it leads to, which may be no address."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """None."""


def _followed(
    session: requests.Session, address: str, words: Mapping[str, str], limits: Limits, host: str
) -> requests.Response:
    """The answer, redirections followed on the same host and scheme only."""
    current, scheme = address, urlsplit(address).scheme
    parameters: Mapping[str, str] | None = {name: value for name, value in words.items() if value}
    for _ in range(REDIRECTIONS + 1):
        answer = session.get(
            current,
            params=parameters,
            timeout=(limits.connect, limits.silence),
            allow_redirects=False,
            stream=True,
        )
        if not answer.is_redirect:
            return answer
        answer.close()
        current, parameters = _directed(current, answer.headers["Location"], host), None
        if (urlsplit(current).netloc, urlsplit(current).scheme) != (host, scheme):
            raise refusal("service/elsewhere", host=host)
    raise refusal("service/round", host=host)


def _directed(address: str, location: str, host: str) -> str:
    """The address a redirection leads to."""
    try:
        target = urljoin(address, location)
        requests.Request("GET", target).prepare()
    except (requests.RequestException, ValueError):
        raise refusal("service/nowhere", host=host) from None
    return target


def _refuse_status(answer: requests.Response, name: str, host: str) -> None:
    status = answer.status_code
    if status in (400, 404, 410):
        raise Unknown(*text("service/unknown", "found", host=host, what=name))
    if status == 429 or status >= 500:
        raise refusal("service/busy", host=host, status=status)
    if status != 200:
        raise refusal("service/refused", host=host, status=status)


def _body(answer: requests.Response, kind: str, limits: Limits, host: str) -> bytes:
    """The answer's bytes, counted as they come unpacked."""
    content_type = answer.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in content_type:
        raise refusal("service/other-kind", host=host, kind=kind, given=repr(content_type[:60]))
    pieces, size = [], 0
    for piece in answer.iter_content(16_384):
        pieces.append(piece)
        size += len(piece)
        if size > limits.size:
            raise refusal("service/large", host=host)
    return b"".join(pieces)


def _slow(host: str) -> Refusal:
    return refusal("service/slow", host=host)
