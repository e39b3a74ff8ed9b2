"""The verbs of this stage: `pages` of one source, `read` for all that a user names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.reader.document import Document, Options
from kg.reader.finding import Source, find, os_reason
from kg.reader.opening import pages_in
from kg.reader.parts import content, parts
from kg.reader.sniffing import kind_of
from kg.reader.unreadable import Unreadable
from kg.types import Limits, Page, Skipped

_PLAIN = frozenset({"csv", "jsonl", "text"})


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
        yield from pages_in(_document(source, limits or Limits()))
    except Unreadable as error:
        yield error.skipped(source.id)
    except OSError as error:
        yield Skipped(source.id, os_reason(error), "check that the file can be opened")


def plain(source: Source) -> bool:
    """Whether nobody but this project's own code has a hand in reading it: text, and records of text."""
    try:
        return kind_of(_document(source, Limits())) in _PLAIN
    except (OSError, Unreadable):
        return True  # there is nothing to be read


def _document(source: Source, limits: Limits) -> Document:
    name, options = Path(source.id).name, Options(most=limits.bytes)
    if source.end is not None:
        held = content(source, max(limits.bytes, source.end - source.start))
        return Document(source.id, name, None, held, options, line=source.line)
    return Document(source.id, name, source.path, source.data, options)
