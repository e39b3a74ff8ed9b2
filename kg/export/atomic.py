"""Files that are there whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg.errors import ExportError


def write_files(files: Mapping[Path, bytes | Iterable[bytes]]) -> None:
    """Write every file beside its place, and only when all are on the disk move them there, one by one.

    A content may come in parts, for a file that does not fit into memory. Folders are made where they are
    missing. Raises ExportError if a file cannot be written; what was there before is then still there.
    """
    drafts: dict[Path, Path] = {}
    try:
        for path, content in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            drafts[path] = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            _write(drafts[path], content)
        for path, draft in drafts.items():
            draft.replace(path)
        for folder in {path.parent for path in files}:
            _sync_folder(folder)
    except OSError as error:
        where = error.filename or next(iter(files))
        raise ExportError(
            f"{where}: cannot be written ({error.strerror}); name a place you may write to"
        ) from error
    finally:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)


def _write(path: Path, content: bytes | Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines([content] if isinstance(content, bytes) else content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the new names last, where the system lets a folder be opened."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
