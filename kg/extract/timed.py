"""How long somebody took, where the words beside the number say who: 以[1小时06分]的成绩夺冠; 不到[20分钟]，某队就赶到;
组织应急演练，用时仅[2分45秒]."""

from __future__ import annotations

import re

from kg.extract.cases import BRIEF, Case
from kg.extract.subjects import Subject
from kg.types import EntityType

_RESULT, _BY = re.compile("的(?:好|优异|总|净)?成绩"), "以"
#: All that a clause says beside the number, and what the clause behind it goes on with behind a name.
_ALONE = re.compile("(?:但|结果|前后|短短|仅|仅用|只用|只用了|用了|仅仅|不到|不足|约|大约|也就)*")
_SOON = re.compile(
    "[^，。；]{0,8}?[就便即](?:已经?)?(?:赶|抵|到|完|恢复|控|扑|抢|处|修|清|解|拿|办|送|把|将)"
)
_ACTS: tuple[EntityType, ...] = ("Agency", "Organization", "Person")
#: Right before how long what the clause before ends with took.
_TOOK = re.compile(
    "(?:全程|整个过程|总共|共)?(?:用时|耗时|历时|时长|持续)(?:仅|只|约|近|了|达|共|为|长达|不到)*"
)
_SURE = 0.85


def timed(case: Case) -> Subject | None:
    """Who took so long: whose result it is, who came soon after, what has just been held."""
    if case.counted.quantity.unit not in BRIEF:
        return None
    return _result(case) or _soon(case) or _just_held(case)


def _result(case: Case) -> Subject | None:
    """选手|某某|以1小时06分的成绩夺得冠军: the person named last before it."""
    scene, quantity = case.scene, case.counted.quantity
    by = scene.text.endswith(_BY, 0, quantity.start) and _RESULT.match(scene.text, quantity.end)
    named = scene.within(scene.sentence(case.at)[0], quantity.start) if by else ()
    people = (i for i in reversed(named) if scene.mentions[i].type == "Person" and scene.known(i))
    return next((Subject(i, _SURE) for i in people), None)


def _soon(case: Case) -> Subject | None:
    """不到20分钟，|某队|队员就赶到现场: whoever leads the clause behind a clause that holds nothing but the number."""
    scene, (start, end) = case.scene, case.scene.clause(case.at)
    if not _ALONE.fullmatch(scene.text, start, case.at) or case.counted.quantity.end != end:
        return None
    behind = [i for i in scene.within(end, scene.clause(end + 1)[1]) if scene.known(i)]
    doer = scene.mentions[behind[-1]] if behind else None
    if doer is None or doer.type not in _ACTS or not scene.is_leading(doer):
        return None
    return Subject(behind[-1], _SURE) if _SOON.match(scene.text, doer.end) else None


def _just_held(case: Case) -> Subject | None:
    """组织[应急演练]，用时仅2分45秒: the event that the clause before ends with."""
    scene, start = case.scene, case.scene.clause(case.at)[0]
    if start < 2 or not _TOOK.fullmatch(scene.text, start, case.counted.quantity.start):
        return None
    index = scene.around(start - 2)
    mention = None if index is None else scene.mentions[index]
    held = mention is not None and mention.type == "Event" and mention.end == start - 1
    return Subject(index, _SURE) if held and index is not None else None
