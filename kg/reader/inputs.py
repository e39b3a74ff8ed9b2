"""The verbs of this stage: `pages` of one source, `read` for all that a user names."""

from __future__ import annotations

import codecs
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.reader.decoding import Undecodable, decode
from kg.reader.finding import Source, find
from kg.reader.records import is_record, records
from kg.types import Page, Skipped


def read(inputs: Sequence[str], stdin: BinaryIO | None = None) -> Iterator[Page | Skipped]:
    """Read pages from files, folders (all below them), globs and ``-`` (standard input).

    Pages come sorted by id, whatever the order of ``inputs``; a file named twice is read once. Whatever
    cannot be read comes as a `Skipped` in its place. Raises `InputError` at once if there is not one file
    to read.
    """
    return _all(find(inputs), stdin)


def _all(found: Sequence[Source | Skipped], stdin: BinaryIO | None) -> Iterator[Page | Skipped]:
    for item in found:
        if isinstance(item, Skipped):
            yield item
        else:
            yield from pages(item, stdin)


def pages(source: Source, stdin: BinaryIO | None = None) -> Iterator[Page | Skipped]:
    """The pages of one source, in their order; what cannot be read comes as a `Skipped` in its place."""
    try:
        yield from _source(source, stdin)
    except Undecodable as error:
        yield Skipped(source.id, error.reason, error.advice)
    except OSError as error:
        yield Skipped(source.id, _os_reason(error), "check that the file can be opened")


def _os_reason(error: OSError) -> str:
    known = {PermissionError: "no permission to read it", FileNotFoundError: "it is no longer there"}
    return known.get(type(error), f"it cannot be read ({type(error).__name__})")


def _source(source: Source, stdin: BinaryIO | None) -> Iterator[Page | Skipped]:
    if source.path is None:
        data = (stdin or sys.stdin.buffer).read() if source.data is None else source.data
        yield from _standard_input(source.id, data)
    elif source.path.suffix.lower() == ".jsonl":
        yield from _record_file(source.id, source.path)
    else:
        found = decode(source.path.read_bytes())
        yield Page(source.id, found.text, found.encoding)


def _standard_input(identifier: str, data: bytes) -> Iterator[Page | Skipped]:
    """Records if the first line is one, else one page."""
    found = decode(data)
    first = next(line for line in found.text.split("\n") if line.strip())
    if is_record(first):
        yield from records(identifier, found.text.split("\n"), found.encoding)
    else:
        yield Page(identifier, found.text, found.encoding)


def _record_file(identifier: str, path: Path) -> Iterator[Page | Skipped]:
    """UTF-8 is read line by line, so that a large file takes no memory; other encodings are decoded as a
    whole.
    """
    if not _is_utf8(path):
        found = decode(path.read_bytes())
        yield from records(identifier, found.text.split("\n"), found.encoding)
        return
    with path.open("rb") as stream:
        yield from _or_empty(identifier, records(identifier, _utf8_lines(stream), "utf-8"))


def _or_empty(identifier: str, items: Iterator[Page | Skipped]) -> Iterator[Page | Skipped]:
    first = next(items, None)
    if first is None:
        yield Skipped(identifier, "empty: it holds no records", "leave it out or fill it")
        return
    yield first
    yield from items


def _utf8_lines(stream: BinaryIO) -> Iterator[str]:
    """Lines of UTF-8; bytes that are none make their line invalid JSON further on, and cost only that
    record.
    """
    for number, line in enumerate(stream):
        raw = line.removeprefix(codecs.BOM_UTF8) if number == 0 else line
        yield raw.decode("utf-8", errors="surrogateescape").rstrip("\r\n")


def _is_utf8(path: Path) -> bool:
    """Whether a file is UTF-8 throughout, or so in most of its lines: then only the others are broken."""
    good = bad = 0
    with path.open("rb") as stream:
        for line in stream:
            if b"\0" in line:
                return False
            try:
                good += not line.decode("utf-8").isascii()
            except UnicodeDecodeError:
                bad += 1
    return good >= bad
