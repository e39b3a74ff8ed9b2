"""Files from their contents, and a line to the end of one."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from io import FileIO
from pathlib import Path
from typing import TextIO

from kg.durable.disk import sync, told
from kg.durable.staging import staged


def write_files(files: Mapping[Path, bytes | Iterable[bytes]]) -> None:
    """Write every file beside its place, and only when all are on the disk move them there.

    A content may come in parts, for a file that does not fit into memory. Folders are made where they are missing; a
    link is followed; what is no plain file (a pipe, a terminal) is written to as it is. Raises OutputError if a file
    cannot be written; what was there before is then still there.
    """
    folders: dict[Path, dict[str, bytes | Iterable[bytes]]] = defaultdict(dict)
    for path, content in files.items():
        place = Path(os.path.realpath(path))
        with told(path):
            if _is_pipe(place):
                with path.open("wb") as pipe:
                    pipe.writelines(_parts(content))
            else:
                folders[place.parent][place.name] = content
    with ExitStack() as drafts:
        for folder, contents in folders.items():
            made = drafts.enter_context(staged(folder))
            for name, content in contents.items():
                with (made / name).open("wb") as file:
                    file.writelines(_parts(content))


def append(file: TextIO, text: str) -> None:
    """Write to the end of an open file, and have the disk hold it. Raises OutputError."""
    with told(Path(file.name)):
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def extend(path: Path, content: bytes) -> int:
    """Add to the end of a file, which is made where it is missing, and have the disk hold it; the size it had before.

    Raises OutputError if the disk does not take it: then the file is as it was.
    """
    with told(path):
        new = not path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab", buffering=0) as file:
            before = file.tell()
            try:
                _whole(file, content)
                os.fsync(file.fileno())
            except OSError:
                os.ftruncate(file.fileno(), before)
                if new:
                    path.unlink()
                raise
        if new:
            sync(path.parent)
    return before


def shorten(path: Path, size: int) -> None:
    """Take away what was added to a file, and have the disk know. Raises OutputError."""
    with told(path), path.open("r+b") as file:
        file.truncate(size)
        os.fsync(file.fileno())


def _whole(file: FileIO, content: bytes) -> None:
    """A file without a buffer may take only a part at once."""
    rest = memoryview(content)
    while rest:
        rest = rest[file.write(rest) :]


def _is_pipe(place: Path) -> bool:
    """Whether something else than a file is to be written to: a pipe, a terminal, a device."""
    return place.exists() and not (place.is_file() or place.is_dir())


def _parts(content: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return [content] if isinstance(content, bytes) else content
