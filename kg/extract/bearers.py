"""Whose a number is.

Who is named beside the number comes first: a name that holds it, the age's person, who gets the money; then whoever
the number before it in the sentence was about; then the work, or whoever the clause is about. What is said of nobody
in the sentence, the paragraph or the headline is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from kg.extract.counts import Counted, is_part
from kg.extract.grants import receiver
from kg.extract.protagonists import is_personal, protagonist
from kg.extract.subjects import THRESHOLD, Scene, Subject
from kg.knowledge.quantities import measure_words
from kg.types import EntityType, Mention

_WHILE = re.compile("(?:以?来(?!到)|[之以]?[前后内]|间)")
#: So long something took or lasted; else a stretch before 的 says how old a noun is (40多年的老家具).
_TOOK = re.compile("历经|经过|历时|长达|经历|用了?$|为期")
#: Figures of the whole world are nobody's on a page.
_WORLD = re.compile("全世界|世界上|全球|全人类")
_DAILY = re.compile("每[天日周月]")
#: 每块48平方米: of each of them, not of the whole.
_EACH = re.compile("每[^每，。；：！？0-9]{1,4}$")
#: A name right behind one of these is a counted noun: 5处[国家湿地公园].
_COUNTED_NOUN = re.compile("[0-9][余多]?[十百千万]*[个处座家所条支项]$")
_BUILT = re.compile("建|成立|创办|落成|开[馆业]|历经|经过")
_HOUSEHOLD = re.compile(
    "家里|(?<![唯第])一家(?![企公医单])|自家|[我你他她]家|一人每|分红得|(?<![获取])得了|领到|拿到|分到"
)
_FOUNDED = re.compile(r"(?:成立|建立|诞生|建[校院会馆市县区]?|开馆|开业)?")
#: Behind 的 the described name begins at once: 一条长80米的“某路”.
_NEXT = 3
_DESCRIBES = re.compile("(?:、[长宽高深厚][约达近]?[0-9.]{1,6}(?:多|余)?(?:公里|千米|米))?[长宽高深厚]?的")
#: 16名老党员[成立]某支部.
_FORMED = re.compile("(?:成立|组成|组建)(?:了)?“?$")
#: An age stands this close before whose it is.
_PERSON_REACH = 30
_AGES = ("age", "seniority")
_GIVERS: tuple[EntityType, ...] = ("Agency", "Organization", "Area")
_BRIEF = ("month", "day", "hour", "minute")
_STRETCHES = ("year", *_BRIEF)
_COUNTED_TYPES: tuple[EntityType, ...] = ("Project", "Method")
_AUTHORITIES: tuple[EntityType, ...] = ("Agency", "Area")
_BUILDINGS: tuple[EntityType, ...] = ("Place", "Project")
_SIDES: tuple[EntityType, ...] = ("Project", "Community", "Organization", "Place")


@dataclass(frozen=True, slots=True)
class Case:
    """A counted number in its article, with the one before it and whose that was."""

    scene: Scene
    counted: Counted
    last: tuple[Counted, Subject] | None

    @property
    def at(self) -> int:
        """Where the digits begin."""
        return self.counted.quantity.at


def bearer(case: Case) -> Subject | None:
    """Of whom the number is said, by the first way of saying it that fits; None where it is said of nobody."""
    for ask, tells in _WAYS:
        if ask(case):
            return tells(case)
    return _general(case)


def _is_economy(case: Case) -> bool:
    """A figure of an area's economy, or a percentage behind one in its sentence."""
    counted, unit = case.counted, case.counted.quantity.unit
    if any(word in counted.left + counted.right for word in measure_words().economy):
        return unit in ("CNY", "percent")
    if case.last is None or counted.rule.property != "growthRate":
        return False
    before = case.last[0]
    return _same_sentence(case) and any(w in before.left + before.right for w in measure_words().economy)


def _economy(case: Case) -> Subject | None:
    return case.scene.subject(case.at, ("Area",))


def _same_sentence(case: Case) -> bool:
    return case.last is not None and case.last[0].quantity.at >= case.scene.sentence(case.at)[0]


def _is_anniversary(case: Case) -> bool:
    return case.counted.quantity.counter == "周年"


