"""Packed bytes unpacked, never beyond a limit: a few bytes must not become the memory of a machine."""

from __future__ import annotations

import zlib

from .decode import Unreadable

_WBITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}


def inflated(data: bytes, encoding: str, limit: int) -> bytes:
    """``data`` without the content encoding that HTTP names. Raises ``Unreadable``."""
    if encoding in ("", "identity"):
        return data
    if encoding not in _WBITS:
        raise Unreadable(f"is packed by “{encoding}”, which is not read")
    bits = -15 if encoding == "deflate" and data[:1] and data[0] & 0x0F != 8 else _WBITS[encoding]
    unpacker = zlib.decompressobj(bits)
    try:
        found = unpacker.decompress(data, limit + 1)
    except zlib.error as error:
        raise Unreadable(f"cannot be unpacked ({error})") from None
    if len(found) > limit:
        raise Unreadable(f"is too large for one article: over {limit:,} bytes when unpacked")
    if not unpacker.eof:
        raise Unreadable("breaks off: it cannot be unpacked whole")
    return found
