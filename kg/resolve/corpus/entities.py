"""Entities of the corpus: what the nodes of one cluster show together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.knowledge.judgements import Judgements
from kg.resolve.corpus.dropped import nodes_left
from kg.resolve.corpus.link import Links
from kg.resolve.corpus.node import Node
from kg.types import Entity, PageResolution


def entities(links: Links, pages: Iterable[PageResolution], judged: Judgements) -> Iterator[Entity]:
    """Each entity of ``pages`` once, by key, without those that people have dropped."""
    nodes = nodes_left(pages, links.at, links.key) if links.drop else links.nodes
    by_key: defaultdict[str, list[Node]] = defaultdict(list)
    for id_, node in nodes.items():
        by_key[links.final[id_]].append(node)
    for key in sorted(by_key):
        yield entity(key, by_key[key], judged)


def entity(key: str, nodes: Sequence[Node], judged: Judgements) -> Entity:
    """Called as a person decided, else as most of its pages call it, of names equally common the longest."""
    names = _together(node.names for node in nodes)
    usual = called(names)
    name = judged.rename.get(key, usual)
    forms = _together(node.forms for node in nodes).keys() | {usual}
    kinds = _together(node.kinds for node in nodes)
    passing = not any(node.earnest for node in nodes)
    return Entity(key, nodes[0].type, name, tuple(sorted(kinds)), tuple(sorted(forms - {name})), passing)


def called(names: Mapping[str, int]) -> str:
    """What an entity is called, given how many pages call it what: as most do, of names equally common the longest."""
    return max(names, key=lambda each: (names[each], len(each), each))


def _together(counters: Iterable[Counter[str]]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for counter in counters:
        whole.update(counter)
    return whole
