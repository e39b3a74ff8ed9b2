"""How far a name is one bearer's own: 人民医院 is in every county, a company's registered name in one place."""

from __future__ import annotations

from kg.knowledge.identity import identity
from kg.knowledge.lexicon import body_head
from kg.knowledge.words import frequency, words
from kg.resolve.forms import spoken
from kg.types import EntityType

#: Words of a dictionary that are met more often than this say nothing of their own.
_ORDINARY = 100
_SHORTEST = 4


def distinct(type_: EntityType, name: str) -> str:
    """Whether a name (behind the area that it begins with) is one bearer's in the ``nation``, the ``city``, or in
    neither (``""``)."""
    weights = identity()
    if name.endswith(weights.ends) and len(name) >= _SHORTEST:
        return "nation"
    head = body_head(name) or body_head(spoken(name))
    of_its_own = spoken(name) != name or (head is not None and head.kind in weights.kinds)
    if type_ != "Organization" or not of_its_own:
        return ""
    count = _own_characters(name)
    return "nation" if count >= weights.nation else "city" if count >= weights.city else ""


def _own_characters(name: str) -> int:
    """How many characters of a name are its own: neither its head nor words that are met everywhere."""
    head = body_head(spoken(name))
    stem = spoken(name).removesuffix(head.head) if head else spoken(name)
    return sum(
        len(word.text) for word in words(stem) if len(word.text) == 1 or frequency(word.text) <= _ORDINARY
    )
