"""What is taken out of an archive, and what is told of the rest."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from kg.reader.document import HEAD, Budget, Document, printable
from kg.reader.registry import SUFFIXES
from kg.reader.sniffing import shows_kind
from kg.reader.unreadable import Unreadable
from kg.types import Code, Skipped

_CHUNK = 1 << 16


def check_depth(document: Document) -> None:
    """Raises `Unreadable` for an archive inside too many others."""
    if document.depth > document.options.limits.depth:
        raise Unreadable(
            f"archives nested more than {document.options.limits.depth} deep",
            "unpack it, and name what is in it",
        )


def is_hidden(name: str) -> bool:
    """Whether a name is passed over, as in folders: one that begins with a dot, and what macOS adds."""
    return any(
        (part.startswith(".") and part not in (".", "..")) or part == "__MACOSX" for part in name.split("/")
    )


def refusal(name: str, mode: int = stat.S_IFREG) -> str | None:
    """Why a member is not taken by its name and kind, None if it is."""
    path = PurePosixPath(name.replace("\\", "/"))
    if (
        path.is_absolute()
        or ".." in path.parts
        or (path.parts and path.parts[0].endswith(":"))
        or "\0" in name
    ):
        return "its name leads out of the archive"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "a link or device, not a file"
    return None


def skipped(
    document: Document,
    name: str,
    reason: str,
    advice: str = "take it out of the archive",
    code: Code = "unreadable",
) -> Skipped:
    """A member that was not read."""
    return Skipped(f"{document.id}#{printable(name)}", reason, advice, code)


def unpacked(stream: IO[bytes], budget: Budget) -> bytes:
    """All bytes of a member. Raises `Unreadable` as soon as they are too many."""
    parts, size = [], 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > budget.limits.member_bytes:
            reason = f"larger than {budget.limits.member_bytes >> 20} MiB unpacked"
            raise Unreadable(reason, "split it", "too-large")
        budget.unpack(len(chunk))
        parts.append(chunk)
    return b"".join(parts)


def taken(document: Document, name: str, data: bytes) -> Iterator[Document | Skipped]:
    """A member as a document, or what is to be told of it."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix in SUFFIXES or shows_kind(data[:HEAD]):
        yield document.part(name, data)
    else:
        reason = f"not a known kind of file ({suffix or 'no suffix'})"
        yield skipped(document, name, reason, code="unknown-kind")
