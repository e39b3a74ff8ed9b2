"""Bodies that only their place gives away: whose post it is, between a clause's beginning and a title that a person follows
(与会的还有[云岭动力]董事长某某, [三一重工]副总裁某某). The tagger need not be sure of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kg.extract.analysis import Analysis
from kg.extract.introductions import Candidate
from kg.extract.left_words import HARD
from kg.extract.post_homes import home_organ
from kg.extract.proper import is_proper
from kg.extract.unit import Unit, with_new
from kg.knowledge.boundaries import boundaries
from kg.knowledge.countries import countries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.lexicon import bodies, body_head, roles, titles
from kg.knowledge.scanning import TitleMatch
from kg.tagger import BODY
from kg.types import EntityType

#: The least probability of a tagged name before a company's title, and before another; how long one is that nothing tags.
_LEAST, _SURE, _SHORTEST, _LONGEST = 0.3, 0.5, 2, 8
#: So long is a right end that is no common word's.
_LONG_HEAD = 3
_GOVERNMENT = "人民政府"
_JOINS = "、兼和及 "
#: Only companies are believed in without the tagger.
_COMPANY = "company"
#: What belongs to the body of the post before it, where no name stands before its own.
_ORGAN = "taskforce"
#: Where somebody is in charge is no body: 河道治理工程现场|负责人.
_WHERE = ("现场", "工地", "一线")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.]+$")


def with_employers(analysis: Analysis, units: Sequence[Unit], people: Iterable[Candidate]) -> list[Unit]:
    """``units`` and the bodies that stand before the titles of ``people``; what was read inside those goes."""
    ends = {unit.end: i for i, unit in enumerate(units)}
    titles_ = [title for title in _titles(analysis, people) if title.start not in ends]
    found = [unit for title in titles_ for unit in _at(analysis, title, units, ends)]
    parents = {unit.parent for unit in units}
    new: list[Unit] = []
    for unit in found:
        over = [i for i, u in enumerate(units) if u.start < unit.end and unit.start < u.end]
        if all(i not in parents and units[i].short for i in over):
            new.append(unit)
    inside = {at for unit in new for at in range(unit.start, unit.end)}
    kept = [(i, u) for i, u in enumerate(units) if inside.isdisjoint(range(u.start, u.end))]
    return with_new(kept, new)


def _titles(analysis: Analysis, people: Iterable[Candidate]) -> Iterator[TitleMatch]:
    """The titles that stand before a person, of each row the first one."""
    ending = {title.end: title for title in analysis.titles}
    for person in people:
        at, first = person.start, None
        while (title := ending.get(at)) is not None:
            at, first = title.start, title
            while at > 0 and analysis.text[at - 1] in _JOINS:
                at -= 1
        if first is not None:
            yield first


def _at(
    analysis: Analysis, title: TitleMatch, units: Sequence[Unit], ends: Mapping[int, int]
) -> Iterator[Unit]:
    """The body that ends where the title begins."""
    tag = analysis.tags_by_end.get(title.start)
    ends_so = tag is not None and _has_long_head(analysis.text[tag.start : tag.end])
    sure = _LEAST if title.title.kind == _COMPANY or ends_so else _SURE
    body = tag is not None and (tag.name == BODY or title.title.kind == _COMPANY)
    if tag is not None and body and tag.probability >= sure and title.title.organ != _GOVERNMENT:
        start = tag.start
    elif title.title.kind == _COMPANY and (begin := _begins(analysis, title.start, ends)) is not None:
        start = begin
    else:
        return
    whole = max((end for end in ends if start < end < title.start and not units[ends[end]].short), default=0)
    start = whole or _behind_area(analysis, start, title.start)
    text = analysis.text[start : title.start]
    known = (
        text.endswith(_WHERE)
        or text in countries()
        or text in titles()
        or text in roles()
        or text in bodies()
    )
    place = bool(gazetteer().find(text) or gazetteer().find_short(text))
    head = body_head(text)
    # 县水利局副局长、|工程指挥部|副指挥: the first body's
    organ = head is not None and head.kind == _ORGAN and start not in ends
    if (
        not (known or place or organ or home_organ(text)[0] or boundaries().is_generic(text))
        and len(text) >= _SHORTEST
    ):
        agency = head is not None and head.type == "Agency"
        type_: EntityType = "Agency" if agency else "Organization"
        yield Unit(start, title.start, title.start, type_, _COMPANY, ends.get(start))


def _has_long_head(text: str) -> bool:
    """Whether words end like a body and like nothing else: …集聚区[管委会]."""
    head = body_head(text)
    return head is not None and len(head.head) >= _LONG_HEAD and head.head != text


def _begins(analysis: Analysis, end: int, ends: Mapping[int, int]) -> int | None:
    """Where a name begins that ends at ``end`` and that nothing tags: behind the last word that no name reaches over. It
    must have something that is no word, or be spelled in Latin letters."""
    if latin := _LATIN.search(analysis.text, max(0, end - _LONGEST), end):
        return latin.start()
    at = end
    while at > 0 and end - at < _LONGEST and analysis.text[at - 1] not in HARD and at not in ends:
        word = analysis.words[bisect_left(analysis.word_starts, at) - 1]
        trade = at == end and word.pos.startswith("v") and word.text not in boundaries().stop  # 置地, 重工
        if (boundaries().ends_name(word) and not trade) or word.text in boundaries().before:
            break
        at = word.start
    open_ = end - at >= _LONGEST
    return at if not open_ and end - at > _SHORTEST and is_proper(analysis, at, end) else None


def _behind_area(analysis: Analysis, start: int, end: int) -> int:
    """Where the own part begins of a name that begins with a full area, or with a short one and goes on like a name."""
    for area in analysis.areas:
        if area.start == start and area.end < end:
            own = not area.short or is_proper(analysis, area.end, end)
            return area.end if own and end - area.end >= _SHORTEST else start
    return start
