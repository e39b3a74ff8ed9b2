"""What the verb behind a date acts on: the works and places that were begun, done to, or taken up."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.subjects import Scene
from kg.knowledge.datings import DatingRule, time_words
from kg.types import EntityType

#: Behind a work: another thing was held, or it was done so often.
_NOT_IT = re.compile(
    r"”?(?:(?:工作)?(?:推进|动员|部署|调度|启动|座谈|培训|总结|观摩|现场)会|[0-9]+[余多]?[万千百]?(?:次|场|期|轮))"
)
_SO_MANY = re.compile("[0-9][余多]?[万千百]?(?:[个项处栋幢户家条座所台部]|万户)")
#: 对[原某公园]进行了改造.
_TO, _DOES = re.compile("[对把将]原?$"), re.compile("(?:进行|实施|开展)[了]?[^，。；]{0,4}改造$")
_TAKES = re.compile("[把将]“?$")
#: What stands behind a verb is no object if it is this short.
FEW_WORDS = 3
_WORKS: tuple[EntityType, ...] = ("Project", "Event")
_JOINTS = ("和", "、", "以及", "及", "与")
_CLAUSE_END = re.compile(r"[，；：]")


def done_to(scene: Scene, rule: DatingRule, verb: int) -> list[int]:
    """对某公园进行了改造, 把某工程列入计划: what the verb is done to stands before it."""
    start = scene.clause(verb - 1)[0]
    does = rule.work and _DOES.search(scene.text, start, verb) is not None
    into = rule.name == "happened"
    before = [i for i in scene.within(start, verb) if scene.known(i)] if does or into else []
    done = [i for i in before if (_TO if does else _TAKES).search(scene.text, start, scene.mentions[i].start)]
    found = [i for i in done if scene.mentions[i].type in rule.subjects][-1:]
    return [_with_work(scene, i) for i in found]


def _with_work(scene: Scene, index: int) -> int:
    """把某所|迁建工程列入计划: the work that is called after a body, where its name goes on."""
    body = scene.mentions[index]
    works = (i for i in scene.within(body.start, body.end + 1) if scene.mentions[i].type == "Project")
    return next((i for i in works if scene.mentions[i].name.startswith(body.name)), index)


def objects(scene: Scene, rule: DatingRule, verb: int, end: int) -> list[int]:
    """The names behind the verb that it may act on, in order."""
    if not rule.object:
        return []
    inside = [i for i in scene.within(verb, end) if scene.known(i) and not is_in_work(scene, rule, i)]
    return [i for i in inside if scene.mentions[i].type in rule.subjects[:3]]


def is_in_work(scene: Scene, rule: DatingRule, index: int) -> bool:
    """启动某市场搬迁: the market is not begun, its move is; 召开普查|推进会, 开展活动|23次: the meeting is, each time."""
    mention = scene.mentions[index]
    if (
        rule.property in ("heldOn", "startedOn")
        and mention.type in _WORKS
        and _NOT_IT.match(scene.text, mention.end)
    ):
        return True
    works = rule.property == "startedOn" and rule.work and mention.type not in _WORKS
    return works and scene.text.startswith(time_words().works, mention.end)


def work_on(scene: Scene, rule: DatingRule, index: int) -> int:
    """提档升级了某中心: the work 某中心提档升级, where the article knows it; else the place itself."""
    place = scene.mentions[index]
    if not rule.work or place.type in _WORKS:
        return index
    start, end = scene.sentence(place.start)
    for name in (place.name, place.text):
        works = [i for i, m in enumerate(scene.mentions) if m.type == "Project" and m.name.startswith(name)]
        done = [i for i in works if scene.text.find(scene.mentions[i].name[len(name) :], start, end) >= 0]
        if done:
            return done[0]
    return index


def has_other_object(rule: DatingRule, rest: str) -> bool:
    """启动联动机制: something else than a work was begun."""
    transitive = rule.object == "may" and len(rest) > FEW_WORDS
    if transitive and _SO_MANY.search(_CLAUSE_END.split(rest)[0]):
        return True
    return transitive and not any(word in rest for word in time_words().works)


def listed(scene: Scene, objects: Sequence[int]) -> list[int]:
    """The first object and those that are joined to it by 和 or 、."""
    kept = [objects[0]]
    for index in objects[1:]:
        between = scene.text[scene.mentions[kept[-1]].end : scene.mentions[index].start]
        if between not in _JOINTS:
            break
        kept.append(index)
    return kept
