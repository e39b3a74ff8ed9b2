"""Numbers whose bearer the words beside them tell: what money puts up, who gains by something, what was done so often, what
a disaster cost."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.cases import BRIEF, Case
from kg.extract.contests import holds
from kg.extract.on_sites import PUT_UP
from kg.extract.pointers import MEMORY
from kg.extract.subjects import Scene, Subject
from kg.knowledge.datings import time_words
from kg.types import EntityType, Mention

#: Behind the money: what it puts up, and how near that stands.
_PUTS_UP = re.compile("(?:建设|新建|兴建|修建|扩建|改建|打造|建起|建成|实施|用于|改造)(?:了)?“?")
_BUILT: tuple[EntityType, ...] = ("Project", "Place", "Organization")
_NEXT = 3
_SUMS = ("investment", "money")
_RENEWED = ("works.renewed", "works.upon")
#: A work that was done so often is called by so many characters at most.
_DONE_OFTEN = ("works.described", "works.programme")
_LONGEST = 24
#: Right before whoever gains.
_GAINS = re.compile("(?:带动|帮助|助力|帮|促进|推动|让|使|为|给)(?:了)?$")
_GAINERS: tuple[EntityType, ...] = ("Community", "Area", "Organization", "Person")
#: Who does something in so short a time, and what a site is built in.
_QUICK: tuple[EntityType, ...] = ("Organization", "Agency", "Event")
_BUILDING = re.compile("的?(?:精心|紧张|艰苦|加紧)?(?:施工|建设|修建)")
#: A sentence that goes on about the event before, and the rules of numbers that events have.
_THIS_TIME = re.compile(
    "(?:据悉|据了解|据介绍)?，?(?:本次|此次|这次|(?:活动|仪式|比赛|大赛)(?:现场|当天|期间|中|上|共|吸引))(?!改造|整治|普查|疫情)"
)
_OF_EVENTS = (
    "investment",
    "projects",
    "projects-before",
    "participants",
    "enterprises",
    "other",
    "works",
    "people",
)
_AT_EVENTS = (
    "events",
    "duration",
    "took-part",
    "turned-out",
    "visits",
    "performers",
    "helped",
    "parts",
)
#: How long the event itself took; what was before it is not of it.
_TOOK, _LONG_BEFORE = re.compile("历时|为期|持续|为时"), re.compile("年来|全年|往年|去年")
_HOLDS = re.compile("(?:举办|举行|开展|组织|主办|承办|召开)(?:了)?[^，。；]{0,4}$")
_NEVER = ("works.known", "works.anniversary", "works.trouble")
#: What a disaster brought about, or where it happened.
_DAMAGE = re.compile(
    "[区县市镇乡村]县?[降出普遭][现降遇]?(?:大?暴雨|强降雨|[一-龥]{0,2}洪水)|出现超警|损失|受灾|成灾|绝收|倒塌|死亡|伤亡|失踪|受损|塌方|冲毁|被困|漫堤|决口|转移(?:群众|人员|安置|避险|受)"
)


def put_up(case: Case) -> Subject | None:
    """某集团投资21亿元建设[某产业园]: the money is that work's, or its site's where the work has no name."""
    if case.counted.rule.name not in _SUMS:
        return None
    scene, end = case.scene, case.counted.quantity.end
    verb = _PUTS_UP.search(scene.text, end, scene.clause(case.at)[1])
    if verb is None:
        return _renewed(case)
    behind = [
        i for i in scene.within(verb.end(), scene.clause(case.at)[1]) if scene.mentions[i].type in _BUILT
    ]
    if not behind or scene.mentions[behind[0]].start - verb.end() > _NEXT:
        return _renewed(case)
    site = scene.mentions[behind[0]]
    named = (*scene.topics, *scene.recent(len(scene.text), MEMORY))
    works = (i for i in named if (m := scene.mentions[i]).type == "Project" and m.name.startswith(site.name))
    return Subject(next(works, behind[0]), 0.9)


def _renewed(case: Case) -> Subject | None:
    """投资1200万元对某校进行改造: the renewal that its clause goes on to tell of; 争取资金85万元，建起一座冷库: the first
    work that its sentence goes on to tell of, where that is such a building."""
    scene, end = case.scene, case.counted.quantity.end
    behind = (i for i in scene.within(end, scene.clause(case.at)[1]) if scene.mentions[i].rule in _RENEWED)
    works = (i for i in scene.within(end, scene.sentence(case.at)[1]) if scene.mentions[i].type == "Project")
    first = next(works, None)
    built = first if first is not None and scene.mentions[first].rule == PUT_UP else None
    index = next(behind, built)
    return None if index is None else Subject(index, 0.9)


def done_often(case: Case) -> Subject | None:
    """建成[小区共享花园]24个: the work that was done so often."""
    scene, start = case.scene, case.counted.quantity.start
    first = bisect_left(scene.mentions, start - _LONGEST, key=lambda m: m.start)
    last = bisect_left(scene.mentions, start, key=lambda m: m.start)
    works = (i for i in range(first, last) if scene.mentions[i].rule.startswith(_DONE_OFTEN))
    return next((Subject(i, 0.9) for i in works if scene.mentions[i].end == start), None)


def gainer(case: Case) -> Subject | None:
    """带动某村增收40万元: who gains by it."""
    if case.counted.rule.name != "revenue":
        return None
    scene, start = case.scene, case.scene.clause(case.at)[0]
    gained = (i for i in scene.within(start, case.at) if is_gainer(scene, scene.mentions[i]))
    return next((Subject(i, 0.9) for i in gained if scene.mentions[i].type in _GAINERS), None)


def is_gainer(scene: Scene, mention: Mention) -> bool:
    """Whether somebody only gains by what the clause tells of: 带动[某村]…."""
    return _GAINS.search(scene.text, scene.clause(mention.start)[0], mention.start) is not None


def took(case: Case) -> Subject | None:
    """某队6小时抢通道路: how long somebody took, right behind the name; 某园经过三年施工: the building of it."""
    scene, quantity = case.scene, case.counted.quantity
    if case.counted.rule.property != "duration":
        return None
    start = scene.clause(case.at)[0]
    inside = [i for i in scene.within(start, quantity.start) if scene.known(i)]
    if not inside:
        return None
    last = scene.mentions[inside[-1]]
    if last.type in _QUICK and last.end == quantity.start and quantity.unit in BRIEF:
        return Subject(inside[-1], 0.8)
    if last.type not in ("Place", "Organization") or not _BUILDING.match(scene.text, quantity.end):
        return None
    built = scene.within(quantity.end, scene.clause(case.at)[1])
    works = (i for i in built if scene.mentions[i].type == "Project" and _is_of(scene.mentions[i], last))
    return next((Subject(i, 0.8) for i in works), None)


def this_time(case: Case) -> Subject | None:
    """据悉，本次集中签约项目22个，总投资65亿元: the event told of last, where nobody else is named since."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    again = _THIS_TIME.match(scene.text, start)
    if again is None or case.counted.rule.name not in _OF_EVENTS:
        return None
    if any(scene.known(i) for i in scene.within(again.end(), case.at)):
        return None
    events = (i for i in reversed(scene.recent(start, MEMORY)) if scene.mentions[i].type == "Event")
    return next((Subject(i, 0.8) for i in events if scene.mentions[i].rule not in _NEVER), None)


