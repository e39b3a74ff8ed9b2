"""What a campaign brought about: the numbers of its paragraph that nobody else is named for."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.pointers import MEMORY
from kg.extract.subjects import Scene, Subject
from kg.types import EntityType, Mention

#: Ends of the names of campaigns.
_CAMPAIGN = re.compile(
    "(?:整治|清理|清查|检查|排查|执法|攻坚|巡查|清剿|行动|植树|大扫除|夜查|稽查|督查|普法|宣传)(?:行动|活动|工作|战)?”?(?:行动|活动)?$"
)
#: Right before the name, with what tells how long it goes on: 开展|为期两个月的[某整治].
_OPENS = re.compile("(?:开展|启动|组织|部署|实施|打响|掀起|进行|推进)(?:了|起)?[^，。；]{0,12}$")
_TYPES: tuple[EntityType, ...] = ("Project", "Event")
#: The rules of what a campaign does, comes upon, and brings in.
_DONE = (
    "works", "other", "events", "compounds", "buildings", "blocks", "households", "turned-out", "merchants", "waste",
    "villages", "took-part", "visits", "people", "parts", "projects", "fine",
)
#: Who leads a clause tells of himself.
_LEADERS: tuple[EntityType, ...] = ("Agency", "Organization", "Community", "Person", "Area", "Project", "Event", "Method")
#: What is there anyhow, or will be; and what those do who only look after the campaign.
_STANDING = re.compile("现有|共有|辖|下设|拥有|总人口|今年|明年|计划|全[市区县镇]|督导|督查|核查|问题线索|立案|约谈|谈话")


def brought(case: Case) -> Subject | None:
    """清理飞线67处, 下达整改通知书8份, behind the sentence that says that the campaign goes on."""
    scene, counted = case.scene, case.counted
    if counted.rule.name not in _DONE or counted.quantity.unit not in ("count", "t", "CNY"):
        return None
    clause, sentence = scene.clause(case.at), scene.sentence(case.at)
    if _STANDING.search(scene.text, *clause):
        return None
    paragraph = scene.text.rfind("\n", 0, case.at) + 1
    for index in reversed(scene.recent(case.at, MEMORY)):
        mention = scene.mentions[index]
        if mention.start < paragraph:
            return None
        if is_campaign(scene, mention):
            return Subject(index, 0.85)
        if mention.type in _LEADERS and scene.known(index) and _tells(scene, index, sentence):
            return None
    return None


def is_campaign(scene: Scene, mention: Mention) -> bool:
    """Whether somebody is said to carry out a campaign by this name here."""
    if mention.type not in _TYPES or not _CAMPAIGN.search(mention.name):
        return False
    return _OPENS.search(scene.text, scene.clause(mention.start)[0], mention.start) is not None


def _tells(scene: Scene, index: int, sentence: tuple[int, int]) -> bool:
    """Whether a name leads a clause, or is a work or method of its own."""
    kind = scene.mentions[index].type
    return scene.leads(index) or kind in ("Project", "Event", "Method", "Person")
