"""Numbers in a row about the same, and the work that a place's numbers belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.extract.builders import is_many, only_builds
from kg.extract.cases import AGES, GIVERS, Case, is_counted
from kg.extract.counts import is_part
from kg.extract.gains import is_gainer
from kg.extract.on_sites import PUT_UP
from kg.extract.pointers import MEMORY
from kg.extract.prominence import WHOLE
from kg.extract.subjects import Scene, Subject
from kg.knowledge.quantities import measure_words
from kg.types import EntityType, Mention

_SITES: tuple[EntityType, ...] = ("Place", "Organization")
#: What is done to a site.
_WORKS = ("建设", "新建", "修建", "改造", "扩建", "翻新", "修缮")
#: A programme that renews homes, what it has so many of, and what a sentence that goes on about it says of them.
_PROGRAMME, _HOMES = "works.programme", re.compile("(?:小区|楼院|院落|家属院|住宅)[^，。]{0,4}改造")
_OF_HOMES = ("compounds", "households", "buildings", "residents", "floorArea", "investment")
_GOES_ON = re.compile("改造|开工|动工|完工|竣工|任务|小区|其余|剩余|余下|剩下")
_PLAIN_COUNTS, _TOLD_ON = ("works", "other"), 0.8
#: At the head of a clause: who else gains is no bearer (带动本村和周边85户增收).
_DRAWS_ALONG = re.compile(
    "(?:预计|届时|每年|可|能|已|将|还|直接|间接|示范|辐射)*(?:带动|吸纳|帮带|服务|惠及)"
)
#: Right before a place where something lies.
_WHERE: tuple[EntityType, ...] = ("Place", "Area", "Community")
_LIES = re.compile("(?:位于|地处|坐落于|坐落在|选址(?:于|在)?|落户(?:于|在)?|落地)$")
#: How a clause begins that says what there is of somebody.
_HAS = re.compile("[^，。；改整新增将拟]{0,14}?(?:共有|现有|建有|住着|共住|常住|建于|建成于|始建于)(?!待)")
#: All of an area, at the head of a clause.
_TOTAL = re.compile(
    "(?:目前|如今|截至目前|现在|至此|累计)?[使让]?全[省市县区镇乡州][^，。；]{0,12}?"
    "(?:总|已达|达到|覆盖率|通[^，。；]{1,3}率|保有量|存量)"
)
#: Between the names and the number.
_SOME = re.compile("、[^，。；]{1,14}等[一-龥]{1,6}$")


def is_part_of_sum(case: Case) -> bool:
    """A part of the sum before it is for the same, whoever gives it."""
    if case.last is None or not is_part(case.counted, case.last[0], case.scene.text):
        return False
    between = case.scene.within(case.last[0].quantity.end, case.at)
    if case.scene.mentions[case.last[1].mention].type in GIVERS and between:
        return False  # 某基金会捐资60万元，某局配套40万元
    return all(case.scene.mentions[i].type in GIVERS for i in between)


def goes_on(case: Case) -> bool:
    """Whether the number belongs to a row of numbers about the same: no other candidate is named between."""
    if case.last is None or not case.goes_on:
        return False
    scene, (before, subject) = case.scene, case.last
    types = case.counted.rule.subjects
    bearer = scene.mentions[subject.mention]
    if bearer.type not in types or before.rule.name in AGES or is_gainer(scene, bearer):
        return False
    if bearer.type == "Person" and before.rule.name == "events":
        return False  # 书记某某先后4次登门，每户补助1万元
    if bearer.rule == PUT_UP and case.counted.rule.name != "investment":
        return False  # 投入150万元建起冷库，每年租金22万元
    if bearer.start <= before.quantity.at < bearer.end and before.rule.name != case.counted.rule.name:
        return False  # “年产8000吨”项目，产值2000万元
    start = min(before.quantity.end, case.at)
    if before.quantity.at < bearer.end and is_many(scene, bearer, case.at):
        return False
    clause = scene.clause(case.at)[0]
    end = clause if _DRAWS_ALONG.match(scene.text, clause) and start < clause else case.at
    if any(scene.mentions[i].type in types for i in _others(case, bearer, start, end)):
        return False
    again = next(scene.renamed(start, end), None)
    if bearer.type == "Project" and is_of_all(case):
        return False
    own = again is None or scene.mentions[again[0]].name == bearer.name
    return own and not scene.points(start, end)


def is_of_all(case: Case) -> bool:
    """某项目建成农田1.5万亩，[全县]农田总面积92万亩: whether the clause tells of all that an area has."""
    start = case.scene.clause(case.at)[0]
    return "Area" in case.counted.rule.subjects and _TOTAL.match(case.scene.text, start) is not None


def _others(case: Case, bearer: Mention, start: int, end: int) -> Iterator[int]:
    """Who else is named in [``start``, ``end``) and may have the number; not what is counted, who only builds, where the
    bearer lies, or what is some of what the number counts."""
    scene, clause = case.scene, case.scene.clause(case.at)[0]
    examples = _examples(case)
    for index in scene.within(start, end):
        mention = scene.mentions[index]
        if not scene.known(index) or mention.name == bearer.name or is_counted(scene, mention):
            continue
        if only_builds(scene, mention, case.at) or _is_where(scene, mention):
            continue
        if not examples or mention.start < clause:
            yield index


def _is_where(scene: Scene, place: Mention) -> bool:
    """项目选址某产业园，用地210亩: whether a place only says where the bearer lies."""
    start = scene.clause(place.start)[0]
    return place.type in _WHERE and _LIES.search(scene.text, start, scene.chain_start(place)) is not None


def _examples(case: Case) -> bool:
    """改造提升甲公园、乙桥等节点8处: whether the names of the clause are some of what the number counts."""
    start = case.scene.clause(case.at)[0]
    return _SOME.search(case.scene.text, start, case.counted.quantity.start) is not None


def same(case: Case) -> Subject | None:
    """Whoever the number before was about."""
    if case.last is None:
        return None
    scene, subject = case.scene, case.last[1]
    if case.counted.rule.work and scene.mentions[subject.mention].type == "Community":
        return work_there(scene, case.at, subject)
    return subject


def told_on(case: Case) -> Subject | None:
    """全县累计改造老旧小区73个…。今年计划再改造[18个]小区: the programme of homes that the sentence before counted, or else
    the last one told of, where the sentence has named nobody."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    first, end = scene.clause(case.at)
    named = any(scene.known(i) for i in (*scene.within(start, case.at), *scene.within(case.at, end)))
    other = scene.points(start, case.at) or scene.text.startswith(WHOLE, first)
    if named or other or not _GOES_ON.search(scene.text, start, end):
        return None
    counted = case.counted.rule.property in _OF_HOMES
    if case.last is not None and (counted or case.counted.rule.name in _PLAIN_COUNTS):
        work = scene.mentions[case.last[1].mention]
        if _is_programme(work) and case.last[0].quantity.at >= scene.sentence(max(0, start - 2))[0]:
            return Subject(case.last[1].mention, _TOLD_ON)
    if case.counted.rule.property != _OF_HOMES[0]:
        return None
    before = (i for i in reversed(scene.recent(case.at, MEMORY)) if _is_programme(scene.mentions[i]))
    last = next((i for i in before if scene.known(i)), None)
    return None if last is None or _led_since(scene, last, start) else Subject(last, _TOLD_ON)


