"""In which encoding the lines of a file of records are, so that each can be read by itself."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from kg.reader.decoding import likeliest
from kg.reader.files import Line, is_utf8, lines_of
from kg.reader.unreadable import Unreadable

#: So much of a file that is no UTF-8 is looked at.
_SAMPLE = 64 * 1024


def record_encoding(opened: Callable[[], BinaryIO], most: int) -> str | None:
    """The encoding of a file of records, of which a line may have ``most`` bytes; None if it is none that can be read line
    by line. Lines that are broken do not count, if most are not."""
    with opened() as stream:
        if is_utf8(lines_of(stream, most)):
            return "utf-8"
    with opened() as stream:
        return likeliest(stream.read(_SAMPLE))


def decoded(lines: Iterable[Line], encoding: str, first: int) -> Iterator[str | Unreadable | None]:
    """Lines as text, from the number ``first`` on; None for one that is too long, and why one cannot be decoded."""
    for number, (_, line) in enumerate(lines, first):
        yield None if line is None else _text(line, encoding, number)


def _text(line: bytes, encoding: str, number: int) -> str | Unreadable:
    if number == 1:
        line = line.removeprefix(codecs.BOM_UTF8)
    try:
        text = line.decode(encoding)
    except UnicodeDecodeError as error:
        return Unreadable(f"mis-encoded: byte {error.start} of the line is not valid {encoding}")
    return (text.removeprefix("\ufeff") if number == 1 else text).rstrip("\r\n")
