"""Whose a number is.

Who is named beside the number comes first: a name that holds it, the age's person, who gets the money; then whoever
the number before it in the sentence was about; then the work, or whoever the clause is about. What is said of nobody
in the sentence, the paragraph or the headline is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.extract.attended import attended, came
from kg.extract.attributes import attributive
from kg.extract.builders import is_many, only_builds
from kg.extract.campaigns import brought
from kg.extract.cases import BRIEF, GIVERS, Case, is_counted
from kg.extract.counts import Counted
from kg.extract.economy import economy, is_economy
from kg.extract.gains import disaster, done_often, gainer, put_up, this_time, took
from kg.extract.grants import receiver
from kg.extract.led import brought_in, governs, inside, lasted, on_the_spot, unnamed
from kg.extract.personal import aged, household, is_age, is_household, is_persons, person
from kg.extract.series import goes_on, is_part_of_sum, same, site_of, work_there
from kg.extract.shares import share
from kg.extract.subjects import THRESHOLD, Scene, Subject
from kg.extract.tellers import only_tells
from kg.extract.told import TOLD
from kg.extract.withheld import (
    is_away,
    is_brief,
    is_elsewhere_told,
    is_of_a_noun,
    is_of_others,
    is_overtaken,
    is_pointless,
    is_while,
    nobody,
)
from kg.knowledge.boundaries import boundaries
from kg.types import EntityType, Mention

_FOUNDED = re.compile(r"(?:成立|建立|诞生|建[校院会馆市县区]?|开馆|开业)?")
#: Behind 的 the described name begins at once: 一条长80米的“某路”.
_NEXT = 3
_DESCRIBES = re.compile("(?:、[长宽高深厚][约达近]?[0-9.]{1,6}(?:多|余)?(?:公里|千米|米))?[长宽高深厚]?的")
#: Before a noun that is set up so often.
_SETS_UP = re.compile("(?:建立|成立|组建|设立|建成|建起|新建|打造)(?:了)?$")
#: Money that is handed down is not of who hands it.
_HANDED = re.compile("资金|下达|拨付|下拨|安排|拨款|专款|补助")
_PUT_IN, _PUTS = re.compile("(?:累计|共|先后)投入"), re.compile("(?:已|共|累计|先后)*投入")
#: 占到[某市]的三分之一: of what the share is taken.
_WHOLE = re.compile("占(?:到|据|了|全)?$")
#: 16名老党员[成立]某支部.
_FORMED = re.compile("(?:成立|组成|组建)(?:了)?“?$")
_COUNTED_TYPES: tuple[EntityType, ...] = ("Project", "Method")
#: A work that is a list has its number: 2019年[10件]民生实事.
_LISTS = ("实事", "实事项目")
_AUTHORITIES: tuple[EntityType, ...] = ("Agency", "Area")
#: What is supplied to a home, and what goes wrong there, has no numbers of its own.
_NUMBERLESS = ("works.service", "works.trouble")
#: What there are so many of.
_GROUPS: tuple[EntityType, ...] = ("Organization", "Agency", "Place")
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
#: Behind a work that was done: what follows came of it.
_AFTER = re.compile("(?:完成|竣工)?(?:之|以)?后，")
_SIDES: tuple[EntityType, ...] = ("Project", "Community", "Organization", "Place")


#: What the ways below give where none fits.
_NOT_ASKED = Subject(-1, 0.0)


def bearer(case: Case) -> Subject | None:
    """Of whom the number is said, by the first way of saying it that fits; None where it is said of nobody."""
    found = next((tells(case) for ask, tells in _WAYS if ask(case)), _NOT_ASKED)
    found = _general(case) if found is _NOT_ASKED else found
    return None if found is None else site_of(case, found)


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
    return quoted or case.at - mention.start <= 1 or mention.text.endswith(_LISTS)


def _named(case: Case) -> Subject | None:
    """“20分钟小课堂” itself lasts twenty minutes; what other names hold is no figure."""
    index = case.scene.around(case.at)
    named = index is not None and case.scene.mentions[index].type in _COUNTED_TYPES
    return Subject(index, 1.0) if named and index is not None else None


def _so_many(case: Case) -> Subject | None:
    """组建[“某某”服务队]65支: so many of what is quoted right before."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit != "count":
        return None
    last = scene.around(quantity.start - 1)
    quoted = last is not None and (m := scene.mentions[last]).text.startswith("“") and m.type in _GROUPS
    ends = last is not None and scene.mentions[last].end == quantity.start
    return Subject(last, 0.9) if last is not None and quoted and ends else None


def _is_given(case: Case) -> bool:
    return receiver(case.scene, case.counted.quantity) is not None


