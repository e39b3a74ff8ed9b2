"""What a village puts up without a name of its own (争取资金85万元，建起一座冷库): on which site, by whom, and with whose
money."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.on_sites import PUT_UP
from kg.extract.pointers import MEMORY
from kg.extract.subjects import Scene
from kg.types import EntityType, Fact, Mention

_GIVERS: tuple[EntityType, ...] = ("Agency", "Organization")
_NAMED, _KEEPER = 0.8, 0.6
#: Right behind whoever gives money.
_GIVES = re.compile(
    "(?:又|再|还)?(?:(?P<invests>投资|投入|出资|斥资)|帮扶|安排|拨付|下拨|补助|资助|支持|捐资|筹资|配套)[^，。；]{0,12}?[0-9][0-9.]*[余多]?[万亿]+元"
)
#: The village is meant, not who helps it.
_VILLAGE = re.compile("村里|村上|村集体|该村|村两委|村“两委”|全村")


def put_up(scene: Scene, index: int) -> Iterator[Fact[int]]:
    """某村争取资金150万元，建起一座|冷库: what stands behind the verb is put up, by the village if that leads or is meant
    (村里建起)."""
    work = scene.mentions[index]
    if work.rule != PUT_UP:
        return
    start, end = scene.clause(work.start)
    site = next(
        (i for i in scene.within(work.end, end) if work.name.startswith(scene.mentions[i].name)), None
    )
    if site is not None:
        source = scene.source(work.start, scene.mentions[site].end, "bearings.put_up", _NAMED)
        yield Fact(index, "targets", site, source)
    sentence = scene.sentence(work.start)[0]
    yield from _paid(scene, index, sentence)
    before = scene.recent(work.start, MEMORY)
    village = next((i for i in reversed(before) if _keeps(scene.mentions[i], work)), None)
    if village is None:
        return
    named = scene.mentions[village].start >= sentence and scene.leads(village)
    if named or _VILLAGE.search(scene.text, sentence, work.start):
        source = scene.source(max(start, sentence), work.end, "bearings.put_up", _KEEPER)
        yield Fact(village, "implements", index, source)


def _paid(scene: Scene, index: int, sentence: int) -> Iterator[Fact[int]]:
    """某局帮扶|35万元，另一局安排衔接资金|65万元，建成…: whoever gives the money funds the work; who puts it up with it in
    one clause (某公司投资2200万元建起…) carries it out, too."""
    work = scene.mentions[index]
    for giver in scene.within(sentence, work.start):
        body = scene.mentions[giver]
        gives = _GIVES.match(scene.text, body.end, work.start) if body.type in _GIVERS else None
        if gives is None or not scene.known(giver):
            continue
        source = scene.source(body.start, gives.end(), "bearings.put_up", _NAMED)
        yield Fact(giver, "funds", index, source)
        if gives["invests"] and scene.clause(body.start) == scene.clause(work.start):
            told = scene.source(body.start, work.end, "bearings.put_up", _KEEPER)
            yield Fact(giver, "implements", index, told)


def _keeps(village: Mention, work: Mention) -> bool:
    return village.type == "Community" and work.name.startswith(village.name)
