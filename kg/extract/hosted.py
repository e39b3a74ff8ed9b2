"""Works that are called after a home, a place or a body in common words: whom they are for, and who carries them out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.agents import Agents
from kg.extract.statuses import status_at
from kg.extract.subjects import Scene
from kg.types import EntityType, Fact, Mention

_OF = 0.65
_HOSTED, _UPON, _OF_SITE = "works.hosted", "works.upon", "works.of_site"
_PLACES: tuple[EntityType, ...] = ("Place", "Community", "Area")
_BODIES: tuple[EntityType, ...] = ("Agency", "Organization")
_DOERS: tuple[EntityType, ...] = (*_BODIES, "Community", "Area")
#: Right before a site that is put up; an area may stand between (建设|某市|某园).
_PUTS_UP, _REACH = re.compile("(?:建设|投建|新建|兴建|修建|打造|开发)(?:了)?“?$"), 12

#: The mentions of places and bodies by each of their names.
Names = Mapping[str, Sequence[int]]


def hosted(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """The facts about works in common words, and about sites that somebody puts up."""
    works = [i for i, m in enumerate(scene.mentions) if m.rule in (_HOSTED, _UPON, _OF_SITE)]
    names, seen = _names(scene) if works else {}, set[str]()
    for index in works:
        work = scene.mentions[index]
        if work.name in seen:
            continue
        seen.add(work.name)
        if work.rule == _OF_SITE:
            yield from _investors(scene, agents, index, names)
        else:
            yield from _of_host(scene, index, names)


def _names(scene: Scene) -> Names:
    found: dict[str, list[int]] = {}
    for index, mention in enumerate(scene.mentions):
        if mention.type in (*_PLACES, *_BODIES):
            for name in {mention.name, mention.text, *mention.aliases}:
                found.setdefault(name, []).append(index)
    return found


def _hosts(work: Mention, names: Names) -> Sequence[int]:
    """Whoever bears the longest name that a work's begins with."""
    starts = (work.name[:end] for end in range(len(work.name) - 1, 1, -1))
    return next((names[start] for start in starts if start in names), ())


def _of_host(scene: Scene, index: int, names: Names) -> Iterator[Fact[int]]:
    """What is done to a home or a place is for it, what an area or a body undertakes is its own."""
    work = scene.mentions[index]
    host = max(_hosts(work, names), key=lambda i: _nearness(scene.mentions[i], work), default=None)
    if host is None:
        return
    source = scene.source(work.start, work.end, "hosted.named", _OF)
    status, kind = status_at(scene, work.start), scene.mentions[host].type
    whole = work.rule != _UPON or work.name.removeprefix(scene.mentions[host].name) in (work.text, "建设")
    if (kind in _PLACES or work.rule == _UPON) and whole:
        yield Fact(index, "targets", host, source, status=status)
    if kind in ("Area", "Organization") and work.rule == _HOSTED:
        yield Fact(host, "implements", index, source, status=status)


def _nearness(host: Mention, work: Mention) -> tuple[bool, int]:
    """Rather before the work, and near it."""
    return host.start < work.end, -abs(host.start - work.start)


def _investors(scene: Scene, agents: Agents, index: int, names: Names) -> Iterator[Fact[int]]:
    """某集团投资21亿元在某区建设某园: who puts the site up carries out the work that is called after it."""
    for site in _hosts(scene.mentions[index], names):
        mention = scene.mentions[site]
        before = _PUTS_UP.search(scene.text, max(0, mention.start - _REACH), mention.start)
        if before is None or mention.start == scene.mentions[index].start:
            continue
        agent = agents.of(before.start(), _DOERS, (mention.start, mention.end), own=True)
        for doer in agent.mentions if agent else ():
            start = max(scene.sentence(mention.start)[0], min(mention.start, scene.mentions[doer].start))
            source = scene.source(start, mention.end, "hosted.invested", _OF)
            yield Fact(doer, "implements", index, source, status=status_at(scene, before.start()))
        return
