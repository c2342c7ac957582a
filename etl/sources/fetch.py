"""Fetch one address of the web: politely, and never more than an article can need."""

from __future__ import annotations

import gzip
import http.client
import ipaddress
import socket
import time
import urllib.error
import urllib.request
import zlib
from dataclasses import dataclass
from email.message import Message
from typing import IO, cast
from urllib.parse import urljoin, urlsplit

from etl.sources.blob import megabytes
from etl.sources.problem import Problem

USER_AGENT = "entente/0.1 (reads single articles that a person asked for)"
LARGEST = 20_000_000
"""Bytes of one answer, packed or unpacked."""

MOST_REDIRECTS = 5
TIMEOUT = 20.0
"""Seconds without a byte after which a server is given up."""

PATIENCE = 60.0
"""Seconds that one answer may take altogether."""

_BLOCK = 1 << 16
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/xml;q=0.9,text/plain,application/pdf,*/*;q=0.5"
)


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer.

    Attributes:
        url: Where it came from in the end, after redirects.
        kind: Its media type ("text/html"), empty if the server does not say.
        charset: The character set the server states, else None.
    """

    url: str
    data: bytes
    kind: str = ""
    charset: str | None = None


class _RefusedError(Exception):
    """An address that is not fetched, and why."""


def is_url(argument: str) -> bool:
    """Whether an argument is an address of the web.

    >>> is_url("HTTPS://example.org/a"), is_url("a.html"), is_url("ftp://example.org/a")
    (True, False, False)
    """
    return argument.lower().startswith(("http://", "https://"))


def fetch(url: str, *, asked_for_by: str | None = None) -> Fetched | Problem:
    """What lies at an http or https address.

    Args:
        url: The address.
        asked_for_by: The address of the page or feed that named it, if no person did; a public one must not lead into a private network.
    """
    try:
        return _fetch(url, asked_for_by or url)
    except _RefusedError as err:
        return Problem(url, str(err), "Save the article to a file and add that.")
    except urllib.error.HTTPError as err:
        with err:
            return _answered(url, err.code)
    except (urllib.error.URLError, OSError, http.client.HTTPException, UnicodeError, ValueError) as err:
        reason = getattr(err, "reason", None) or err
        detail = "it does not answer" if isinstance(reason, TimeoutError) else str(reason) or type(reason).__name__
        return Problem(
            url, f"cannot be fetched ({detail})", "Check the address and the network, or save the article to a file and add that."
        )


def _answered(url: str, code: int) -> Problem:
    phrase = http.client.responses.get(code, "no answer known")
    remedy = "Save the page from a browser and add the file." if code in (401, 402, 403, 407, 451) else "Check the address."
    return Problem(url, f"the server answers {code} ({phrase})", "Try again later." if code == 429 or code >= 500 else remedy)


def _fetch(url: str, origin: str) -> Fetched:
    _check(url, origin)
    opener = urllib.request.OpenerDirector()  # not the default one, which would follow file: and ftp:, too
    for handler in (urllib.request.HTTPHandler, urllib.request.HTTPSHandler, urllib.request.HTTPDefaultErrorHandler):
        opener.add_handler(handler())
    opener.add_handler(urllib.request.ProxyHandler())
    opener.add_handler(urllib.request.HTTPErrorProcessor())
    opener.add_handler(_Redirects(origin))
    request = urllib.request.Request(_ascii(url), headers={"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": "gzip"})
    with opener.open(request, timeout=TIMEOUT) as answer:
        data = _unpacked(_read(cast(http.client.HTTPResponse, answer)), answer.headers)
        kind = answer.headers.get_content_type() if "Content-Type" in answer.headers else ""
        return Fetched(answer.geturl(), data, kind, answer.headers.get_content_charset())


def _read(answer: http.client.HTTPResponse) -> bytes:
    """The whole answer; a large or a slow one is given up."""
    until = time.monotonic() + PATIENCE
    blocks, size = [], 0
    while block := answer.read1(_BLOCK):
        size += len(block)
        if size > LARGEST:
            raise _RefusedError(f"larger than {megabytes(LARGEST)}")
        if time.monotonic() > until:
            raise TimeoutError
        blocks.append(block)
    if answer.length:  # bytes that were promised
        raise http.client.IncompleteRead(b"", answer.length)
    return b"".join(blocks)


def _unpacked(data: bytes, headers: Message) -> bytes:
    packing = (headers.get("Content-Encoding") or "").strip().lower()
    if packing in ("", "identity"):
        return data
    if packing not in ("gzip", "x-gzip"):
        raise _RefusedError(f"packed as {packing!r}, which was not asked for")
    try:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        unpacked = unpacker.decompress(data, LARGEST + 1)
    except zlib.error as err:
        raise gzip.BadGzipFile("the answer is damaged") from err
    if len(unpacked) > LARGEST:
        raise _RefusedError(f"larger than {megabytes(LARGEST)} when unpacked")
    if not unpacker.eof:
        raise gzip.BadGzipFile("the answer is cut short")
    return unpacked


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a few redirects, to the web only."""

    max_redirections = MOST_REDIRECTS
    max_repeats = 2

    def __init__(self, origin: str) -> None:
        self._origin = origin

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage, newurl: str
    ) -> urllib.request.Request | None:
        target = urljoin(req.full_url, newurl)
        _check(target, self._origin)
        return super().redirect_request(req, fp, code, msg, headers, _ascii(target))


def _check(url: str, origin: str) -> None:
    """Refuse what is not on the web, and what leads from a public address to a private one (a router, a cloud's inner services)."""
    parts = urlsplit(url)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise _RefusedError(f"leads to {parts.scheme or 'no'} address {url[:100]}; only http and https are fetched")
    if parts.username or parts.password:
        raise _RefusedError("an address with a name or password in it")
    if urlsplit(origin).hostname != parts.hostname and _is_private(parts.hostname) and not _is_private(urlsplit(origin).hostname or ""):
        raise _RefusedError(f"leads from the web to the private address {parts.hostname}")


def _is_private(host: str) -> bool:
    """Whether any address of the host belongs to this machine or a private network."""
    try:
        found = {entry[4][0] for entry in socket.getaddrinfo(host, None)}
    except (OSError, UnicodeError):
        return False  # fetching it says that it does not exist
    return any(not ipaddress.ip_address(str(address).partition("%")[0]).is_global for address in found)


def _ascii(url: str) -> str:
    """The address as it goes over the wire: letters beyond ASCII and spaces are escaped, the host's by IDNA."""
    from urllib.parse import quote

    parts = urlsplit(url.strip())
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    netloc = host if parts.port is None else f"{host}:{parts.port}"
    safe = "%/:=&?~#+!$,;'@()*[]-._"
    return parts._replace(netloc=netloc, path=quote(parts.path, safe=safe), query=quote(parts.query, safe=safe), fragment="").geturl()
