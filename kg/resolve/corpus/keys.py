"""The key of a cluster: one that a page reads itself, chosen so that further pages rarely change the choice; of a key
whose bearers are several, with what tells them apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping

from kg.resolve.corpus.cluster import Clustered
from kg.resolve.corpus.node import PAGE, NodeId, address_of
from kg.resolve.forms import bare
from kg.resolve.naming import NOWHERE


def final_keys(clustered: Clustered, elsewhere: Container[str] = ()) -> dict[NodeId, str]:
    """The key of the cluster of each node; ``elsewhere`` are keys that nodes of further clusters have, too. Where people
    took something for another name of a key, that is the key."""
    holders: defaultdict[str, set[int]] = defaultdict(set)
    for number, members in enumerate(clustered.clusters):
        for key, _ in members:
            holders[key].add(number)
    found: dict[NodeId, str] = {}
    for members in clustered.clusters:
        heads = [node for node in members if node in clustered.heads] or members
        key = min({key for key, _ in heads}, key=_best)
        name = key if len(holders[key]) == 1 and key not in elsewhere else _part(key, heads)
        given = {clustered.given[node] for node in members if node in clustered.given}
        found.update(dict.fromkeys(members, min(given) if given and heads is members else name))
    return found


def _best(key: str) -> tuple[bool, int, bool, int, str]:
    """Of a body or a place the key that says most, place and name together; of a person, who gets about, the one of the
    widest area."""
    type_, _, rest = key.partition("/")
    where, _, name = rest.rpartition("/")
    said = len(where) if type_ == "Person" else -len(where) - len(bare(name))
    return NOWHERE in key, said, bare(name) != name, len(name), key


def _part(key: str, members: Iterable[NodeId]) -> str:
    """The key of one of several bearers of ``key``; that of whom nothing else is told keeps it."""
    tails = [tail for own, tail in members if own == key]
    if "" in tails:
        return key
    tail = min(tails, key=lambda each: (each.startswith(PAGE), each.count("、"), each))
    return f"{key}（{tail}）"


def replacements(final: Mapping[NodeId, str]) -> Iterator[tuple[str, str]]:
    """For each key that is no entity's any more, with what stands for it now: one, or several parts. The key of a part is
    such a key where it has another part, and the two turned out to be one."""
    living = set(final.values())
    parts = Counter(key for key, _ in final)
    for id_, now in final.items():
        for key in {id_[0], *((address_of(id_),) if parts[id_[0]] > 1 else ())}:
            if key not in living:
                yield key, now


def followed(successors: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """The keys of the successors of each body, sorted, by its own; given pairs of an old key and a new one."""
    later: defaultdict[str, set[str]] = defaultdict(set)
    for old, new in successors:
        later[old].add(new)
    return {old: tuple(sorted(new)) for old, new in later.items()}
