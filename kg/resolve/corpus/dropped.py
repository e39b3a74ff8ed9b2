"""What people have decided to be no entity, taken out once it is settled who is who: linking goes on as if nothing were
dropped, so that a row means the same entity that it was written about.

The key of an entity drops all of it, by whatever key a page reads it; a key that only pages read, what these call by it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import replace
from functools import partial

from kg.resolve.corpus.node import Node, NodeId
from kg.resolve.kinds import OFFICIAL, officials
from kg.types import PageResolution, Profile, parties

#: Gives for a key of a page the key of the entity; None for what is dropped.
Left = Callable[[str], str | None]


def is_dropped(drop: Set[str], key: str, final: str) -> bool:
    """Whether what a page calls ``key``, which is the entity ``final``, is none after all."""
    return key in drop or final in drop


def profiles_left(page: PageResolution, left: Left) -> Iterable[Profile]:
    """What a page shows of the entities that are left, and no more than is said of these."""
    kept = tuple(profile for profile in page.profiles if left(profile.key) is not None)
    return kept if len(kept) == len(page.profiles) else _said_of(kept, page, left)


def _said_of(kept: tuple[Profile, ...], page: PageResolution, left: Left) -> Iterator[Profile]:
    claims = [claim for claim in page.claims if all(left(key) is not None for key in parties(claim))]
    spoken = {key for claim in claims for key in parties(claim)}
    earnest = {mention.entity for mention in page.mentions if not mention.mention.passing}
    governing = officials(claims, {profile.key: profile.type for profile in kept})
    for each in kept:
        kinds = {*each.kinds} - {OFFICIAL} | ({OFFICIAL} if each.key in governing else set())
        yield replace(each, kinds=tuple(sorted(kinds)), passing=each.key not in spoken | earnest)


def nodes_left(
    pages: Iterable[PageResolution],
    at: Mapping[tuple[str, str], NodeId],
    left: Callable[[str, str], str | None],
) -> dict[NodeId, Node]:
    """The nodes as the entities of ``pages`` show them that are left; ``at`` gives the node of a page's key."""
    nodes: dict[NodeId, Node] = {}
    for page in pages:
        for profile in profiles_left(page, partial(left, page.page)):
            id_ = at[page.page, profile.key]
            nodes.setdefault(id_, Node(*id_, profile.type)).add(profile, page.page, _itself)
    return nodes


def _itself(key: str) -> str:
    return key
