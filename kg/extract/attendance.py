"""Who takes part in an event that the sentence does not name again: 某某出席会议并讲话, 会上，某某指出."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.agents import Agents
from kg.extract.phrases import UNFIT
from kg.extract.rolls import listed_before
from kg.extract.subjects import Scene
from kg.knowledge.patterns import Role, work_words
from kg.types import EntityType, Fact

_CONFIDENCE, _PICTURED = 0.65, 0.6
#: Between the names of a list.
_LISTED = ("", "、", "和", "与", "及")
#: Behind a body that reports on something.
_TELLS_OF = re.compile("(?:关于|就|对)")
#: How far back the event may have been named.
_REACH = 1000
#: What those do who hold an event.
_HOLD = ("主办", "承办", "协办", "举办", "指导")
#: Before 由某局主办的活动 where it is the one that is told of: 这场, 本次, or nothing.
_ITSELF = re.compile("(?:^|据悉|据了解|据介绍|[这本此该][次场]?|是|一场)$")
#: A session has nobody who holds it beside its body: 在某届人大某次会议上提出的建议，由某局主办.
_SESSION = "works.session"
#: What any event is called.
_ANY_EVENT = [
    "活动",
    "会议",
    "仪式",
    "比赛",
    "大赛",
    "赛事",
    "联赛",
    "大会",
    "展会",
    "展览",
    "演出",
    "培训",
    "讲座",
    "论坛",
]
#: Before the words: of another one, or at another time.
_ELSEWHEN = re.compile("去年|前年|明年|此前|之前|上个?月|[上往下]届|曾(?=[经获在])|还将|即将|将于")
_PEOPLE: tuple[EntityType, ...] = ("Person",)
_BODIES: tuple[EntityType, ...] = ("Agency", "Organization")
_PARTIES: tuple[EntityType, ...] = ("Person", "Agency", "Organization")


def attendance(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """A ``participatesIn`` fact for each of those who attend, with its role."""
    words = work_words()
    for role, pattern in words.attending.items():
        for act, event in _acts(scene, agents, pattern):
            yield from _facts(scene, agents, act, event, role)
    for act, event in _acts(scene, agents, words.gathered):
        yield from _facts(scene, agents, act, event, "none", _PARTIES)
    for role, pattern in words.rolls.items():
        for act, event in _acts(scene, agents, pattern):
            if not _is_elsewhen(scene, act):
                yield from _rolled(scene, agents, act, event, role)
    for act, event in _acts(scene, agents, words.said):
        if scene.sentence(act.start())[0] <= scene.mentions[event].start:
            yield from _facts(scene, agents, act, event, "speaker")
    for act, event in _acts(scene, agents, words.chaired):
        yield from _listed(scene, act, event, "chair")
    for act, event in _acts(scene, agents, words.organised):
        named = scene.mentions[event]
        if not (_is_elsewhen(scene, act) or named.rule == _SESSION) and _means(act, named.name):
            yield from _holders(scene, act, event)
    yield from _held_by(scene, agents)
    for act, event in _acts(scene, agents, words.roll, named_too=True):
        yield from _listed(scene, act, event, "attendee")
    for act, event in _acts(scene, agents, words.heard):
        yield from _heard(scene, act, event)
    for act, event in _acts(scene, agents, words.at_it):
        yield from _at_it(scene, agents, act, event)
    for act, event in _acts(scene, agents, words.signs):
        if not _is_elsewhen(scene, act):
            yield from _signed_there(scene, agents, act, event)
    yield from _pictured(scene, agents)
    yield from _spoke_there(scene, agents)


def _is_elsewhen(scene: Scene, act: re.Match[str]) -> bool:
    """Whether the sentence says up to the words that it tells of another time: 去年，某局与某公司|签约."""
    return _ELSEWHEN.search(scene.text, scene.sentence(act.start())[0], act.end()) is not None


def _means(act: re.Match[str], name: str) -> bool:
    """Whether 活动由, 荷花节由 may mean the event of that name; 招聘会由 means no other meeting."""
    word = act.group().removesuffix("由")[-2:]
    return not word or word in _ANY_EVENT or word in name


def _spoke_there(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """某某表示，…: whoever speaks after a meeting was named, or in an article that tells of one event only, spoke there."""
    for act in work_words().states.finditer(scene.text):
        event = _event(scene, agents, act) if scene.is_read(act.start()) else None
        if event is None or not (event == agents.only_event or _is_meeting(scene, event)):
            continue
        start = scene.clause(act.start())[0]
        led = [i for i in scene.within(start, act.start()) if scene.mentions[i].type == "Person"]
        who = scene.mentions[led[-1]] if led else None
        if (
            who is not None
            and who.end == act.start()
            and who.rule not in UNFIT
            and agents.leads(led[-1], start)
        ):
            source = scene.source(who.start, act.end(), "attendance.states", _PICTURED)
            yield Fact(led[-1], "participatesIn", event, source, role="speaker")


def _is_meeting(scene: Scene, event: int) -> bool:
    return work_words().meeting.search(scene.mentions[event].name) is not None


def _acts(
    scene: Scene, agents: Agents, pattern: re.Pattern[str], named_too: bool = False
) -> Iterator[tuple[re.Match[str], int]]:
    """Where the text says ``pattern``, with the event that is meant; ``named_too`` lets the words name it."""
    for act in pattern.finditer(scene.text):
        event = _inside(scene, agents, act) if named_too else None
        if event is None and scene.is_read(act.start()):
            event = _event(scene, agents, act)
        if event is not None:
            yield act, event


def _inside(scene: Scene, agents: Agents, act: re.Match[str]) -> int | None:
    return next((i for i in scene.within(act.start(), act.end()) if agents.is_held(i)), None)


def _rolled(scene: Scene, agents: Agents, act: re.Match[str], event: int, role: Role) -> Iterator[Fact[int]]:
    """副区长某某，区法院、区检察院负责同志列席会议: everybody on the list before the words."""
    for party in listed_before(agents, act.start()):
        start = scene.mentions[party].start
        source = scene.source(start, act.end(), "attendance.rolled", _CONFIDENCE)
        yield Fact(party, "participatesIn", event, source, role=role)


def _listed(scene: Scene, act: re.Match[str], event: int, role: Role) -> Iterator[Fact[int]]:
    """The people named behind the words: up to 主持, or to the sentence's end."""
    end = scene.text.find("主持", act.end()) if role == "chair" else scene.sentence(act.start())[1]
    for person in scene.within(act.end(), end):
        who = scene.mentions[person]
        if who.type == "Person" and who.rule not in UNFIT:
            source = scene.source(act.start(), who.end, "attendance.listed", _CONFIDENCE)
            yield Fact(person, "participatesIn", event, source, role=role)


