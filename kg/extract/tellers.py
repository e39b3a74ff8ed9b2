"""Who only tells of a number is not whose it is: [某局]局长某某介绍，…; 据[某局]统计，…."""

from __future__ import annotations

import re

from kg.extract.subjects import Scene
from kg.types import EntityType, Mention

_TELLERS: tuple[EntityType, ...] = ("Agency", "Organization", "Person")
#: From a teller to what is told; the words that say it stand in one clause with the teller.
_TELLS = re.compile(
    "[^，。；：！？“”\n]{0,24}?(?:介绍|告诉记者|告诉|透露|坦言|表示|证实|回忆|算过|算了一笔账|统计|提供的数据|的数据|说|获悉|了解到|通报)(?:道|说|称|，|：|:|显示|，?“)"
)
#: 比|某市|平均水平高; 按照|某局的指标衡量, 根据|某委的安排: by whose word something is so.
_THAN = ("比", "高于", "低于", "好于", "快于", "超过", "高出", "优于", "高过", "领先", "领先于", "超")
_LEVEL = re.compile("[^，。；]{0,8}?(?:平均|水平|增速|增幅|均值|[高低快慢多少])")
_ITS_WORD = ("按照", "依照", "根据", "依据", "遵照", "按")


def only_tells(scene: Scene, mention: Mention, at: int) -> bool:
    """Whether ``mention`` tells what stands at ``at`` in its sentence, or in what is quoted behind it, by its name or by a
    word that points at it (该院院长某某介绍)."""
    start, end = scene.sentence(at)
    if mention.type not in _TELLERS:
        return False
    if start <= mention.start < end:
        by_its_word = scene.text.endswith(_ITS_WORD, start, mention.start)
        return mention.start < at and (by_its_word or _tells(scene, mention.end, at))
    named = (scene.mentions[i].end for i in scene.within(start, at) if scene.mentions[i].name == mention.name)
    pointed = (place for i, place in scene.all_pointed(start, at) if scene.mentions[i].name == mention.name)
    return any(_tells(scene, place, at) for place in (*named, *pointed))


def is_compared(scene: Scene, mention: Mention) -> bool:
    """增速比[全市]平均水平高0.8个百分点: whether somebody is only what another is compared with."""
    chain = scene.chain_start(mention)
    than = scene.text.endswith(_THAN, scene.clause(mention.start)[0], chain)
    return than and _LEVEL.match(scene.text, mention.end) is not None


def _tells(scene: Scene, begin: int, at: int) -> bool:
    """Whether words of telling stand behind ``begin``, in its clause and before ``at``."""
    told = _TELLS.match(scene.text, begin, scene.sentence(at)[1])
    return told is not None and told.end() <= at and told.end() <= scene.clause(begin)[1] + 2
