"""Numbers of whoever leads the sentence or was just brought in: 某街道…，辖17个社区; 推出“某机制”，已有216名志愿者注册;
园内设有球场3个."""

from __future__ import annotations

import re

from kg.extract.builders import is_many
from kg.extract.cases import Case
from kg.extract.pointers import LEAD_INS, MEMORY
from kg.extract.subjects import Scene, Subject
from kg.types import EntityType

#: What an area or a community has of itself.
_GOVERNS = re.compile("(?:下|管|现)?辖(?:区)?(?:内|有|面积)?|管护|管养|常住人口|总人口|户籍人口|辖区总?面积")
_GOVERNORS: tuple[EntityType, ...] = ("Area", "Community")
#: Units of what they have, and what stands before the length of what a police station or a road station looks after.
_GOVERNED, _POLICED = ("count", "m2"), ("管辖", "管护", "管养")
#: What somebody does with all of something that he has.
_DIVIDES = re.compile("[将把][^，。；]{2,24}(?:划分|划为|划成|分成|细分)")
#: Brings in what the next clause counts.
_BRINGS = re.compile("(?:推出|推行|建立|成立|组建|开通|设立|创办|打造|创设|上线|开设)(?:了|起)?“?$")
_BROUGHT: tuple[EntityType, ...] = ("Method", "Project", "Organization")
_SINCE = re.compile("(?:目前|现|至今|截至目前|如今)?(?:已|共|现)?有")
#: At the head of a clause: inside what was named last by this end.
_INSIDE = re.compile("([园馆院校楼村厂])区?内(?=[设建有共配现饲种养存展])")
_ON_THE_SPOT = re.compile("(?:活动|仪式|比赛|现场会)(?:现场|当天|当日|期间|中)，?")
_NEVER = ("works.known", "works.anniversary", "works.trouble")
#: What may lead a sentence without a name that the reader knows, and how much of that he may have cut off.
_UNNAMED: tuple[EntityType, ...] = ("Community",)
_CUT = 1
_OPEN, _STAGE = "units.open", "期"
#: A village as its people call it.
_VILLAGE = re.compile(
    LEAD_INS.pattern + "(?:村里|村上|村集体|该村)(?:又|还|再|也|已|共|先后|累计|计划|自己){0,3}"
    "(?=自筹|投入|投资|出资|筹|配套|争取|建起|建成|新建|种|养|流转|发展)"
)
#: How long the building of something took.
_TAKES, _BUILDING = (
    re.compile("(?:历时|经过|历经)[近约]?$"),
    re.compile("的?(?:紧张|精心)?(?:建成|完工|竣工|施工|建设)"),
)
_SITES: tuple[EntityType, ...] = ("Place", "Community", "Organization")


