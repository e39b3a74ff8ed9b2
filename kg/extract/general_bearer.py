"""Whose a number is that no way of saying it tells: whoever the clause, else the sentence, else the article is about."""

from __future__ import annotations

import re

from kg.extract.attended import came
from kg.extract.builders import is_many, only_builds
from kg.extract.cases import BRIEF, GIVERS, Case, is_counted
from kg.extract.counts import Counted
from kg.extract.datelines import is_sent_from
from kg.extract.on_sites import PUT_UP
from kg.extract.prominence import WHOLE
from kg.extract.series import is_of_all, work_there
from kg.extract.stages import STAGE
from kg.extract.subjects import THRESHOLD, Scene, Subject
from kg.extract.tellers import is_compared, only_tells
from kg.extract.told import TOLD
from kg.extract.withheld import (
    is_elsewhere_told,
    is_means,
    is_of_a_noun,
    is_overtaken,
    overtaking,
)
from kg.extract.wording import NATIONAL
from kg.knowledge.boundaries import boundaries
from kg.types import EntityType, Mention

#: Before a noun that is set up so often.
_SETS_UP = re.compile("(?:建立|成立|组建|设立|建成|建起|新建|打造)(?:了)?$")
#: Money that is handed down is not of who hands it.
_HANDED = re.compile("资金|下达|拨付|下拨|安排|拨款|专款|补助")
_PUT_IN = re.compile("(?:累计|共|先后)投入|投入|整合|统筹|筹措|筹集|拿出")
_PUTS = re.compile(
    "(?:已|共|累计|先后|今年|去年|每年|计划|统筹|整合|多方|财政)*(?:投入|整合|统筹|筹措|筹集|拿出)"
)
#: 占到[某市]的三分之一: of what the share is taken.
_WHOLE = re.compile("占(?:到|据|了|全)?$")
_AUTHORITIES: tuple[EntityType, ...] = ("Agency", "Area")
#: What goes wrong in a home has no numbers of its own.
_NUMBERLESS = "works.trouble"
#: They bear numbers of sentences that do not name them only if so much speaks for them.
_FAINT: dict[EntityType, float] = {
    "Agency": 0.7,
    "Organization": 0.7,
    "Place": 0.7,
    "Event": 0.7,
    "Community": 0.6,
}
#: Those who rule rather than do things themselves.
_RULERS = re.compile("(?:[省市县区旗州镇乡]委|政协|人大(?:常委会)?)$")
_SITES: tuple[EntityType, ...] = ("Organization", "Place", "Community")
#: What is counted before the money that a work takes is not of that work: 全区清理小巷60条，投资9万元|改造某街.
_PAID_NEXT = re.compile(
    "，[^，。；0-9]{0,6}(?:投资|投入|斥资|筹资|筹集|争取)[^，。；]{0,4}[0-9][^，。；]{0,8}元"
)
#: Right before whoever a work reaches.
#: When all stages of a work are done.
_ALL_DONE = re.compile(
    "(?:(?:该|整个)?(?:项目|工程))?(?:全部|全面|整体|整个|完全)(?:建成|达产|投产|完工|竣工|投用|项目)"
)
_REACHES = re.compile("(?:动迁|拆迁|征迁|征收|搬迁|涉及|惠及|覆盖|受益|服务)(?:了|到)?$")
#: What a headline names is among so many topics.
_FIRST, _BY_HEADLINE = 40, 0.5
#: Of what is done on a site so much is the work's.
_DONE_TO = re.compile("新建|改造|铺设|铺装|翻新|更换|修缮|粉刷")
_LONG = ("全长", "总长", "长", "长约", "主跨", "宽", "高", "全长约")
#: Behind a work that was done: what follows came of it.
_AFTER = re.compile("(?:完成|竣工)?(?:之|以)?后，")


