"""Files from their contents, and a line to the end of one."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from kg.durable.disk import told
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


def _is_pipe(place: Path) -> bool:
    """Whether something else than a file is to be written to: a pipe, a terminal, a device."""
    return place.exists() and not (place.is_file() or place.is_dir())


def _parts(content: bytes | Iterable[bytes]) -> Iterable[bytes]:
    return [content] if isinstance(content, bytes) else content
