"""A ZIP archive: the pages of all files in it, each of its own kind."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator

from kg.reader.document import Document
from kg.reader.members import check_depth, is_hidden, refusal, skipped, taken, unpacked
from kg.reader.opening import pages_in
from kg.reader.unreadable import Exhausted, Unreadable
from kg.types import Page, Skipped

_UTF8_NAMES, _ENCRYPTED = 0x800, 0x1


def pages(document: Document) -> Iterator[Page | Skipped]:
    """The pages of its members, sorted by name. What one of them costs too much ends with it; what the whole costs too
    much ends the reading, and is told."""
    check_depth(document)
    with document.open() as stream, zipfile.ZipFile(stream) as archive:
        seen: set[str] = set()
        for name, info in sorted(
            ((_name(info), info) for info in archive.infolist()), key=lambda pair: pair[0]
        ):
            if info.is_dir() or is_hidden(name):
                continue
            document.budget.member()
            if name in seen:
                yield skipped(document, name, "a second file of that name", "give each file its own name")
                continue
            seen.add(name)
            yield from _member(document, archive, name, info)


def _name(info: zipfile.ZipInfo) -> str:
    """A member's name; Chinese Windows writes names in GBK without saying so."""
    if info.flag_bits & _UTF8_NAMES:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    for encoding in ("ascii", "utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return info.filename


def _member(
    document: Document, archive: zipfile.ZipFile, name: str, info: zipfile.ZipInfo
) -> Iterator[Page | Skipped]:
    reason = refusal(name, info.external_attr >> 16)
    if reason is not None:
        yield skipped(document, name, reason)
        return
    if info.flag_bits & _ENCRYPTED:
        yield skipped(document, name, "it has a password", "unpack the archive with its password", "locked")
        return
    if info.file_size > document.options.limits.member_bytes:
        yield skipped(
            document,
            name,
            f"larger than {document.options.limits.member_bytes >> 20} MiB unpacked",
            "split it",
            "too-large",
        )
        return
    if document.budget.is_bomb(info.file_size, info.compress_size):
        reason = "it unpacks to far more than its size, as no page does"
        yield skipped(document, name, reason, "leave it out", "too-large")
        return
    try:
        with archive.open(info) as stream:
            data = unpacked(stream, document.budget)
    except Exhausted:
        raise
    except Unreadable as error:
        yield skipped(document, name, error.reason, error.advice, error.code)
        return
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        EOFError,
        OSError,
        ValueError,
        RuntimeError,
    ) as error:
        yield skipped(document, name, f"damaged: {error}", "pack it again")
        return
    for item in taken(document, name, data):
        yield from [item] if isinstance(item, Skipped) else pages_in(item)
