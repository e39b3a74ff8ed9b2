"""Dates of entities: what was built, founded, started, completed, held, or spoken of on a date.

The words beside a date name what happened (``seeds/lexicons/time_words.toml``); a date whose words say
nothing is no date of anything. What is only planned is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.extract.consequences import follows, put_in
from kg.extract.happenings import held, is_trouble, meanwhile, moved, went_wrong, yearly
from kg.extract.moments import Moment, Told, is_planned, moments
from kg.extract.reports import reported, seen
from kg.extract.subjects import Scene, Subject
from kg.extract.whose_date import building_of, whose
from kg.knowledge.alternatives import any_of
from kg.knowledge.datings import DatingRule, time_words
from kg.types import Dating, EntityType, Mention

_CLAUSE_END = re.compile(r"[，；：]")
#: A stretch of time is a work's only if the work is named there or nearly certain.
_CERTAIN = 0.85
#: 2019年12月[出台的]某事: the date is that noun's.
_ATTRIBUTE = re.compile("[一-龥]{2,4}的(?!时候|时|同时)")
#: Behind so many clauses a verb is the date's only if what it acts on is named.
_VERB_CLAUSES = 3
#: Works are completed, not built.
_WORKS: tuple[EntityType, ...] = ("Project", "Event")
_PEOPLE: tuple[EntityType, ...] = ("Person",)
#: Behind the first of two days: the second.
_OTHER_END = re.compile(r"[到至—-]+[\d年月日]+")
#: A work that is in use is at its end.
_USED = re.compile("投入(?:使用|运营|运行)|投产|正式启用|建成通车|正式通车|开放")
#: A road is open for traffic, a park for visitors, and the work on it is at its end.
_OPENED = ("opened", "open")
#: Behind the date that something goes on since, and before what this year brought.
_ONWARDS, _THIS_YEAR, _PROGRAMME = ("以来", "起，", "至今"), "今年", "works.programme"
_SINCE_CLAUSES = 1
#: Somebody carries it out; it is only what something else is done for.
_CARRIES_OUT, _ADJUNCT = (
    re.compile("(?:实施|开展|推进|推行|启动|开启)(?:了)?$"),
    ("以", "围绕", "结合", "按照"),
)
#: Another one is told of; the rest of many.
_REST = ("其余", "剩余", "剩下", "余下")
_ALL = re.compile("全部工程|整个工程|全部项目")
#: Between a name and what it is said to be, and what is told of by a noun: 的[老车间]将予以保留.
_IS = re.compile("[是为]|属于?|[这该此](?:个|座|栋|处|所|里|条|片)?$")
_NOUN = re.compile("[一-龥]{2}")
_OTHERS = re.compile("后者|另一|第[二三四五]批|其中" + "".join(f"|{word}" for word in _REST))
#: A body that was first built some time was founded then: 某医院始建于|1948年.
_SINCE_FOUNDED = "始建于"
#: The rule of what closes, which it does at the beginning of a stretch of time.
_CLOSING = "closed"
#: What has no such date: homes are not begun or completed, the works on them are.
_NOT_OF: frozenset[tuple[EntityType, str]] = frozenset(
    {("Community", "startedOn"), ("Community", "completedOn")}
)
#: 从2012年从事…, 自2015年起每年…: what somebody began.
_SINCE, _ON = (
    re.compile("(?:从|自|打)$"),
    re.compile("(?:起|开始)?，?[^，。；]{0,6}?(?:从事|每年|坚持|一直|长期|至今|以来)"),
)
#: When a work is meant to begin and to end is told of it as a plan.
_PLANS = ("startedOn", "completedOn", "builtIn")
#: So near behind the name of a place ends what it has: 某广场的|标志性雕塑.
_OWNED = 12
#: 原计划6月开工，…直到10月才进场: it did not come so.
_DROPPED = re.compile("(?:原计划|原定|原定于|原拟|原先计划|本应|本该)(?:在|于)?$")
_PLANNED = re.compile("将于|拟于|预计|计划")
#: Before a day at the head of its clause: 预计今年7月进场，|2026年5月完工.
_PLANNED_TOO = re.compile(
    "(?:预计|计划|拟|力争|争取|确保)(?![^。！？\n]*[，](?:目前|现已|已))[^，。；！？\n]*，$"
)
#: 完工17个: some of them were done.
_ENDS = ("startedOn", "completedOn")
_SO_MANY = re.compile("了?(?:共)?[约近超]?[0-9][0-9.]*万?[余多]?(?:个|栋|幢|处|条|户|项|座|所|部|台|家)")
#: 截至11月15日开工58部: how it stood on that day, not what was done on it.
_UNTIL = re.compile("截[至止]到?$")
#: 3个多月后: what follows was another day.
_LATER = re.compile("[年月天日周]后$")


def datings(scene: Scene) -> list[Dating[int]]:
    """The dates of its mentions that an article states, in order, none twice. Without a date of the article itself, only
    dates with their own year are read."""
    dated = moments(scene, scene.dates)
    told = [_dating(moment, told) for moment in dated for told in _told(moment)]
    found: dict[tuple[str, str, str, str], Dating[int]] = {}
    told += [*meanwhile(scene, dated, told), *yearly(scene, told)]
    for dating in (*told, *follows(scene, told)):
        named = scene.mentions[dating.subject]
        if (named.type, dating.property) in _NOT_OF:
            continue
        found.setdefault((named.type, named.name, dating.property, dating.value), dating)
    return list(found.values())


def _told(moment: Moment) -> list[Told]:
    """What is said of the date: by the first way of saying it that fits; nothing where it was only meant to be."""
    if _DROPPED.search(moment.before):
        return []
    if moment.time.kind == "bound":
        return [each for each in _verbs(moment) if _is_its_limit(moment, each)]
    for ask in (
        went_wrong,
        moved,
        put_in,
        _stands_before,
        _ends_of_a_stretch,
        _since,
        held,
        _verbs,
        reported,
        seen,
    ):
        told = [
            each for each in ask(moment) if ask is went_wrong or not is_trouble(moment.scene, each.subject)
        ]
        if told:
            return [each for each in told if not _is_of_the_year(moment) or _is_its_limit(moment, each)]
    return []


def _is_of_the_year(moment: Moment) -> bool:
    """Whether a date says no more than 年底, 年内."""
    return moment.scene.text.startswith(time_words().within_year, moment.time.start)


def _is_its_limit(moment: Moment, told: Told) -> bool:
    """某工程9月底前完工: whether the sentence tells of a work and of nothing else since; 其余6个 are a programme's."""
    scene, start, at = moment.scene, moment.start, moment.time.start
    work = scene.mentions[told.subject.mention]
    if work.type != "Project":
        return True
    again = (place for _, place in (*scene.all_pointed(start, at), *scene.renamed(start, at)))
    since = max(
        (m.end for i in scene.within(start, at) if (m := scene.mentions[i]).name == work.name), default=None
    )
    since = max(again, default=start) if since is None else since
    others = list(_OTHERS.finditer(scene.text, since, at))[-1:]
    rest = bool(others) and others[0].group() in _REST and work.rule.startswith(_PROGRAMME)
    return not others or rest or _ALL.search(scene.text, others[0].end(), at) is not None


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
    if _is_of_a_noun(moment, at):
        return
    subject = _described(moment, rule) or moment.scene.subject(
        at, rule.subjects, lambda mention: mention.end <= at
    )
    if subject is not None and not _is_of_its_noun(moment, subject.mention, at):
        yield Told(rule.property, subject, rule.name, moment.time.end)


