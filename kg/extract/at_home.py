"""Homes and those who may live in them: what the readers of who lives where share."""

from __future__ import annotations

from kg.extract.subjects import Scene
from kg.knowledge.scanning import scan_titles
from kg.types import EntityType, Fact, Mention

#: How sure it is that somebody lives where the text says so, and where it only speaks of a home.
STATED, CONTEXT = 0.9, 0.6
_HOMES: tuple[EntityType, ...] = ("Community",)
_OPEN, _BYLINE = "units.open", "people.byline"
_LISTS = frozenset("、和及与")


def may_live(mention: Mention) -> bool:
    """A person of the story, never one of its authors."""
    return mention.type == "Person" and mention.rule != _BYLINE


def is_home(mention: Mention) -> bool:
    """Whether a mention names a home, rather than point at one that the article does not name."""
    return mention.type == "Community" and mention.rule != _OPEN


def home_before(scene: Scene, at: int) -> int | None:
    """The home that the text is speaking of at ``at``: in this paragraph the last one named that is not named for somebody's
    post (某社区|党支部书记某某), nor among others in a list; else what the scene makes of it."""
    paragraph = scene.text.rfind("\n", 0, at) + 1
    for index in reversed(scene.within(paragraph, at)):
        if is_home(scene.mentions[index]) and not _is_aside(scene, scene.mentions[index]):
            return index
    home = scene.subject(at, _HOMES, is_home)
    return None if home is None else home.mention


def _is_aside(scene: Scene, home: Mention) -> bool:
    """Whether a home is one of a list, or named for who holds a post there."""
    beside = {scene.text[home.start - 1 : home.start], scene.text[home.end : home.end + 1]}
    behind = scan_titles(scene.text[home.end : scene.clause(home.start)[1]])
    return not _LISTS.isdisjoint(beside) or any(title.start == 0 for title in behind)


def home_at(scene: Scene, at: int) -> int | None:
    """The narrowest community or area of the chain that begins at ``at``."""
    found = None
    while (index := scene.around(at)) is not None and scene.mentions[index].start == at:
        if scene.mentions[index].type in ("Community", "Area") and scene.mentions[index].rule != _OPEN:
            found = index
        at = scene.mentions[index].end
    return found


def lives(scene: Scene, person: int, home: int, at: int, sure: float, rule: str) -> Fact[int]:
    """The fact that ``person`` lives in ``home``, by the words from ``at``, or from the home where that stands before."""
    who, where = scene.mentions[person], scene.mentions[home]
    near = where.start >= scene.sentence(at)[0] and where.start < at
    start = where.start if near else at
    return Fact(person, "residentOf", home, scene.source(start, max(who.end, start + 1), rule, sure))
