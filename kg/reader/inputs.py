"""The verbs of this stage: `pages` of one source, `read` for all that a user names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from kg.reader.document import Document, Options
from kg.reader.finding import Source, find, os_reason
from kg.reader.meta_table import stated, with_rows
from kg.reader.noticing import with_notices
from kg.reader.opening import pages_in
from kg.reader.parts import content, parts
from kg.reader.sniffing import kind_of
from kg.reader.unreadable import Unreadable
from kg.types import Limits, Page, Skipped

_PLAIN = frozenset({"csv", "jsonl", "text"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the user wants inputs to be read: ``columns`` maps a field of a page (text, title, date …) to the name of the
    column or key that holds it; ``meta`` is a table of what is stated of pages; ``passed`` are real paths that are passed
    over in folders, since this program wrote them."""

    columns: Mapping[str, str] = field(default_factory=dict)
    meta: Path | None = None
    passed: frozenset[str] = frozenset()


def read(
    inputs: Sequence[str],
    stdin: BinaryIO | None = None,
    limits: Limits | None = None,
    wanted: Wanted | None = None,
) -> Iterator[Page | Skipped]:
    """Read pages from files, folders (all below them), globs and ``-`` (standard input), as they are ``wanted``.

    Pages come sorted by id, whatever the order of ``inputs``; a file named twice is read once. Whatever
    cannot be read comes as a `Skipped` in its place. Raises `InputError` at once if there is not one file
    to read.
    """
    return _all(sources(inputs, wanted), stdin, limits or Limits())


def sources(inputs: Sequence[str], wanted: Wanted | None = None) -> list[Source | Skipped]:
    """The files that ``inputs`` name, as `find` does, each with what is ``wanted`` and stated of it.

    Raises `InputError` also for a wrong row in the user's table, with its file and line.
    """
    found = find(inputs, wanted.passed if wanted else frozenset())
    if wanted is None:
        return found
    options = Options(columns=wanted.columns)
    chosen = [replace(item, options=options) if isinstance(item, Source) else item for item in found]
    return chosen if wanted.meta is None else with_rows(chosen, wanted.meta)


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
        yield from map(with_notices, stated(pages_in(_document(source, limits or Limits())), source))
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
    name, options = Path(source.id).name, replace(source.options, most=limits.bytes)
    if source.end is not None:
        held = content(source, max(limits.bytes, source.end - source.start))
        encoding = source.encoding or "utf-8"
        return Document(source.id, name, None, held, options, line=source.line, encoding=encoding)
    return Document(source.id, name, source.path, source.data, options)
