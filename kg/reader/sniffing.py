"""What kind of file some bytes are, by what stands in them: marks at their beginning, then the look of their text.

The name only decides between kinds of text that look alike, and never against the bytes: a PDF called .txt is a PDF.
"""

from __future__ import annotations

import bz2
import codecs
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable

from kg.reader.columns import is_table
from kg.reader.document import Document
from kg.reader.unreadable import Unreadable

#: Bytes at the beginning of a file, and what they make it.
_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\0", "image"),
    (b"MM\0*", "image"),
    (b"II+\0", "image"),
    (b"MM\0+", "image"),
    (b"BM", "image"),
    (b"GIF8", "image"),
    (b"WARC/1.", "warc"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "packed"),
    (b"BZh", "packed"),
    (b"\xfd7zXZ\0", "packed"),
)
#: Bytes of files that are known and not read, what they are and what to do with them.
_REFUSED: tuple[tuple[bytes, str, str], ...] = (
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office file (.doc, .wps, .xls), or one with a password",
        "save it as .docx or PDF, without a password",
    ),
    (b"{\\rtf", "an RTF file", "save it as .docx"),
    (b"Rar!", "a RAR archive", "unpack it, or pack it as ZIP"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it, or pack it as ZIP"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive", "unpack it"),
    (b"AT&TFORM", "a DjVu file", "convert it to PDF"),
    (b"%!PS", "a PostScript file", "convert it to PDF"),
    (b"\x7fELF", "a program", "leave it out"),
    (b"MZ\x90\0", "a program", "leave it out"),
    (b"SQLite format 3\0", "a database", "export its pages as CSV"),
    (b"ID3", "a sound file", "leave it out"),
    (b"OggS", "a sound file", "leave it out"),
    (b"\0\0\1\0", "an icon", "leave it out"),
)
_XML_ROOT = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:(?><!--.*?-->)\s*)*+(?:<!doctype\s+html\b|<(?:html|head|body)\b)",
    re.I | re.S,
)
_TAGS = re.compile(r"<(?:html|head|body|meta|title|div|p|span|table|script|style)\b[^<>]*>", re.I)
_CLOSED = re.compile(r"</(?:html|head|body|title|div|p|span|table|script|style)\s*>", re.I)
_PDF_WITHIN = 1024
#: A package of XML parts is recognised by the member that holds its text.
_PACKAGES = (("word/document.xml", "docx"),)
_REFUSED_PACKAGES = (
    ("xl/workbook.xml", "an Excel workbook", "save the sheet as CSV"),
    ("ppt/presentation.xml", "a presentation", "save it as PDF"),
)
_MIMETYPES = {"application/epub+zip": "epub", "application/vnd.oasis.opendocument.text": "odt"}


def kind_of(document: Document) -> str:
    """The name of the kind of a document; text of no other kind, and what nobody knows, is ``text``.

    Raises `Unreadable` for kinds that are known and not read.
    """
    head = document.head
    found = marked(head)
    if found == "zip":
        return _package(document)
    if found == "packed":
        return _packed(head)
    return found or _kind_of_text(head, document)


def marked(head: bytes) -> str | None:
    """The kind that the first bytes of a file show beyond doubt, None for text and whatever is not known.

    ``zip`` may still be a package, ``packed`` whatever is inside. Raises `Unreadable` as `kind_of` does.
    """
    for magic, what, advice in _REFUSED:
        if head.startswith(magic):
            raise Unreadable(f"{what}: that cannot be read", advice, "unknown-kind")
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image"
    if head[257:262] == b"ustar":
        return "tar"
    if b"%PDF-" in head[:_PDF_WITHIN] and b"<html" not in head[:_PDF_WITHIN].lower():
        return "pdf"
    return next((kind for magic, kind in _MAGIC if head.startswith(magic) and _is_binary(magic, head)), None)


