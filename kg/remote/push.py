"""Sends a graph to a store, named graph by named graph, in pieces, and counts what has arrived.

Nothing is doubled or lost when a piece is sent twice: a graph is a set of triples, and none of them has a blank node.
A graph that is replaced stays whole until the new one is. It is put in its place by a single request where it fits into
one, or where the store makes one transaction of it; otherwise it is gathered beside the old one, counted, and copied.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kg.errors import InputError, RemoteError
from kg.remote.client import Body
from kg.remote.journal import Journal, Progress
from kg.remote.spool import Spool, Stretch
from kg.remote.store import STAGING, Store

Mode = Literal["add", "replace"]
_PIECE_BYTES = 8 << 20
_COPIED = "copied"


@dataclass(frozen=True, slots=True)
class Sent:
    """What became of one graph (None: the default graph): its triples here, there before, and there now."""

    graph: str | None
    triples: int
    before: int
    found: int

    @property
    def differs(self) -> bool:
        """Whether the store holds less than was sent, or more than can be explained by what it held before."""
        return not self.triples <= self.found <= self.triples + self.before

    def __str__(self) -> str:
        name = self.graph or "the default graph"
        off = self.found - self.triples
        return f"{name}: {self.triples} triples here, {self.found} there ({off:+d})"


@dataclass(frozen=True, slots=True)
class Planned:
    """What a push would do with one graph (None: the default graph)."""

    graph: str | None
    triples: int
    pieces: int


class Push:
    """One push of ``spool`` into ``store``: every graph of it into the graph of that name.

    ``journal`` is the file that an interrupted push leaves and the next one goes on from; it is removed at the end. ``tell``
    is called with the triples done and all.
    """

    def __init__(
        self,
        spool: Spool,
        store: Store,
        *,
        mode: Mode = "add",
        piece: int | None = None,
        journal: Path | None = None,
        tell: Callable[[int, int], None] = lambda _done, _all: None,
    ) -> None:
        self._spool = spool
        self._store = store
        self._mode = mode
        self._most = piece or store.profile.piece
        self._journal = Journal(journal)
        self._tell = tell
        self._done = 0
        _check(spool, store)

    @property
    def resumes(self) -> bool:
        """Whether it goes on with an earlier push."""
        return self._journal.resumes

    def run(self) -> tuple[Sent, ...]:
        """Send everything, then count. Raises RemoteError where the store fails; the journal then stays."""
        try:
            before = {stretch: self._send(stretch) for stretch in self._spool.stretches}
            found = tuple(self._counted(stretch, held) for stretch, held in before.items())
        except BaseException:
            self._journal.close()
            raise
        self._journal.remove()
        return found

    def check(self) -> tuple[Sent, ...]:
        """Send nothing; count as if all had been sent into empty graphs."""
        return tuple(self._counted(stretch, 0) for stretch in self._spool.stretches)

    def _counted(self, stretch: Stretch, before: int) -> Sent:
        return Sent(stretch.graph, stretch.triples, before, self._store.count(stretch.graph))

    def _send(self, stretch: Stretch) -> int:
        """Send one graph; the number of triples that may stand there beside those sent."""
        progress = self._progress(stretch)
        {"add": self._add, "put": self._put, "stage": self._stage}[progress.way](stretch, progress)
        return progress.before if self._mode == "add" else 0

    def _progress(self, stretch: Stretch) -> Progress:
        """What an earlier push has left, if it was one of these triples; otherwise a new plan."""
        name = stretch.graph or ""
        earlier = self._journal.progress(name)
        if earlier and earlier.pieces and earlier.pieces <= {*self._digests(stretch), _COPIED}:
            return earlier
        before = self._store.count(stretch.graph)
        way = self._way(stretch, before)
        if "stage" in (way, earlier and earlier.way):
            self._store.drop(_staging(name))
        return self._journal.begin(name, way, before)

    def _way(self, stretch: Stretch, before: int) -> str:
        if self._mode == "add" or before == 0:
            return "add"
        small = max(stretch.triples, before) <= self._most
        if self._store.services.data and (self._store.profile.replace == "put" or small):
            return "put"
        return "stage"

    def _digests(self, stretch: Stretch) -> set[str]:
        return {
            self._whole(stretch),
            *(p.digest for p in self._spool.pieces(stretch, self._most, _PIECE_BYTES)),
        }

    def _whole(self, stretch: Stretch) -> str:
        digest = hashlib.sha256(b"whole")
        for line in self._spool.lines(stretch):
            digest.update(line)
        return digest.hexdigest()

    def _add(self, stretch: Stretch, progress: Progress) -> None:
        self._add_to(stretch.graph, stretch, progress)

    def _add_to(self, target: str | None, stretch: Stretch, progress: Progress) -> None:
        name = stretch.graph or ""
        for piece in self._spool.pieces(stretch, self._most, _PIECE_BYTES):
            digest = piece.digest
            if digest not in progress.pieces:
                self._store.add(target, piece.content, piece.triples)
                self._journal.done(name, digest)
            self._count_done(piece.triples)

    def _put(self, stretch: Stretch, progress: Progress) -> None:
        whole = self._whole(stretch)
        if whole not in progress.pieces:
            content = Body(lambda: (p.content for p in self._spool.pieces(stretch, 10_000, 1 << 20)))
            small = stretch.triples <= self._most
            self._store.replace(stretch.graph, b"".join(content) if small else content)
            self._journal.done(stretch.graph or "", whole)
        self._count_done(stretch.triples)

    def _stage(self, stretch: Stretch, progress: Progress) -> None:
        target = stretch.graph
        name = target or ""
        beside = _staging(name)
        if _COPIED not in progress.pieces:
            self._add_to(beside, stretch, progress)
            self._copy(beside, target, stretch)
            self._journal.done(name, _COPIED)
        self._store.drop(beside)

    def _copy(self, beside: str, target: str | None, stretch: Stretch) -> None:
        """Only a whole graph takes the place of the old one: a store may copy nothing over it without a word."""
        found = self._store.count(beside)
        if found != stretch.triples:
            self._journal.forget(target or "")
            what = Sent(target, stretch.triples, 0, found)
            raise RemoteError(f"{what}: the old graph was left as it is; push again, or use --add")
        self._store.copy(beside, target)
        found = self._store.count(target)
        if found != stretch.triples:
            what = Sent(target, stretch.triples, 0, found)
            raise RemoteError(
                f"{what}: all of it stands in the graph {beside}; push again, and it is copied again"
            )

    def _count_done(self, triples: int) -> None:
        self._done += triples
        self._tell(self._done, len(self._spool))


def planned(spool: Spool, piece: int) -> tuple[Planned, ...]:
    """What a push would send: every graph, its triples, and in how many pieces."""
    return tuple(
        Planned(
            stretch.graph,
            stretch.triples,
            sum(1 for _ in spool.pieces(stretch, piece, _PIECE_BYTES)),
        )
        for stretch in spool.stretches
    )


def _check(spool: Spool, store: Store) -> None:
    if spool.blank:
        raise InputError(
            "the graph has blank nodes, of which a store makes new ones each time; give them IRIs first"
        )
    bare = any(stretch.graph is None for stretch in spool.stretches)
    if bare and not store.profile.default_graph:
        raise RemoteError(
            f"{store.profile.title} keeps every triple in a named graph: name the one to use with --graph IRI"
        )


def _staging(target: str) -> str:
    """Where a graph is gathered that is to take the place of ``target``."""
    return f"{STAGING}{hashlib.sha256(target.encode()).hexdigest()[:32]}"