def _described(moment: Moment, rule: DatingRule) -> Subject | None:
    """建于1998年的[化肥厂家属院]: what the date and its verb are said of stands right behind them."""
    scene, at = moment.scene, moment.time.end
    if not scene.text.startswith("的", at):
        return None
    named = (i for i in scene.within(at + 1, at + 2) if scene.mentions[i].type in rule.subjects)
    return next((Subject(i, 0.9) for i in named), None)


def _is_of_a_noun(moment: Moment, at: int) -> bool:
    """厂区内|建于1961年的|老车间: whether the date only describes a noun that is no name, where the clause does not say that
    somebody is such a one (某小区是建于1998年的老小区)."""
    scene, end = moment.scene, moment.time.end
    if not scene.text.startswith("的", end) or _IS.search(scene.text, scene.clause(at)[0], at):
        return False
    behind = _NOUN.match(scene.text, end + 1)
    return behind is not None and not scene.within(end + 1, end + 2)


def _is_of_its_noun(moment: Moment, index: int, at: int) -> bool:
    """某某是某广场的雕塑，建成于1987年: whether the clause before tells of something that only belongs to the name."""
    scene, mention = moment.scene, moment.scene.mentions[index]
    start = scene.clause(at)[0]
    owns = mention.end < start <= mention.end + _OWNED and scene.text.startswith("的", mention.end)
    return owns and scene.clause(mention.start)[1] == start - 1 and not scene.within(mention.end, start)


