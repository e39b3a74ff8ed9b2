"""Events on a date: a meeting named in a dated sentence was held on that day, a disaster occurred."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.moments import Moment, Told, is_planned
from kg.extract.subjects import Scene, Subject
from kg.knowledge.datings import time_words
from kg.types import Dating, Mention

#: An event is named at most so many clauses behind its date.
_EVENT_CLAUSES = 2
#: Events that everybody knows were long ago (长征); 建党100周年 is no meeting.
_HISTORY = "works.known"
#: Another date, behind which a disaster is not the day's.
_DATED = re.compile(r"\d[年月日]|去年|今年|近年")
#: Who only guards against a disaster tells of none: 防控疫情.
_FOUGHT = re.compile("[防抗治控]|应对|预警")
#: 3个多月后: what follows was another day.
_LATER = re.compile("[年月天日周]后，")
#: On that day somebody only heard of it: 12月5日从某局获悉.
_HEARD = re.compile("，?(?:记者)?从[^，。；]{2,24}?(?:获悉|了解到|得知)")
_TAKES_PLACE = re.compile(
    "(?:上午|下午|晚)?(?:在[^，。；]{2,24}?)?(?:如期|隆重|正式)?(?:举行|举办|召开|开幕|启幕|开赛|开考)"
)
#: The event named before is only the occasion: 某文化节|期间, 区招商会议将于12月9日召开.
_OCCASION = re.compile("期间|[开闭]幕[之以]?后|[之以]?[前后](?!，?于)|筹备|组委会")
#: Between the clause's head and the day where the clause tells of nobody else.
_NOBODY_ELSE = re.compile(
    "(?:[将拟定已原于在也又则并\\s]|计划|预计|今年|明年|本月|[本此]次|活动|会议|比赛|大赛|仪式|时间)*"
)
_ANNIVERSARY = "周年"
#: What is held in the same breath, and at another time.
_HELD_THEN = re.compile("(?:组织|开展|举行|举办|进行)[^，。；！？]{0,16}$")
_ANOTHER_TIME = re.compile(
    r"\d[年月日]|[去前今明每往]年|每[月周天次季学]|[将拟曾]|计划|下一步|今后|此前|日前|近日|先后|累计|以来"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年?(?!代)")
#: The same right before the name: [2020]某某杯, [2020年]某市惠民实事.
_YEAR_BEFORE = re.compile(r"(?<!\d)((?:19|20)\d\d)(?:年度?)?$")
_TROUBLE = "works.trouble"
#: 停水是由于|2月28日…: between what goes wrong and the day.
_CAUSED = re.compile("(?:问题|的原因)?(?:是|系)?(?:由于|因为|因|发生于|发生在|始于|出现在)")
#: What moves, by the verb that says it has.
_MOVES, _DONE = ("works.move", "works.site_move"), re.compile("搬迁[至到]|迁[至往]|搬[至到]")
#: A clause of so few words only leads in to the next.
_FEW_WORDS = 4


def held(moment: Moment) -> Iterator[Told]:
    """An event named in the sentence of a day was held on it; a disaster occurred."""
    for index in _events(moment) or _disaster_told(moment):
        mention = moment.scene.mentions[index]
        happened = mention.name.endswith(time_words().disasters)
        if happened or moment.time.granularity != "year":
            yield Told("occurredOn" if happened else "heldOn", Subject(index, 0.9), "held", mention.end)
    yield from _to_be_held(moment)


def _to_be_held(moment: Moment) -> Iterator[Told]:
    """某招聘会，将于12月9日在某中心举行: the event named last before the day on which it is to be held, or was."""
    scene, time = moment.scene, moment.time
    clause = scene.clause(time.start)
    takes = _TAKES_PLACE.match(scene.text, time.end, clause[1])
    if takes is None or time.kind != "point" or time.granularity == "year":
        return
    if any(is_held(scene, i) for i in scene.within(time.end, clause[1])):
        return
    before = [i for i in scene.within(scene.sentence(time.start)[0], time.start) if is_held(scene, i)]
    planned = is_planned(moment.before[-4:])
    if before and _is_occasion(scene, before[-1], time.start):
        return
    if before and (planned or scene.mentions[before[-1]].end > clause[0] - 2):
        yield Told("heldOn", Subject(before[-1], 0.8), "to_be_held", takes.end(), planned)


def _is_occasion(scene: Scene, event: int, at: int) -> bool:
    """Whether an event only says when something else takes place, which the clause of the day at ``at`` names."""
    mention, clause = scene.mentions[event], scene.clause(at)[0]
    if _OCCASION.match(scene.text, mention.end):
        return True
    return _NOBODY_ELSE.fullmatch(scene.text, max(clause, mention.end), at) is None


def _events(moment: Moment) -> list[int]:
    """The events of the first clause that names any, from the clause of the date on."""
    scene = moment.scene
    if is_planned(moment.behind[:12]) or moment.time.kind in ("from", "to"):
        return []
    if _HEARD.match(scene.text, moment.time.end):
        return []
    inside = [i for i in scene.within(scene.clause(moment.time.start)[0], moment.end) if is_held(scene, i)]
    if not inside:
        return []
    first = scene.mentions[inside[0]].start
    later = _LATER.search(scene.text, moment.time.end, max(first, moment.time.end))
    if later or scene.clauses_between(moment.time.end, first) >= _EVENT_CLAUSES:
        return []
    end = scene.clause(first)[1]
    return [index for index in inside if scene.mentions[index].start < end]


def _disaster_told(moment: Moment) -> list[int]:
    """The disaster that a paragraph beginning with a day comes to (某日，他们正在吃饭…山火终于被扑灭)."""
    scene, at = moment.scene, moment.time.end
    start = scene.text.rfind("\n", 0, moment.time.start) + 1
    if start != moment.time.start or moment.time.granularity != "day":
        return []
    end = scene.text.find("\n", at)
    inside = scene.within(at, len(scene.text) if end < 0 else end)
    told = [i for i in inside if _broke_out(scene, i)]
    other = (_DATED, _LATER)
    return [i for i in told[:1] if not any(p.search(scene.text, at, scene.mentions[i].start) for p in other)]


def _broke_out(scene: Scene, index: int) -> bool:
    mention = scene.mentions[index]
    happened = mention.type == "Event" and mention.name.endswith(time_words().disasters)
    return happened and not _FOUGHT.search(scene.text, max(0, mention.start - 4), mention.start)


def is_held(scene: Scene, index: int) -> bool:
    """Whether an event itself is told of, not its spirit (传达会议精神) or the fight with it (防控疫情)."""
    mention, words = scene.mentions[index], time_words()
    if mention.type != "Event" or scene.text.startswith(words.spirit, mention.end):
        return False
    before = scene.text[max(0, mention.start - 6) : mention.start]
    if mention.name.endswith(words.disasters):
        return before.endswith(words.came)
    return mention.rule != _HISTORY and not mention.name.endswith(_ANNIVERSARY)


def went_wrong(moment: Moment) -> Iterator[Told]:
    """自4月29日以来，已停止供气: what goes wrong in a home, and since when."""
    scene = moment.scene
    clause = scene.clause(moment.time.end)
    for index in scene.within(scene.clause(moment.time.start)[0], moment.time.start):
        since = _CAUSED.fullmatch(scene.text, scene.mentions[index].end, moment.time.start)
        if since and is_trouble(scene, Subject(index, 0.7)):
            yield Told("occurredOn", Subject(index, 0.7), "wrong", moment.time.end)
            return
    end = scene.clause(clause[1] + 1)[1] if moment.time.kind == "from" else clause[1]
    for index in scene.within(moment.time.end, min(end, moment.end)):
        if is_trouble(scene, Subject(index, 0.7)):
            yield Told("occurredOn", Subject(index, 0.7), "wrong", scene.mentions[index].end)
            return


def moved(moment: Moment) -> Iterator[Told]:
    """自5月8日起，某局|搬迁至…: the move of a body is done on the day that its clause, or the one before, tells."""
    scene = moment.scene
    clause = scene.clause(moment.time.end)
    end = scene.clause(clause[1] + 1)[1] if clause[1] - moment.time.end <= _FEW_WORDS else clause[1]
    for index in scene.within(moment.time.end, min(end, moment.end)):
        work = scene.mentions[index]
        told = scene.text[moment.time.end : work.start]
        if work.rule in _MOVES and _DONE.match(work.text) and not is_planned(moment.before[-4:] + told):
            yield Told("completedOn", Subject(index, 0.8), "moved", work.end)
            return


def is_trouble(scene: Scene, subject: Subject) -> bool:
    """Whether it is what goes wrong in a home, of which only its own clause tells when."""
    return scene.mentions[subject.mention].rule == _TROUBLE


def meanwhile(scene: Scene, dated: Sequence[Moment], told: Sequence[Dating[int]]) -> Iterator[Dating[int]]:
    """活动以某仪式开始: what belongs to the one dated event of an article was held on the same day."""
    day = _the_day(dated, told)
    if day is None:
        return
    value, at = day
    for index in scene.outer:
        mention = scene.mentions[index]
        start, _ = scene.sentence(mention.start)
        goes_on = scene.text.startswith(time_words().meanwhile, start) or _is_joined(scene, mention, at)
        if at < start and is_held(scene, index) and goes_on:
            source = scene.source(start, mention.end, "datings.meanwhile", 0.6)
            yield Dating(index, "heldOn", value, source)


def _is_joined(scene: Scene, event: Mention, at: int) -> bool:
    """并组织师生进行|疏散演练: whether the sentence behind that of the day at ``at`` goes on with what was held."""
    start, end = scene.sentence(event.start)
    between = scene.text[scene.sentence(at)[1] : start]
    if between.strip("。！？” ") or not event.name.endswith(time_words().meetings):
        return False
    clause = scene.clause(event.start)[0]
    held = _HELD_THEN.search(scene.text, clause, event.start) is not None
    return held and _ANOTHER_TIME.search(scene.text, start, end) is None


def yearly(scene: Scene, told: Sequence[Dating[int]]) -> Iterator[Dating[int]]:
    """2020年某宣传周启动仪式: an event whose name begins with its year, where no day of it is told."""
    dated = {scene.mentions[each.subject].name for each in told}
    for index in scene.outer:
        named = scene.mentions[index]
        year = _year_of(scene, named) if named.name not in dated else None
        if year is not None and scene.is_read(named.start):
            start = named.start if _YEAR.match(named.text) else max(0, named.start - 6)
            source = scene.source(scene.text.find(year, start), named.end, "datings.yearly", 0.7)
            yield Dating(index, "heldOn" if named.type == "Event" else "occurredOn", year, source)


def _year_of(scene: Scene, named: Mention) -> str | None:
    """The year that an event's name begins with, or that stands right before it; of works only where they are lists of a
    year (2019年10件民生实事)."""
    annual = named.type == "Project" and any(word in named.name for word in time_words().annual)
    if named.type != "Event" and not annual:
        return None
    begins = _YEAR.match(named.text)
    before = _YEAR_BEFORE.search(scene.text, max(0, named.start - 6), named.start)
    bare = before if before and (named.type == "Project" or not before.group().endswith("年")) else None
    found = begins or bare
    return found[1] if found else None


def _the_day(dated: Sequence[Moment], told: Sequence[Dating[int]]) -> tuple[str, int] | None:
    """The one day of an article on which something was held, and where it is named."""
    values = {dating.value for dating in told if dating.property == "heldOn"}
    days = [moment for moment in dated if moment.time.granularity == "day"]
    if not values and len({moment.time.iso for moment in days}) == 1 and _opens(days[0]):
        values = {days[0].time.iso}
    if len(values) != 1:
        return None
    value = values.pop()
    return next(((value, moment.time.end) for moment in dated if moment.time.iso == value), None)


def _opens(moment: Moment) -> bool:
    """Whether something was held on that day, though it has no name of its own."""
    return any(word in moment.behind for word in time_words().held)
