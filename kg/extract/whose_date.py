"""Whose a date is that a verb stands behind: what the verb acts on, else its subject."""

from __future__ import annotations

import re
from bisect import bisect_left

from kg.extract.acted_on import FEW_WORDS, done_to, has_other_object, is_in_work, listed, objects, work_on
from kg.extract.builders import is_many, only_builds
from kg.extract.in_charge import work_of_speaker
from kg.extract.moments import Moment
from kg.extract.subjects import Scene, Subject
from kg.extract.taken_up import ENROLLED, TAKEN_UP
from kg.extract.told import TOLD
from kg.knowledge.datings import DatingRule, time_words
from kg.types import EntityType, Mention

_CLAUSE_END = re.compile(r"[，；：]")
#: A subject less sure than this is none: the date stays of nothing.
_SURE = 0.5
#: What is begun is named so near behind the verb (启动改造项目).
_REST = 8
#: How long a verb may be that is itself the mention of a renewal (一并[列入]某计划).
_VERB = 4
#: The rule of what was built in a year, before its noun.
_ATTRIBUTE = "built-attribute"
#: Ends of what is said of a building that is put up, and of the name of that work.
_BUILDS = re.compile("开始(?:建设|施工|修建|兴建|动工)$")
_BUILDING = re.compile("(?:[一二三]期)?(?:建设|新建|扩建|改扩建|项目|工程){1,2}")
#: Behind 被列为: what only works are listed as.
_LISTED = re.compile("[^，。；]{0,16}?(?:工程|项目|实事)")
_BARE_WORKS = ("项目", "工程")
#: Behind a verb of beginning: a work without its name (某公司|启动|改造项目); how many names back it stands.
_BARE_OBJECT, _REMEMBERED = (
    re.compile("(?:该|此|小区|整个)?(?:改造|建设|整治|维修)?(?:项目|工程)(?![部组])"),
    30,
)
_FIRMS: tuple[EntityType, ...] = ("Organization", "Agency")
_LIES = re.compile("(?:位于|地处|坐落于|坐落在)$")
#: Agencies that are houses, too: they are opened and built.
_HOUSES = ("中心", "站", "馆", "医院", "学校", "所", "厅", "基地", "分局", "支队", "大队")
#: Whose works are not they themselves.
_OWNERS: tuple[EntityType, ...] = ("Community", "Area", "Organization", "Agency")
_TAKEN = re.compile("[把将](?=[^，。；]{4})")
_PEOPLE: tuple[EntityType, ...] = ("Person",)
#: Before whoever founds it.
_BY = re.compile("[由经受]|在")
#: What a clause begins with before its date, beside a name: 早在[2013年], 后于[2013年].
_LEADS_IN = re.compile(
    "^.*、|^.*[这那它]是|一[个座所条]|早在|截至|截止|直到|后来|随后|目前|如今|其中|同时|此后|因此|终于|原定|[早在到至自从于已将并又也还而则即均曾是后，、“”的《（]"
)
_ADVERBS = re.compile("正式|全面|全部|顺利|圆满|如期|基本|已经?|于|在|开始|成功|同步|陆续|[，、“”]")


def whose(moment: Moment, rule: DatingRule, verb: int, end: int, first: bool) -> list[Subject]:
    """Whose date it is: what certain words show, the objects behind the verb, else (for the first verb) its subject."""
    scene = moment.scene
    shown = _shown(moment, rule, verb, end)
    if shown is not None:
        return [shown]
    acted_on = done_to(scene, rule, verb) or objects(scene, rule, verb, end)
    if acted_on:
        return [Subject(work_on(scene, rule, index), 0.9) for index in listed(scene, acted_on)]
    if rule.work and (work := _bare_work(moment, verb)) is not None:
        return [Subject(work, 0.85)]
    subject = (
        _subject(moment, rule, verb, end) if first and not _other_object(moment, rule, verb, end) else None
    )
    meant = None if subject is None else _meant(moment, rule, verb, subject)
    return [] if meant is None else [meant]


def _shown(moment: Moment, rule: DatingRule, verb: int, end: int) -> Subject | None:
    """Whose date it is by what stands right beside the date or the verb."""
    scene = moment.scene
    near = (bisect_left(scene.mentions, at, key=lambda m: m.start) for at in (verb - _VERB, verb))
    taken_up = next((i for i in range(*near) if _is_taken_up(scene.mentions[i])), None)
    if taken_up is not None and rule.name == "happened":
        return Subject(taken_up, 0.9)
    if rule.work and (work := _named_before(moment, verb)) is not None:
        return Subject(work, 0.95)
    if rule.work and (work := work_of_speaker(scene, verb)) is not None:
        return Subject(work, 0.9)
    if (person := _right_before(scene, rule, verb)) is not None:
        return Subject(person, 0.9)
    meant = _pointed_behind(scene, verb, end) if rule.name == _ATTRIBUTE else None
    return None if meant is None else Subject(meant, 0.9)


