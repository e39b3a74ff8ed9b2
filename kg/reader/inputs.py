"""The verbs of this stage: `pages` of one source, `read` for all that a user names."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from kg.reader.document import Document
from kg.reader.finding import Source, find
from kg.reader.opening import pages_in
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
        yield from pages_in(_document(source, stdin))
    except OSError as error:
        yield Skipped(source.id, _os_reason(error), "check that the file can be opened")


def _os_reason(error: OSError) -> str:
    known = {PermissionError: "no permission to read it", FileNotFoundError: "it is no longer there"}
    return known.get(type(error), f"it cannot be read ({type(error).__name__})")


def _document(source: Source, stdin: BinaryIO | None) -> Document:
    held = source.data
    if source.path is None and held is None:
        held = (stdin or sys.stdin.buffer).read()
    return Document(source.id, Path(source.id).name, source.path, held)
