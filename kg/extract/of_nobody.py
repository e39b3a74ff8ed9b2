"""Numbers that are of nobody named: what a brigade without a name did, how far people had to go round, how long they
waited; and 当地 is the area named last."""

from __future__ import annotations

import re

from kg.extract.cases import BRIEF, Case
from kg.extract.datelines import is_sent_from
from kg.extract.pointers import LEAD_INS, MEMORY
from kg.extract.subjects import Scene, Subject

#: At the head of a clause: those who turn out without a name of their own.
_TURN_OUT = re.compile(
    "(?:[一-龥]{0,8}?(?:大队|支队|中队|总队|官兵|武警|民警|辅警|消防员|指战员|救援队伍|救援力量|民兵|"
    "救援人员|志愿者|医护人员|部队))[共已累计先后紧急迅速立即第一时间连夜火速]{0,8}(?:出动|调派|派出|调集|投入|增派|赶赴|赶到|转移|疏散|营救)"
)
#: Units that the censor left out: 某军区某部官兵.
_SOME_UNIT = re.compile("某(?:部|军区|旅|团|师|基地|支队|大队|连|集团军)")
_ROUND = re.compile("绕(?:行|道|路|开|远|过)?(?:[约近]?|[一-龥]{0,4})$")
_LONGED = re.compile(
    "(?:盼|盼望|期盼|等|等待|愁|困扰|烦恼|苦恼|闹心)(?:了|着)?(?:[我他她们居民大家群众]{1,3})?(?:整整|将近|近)?$"
)
_WAITED = ("year", *BRIEF)
_LOCAL = re.compile("当地(?:政府|有关部门|相关部门|党委)?(?=[已正共累紧先迅立将设开成转组调启安投建出派])")
#: What may not pass: [5吨]以上货车, 限高[3米].
_LIMITED = re.compile("(?:及)?以[上下]的?[^，。；、]{0,6}?(?:车|车辆|船舶|挂车)")
_LIMITS = re.compile("限[高重宽长速载][为在约]?[^，。；、]{0,4}$")
_SIZES = ("m", "kg", "t")
_SURE = 0.75


def is_nobodys(case: Case) -> bool:
    """Whether the words say that nobody named has the number."""
    left, unit = case.counted.left, case.counted.quantity.unit
    gone_round = unit == "m" and _ROUND.search(left) is not None
    longed = unit in _WAITED and _LONGED.search(left) is not None
    some = unit == "count" and _SOME_UNIT.search(left) is not None
    return gone_round or longed or some or _is_limit(case) or _turned_out(case)


def _is_limit(case: Case) -> bool:
    """禁止[5吨]以上货车通行, 限高[3米]: what is too large or too heavy for a road."""
    quantity = case.counted.quantity
    sized = quantity.unit in _SIZES
    large = _LIMITED.match(case.scene.text, quantity.end) is not None
    return sized and (large or _LIMITS.search(case.counted.left) is not None)


def _turned_out(case: Case) -> bool:
    """消防救援大队|出动救援人员46人，转移群众218人: no name stands between those who turn out and the number."""
    scene, at = case.scene, case.at
    if case.counted.quantity.unit != "count":
        return False
    start = scene.sentence(at)[0]
    begin = scene.clause(at)[0]
    while begin >= start:
        if any(scene.known(i) for i in scene.within(begin, at)):
            return False
        lead = LEAD_INS.match(scene.text, begin)
        if _TURN_OUT.match(scene.text, lead.end() if lead else begin):
            return True
        if begin <= start:
            return False
        begin = scene.clause(begin - 1)[0] if begin - 1 > start else start
    return False


def local(case: Case) -> Subject | None:
    """某县发生地震，…当地已设立安置点3个: the area named last, of which the article tells more than in passing."""
    scene = case.scene
    areas = (i for i in reversed(scene.recent(case.at, MEMORY)) if scene.mentions[i].type == "Area")
    told = (i for i in areas if scene.known(i) and not is_sent_from(scene.text, scene.mentions[i]))
    area = next(told, None)
    return None if area is None or scene.is_passing(area) else Subject(area, _SURE)


def is_local(case: Case) -> bool:
    """Whether the number's clause is told of 当地."""
    return _is_local(case.scene, case.at)


def _is_local(scene: Scene, at: int) -> bool:
    start = scene.clause(at)[0]
    lead = LEAD_INS.match(scene.text, start)
    begins = _LOCAL.match(scene.text, lead.end() if lead else start) is not None
    return begins and not any(scene.known(i) for i in scene.within(start, at))
