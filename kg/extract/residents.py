"""Who lives where: 五道沟村村民[某某], 该小区居民[某某], and 居民[某某] of the community the text is speaking of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.subjects import Scene
from kg.knowledge.lexicon import roles
from kg.knowledge.scanning import scan_roles
from kg.types import EntityType, Fact, Mention

_STATED, _CONTEXT = 0.9, 0.6
#: 某某，今年50岁，是[某镇某村]人.
_NATIVE, _IS = re.compile("人(?=[，。；！]|$)"), re.compile("(?:，[^，。]{0,10})?，?(?:是|系)")
#: Before a home, at the head of a clause; before the area that somebody comes from, and between that and who does.
_LIVES, _COMES = re.compile("(?:(?<=[，。；])|^)(?:家|现|就)?住(?:在)?(?![房院宅进户])"), re.compile("来自")
_OF = re.compile("的[^，。；：、0-9]{0,8}")
_HOMES: tuple[EntityType, ...] = ("Community",)


def residents(scene: Scene) -> Iterator[Fact[int]]:
    """A fact for each person whom a noun of residence introduces."""
    starts = {m.start: i for i, m in enumerate(scene.mentions) if _may_live(m)}
    ends = {m.end: i for i, m in enumerate(scene.mentions) if m.type in {"Community", "Area"}}
    for role in scan_roles(scene.text):
        person = starts.get(role.end)
        if person is None or roles()[role.role] != "resident" or not scene.is_read(role.start):
            continue
        stated = ends.get(
            role.start, ends.get(role.start - 1) if scene.text[role.start - 1 : role.start] == "的" else None
        )
        if stated is not None and scene.mentions[stated].rule != "units.open":
            yield _fact(scene, person, stated, role.start, _STATED, "residents.stated")
        elif (home := scene.subject(role.start, _HOMES, _is_home)) is not None:
            yield _fact(scene, person, home.mention, role.start, _CONTEXT, "residents.context")
    yield from _natives(scene)
    yield from _living(scene)
    yield from _coming(scene)


def _living(scene: Scene) -> Iterator[Fact[int]]:
    """说这话的[某某]七十三岁，住某街道[某小区]: who is named last before in the sentence."""
    for match in _LIVES.finditer(scene.text):
        home = _home_at(scene, match.end())
        before = [
            i
            for i in scene.within(scene.sentence(match.start())[0], match.start())
            if _may_live(scene.mentions[i])
        ]
        if home is not None and before:
            start, end = scene.mentions[before[-1]].start, scene.mentions[home].end
            source = scene.source(start, end, "residents.living", _STATED)
            yield Fact(before[-1], "residentOf", home, source)


def _coming(scene: Scene) -> Iterator[Fact[int]]:
    """来自某市[某县]的钢筋工[某某]: the person right behind."""
    for match in _COMES.finditer(scene.text):
        home = _home_at(scene, match.end())
        if home is None:
            continue
        behind = scene.within(scene.mentions[home].end, scene.clause(match.start())[1])
        person = next((i for i in behind if _may_live(scene.mentions[i])), None)
        if person is None:
            continue
        between = scene.text[scene.mentions[home].end : scene.mentions[person].start]
        if _OF.fullmatch(between):
            source = scene.source(match.start(), scene.mentions[person].end, "residents.coming", _STATED)
            yield Fact(person, "residentOf", home, source)


def _home_at(scene: Scene, at: int) -> int | None:
    """The narrowest community or area of the chain that begins at ``at``."""
    found = None
    while (index := scene.around(at)) is not None and scene.mentions[index].start == at:
        if scene.mentions[index].type in ("Community", "Area") and scene.mentions[index].rule != "units.open":
            found = index
        at = scene.mentions[index].end
    return found


def _natives(scene: Scene) -> Iterator[Fact[int]]:
    """[某某]是某镇某村人: whoever is named before lives there."""
    for index in scene.outer:
        home = scene.mentions[index]
        if home.type not in ("Community", "Area") or not _NATIVE.match(scene.text, home.end):
            continue
        start = scene.chain_start(home)
        before = [i for i in scene.within(scene.sentence(start)[0], start) if _may_live(scene.mentions[i])]
        if before and _IS.fullmatch(scene.text, scene.mentions[before[-1]].end, start):
            yield _fact(
                scene, before[-1], index, scene.mentions[before[-1]].start, _STATED, "residents.native"
            )


def _may_live(mention: Mention) -> bool:
    """A person of the story, never one of its authors."""
    return mention.type == "Person" and mention.rule != "people.byline"


def _is_home(mention: Mention) -> bool:
    return mention.rule != "units.open"


def _fact(scene: Scene, person: int, home: int, at: int, sure: float, rule: str) -> Fact[int]:
    who, where = scene.mentions[person], scene.mentions[home]
    near = where.start >= scene.sentence(at)[0] and where.start < at
    start = where.start if near else at
    return Fact(person, "residentOf", home, scene.source(start, who.end, rule, sure))
