"""What pages have in common, counted in the database: each page adds its share, or takes it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar, cast

from kg.assemble import Known, shortest
from kg.resolve.corpus.entities import Seen, entity
from kg.store.contribution import Contribution, Tally, thing
from kg.store.database import Database
from kg.types import Entity

Value = TypeVar("Value")


#: In the place of an entity that no page names.
_NOBODY = Known(Entity("", "Person", "", passing=True), frozenset())


class Common:
    """Answers as ``kg.assemble.Shared``; a question costs what its answer is large, not what the store is. ``appeared``
    gathers the keys of entities that are in the graph now and were not, or the other way round."""

    def __init__(self, database: Database) -> None:
        self._db = database
        self.appeared: set[str] = set()

    def entities(self) -> Iterator[Entity]:
        """Every entity, by key; also those that pages name only in passing."""
        for (key,) in self._db.all("SELECT DISTINCT entity FROM tally ORDER BY entity"):
            yield self._whole(key).entity

    def entity(self, key: str) -> Known | None:
        """The entity of that key; None if pages name it only in passing."""
        known = self._whole(key)
        return None if known.entity.passing else known

    def _whole(self, key: str) -> Known:
        words: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for sort, word, pages in self._db.all("SELECT sort, word, pages FROM tally WHERE entity = ?", key):
            words[sort][word] = pages
        if not words:
            return _NOBODY
        known = Seen(
            words["name"],
            words["other"],
            words["given"].keys(),
            words["form"].keys(),
            words["kind"].keys(),
            "earnest" in words,
        )
        found = entity(key, known)
        return Known(found, frozenset(found.aliases) - words["read"].keys())

    def met(self) -> frozenset[str]:
        """The places of the judgements that any page has to do with."""
        return frozenset(row[0] for row in self._db.all("SELECT DISTINCT place FROM met"))

    def confidence(self, statement: str) -> float:
        """How sure the best source of any page is, by the IRI of the statement: 0…1."""
        return cast(float, self._best(thing(statement)))

    def words(self, measure: str) -> str:
        """The one wording of a measure, by its IRI."""
        return cast(str, self._wording(thing(measure)))

    def _best(self, which: bytes) -> float | None:
        (best,) = self._db.one("SELECT max(confidence) FROM stated WHERE thing = ?", which)
        return cast("float | None", best)

    def _wording(self, which: bytes) -> str | None:
        words = [row[0] for row in self._db.all("SELECT DISTINCT words FROM worded WHERE thing = ?", which)]
        return shortest(*words) if words else None

    def exchange(self, page: int, old: Contribution, new: Contribution) -> set[int]:
        """Put a page's new share in the place of its old one; the pages whose graphs say something else now."""
        tallies = {
            key
            for key in old.tallies.keys() | new.tallies.keys()
            if old.tallies.get(key) != new.tallies.get(key)
        }
        entities = {entity for entity, _, _ in tallies}
        sure, worded = _changed(old.confidences, new.confidences), _changed(old.words, new.words)
        before = (
            {key: self.entity(key) for key in entities},
            {which: self._best(which) for which in sure},
            {which: self._wording(which) for which in worded},
        )
        self._count(old, new, tallies)
        self._note_bearers(page, old.entities, new.entities)
        self._note("stated", page, old.confidences, new.confidences)
        self._note("worded", page, old.words, new.words)
        self._db.do_all(
            "DELETE FROM met WHERE place = ? AND page = ?", [(p, page) for p in old.met - new.met]
        )
        self._db.do_all("INSERT INTO met VALUES (?, ?)", [(p, page) for p in sorted(new.met - old.met)])
        touched: set[int] = set()
        for key in entities:
            now = self.entity(key)
            if (now is None) != (before[0][key] is None):
                self.appeared.add(key)
            if now != before[0][key]:
                touched |= self._pages("SELECT page FROM bearer WHERE entity = ?", key)
        for which in sure:
            if self._best(which) != before[1][which]:
                touched |= self._pages("SELECT page FROM stated WHERE thing = ?", which)
        for which in worded:
            if self._wording(which) != before[2][which]:
                touched |= self._pages("SELECT page FROM worded WHERE thing = ?", which)
        return touched

    def _count(self, old: Contribution, new: Contribution, tallies: Iterable[Tally]) -> None:
        steps = [(*key, new.tallies.get(key, 0) - old.tallies.get(key, 0)) for key in sorted(tallies)]
        self._db.do_all(
            "INSERT INTO tally VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET pages = pages + excluded.pages",
            steps,
        )
        gone = [step[:3] for step in steps if step[3] < 0]
        self._db.do_all("DELETE FROM tally WHERE entity = ? AND sort = ? AND word = ? AND pages = 0", gone)

    def _note_bearers(self, page: int, old: frozenset[str], new: frozenset[str]) -> None:
        self._db.do_all(
            "DELETE FROM bearer WHERE entity = ? AND page = ?", [(key, page) for key in old - new]
        )
        self._db.do_all("INSERT INTO bearer VALUES (?, ?)", [(key, page) for key in sorted(new - old)])

    def _note(self, table: str, page: int, old: Mapping[bytes, object], new: Mapping[bytes, object]) -> None:
        changed = sorted(_changed(old, new))
        gone = [(which, page) for which in changed if which in old]
        self._db.do_all(f"DELETE FROM {table} WHERE thing = ? AND page = ?", gone)
        rows = [(which, page, new[which]) for which in changed if which in new]
        self._db.do_all(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)

    def _pages(self, sql: str, value: object) -> set[int]:
        return {row[0] for row in self._db.all(sql, value)}


def _changed(old: Mapping[bytes, Value], new: Mapping[bytes, Value]) -> set[bytes]:
    return {which for which in old.keys() | new.keys() if old.get(which) != new.get(which)}