def at_event(case: Case) -> Subject | None:
    """某邻居节昨日闭幕，历时一个月，共办活动84场: the event that the sentence began with or that somebody holds in it, where
    nobody else is named since."""
    if case.counted.rule.name not in (*_OF_EVENTS, *_AT_EVENTS):
        return None
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    if case.counted.rule.name == "duration" and not _TOOK.search(case.counted.left):
        return None
    if _LONG_BEFORE.search(scene.text, start, case.at):
        return None
    before = [i for i in scene.within(start, scene.clause(case.at)[0]) if scene.known(i)]
    for index in reversed(before):
        mention = scene.mentions[index]
        if mention.type == "Event" and mention.rule not in _NEVER:
            held = scene.is_leading(mention) or _HOLDS.search(scene.text, start, mention.start)
            named = any(scene.known(i) for i in scene.within(scene.clause(case.at)[0], case.at))
            disaster = mention.name.endswith(time_words().disasters)
            return None if named or disaster or not held else Subject(index, 0.8)
        if not holds(scene, mention):
            return None
    return None


def _is_of(work: Mention, site: Mention) -> bool:
    return work.name.startswith((site.name, site.text))


def disaster(case: Case) -> Subject | None:
    """What a disaster cost is told of the disaster that the sentence names before, or that its own clause names."""
    if not _DAMAGE.search(case.counted.left + case.counted.right):
        return None
    scene, clause = case.scene, case.scene.clause(case.at)
    before = reversed(scene.within(scene.sentence(case.at)[0], case.at))
    for index in (*scene.within(case.at, clause[1]), *before):
        event = scene.mentions[index]
        if event.type == "Event" and event.name.endswith(time_words().disasters):
            return Subject(index, 0.8)
    return None
