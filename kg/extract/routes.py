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
    """长江|江西段 is in 江西, and a part of the river."""
    starts = [m.start for m in scene.mentions]
    for index, stretch in enumerate(scene.mentions):
        if stretch.type != "Place" or not stretch.text.endswith(_STRETCH) or _BETWEEN in stretch.text:
            continue
        first = bisect_left(starts, stretch.start)
        inside = range(first, bisect_left(starts, stretch.end))
        whole = [i for i in inside if i != index and scene.mentions[i].end < stretch.end]
        for part in whole:
            other = scene.mentions[part]
            river = other.start == stretch.start and other.type == "Place"
            if river or (other.end == stretch.end - 1 and other.type in _PLACES):
                source = scene.source(stretch.start, stretch.end, "routes.stretch", _SURE)
                yield Fact(index, "locatedIn", part, source)
