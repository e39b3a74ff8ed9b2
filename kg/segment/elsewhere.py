"""Whether a stretch of a page tells of another city than the one before it: then it is no section of the same article."""

from __future__ import annotations

from kg.knowledge.gazetteer import gazetteer


def is_elsewhere(before: str, title: str, below: str) -> bool:
    """Whether a headline names a city or county outside the cities that the text ``before`` it names, and the text
    ``below`` it names none of those either.

    Only names count that one area of the country above the township bears: 南平 does, 鼓楼区 does not.
    """
    named = _cities(title)
    if not named:
        return False
    told = _cities(before)
    return bool(told) and told.isdisjoint(named | _cities(below))


def _cities(text: str) -> set[str]:
    """The codes of the prefectures (of provinces, where no prefecture is above) that the areas named in ``text`` lie in."""
    found: set[str] = set()
    for name in {match.name for match in gazetteer().scan(text)}:
        bearers = gazetteer().find(name) or gazetteer().find_short(name)
        if len(bearers) == 1 and bearers[0].level in ("prefecture", "county"):
            chain = gazetteer().chain(bearers[0])
            above = next((each for each in chain if each.level == "prefecture"), chain[0])
            found.add(above.code)
    return found
