"""Numbers of a team behind the clause in which a community sets it up: 某社区成立“某某”志愿服务队，由某人担任队长，队员由9人
发展到[136人]，累计开展服务420场次."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.subjects import Scene, Subject
from kg.types import EntityType, Mention

_TEAM: tuple[EntityType, ...] = ("Organization", "Agency")
#: Ends of the names of those who do things together.
_ENDS = re.compile("(?:队|团|协会|联盟|之家|工作室|服务站|服务社|理事会|商会|乐队|剧社|班组)”?$")
_SETS_UP = re.compile("(?:成立|组建|建立|创建|创办|设立|发起|组织)(?:了|起)?(?:一支)?“?$")
#: What tells who leads it, or who has joined.
_LED = re.compile("由|担任|任|带领|牵头|负责|组成|加入")
#: What a clause begins with that goes on about the team, not about whoever set it up.
_GOES_ON = re.compile(
    "(?:目前|如今|现在|今年以来|去年|截至目前|至今|多年来|[一-龥]{0,3}年来|先后|已|累计|共)*，?"
    "(?:(?:现有|共有|吸纳|吸引)?(?:队员|成员|会员|志愿者|社员|团员|队伍|骨干)|(?:累计|先后|已|共|常年|定期|长期)*"
    "(?:开展|服务|参与|组织|上门|帮助|走访|巡逻|巡查|演出|调解|化解|慰问|义诊|宣讲)|由[0-9]|从[0-9]|发展到|现有)"
)
_RULES = (
    "people",
    "participants",
    "took-part",
    "visits",
    "events",
    "other",
    "works",
    "helped",
    "households",
    "turned-out",
    "merchants",
    "residents",
)
_SURE = 1.0


def team(case: Case) -> Subject | None:
    """The team set up last in the sentence, where since then only those are named who lead it."""
    if case.counted.rule.name not in _RULES:
        return None
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    begin = scene.clause(case.at)[0]
    before = [i for i in scene.within(start, case.at) if scene.known(i)]
    last = next((i for i in reversed(before) if _is_set_up(scene, scene.mentions[i])), None)
    if last is None or scene.mentions[last].end > begin or _GOES_ON.match(scene.text, begin) is None:
        return None
    since = (scene.mentions[i] for i in before if scene.mentions[i].start > scene.mentions[last].start)
    return Subject(last, _SURE) if all(_leads_it(scene, other) for other in since) else None


def _is_set_up(scene: Scene, body: Mention) -> bool:
    """Whether a clause that somebody else begins ends with setting up such a body."""
    start, end = scene.clause(body.start)
    ends = body.type in _TEAM and _ENDS.search(body.name) is not None and end - body.end <= 1
    return ends and _SETS_UP.search(scene.text, start, body.start) is not None


def _leads_it(scene: Scene, person: Mention) -> bool:
    start, end = scene.clause(person.start)
    return person.type == "Person" and _LED.search(scene.text, start, end) is not None