def _founded(case: Case) -> Subject | None:
    """某团成立100周年: the body named right before, or nobody."""
    scene, quantity = case.scene, case.counted.quantity
    start, end = scene.clause(quantity.at)
    for index, mention in enumerate(scene.mentions):
        named = start <= mention.start < end and mention.end <= quantity.start and scene.known(index)
        if named and mention.type != "Event" and _FOUNDED.fullmatch(scene.text, mention.end, quantity.start):
            return Subject(index, 1.0)
    return None


def _is_named(case: Case) -> bool:
    """Whether the number is part of a name; in a name that only leads in to it (助学等12种活动) it is not."""
    index = case.scene.around(case.at)
    if index is None:
        return False
    mention = case.scene.mentions[index]
    quoted = mention.text.startswith("“") or mention.type not in _COUNTED_TYPES
    return quoted or case.at - mention.start <= 1


def _named(case: Case) -> Subject | None:
    """“20分钟小课堂” itself lasts twenty minutes; what other names hold is no figure."""
    index = case.scene.around(case.at)
    named = index is not None and case.scene.mentions[index].type in _COUNTED_TYPES
    return Subject(index, 1.0) if named and index is not None else None


def _is_age(case: Case) -> bool:
    return case.counted.rule.name in _AGES


def _aged(case: Case) -> Subject | None:
    """70多岁的居民某某; 某某今年70多岁: the person in the clause, or the one that leads the sentence."""
    scene, quantity = case.scene, case.counted.quantity
    end = scene.clause(quantity.at)[1]
    behind = scene.text[quantity.end : quantity.end + 5]
    behind = behind.removeprefix(case.counted.right[:2]) if case.counted.rule.name == "seniority" else behind
    if any(word in behind for word in measure_words().kin):
        return None
    people = [
        i for i in scene.within(scene.sentence(quantity.at)[0], end) if scene.mentions[i].type == "Person"
    ]
    then = [i for i in people if 0 <= scene.mentions[i].start - quantity.end <= _PERSON_REACH]
    before = [i for i in people if scene.mentions[i].end <= quantity.start]
    chosen = then[:1] if behind.startswith("的") else before[-1:] or then[:1]
    near = chosen and scene.clauses_between(scene.mentions[chosen[0]].start, quantity.at) <= 1
    return Subject(chosen[0], 1.0) if near else None


def _is_given(case: Case) -> bool:
    return receiver(case.scene, case.counted.quantity) is not None


def _given(case: Case) -> Subject | None:
    index = receiver(case.scene, case.counted.quantity)
    return None if index is None else Subject(index, 0.9)


def _is_part(case: Case) -> bool:
    """A part of the sum before it is for the same, whoever gives it."""
    if case.last is None or not is_part(case.counted, case.last[0], case.scene.text):
        return False
    between = case.scene.within(case.last[0].quantity.end, case.at)
    return all(case.scene.mentions[i].type in _GIVERS for i in between)


def _goes_on(case: Case) -> bool:
    """Whether the number belongs to a row of numbers about the same: no other candidate is named between."""
    if case.last is None or not _same_sentence(case):
        return False
    scene, (before, subject) = case.scene, case.last
    types = case.counted.rule.subjects
    if scene.mentions[subject.mention].type not in types or before.rule.name in _AGES:
        return False
    start = min(before.quantity.end, case.at)
    between = [
        i
        for i in scene.within(start, case.at)
        if scene.known(i) and not _is_counted(scene, scene.mentions[i])
    ]
    if any(scene.mentions[i].type in types for i in between) or scene.points(start, case.at):
        return False
    return next(scene.renamed(start, case.at), None) is None


def _is_counted(scene: Scene, mention: Mention) -> bool:
    """5处国家湿地公园: whether what looks like a name is what a number counts."""
    start = mention.start
    return _COUNTED_NOUN.search(scene.text, max(0, start - 8), start) is not None


def _same(case: Case) -> Subject | None:
    """Whoever the number before was about; the ground and the floors of 某馆建设 are the building's."""
    if case.last is None:
        return None
    scene, subject = case.scene, case.last[1]
    work = scene.mentions[subject.mention]
    if case.counted.rule.work and work.type == "Community":
        return _work_there(scene, case.at, subject)
    if work.type != "Project" or case.counted.rule.subjects[0] != "Place":
        return subject
    names = scene.within(0, case.at)
    built = [i for i in reversed(names) if scene.mentions[i].type in ("Place", "Organization")]
    return next((Subject(i, subject.score) for i in built if _is_built(work, scene.mentions[i])), subject)


