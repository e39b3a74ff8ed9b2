"""What lies in what, once for each: of all that a page says about one subject only the next level up is kept."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from kg.knowledge.gazetteer import gazetteer
from kg.resolve.naming import Named
from kg.types import Claim, Fact

#: The committee of an area is the area's, though the committee of the wider area may stand in its full name.
_COMMITTEE = re.compile(r"中共[^委]+委$")
_LOCATED, _ORGAN = "locatedIn", "subOrganizationOf"


def narrowest(claims: Iterable[Claim[str]], entities: Mapping[str, Named]) -> list[Claim[str]]:
    """``claims`` of one page without containers that hold another stated one (某区 beside 某街道), without the area
    of a body beside the body it belongs to, and without areas in areas they do not lie in."""
    kept = [claim for claim in claims if not _impossible(claim, entities)]
    above = _above(kept)
    coarse = set(_coarse(above, entities))
    coarse |= set(_areas_of_parts(kept, entities))
    return [claim for claim in kept if not (isinstance(claim, Fact) and _triple(claim) in coarse)]


def _triple(fact: Fact[str]) -> tuple[str, str, str | None]:
    return fact.subject, fact.predicate, fact.object


def _impossible(claim: Claim[str], entities: Mapping[str, Named]) -> bool:
    """An area in one that the gazetteer knows elsewhere; towns that belong to a zone stand under its city there."""
    if not isinstance(claim, Fact) or claim.predicate != _LOCATED or claim.object is None:
        return False
    inner, outer = entities[claim.subject].area, entities[claim.object].area
    if inner is None or outer is None or outer.is_zone:
        return False
    return not gazetteer().within(inner, outer)


def _above(claims: Iterable[Claim[str]]) -> dict[str, set[str]]:
    above: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if isinstance(claim, Fact) and claim.predicate == _LOCATED and claim.object is not None:
            above[claim.subject].add(claim.object)
    return dict(above)


def _coarse(
    above: Mapping[str, set[str]], entities: Mapping[str, Named]
) -> Iterator[tuple[str, str, str | None]]:
    for subject, containers in above.items():
        if len(containers) > 1:
            holds = {key: _reachable(key, above, entities) for key in containers}
            for wide in containers:
                if any(wide in holds[other] and other not in holds[wide] for other in containers - {wide}):
                    yield subject, _LOCATED, wide


def _reachable(key: str, above: Mapping[str, set[str]], entities: Mapping[str, Named]) -> set[str]:
    """Everything that holds ``key``, as the page says and as the gazetteer knows."""
    found: set[str] = set()
    waiting = [key]
    while waiting:
        for outer in _next(waiting.pop(), above, entities) - found:
            found.add(outer)
            waiting.append(outer)
    return found


def _next(key: str, above: Mapping[str, set[str]], entities: Mapping[str, Named]) -> set[str]:
    area = entities[key].area if key in entities else None
    known = {f"Area/{gazetteer().qualified(a)}" for a in gazetteer().chain(area)[:-1]} if area else set()
    return above.get(key, set()) | known


def _areas_of_parts(
    claims: Iterable[Claim[str]], entities: Mapping[str, Named]
) -> Iterator[tuple[str, str, str | None]]:
    """国家税务总局某市税务局 belongs to the national body, 某区环卫中心某站 to the centre: not to the area as well."""
    parents: defaultdict[str, set[str]] = defaultdict(set)
    for claim in claims:
        if isinstance(claim, Fact) and claim.predicate == _ORGAN and claim.object is not None:
            parents[claim.subject].add(claim.object)
    for subject, each in parents.items():
        areas = {key for key in each if entities[key].type == "Area"}
        if areas and areas != each:
            surplus = each - areas if _COMMITTEE.match(entities[subject].name) else areas
            yield from ((subject, _ORGAN, key) for key in surplus)
