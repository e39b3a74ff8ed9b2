"""Visits of officials that a text tells of without a name: 区委书记某某到某社区[调研]老旧小区改造工作. They are called after
who comes and what for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from kg.extract.naming import draft
from kg.extract.wording import SURE, Wording
from kg.knowledge.described import described
from kg.knowledge.works import works
from kg.types import Mention

VISIT = "works.visit"
#: What is visited in so many words is better called by its place.
_LONG = re.compile("[的这他她其]")
#: A title is no longer than that.
_TITLE = 10


@dataclass(frozen=True, slots=True)
class _Visit:
    """Who comes, and the words that tell of it."""

    who: str
    match: re.Match[str]
    headline: bool

    @property
    def what(self) -> str:
        """What is looked into; empty where only the place is told, or where it is only looked at."""
        return "" if self.match["looks"] else self.match["what"].removesuffix("后").removesuffix("时")

    @property
    def act(self) -> str:
        """What the visit is for; of one that only looks at things it is 调研."""
        return described().look if self.match["looks"] else self.match["act"]


def official_visits(found: Wording) -> Iterator[Mention]:
    """The visits of the article; several mentions of one visit have one name."""
    visits = list(_visits(found))
    named: dict[str, tuple[str, tuple[str, ...]]] = {}
    for visit in sorted(visits, key=lambda v: (v.headline, v.match.start())):
        named.setdefault(visit.who, _names(found, visit))
    for visit in visits:
        name, forms = named[visit.who]
        own, further = _names(found, visit)
        aliases = tuple(form for form in dict.fromkeys((*forms, own, *further)) if form != name)
        span = visit.match.span("act")
        yield draft(found.analysis, "Event", *span, VISIT, SURE, name, None, aliases)


def _visits(found: Wording) -> Iterator[_Visit]:
    text, people = found.text, found.analysis.people
    led = {
        text[tag.start : tag.end]
        for tag in people
        if described().leader.search(text, max(0, tag.start - _TITLE), tag.start)
    }
    for tag in people if led else ():
        who = text[tag.start : tag.end]
        match = described().official.match(text, tag.end) if who in led else None
        headline = found.is_headline(tag.start)
        titled = described().leader.search(text, max(0, tag.start - _TITLE), tag.start) is not None
        if (
            match is not None
            and (headline or titled or match["party"] or match["go"])
            and _is_visit(found, match)
            and (match["looks"] is None or _looks_round(found, tag.start, match))
        ):
            yield _Visit(who, match, headline)


def _is_visit(found: Wording, match: re.Match[str]) -> bool:
    """Whether the words tell of a visit, to a place or into something, and of nothing else."""
    other = described().no_visit.search(found.text, match.start(), match.start("act"))
    what = match["what"]
    if other or described().no_act.search(what) or (not what and not match["go"]):
        return False
    alone = not (match["go"] or match["led"] or match["party"])
    if alone and "，" in found.text[match.start() : match.start("act")]:
        return False  # 会见某某，考察…: somebody else does
    return match.start("act") in found.analysis.starts


def _looks_round(found: Wording, start: int, match: re.Match[str]) -> bool:
    """Whether somebody from farther away came on a day to look at a place: 5月6日，副县长某某来到某社区，实地|察看…."""
    titled = described().near.search(found.text, max(0, start - 2 * _TITLE), start)
    begin = found.analysis.sentence(start).start
    dated = works().day.search(found.text, begin, match.end()) is not None
    return titled is None and dated and bool(_where(found, match))


def _names(found: Wording, visit: _Visit) -> tuple[str, tuple[str, ...]]:
    """What a visit is called, and its other names in the text's own words."""
    match, act = visit.match, visit.act
    where = _where(found, match)
    what = where if where and (not visit.what or _LONG.search(visit.what)) else visit.what
    told = found.text[match.start("go") : match.start("what")] if match["go"] else act
    told += match["what"] if match["looks"] else visit.what
    core = described().visited_work.sub("", what)
    forms = [visit.who + told, act + what]
    if core != what:
        forms.append(visit.who + act + core)
    if where and match["go"]:
        forms.append(f"{visit.who}{found.text[match.start('go') : match.start('where')]}{where}{act}")
        forms.append(visit.who + act + where)
    forms.append(f"{visit.who}一行{act}{what}")
    return visit.who + act + what, tuple(dict.fromkeys(form for form in forms if form))


def _where(found: Wording, match: re.Match[str]) -> str:
    """The first place that is visited, by the words of its chain."""
    if match["go"] is None:
        return ""
    start, end = match.span("where")
    places = found.named
    first = bisect_left(places, start, key=lambda m: m.start)
    inside = [m for m in places[first : first + 4] if m.end <= end]
    if not inside or inside[0].start - start > 2:
        return ""
    last = inside[0]
    for mention in inside[1:]:
        if mention.start != last.end and mention.start != inside[0].start:
            break
        last = mention if mention.end > last.end else last
    return found.text[inside[0].start : last.end]
