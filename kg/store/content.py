"""The pages and the graph of one folder in use, and the protocol by which both change.

1. Each page is one transaction of the database: its content, its share in what pages have in common, and the names of the
   graphs that are no longer right (``pending``).
2. From time to time the database is made durable; then the pending graphs are assembled and changed, the graph is made
   durable, and only then are they no longer pending.

So whatever is cut off, the database knows which graphs may be behind, and they are assembled again when the store is next
used: assembling twice changes nothing. A page counts as stored after the second step.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Quad

from kg.assemble import Draft, Minter, Part, drafted, replaced, ruled
from kg.assemble import decided as decided_quads
from kg.codec import dumped, loaded, packed, unpacked
from kg.errors import StoreError
from kg.knowledge.judgements import Judgements, judgements
from kg.resolve import unmatched
from kg.resolve.corpus.told import Obeyed, Told
from kg.store import bodies, decided, nodes, pairs
from kg.store.common import Common
from kg.store.contribution import NOTHING, contribution
from kg.store.database import Database
from kg.store.decided import Decided
from kg.store.graph import Graph
from kg.store.linking import Linked, Linking, PageKeys, Seen
from kg.types import Notice, Page, PageResolution, Resolution, Skipped

#: The columns of a page that is kept.
_KEPT = "number, content, resolved, linked"
#: Graphs that are assembled between two flushes.
_BATCH = 64


_TABLES = "".join(module.TABLES for module in (nodes, pairs, decided, bodies))


@dataclass(frozen=True, slots=True)
class Kept:
    """A page of the store: its number there, the page, what it says by itself, who is who for it."""

    number: int
    page: Page
    resolved: PageResolution
    linked: Linked


class Content:
    """Changes pages and keeps the graph in line. Only one process may have it open for that."""

    def __init__(
        self,
        folder: Path,
        *,
        base: str | None = None,
        judged: Judgements | None = None,
        graph_anew: bool = False,
    ) -> None:
        """Open what is in ``folder``, or with ``base`` (where individuals live) make it; ``judged`` is what people have
        decided. With ``graph_anew`` the graph may be gone. ``skipped`` are pages that were in the store and cannot be
        read any more, ``notices`` what is doubtful of those that were put in. Raises StoreError if it cannot be used."""
        make = base is not None
        if make:
            folder.mkdir(exist_ok=True)
        self.database = Database(folder, make=_TABLES if make else "")
        self.graph = Graph(folder, make=make or graph_anew)
        if base is not None and self.database.get("base") is None:
            with self.database.transaction():
                self.database.set("base", base.encode())
                self.database.set("judgements", dumped(judged or judgements()))
        self.base = (self.database.get("base") or b"").decode()
        known = loaded(self.database.get("judgements") or b"", Judgements)
        self._minter = Minter(self.base)
        self._judged = known
        self._obeyed = Obeyed(known)
        self._common = Common(self.database)
        self._decided = Decided(self.database, lambda key: self._common.entity(key) is not None, known.drop)
        self._linking = Linking(self.database, known, self._decided)
        self._fresh: dict[int, Draft] = {}
        self.skipped: list[Skipped] = []
        self.notices: list[Notice] = []

    def put(self, page: Page, resolved: PageResolution, source: str, digest: bytes) -> None:
        """Add a page, or put it in the place of the one with its id. It is stored after ``settle``."""
        old = self._kept("id = ?", page.id)
        with self.database.transaction():
            number = self._number(page.id) if old is None else old.number
            self._write(number, page, resolved, source, digest)
            self._exchange(number, old, Kept(number, page, resolved, Linked()))
        self.notices += (*page.notices, *resolved.notices)

    def remove(self, id: str) -> bool:
        """Take a page out; whether there was one. It is gone after ``settle``."""
        old = self._kept("id = ?", id)
        if old is None:
            return False
        with self.database.transaction():
            self._exchange(old.number, old, None)
            self.database.do("DELETE FROM page WHERE number = ?", old.number)
        return True

    def settle(self) -> None:
        """Bring the graph in line with the pages, and have the disk hold both."""
        waiting = [row[0] for row in self.database.all("SELECT graph FROM pending ORDER BY graph")]
        unsure = self.database.all("SELECT * FROM unsure ORDER BY sort, one, other")
        if not waiting and not unsure:
            return
        with self.database.transaction(durable=True):
            self.database.set("settling", b"")  # a transaction without a change would not reach the disk
        for at in range(0, len(waiting) or 1, _BATCH):
            batch = waiting[at : at + _BATCH]
            for name in batch:
                self.graph.replace(name, self._assembled(name))
            verdicts = unsure if at + _BATCH >= len(waiting) else []
            if verdicts:
                self.graph.exchange(*self._verdicts(verdicts))
            self.graph.flush()
            self._settled(batch, verdicts)
        self._fresh.clear()

    def _settled(self, graphs: list[str], verdicts: list[tuple[str, str, str]]) -> None:
        with self.database.transaction():
            self.database.do_all("DELETE FROM pending WHERE graph = ?", [(name,) for name in graphs])
            self.database.do_all("DELETE FROM unsure WHERE sort = ? AND one = ? AND other = ?", verdicts)

    def _verdicts(self, unsure: list[tuple[str, str, str]]) -> tuple[set[Quad], set[Quad]]:
        """Of what was decided over all pages, the quads that are in the graph, and those that should be."""
        old: set[Quad] = set()
        new: set[Quad] = set()
        for sort, one, other in unsure:
            if sort == "gone":
                quad = replaced(one, other, self._minter)
                old |= self.graph.like(quad)
                new |= {quad} if self._decided.stands_for(one, other) else set()
            elif sort == "pair":
                old |= self.graph.about(self._minter.decision(one, other), self._minter.decisions())
                for decision in self._decided.shown(one, other):
                    new |= decided_quads(decision, self._minter)
            else:
                old |= self.graph.about(self._minter.rule(one), self._minter.decisions())
                new |= ruled(one, self._minter) if self._decided.goes_by(one) else set()
        return old, new

    def has(self, id: str) -> bool:
        """Whether there is a page of that id."""
        return self.database.one("SELECT 1 FROM page WHERE id = ?", id) is not None

    def resolution(self, skipped: tuple[Skipped, ...] = ()) -> Resolution:
        """All pages resolved together, as ``kg.resolve.resolve`` gives it."""
        kept = list(self._all())
        told = [self._told(each) for each in kept]
        said = [notice for each in kept for notice in each.page.notices]
        resolved_notices = [notice for each in kept for notice in each.resolved.notices]
        return Resolution(
            pages=tuple(each.page for each in kept),
            articles=tuple(article for each in kept for article in each.resolved.articles),
            entities=tuple(self._common.entities()),
            mentions=tuple(mention for each in told for mention in each.mentions),
            claims=tuple(claim for each in told for claim in each.claims),
            skipped=skipped,
            decisions=tuple(self._decided.all()),
            replaced=tuple(self._linking.replaced()),
            notices=(*said, *resolved_notices, *self.unmatched()),
        )

    def unmatched(self) -> list[Notice]:
        """Warnings of the judgements that no page has anything to do with."""
        return list(unmatched(self._judged, self._common.met(), self._linking.named))

    def _all(self) -> Iterator[Kept]:
        for row in self.database.each(f"SELECT {_KEPT} FROM page ORDER BY id"):
            yield self._read(*row)

    def close(self) -> None:
        """Let go of the files."""
        self.database.close()
        del self.graph

    def _assembled(self, name: str) -> set[Quad]:
        """What the pages of that IRI say: several, if the same page lies in several places."""
        quads: set[Quad] = set()
        for row in self.database.all(f"SELECT {_KEPT} FROM page WHERE graph = ?", name):
            draft = self._fresh.pop(row[0], None)
            if draft is None:
                kept = self._read(*row)
                draft = self._draft(kept, self._told(kept))
            quads |= draft.finished(self._common)
        return quads

    def _told(self, kept: Kept) -> Told:
        return self._obeyed.told(PageKeys(kept.linked), kept.resolved)

    def _draft(self, kept: Kept, told: Told) -> Draft:
        return drafted(Part(kept.page, kept.resolved.articles, told.mentions, told.claims), self._minter)

    def _kept(self, where: str, value: object) -> Kept | None:
        row = self.database.one(f"SELECT {_KEPT} FROM page WHERE {where}", value)
        return None if row is None else self._read(*row)

    def _read(self, number: int, content: bytes, resolved: bytes, linked: bytes) -> Kept:
        try:
            found = unpacked(content, Page), unpacked(resolved, PageResolution), unpacked(linked, Linked)
        except ValueError as error:
            raise StoreError(
                f"page {number} of the store is damaged ({error}); "
                "bring the store back from a copy, or build a new one from the pages"
            ) from error
        return Kept(number, *found)

    def _number(self, id: str) -> int:
        self.database.do("INSERT INTO page VALUES (NULL, ?, '', '', x'', x'', x'', x'')", id)
        (number,) = self.database.one("SELECT number FROM page WHERE id = ?", id)
        return int(number)

    def _write(self, number: int, page: Page, resolved: PageResolution, source: str, digest: bytes) -> None:
        graph = self._minter.page(page)
        self.database.do(
            "UPDATE page SET source = ?, graph = ?, digest = ?, content = ?, resolved = ? WHERE number = ?",
            *(source, graph, digest, packed(page), packed(resolved), number),
        )

    def _exchange(self, number: int, old: Kept | None, new: Kept | None) -> None:
        """Have everything follow from ``new`` that followed from ``old``: who is who, and what pages have in common."""
        before = Seen(None) if old is None else Seen(old.resolved, old.linked)
        others = self._linking.exchange(
            number, before, Seen(None if new is None else new.resolved), self._seen
        )
        graphs = self._share(number, old, new)
        for other in sorted(others):
            kept = self._kept("number = ?", other)
            graphs |= self._share(other, kept, kept)
        self.database.do_all("INSERT OR IGNORE INTO pending VALUES (?)", [(name,) for name in sorted(graphs)])
        for key in self._common.appeared:
            self._decided.appear(key)
        self._common.appeared.clear()
        self._decided.settle()

    def _share(self, number: int, old: Kept | None, new: Kept | None) -> set[str]:
        """Put a page's share in what pages have in common in the place of its old one; the graphs that are others now."""
        graphs: set[str] = set()
        before = after = NOTHING
        if old is not None:
            told = self._told(old)
            draft = self._draft(old, told)
            before = contribution(told, draft)
            graphs.add(draft.graph)
        self._fresh.pop(number, None)
        if new is not None:
            linked = self._linking.linked(number, new.resolved)
            if new is old and linked == new.linked:
                return set()
            told = self._told(replace(new, linked=linked))
            draft = self._draft(new, told)
            after = contribution(told, draft)
            graphs.add(draft.graph)
            self._fresh[number] = draft
            self.database.do("UPDATE page SET linked = ? WHERE number = ?", packed(linked), number)
        for page in self._common.exchange(number, before, after):
            graphs.update(self.database.one("SELECT graph FROM page WHERE number = ?", page) or ())
        return graphs

    def _seen(self, number: int) -> Seen:
        kept = self._kept("number = ?", number)
        return Seen(None) if kept is None else Seen(kept.resolved, kept.linked)


def check(database: Database, graph: Graph) -> None:
    """Raises GraphDamaged if the graph is not there at all, as far as one look tells."""
    row = database.one("SELECT graph FROM page WHERE graph NOT IN (SELECT graph FROM pending) LIMIT 1")
    if row is not None:
        graph.must_hold(row[0])
