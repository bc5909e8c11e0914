"""Bodies unpacked as they stream, under a limit that holds for what comes out.

Not through the client's own decompression, where a few bytes of a bomb are megabytes before they are counted.
"""

import zlib

from bot.errors import Unreachable

CODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


class Unpacker:
    """Takes the parts of a body as they come; gives `most` bytes at most in all."""

    def __init__(self, coding: str, most: int) -> None:
        self._room = most
        self._gzip = coding in {"gzip", "x-gzip"}
        self._plain = coding in {"", "identity"}
        self._inflate = zlib.decompressobj(31 if self._gzip else 15)
        self._begun = False

    def __call__(self, part: bytes) -> bytes:
        """Give what a part unpacks to.

        Raises:
            Unreachable: it is over the limit, or damaged.
        """
        if self._plain:
            return self._count(part)
        out = []
        while part and not self._inflate.eof:
            try:
                out.append(self._count(self._inflate.decompress(part, self._room + 1)))
            except zlib.error as error:
                if self._gzip or self._begun:
                    raise Unreachable("it is compressed, and damaged") from error
                self._inflate = zlib.decompressobj(-15)  # "deflate" without its wrapper (RFC 9110, 8.4.1.2)
                self._begun = True
                continue
            self._begun = True
            part = self._inflate.unconsumed_tail
        return b"".join(out)

    def end(self) -> None:
        """Note that there are no more parts.

        Raises:
            Unreachable: it is not whole.
        """
        if not self._plain and self._begun and not self._inflate.eof:
            raise Unreachable("the answer breaks off", transient=True)

    def _count(self, data: bytes) -> bytes:
        self._room -= len(data)
        if self._room < 0:
            raise Unreachable("it is larger than I read")
        return data
