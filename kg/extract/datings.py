"""Dates of entities: what was built, founded, started, completed, held, or spoken of on a date.

The words beside a date name what happened (``seeds/lexicons/time_words.toml``); a date whose words say
nothing is no date of anything. What is only planned is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.subjects import Scene, Subject
from kg.extract.times import TimeExpr, times
from kg.knowledge.datings import DatingRule, time_words
from kg.types import Article, Dating, EntityType, Mention

_CLAUSE_END = re.compile(r"[，；：]")
#: A verb stands at most this far behind its date.
_REACH = 120
#: A subject less sure than this is none: the date stays of nothing.
_SURE = 0.5
#: A stretch of time is a work's only if the work is named there or nearly certain.
_CERTAIN = 0.85
#: What stands behind a verb is no object if it is this short.
_FEW_WORDS = 3
#: Behind so many clauses a verb is the date's only if what it acts on is named.
_VERB_CLAUSES = 3
#: An event is named at most so many clauses behind its date.
_EVENT_CLAUSES = 2
#: The verb of saying follows the speaker's name this closely.
_SAYING = re.compile(
    r"(?:[^，。；：！？]{0,10}|，[^，。；：！？]{0,30})(?:说|介绍|表示|讲解|告诉|称赞|坦言|感慨|讲述)"
)
_ANYBODY: tuple[EntityType, ...] = ("Place", "Community", "Organization", "Agency", "Area", "Project")


@dataclass(frozen=True, slots=True)
class _Told:
    """What a rule says of a date: property, whose, which rule, and where its words end."""

    property: str
    subject: Subject
    rule: str
    end: int


@dataclass(frozen=True, slots=True)
class _Moment:
    """A date in its sentence: ``end`` is where the sentence or the next date begins."""

    scene: Scene
    time: TimeExpr
    start: int
    end: int

    @property
    def before(self) -> str:
        """The words of the clause before the date."""
        return self.scene.text[self.scene.clause(self.time.start)[0] : self.time.start]

    @property
    def behind(self) -> str:
        """The words of the sentence behind the date."""
        return self.scene.text[self.time.end : min(self.end, self.time.end + _REACH)]


def datings(article: Article, mentions: Sequence[Mention], topics: Sequence[int]) -> list[Dating[int]]:
    """The dates of ``mentions`` (sorted by start) that ``article`` states, in order, none twice.

    ``topics`` are indices of mentions, what the article is most about first. Without a date of the
    article, only dates with their own year are read.
    """
    scene = Scene(article, mentions, topics)
    moments = _moments(scene, times(article))
    told = [_dating(moment, told) for moment in moments for told in _told(moment)]
    found: dict[tuple[str, str, str, str], Dating[int]] = {}
    for dating in (*told, *_meanwhile(scene, told)):
        named = mentions[dating.subject]
        found.setdefault((named.type, named.name, dating.property, dating.value), dating)
    return list(found.values())


def _moments(scene: Scene, found: Sequence[TimeExpr]) -> list[_Moment]:
    """The dates that may be of something, each with the stretch behind it that is its own."""
    moments, points = [], [len(scene.text)]
    for time in reversed(found):
        start, end = scene.sentence(time.start)
        clause_end = scene.clause(time.start)[1]
        if time.kind != "bound" and scene.is_read(time.start) and scene.around(time.start) is None:
            then = next(
                point for point in reversed(points) if point >= clause_end or point == len(scene.text)
            )
            moments.append(_Moment(scene, time, start, min(end, then)))
        if time.kind == "point":
            points.append(time.start)
    return moments[::-1]


def _told(moment: _Moment) -> list[_Told]:
    """What is said of the date: by the first way of saying it that fits."""
    for ask in (_stands_before, _ends_of_a_stretch, _held, _verbs, _reported, _seen):
        told = list(ask(moment))
        if told:
            return told
    return []


def rule_before(words: str) -> DatingRule | None:
    """The rule whose word ends the words before a date: 建成于."""
    return next((rule for rule in time_words().rules if rule.before and words.endswith(rule.before)), None)


def _stands_before(moment: _Moment) -> Iterator[_Told]:
    rule = rule_before(moment.before)
    subject = moment.scene.subject(moment.time.start, rule.subjects) if rule else None
    if rule is not None and subject is not None:
        yield _Told(rule.property, subject, rule.name, moment.time.end)


def _ends_of_a_stretch(moment: _Moment) -> Iterator[_Told]:
    """从3月2日到4月6日: the work began and ended."""
    joined = moment.time.kind == "to" or moment.scene.text.startswith(("到", "至", "—", "-"), moment.time.end)
    if moment.time.kind == "point" or not joined:
        return
    subject = moment.scene.subject(moment.time.end, ("Project", "Event"))
    if subject is None:
        return
    named = moment.start <= moment.scene.mentions[subject.mention].start < moment.end
    if named or subject.score >= _CERTAIN:
        ends = moment.time.kind == "to"
        yield _Told("completedOn" if ends else "startedOn", subject, "stretch", moment.time.end)


def _held(moment: _Moment) -> Iterator[_Told]:
    """An event named in the sentence of a day was held on it; a disaster occurred."""
    for index in _events(moment):
        mention = moment.scene.mentions[index]
        happened = mention.name.endswith(time_words().disasters)
        if happened or moment.time.granularity != "year":
            yield _Told("occurredOn" if happened else "heldOn", Subject(index, 0.9), "held", mention.end)


def _events(moment: _Moment) -> list[int]:
    """The events of the first clause that names any, from the clause of the date on."""
    scene = moment.scene
    if _planned(moment.behind[:12]) or moment.time.kind == "from":
        return []
    inside = [i for i in scene.within(scene.clause(moment.time.start)[0], moment.end) if _is_held(scene, i)]
    if (
        not inside
        or scene.clauses_between(moment.time.end, scene.mentions[inside[0]].start) >= _EVENT_CLAUSES
    ):
        return []
    end = scene.clause(scene.mentions[inside[0]].start)[1]
    return [index for index in inside if scene.mentions[index].start < end]


def _is_held(scene: Scene, index: int) -> bool:
    """Whether an event itself is told of, not its spirit (传达会议精神) or the fight with it (防控疫情)."""
    mention, words = scene.mentions[index], time_words()
    if mention.type != "Event" or scene.text.startswith(words.spirit, mention.end):
        return False
    before = scene.text[max(0, mention.start - 6) : mention.start]
    return not mention.name.endswith(words.disasters) or before.endswith(words.came)


def _meanwhile(scene: Scene, told: Sequence[Dating[int]]) -> Iterator[Dating[int]]:
    """活动以某仪式开始: what belongs to the one dated event of an article was held on the same day."""
    held = [dating for dating in told if dating.property == "heldOn"]
    if len({dating.value for dating in held}) != 1:
        return
    for index in scene.outer:
        mention = scene.mentions[index]
        start, _ = scene.sentence(mention.start)
        after = held[0].source.span.start < mention.span.start
        if after and _is_held(scene, index) and scene.text.startswith(time_words().meanwhile, start):
            source = scene.source(start, mention.end, "datings.meanwhile", 0.6)
            yield Dating(index, "heldOn", held[0].value, source)


def _planned(text: str) -> bool:
    return any(word in text for word in time_words().planned)


def _verbs(moment: _Moment) -> Iterator[_Told]:
    """The verbs behind the date, clause by clause; after the first one only those whose object is named."""
    if moment.behind.startswith("以来"):
        return
    first, at = True, moment.time.end
    for place, clause in enumerate(_CLAUSE_END.split(moment.behind)):
        first = first and place < _VERB_CLAUSES
        rule, verb = rule_behind(clause)
        since = moment.time.kind == "from" and (rule is None or rule.property != "startedOn")
        if rule is not None and not since and not _planned(moment.before[-4:] + clause[:verb]):
            for subject in _whose(moment, rule, at + verb, at + len(clause), first):
                yield _Told(rule.property, subject, rule.name, at + len(clause))
                first = False
        at += len(clause) + 1


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


def _whose(moment: _Moment, rule: DatingRule, verb: int, end: int, first: bool) -> list[Subject]:
    """Whose date it is: the objects behind the verb, else (for the first verb) its subject."""
    scene = moment.scene
    if rule.object:
        objects = [i for i in scene.within(verb, end) if scene.mentions[i].type in rule.subjects[:3]]
        if objects:
            return [Subject(index, 0.9) for index in _listed(scene, objects)]
    other_object = rule.object == "must" or _has_other_object(rule, scene.text[verb:end])
    other_object = other_object or scene.points_nowhere(scene.clause(moment.time.start)[0], verb)
    subject = scene.subject(verb, rule.subjects) if first and not other_object else None
    if subject is None or subject.score < _SURE:
        return []
    if rule.work and scene.mentions[subject.mention].type in ("Community", "Area"):
        work = scene.work_at(scene.mentions[subject.mention], verb)
        subject = subject if work is None else Subject(work, subject.score * 0.9)
    return [subject]


def _has_other_object(rule: DatingRule, rest: str) -> bool:
    """启动联动机制: something else than a work was begun."""
    transitive = rule.object == "may" and len(rest) > _FEW_WORDS
    return transitive and not any(word in rest for word in time_words().works)


def _listed(scene: Scene, objects: Sequence[int]) -> list[int]:
    """The first object and those that are joined to it by 和 or 、."""
    kept = [objects[0]]
    for index in objects[1:]:
        between = scene.text[scene.mentions[kept[-1]].end : scene.mentions[index].start]
        if between not in ("和", "、", "以及", "及", "与"):
            break
        kept.append(index)
    return kept


def _reported(moment: _Moment) -> Iterator[_Told]:
    """On that day somebody spoke or a place was visited: the speaker, else the first place or body named."""
    if moment.time.granularity != "day":
        return
    scene = moment.scene
    for start, end in ((moment.time.end, moment.end), scene.sentence(moment.end + 1)):
        if not any(word in scene.text[start:end] for word in time_words().reporting):
            continue
        index = _speaker(scene, start, end)
        index = _first_named(scene, start, end) if index is None else index
        if index is not None:
            yield _Told("reportedOn", Subject(index, 0.6), "reported", scene.mentions[index].end)
            return


def _speaker(scene: Scene, start: int, end: int) -> int | None:
    for index in scene.within(start, end):
        mention = scene.mentions[index]
        if mention.type == "Person" and _SAYING.match(scene.text, mention.end):
            return index
    return None


def _first_named(scene: Scene, start: int, end: int) -> int | None:
    """The head of the first chain of names: in 某区某街道某小区 the compound."""
    chain = None
    for index in scene.within(start, end):
        mention = scene.mentions[index]
        if mention.type not in _ANYBODY:
            continue
        if chain is not None and mention.start - scene.mentions[chain].end > 4:
            break
        chain = index
    return chain


def _seen(moment: _Moment) -> Iterator[_Told]:
    """A caption shows what happened where on that day."""
    caption = moment.scene.block_kind(moment.time.start) == "caption"
    if not caption or moment.time.granularity != "day":
        return
    index = _first_named(moment.scene, moment.time.end, moment.end)
    if index is not None:
        yield _Told("occurredOn", Subject(index, 0.5), "caption", moment.scene.mentions[index].end)


def _dating(moment: _Moment, told: _Told) -> Dating[int]:
    scene = moment.scene
    start = scene.clause(moment.time.start)[0]
    end = max(moment.time.end, min(told.end, scene.sentence(moment.time.start)[1]))
    confidence = min(0.95, 0.3 + 0.6 * told.subject.score)
    source = scene.source(start, end, f"datings.{told.rule}", confidence)
    return Dating(told.subject.mention, told.property, moment.time.iso, source)