def _holders(scene: Scene, act: re.Match[str], event: int) -> Iterator[Fact[int]]:
    """本次活动由某局主办，某社区承办: each body up to the last such word of the sentence."""
    begin, end = act.end(), scene.sentence(act.start())[1]
    last = max((scene.text.rfind(word, begin, end) for word in _HOLD), default=-1)
    for body in scene.within(begin, last) if last > 0 else ():
        who = scene.mentions[body]
        if who.type in _BODIES and scene.known(body) and scene.around(who.start) == body:
            source = scene.source(act.start(), who.end, "attendance.organised", _CONFIDENCE)
            yield Fact(body, "participatesIn", event, source)


def _heard(scene: Scene, act: re.Match[str], event: int) -> Iterator[Fact[int]]:
    """会议听取了某局、某街道关于…、某局关于…的汇报: each body of the list that the verb leads, and each behind what
    the one before it told of."""
    at = act.end()
    for body in scene.within(act.end(), scene.clause(act.start())[1]):
        who = scene.mentions[body]
        listed = scene.text[at : who.start] in _LISTED or who.start <= at
        tells = _TELLS_OF.match(scene.text, who.end) is not None
        if not listed and not (tells and scene.text[who.start - 1] in _LISTED):
            continue
        around = scene.around(who.start)
        told = around is not None and (around == body or scene.mentions[around].type == "Document")
        if who.type in _BODIES and told:
            source = scene.source(act.start(), who.end, "attendance.heard", _CONFIDENCE)
            yield Fact(body, "participatesIn", event, source, role="speaker")
        at = max(at, who.end)


