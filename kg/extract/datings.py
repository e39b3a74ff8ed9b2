"""Dates of entities: what was built, founded, started, completed, held, or spoken of on a date.

The words beside a date name what happened (``seeds/lexicons/time_words.toml``); a date whose words say
nothing is no date of anything. What is only planned is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.happenings import did, held, meanwhile
from kg.extract.moments import Moment, Told, is_planned, moments
from kg.extract.reports import answered, reported, seen
from kg.extract.subjects import Scene, Subject
from kg.extract.times import times
from kg.knowledge.datings import DatingRule, time_words
from kg.types import Article, Dating, EntityType, Mention

_CLAUSE_END = re.compile(r"[，；：]")
#: A subject less sure than this is none: the date stays of nothing.
_SURE = 0.5
#: A stretch of time is a work's only if the work is named there or nearly certain.
_CERTAIN = 0.85
#: What stands behind a verb is no object if it is this short.
_FEW_WORDS = 3
#: 2019年12月[出台的]某事: the date is that noun's.
_ATTRIBUTE = re.compile("[一-龥]{2,4}的(?!时候|时|同时)")
#: Behind a work: another thing was held, or it was done so often.
_NOT_IT = re.compile(
    r"”?(?:(?:工作)?(?:推进|动员|部署|调度|启动|座谈|培训|总结|观摩|现场)会|[0-9]+[余多]?[万千百]?(?:次|场|期|轮))"
)
_SO_MANY = re.compile("[0-9][余多]?[万千百]?(?:[个项处栋幢户家条座所台部]|万户)")
#: What is begun is named so near behind the verb (启动改造项目).
_REST = 8
#: 对[原某公园]进行了改造.
_TO, _DOES = re.compile("[对把将]原?$"), re.compile("(?:进行|实施|开展)[了]?[^，。；]{0,4}改造$")
_TAKEN = re.compile("[把将](?=[^，。；]{4})")
_TAKES = re.compile("[把将]“?$")
#: Behind so many clauses a verb is the date's only if what it acts on is named.
_VERB_CLAUSES = 3
#: Works are completed, not built.
_WORKS: tuple[EntityType, ...] = ("Project", "Event")
_PEOPLE: tuple[EntityType, ...] = ("Person",)
#: What a clause begins with before its date, beside a name: 早在[2013年], 后于[2013年].
_LEADS_IN = re.compile(
    "^.*、|^.*[这那它]是|一[个座所条]|早在|截至|截止|直到|后来|随后|目前|如今|其中|同时|此后|因此|终于|原定|[早在到至自从于已将并又也还而则即均曾是后，、“”的《（]"
)
_ADVERBS = re.compile("正式|全面|全部|顺利|圆满|如期|基本|已经?|于|在|开始|成功|同步|陆续|[，、“”]")
_PLANNED = re.compile("将于|拟于|预计|计划")
#: 3个多月后: what follows was another day.
_LATER = re.compile("[年月天日周]后$")
_JOINTS = ("和", "、", "以及", "及", "与")


def datings(article: Article, mentions: Sequence[Mention], topics: Sequence[int]) -> list[Dating[int]]:
    """The dates of ``mentions`` (sorted by start) that ``article`` states, in order, none twice.

    ``topics`` are indices of mentions, what the article is most about first. Without a date of the
    article, only dates with their own year are read.
    """
    scene = Scene(article, mentions, topics)
    dated = moments(scene, times(article))
    told = [_dating(moment, told) for moment in dated for told in _told(moment)]
    found: dict[tuple[str, str, str, str], Dating[int]] = {}
    for dating in (*told, *meanwhile(scene, dated, told), *answered(scene)):
        named = mentions[dating.subject]
        found.setdefault((named.type, named.name, dating.property, dating.value), dating)
    return list(found.values())


def _told(moment: Moment) -> list[Told]:
    """What is said of the date: by the first way of saying it that fits."""
    for ask in (_stands_before, _ends_of_a_stretch, held, _verbs, reported, seen, did):
        told = list(ask(moment))
        if told:
            return told
    return []


def rule_before(words: str) -> tuple[DatingRule | None, str]:
    """The rule whose word ends the words before a date (建成于), and that word."""
    for rule in time_words().rules:
        for word in rule.before:
            if words.endswith(word):
                return rule, word
    return None, ""


def _stands_before(moment: Moment) -> Iterator[Told]:
    rule, word = rule_before(moment.before)
    if rule is None:
        return
    at = moment.time.start - len(word)
    subject = moment.scene.subject(at, rule.subjects, lambda mention: mention.end <= at)
    if subject is not None:
        yield Told(rule.property, subject, rule.name, moment.time.end)


def _ends_of_a_stretch(moment: Moment) -> Iterator[Told]:
    """从3月2日到4月6日: the work began and ended."""
    joined = moment.time.kind == "to" or moment.scene.text.startswith(("到", "至", "—", "-"), moment.time.end)
    if moment.time.kind == "point" or not joined:
        return
    subject = moment.scene.subject(moment.time.end, _WORKS)
    if subject is None:
        return
    named = moment.start <= moment.scene.mentions[subject.mention].start < moment.end
    if named or subject.score >= _CERTAIN:
        ends = moment.time.kind == "to"
        if moment.scene.mentions[subject.mention].type == "Event":
            yield from () if ends else (Told("heldOn", subject, "stretch", moment.time.end),)
            return
        yield Told("completedOn" if ends else "startedOn", subject, "stretch", moment.time.end)


def _verbs(moment: Moment) -> Iterator[Told]:
    """The verbs behind the date, clause by clause; after the first one only those whose object is named."""
    if moment.behind.startswith("以来"):
        return
    first, at = True, moment.time.end
    for place, clause in enumerate(_CLAUSE_END.split(moment.behind)):
        if _LATER.search(clause):
            return
        first = first and place < _VERB_CLAUSES
        rule, verb = rule_behind(clause)
        attributive = rule is None or not clause[:verb].endswith("的")
        first = first and not (place == 0 and attributive and _ATTRIBUTE.match(clause))
        since = moment.time.kind == "from" and not _begins(rule)
        if rule is not None and not since and not _is_planned(moment, clause[:verb]):
            for subject in _whose(moment, rule, at + verb, at + len(clause), first):
                yield Told(rule.property, subject, rule.name, at + len(clause))
                first = False
        at += len(clause) + 1


def _is_planned(moment: Moment, words: str) -> bool:
    """也将于2020年、2021年陆续开业: what is said of either date is a plan."""
    return is_planned(moment.before[-4:] + words) or _PLANNED.search(moment.before) is not None


def _begins(rule: DatingRule | None) -> bool:
    """自2011年起调任…: what the rule tells of may begin a stretch of time."""
    return rule is not None and (rule.property == "startedOn" or rule.subjects == _PEOPLE)


def rule_behind(clause: str) -> tuple[DatingRule | None, int]:
    """The rule whose word comes first in a clause behind a date, and where that word ends."""
    best: tuple[int, int] | None = None
    chosen: DatingRule | None = None
    for rule in time_words().rules:
        if any(word in clause for word in rule.unless):
            continue
        for word in rule.after:
            at = clause.find(word)
            if at >= 0 and (best is None or (at, -len(word)) < best):
                best, chosen = (at, -len(word)), rule
    return (chosen, best[0] - best[1]) if best else (None, 0)


def _whose(moment: Moment, rule: DatingRule, verb: int, end: int, first: bool) -> list[Subject]:
    """Whose date it is: the objects behind the verb, else (for the first verb) its subject."""
    scene = moment.scene
    objects = _done_to(scene, rule, verb) or _objects(scene, rule, verb, end)
    if objects:
        return [Subject(_work_on(scene, rule, index), 0.9) for index in _listed(scene, objects)]
    taken = rule.name == "happened" and _TAKEN.search(scene.text, scene.clause(verb - 1)[0], verb) is not None
    other_object = taken or rule.object == "must" or _has_other_object(rule, scene.text[verb:end])
    other_object = other_object or scene.points_nowhere(scene.clause(moment.time.start)[0], verb)
    named = first and not other_object
    start = moment.start if rule.subjects == _PEOPLE else 0
    inside = scene.subject(verb, rule.subjects, lambda mention: start <= mention.start < end)
    subject = inside if named else None
    if subject is None or subject.score < _SURE or _is_of_another(moment, rule, subject, verb):
        return []
    place = scene.mentions[subject.mention]
    work = scene.work_at(place, verb) if rule.work and place.type in ("Community", "Area") else None
    work = scene.own_work(subject.mention, verb) if rule.work and work is None else work
    nameless = _is_of_its_work(scene, rule, place, verb) or _is_in_work(scene, rule, subject.mention)
    if work is None and nameless:
        return []
    return [subject if work is None else Subject(work, subject.score * 0.9)]


def _is_of_its_work(scene: Scene, rule: DatingRule, place: Mention, verb: int) -> bool:
    """某社区管网改造工程完工: a work that nobody names, not the community."""
    between = scene.text[place.end : verb] if place.type in ("Community", "Area") else ""
    own = _CLAUSE_END.split(between)[0]
    for word in rule.after:
        own = own.replace(word, "")
    return rule.work and any(word in own for word in time_words().works)


def _objects(scene: Scene, rule: DatingRule, verb: int, end: int) -> list[int]:
    if not rule.object:
        return []
    inside = [i for i in scene.within(verb, end) if scene.known(i) and not _is_in_work(scene, rule, i)]
    return [i for i in inside if scene.mentions[i].type in rule.subjects[:3]]


def _is_in_work(scene: Scene, rule: DatingRule, index: int) -> bool:
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


def _done_to(scene: Scene, rule: DatingRule, verb: int) -> list[int]:
    """对某公园进行了改造, 把某工程列入计划: what the verb is done to stands before it."""
    start = scene.clause(verb - 1)[0]
    does = rule.work and _DOES.search(scene.text, start, verb) is not None
    into = rule.name == "happened"
    before = [i for i in scene.within(start, verb) if scene.known(i)] if does or into else []
    done = [i for i in before if (_TO if does else _TAKES).search(scene.text, start, scene.mentions[i].start)]
    return [i for i in done if scene.mentions[i].type in rule.subjects][-1:]


def _work_on(scene: Scene, rule: DatingRule, index: int) -> int:
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
    return len(own) >= _FEW_WORDS and not _may_mean(own, mention)


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
    return len(own) >= _FEW_WORDS and not _may_mean(own, mention)


def _may_mean(own: str, mention: Mention) -> bool:
    """Whether words may stand for a name: 公园 for 某公园, 改造工程 for the work that the article is about."""
    works = mention.type in ("Project", "Event", "Community", "Place") and any(
        w in own for w in time_words().works
    )
    return works or mention.name.endswith(own[-2:])


def _has_other_object(rule: DatingRule, rest: str) -> bool:
    """启动联动机制: something else than a work was begun."""
    transitive = rule.object == "may" and len(rest) > _FEW_WORDS
    if transitive and _SO_MANY.search(_CLAUSE_END.split(rest)[0]):
        return True
    return transitive and not any(word in rest for word in time_words().works)


def _listed(scene: Scene, objects: Sequence[int]) -> list[int]:
    """The first object and those that are joined to it by 和 or 、."""
    kept = [objects[0]]
    for index in objects[1:]:
        between = scene.text[scene.mentions[kept[-1]].end : scene.mentions[index].start]
        if between not in _JOINTS:
            break
        kept.append(index)
    return kept


def _dating(moment: Moment, told: Told) -> Dating[int]:
    scene = moment.scene
    start = scene.clause(moment.time.start)[0]
    end = max(moment.time.end, min(told.end, scene.sentence(moment.time.start)[1]))
    confidence = min(0.95, 0.3 + 0.6 * told.subject.score)
    source = scene.source(start, end, f"datings.{told.rule}", confidence)
    value = _property(scene.mentions[told.subject.mention], moment, told)
    return Dating(told.subject.mention, value, moment.time.iso, source)


def _property(mention: Mention, moment: Moment, told: Told) -> str:
    """Works are completed, not built; an event, or an activity of one day, is held, not started."""
    if told.property == "builtIn" and mention.type in _WORKS:
        return "completedOn"
    of_a_day = moment.time.granularity == "day" and mention.name.endswith(time_words().meetings)
    if told.rule == "started-by" and (mention.type == "Event" or of_a_day):
        return "heldOn"
    return told.property
