"""How and how long a post is held: what the verb before it and the dates beside it say."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property

from kg.extract.analysis import Analysis
from kg.extract.times import TimeExpr, times
from kg.knowledge.posts import filled, post_words
from kg.types import Capacity

#: What else may stand in a clause that only says when: 2013年3月至今, 其间.
_ONLY_WHEN = re.compile(r"[自从于在到至起今以来开始当年初末底间期同其，、\s　]*")
#: A date before these is one of the person's life.
_OF_LIFE = re.compile("出生|生于|参加工作|入党|加入|毕业|参军|入伍|退休|诞辰")
_SINCE_THEN = re.compile("(?:至今|起|以来|开始)")
_LEADS_IN = re.compile("(?:自从|自|从|于|在)$")
_LIST_ENDS = ("：", "；", ":", ";", "，")
#: A line over a list of decisions that says when they were taken: （6月10日某区人大常委会第四十三次会议通过）.
_ADOPTED = ("通过）", "通过)", "任免名单", "任命名单", "免职名单")
_MEETS = re.compile("会议|大会|全会|会上|选举")


@dataclass(frozen=True, slots=True)
class Tenure:
    """What words say of holding a post: ISO prefixes of its ends, whether it is over, only proposed, held in a
    particular way. ``start`` is where the dates begin that say so."""

    since: str | None = None
    until: str | None = None
    former: bool = False
    capacity: Capacity | None = None
    proposed: bool = False
    start: int | None = None


class Tenures:
    """Reads the tenures of one article's posts."""

    def __init__(self, analysis: Analysis) -> None:
        self._analysis = analysis
        self._text = analysis.text

    @cached_property
    def _times(self) -> list[TimeExpr]:
        return times(self._analysis.article)

    def by_verb(self, verb: str, at: int, end: int, after: int) -> Tenure:
        """Of a post that ends at ``end``, behind the ``verb`` at ``at``. No date before ``after`` is its own: there
        ends the post before."""
        words = post_words()
        once = words.once_end.search(self._text, max(0, at - 6), at) is not None
        held = Tenure(former=verb in words.took or once, capacity=_capacity(verb))
        if verb in words.proposes or words.candidates.match(self._text, end):
            return replace(held, proposed=True)
        if verb in words.leaves:
            return self.left(at, after)
        dates = self._dates(at, after)
        if len(dates) == 2:
            return self._stretched(held, dates)
        if dates and (verb in words.begins or dates[0].kind == "from") and not held.former:
            return self._begun(held, dates[0])
        day = self._elected_on(at) if verb in words.elected and not dates else None
        return self._begun(held, day) if day is not None else held

    def left(self, at: int, after: int) -> Tenure:
        """Of a post that is left at ``at``; see ``by_verb`` for ``after``."""
        return self._left(self._dates(at, after))

    def appointed(self, at: int) -> Tenure:
        """Of a post that the decision at ``at`` gives: it begins on the day of the decision."""
        day = self._decided_on(at)
        return self._begun(Tenure(), day) if day else Tenure()

    def dismissed(self, at: int) -> Tenure:
        """Of a post that the decision at ``at`` takes."""
        day = self._decided_on(at)
        return self._left([day] if day else [])

    def before_name(self, words: str, start: int, behind: str) -> Tenure:
        """Of a post with the title ``words`` that begins at ``start``, before a name; ``behind`` is the bracket after it."""
        known = post_words()
        before = self._text[max(0, start - 6) : start]
        if known.proposes_end.search(before):
            return Tenure(proposed=True)
        if known.seconded_in.search(behind):
            return Tenure(capacity="seconded")
        if filled(words) != words:
            return Tenure(capacity="acting")
        return Tenure(capacity="concurrent" if known.concurrent_end.search(before) else None)

    def scope(self, at: int) -> int:
        """Where the list of decisions begins that the sentence at ``at`` goes on with, line by line."""
        start = self._analysis.sentence(at).start
        while start > 0 and self._text[:start].rstrip("\n 　").endswith((*_LIST_ENDS, *_ADOPTED)):
            start = self._analysis.sentence(len(self._text[:start].rstrip("\n 　")) - 1).start
        return start

    def _begun(self, held: Tenure, date: TimeExpr) -> Tenure:
        if self._is_ahead(date.iso):
            return replace(held, proposed=True)
        return replace(held, since=date.iso, start=self._leading(date))

    def _left(self, dates: list[TimeExpr]) -> Tenure:
        last = dates[-1] if dates else None
        if last is None or last.kind == "from":
            return Tenure(former=True)
        if self._is_ahead(last.iso):
            return Tenure()
        return Tenure(until=last.iso, former=True, start=self._leading(last))

    def _stretched(self, held: Tenure, dates: list[TimeExpr]) -> Tenure:
        first, last = dates
        if first.iso > last.iso or self._is_ahead(first.iso):
            return held
        over = not self._is_ahead(last.iso)
        until = last.iso if over else None
        return replace(held, since=first.iso, until=until, former=over, start=self._leading(first))

    def _is_ahead(self, iso: str) -> bool:
        """Whether the date is later than the article."""
        published = self._analysis.article.published
        size = min(len(iso), len(published or ""))
        return published is not None and iso[:size] > published[:size]

    def _leading(self, date: TimeExpr) -> int:
        lead = _LEADS_IN.search(self._text, max(0, date.start - 2), date.start)
        return lead.start() if lead else date.start

    def _dates(self, at: int, after: int) -> list[TimeExpr]:
        """The date, or both ends of the stretch of time, in the clause before ``at``, or alone in the clause before that."""
        clause = self._analysis.clause(at)
        found = self._between(max(clause.start, after), at)
        if not found and after <= clause.start and clause.start > 1:
            earlier = self._analysis.clause(clause.start - 2)
            dates = self._between(max(earlier.start, after), earlier.end)
            found = dates if self._says_only_when(earlier.start, earlier.end, dates) else []
        return self._last(found)

    def _last(self, found: list[TimeExpr]) -> list[TimeExpr]:
        last = found[-1:]
        if last and last[0].kind == "to":
            return found[-2:]
        if last and (last[0].kind == "bound" or _OF_LIFE.match(self._text, last[0].end)):
            return []
        if last and _SINCE_THEN.match(self._text, last[0].end):
            return [replace(last[0], kind="from")]
        return last

    def _between(self, start: int, end: int) -> list[TimeExpr]:
        return [each for each in self._times if start <= each.start and each.end <= end]

    def _says_only_when(self, start: int, end: int, dates: list[TimeExpr]) -> bool:
        rest, at = "", start
        for date in dates:
            rest += self._text[at : date.start]
            at = date.end
        return bool(dates) and _ONLY_WHEN.fullmatch(rest + self._text[at:end]) is not None

    def _elected_on(self, at: int) -> TimeExpr | None:
        """The day of the meeting that elects, if the sentence says it: 6月9日，在某区人代会上，[某某]当选为区长."""
        day = self._decided_on(at)
        return day if day is not None and _MEETS.search(self._text, day.end, at) else None

    def _decided_on(self, at: int) -> TimeExpr | None:
        """The day that the sentence of a decision gives, before the verb; of one that begins with the meeting that the
        sentence before tells of, also the day of that."""
        start = self.scope(at)
        while (
            start > 1 and self._text.startswith(post_words().meeting, start) and self._text[start - 1] != "\n"
        ):
            start = self._analysis.sentence(start - 2).start
        dates = [each for each in self._between(start, at) if each.kind == "point"]
        return next((d for d in reversed(dates) if not _OF_LIFE.match(self._text, d.end)), None)


def _capacity(verb: str) -> Capacity | None:
    words = post_words()
    if words.acting.fullmatch(verb):
        return "acting"
    return "concurrent" if verb in words.concurrent else "seconded" if verb in words.seconded else None
