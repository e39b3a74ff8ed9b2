"""What is read in one go: a file, or some records of a file of many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from kg.reader.finding import Source, own
from kg.reader.records import is_record
from kg.reader.refusal import Refused, too_large
from kg.reader.streams import lines, taken
from kg.types import Limits, Skipped

#: Bytes of records that are read in one go.
_ENOUGH = 256 << 10


def parts(source: Source, limits: Limits, stdin: BinaryIO | None = None) -> Iterator[Source | Skipped]:
    """A source as the parts that are worth a worker's way, in their order.

    A large file of records falls apart into some records each, anything else stays whole. Standard input and pipes are
    taken here, since no other process has them: from now on the parts hold their data.
    """
    try:
        if own(source):
            yield from _taken(source, limits, stdin)
        elif is_records(source) and source.size() > _ENOUGH and is_utf8(source, limits.bytes):
            yield from _grouped(source, limits.bytes, _ENOUGH)
        else:
            yield source
    except Refused as refused:
        yield refused.skipped(source.id)
    except OSError:  # it has gone, or was never to be opened: told when it is read
        yield source


def singles(source: Source, limits: Limits) -> list[Source]:
    """Each record of a source by itself; the source, if it has none or cannot be taken apart."""
    if not is_records(source) or not is_utf8(source, limits.bytes):
        return [source]
    found = [replace(part, single=True) for part in _grouped(source, limits.bytes, 0)]
    return found or [source]


def is_records(source: Source) -> bool:
    """Whether a source is a file of records by its name, or came over a pipe and begins with one."""
    if source.data is None:
        return source.path is not None and source.path.suffix.lower() == ".jsonl"
    return _begins_with_a_record(source.data)


def is_utf8(source: Source, most: int) -> bool:
    """Whether a source is UTF-8 throughout, or so in most of its lines: then only the others are broken."""
    if source.end is not None:  # it was looked at as a whole before
        return True
    good = bad = 0
    for _, line in lines(source, most):
        if line is None:
            continue
        if b"\0" in line:
            return False
        try:
            good += not line.decode("utf-8").isascii()
        except UnicodeDecodeError:
            bad += 1
    return good >= bad


def _begins_with_a_record(data: bytes) -> bool:
    """Whether the first line that is not blank is a record in UTF-8."""
    try:
        return is_record(data.lstrip().split(b"\n", 1)[0].decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False


def _grouped(source: Source, most: int, enough: int) -> Iterator[Source]:
    """Lines of a source that have ``enough`` bytes together, blank ones left out where they stand by themselves."""
    at, line = source.start, source.line
    start, first = at, line
    for size, data in lines(source, most):
        at, line = at + size, line + 1
        if at - start >= enough:
            if data is None or data.strip() or at - start > size:
                yield _part(source, start, at, first)
            start, first = at, line
    if at > start:
        yield _part(source, start, at, first)


def _part(source: Source, start: int, end: int, line: int) -> Source:
    if source.data is None:
        return replace(source, start=start, end=end, line=line)
    return replace(source, data=source.data[start:end], end=end - start, line=line)


def _taken(source: Source, limits: Limits, stdin: BinaryIO | None) -> Iterator[Source | Skipped]:
    """What comes over a pipe: records in groups, as they come, or one text when it has ended."""
    held = bytearray()
    line, records = 1, None
    for piece in taken(source, limits, stdin):
        held += piece
        if b"\n" in piece:
            if records is None and not held.isspace():
                records = _begins_with_a_record(bytes(held))
            if records and len(held) >= _ENOUGH:
                whole = bytes(held[: held.rindex(b"\n") + 1])
                del held[: len(whole)]
                yield replace(source, data=whole, end=len(whole), line=line)
                line += whole.count(b"\n")
        if len(held) > limits.bytes:
            raise too_large("a record" if records else "a text", limits.bytes)
    if held or line == 1:
        yield replace(source, data=bytes(held), end=len(held) if records else None, line=line)
