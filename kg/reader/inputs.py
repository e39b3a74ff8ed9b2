"""The verb of this stage: `read`."""

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
    return _pages(find(inputs), stdin)


def _pages(found: list[Source | Skipped], stdin: BinaryIO | None) -> Iterator[Page | Skipped]:
    for item in found:
        if isinstance(item, Skipped):
            yield item
            continue
        try:
            yield from _source(item, stdin)
        except OSError as error:
            yield Skipped(item.id, _os_reason(error), "check that the file can be opened")


def _os_reason(error: OSError) -> str:
    known = {PermissionError: "no permission to read it", FileNotFoundError: "it is no longer there"}
    return known.get(type(error), f"it cannot be read ({type(error).__name__})")


def _source(source: Source, stdin: BinaryIO | None) -> Iterator[Page | Skipped]:
    held = (stdin or sys.stdin.buffer).read() if source.path is None else None
    yield from pages_in(Document(source.id, Path(source.id).name, source.path, held))
