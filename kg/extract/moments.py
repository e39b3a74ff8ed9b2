"""A date in its sentence, and what is told of it: what the readers of dates hand to each other."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.extract.subjects import Scene, Subject
from kg.extract.times import DUE, TimeExpr
from kg.knowledge.datings import time_words

#: A verb stands at most this far behind its date.
_REACH = 120
#: The words of planning stand so near before a limit.
_PLAN = 8
#: In the clause before it.
_AHEAD = re.compile("还?将(?:对|启动|实施|改造|新建|建设|完成)|计划(?:对|启动|实施|改造|新建|建设)")
#: 2020年|第六届某运动会|组委会召开大会: the year belongs to the name behind it.
_YEAR = ("年", "年度")
_EDITION = re.compile("第(?:[一二三四五六七八九十百]{1,3}|[0-9]{1,3})届")


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule says of a date: property, whose, which rule, where its words end, and whether they only plan it."""

    property: str
    subject: Subject
    rule: str
    end: int
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
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


def moments(scene: Scene, found: Sequence[TimeExpr]) -> list[Moment]:
    """The dates that may be of something, each with the stretch behind it that is its own."""
    kept, points = [], [len(scene.text)]
    for time in reversed(found):
        start, end = scene.sentence(time.start)
        clause_end = scene.clause(time.start)[1]
        told = time.kind != "bound" or _is_limit(scene, time)
        told = told and not _is_in_name(scene, time)
        if told and scene.is_read(time.start) and scene.around(time.start) is None:
            then = next(
                point for point in reversed(points) if point >= clause_end or point == len(scene.text)
            )
            kept.append(Moment(scene, time, start, min(end, then)))
        if time.kind == "point" and scene.around(time.start) is None:
            points.append(time.start)
    return kept[::-1]


def _is_in_name(scene: Scene, time: TimeExpr) -> bool:
    """Whether the year is the edition's of what is no event itself."""
    edition = _EDITION.match(scene.text, time.end)
    if edition is None or not scene.text.endswith(_YEAR, time.start, time.end):
        return False
    named = scene.around(edition.end())
    return named is None or scene.mentions[named].type != "Event"


def _is_limit(scene: Scene, time: TimeExpr) -> bool:
    """确保10月底前全部竣工; 还将改造某小区，6月底前进场施工; 9月底前完工, where that lies ahead: whether a limit is set
    for what is planned."""
    near = scene.text[max(scene.clause(time.start)[0], time.start - _PLAN) : time.start]
    clause = scene.clause(time.start)[0]
    ahead = (
        clause == time.start and _AHEAD.search(scene.text, scene.clause(clause - 1)[0], clause) is not None
    )
    due = scene.article.published is not None and time.iso >= scene.article.published[: len(time.iso)]
    if due and DUE.match(scene.text, time.end):
        return True
    return is_planned(near) or (ahead and scene.sentence(clause - 1) == scene.sentence(time.start))


def is_planned(text: str) -> bool:
    """Whether ``text``, the words right before a verb, says that something has not happened yet."""
    return any(word in text for word in time_words().planned)
