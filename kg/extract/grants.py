"""Who gets a sum of money: 为某项目资助5万元; 安排6000万元，支持某工程."""

from __future__ import annotations

import re

from kg.extract.quantities import Quantity
from kg.extract.subjects import Scene
from kg.knowledge.quantities import measure_words
from kg.types import EntityType

_GIVEN_TO = re.compile(r"[为给对向]“?$")
#: Behind a sum: 6000万元，支持某工程.
_FOR = re.compile(
    r"(?:元|资金)?，?(?:专项)?(?:用于|支持|投入|投向|建设|实施|开展|推进|资助|补助)[^，。；]{0,4}$"
)
_SPENT_REACH = 16
#: 500万元，用于|某敬老院|建设.
_USED = re.compile("(?:资金|善款)?，?(?:专项|全部|主要)?用于(?:支持|资助)?“?")
_BUILT = re.compile("”?的?(?:建设|改造|维修|修缮|扩建|新建|改扩建|重建|修建|装修|发展)?(?=[，。；])")
_SIDES: tuple[EntityType, ...] = ("Project", "Community", "Organization", "Place")


def receiver(scene: Scene, money: Quantity) -> int | None:
    """Who gets the money: 为某项目资助5万元; 安排6000万元，支持某工程."""
    if money.unit != "CNY":
        return None
    index = _given_to(scene, money)
    return _spent_on(scene, money) if index is None else index


def _given_to(scene: Scene, money: Quantity) -> int | None:
    """为某项目资助5万元."""
    start, clause = money.start, scene.clause(money.at)[0]
    for index in scene.within(clause, start):
        mention = scene.mentions[index]
        given = _GIVEN_TO.search(scene.text, clause, scene.chain_start(mention))
        gives = any(word in scene.text[mention.end : start] for word in measure_words().funded)
        if given and gives and mention.type in _SIDES and scene.known(index):
            return index
    return None


def _spent_on(scene: Scene, money: Quantity) -> int | None:
    """安排6000万元，支持某工程."""
    after = money.end
    if (used := _used_for(scene, money)) is not None:
        return used
    for index in scene.within(after, min(scene.sentence(money.at)[1], after + _SPENT_REACH)):
        between = scene.text[after : scene.mentions[index].start].rstrip("“")
        if scene.mentions[index].type == "Project" and _FOR.match(between) and scene.known(index):
            return None if _is_one_of(scene, index) else index
    return None


def _used_for(scene: Scene, money: Quantity) -> int | None:
    """捐赠资金500万元，用于[某乡敬老院]建设: what is named right behind, by its whole name."""
    used = _USED.match(scene.text, money.end)
    begun = scene.around(used.end()) if used else None
    if used is None or begun is None:
        return None
    if scene.mentions[begun].type == "Project" and scene.known(begun):
        return None if _is_one_of(scene, begun) else begun
    chain = [i for i in scene.within(used.end(), used.end() + _SPENT_REACH) if scene.known(i)]
    site = chain[-1] if chain and scene.chain_start(scene.mentions[chain[-1]]) == used.end() else begun
    built = _BUILT.match(scene.text, scene.mentions[site].end) is not None
    return site if scene.mentions[site].type in _SIDES[1:] and built and scene.known(site) else None


def _is_one_of(scene: Scene, index: int) -> bool:
    """用于[甲治理]、乙项目建设: whether another work stands listed behind."""
    work = scene.mentions[index]
    behind = scene.within(work.end, scene.clause(work.end)[1])
    others = any(scene.mentions[i].type == "Project" and scene.mentions[i].name != work.name for i in behind)
    return others and scene.text.startswith(("、", "和", "及", "工程、", "项目、"), work.end)
