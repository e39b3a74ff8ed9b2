"""What a campaign brought about: the numbers of its paragraph that nobody else is named for."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.pointers import MEMORY
from kg.extract.subjects import Scene, Subject
from kg.knowledge.patterns import work_words
from kg.types import EntityType, Mention

#: Ends of the names of campaigns.
_CAMPAIGN = re.compile(
    "(?:整治|清理|清查|检查|排查|执法|攻坚|巡查|清剿|行动|植树|大扫除|夜查|稽查|督查|普法|宣传)(?:行动|活动|工作|战)?”?(?:行动|活动)?$"
)
#: Right before the name, with what tells how long it goes on: 开展|为期两个月的[某整治].
_OPENS = re.compile("(?:开展|启动|组织|部署|实施|打响|掀起|进行|推进)(?:了|起)?[^，。；]{0,12}$")
#: Right behind the name, what says that it is one: 某行动|日前收官, 某行动|于7月1日启动.
_RUNS = re.compile(
    "(?:日前|近日|已|正式|圆满|于|自|从|在)?[^，。；]{0,8}?(?:收官|启动|结束|打响|开展|落幕|告捷)"
)
#: What campaigns do: so does whichever area they go on in.
_DEED = re.compile(
    "排查|清理|清运|清除|拆除|治理|整治|查处|查扣|拖[移离]|铲除|出动|检查|下达|整改|收缴|劝导|取缔|规范"
)
#: How a paragraph begins that goes on about the campaign of the one before.
_GOES_ON = re.compile(
    r"(?:其间|期间|行动(?:中|期间|开展以来)|[一二两三四五六七八九十几\d]{1,3}个?多?[年月天日周]来|截至|累计|据统计|目前)"
)
_TYPES: tuple[EntityType, ...] = ("Project", "Event")
#: The rules of what a campaign does, comes upon, and brings in.
_DONE = (
    "works",
    "other",
    "events",
    "compounds",
    "buildings",
    "blocks",
    "households",
    "turned-out",
    "merchants",
    "waste",
    "villages",
    "took-part",
    "visits",
    "people",
    "parts",
    "projects",
    "fine",
)
#: Who leads a clause tells of himself.
_LEADERS: tuple[EntityType, ...] = (
    "Agency",
    "Organization",
    "Community",
    "Person",
    "Area",
    "Project",
    "Event",
    "Method",
)
#: What is there anyhow, or will be; and what those do who only look after the campaign.
_STANDING = re.compile("现有|共有|辖|下设|拥有|总人口|今年|明年|计划|全[市区县镇]")
_WATCHED = re.compile("督导|督查|核查|问题线索|立案|约谈|谈话")


def brought(case: Case) -> Subject | None:
    """清理飞线67处, 下达整改通知书8份, behind the sentence that says that the campaign goes on."""
    scene, counted = case.scene, case.counted
    if counted.rule.name not in _DONE or counted.quantity.unit not in ("count", "t", "CNY"):
        return None
    clause = scene.clause(case.at)
    deed = _DEED.search(scene.text, *clause) is not None
    standing = _STANDING.search(scene.text, *clause) is not None and not deed
    if standing or _WATCHED.search(scene.text, *clause):
        return None
    paragraph = scene.text.rfind("\n", 0, case.at) + 1
    if _GOES_ON.match(scene.text, paragraph):
        paragraph = scene.text.rfind("\n", 0, max(0, paragraph - 1)) + 1
    for index in reversed(scene.recent(case.at, MEMORY)):
        mention = scene.mentions[index]
        if mention.start < paragraph:
            return None
        if is_campaign(scene, mention):
            return Subject(index, 0.85)
        part = work_words().part.match(scene.text, mention.end) is not None
        if part or (mention.type == "Area" and deed):
            continue
        if mention.type in _LEADERS and scene.known(index) and _tells(scene, index):
            return None
    return None


def is_campaign(scene: Scene, mention: Mention) -> bool:
    """Whether somebody is said to carry out a campaign by this name here."""
    if mention.type not in _TYPES or not _CAMPAIGN.search(mention.name):
        return False
    opened = _OPENS.search(scene.text, scene.clause(mention.start)[0], mention.start) is not None
    return opened or _RUNS.match(scene.text, mention.end) is not None


def _tells(scene: Scene, index: int) -> bool:
    """Whether a name leads a clause, or is a work or method of its own."""
    kind = scene.mentions[index].type
    return scene.leads(index) or kind in ("Project", "Event", "Method", "Person")