def _given(case: Case) -> Subject | None:
    index = receiver(case.scene, case.counted.quantity)
    return None if index is None else Subject(index, 0.9)


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


def _is_described(case: Case) -> bool:
    """Whether the number describes the noun behind it: 修了一条200米的便民路."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit != "m" or not _DESCRIBES.match(scene.text, quantity.end):
        return False
    start = scene.clause(case.at)[0]
    return not any(scene.known(i) for i in scene.within(start, quantity.start))


def _described(case: Case) -> Subject | None:
    """The name behind 的; no other noun has its number."""
    scene, end = case.scene, case.counted.quantity.end
    named = scene.within(end, end + _NEXT)
    return next((Subject(i, 0.9) for i in named if scene.mentions[i].type in _SIDES), None)


_WAYS: tuple[tuple[Callable[[Case], bool], Callable[[Case], Subject | None]], ...] = (
    (lambda case: disaster(case) is not None, disaster),
    (lambda case: put_up(case) is not None, put_up),
    (lambda case: attributive(case) is not None, attributive),
    (lambda case: done_often(case) is not None, done_often),
    (lambda case: _so_many(case) is not None, _so_many),
    (lambda case: this_time(case) is not None, this_time),
    (lambda case: gainer(case) is not None, gainer),
    (lambda case: took(case) is not None, took),
    (is_economy, economy),
    (lambda case: came(case) and attended(case) is not None, attended),
    (lambda case: on_the_spot(case) is not None, on_the_spot),
    (lambda case: brought(case) is not None, brought),
    (_is_anniversary, _founded),
    (_is_named, _named),
    (is_age, aged),
    (is_part_of_sum, same),
    (lambda case: share(case) is not None, share),
    (lambda case: governs(case) is not None, governs),
    (lambda case: lasted(case) is not None, lasted),
    (lambda case: brought_in(case) is not None, brought_in),
    (lambda case: inside(case) is not None, inside),
    (_is_given, _given),
    (unnamed, nobody),
    (is_while, nobody),
    (is_brief, nobody),
    (is_of_others, nobody),
    (is_away, nobody),
    (is_household, household),
    (_is_described, _described),
    (_takes_part, _event),
    (goes_on, same),
    (is_persons, person),
    (is_pointless, nobody),
)


def _general(case: Case) -> Subject | None:
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
    if _is_far(scene, subject, counted):
        return None
    authority = scene.mentions[subject.mention].type in _AUTHORITIES
    if authority and rule.name == "investment" and _HANDED.search(counted.left):
        return _put_in(case, subject)
    if is_overtaken(case, subject.mention):
        return None
    if scene.mentions[subject.mention].type == "Area":
        if (like := scene.named_like(counted.left + counted.right)) is not None:
            return Subject(like, subject.score * 0.9)
        if is_of_a_noun(case):
            return None
    if (done := _done_to(case, subject.mention)) is not None:
        return Subject(done, subject.score * 0.9)
    of_itself = scene.mentions[subject.mention].type == "Place" and counted.quantity.unit == "m2"
    if is_elsewhere_told(case, subject.mention) or _is_faint(case, subject):
        return None
    if not rule.work or of_itself:
        return subject
    own = scene.own_work(subject.mention, case.at)
    return work_there(scene, case.at, subject) if own is None else Subject(own, subject.score * 0.9)


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
    if mention.start <= case.at < mention.end or mention.rule in _NUMBERLESS:
        return False
    if _counts_up(case, mention) or _is_set_up(case, mention):
        return False
    if only_tells(case.scene, mention, case.at) or _is_ahead(case, mention):
        return False
    if only_builds(case.scene, mention, case.at) or (mention.type in _AUTHORITIES and came(case)):
        return False
    if _is_ruler(case, mention) or is_many(case.scene, mention, case.at):
        return False
    if mention.type != "Project" and is_counted(case.scene, mention):
        return False
    if case.counted.quantity.unit == "percent" and _WHOLE.search(
        case.scene.text, mention.start - 3, mention.start
    ):
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


def _is_ahead(case: Case, mention: Mention) -> bool:
    """Whether a work that is only told of has not come to word yet: 三村22栋，568户…去年3月列入改造."""
    return mention.rule == TOLD and mention.start > case.at and not _is_near(case, mention)


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
    vague = counted.rule.property in ("rate", "growthRate") or counted.rule.name == "money"
    vague = vague and mention.type in ("Area", "Place")
    pointed = any(
        scene.mentions[i].name == mention.name for i, _ in scene.all_pointed(start, counted.quantity.at)
    )
    return vague and not pointed and not start <= mention.start < end
