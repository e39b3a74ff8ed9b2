"""What is read in one go: a file, or some records of a file of many."""

from __future__ import annotations

import codecs
import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from kg.durable import write_files
from kg.reader.files import Line, is_utf8, lines_of, open_file, read_at_most
from kg.reader.finding import Source, own
from kg.reader.pipes import taken
from kg.reader.record_encoding import record_encoding
from kg.reader.unreadable import Unreadable, too_large
from kg.types import Limits, Skipped

#: Bytes of records that are read in one go.
_ENOUGH = 256 << 10
_SUFFIXES = frozenset({".jsonl", ".ndjson"})


def parts(source: Source, limits: Limits, stdin: BinaryIO | None = None) -> Iterator[Source | Skipped]:
    """A source as the parts that are worth a worker's way, in their order.

    A large file of records falls apart into some records each, anything else stays whole. Standard input and pipes are
    taken here, since no other process has them: from now on the parts hold their data.
    """
    try:
        if own(source):
            yield from _taken(source, limits, stdin)
        elif source.size() > _ENOUGH and (encoding := _encoding(source, limits.bytes)):
            yield from _grouped(replace(source, encoding=encoding), limits.bytes, _ENOUGH)
        else:
            yield source
    except Unreadable as error:
        yield error.skipped(source.id)
    except OSError:  # it has gone, or was never to be opened: told when it is read
        yield source


def singles(source: Source, limits: Limits) -> list[Source]:
    """Each record of a source by itself; the source, if it has none or cannot be taken apart."""
    try:
        encoding = _encoding(source, limits.bytes)
        if encoding is None:
            return [source]
        records = _grouped(replace(source, encoding=encoding), limits.bytes, 0)
        found = [part for part in records if isinstance(part, Source)]
        return [replace(part, single=True) for part in found] or [source]
    except (OSError, Unreadable):
        return [source]


def content(source: Source, most: int) -> bytes:
    """The bytes of a source. Raises Unreadable if they are more than ``most``, OSError if they cannot be read."""
    if source.data is not None:
        return source.data
    with open_file(source.path or Path()) as stream:
        stream.seek(source.start)
        data = read_at_most(stream, most) if source.end is None else stream.read(source.end - source.start)
    if len(data) > most:
        raise too_large("a document", most)
    if source.end is not None and len(data) < source.end - source.start:
        reason = f"{source.end - source.start - len(data):,} bytes of it are gone since the reading began"
        raise Unreadable(f"the file has become shorter: {reason}", "read it again when nobody writes to it")
    return data


def copy(source: Source, to: Path, limits: Limits) -> bool:
    """Write the bytes of a source, as they are, into a file; whether they can be read.

    Raises OutputError if the file cannot be written.
    """
    try:
        data = content(source, limits.bytes)
    except (OSError, Unreadable):
        return False
    write_files({to: data})
    return True


def _encoding(source: Source, most: int) -> str | None:
    """The encoding of a file of records; None of any other. It is one by its name, or by its first line if it came over a
    pipe."""
    if source.end is not None:
        return source.encoding or "utf-8"
    if source.data is not None:
        return "utf-8" if _begins_with_a_record(source.data) and is_utf8(_lines(source, most)) else None
    path = source.path
    if path is None or path.suffix.lower() not in _SUFFIXES:
        return None
    return record_encoding(lambda: open_file(path), most)


def _begins_with_a_record(data: bytes) -> bool:
    return data.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"{")


def _lines(source: Source, most: int) -> Iterator[Line]:
    if source.data is not None:
        yield from (Line(len(line), line) for line in io.BytesIO(source.data))
        return
    with open_file(source.path or Path()) as stream:
        stream.seek(source.start)
        size = sys.maxsize if source.end is None else source.end - source.start
        yield from lines_of(stream, most, size, source.encoding or "utf-8")


def _grouped(source: Source, most: int, enough: int) -> Iterator[Source | Skipped]:
    """Lines of a source that have ``enough`` bytes together; one that is too long is told of in its place."""
    at, line = 0, source.line
    start, first = at, line
    for size, data in _lines(source, most):
        if data is None and at > start:
            yield _part(source, start, at, first)
        at, line = at + size, line + 1
        if data is None:
            yield too_large("a record", most).skipped(f"{source.id} line {line - 1}")
        elif at - start >= enough and (data.strip() or at - start > size):
            yield _part(source, start, at, first)
        elif at - start < enough:
            continue
        start, first = at, line
    if at > start:
        yield _part(source, start, at, first)


def _part(source: Source, start: int, end: int, line: int) -> Source:
    if source.data is None:
        return replace(source, start=source.start + start, end=source.start + end, line=line)
    return replace(source, data=source.data[start:end], end=end - start, line=line)


def _taken(source: Source, limits: Limits, stdin: BinaryIO | None) -> Iterator[Source | Skipped]:
    """What comes over a pipe: records in groups, as they come, or one text when it has ended."""
    held = bytearray()
    line, records = 1, False
    for piece in taken(source, limits, stdin):
        held += piece
        records = records or _begins_with_a_record(bytes(held[:64]))
        if records and len(held) >= _ENOUGH and b"\n" in piece:
            whole = bytes(held[: held.rindex(b"\n") + 1])
            del held[: len(whole)]
            yield replace(source, data=whole, end=len(whole), line=line)
            line += whole.count(b"\n")
        if len(held) > limits.bytes:
            raise too_large("a record" if records else "a text", limits.bytes)
    if held or line == 1:
        yield replace(source, data=bytes(held), end=len(held) if line > 1 else None, line=line)
