"""One page from the web: http and https only, no cookies, no proxy, bounded time and size, no private network.

The address that a name stands for is looked up once, checked, and then connected to; so nobody can answer the check
with one address and the connection with another. Each redirect is checked anew.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
from contextlib import closing, suppress
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from .. import __version__
from ..model import Record
from ..read import LIMIT, LIMIT_WITH_PICTURES, SINGLE
from ..read.decode import Unreadable
from ..read.packed import inflated

WAIT = 15.0
"""Seconds without an answer."""
PATIENCE = 60.0
"""Seconds in all, redirects included: a server that sends a byte now and then holds nobody up."""
REDIRECTS = 5

_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "multipart/related": ".mhtml",
    "application/x-mimearchive": ".mhtml",
}
_UNSAID = ("", "application/octet-stream", "binary/octet-stream")
_MOVED = (301, 302, 303, 307, 308)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Refused(Exception):
    """There is no article to be had from there; the message says why, in words that follow the address."""


class Page(Record, frozen=True, kw_only=True):
    """What came, the format that it is in, and the address that it came from in the end."""

    data: bytes
    suffix: str
    address: str
    charset: str | None = None
    """as the server says it"""


def fetch(address: str, *, allow_private: bool = False) -> Page:
    """The page at ``address``. ``allow_private`` holds for its host alone, not for where that redirects to."""
    deadline = time.monotonic() + PATIENCE
    first = _parts(address).hostname
    for _ in range(REDIRECTS + 1):
        parts = _parts(address)
        try:
            answer = _ask(parts, deadline, allow_private and parts.hostname == first)
        except (OSError, http.client.HTTPException, UnicodeError) as error:
            if time.monotonic() >= deadline:
                raise Refused(f"took longer than {PATIENCE:.0f} seconds") from error
            raise Refused(f"cannot be fetched: {_reason(error)}") from error
        if isinstance(answer, Page):
            return answer
        address = answer
    raise Refused(f"redirects more than {REDIRECTS} times")


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise Refused(f"is no address: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise Refused(f"begins with {parts.scheme}:, and only http: and https: are fetched")
    if not host:
        raise Refused("names no host")
    if parts.username is not None or parts.password is not None:
        raise Refused(f"holds a name or password, which would be written down ({host})")
    return parts._replace(fragment="")


def _ask(parts: SplitResult, deadline: float, allow_private: bool) -> Page | str:
    """The page, or the address that it has moved to."""
    host, secure = parts.hostname or "", parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    raw = _dial(host, port, deadline, allow_private)
    sockets: list[socket.socket] = [raw]
    stop = threading.Timer(max(deadline - time.monotonic(), 0), _shut, [sockets])
    stop.daemon = True
    stop.start()
    try:
        if secure:
            context = ssl.create_default_context()
            wrapped = context.wrap_socket(raw, server_hostname=host, do_handshake_on_connect=False)
            sockets.append(wrapped)
            wrapped.do_handshake()
        kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        with closing(kind(host, port, timeout=WAIT)) as connection:
            connection.sock = sockets[-1]
            target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
                "?" + quote(parts.query, safe="/%:@!$&'()*+,;=~?") if parts.query else ""
            )
            headers = {"User-Agent": f"mkdocs-briefing/{__version__}", "Accept": "*/*", "Accept-Encoding": "identity"}
            connection.request("GET", target, headers=headers)
            return _answer(connection.getresponse(), parts, deadline)
    finally:
        stop.cancel()
        for sock in sockets:
            sock.close()


def _answer(response: http.client.HTTPResponse, parts: SplitResult, deadline: float) -> Page | str:
    location = response.getheader("Location")
    if response.status in _MOVED and location:
        return urljoin(parts.geturl(), location)
    if response.status != 200:
        raise Refused(f"answers {response.status} {response.reason}".rstrip())
    suffix = _suffix(response.getheader("Content-Type", ""), parts.path)
    limit = LIMIT_WITH_PICTURES if suffix in (".pdf", ".docx", ".mhtml") else LIMIT
    data = response.read(limit + 1)
    if len(data) > limit:
        raise Refused(f"is too large for one article: over {limit:,} bytes")
    length = response.getheader("Content-Length", "")
    if time.monotonic() >= deadline:
        raise Refused(f"took longer than {PATIENCE:.0f} seconds")
    if length.isdigit() and len(data) < int(length):
        raise Refused(f"breaks off after {len(data):,} of {int(length):,} bytes")
    try:
        data = inflated(data, response.getheader("Content-Encoding", "").strip().lower(), limit)
    except Unreadable as error:
        raise Refused(str(error)) from error
    return Page(data=data, suffix=suffix, address=parts.geturl(), charset=response.headers.get_content_charset())


def _suffix(content_type: str, path: str) -> str:
    """The format, by what the server says it is, and by the address where it says nothing."""
    type_ = content_type.partition(";")[0].strip().lower()
    if type_ in _SUFFIXES:
        named = next((s for s in SINGLE if path.lower().endswith(s)), "")
        return ".md" if type_ == "text/plain" and named == ".md" else _SUFFIXES[type_]
    if type_ in _UNSAID:
        return next((s for s in SINGLE if path.lower().endswith(s)), ".html")
    raise Refused(f"is of the type {type_}, which holds no article")


# ------------------------------------------------------------------ connections


def _dial(host: str, port: int, deadline: float, allow_private: bool) -> socket.socket:
    """A connection to the host, all of whose addresses are public."""
    found = list(dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))
    private = [ip for ip in found if not _is_public(ip)]
    if private and not allow_private:
        raise Refused(f"leads to {private[0]} in a private network: --allow-private permits it for the host given")
    failure: OSError = OSError("the name stands for no address")
    for ip in found:
        try:
            return socket.create_connection((ip, port), timeout=max(min(WAIT, deadline - time.monotonic()), 0.01))
        except OSError as error:
            failure = error
    raise failure


def _is_public(ip: str) -> bool:
    """Not loopback, private, link-local, shared or reserved, nor such an IPv4 address in the clothes of IPv6."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(str(inner))
    return address.is_global and not address.is_multicast


def _shut(sockets: list[socket.socket]) -> None:
    """End whatever waits for them."""
    with suppress(OSError):
        sockets[-1].shutdown(socket.SHUT_RDWR)


def _reason(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"no answer for {WAIT:.0f} seconds"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__