def _is_built(work: Mention, building: Mention) -> bool:
    """Whether a work is the building of a named building: 某馆建设, 某公园新建工程."""
    rest = work.name.removeprefix(building.name)
    return rest != work.name and rest.startswith(("建设", "新建", "修建", "工程", "项目"))


def _takes_part(case: Case) -> bool:
    return case.counted.rule.property == "participants" and _event(case) is not None


def _event(case: Case) -> Subject | None:
    """Who takes part, takes part in the event of the sentence, or in what they form."""
    scene, end = case.scene, case.counted.quantity.end
    for index in scene.within(end, scene.clause(end)[1]):
        if _FORMED.search(scene.text, end, scene.mentions[index].start):
            return Subject(index, 0.9)
    for index in case.scene.within(*case.scene.sentence(case.at)):
        if case.scene.mentions[index].type == "Event":
            return Subject(index, 0.8)
    return None


def _is_persons(case: Case) -> bool:
    if not is_personal(case.counted.rule.name) or case.scene.points(case.scene.clause(case.at)[0], case.at):
        return False
    return protagonist(case.scene, case.at) is not None


def _person(case: Case) -> Subject | None:
    index = protagonist(case.scene, case.at)
    return None if index is None else Subject(index, 0.8)


def _is_while(case: Case) -> bool:
    """20年来, 3年内, 10年前: when something was, not how long it lasted; 建于20年前 is how old it is.

    40多年的老家具: how old a noun is that nobody names.
    """
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit not in _STRETCHES:
        return False
    clause = scene.clause(case.at)
    if scene.text.startswith("的", quantity.end):
        return _TOOK.search(scene.text, clause[0], quantity.start) is None
    return bool(_WHILE.match(scene.text, quantity.end)) and _BUILT.search(scene.text, *clause) is None


def _is_brief(case: Case) -> bool:
    """不到两分钟就办完: how fast a thing goes is no figure of anybody, unless the words say that it lasted."""
    quantity = case.counted.quantity
    if quantity.unit not in _BRIEF:
        return False
    return not any(word in case.counted.left + case.counted.right for word in measure_words().lasting)


def _is_of_others(case: Case) -> bool:
    """每块48平方米, 全世界只有2万多只: of each of them, or of all in the world."""
    each = case.counted.quantity.unit in ("m2", "m", "t", "count")
    if each and _EACH.search(case.scene.text, case.scene.clause(case.at)[0], case.counted.quantity.start):
        return True
    usual = case.counted.rule.property != "events" and case.counted.quantity.counter in (
        "次",
        "趟",
        "遍",
        "场",
    )
    return (usual and _DAILY.search(case.counted.left) is not None) or _WORLD.search(
        case.counted.left
    ) is not None


def _nobody(_case: Case) -> None:
    return None


def _is_household(case: Case) -> bool:
    """某某家有9亩地, 一家收入8万元: a family's own figures."""
    scene, start = case.scene, case.scene.clause(case.at)[0]
    people = [m for i in scene.within(start, case.at) if (m := scene.mentions[i]).type == "Person"]
    named = any(scene.text.startswith("家", person.end) for person in people)
    return named or _HOUSEHOLD.search(scene.text, start, case.at) is not None


def _household(case: Case) -> Subject | None:
    """Whoever is named last in the sentence, if that is a person."""
    scene = case.scene
    last = scene.within(scene.sentence(case.at)[0], case.at)[-1:]
    return next((Subject(i, 0.7) for i in last if scene.mentions[i].type == "Person"), None)