def _held_by(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """由某局主办、某协会承办的“某某”活动: each body before the last such word, of the event that stands behind
    it or that its bare word means."""
    for act in work_words().held_by.finditer(scene.text):
        behind = scene.around(act.end())
        named = (
            behind is not None and scene.mentions[behind].start == act.end() and _takes_place(scene, behind)
        )
        bare = act["bare"] and _ITSELF.search(scene.text[scene.clause(act.start())[0] : act.start()])
        event = behind if named else _meant(scene, agents, act) if bare else None
        for body in scene.within(act.start("who"), act.end()) if event is not None else ():
            who = scene.mentions[body]
            if who.type in _BODIES and scene.known(body) and scene.around(who.start) == body:
                source = scene.source(who.start, act.end(), "attendance.organised", _CONFIDENCE)
                yield Fact(body, "participatesIn", event, source)


def _meant(scene: Scene, agents: Agents, act: re.Match[str]) -> int | None:
    """The event, or the activity named last in the paragraph, that 活动 means."""
    start = scene.text.rfind("\n", 0, act.start()) + 1
    activities = (i for i in reversed(scene.within(start, act.start())) if _takes_place(scene, i))
    return next(activities, None) or _event(scene, agents, act)


def _takes_place(scene: Scene, index: int) -> bool:
    """Whether something is an event or an activity that is held like one."""
    mention = scene.mentions[index]
    return mention.type == "Event" or (mention.type == "Project" and mention.name.endswith("活动"))


def _at_it(scene: Scene, agents: Agents, act: re.Match[str], event: int) -> Iterator[Fact[int]]:
    """仪式上，某某代表某局与某公司签约: who leads the clause, by name or as somebody of a body, and the bodies that sign."""
    clause = scene.clause(act.end())
    inside = scene.within(act.end(), clause[1])
    led = [i for i in inside if scene.mentions[i].type in _PARTIES and agents.phrase_start(i) == act.end()]
    signs = work_words().signs.search(scene.text, act.end(), clause[1])
    signed = [i for i in inside if signs and scene.mentions[i].end <= signs.start()]
    for index in dict.fromkeys(
        (*(i for i in led if _speaks(scene, i)), *(i for i in signed if _is_body(scene, i)))
    ):
        source = scene.source(act.start(), scene.mentions[index].end, "attendance.at_it", _PICTURED)
        yield Fact(index, "participatesIn", event, source)


def _signed_there(scene: Scene, agents: Agents, act: re.Match[str], event: int) -> Iterator[Fact[int]]:
    """会上，某局与某大学签订协议, 某区长代表[区政府]签约: the bodies of the clause, where a signing is told of."""
    start = scene.clause(act.start())[0]
    here = work_words().at_it.match(scene.text, scene.sentence(start)[0])
    if here is None and work_words().signs.search(scene.mentions[event].name) is None:
        return
    named = scene.around(act.start())
    if named is not None and scene.mentions[named].type == "Event":
        return  # the ceremony itself
    for body in scene.within(start, act.start()):
        if _is_body(scene, body) and scene.known(body) and not agents.introduces(body):
            source = scene.source(scene.mentions[body].start, act.end(), "attendance.signs", _PICTURED)
            yield Fact(body, "participatesIn", event, source)


def _is_body(scene: Scene, index: int) -> bool:
    return scene.mentions[index].type in _BODIES


def _speaks(scene: Scene, index: int) -> bool:
    """Whether somebody is named, or a body through whoever speaks for it."""
    who = scene.mentions[index]
    spoken_for = work_words().speaks_for.match(scene.text, who.end) is not None
    return who.rule not in UNFIT and (who.type == "Person" or spoken_for)


def _pictured(scene: Scene, agents: Agents) -> Iterator[Fact[int]]:
    """Who is seen in the picture of an article that tells of one event only."""
    event = agents.only_event
    if event is None:
        return
    for block in scene.article.blocks:
        if block.kind != "caption" or not work_words().pictured.search(scene.text, block.start, block.end):
            continue
        for person in scene.within(block.start, block.end):
            who = scene.mentions[person]
            if who.type == "Person" and who.rule not in UNFIT:
                source = scene.source(block.start, who.end, "attendance.pictured", _PICTURED)
                yield Fact(person, "participatesIn", event, source)


def _event(scene: Scene, agents: Agents, act: re.Match[str]) -> int | None:
    """The event that is held and was named last, in the sentence or shortly before, and not behind the verb; else the only
    one of the article."""
    if any(
        scene.mentions[i].type == "Event" for i in scene.within(act.start(), scene.clause(act.start())[1])
    ):
        return None
    before = scene.within(max(0, act.start() - _REACH), act.start())
    event = next((i for i in reversed(before) if agents.is_held(i)), None)
    event = agents.only_event if event is None else event
    return event if event is not None and scene.mentions[event].start < act.start() else None


def _facts(
    scene: Scene,
    agents: Agents,
    act: re.Match[str],
    event: int,
    role: Role,
    types: tuple[EntityType, ...] = _PEOPLE,
) -> Iterator[Fact[int]]:
    agent = agents.of(act.start(), types, (act.start(), act.end()), own=True)
    for person in agent.mentions if agent else ():
        who = scene.mentions[person]
        if who.type != "Person" and agents.introduces(person):
            continue  # 某委主任某某出席: he does, not the committee
        near = scene.sentence(act.start())[0] <= who.start < act.start()
        start = who.start if near else act.start()
        source = scene.source(start, act.end(), "attendance.clause", _CONFIDENCE)
        yield Fact(person, "participatesIn", event, source, role=None if role == "none" else role)
