"""How long a work is in the items of a notice about it: 一、施工范围：西起甲路，东至乙路，全长[650米], under the headline
关于某路改造的公告."""

from __future__ import annotations

import re

from kg.extract.along import is_length
from kg.extract.cases import Case
from kg.extract.subjects import Subject
from kg.types import EntityType

#: The head of an item that says where the work of the headline is done.
_ITEM = re.compile(
    r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,2}[、.．）)])?\s*(?:项目|工程)?(?:施工|改造|建设|封闭|管制|维修|交通管制|封闭施工|整治)?"
    r"(?:范围|地点|路段|起止点|区域|位置|内容|规模)(?:及内容|和内容|及规模)?[：:]"
)
#: The work of the headline comes before the road that it is done to.
_KINDS: tuple[EntityType, ...] = ("Project", "Place")
_SURE = 0.9


def noticed(case: Case) -> Subject | None:
    """The only work that the headline names, else its only road, for what an item of the notice says of its length."""
    scene = case.scene
    if case.counted.quantity.unit != "m" or not is_length(case.counted.left):
        return None
    line = scene.text.rfind("\n", 0, case.at) + 1
    if _ITEM.match(scene.text, line) is None:
        return None
    for kind in _KINDS:
        named = {scene.mentions[i].name: i for i in scene.topics if _is_titled(case, i, kind)}
        if len(named) == 1:
            return Subject(next(iter(named.values())), _SURE)
    return None


def _is_titled(case: Case, index: int, kind: EntityType) -> bool:
    mention = case.scene.mentions[index]
    return mention.type == kind and mention.name in case.scene.titled