def _is_described(case: Case) -> bool:
    """Whether the number describes the noun behind it: 修了一条200米的便民路."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit != "m" or not _DESCRIBES.match(scene.text, quantity.end):
        return False
    start = scene.clause(case.at)[0]
    return not any(scene.known(i) for i in scene.within(start, quantity.start))


def _described(case: Case) -> Subject | None:
    """The name behind 的, else the building or work that the article is about; no other noun has its number."""
    scene, end = case.scene, case.counted.quantity.end
    named = scene.within(end, end + _NEXT)
    found = next((Subject(i, 0.9) for i in named if scene.mentions[i].type in _SIDES), None)
    about = [Subject(i, THRESHOLD) for i in scene.topics[:1] if scene.mentions[i].type in _BUILDINGS]
    return found or next(iter(about), None)


def _is_pointless(case: Case) -> bool:
    """该电站…发电700万度, where the article names no 电站."""
    return case.scene.pointless(case.scene.sentence(case.at)[0], case.at)


_WAYS: tuple[tuple[Callable[[Case], bool], Callable[[Case], Subject | None]], ...] = (
    (_is_economy, _economy),
    (_is_anniversary, _founded),
    (_is_named, _named),
    (_is_age, _aged),
    (_is_part, _same),
    (_is_given, _given),
    (_is_while, _nobody),
    (_is_brief, _nobody),
    (_is_of_others, _nobody),
    (_is_household, _household),
    (_is_described, _described),
    (_takes_part, _event),
    (_goes_on, _same),
    (_is_persons, _person),
    (_is_pointless, _nobody),
)


def _general(case: Case) -> Subject | None:
    """Whoever the clause is about, else what the article is about."""
    scene, counted, rule = case.scene, case.counted, case.counted.rule
    about = counted.left[-8:] + counted.right if counted.quantity.unit == "count" else ""
    subject = scene.subject(case.at, rule.subjects, lambda mention: _may_bear(case, mention), about)
    if subject is None:
        topic = next((i for i in scene.topics if scene.mentions[i].type in rule.subjects), None)
        return None if topic is None else Subject(topic, THRESHOLD)
    if _is_far(scene, subject, counted):
        return None
    if not rule.work:
        return subject
    own = scene.own_work(subject.mention, case.at)
    return _work_there(scene, case.at, subject) if own is None else Subject(own, subject.score * 0.9)


def _may_bear(case: Case, mention: Mention) -> bool:
    """Whether a name that does not hold the number may have it.

    How long something took in hours or days is said of who is named in the sentence. In an answer to a question
    the authorities speak elsewhere; its numbers are of what was asked about.
    """
    if mention.start <= case.at < mention.end:
        return False
    if mention.type != "Project" and _is_counted(case.scene, mention):
        return False
    start, end = case.scene.sentence(case.at)
    if case.counted.rule.subjects == ("Person",):
        return start <= mention.start < end
    if case.counted.rule.name == "investment" and mention.type in _GIVERS:
        works = [i for i in case.scene.within(start, case.at) if case.scene.mentions[i].type == "Project"]
        if any(case.scene.known(i) for i in works):
            return False
    if case.counted.quantity.unit in _BRIEF and not start <= mention.start < end:
        return any(case.scene.mentions[i].name == mention.name for i, _ in case.scene.renamed(start, case.at))
    return start <= mention.start < end or not _is_elsewhere(case.scene, mention)


def _is_elsewhere(scene: Scene, mention: Mention) -> bool:
    """In an answer, an authority, or a body that nobody asked about."""
    if not scene.is_answer or mention.type not in (*_AUTHORITIES, "Organization"):
        return False
    asked = any(m.name == mention.name and scene.block_kind(m.start) == "title" for m in scene.mentions)
    return mention.type in _AUTHORITIES or not asked


def _is_far(scene: Scene, subject: Subject, counted: Counted) -> bool:
    """Whether the sentence names nobody whose share or growth it could be (效率提升30%)."""
    mention = scene.mentions[subject.mention]
    start, end = scene.sentence(counted.quantity.at)
    vague = counted.rule.property in ("rate", "growthRate") and mention.type in ("Area", "Place")
    pointed = any(
        scene.mentions[i].name == mention.name for i, _ in scene.all_pointed(start, counted.quantity.at)
    )
    return vague and not pointed and not start <= mention.start < end


def _work_there(scene: Scene, at: int, subject: Subject) -> Subject:
    """某小区投入资金…实施改造: the money is the renewal's, not the compound's."""
    start, end = scene.sentence(at)
    place = scene.mentions[subject.mention]
    works = any(scene.text.find(word, start, end) >= 0 for word in measure_words().works)
    if place.type not in ("Community", "Area", "Place") or not works:
        return subject
    work = scene.work_at(place, at)
    return subject if work is None else Subject(work, subject.score * 0.9)
