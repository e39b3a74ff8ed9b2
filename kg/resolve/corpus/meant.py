"""Whom the rows of people's judgements mean, by whichever key they name it: as a page reads it, with what tells its bearers
apart (``KEY（…）``), as all pages together have it, or under the class that another row gives it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.knowledge.judgements import Judgements
from kg.resolve.corpus.cluster import Clustered, Group, Pair
from kg.resolve.corpus.keys import final_keys
from kg.resolve.corpus.node import NodeId, address_of


@dataclass(frozen=True, slots=True)
class Meant:
    """How a node is meant by rows: by which of their keys it is itself (``own``), and what it is one with (``whole``), all
    sorted; whether people took it for another name of something (``other``)."""

    own: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    other: bool = False


NOT_MEANT = Meant()


class Rows:
    """The keys of all rows. A key that a node without a tail has means that node; else every node that has it."""

    def __init__(self, judged: Judgements) -> None:
        self.retype = judged.retype
        self._aliases: defaultdict[str, set[str]] = defaultdict(set)
        for key, kind in judged.retype.items():
            self._aliases[under(kind, key)].add(key)
        self._named: defaultdict[str, set[str]] = defaultdict(set)
        self.keys = frozenset(_keys(judged))
        for key in self.keys:
            for base in self.bases(key):
                self._named[base].add(key)
        self.groups = _groups(judged.same)
        self._group = {key: group for group in self.groups for key in group}
        self._apart: defaultdict[str, set[str]] = defaultdict(set)
        for one, other in map(sorted, judged.different):
            self._apart[one].add(other)
            self._apart[other].add(one)

    def bases(self, key: str) -> set[str]:
        """The key, and those that have become it by another class."""
        return {key, *self._aliases.get(key, ())}

    def naming(self, id_: NodeId) -> set[str]:
        """The keys of rows that may mean a node."""
        return {key for base in (id_[0], address_of(id_)) for key in self._named.get(base, ())}

    def own(self, id_: NodeId, bears: Callable[[str], bool]) -> tuple[str, ...]:
        """The keys of rows that mean a node; ``bears`` tells whether there is a node of a key without a tail."""
        found = set(self._named.get(address_of(id_), ()))
        if id_[1] and id_[0] in self._named and not bears(id_[0]):
            found |= self._named[id_[0]]
        return tuple(sorted(found))

    def alike(self, key: str) -> tuple[str, ...]:
        """The keys that people took for one with ``key``, itself among them, first the one that stands for all."""
        return self._group.get(key, ())

    def same(self, named: Mapping[str, Iterable[NodeId]]) -> list[Group]:
        """What people took for one, as the nodes of each key that is there; ``named`` gives those."""
        found = []
        for keys in self.groups:
            members = [(key, frozenset(named[key])) for key in keys if key in named]
            if len(members) > 1 or (members and members[0][0] != keys[0]):
                found.append(Group(keys[0], tuple(members)))
        return found

    def apart(self, key: str) -> set[str]:
        """The keys that people told from ``key``."""
        return self._apart.get(key, set())

    def told_apart(self, named: Mapping[str, Iterable[NodeId]]) -> frozenset[Pair]:
        """The pairs of nodes that people told apart; ``named`` gives those that a key may mean."""
        pairs = {
            frozenset({one, other})
            for key in named.keys() & self._apart.keys()
            for enemy in self._apart[key]
            for one in named[key]
            for other in named.get(enemy, ())
        }
        return frozenset(pair for pair in pairs if len(pair) > 1)

    def settled(
        self, clustered: Clustered, elsewhere: Iterable[str], own: Mapping[NodeId, tuple[str, ...]]
    ) -> tuple[dict[NodeId, str], dict[NodeId, Meant]]:
        """The key of the entity of each node, and how those nodes are meant that are; ``own`` as above."""
        final = final_keys(clustered, frozenset(elsewhere))
        meant: dict[NodeId, Meant] = {}
        for members in clustered.clusters if own else ():
            whole = tuple(sorted({key for node in members for key in own.get(node, ())}))
            if whole:
                key = self._retyped(final[members[0]], whole)
                final.update(dict.fromkeys(members, key))
                for node in members:
                    meant[node] = Meant(own.get(node, ()), whole, node in clustered.others)
        return final, meant

    def _retyped(self, key: str, whole: Sequence[str]) -> str:
        kinds = [self.retype[each] for each in (key, *whole) if each in self.retype]
        return under(kinds[0], key) if kinds else key


def under(kind: str, key: str) -> str:
    """The key of the same name in the same place, of another class."""
    return f"{kind}/{key.partition('/')[2]}"


def _groups(same: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for key in sorted(same):
        found[same[key]].append(key)
    return tuple((head, *found[head]) for head in sorted(found))


def _keys(judged: Judgements) -> Iterator[str]:
    for pair in (*judged.same.items(), *judged.different):
        yield from pair
    for by_key in (judged.rename, judged.drop, judged.drop_at, judged.retype, judged.retype_at):
        yield from by_key
    for subject, _, obj in (*judged.wrong, *judged.right):
        yield from (subject, obj)
    for fact in judged.facts:
        yield from (fact.subject, fact.object)
