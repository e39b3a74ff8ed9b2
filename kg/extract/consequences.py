"""What follows from a day on which something else was told: a work begins with its ground-breaking, a body exists from
the day on which its name plate is unveiled, a work that money was put into since a year began in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.moments import Moment, Told
from kg.extract.subjects import Scene, Subject
from kg.types import Dating, EntityType, Mention

#: Ends of the names of ceremonies, and what they are of.
_GROUND = re.compile("(?:集中)?(?:开工|奠基|动工|开工建设)(?:仪式|活动|大会)$")
_PLATE = re.compile("(?:成立)?(?:暨)?(?:揭牌|挂牌|授牌|揭幕)(?:成立)?(?:仪式|活动)$")
_UNVEILED = re.compile("为“?$"), re.compile("”?(?:进行)?(?:揭牌|挂牌)")
#: A body that moves or changes its name was there before.
_MOVED = re.compile("乔迁|搬迁|迁址|新址|更名|改名")
#: A ceremony at which many works begin, and what says of one that it is among them.
_TOGETHER = "集中开工"
_THEN_BEGUN = re.compile("(?:此次|本次|这次|当[天日]|同[日时]|这批)[^，。；]{0,6}?开工的[^，。；]{0,14}?$")
_BEGUN_THEN = re.compile("(?:也)?(?:同日|同时|当[天日]|一并|同步)开工")
_ONE_OF_THEM = re.compile(
    "(?:是|为)(?:此次|本次|这次|这批|集中)[^，。；]{0,8}?(?:开工)?(?:的|项目)|(?:也)?在此列"
)
_BODIES: tuple[EntityType, ...] = ("Organization", "Agency")
_PUT_IN = re.compile("以来，?[^，。；]{0,12}?(?:累计|共|已|先后)?(?:投入|投资)[^，。；]{0,10}\\d")
_DAY = len("2020-01-01")


def follows(scene: Scene, told: Sequence[Dating[int]]) -> Iterator[Dating[int]]:
    """What begins with the ceremonies that are dated to a day."""
    days = [each for each in told if each.property == "heldOn" and len(each.value) == _DAY]
    named = _named(scene) if days else {}
    for day in days:
        event = scene.mentions[day.subject]
        ground, plate = _GROUND.search(event.name), _PLATE.search(event.name)
        work = named.get((True, event.name[: ground.start()])) if ground else None
        if work is not None:
            yield Dating(work, "startedOn", day.value, day.source)
        body = named.get((False, event.name[: plate.start()])) if plate else None
        if body is not None and not _MOVED.search(scene.text, *scene.sentence(event.start)):
            yield Dating(body, "foundedIn", day.value, day.source)
    together = {day.value: day for day in days if _TOGETHER in scene.mentions[day.subject].name}
    for day in together.values() if len(together) == 1 else ():
        begun = (i for i in scene.outer if _is_begun(scene, scene.mentions[i]))
        yield from (Dating(i, "startedOn", day.value, day.source) for i in begun)
    if len({day.value for day in days}) == 1:
        unveiled = (i for i in scene.outer if _is_unveiled(scene, scene.mentions[i]))
        yield from (Dating(i, "foundedIn", days[0].value, days[0].source) for i in unveiled)


def _named(scene: Scene) -> dict[tuple[bool, str], int]:
    """The first work (True) and the first body (False) of each name or form of one."""
    found: dict[tuple[bool, str], int] = {}
    for index, mention in enumerate(scene.mentions):
        if mention.type in (*_BODIES, "Project") and scene.known(index):
            for form in (mention.name, mention.text):
                found.setdefault((mention.type == "Project", form), index)
    return found


def _is_begun(scene: Scene, work: Mention) -> bool:
    """某市一季度集中开工重点项目, 此次开工的某项目, 某工程同日开工: a work that began with others at a ceremony."""
    if work.type != "Project" or _TOGETHER in work.name:
        return work.type == "Project"
    start, end = scene.clause(work.start)
    before = _THEN_BEGUN.search(scene.text, start, work.start)
    behind = _BEGUN_THEN.match(scene.text, work.end, end) or _ONE_OF_THEM.search(scene.text, work.end, end)
    return before is not None or behind is not None


def _is_unveiled(scene: Scene, body: Mention) -> bool:
    """为“某工作站”揭牌."""
    before, behind = _UNVEILED
    quoted = before.search(scene.text, max(0, body.start - 3), body.start)
    return body.type in _BODIES and quoted is not None and behind.match(scene.text, body.end) is not None


def put_in(moment: Moment) -> Iterator[Told]:
    """2021年以来，某镇投入1280万元建设…: since when the work that the money is for goes on."""
    if moment.time.kind == "to" or _PUT_IN.match(moment.behind) is None:
        return
    scene, end = moment.scene, moment.scene.sentence(moment.time.start)[1]
    works = (i for i in scene.within(moment.time.end, end) if scene.mentions[i].type == "Project")
    first = next((i for i in works if scene.known(i)), None)
    like = scene.named_like(scene.text[moment.time.end : end]) if first is None else first
    if like is not None:
        yield Told("startedOn", Subject(like, 0.7), "since", scene.clause(moment.time.end + 3)[1])
