"""Numbers of an event that a sentence goes on about without saying its name again: 本次比赛由某府主办、某局承办，共有[22支]
队伍参赛; 旅游节…，为期[一个月]; 经过[三天]的角逐."""

from __future__ import annotations

import re

from kg.extract.cases import BRIEF, Case
from kg.extract.pointers import LEAD_INS, MEMORY
from kg.extract.subjects import Scene, Subject
from kg.knowledge.datings import time_words
from kg.knowledge.quantities import measure_words
from kg.types import Mention

#: How a sentence begins that goes on about an event.
_THIS = re.compile("(?:据悉|据了解|据介绍)?，?(?:本次|本届|此次|这次|该项?|本场|此项)([一-龥]{2,6})?")
#: What nobody takes for an event: 本次改造.
_NO_EVENT = re.compile("改造|整治|普查|疫情|工程|项目|修订|调整|换届|搬迁|停[水电气]")
#: A clause that only says who holds it.
_HELD_BY = re.compile("由|主办|承办|协办|指导|组织|支持|冠名|赞助|执行")
#: The end of an event's name has so many characters at least.
_LEAST = 2
#: What only fights took.
_FOUGHT = re.compile(
    "的?(?:[一-龥]{1,6}[、和]?){0,2}?(?:角逐|比拼|较量|对决|争夺|鏖战|激战|拼搏|切磋|比赛|竞技|对弈)"
)
_RULES = (
    "projects",
    "projects-before",
    "participants",
    "took-part",
    "turned-out",
    "visits",
    "visitors",
    "performers",
    "enterprises",
    "merchants",
    "events",
    "other",
    "works",
    "people",
    "parts",
    "helped",
    "duration",
)
#: What is only spoken of at them is not theirs: 会议指出，全县现有企业2860家.
_TALKS = ("会议", "全会", "例会", "常委会", "座谈会", "推进会", "调度会", "部署会", "工作会")
_SURE = 0.9


def held_so(case: Case) -> Subject | None:
    """The event that the sentence goes on about, where since its beginning only those are named who hold it."""
    scene, rule = case.scene, case.counted.rule.name
    brief = case.counted.quantity.unit in BRIEF
    if rule not in _RULES or (rule == "duration" and not (brief and _lasts(case))):
        return None
    start = scene.sentence(case.at)[0]
    lead = LEAD_INS.match(scene.text, start)
    begin = lead.end() if lead else start
    index = _event_at(scene, begin)
    if index is None:
        return None
    others = [i for i in scene.within(begin, case.at) if scene.mentions[i].name != scene.mentions[index].name]
    return Subject(index, _SURE) if all(holds(scene, scene.mentions[i]) for i in others) else None


def contested(case: Case) -> Subject | None:
    """经过三天的激烈角逐: the event told of last in the paragraph or the one before."""
    if not is_contest(case):
        return None
    scene = case.scene
    begin = scene.text.rfind("\n", 0, max(0, scene.text.rfind("\n", 0, case.at))) + 1
    before = (i for i in reversed(scene.recent(case.at, MEMORY)) if scene.mentions[i].start >= begin)
    last = next((i for i in before if _is_event(scene, i)), None)
    return None if last is None else Subject(last, _SURE)


def is_contest(case: Case) -> bool:
    """Whether so long was only fought."""
    brief = case.counted.quantity.unit in BRIEF
    return brief and _FOUGHT.match(case.scene.text, case.counted.quantity.end) is not None


def _lasts(case: Case) -> bool:
    return any(word in case.counted.left for word in measure_words().lasting)


def _event_at(scene: Scene, begin: int) -> int | None:
    """The event named before that a sentence begins with the end of, or with 本次 and the like."""
    this = _THIS.match(scene.text, begin)
    if this is None:
        again = next((i for i, at in scene.renamed(begin, begin + 1) if at == begin), None)
        return again if again is not None and _is_event(scene, again) else None
    if _NO_EVENT.match(this[1] or ""):
        return None
    events = [i for i in reversed(scene.recent(begin, MEMORY)) if _is_event(scene, i)]
    word = this[1] or ""
    for size in range(len(word), _LEAST - 1, -1):
        index = next((i for i in events if scene.mentions[i].name.endswith(word[:size])), None)
        if index is not None:
            return index
    return next(iter(events), None) if word.startswith(measure_words().occasions) else None


def _is_event(scene: Scene, index: int) -> bool:
    mention = scene.mentions[index]
    other = mention.name.endswith((*time_words().disasters, *_TALKS))
    return mention.type == "Event" and scene.known(index) and not other


def holds(scene: Scene, mention: Mention) -> bool:
    """Whether somebody is named in a clause that says who holds it, or where it is held."""
    start, end = scene.clause(mention.start)
    return _HELD_BY.search(scene.text, start, end) is not None or mention.type in (
        "Area",
        "Place",
        "Community",
    )
