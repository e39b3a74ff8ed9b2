"""Who is worth comparing with whom: nodes that share the key of a block. Blocks are local, so that neither hubs nor
common names make them grow with the corpus."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.knowledge.identity import identity
from kg.knowledge.reorganised import later_names
from kg.resolve.corpus import regions
from kg.resolve.corpus.names import plain
from kg.resolve.corpus.node import PAGE, Node
from kg.resolve.corpus.people import expected
from kg.resolve.forms import spoken

#: Begins blocks in which of two nodes at least one must lack what the others have: an area in the name, a city.
LOOSE = "~"
_BODIES = frozenset({"Agency", "Organization"})
#: By so many characters names begin alike that are looked at for slips.
_BEGINNING = 3


def blocks(node: Node) -> Iterator[str]:
    """The keys of the blocks that ``node`` is in."""
    if node.tail.startswith(PAGE) or node.type == "Document":
        return
    yield f"={node.key}"
    if node.type == "Person":
        yield from _of_person(node)
    elif not (node.type == "Area" and node.areas):
        for name in sorted(_called(node)):
            yield from _of_thing(node, name)


def pairs(block: str, nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """The pairs of a block that are to be compared, each once, in order. In a large block each node meets the next ones
    in the order of their ids, so that the work grows with the block and no faster."""
    members = sorted(nodes, key=lambda node: node.id)
    window = len(members) if len(members) <= identity().most else identity().next
    tight = block.startswith(LOOSE)
    if tight and not any(map(is_loose, members)):
        return
    for at, one in enumerate(members):
        for other in members[at + 1 : at + 1 + window]:
            if not tight or is_loose(one) or is_loose(other):
                yield one, other


def is_loose(node: Node) -> bool:
    """Whether it lacks what the others of a loose block have."""
    if node.type == "Person":
        return node.where is None or node.where == regions.province(node.where)
    return node.seat is None


def _called(node: Node) -> set[str]:
    """The plain name without a legal form, and what it is called later."""
    name = spoken(plain(node.type, node.core))
    later = {new for new, _ in later_names(name)} if node.type in _BODIES else set()
    return {name, *later}


def _of_thing(node: Node, name: str) -> Iterator[str]:
    at = node.seat or node.where
    if node.seat:
        yield f"{node.type}|{name}|{node.seat}"
    yield f"{LOOSE}{node.type}|{name}|{regions.city(at) if at else ''}"
    if at and len(at) > 2:
        yield f"{LOOSE}{node.type}|{name}|{regions.province(at)}"
    if node.distinct:
        yield f"{node.type}|{name}|"
    if len(name) > _BEGINNING:
        yield f"{node.type}|{name[:_BEGINNING]}…|{at or node.key}"


def _of_person(node: Node) -> Iterator[str]:
    name = node.key.rsplit("/", 1)[-1]
    if node.where:
        yield f"{LOOSE}Person|{name}|{regions.province(node.where)}"
    for body, title, _, _ in sorted(node.posts):
        yield f"Person|{name}|{body}"
        yield f"Person|{title} of {body}"
    for outlet in sorted(node.outlets):
        yield f"Person|{name}|{outlet}"
    if expected(name, None) <= identity().people["rare"]:
        yield f"Person|{name}|"
