"""Where what runs through several places lies: 某高铁起于某市，经某市至某区; 某江|某县段; what lies where two areas meet."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import zip_longest

from kg.extract.subjects import Scene
from kg.types import EntityType, Fact

_SURE = 0.75
#: Who runs: roads, railways and waters, and works on them.
_RUNS: tuple[EntityType, ...] = ("Place", "Project")
_PLACES: tuple[EntityType, ...] = ("Area", "Community")
#: Where a way begins; what follows up to its end are the places that it runs through.
_BEGINS = re.compile("(?:起于|起自|起点(?:位于|为|在)?|始于|西起|东起|南起|北起)")
_ENDS = re.compile("(?:止于|至|终点(?:位于|为|在)?|迄于|东至|西至|南至|北至|到达?)")
#: How far behind the beginning the end is told.
_REACH = 120
#: 位于某县与某县|交界处: in both.
_LIES = re.compile("(?:位于|地处|坐落于|坐落在)")
_MEETS = re.compile("(?:两[省市县区镇乡村地])?(?:的)?(?:交界|交汇|结合部|接壤)")
#: 人民路至建设路段 is a part of no second road.
_STRETCH, _BETWEEN = "段", "至"
#: What the name of a stretch leaves out of an area's.
_LEVEL = re.compile("(?:[镇乡县市区旗]|街道)$")


def routes(scene: Scene) -> Iterator[Fact[int]]:
    """A ``locatedIn`` fact for each place that a way runs through, and for both where two areas meet."""
    yield from _ways(scene)
    yield from _where_areas_meet(scene)
    yield from _stretches(scene)


def _ways(scene: Scene) -> Iterator[Fact[int]]:
    """某公路起于某镇，经某村，止于某村."""
    for begin in _BEGINS.finditer(scene.text):
        sentence = scene.sentence(begin.start())
        way = _before(scene, sentence[0], begin.start())
        limit = min(sentence[1], begin.end() + _REACH)
        last = max((m.end() for m in _ENDS.finditer(scene.text, begin.end(), limit)), default=None)
        if way is None or last is None:
            continue
        until = scene.clause(last)[1]
        for place in _narrowest(scene, begin.end(), until):
            source = scene.source(begin.start(), scene.mentions[place].end, "routes.way", _SURE)
            yield Fact(way, "locatedIn", place, source)


def _before(scene: Scene, start: int, at: int) -> int | None:
    """The way that the sentence names last before ``at``."""
    named = (i for i in reversed(scene.within(start, at)) if scene.mentions[i].type in _RUNS)
    return next((i for i in named if scene.known(i)), None)


def _narrowest(scene: Scene, start: int, end: int) -> Iterator[int]:
    """The last link of each chain of areas and communities in [start, end)."""
    inside = [i for i in scene.within(start, end) if scene.mentions[i].type in _PLACES]
    for index, then in zip_longest(inside, inside[1:]):
        if then is None or scene.mentions[then].start > scene.mentions[index].end:
            yield index


def _where_areas_meet(scene: Scene) -> Iterator[Fact[int]]:
    """某隧道位于某县与某县交界: in each of the two."""
    for verb in _LIES.finditer(scene.text):
        start, end = scene.clause(verb.start())
        meets = _MEETS.search(scene.text, verb.end(), end)
        if meets is None:
            continue
        what = scene.within(start, verb.start())[-1:] or tuple(
            i for i, _ in scene.renamed(start, verb.start())
        )
        if not what or scene.mentions[what[0]].type in _PLACES:
            continue
        for place in _narrowest(scene, verb.end(), meets.start()):
            source = scene.source(verb.start(), meets.end(), "routes.meeting", _SURE)
            yield Fact(what[0], "locatedIn", place, source)


def _stretches(scene: Scene) -> Iterator[Fact[int]]:
    """长江|江西段 is in 江西; 潍河|相州段 in 相州镇, if the article names the town; where none is named, it is a part of the
    river."""
    starts, areas = [m.start for m in scene.mentions], _by_stem(scene)
    for index, stretch in enumerate(scene.mentions):
        if stretch.type != "Place" or not stretch.text.endswith(_STRETCH) or _BETWEEN in stretch.text:
            continue
        first = bisect_left(starts, stretch.start)
        inside = range(first, bisect_left(starts, stretch.end))
        whole = [i for i in inside if i != index and scene.mentions[i].end < stretch.end]
        rivers = [
            i for i in whole if scene.mentions[i].start == stretch.start and scene.mentions[i].type == "Place"
        ]
        parts = [
            i for i in whole if scene.mentions[i].end == stretch.end - 1 and scene.mentions[i].type in _PLACES
        ]
        if rivers and not parts:
            named = scene.text[scene.mentions[rivers[-1]].end : stretch.end - 1]
            parts = [areas[named]] if named in areas else []
        for part in parts or rivers:
            yield Fact(
                index, "locatedIn", part, scene.source(stretch.start, stretch.end, "routes.stretch", _SURE)
            )


def _by_stem(scene: Scene) -> dict[str, int]:
    """The first mention of each area of the article by its name without its level: 相州 for 相州镇."""
    areas = ((i, m) for i, m in enumerate(scene.mentions) if m.type == "Area" and not m.pointer)
    stems = ((_LEVEL.sub("", m.name), i) for i, m in areas)
    return {stem: i for stem, i in reversed(list(stems)) if len(stem) > 1}