def general(case: Case) -> Subject | None:
    """Whoever the clause is about, else what the article is about."""
    scene, counted, rule = case.scene, case.counted, case.counted.rule
    about = counted.left[-8:] + counted.right if counted.quantity.unit == "count" else ""
    subject = scene.subject(case.at, rule.subjects, lambda mention: _may_bear(case, mention), about)
    if subject is None:
        named = [
            i for i in scene.topics if scene.mentions[i].type in rule.subjects and not scene.is_passing(i)
        ]
        far = counted.quantity.unit in BRIEF or not named
        return None if far else Subject(named[0], THRESHOLD)
    if (whole := _whole_area(case, subject.mention)) is not None:
        subject = Subject(whole, subject.score)
    if _is_far(scene, subject, counted):
        return None
    authority = scene.mentions[subject.mention].type in _AUTHORITIES
    if authority and rule.name == "investment" and _HANDED.search(counted.left):
        return _put_in(case, subject) or _headlined(case)
    if (taker := overtaking(case, subject.mention)) is not None:
        return Subject(taker, subject.score * 0.9)
    if is_overtaken(case, subject.mention):
        return None
    if scene.mentions[subject.mention].type == "Area" and not is_of_all(case):
        if (like := scene.named_like(counted.left + counted.right)) is not None:
            return Subject(like, subject.score * 0.9)
        if is_of_a_noun(case):
            return None
    if (done := _done_to(case, subject.mention)) is not None:
        return Subject(done, subject.score * 0.9)
    of_itself = scene.mentions[subject.mention].type == "Place" and _is_extent(counted)
    if is_elsewhere_told(case, subject.mention) or _is_faint(case, subject):
        return None
    if not rule.work or of_itself:
        return subject
    own = scene.own_work(subject.mention, case.at)
    there = work_there(scene, case.at, subject) if own is None else Subject(own, subject.score * 0.9)
    return subject if _is_paid_next(case, scene.mentions[there.mention]) else there


def _is_paid_next(case: Case, mention: Mention) -> bool:
    """Whether a work is told of only behind its own money, so that what is counted before is not of it."""
    behind = mention.type == "Project" and mention.start > case.at
    return behind and _PAID_NEXT.search(case.scene.text, case.at, mention.start) is not None


def _whole_area(case: Case, index: int) -> int | None:
    """[全县]农村公路总里程达3940公里: the area that the number's clause begins with, where the subject stands elsewhere."""
    scene, start = case.scene, case.scene.clause(case.at)[0]
    if scene.mentions[index].start >= start or "Area" not in case.counted.rule.subjects:
        return None
    first = next(iter(scene.within(start, case.at)), None)
    area = scene.mentions[first] if first is not None else None
    begins = (
        area is not None and area.type == "Area" and area.text.startswith(WHOLE) and scene.is_leading(area)
    )
    return first if begins else None


def _is_extent(counted: Counted) -> bool:
    """Whether a number tells how large or how long something is, which work on it leaves as it is: 占地30亩, 全长11公里."""
    unit = counted.quantity.unit
    if _DONE_TO.search(counted.left):
        return False  # 新建园路447平方米
    return unit == "m2" or (unit == "m" and counted.left.endswith(_LONG))


def _put_in(case: Case, subject: Subject) -> Subject | None:
    """全区累计投入资金6.9亿元，改造老旧小区83个: the work's that the sentence goes on about; 全区投入教育资金7.4亿元: the
    area's that leads the clause."""
    scene = case.scene
    if not _PUT_IN.search(case.counted.left):
        return None
    end = scene.sentence(case.at)[1]
    like = scene.named_like(scene.text[case.counted.quantity.end : end])
    if like is not None:
        return Subject(like, subject.score * 0.9)
    area = scene.mentions[subject.mention]
    puts = _is_near(case, area) and _PUTS.match(scene.text, area.end) is not None
    return subject if puts and area.type == "Area" else None


def _headlined(case: Case) -> Subject | None:
    """某省财政下达资金2.8亿元, under the headline 支持各地灾后重建: the one work that the headline names."""
    scene = case.scene
    works = [i for i in scene.topics[:_FIRST] if scene.mentions[i].type == "Project"]
    named = [i for i in works if scene.mentions[i].name in scene.titled]
    return Subject(named[0], _BY_HEADLINE) if len(named) == 1 else None