def _ends_of_a_stretch(moment: Moment) -> Iterator[Told]:
    """从3月2日到4月6日: the work began and ended."""
    joined = moment.time.kind == "to" or moment.scene.text.startswith(("到", "至", "—", "-"), moment.time.end)
    if moment.time.kind == "point" or not joined:
        return
    other = _OTHER_END.match(moment.scene.text, moment.time.end)
    subject = moment.scene.subject(other.end() if other else moment.time.end, _WORKS)
    if subject is None:
        return
    named = moment.start <= moment.scene.mentions[subject.mention].start < moment.end
    if named or subject.score >= _CERTAIN:
        ends = moment.time.kind == "to"
        if moment.scene.mentions[subject.mention].type == "Event":
            yield from () if ends else (Told("heldOn", subject, "stretch", moment.time.end),)
            return
        yield Told("completedOn" if ends else "startedOn", subject, "stretch", moment.time.end)


def _since(moment: Moment) -> Iterator[Told]:
    """2019年以来，全区累计改造老旧小区213个: the programme that the sentence goes on to tell of began then, and so did what
    somebody carries out since."""
    scene, start = moment.scene, moment.time.end
    this_year = moment.time.granularity == "year" and scene.text.startswith(_THIS_YEAR, moment.time.start)
    if this_year or not scene.text.startswith(_ONWARDS, start):
        return
    works = (i for i in scene.within(start, moment.end) if scene.mentions[i].type == "Project")
    index = next((i for i in works if scene.known(i)), None)
    if index is None:
        return
    work = scene.mentions[index]
    if scene.clauses_between(start, work.start) > _SINCE_CLAUSES:
        return
    before = scene.text[scene.clause(work.start)[0] : work.start].rstrip("“")
    begun = work.rule.startswith(_PROGRAMME) or _CARRIES_OUT.search(before)
    if begun and not before.endswith(_ADJUNCT) and not is_planned(before):
        yield Told("startedOn", Subject(index, _CERTAIN), "since", work.end)


def _verbs(moment: Moment) -> Iterator[Told]:
    """The verbs behind the date, clause by clause; after the first one only those whose object is named."""
    if moment.behind.startswith("以来") or _UNTIL.search(moment.before):
        return
    first, at = True, moment.time.end
    for place, clause in enumerate(_CLAUSE_END.split(moment.behind)):
        if _LATER.search(clause):
            return
        first = first and place < _VERB_CLAUSES
        rule, verb = rule_behind(clause)
        if rule is not None and rule.property in _ENDS and _SO_MANY.match(clause, verb):
            return
        attributive = rule is None or not clause[:verb].endswith("的")
        first = first and not (place == 0 and attributive and _ATTRIBUTE.match(clause))
        since = moment.time.kind == "from" and not _begins(rule)
        until = moment.time.kind == "to" and rule is not None and rule.name == _CLOSING
        planned = _is_planned(moment, clause[:verb])
        if rule is not None and not since and not until and not (planned and rule.property not in _PLANS):
            for subject in whose(moment, rule, at + verb, at + len(clause), first):
                meant = _planned_work(moment, subject) if planned else subject
                if meant is not None:
                    yield Told(rule.property, meant, rule.name, at + len(clause), planned)
                    first = False
        at += len(clause) + 1


