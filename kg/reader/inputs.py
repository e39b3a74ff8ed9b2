"""The verbs of this stage: `pages` of one source, `read` for all that a user names."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from kg.reader.decoding import decode
from kg.reader.finding import Source, find, os_reason
from kg.reader.parts import is_records, is_utf8, parts
from kg.reader.records import is_record, records
from kg.reader.refusal import Refused
from kg.reader.streams import content, lines
from kg.types import Limits, Page, Skipped


def read(
    inputs: Sequence[str], stdin: BinaryIO | None = None, limits: Limits | None = None
) -> Iterator[Page | Skipped]:
    """Read pages from files, folders (all below them), globs and ``-`` (standard input).

    Pages come sorted by id, whatever the order of ``inputs``; a file named twice is read once. Whatever
    cannot be read comes as a `Skipped` in its place. Raises `InputError` at once if there is not one file
    to read.
    """
    return _all(find(inputs), stdin, limits or Limits())


def _all(
    found: Sequence[Source | Skipped], stdin: BinaryIO | None, limits: Limits
) -> Iterator[Page | Skipped]:
    for item in found:
        for part in [item] if isinstance(item, Skipped) else parts(item, limits, stdin):
            if isinstance(part, Skipped):
                yield part
            else:
                yield from pages(part, limits)


def pages(source: Source, limits: Limits | None = None) -> Iterator[Page | Skipped]:
    """The pages of one source, in their order; what cannot be read comes as a `Skipped` in its place."""
    try:
        yield from _source(source, limits or Limits())
    except Refused as refused:
        yield refused.skipped(source.id)
    except OSError as error:
        yield Skipped(source.id, os_reason(error), "check that the file can be opened", code="unreadable")


def _source(source: Source, limits: Limits) -> Iterator[Page | Skipped]:
    if is_records(source) and is_utf8(source, limits.bytes):
        found = records(source.id, _utf8_lines(source, limits.bytes), "utf-8", source.line)
        yield from found if source.end is not None else _or_empty(source.id, found)
        return
    text = decode(content(source, limits.bytes))
    if is_records(source) or (source.data is not None and is_record(_first_line(text.text))):
        yield from records(source.id, text.text.split("\n"), text.encoding)
    else:
        yield Page(source.id, text.text, text.encoding)


def _first_line(text: str) -> str:
    return text.lstrip().split("\n", 1)[0]


def _or_empty(identifier: str, items: Iterator[Page | Skipped]) -> Iterator[Page | Skipped]:
    first = next(items, None)
    if first is None:
        yield Skipped(identifier, "empty: it holds no records", "leave it out or fill it", code="empty")
        return
    yield first
    yield from items


def _utf8_lines(source: Source, most: int) -> Iterator[str | None]:
    """Lines of UTF-8; bytes that are none make their line invalid JSON further on, and cost only that
    record.
    """
    for number, (_, line) in enumerate(lines(source, most), start=source.line):
        if line is None:
            yield None
            continue
        raw = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
        yield raw.decode("utf-8", errors="surrogateescape").rstrip("\r\n")
