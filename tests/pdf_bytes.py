"""PDF files written byte by byte: small, sound or hostile."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A file of these objects, numbered from 1; the first is its catalog."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        trailer,
        start,
    )
    return bytes(out)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def one_page(
    content: bytes, box: bytes = b"[0 0 300 400]", resources: bytes = b"", more: Sequence[bytes] = ()
) -> bytes:
    """A file with one page; ``content`` is the body of its stream object, ``more`` are the objects from number 6 on."""
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F 5 0 R >> %s >> >>"
    return pdf(
        [CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", page % (box, resources), content, FONT, *more]
    )


def hostile() -> Mapping[str, tuple[bytes, str]]:
    """Files that hold no text or break the rules, by name; and a word of why each is refused."""
    words = stream(b"BT /F 12 Tf 20 300 Td (no Chinese at all in this file) Tj ET")
    sound = one_page(words)
    encrypted = sound.replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>] /Encrypt << /Filter "
        b"/Standard /V 2 /R 3 /Length 128 /P -44 /O <%s> /U <%s> >>" % (b"ab" * 32, b"cd" * 32),
    )
    loop = b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    form = stream(
        b"/X Do", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
    )
    bomb = stream(
        zlib.compress(zlib.compress(bytes(200_000_000), 9), 9), b"/Filter [/FlateDecode /FlateDecode]"
    )
    return {
        "encrypted": (encrypted, "encrypted"),
        "truncated": (sound[: len(sound) // 3], "damaged"),
        "of no pages": (pdf([CATALOG, b"<< /Type /Pages /Kids [] /Count 0 >>"]), "damaged|without pages"),
        "with pages in a circle": (pdf([CATALOG, loop]), "damaged|without pages|no writing"),
        "with a form in itself": (
            one_page(stream(b"/X Do"), resources=b"/XObject << /X 6 0 R >>", more=[form]),
            "no writing",
        ),
        "a bomb": (one_page(bomb), "no writing|damaged"),
        "blank": (one_page(stream(b"")), "no writing"),
        "of a page without bounds": (
            one_page(stream(b""), box=b"[0 0 1e9 1e9]"),
            "no writing|damaged|without size",
        ),
        "only its name": (b"%PDF-1.7\n", "damaged"),
    }
