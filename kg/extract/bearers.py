"""Whose a number is.

Who is named beside the number comes first: a name that holds it, the age's person, who gets the money; then whoever
the number before it in the sentence was about; then the work, or whoever the clause is about. What is said of nobody
in the sentence, the paragraph or the headline is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from kg.extract.along import along
from kg.extract.attended import attended, came
from kg.extract.attributes import attributive
from kg.extract.campaigns import brought
from kg.extract.cases import Case
from kg.extract.contests import contested, held_so, is_contest
from kg.extract.daily import diners, travelled
from kg.extract.drawn_along import collective, draws_along
from kg.extract.economy import economy, is_economy
from kg.extract.gains import at_event, disaster, done_often, gainer, put_up, this_time, took
from kg.extract.general_bearer import general
from kg.extract.grants import receiver
from kg.extract.in_charge import work_of_speaker
from kg.extract.led import brought_in, divides, governs, inside, lasted, on_the_spot, unnamed, village
from kg.extract.notice_items import noticed
from kg.extract.of_nobody import is_local, is_nobodys, local
from kg.extract.once_built import once_built
from kg.extract.other_items import other_item
from kg.extract.own_holdings import did_himself, own_holding
from kg.extract.own_words import our_body, own_words
from kg.extract.personal import aged, giver, household, is_age, is_household, is_persons, person
from kg.extract.series import goes_on, is_part_of_sum, same, site_of, told_on
from kg.extract.signed import signed
from kg.extract.spoken_for import of_speakers_area, spoken_for
from kg.extract.stretches import goes_by_steps, seasoned, spent, stepping
from kg.extract.subjects import Subject
from kg.extract.sums import brought as brought_there
from kg.extract.sums import is_listed, is_of_all, is_spent_elsewhere, laid_out, of_all, of_item
from kg.extract.teams import team
from kg.extract.timed import timed
from kg.extract.withheld import (
    is_away,
    is_brief,
    is_house_number,
    is_of_honours,
    is_of_others,
    is_pointless,
    is_while,
    nobody,
)
from kg.types import EntityType

_FOUNDED = re.compile(r"(?:成立|建立|诞生|建[校院会馆市县区]?|开馆|开业)?")
#: Behind 的 the described name begins at once: 一条长80米的“某路”.
_NEXT = 3
_DESCRIBES = re.compile("(?:、[长宽高深厚][约达近]?[0-9.]{1,6}(?:多|余)?(?:公里|千米|米))?[长宽高深厚]?的")
#: 16名老党员[成立]某支部.
_FORMED = re.compile("(?:成立|组成|组建)(?:了)?“?$")
_COUNTED_TYPES: tuple[EntityType, ...] = ("Project", "Method")
#: A work that is a list has its number: 2019年[10件]民生实事.
_LISTS = ("实事", "实事项目")
#: What a work is built to put out names it: 年产[300万件]阀门项目.
_OUTPUT = re.compile("[年日](?:产|加工|处理|生产|出栏|屠宰|组装|发电)[量能]?[约近超]?$")
#: What there are so many of.
_GROUPS: tuple[EntityType, ...] = ("Organization", "Agency", "Place")
_SIDES: tuple[EntityType, ...] = ("Project", "Community", "Organization", "Place")


#: What the ways below give where none fits.
_NOT_ASKED = Subject(-1, 0.0)


def bearer(case: Case) -> Subject | None:
    """Of whom the number is said, by the first way of saying it that fits; None where it is said of nobody."""
    found = next((tells(case) for ask, tells in _WAYS if ask(case)), _NOT_ASKED)
    found = general(case) or of_speakers_area(case) if found is _NOT_ASKED else found
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
    output = _OUTPUT.search(case.scene.text, mention.start, case.at) is not None
    return quoted or output or case.at - mention.start <= 1 or mention.text.endswith(_LISTS)


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


def _charged(case: Case) -> Subject | None:
    """“已建成护岸11公里。”某工程现场负责人某某说: the work that the speaker is in charge of."""
    work = work_of_speaker(case.scene, case.at) if "Project" in case.counted.rule.subjects else None
    return None if work is None else Subject(work, 0.85)


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
    (is_listed, of_item),
    (is_spent_elsewhere, nobody),
    (is_of_all, of_all),
    (is_nobodys, nobody),
    (is_local, local),
    (lambda case: put_up(case) is not None, put_up),
    (lambda case: laid_out(case) is not None, laid_out),
    (lambda case: brought_there(case) is not None, brought_there),
    (lambda case: attributive(case) is not None, attributive),
    (lambda case: done_often(case) is not None, done_often),
    (lambda case: _so_many(case) is not None, _so_many),
    (lambda case: this_time(case) is not None, this_time),
    (lambda case: held_so(case) is not None, held_so),
    (is_contest, contested),
    (lambda case: at_event(case) is not None, at_event),
    (lambda case: gainer(case) is not None, gainer),
    (lambda case: collective(case) is not None, collective),
    (lambda case: draws_along(case) is not None, draws_along),
    (lambda case: noticed(case) is not None, noticed),
    (lambda case: along(case) is not None, along),
    (lambda case: timed(case) is not None, timed),
    (lambda case: took(case) is not None, took),
    (lambda case: signed(case) is not None, signed),
    (is_economy, economy),
    (lambda case: came(case) and attended(case) is not None, attended),
    (lambda case: on_the_spot(case) is not None, on_the_spot),
    (lambda case: brought(case) is not None, brought),
    (_is_anniversary, _founded),
    (_is_named, _named),
    (is_age, aged),
    (is_part_of_sum, same),
    (lambda case: governs(case) is not None, governs),
    (lambda case: lasted(case) is not None, lasted),
    (lambda case: divides(case) is not None, divides),
    (lambda case: brought_in(case) is not None, brought_in),
    (lambda case: team(case) is not None, team),
    (lambda case: inside(case) is not None, inside),
    (_is_given, _given),
    (lambda case: giver(case) is not None, giver),
    (lambda case: _charged(case) is not None, _charged),
    (lambda case: own_words(case) is not None, own_words),
    (lambda case: spoken_for(case) is not None, spoken_for),
    (lambda case: our_body(case) is not None, our_body),
    (lambda case: once_built(case) is not None, once_built),
    (lambda case: village(case) is not None, village),
    (lambda case: own_holding(case) is not None, own_holding),
    (lambda case: did_himself(case) is not None, did_himself),
    (lambda case: diners(case) is not None, diners),
    (lambda case: travelled(case) is not None, travelled),
    (unnamed, nobody),
    (lambda case: seasoned(case) is not None, seasoned),
    (is_while, nobody),
    (goes_by_steps, stepping),
    (lambda case: spent(case) is not None, spent),
    (is_brief, nobody),
    (is_of_others, nobody),
    (is_of_honours, nobody),
    (is_away, nobody),
    (is_house_number, nobody),
    (is_household, household),
    (_is_described, _described),
    (_takes_part, _event),
    (lambda case: other_item(case) is not None, other_item),
    (goes_on, same),
    (lambda case: told_on(case) is not None, told_on),
    (is_persons, person),
    (is_pointless, nobody),
)