def _led_since(scene: Scene, programme: int, at: int) -> bool:
    """Whether the paragraph has come to tell of an area that the programme is not called after: 某街道共有14个小区…."""
    work = scene.mentions[programme]
    recent = [i for i in scene.recent(at, MEMORY) if scene.mentions[i].start >= work.end]
    begin = scene.text.rfind("\n", scene.mentions[recent[0]].start, at) if recent else at
    since = (i for i in recent if scene.mentions[i].start > begin and scene.mentions[i].type == "Area")
    since = (i for i in since if scene.known(i))
    return any(scene.leads(i) and not work.name.startswith(scene.mentions[i].name) for i in since)


def _is_programme(work: Mention) -> bool:
    """Whether a work renews the homes of an area: 某区老旧小区改造."""
    return work.rule.startswith(_PROGRAMME) and _HOMES.search(work.name) is not None


def site_of(case: Case, subject: Subject) -> Subject:
    """The ground and the floors of 某馆建设 are the building's, where the article names that before the number."""
    scene, work = case.scene, case.scene.mentions[subject.mention]
    if work.type != "Project" or case.counted.rule.subjects[0] != "Place":
        return subject
    names = (i for i in reversed(scene.recent(case.at, MEMORY)) if scene.mentions[i].type in _SITES)
    return next((Subject(i, subject.score) for i in names if _is_work_on(work, scene.mentions[i])), subject)


def _is_work_on(work: Mention, site: Mention) -> bool:
    """Whether a work is done to a named site: 某馆建设; 某馆项目 is spoken of by itself."""
    rest = work.name.removeprefix(site.name)
    return rest != work.name and rest.startswith(_WORKS)


def _is_there(scene: Scene, place: Mention, at: int) -> bool:
    """共有楼房6栋，今年启动改造: whether the number's clause says what a home has, not what is done to it."""
    return place.type == "Community" and _HAS.match(scene.text, scene.clause(at)[0], at) is not None


def work_there(scene: Scene, at: int, subject: Subject) -> Subject:
    """某小区投入资金…实施改造: the money is the renewal's, not the compound's."""
    start, end = scene.sentence(at)
    place = scene.mentions[subject.mention]
    works = any(scene.text.find(word, start, end) >= 0 for word in measure_words().works)
    if place.type not in ("Community", "Area", "Place") or not works or _is_there(scene, place, at):
        return subject
    work = scene.work_at(place, at)
    if work is None or "；" in scene.text[at : min(end, scene.mentions[work].start)]:
        return subject  # 投资1.6亿元，新建学校12所；投资2300万元，建设农村公路
    return Subject(work, subject.score * 0.9)
