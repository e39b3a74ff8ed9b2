"""Of which year a programme is: [2022年]，该市共实施老旧小区改造项目19个; [明年]计划再改造老旧小区18个."""

from __future__ import annotations

import re
from functools import cached_property

from kg.extract.analysis import Analysis
from kg.extract.times import TimeExpr, times

#: So many of what a programme is done to, which is then the programme of a time.
SO_MANY = re.compile(
    "[约近]?[0-9一二三四五六七八九十百千.]{1,6}[余多万]{0,2}(?:[个条户处栋片亩家座部台盏所套间公米里]|平方)"
)
#: Between the name of a programme and how many there are.
_TOLD = re.compile("(?:工程|项目|任务|计划)?(?:总数|共计|共|达|为|了)?")


class ProgrammeYears:
    """The years in an article, by the programmes that they are said of."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis

    @cached_property
    def _times(self) -> list[TimeExpr]:
        return times(self._analysis.article)

    def counted(self, start: int, end: int) -> str | None:
        """The year of the programme named at [start, end), if so many are counted behind it."""
        told = _TOLD.match(self._analysis.text, end)
        behind = told.end() if told else end
        return self.before(start) if SO_MANY.match(self._analysis.text, behind) else None

    def before(self, at: int) -> str | None:
        """The year that the sentence names last before ``at``; none of a stretch of years (2019年以来)."""
        begin = self._analysis.sentence(at).start
        here = [each for each in self._times if begin <= each.start and each.end <= at]
        if not here:
            return None
        issued = (self._analysis.article.published or "")[:4]
        last = here[-1]
        return last.iso[:4] if last.kind == "point" or last.iso[:4] == issued else None