def _other_object(moment: Moment, rule: DatingRule, verb: int, end: int) -> bool:
    """Whether the verb acts on something that has no name, so that its subject has no date by it."""
    scene = moment.scene
    taken = rule.name == "happened" and _TAKEN.search(scene.text, scene.clause(verb - 1)[0], verb) is not None
    if taken or rule.object == "must" or has_other_object(rule, scene.text[verb:end]):
        return True
    return scene.points_nowhere(scene.clause(moment.time.start)[0], verb)


def _subject(moment: Moment, rule: DatingRule, verb: int, end: int) -> Subject | None:
    """The subject of the verb, if it is sure enough and may have such a date."""
    scene = moment.scene
    start = moment.start if rule.subjects == _PEOPLE else 0

    def may(mention: Mention) -> bool:
        builds = only_builds(scene, mention, verb - 1) or is_many(scene, mention, verb - 1)
        return start <= mention.start < end and not _lies_there(scene, mention) and not builds

    subject = scene.subject(verb, rule.subjects, may)
    if subject is None or subject.score < _SURE or _is_of_another(moment, rule, subject, verb):
        return None
    named = scene.mentions[subject.mention]
    address = named.type == "Place" and named.name.endswith("号")
    if rule.property == "foundedIn" and _is_somebodys(scene, named, verb):
        return None
    approves = rule.work and named.type == "Agency" and not named.name.endswith(_HOUSES)
    return None if address or approves else subject  # 国务院批复同意某港对外开放


def _is_somebodys(scene: Scene, body: Mention, verb: int) -> bool:
    """Whether a body only says whose somebody is who founds something: 某村党支部|书记某某|带头成立合作社; it may be
    founded by him: 某合唱团|由某某|发起成立."""
    start = max(body.end, scene.clause(verb - 1)[0])
    people = [m for i in scene.within(start, verb) if (m := scene.mentions[i]).type == "Person"]
    return bool(people) and _BY.search(scene.text, start, people[0].start) is None


def _meant(moment: Moment, rule: DatingRule, verb: int, subject: Subject) -> Subject | None:
    """The subject, or the work on it that the verb is about; None where that work has no name."""
    scene, place = moment.scene, moment.scene.mentions[subject.mention]
    if rule.work and place.type in _FIRMS and _BARE_OBJECT.match(scene.text, verb):
        begun = _last_work(moment, verb)
        return None if begun is None else Subject(begun, 0.75)
    work = _work_of(scene, rule, verb, subject.mention)
    if work is not None:
        return Subject(work, subject.score * 0.9)
    nameless = _is_of_its_work(scene, rule, place, verb) or is_in_work(scene, rule, subject.mention)
    return None if nameless else subject


def _work_of(scene: Scene, rule: DatingRule, verb: int, index: int) -> int | None:
    """The work at, of, or on what the subject names, if the verb is one of works."""
    place = scene.mentions[index]
    work = scene.work_at(place, verb) if rule.work and place.type in ("Community", "Area") else None
    if rule.work and work is None:
        work = scene.own_work(index, verb)
    listed_as = rule.name == "happened" and _LISTED.match(scene.text, verb) is not None
    begun = rule.work and _BUILDS.search(scene.text, verb - 6, verb) is not None
    return building_of(scene, place) if work is None and (listed_as or begun) else work


def _named_before(moment: Moment, verb: int) -> int | None:
    """某小区改造|今年4月|开工: the work right before the date, where the verb follows it."""
    scene, start = moment.scene, moment.scene.clause(moment.time.start)[0]
    if not start <= verb - 1 < scene.clause(moment.time.end)[1]:
        return None
    last = next(reversed(scene.within(start, moment.time.start)), None)
    if last is None or scene.mentions[last].type != "Project" or not scene.known(last):
        return None
    between = scene.text[scene.mentions[last].end : moment.time.start]
    return last if not _ADVERBS.sub("", between) and scene.mentions[last].rule != TOLD else None


def _pointed_behind(scene: Scene, verb: int, end: int) -> int | None:
    """1992年建成的|这栋楼: what the words behind the verb point at."""
    return next((index for index, at in scene.all_pointed(verb, end) if at == verb), None)


def _last_work(moment: Moment, at: int) -> int | None:
    """The work named last before ``at``, else the one that the article is about."""
    scene = moment.scene
    before = (i for i in reversed(scene.recent(at, _REMEMBERED)) if scene.mentions[i].type == "Project")
    works = (i for i in scene.topics if scene.mentions[i].type == "Project")
    return next(before, next(works, None))