def shows_kind(head: bytes) -> bool:
    """Whether the first bytes of a file show what it is beyond doubt, whatever it is called: read or refused."""
    try:
        return marked(head) is not None or bool(_XML_ROOT.match(_glance(head)))
    except Unreadable:
        return True


def _is_binary(magic: bytes, head: bytes) -> bool:
    """Short marks of letters (BM, GIF8) begin texts as well; a file with them holds zeros."""
    return not magic.isalnum() or magic == b"BZh" or b"\0" in head[:64]


def _package(document: Document) -> str:
    try:
        with document.open() as stream, zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            mimetype = _mimetype(archive) if "mimetype" in names else ""
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError, EOFError) as error:
        raise Unreadable(f"a damaged ZIP archive or document: {error}", "save it again, or mend it") from None
    for name, what, advice in _REFUSED_PACKAGES:
        if name in names:
            raise Unreadable(f"{what}: that cannot be read", advice, "unknown-kind")
    found = next((kind for name, kind in _PACKAGES if name in names), None)
    return found or _MIMETYPES.get(mimetype) or "zip"


def _mimetype(archive: zipfile.ZipFile) -> str:
    """What a package of OpenDocument or EPUB says it is."""
    info = archive.getinfo("mimetype")
    if info.file_size > 200 or info.flag_bits & 1:
        return ""
    try:
        return archive.read(info).decode("ascii", "replace").strip()
    except (RuntimeError, zlib.error):
        return ""


def _packed(head: bytes) -> str:
    """Web archives are packed record by record; anything else packed is an archive, if of one file."""
    return "warc" if unpacked_head(head).startswith(b"WARC/") else "tar"


def unpacked_head(head: bytes, size: int = 1024) -> bytes:
    """The first ``size`` bytes of what gzip, bzip2 or xz has packed; nothing if they cannot be unpacked."""
    makers: dict[bytes, Callable[[], zlib._Decompress | bz2.BZ2Decompressor | lzma.LZMADecompressor]] = {
        b"\x1f\x8b": lambda: zlib.decompressobj(wbits=31),
        b"BZ": bz2.BZ2Decompressor,
        b"\xfd7": lambda: lzma.LZMADecompressor(memlimit=1 << 28),
    }
    try:
        return makers[head[:2]]().decompress(head, size)
    except (zlib.error, OSError, ValueError, EOFError, lzma.LZMAError):
        return b""


def _kind_of_text(head: bytes, document: Document) -> str:
    text = _glance(head)
    suffix = document.name.lower().rpartition(".")[2]
    if _is_html(text, suffix in ("html", "htm", "xhtml", "shtml")):
        return "html"
    first = next((line for line in text.splitlines() if line.strip()), "")
    if suffix in ("jsonl", "ndjson") or _is_record(first, document):
        return "jsonl"
    if is_table(text, suffix in ("csv", "tsv"), document.options.columns):
        return "csv"
    return "text"


def _glance(head: bytes) -> str:
    """The beginning as text, good enough to see markup in it, whatever its encoding."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head[2:].decode(encoding, "replace")
    if head[1:2] == b"\0" and head[:1].isascii():
        return head.decode("utf-16-le", "replace")
    text = head.removeprefix(codecs.BOM_UTF8).decode("utf-8", "replace")
    return text if text.count("\ufffd") * 100 <= len(text) else head.decode("gb18030", "replace")


def _is_html(text: str, named: bool) -> bool:
    """Whether a text is marked up as a web page: by its root; else by its tags, of which a page of news has few."""
    if _XML_ROOT.match(text):
        return True
    tags = len(_TAGS.findall(text[:20_000]))
    return tags >= 1 if named else tags >= 5 and len(_CLOSED.findall(text[:20_000])) >= 3


def _is_record(line: str, document: Document) -> bool:
    """Whether a line is a JSON object with the key that holds a page's text."""
    if not line.lstrip().startswith("{"):
        return False
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(value, dict) and isinstance(
        value.get(document.options.columns.get("text", "text")), str
    )