def _is_faint(case: Case, subject: Subject) -> bool:
    """Whether a body or a place that the sentence does not name is hardly the one."""
    scene, mention = case.scene, case.scene.mentions[subject.mention]
    if subject.score >= _FAINT.get(mention.type, 0.0) or (scene.is_answer and mention.type == "Community"):
        return False
    start = scene.sentence(case.at)[0]
    again = (i for i, _ in (*scene.renamed(start, case.at), *scene.all_pointed(start, case.at)))
    inside = (*scene.within(*scene.sentence(case.at)), *again)
    return not any(scene.mentions[i].name == mention.name for i in inside)


def _done_to(case: Case, index: int) -> int | None:
    """某医院[扩建]后，新建病床100张: the work that the sentence says was done to whoever it names."""
    scene, site = case.scene, case.scene.mentions[index]
    if site.type not in _SITES:
        return None
    before = scene.within(scene.sentence(case.at)[0], case.at)
    works = [
        i
        for i in before
        if scene.mentions[i].type == "Project" and _AFTER.match(scene.text, scene.mentions[i].end)
    ]
    ends = {scene.mentions[i].end for i in before if scene.mentions[i].name == site.name}
    return next((i for i in works if scene.mentions[i].start in ends), None)


def _may_bear(case: Case, mention: Mention) -> bool:
    """Whether a name that does not hold the number may have it.

    How long something took in hours or days is said of who is named in the sentence. In an answer to a question
    the authorities speak elsewhere; its numbers are of what was asked about.
    """
    if _is_ruled_out(case, mention):
        return False
    region = mention.type == "Place" and boundaries().is_region(mention.name)
    if region and not case.scene.is_leading(mention):
        return False
    if case.scene.is_answer and mention.type in _AUTHORITIES and not _is_near(case, mention):
        return False
    start, end = case.scene.sentence(case.at)
    if case.counted.rule.subjects == ("Person",):
        return start <= mention.start < end
    if case.counted.rule.name == "investment" and mention.type in GIVERS:
        works = [i for i in case.scene.within(start, case.at) if case.scene.mentions[i].type == "Project"]
        if any(case.scene.known(i) for i in works):
            return False
    if case.counted.quantity.unit in BRIEF and not start <= mention.start < end:
        return any(case.scene.mentions[i].name == mention.name for i, _ in case.scene.renamed(start, case.at))
    return start <= mention.start < end or not _is_elsewhere(case.scene, mention)


def _is_ruled_out(case: Case, mention: Mention) -> bool:
    """Whether what the words around a name say keeps the number from it, wherever the number stands."""
    scene = case.scene
    if mention.start <= case.at < mention.end or mention.rule == _NUMBERLESS:
        return True
    if is_sent_from(scene.text, mention) or is_compared(scene, mention):
        return True
    if _counts_up(case, mention) or _is_set_up(case, mention) or _is_of_its_work(case, mention):
        return True
    if mention.rule == STAGE and _is_of_whole(case, mention):
        return True
    if mention.rule == PUT_UP and not _is_its_cost(case, mention):
        return True
    if mention.rule == NATIONAL and is_means(scene, mention):
        return True
    if only_tells(scene, mention, case.at) or _is_ahead(case, mention):
        return True
    if only_builds(scene, mention, case.at) or (mention.type in _AUTHORITIES and came(case)):
        return True
    if _is_reached(case, mention) or _is_ruler(case, mention) or is_many(scene, mention, case.at):
        return True
    if mention.type != "Project" and is_counted(scene, mention):
        return True
    share = case.counted.quantity.unit == "percent"
    return share and _WHOLE.search(scene.text, mention.start - 3, mention.start) is not None


def _is_of_whole(case: Case, stage: Mention) -> bool:
    """其中一期投资7亿元…。全部达产后，年产值[35亿元]: whether a sentence behind the stage's speaks of all stages."""
    start = case.scene.sentence(case.at)[0]
    return stage.end <= start and _ALL_DONE.match(case.scene.text, start) is not None


def _is_its_cost(case: Case, mention: Mention) -> bool:
    """Whether a sum in the sentence that tells of the building of something is what that cost."""
    start, end = case.scene.sentence(mention.start)
    return case.counted.rule.name == "investment" and start <= case.at < end


