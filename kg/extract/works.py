"""Projects, events and documents without quotation marks: the programmes every district runs, and what ends in a head
(专项整治, 推进会, 实施方案) after a verb that carries works out, holds events or issues documents."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from kg.extract.analysis import Analysis
from kg.extract.naming import draft
from kg.extract.units import Unit
from kg.knowledge.boundaries import boundaries
from kg.knowledge.works import works
from kg.types import EntityType, Mention

_LONGEST = 32
_SHORTEST_OWN = 2
_STOPS = frozenset("，。；：！？“”‘’（）《》 \n…")
#: 会议 of a committee, counted: 区委十二届十次全体会议, 省委十届十二次全会.
_SESSION = re.compile(
    r"(?:第?[一二三四五六七八九十]+届(?:委员会)?)?第?[一二三四五六七八九十]+次(?:全体)?(?:\(扩大\)|（扩大）)?(?:会议|全会)"
    r"(?:暨[^，。；、\s精神]{2,14}?会议)?"
)
_PARTY_CONGRESS = re.compile(r"党的[一二三四五六七八九十]+大|党的十[一二三四五六七八九]?届[一二三四五六七]中全会|[全]国两会")
_TAIL = re.compile(r"(?:工程|项目|行动|工作|活动|试点)")


def find_works(analysis: Analysis, units: list[Unit], taken: frozenset[int]) -> list[Mention]:
    """Every work, event and document that a programme's name or a head with its verb shows."""
    found: list[Mention] = []
    covered: set[int] = set(taken)
    for mention in (*_sessions(analysis, units), *_programmes(analysis, units), *_plain(analysis, units)):
        stretch = range(mention.start, mention.end)
        if not covered.intersection(stretch):
            covered.update(stretch)
            found.append(mention)
    return found


def _sessions(analysis: Analysis, units: list[Unit]) -> Iterator[Mention]:
    """A committee's counted session, with the committee before it: 市委|十一届十三次全会暨市委经济工作会议."""
    ends = {u.end: u for u in units}
    for match in _SESSION.finditer(analysis.text):
        unit = ends.get(match.start())
        if unit is not None and unit.type == "Agency":
            start = _root_start(units, unit)
            yield draft(analysis, "Event", start, match.end(), "works.session", 0.9, None, None, (match.group(),))
    for match in _PARTY_CONGRESS.finditer(analysis.text):
        yield draft(analysis, "Event", match.start(), match.end(), "works.congress", 0.8)


def _root_start(units: list[Unit], unit: Unit) -> int:
    while unit.parent is not None and units[unit.parent].relative:
        unit = units[unit.parent]
    return unit.start


def _programmes(analysis: Analysis, units: list[Unit]) -> Iterator[Mention]:
    """老旧小区改造 of the area that stands before it, or of the article's own."""
    areas = {u.end: u for u in units if u.type == "Area"}
    for match in works().national.finditer(analysis.text):
        yield draft(analysis, "Project", match.start(), match.end(), "works.national", 0.8)
    for match in works().local.finditer(analysis.text):
        area = areas.get(match.start())
        tail = _TAIL.match(analysis.text, match.end())
        end = tail.end() if tail and tail.group() != "工作" else match.end()
        start = area.start if area else match.start()
        aliases = (match.group(), analysis.text[match.start() : end])
        rule = "works.programme" if area else "works.programme.local"
        yield draft(analysis, "Project", start, end, rule, 0.85, None if area else match.group(), None, aliases)


def _plain(analysis: Analysis, units: list[Unit]) -> Iterator[Mention]:
    parents = {u.end: u for u in units if u.type in {"Area", "Community", "Agency", "Organization", "Place"}}
    last = -1
    for match in works().plain.finditer(analysis.text):
        if match.start() < last or not _ends_name(analysis, match.end()):
            continue
        kind = works().plain_types[match.group()]
        start, governed = _left(analysis, match.start(), kind, parents)
        own = analysis.text[start : match.start()]
        if len(own) < _SHORTEST_OWN or boundaries().is_generic(own) or not (governed or start in _after_area(parents)):
            continue
        last = match.end()
        yield draft(analysis, kind, start, match.end(), f"works.{'governed' if governed else 'named'}", 0.7)


def _after_area(parents: dict[int, Unit]) -> frozenset[int]:
    return frozenset(u.start for u in parents.values())


def _ends_name(analysis: Analysis, end: int) -> bool:
    """A head inside a longer word or before 的 one's own noun is no end."""
    return end in analysis.ends and analysis.text[end : end + 1] not in frozenset("者员部组办化性区点站型类")


def _left(
    analysis: Analysis, head: int, kind: EntityType, parents: dict[int, Unit]
) -> tuple[int, bool]:
    """Where the name begins, and whether a verb of its class stands right before it."""
    at = head
    verbs = works().verbs[kind]
    while head - at < _LONGEST and at > 0 and analysis.text[at - 1] not in _STOPS:
        if (unit := parents.get(at)) is not None:
            return (unit.start if kind != "Document" else at), _governs(analysis, unit.start, verbs)
        word = analysis.words[bisect_left(analysis.word_starts, at) - 1]
        if verbs.fullmatch(word.text) and at < head:
            return at, True
        if word.text == "、" or (boundaries().ends_name(word) and word.text not in ("和", "与", "及")):
            return at, False
        at = word.start
    return at, False


def _governs(analysis: Analysis, start: int, verbs: re.Pattern[str]) -> bool:
    word = analysis.words[bisect_left(analysis.word_starts, start) - 1] if start else None
    return word is not None and verbs.fullmatch(word.text) is not None
