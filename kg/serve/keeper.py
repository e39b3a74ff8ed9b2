"""A store on disk that holds what is served, and is changed together with it."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, RdfFormat

from kg.durable import write_files
from kg.errors import InputError
from kg.query.tasks import Reply
from kg.query.wire import LENGTHS, pack

_LINES = RdfFormat.N_QUADS


class Keeper:
    """Writes each change down twice: to a journal, then to the store. A change that is cut off is finished
    when the store is next opened."""

    def __init__(self, path: Path) -> None:
        """Raises InputError if the folder is no store, or another process has it open."""
        try:
            path.mkdir(parents=True, exist_ok=True)
            self.store = ox.Store(path)
        except OSError as error:
            raise InputError(
                f"{path}: cannot be opened as a store ({error}); end the process that uses it, or name another"
            ) from error
        self._path = path
        self._journal = path / "kg-journal"
        self._finish()

    def keep(self, reply: Reply) -> None:
        """Make a change last: it does once the journal holds it. Raises OutputError if the disk does not take it;
        then nothing has changed."""
        self._finish()
        write_files({self._journal: pack(reply.head, reply.body)})
        # What the store does not take now, it takes before the next change, or when it is next opened.
        with contextlib.suppress(OSError):
            self._finish()

    def _finish(self) -> None:
        if self._journal.exists():
            self._apply(*_unpack(self._journal.read_bytes()))

    def _apply(self, head: dict[str, object], body: bytes) -> None:
        border = int(head["removed_bytes"])  # type: ignore[call-overload]
        for quad in ox.parse(body[:border], format=_LINES):
            self.store.remove(quad)
        # In pieces: what is cut off is done again, so it need not be one transaction.
        self.store.bulk_extend(ox.parse(body[border:], format=_LINES))
        for name in head["dropped"]:  # type: ignore[attr-defined]
            self.store.remove_graph(NamedNode(name))
        for name in head["created"]:  # type: ignore[attr-defined]
            self.store.add_graph(NamedNode(name))
        self.store.flush()
        self._journal.unlink(missing_ok=True)


def _unpack(content: bytes) -> tuple[dict[str, object], bytes]:
    """A journal is made whole before it gets its name."""
    first, _ = LENGTHS.unpack(content[: LENGTHS.size])
    body = content[LENGTHS.size :]
    return json.loads(body[:first]), body[first:]