def _bare_work(moment: Moment, verb: int) -> int | None:
    """2016年4月，[项目]通过招标，某公司入场施工: the work that a clause behind the date begins with, by its last word."""
    renamed = moment.scene.renamed(moment.time.start, verb)
    begun = (i for i, at in renamed if at < verb and moment.scene.text.startswith(_BARE_WORKS, at))
    return next((i for i in begun if moment.scene.mentions[i].type == "Project"), None)


def _right_before(scene: Scene, rule: DatingRule, verb: int) -> int | None:
    """10月8日，[刘汉生]获评劳动模范: somebody right before a verb of what happens to people, too."""
    last = scene.within(scene.clause(verb - 1)[0], verb)[-1:]
    if "Person" not in rule.subjects or not last or scene.mentions[last[0]].type != "Person":
        return None
    own = scene.text[scene.mentions[last[0]].end : verb]
    for word in rule.after:
        own = own.replace(word, "")
    return last[0] if not _ADVERBS.sub("", own) else None


def _is_taken_up(work: Mention) -> bool:
    """Whether a verb of taking in is the mention of a renewal, of one compound or of several together."""
    return work.rule == TAKEN_UP or (work.rule == ENROLLED and work.text.startswith("一"))


def _lies_there(scene: Scene, mention: Mention) -> bool:
    """位于[某路]的车站于1999年竣工: whether something else only lies there."""
    return _LIES.search(scene.text, scene.clause(mention.start)[0], mention.start) is not None


def building_of(scene: Scene, place: Mention) -> int | None:
    """公园|开始建设, where the article knows 某公园|建设: the work, not the place."""
    if place.type not in ("Place", "Organization"):
        return None
    return next((i for i in (*scene.topics, *scene.outer) if _is_building(scene.mentions[i], place)), None)


def _is_building(work: Mention, place: Mention) -> bool:
    if work.type != "Project":
        return False
    names = [name for name in (place.name, *place.aliases) if name in work.name]
    return any(_BUILDING.fullmatch(work.name, work.name.index(name) + len(name)) for name in names)


def _is_of_its_work(scene: Scene, rule: DatingRule, place: Mention, verb: int) -> bool:
    """某社区管网改造工程完工: a work that nobody names, not the community."""
    between = scene.text[place.end : verb] if place.type in _OWNERS else ""
    own = _CLAUSE_END.split(between)[0]
    for word in rule.after:
        own = own.replace(word, "")
    return rule.work and any(word in own for word in time_words().works)


def _is_of_another(moment: Moment, rule: DatingRule, subject: Subject, verb: int) -> bool:
    """Whether the verb has a subject of its own that is no name: 阅读点改造完成 says nothing of the mine before."""
    scene, mention = moment.scene, moment.scene.mentions[subject.mention]
    begun = rule.object == "may" and any(w in scene.text[verb : verb + _REST] for w in time_words().works)
    if not begun and _is_anothers_date(moment, mention):
        return True
    start = max(scene.clause(verb - 1)[0], moment.time.end)
    if mention.end > start or mention.type == "Person":
        return False
    own = scene.text[start:verb]
    for word in rule.after:
        own = own.replace(word, "")
    own = _ADVERBS.sub("", own)
    return len(own) >= FEW_WORDS and not _may_mean(own, mention)


def _is_anothers_date(moment: Moment, mention: Mention) -> bool:
    """供应管网于2008年启用, 健康中心已于2019年搬迁: a noun that is no name stands before the date."""
    scene, start = moment.scene, moment.scene.clause(moment.time.start)[0]
    before = scene.within(start, moment.time.start)
    if before and mention.end <= start:  # 郑州至襄阳|段已于2019年开通: part of a name, and a noun behind it
        own = _LEADS_IN.sub("", scene.text[scene.mentions[before[-1]].end : moment.time.start])
        return bool(own) and not _may_mean(own, mention)
    if (
        scene.within(start, moment.time.end)
        or start <= mention.start < moment.end
        or scene.points(start, moment.time.start)
    ):
        return False
    own = _LEADS_IN.sub("", moment.before)
    return len(own) >= FEW_WORDS and not _may_mean(own, mention)


def _may_mean(own: str, mention: Mention) -> bool:
    """Whether words may stand for a name: 公园 for 某公园, 改造工程 for the work that the article is about."""
    works = mention.type in ("Project", "Event", "Community", "Place") and any(
        w in own for w in time_words().works
    )
    return works or mention.name.endswith(own[-2:])