def _is_of_its_work(case: Case, mention: Mention) -> bool:
    """Whether the sentence speaks of the work on a place instead of the place: 建设某产业园，该[项目]用地700亩."""
    if mention.type not in ("Place", "Organization") or _is_near(case, mention):
        return False
    pointed = case.scene.all_pointed(case.scene.sentence(case.at)[0], case.at)
    works = (case.scene.mentions[i] for i, _ in pointed)
    return any(m.type == "Project" and m.name.startswith(mention.name) for m in works)


def _is_ahead(case: Case, mention: Mention) -> bool:
    """Whether a work that is only told of has not come to word yet: 三村22栋，568户…去年3月列入改造."""
    if mention.type == "Project" and "；" in case.scene.text[case.at : mention.start]:
        return True  # 投资1.6亿元，新建学校12所；投资2300万元，建设农村公路
    if _is_paid_next(case, mention):
        return True
    return mention.rule == TOLD and mention.start > case.at and not _is_near(case, mention)


def _is_reached(case: Case, mention: Mention) -> bool:
    """某路南延…，要动迁[某村]37户: whether a place is only what the work that its sentence tells of reaches."""
    if mention.type not in ("Community", "Area") or case.counted.rule.subjects[0] != "Project":
        return False
    scene, start = case.scene, case.scene.clause(mention.start)[0]
    if not start <= case.at < scene.clause(mention.start)[1] or not _REACHES.search(
        scene.text, start, scene.chain_start(mention)
    ):
        return False
    before = scene.within(scene.sentence(mention.start)[0], mention.start)
    return any(scene.mentions[i].type == "Project" and scene.known(i) for i in before)


def _is_ruler(case: Case, mention: Mention) -> bool:
    """Whether a committee of the party or a people's congress is only named before: it has hardly any number."""
    ruler = mention.type == "Agency" and _RULERS.search(mention.name) is not None
    return ruler and not (case.scene.is_leading(mention) and _is_near(case, mention))


def _is_set_up(case: Case, mention: Mention) -> bool:
    """建立某某党支部90个: the number counts what somebody sets up, and is whoever's does."""
    counts = case.counted.quantity.unit == "count" and mention.end == case.counted.quantity.start
    return counts and _SETS_UP.search(case.scene.text, max(0, mention.start - 4), mention.start) is not None


def _is_near(case: Case, mention: Mention) -> bool:
    return case.scene.clause(case.at) == case.scene.clause(mention.start)


def _counts_up(case: Case, mention: Mention) -> bool:
    """某溪、某江、某河4条河流, 甲小区、乙小区等7个小区: whether the number counts a list that the name is in."""
    scene, quantity = case.scene, case.counted.quantity
    start = scene.clause(case.at)[0]
    last = scene.within(start, quantity.start)[-1:]
    behind = scene.text[scene.mentions[last[0]].end : quantity.start] if last else "-"
    counts_up = (
        quantity.unit == "count" and behind in ("", "等", "这") and scene.is_listed(scene.mentions[last[0]])
    )
    return counts_up and start <= mention.start < quantity.start and scene.is_listed(mention)


def _is_elsewhere(scene: Scene, mention: Mention) -> bool:
    """In an answer, an authority, or a body that nobody asked about."""
    if not scene.is_answer or mention.type not in (*_AUTHORITIES, "Organization"):
        return False
    return mention.type in _AUTHORITIES or mention.name not in scene.titled


def _is_far(scene: Scene, subject: Subject, counted: Counted) -> bool:
    """Whether the sentence names nobody whose share or growth it could be (效率提升30%)."""
    mention = scene.mentions[subject.mention]
    start, end = scene.sentence(counted.quantity.at)
    vague = counted.rule.property in ("rate", "growthRate") or counted.rule.name in ("money", "per-head")
    vague = vague and mention.type in ("Area", "Place")
    pointed = any(
        scene.mentions[i].name == mention.name for i, _ in scene.all_pointed(start, counted.quantity.at)
    )
    return vague and not pointed and not start <= mention.start < end
