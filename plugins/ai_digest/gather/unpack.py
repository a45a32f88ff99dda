"""A body's Content-Encoding undone piece by piece, so that a small answer cannot grow without end."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from ai_digest.gather.request import FetchError

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCEPT_ENCODING = "gzip, deflate"
PIECE = 64 * 1024
MOST_LAYERS = 2
ZLIB_OR_GZIP = zlib.MAX_WBITS | 32  # zlib tells the two apart by their first bytes
GZIP_MAGIC = b"\x1f\x8b"


def too_large(limit: int) -> FetchError:
    """Return the error for an answer of more bytes than the limit."""
    return FetchError(f"larger than {limit / 2**20:g} MiB")


class Unpacker:
    """Undoes the codings of one answer (RFC 9110 §8.4), the last applied one first.

    No layer may give more than `limit` bytes, and there are at most two: servers behind two caches do pack
    twice, whoever packs thrice means harm. Raises FetchError from `feed` and `finish`.
    """

    def __init__(self, content_encoding: str, limit: int) -> None:
        """Take the header as it was sent. Raises FetchError for codings that were not asked for."""
        codings = [coding.strip().lower() for coding in content_encoding.split(",")]
        packed = [coding for coding in codings if coding not in {"", "identity"}]
        unknown = [coding for coding in packed if coding not in {"gzip", "x-gzip", "deflate"}]
        if unknown:
            raise FetchError(f"unknown compression {unknown[0][:40]!r}")
        if len(packed) > MOST_LAYERS:
            raise FetchError(f"compressed {len(packed)} times over")
        self._layers = [_Layer(limit) for _ in packed]

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Yield what a chunk of the body gives, in pieces of 64 KiB at most unless it was not packed."""
        pieces = iter((chunk,))
        for layer in self._layers:
            pieces = layer.unpack(pieces)
        yield from pieces

    def finish(self) -> None:
        """Raise FetchError if the body ended before its compression did."""
        if not all(layer.complete for layer in self._layers):
            raise FetchError("broken compression: it ends too early")


class _Layer:
    """One coding: gzip, of one member or several, or deflate in its zlib frame (RFC 9110 §8.4.1.2)."""

    def __init__(self, limit: int) -> None:
        self._stream = zlib.decompressobj(ZLIB_OR_GZIP)
        self._limit = limit
        self._given = 0
        self._fed = False

    @property
    def complete(self) -> bool:
        """Whether the coded stream has ended, or never began: an empty body needs no unpacking."""
        return self._stream.eof or not self._fed

    def unpack(self, chunks: Iterator[bytes]) -> Iterator[bytes]:
        for chunk in chunks:
            self._fed = self._fed or bool(chunk)
            yield from self._pieces(chunk)

    def _pieces(self, chunk: bytes) -> Iterator[bytes]:
        while not self._is_over(chunk):
            if self._stream.eof:
                self._stream = zlib.decompressobj(ZLIB_OR_GZIP)
            try:
                piece = self._stream.decompress(chunk, PIECE)
            except zlib.error as error:
                raise FetchError(f"broken compression: {error}") from error
            self._given += len(piece)
            if self._given > self._limit:
                raise too_large(self._limit)
            if piece:
                yield piece
            chunk = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail
            if not chunk and len(piece) < PIECE:
                return

    def _is_over(self, rest: bytes) -> bool:
        """Tell whether the stream has ended and no further member follows; padding is passed over."""
        return self._stream.eof and not rest.startswith(GZIP_MAGIC)
