"""MHTML: the page of a saved web archive, with the address and the time at which the browser saved it."""

from __future__ import annotations

import base64
import email
from email.message import Message
from email.utils import parsedate_to_datetime

from ..model import Declared, Source
from .decode import Unreadable, decode

_PARTS = 10_000
"""Parts of an archive that are looked at for its page."""


def read_mhtml(path: str, data: bytes) -> Source:
    """The first HTML part, which is the page; the others are its pictures, styles and frames."""
    from .html import charset_in, html_source

    archive = email.message_from_bytes(data)
    page = _page(archive)
    if page is None:
        raise Unreadable("holds no HTML page: it is no web archive, or not a whole one")
    body = page.get_payload(decode=True)
    if not isinstance(body, bytes):
        raise Unreadable("holds no HTML page that can be read")
    decoded = decode(body, page.get_content_charset(), charset_in(body), mend=False)
    return html_source(path, data, decoded, votes=True, stated=tuple(_stated(archive, page)))


def mhtml_of(page: bytes, charset: str, address: str) -> bytes:
    """A page with the charset that its server named, as an archive: the same bytes for the same page."""
    head = (
        "MIME-Version: 1.0",
        f"Snapshot-Content-Location: {address}",
        f"Content-Type: text/html; charset={charset}",
        "Content-Transfer-Encoding: base64",
    )
    return "\r\n".join((*head, "", "")).encode("ascii", "replace") + base64.encodebytes(page)


def _page(archive: Message) -> Message | None:
    for number, part in enumerate(archive.walk()):
        if number > _PARTS:
            return None
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            return part
    return None


def _stated(archive: Message, page: Message) -> list[Declared]:
    found = []
    for message, header in (
        (archive, "Snapshot-Content-Location"),
        (page, "Content-Location"),
        (archive, "Content-Location"),
    ):
        address = str(message.get(header, "")).strip()
        if address.startswith(("http://", "https://")) and len(address) <= 2000:
            found.append(Declared(field="url", value=address, where=f"mhtml[{header}]"))
            break
    try:
        saved = parsedate_to_datetime(str(archive.get("Date", "")))
        found.append(Declared(field="retrieved", value=saved.date().isoformat(), where="mhtml[Date]"))
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    return found
