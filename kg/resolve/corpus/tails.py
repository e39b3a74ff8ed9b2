"""What tells the bearers of one key apart, read from one page: a person's bodies, an event's year, a village's town, else
nothing."""

from __future__ import annotations

from kg.knowledge.identity import identity
from kg.resolve.corpus.node import PAGE, Final, year_of
from kg.resolve.corpus.people import expected
from kg.resolve.naming import NOWHERE
from kg.types import Profile

#: Of whoever signs articles and holds no post.
_SIGNS = "署名"
#: What a county has several of by one name, in different towns.
_SETTLED = frozenset({"Community", "Place"})
_HELD = frozenset({"heldOn", "occurredOn"})


def tail(profile: Profile, page: str, final: Final) -> str:
    """What the page tells about ``profile`` beside its key. ``page`` is a short sign of the page, ``final`` gives the
    keys of bodies over all pages."""
    if profile.type == "Person":
        return _of_person(profile, page, final)
    if profile.type in _SETTLED:
        return profile.town
    if profile.type == "Event" and not profile.key.startswith("Event//"):
        held = sorted(value[:4] for name, value in profile.datings if name in _HELD)
        return held[0] if held else year_of(profile)
    return ""


def _of_person(profile: Profile, page: str, final: Final) -> str:
    if profile.key.startswith("Person//"):
        return ""  # whom everybody knows
    bodies = sorted({final(held.body) for held in profile.posts})
    if bodies:
        return "、".join(_readable(body, profile.key) for body in bodies)
    if NOWHERE in profile.key:
        return ""  # the key is the page's own
    if profile.roles:
        return _SIGNS
    common = expected(profile.name, profile.where) > identity().people["common"]
    return f"{PAGE}{page}" if common else ""


def _readable(body: str, person: str) -> str:
    """A body's key without its class, and without the place that the person's key has, too."""
    where, _, name = body.partition("/")[2].rpartition("/")
    own = person.split("/")[1]
    return where.removeprefix(own) + name