def _planned_work(moment: Moment, subject: Subject) -> Subject | None:
    """What is only planned is told of works, and of what comes into force: of the building of a place, where the article
    tells of that."""
    scene, mention = moment.scene, moment.scene.mentions[subject.mention]
    if mention.type in ("Project", "Document"):
        return subject
    work = building_of(scene, mention)
    return None if work is None else Subject(work, subject.score * 0.9)


def _is_planned(moment: Moment, words: str) -> bool:
    """也将于2020年、2021年陆续开业: what is said of either date is a plan."""
    if moment.time.kind == "bound":
        return True
    if is_planned(moment.before[-4:] + words) or _PLANNED.search(moment.before) is not None:
        return True
    scene, at = moment.scene, moment.time.start
    leads = scene.clause(at)[0] == at
    return leads and _PLANNED_TOO.search(scene.text, scene.sentence(at)[0], at) is not None


def _begins(rule: DatingRule | None) -> bool:
    """自2011年起调任…, 自6月17日起闭馆: what the rule tells of may begin a stretch of time."""
    if rule is None:
        return False
    return rule.property == "startedOn" or rule.name == _CLOSING or rule.subjects == _PEOPLE


def rule_behind(clause: str) -> tuple[DatingRule | None, int]:
    """The rule whose word comes first in a clause behind a date, and where that word ends."""
    if _any_behind().search(clause) is None:
        return None, 0
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


@cache
def _any_behind() -> re.Pattern[str]:
    """Any word that makes something of a date before it: most clauses hold none."""
    return re.compile(any_of(word for rule in time_words().rules for word in rule.after))


def _dating(moment: Moment, told: Told) -> Dating[int]:
    scene = moment.scene
    start = scene.clause(moment.time.start)[0]
    end = max(moment.time.end, min(told.end, scene.sentence(moment.time.start)[1]))
    confidence = min(0.95, 0.3 + 0.6 * told.subject.score)
    source = scene.source(start, end, f"datings.{told.rule}", confidence)
    value = _property(scene.mentions[told.subject.mention], moment, told)
    planned = told.planned or _lies_ahead(moment)
    return Dating(told.subject.mention, value, moment.time.iso, source, "planned" if planned else None)


def _lies_ahead(moment: Moment) -> bool:
    """Whether a date is later than the article's own, or is the end of its year without a word that it has come."""
    published, iso = moment.scene.article.published, moment.time.iso
    if published is None:
        return False
    same = iso == published[:4] and _is_of_the_year(moment) and not moment.before.endswith("已")
    return same or iso > published[: len(iso)]


def _property(mention: Mention, moment: Moment, told: Told) -> str:
    """Works are completed, not built or opened; an event, or an activity of one day, is held, not started."""
    if mention.type in _WORKS and (told.property == "builtIn" or told.rule in _OPENED):
        return "completedOn"
    if (
        mention.type == "Organization"
        and told.property == "builtIn"
        and moment.before.endswith(_SINCE_FOUNDED)
    ):
        return "foundedIn"
    if mention.type == "Project" and told.property == "startedOn" and moment.time.kind == "to":
        return "completedOn"  # 4月10日至14日，某队开展某整治
    used = _USED.search(moment.scene.text, moment.time.end, told.end) is not None
    if mention.type == "Project" and told.rule == "started" and used:
        return "completedOn"
    if mention.type == "Person" and told.property == "occurredOn" and _began(moment):
        return "startedOn"
    of_a_day = moment.time.granularity == "day" and mention.name.endswith(time_words().meetings)
    if told.rule == "started-by" and (mention.type == "Event" or of_a_day):
        return "heldOn"
    return told.property


def _began(moment: Moment) -> bool:
    since = moment.time.kind == "from" or _SINCE.search(moment.before) is not None
    return since and _ON.match(moment.scene.text, moment.time.end) is not None