def governs(case: Case) -> Subject | None:
    """某街道位于某区，辖17个社区: the area or community that leads the sentence."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    units = (*_GOVERNED, "m") if case.counted.left.endswith(_POLICED) else _GOVERNED
    if not _GOVERNS.search(case.counted.left) or case.counted.quantity.unit not in units:
        return None
    led = [i for i in scene.within(start, case.at) if scene.leads(i)]
    governors = (*_GOVERNORS, "Agency") if units != _GOVERNED else _GOVERNORS
    owner = next((i for i in reversed(led) if scene.mentions[i].type in governors), None)
    return None if owner is None or led[-1] != owner else Subject(owner, 0.9)


def divides(case: Case) -> Subject | None:
    """某区推行“路长制”，将178条小巷划分为62个网格: the area that leads the sentence, whatever it does so by."""
    scene, (start, end) = case.scene, case.scene.clause(case.at)
    if case.counted.quantity.unit != "count" or _DIVIDES.search(scene.text, start, end) is None:
        return None
    led = [i for i in scene.within(scene.sentence(case.at)[0], case.at) if scene.leads(i) and scene.known(i)]
    owners = (i for i in reversed(led) if scene.mentions[i].type in _GOVERNORS)
    return next((Subject(i, 1.0) for i in owners), None)


def brought_in(case: Case) -> Subject | None:
    """推出“某机制”，已有216名志愿者注册: what the clause before ends with."""
    scene, start = case.scene, case.scene.clause(case.at)[0]
    if case.counted.quantity.unit != "count" or not _SINCE.match(scene.text, start):
        return None
    if any(scene.known(i) for i in scene.within(start, case.at)) or start == 0:
        return None
    index = scene.around(start - 2)
    mention = None if index is None else scene.mentions[index]
    if mention is None or mention.end != start - 1 or mention.type not in _BROUGHT:
        return None
    brings = _BRINGS.search(scene.text, scene.clause(mention.start)[0], mention.start)
    return Subject(index or 0, 0.85) if brings else None


def inside(case: Case) -> Subject | None:
    """园内设有标准篮球场3个: what was named last and ends so, where nobody else is named since."""
    scene = case.scene
    start = scene.sentence(case.at)[0]
    heads = [m for m in _INSIDE.finditer(scene.text, start, case.at) if _begins(scene, m.start())]
    if not heads or any(scene.known(i) for i in scene.within(heads[-1].end(), case.at)):
        return None
    end = heads[-1][1]
    known = (i for i in reversed(scene.recent(heads[-1].start(), MEMORY)) if scene.known(i))
    sites = (i for i in known if (m := scene.mentions[i]).type in _SITES and m.name.endswith(end))
    return next((Subject(i, 0.85) for i in sites), None)


def lasted(case: Case) -> Subject | None:
    """某公园总投资1560万元，历时10个月建成: the work of the sentence."""
    scene, quantity = case.scene, case.counted.quantity
    takes = case.counted.rule.property == "duration" and _TAKES.search(case.counted.left)
    if not takes or not _BUILDING.match(scene.text, quantity.end):
        return None
    named = reversed(scene.within(scene.sentence(case.at)[0], case.at))
    works = (i for i in named if scene.mentions[i].type == "Project" and scene.known(i))
    return next((Subject(i, 0.85) for i in works if not is_many(scene, scene.mentions[i], case.at)), None)


def _begins(scene: Scene, at: int) -> bool:
    return LEAD_INS.fullmatch(scene.text, scene.clause(at)[0], at) is not None


def on_the_spot(case: Case) -> Subject | None:
    """活动现场，某医生带领8名医护人员义诊: the activity told of before, or the one that opens there at the same time."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    if case.counted.quantity.unit != "count" or not _ON_THE_SPOT.match(scene.text, start):
        return None
    opened = (i for i in scene.within(start, case.at) if _is_activity(scene, i))
    other = next((i for i in opened if scene.is_leading(scene.mentions[i])), None)
    if other is not None:
        return Subject(other, 0.8)  # 比赛当天，某美食节同步启幕，86家企业设摊
    events = (i for i in reversed(scene.recent(start, MEMORY)) if _is_activity(scene, i))
    return next((Subject(i, 0.8) for i in events), None)


def _is_activity(scene: Scene, index: int) -> bool:
    mention = scene.mentions[index]
    named = mention.type == "Event" or (mention.type == "Project" and mention.name.endswith("活动"))
    return named and scene.known(index) and mention.rule not in _NEVER


def unnamed(case: Case) -> bool:
    """新村共有农户486户, where the reader knows no such village: whether a body or home that has no name in the article
    leads the sentence, and nobody is named since."""
    scene = case.scene
    before = scene.within(scene.sentence(case.at)[0], case.at)
    if not before or scene.known(before[-1]):
        return False
    last = scene.mentions[before[-1]]
    if any(place == last.start for _, place in scene.renamed(scene.sentence(case.at)[0], case.at)):
        return False  # 小区现有车位780个: the home last named
    leads = LEAD_INS.fullmatch(scene.text, scene.clause(last.start)[0], last.start - _CUT) is not None
    fits = last.type in _UNNAMED and last.rule == _OPEN and not last.text.endswith(_STAGE)
    return fits and (leads or scene.is_leading(last))


def village(case: Case) -> Subject | None:
    """村里自筹30万元; 村集体投入20万元: the village named last, where nobody else is named since in the clause."""
    scene, (start, end) = case.scene, case.scene.clause(case.at)
    meant = _VILLAGE.match(scene.text, start, end)
    if meant is None or not set(case.counted.rule.subjects) & set(_UNNAMED):
        return None
    if any(scene.known(i) for i in scene.within(meant.end(), end)):
        return None
    known = (i for i in reversed(scene.recent(start, MEMORY)) if scene.known(i))
    return next((Subject(i, 0.75) for i in known if scene.mentions[i].kind == "village"), None)
