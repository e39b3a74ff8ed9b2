"""Names that nothing but the tagger shows: 腾讯, 特种汽车厂, 三峡库区 in free text.

What rules have found stands; the tagger fills the stretches that they left open. What it is sure of becomes a unit like any
other, so that posts and relations can hang on it; the rest is named in passing.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.analysis import Analysis
from kg.extract.area_units import is_quarter
from kg.extract.introductions import Candidate
from kg.extract.naming import draft
from kg.extract.proper import is_new, is_one_of_so_many, is_proper
from kg.extract.unit import Unit, with_new
from kg.knowledge.boundaries import boundaries
from kg.knowledge.countries import countries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.lexicon import bodies, body_head, roles, titles
from kg.knowledge.no_heads import no_heads
from kg.knowledge.works import works
from kg.tagger import BODY, PERSON, PLACE, Tagged
from kg.types import EntityType, Mention, Reading

#: The probability above which a tagged name is taken for sure.
_SURE = {PERSON: 0.5, PLACE: 0.5, BODY: 0.5}
#: The probability from which a person is one, though an area's name stands inside: 石|青阳.
_PERSON = 0.55
#: The probability above which its words may be common ones: 兴港|派出所.
_CERTAIN = 0.75
#: The probability above which it is believed rather than what rules have made of its words.
_SURER = 0.7
#: The least probability of a name that the tagger is sure of elsewhere in the article.
_LEAST = 0.3
#: What is told of places and bodies in the news: behind their names.
_OPENS = re.compile(
    "(?:将|已|于[\\d年月日]{2,10}|[\\d月日]{4,6}|正式|盛大|即将|隆重|暂停|暂时|恢复|全面|重新|临时|永久|整体|顺利|即日起|今[日天]|明[日天起]){0,3}"
    "(?:对外)?(?:开业|开园|开馆|开诊|开放|闭园|闭馆|停业|歇业|搬迁|乔迁|迁址|更名|改名|关闭|揭牌|启用|封顶|投用|倒闭|营业|试营业|亮相|落户)"
)
#: 千企兴千村, 万企帮万户: so many of this for so many of that.
_SLOGAN = re.compile("[百千万].{1,3}[百千万][村户企店家]")
#: 区|三级住建部门, 镇、村|两级书记.
_LEVELS = re.compile("[两三四]级")
#: Zones that are called after the area before them: 柳河|港区某作业区.
_ZONE = re.compile("[港矿林库灌牧景]区")
#: Ends names of places; areas that are called so are all in the gazetteer.
_OLD_LEVEL = "州"
#: A team that is called so by its right end alone is of no government: 网易龙之|队.
_TEAM = "队"
#: 竹农, 果农.
_TRADE, _GROWERS = 2, "农"
#: Last characters of machines, which the tagger must be sure of in the name of a person.
_MACHINES = frozenset("机器炉泵")
#: What names are told of inside: titles of documents, works and events.
_TITLED: frozenset[EntityType] = frozenset({"Document", "Project", "Event", "Method"})
#: The bank of a water, behind its name, which has so many characters at least.
_BANK, _LEAST_WATER = re.compile("(?<=[河江湖溪海])(?:畔|岸|沿岸|两岸|岸边|之滨|边)$"), 2
#: Last characters of people's names that end hills and waters.
_WATERS = frozenset("山河江湖海溪峰岭")
_CLASS: dict[str, frozenset[EntityType]] = {
    PLACE: frozenset({"Area", "Community", "Place"}),
    BODY: frozenset({"Agency", "Organization"}),
}
#: Roads and waters are called by words that mean something elsewhere as well: 石门|桥.
_RUNNING, _LEAST_OWN = frozenset({"road", "nature"}), 2
#: Who makes music or reads together may be called so, too: 某镇音乐|会.
_SOCIETY = "会"
#: One of many that has no name: 某县|一蔬菜种植专业合作社.
_ONE = "一"
#: No unit reaches farther over the end of a name.
_LONGEST = 60
_PLAIN: dict[str, EntityType] = {PERSON: "Person", PLACE: "Place", BODY: "Organization"}
#: Numbers that stand for many, and how far before the second the first one stands: 千企|兴千村.
_ROUND, _PAIRED = frozenset("百千万"), 3


def people_of_course(analysis: Analysis) -> list[tuple[int, int]]:
    """Stretches that are persons beyond doubt, whatever their last character is elsewhere: 孙中|山."""
    return [
        (tag.start, tag.end)
        for tag in analysis.tags
        if tag.name == PERSON
        and tag.probability >= (_SURE[PERSON] if analysis.text[tag.end - 1] in _WATERS else _PERSON)
        and not gazetteer().find(analysis.text[tag.start : tag.end])
    ]


def filled(analysis: Analysis, units: Sequence[Unit], blocked: Iterable[tuple[int, int]]) -> list[Unit]:
    """``units`` and, where neither they nor ``blocked`` stand, those that the tagger is sure of; in order of their ends."""
    taken = {at for start, end in blocked for at in range(start, end)}
    taken |= {at for unit in units for at in range(unit.start, unit.end)}
    taken |= {at for work in analysis.works for at in range(work.start, work.end)}
    names = {at for t in analysis.tags if t.probability >= _CERTAIN for at in range(t.start + 1, t.end - 1)}
    titled = {at for title in analysis.titles for at in range(title.start, title.end)}
    taken |= titled - names  # a title inside a name is none: 正源[会计师]事务所
    tags = [tag for tag in analysis.tags if not _is_held(analysis, tag)]
    sure = [tag for tag in tags if tag.name != PERSON and tag.probability >= _SURE[tag.name]]
    often = _often(analysis)
    sure += [t for t in tags if _LEAST <= t.probability < _SURE[t.name] and _text(analysis, t) in often]
    sure += [t for t in analysis.tags if _is_told_of(analysis, t) and t not in sure]
    found = _Found(analysis.text, units)
    new = []
    for tag in sure:
        own = _closed(analysis, found.behind_area(_without_bank(analysis, tag)))
        several = is_one_of_so_many(analysis, own.end) and analysis.text[own.end - 1] != "”"
        if several or _ends_in_none(analysis, own):
            continue
        if taken.isdisjoint(range(own.start, own.end)) and (
            _names(analysis, own) or _again(analysis, own, often) or _is_told_of(analysis, tag)
        ):
            new.append(_unit(analysis, own, found))
    return with_new(enumerate(units), new)


def _is_held(analysis: Analysis, tag: Tagged) -> bool:
    """Whether what is seen as a body is called like something that is held: 河畔|龙舟邀请赛."""
    held = tag.name == BODY and analysis.text[tag.end - 1] != _SOCIETY
    return held and works().occasions.search(analysis.text, tag.start, tag.end) is not None


def corrected(analysis: Analysis, units: Sequence[Unit], blocked: Iterable[tuple[int, int]]) -> list[Unit]:
    """``units`` with those inside of a name that the tagger is surer of, and that they do not make up, replaced by it:
    城固县|橘乡红柑橘专业合作社, where 橘乡 is read as a town."""
    taken = {at for start, end in blocked for at in range(start, end)}
    found = [
        each
        for tag in analysis.tags
        if tag.name != PERSON
        and tag.probability >= _SURER
        and taken.isdisjoint(range(tag.start, tag.end))
        and (each := _Correction.of(analysis, units, tag)) is not None
    ]
    gone = {i for each in found for i in each.gone}
    parents = {u.parent for i, u in enumerate(units) if i not in gone}
    found = [each for each in found if parents.isdisjoint(each.gone)]
    gone = {i for each in found for i in each.gone}
    kept = [(i, u) for i, u in enumerate(units) if i not in gone]
    return with_new(kept, [each.unit for each in found]) if found else list(units)


@dataclass(frozen=True, slots=True)
class _Correction:
    """A name in the place of the units ``gone``."""

    unit: Unit
    gone: tuple[int, ...]

    @classmethod
    def of(cls, analysis: Analysis, units: Sequence[Unit], tag: Tagged) -> _Correction | None:
        """None where the units make up the name, or one reaches over its ends."""
        first = bisect_right(units, tag.start, key=_end)
        until = bisect_left(units, tag.end + _LONGEST, key=_end)
        inside = [i for i in range(first, until) if units[i].start < tag.end]
        if not inside or any(u.start < tag.start or u.end > tag.end for u in (units[i] for i in inside)):
            return None
        start, parent, at = tag.start, None, tag.start
        for i in inside:
            if units[i].type == "Area" and units[i].start == start and not units[i].anaphor:
                start, parent = units[i].end, i
            at = units[i].end if units[i].start == at else at
        farther = any(units[i].type == "Area" and units[i].start > start for i in inside)
        if (
            at >= tag.end - 1
            or farther
            or any(units[i].relative and units[i].start > tag.start for i in inside)
        ):
            return None  # 国税总局|某市税务局 is a body by rules that know more
        gone = tuple(i for i in inside if units[i].start >= start)
        type_, kind, head = _typed(analysis.text[start : tag.end], tag.name)
        own = replace(tag, start=start)
        if not gone or type_ == "Area" or not head or not _names(analysis, own):
            return None
        return cls(Unit(start, tag.end, tag.end - head, type_, kind, parent), gone)


def _is_told_of(analysis: Analysis, tag: Tagged) -> bool:
    """Whether it is said of a place or a body at the head of its clause that it opens, moves or closes: [印象城]盛大开业."""
    if tag.name == PERSON or tag.probability < _LEAST or tag.start != analysis.clause(tag.start).start:
        return False
    text = _text(analysis, tag)
    if text in countries() or _typed(text, tag.name)[0] == "Area" or not _particular(analysis, tag):
        return False
    return _OPENS.match(analysis.text, tag.end) is not None


def _closed(analysis: Analysis, tag: Tagged) -> Tagged:
    """A part of a name without the bracket that closes behind it: 某党校（某市|行政学院|）."""
    text = _text(analysis, tag)
    cut = text.endswith("）") and "（" not in text and len(text) > 1
    return replace(tag, end=tag.end - 1) if cut else tag


def _without_bank(analysis: Analysis, tag: Tagged) -> Tagged:
    """A water without its bank: 桃花江|畔."""
    bank = _BANK.search(analysis.text, tag.start, tag.end) if tag.name == PLACE else None
    return tag if bank is None or bank.start() - tag.start < _LEAST_WATER else replace(tag, end=bank.start())


def _text(analysis: Analysis, tag: Tagged) -> str:
    return analysis.text[tag.start : tag.end]


def _often(analysis: Analysis) -> frozenset[str]:
    """What the tagger sees as a place or a body more than once, and once is sure of."""
    seen = Counter(_text(analysis, tag) for tag in analysis.tags if tag.name != PERSON)
    sure = {_text(analysis, tag) for tag in analysis.tags if tag.probability >= _SURE[tag.name]}
    return frozenset(text for text, times in seen.items() if times > 1 and text in sure)


def _again(analysis: Analysis, tag: Tagged, often: frozenset[str]) -> bool:
    """Whether common words are a name because the article names it again: 特种汽车厂."""
    text = _text(analysis, tag)
    area = _typed(text, tag.name)[0] == "Area"
    return text in often and not area and text not in countries() and _particular(analysis, tag)


def _ends_in_none(analysis: Analysis, tag: Tagged) -> bool:
    """Whether its right end is none there: 出现洪|峰."""
    head = body_head(_text(analysis, tag))
    start = tag.end - len(head.head) if head is not None else tag.end
    doubtful = head is not None and tag.probability < _CERTAIN
    return (
        doubtful
        and head is not None
        and no_heads().is_none(analysis.text, head.head, head.kind, start, tag.end)
    )


def _end(unit: Unit) -> int:
    return unit.end


class _Found:
    """Units by where they end."""

    def __init__(self, text: str, units: Sequence[Unit]) -> None:
        self._text = text
        self._areas = sorted((unit.end, unit.start) for unit in units if unit.type == "Area")
        self._starts: dict[int, int] = {}
        self.wider: dict[int, int] = {}
        for index, unit in enumerate(units):
            self._starts[unit.end] = min(unit.start, self._starts.get(unit.end, unit.start))
            if unit.type in {"Area", "Community"}:
                self.wider.setdefault(unit.end, index)

    def behind_area(self, tag: Tagged) -> Tagged:
        """The own part of a name that begins with an area found before: 香港|马会."""
        if tag.name == PERSON:
            return tag
        ending = self._areas[bisect_right(self._areas, (tag.start,)) : bisect_left(self._areas, (tag.end,))]
        inside = [end for end, start in ending if tag.start <= start]
        led = inside and min(self._starts[end] for end in inside) == tag.start
        if led and _ZONE.match(self._text, max(inside)):
            return tag
        return replace(tag, start=max(inside)) if led and tag.end - max(inside) > 1 else tag


def _unit(analysis: Analysis, tag: Tagged, found: _Found) -> Unit:
    """The tagged name as a unit, on the unit that ends where it begins."""
    type_, kind, head = _typed(analysis.text[tag.start : tag.end], tag.name)
    before = found.wider.get(tag.start)
    return Unit(tag.start, tag.end, tag.end - head, type_, kind, before if type_ != "Area" else None)


def _typed(text: str, name: str) -> tuple[EntityType, str | None, int]:
    """The class of a tagged name, its finer sort, and how long its right end is."""
    if name == PLACE and (text in countries() or gazetteer().find(text) or gazetteer().find_short(text)):
        return "Area", None, 0
    head = body_head(text)
    if head is not None and head.head == _OLD_LEVEL:
        return "Place", None, 0
    if head is not None and head.head == _TEAM:
        return "Organization", None, len(_TEAM)
    if head is not None and (head.type in _CLASS[name] or (name == BODY and head.type == "Place")):
        return head.type, head.kind, len(head.head)
    return _PLAIN[name], None, 0


def _particular(analysis: Analysis, tag: Tagged) -> bool:
    """Whether a tagged stretch is more than a title, a role or generic words: not 物业|服务|公司."""
    text = analysis.text[tag.start : tag.end]
    plain = text in titles() or text in roles() or text in bodies()
    own = text[: _own(text)]
    first = analysis.words_in(tag.start, tag.end)[:1]
    plain = plain or _SLOGAN.fullmatch(text) is not None or _LEVELS.search(text) is not None
    plain = plain or any(word.text == _ONE for word in first)
    return not plain and not boundaries().is_generic(own) and not is_new(own)


def _names(analysis: Analysis, tag: Tagged) -> bool:
    """Whether a tagged stretch is a name of its own: neither a country nor made of common words alone."""
    text = analysis.text[tag.start : tag.end]
    area = tag.name == PLACE and bool(gazetteer().find_short(text))
    proper = (
        area
        or _runs(text, tag)
        or is_proper(analysis, tag.start, tag.start + _own(text))
        or tag.probability >= _CERTAIN
    )
    plain = text in countries() or is_quarter(analysis, text)
    return not plain and proper and _particular(analysis, tag)


def _runs(text: str, tag: Tagged) -> bool:
    """Whether it ends like a road, a bridge or a water, with so much before that as names of these are long: [苏湾]大道."""
    head = body_head(text) if tag.name == PLACE else None
    return head is not None and head.kind in _RUNNING and _own(text) >= _LEAST_OWN


def _own(text: str) -> int:
    """How long the part of a name before its right end is."""
    head = body_head(text)
    return len(text) - (len(head.head) if head and head.head != text else 0)


def tagged_people(analysis: Analysis) -> Iterator[Candidate]:
    """The persons that the tagger is sure of, but those after whom a doctrine is called (某某思想)."""
    for tag in analysis.tags:
        sure = tag.name == PERSON and tag.probability >= _SURE[PERSON] and tag.end - tag.start > 1
        doctrine = analysis.text.startswith(boundaries().doctrines, tag.end)
        if sure and not doctrine and not _is_noun(analysis, tag):
            yield Candidate(tag.start, tag.end, "tagged", tag.probability)


def _is_noun(analysis: Analysis, tag: Tagged) -> bool:
    """Whether the stretch is one common noun of the dictionary (蜂农), says what somebody is (孙子, 楼栋长), or what grows
    (竹农), or a machine (石印机)."""
    text = analysis.text[tag.start : tag.end]
    if text in roles() or text in titles() or (len(text) == _TRADE and text.endswith(_GROWERS)):
        return True
    if text[-1] in _MACHINES and tag.probability < _CERTAIN:
        return True
    inside = analysis.words_in(tag.start, tag.end)
    return len(inside) == 1 and inside[0].end == tag.end and inside[0].pos in {"n", "b", "l", "i"}


def weighed(analysis: Analysis, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """``candidates`` that nothing announces, as far as the tagger bears them out: where it sees a name with other ends
    it is followed, where it sees none they are left out."""
    people = sorted((tag for tag in analysis.tags if tag.name == PERSON), key=lambda tag: tag.start)
    ends = [tag.end for tag in people]  # they rise as well: no two names overlap
    for candidate in candidates:
        place = bisect_right(ends, candidate.start)
        if place == len(people) or people[place].start >= candidate.end:
            continue
        tag = people[place]
        if (tag.start, tag.end) == (candidate.start, candidate.end):
            yield replace(candidate, confidence=max(candidate.confidence, tag.probability))
        elif candidate.confidence >= tag.probability:
            yield candidate


def _is_told(analysis: Analysis, tag: Tagged) -> bool:
    """Whether a tagged stretch is worth telling: a surname before a title (江|主席), whatever else that character is, a
    place of the dictionary (三峡) or of one character (中美关系), or what says something in particular."""
    text, known = analysis.text[tag.start : tag.end], analysis.words_in(tag.start, tag.end)
    if tag.name == PERSON:
        return text not in titles() and text not in roles()
    place = len(known) == 1 and known[0].pos == "ns" and known[0].text == text
    if tag.name == PLACE and (place or len(text) == 1):
        return True
    return _particular(analysis, tag) and not _matches_number(analysis, tag)


def _matches_number(analysis: Analysis, tag: Tagged) -> bool:
    """千企|兴千村, 百企|帮百村: whether its words only answer to as many of something before them."""
    number = analysis.text[tag.end - 2 : tag.end - 1]
    return number in _ROUND and number in analysis.text[max(0, tag.start - _PAIRED) : tag.start]


def in_passing(analysis: Analysis, reading: Reading) -> Iterator[Mention]:
    """What the tagger sees where no other name stands: names of which it is less sure, countries (also as 中美)."""
    named = [m for m in reading.mentions if not m.pointer and m.type not in _TITLED]
    taken = {at for mention in named for at in range(mention.start, mention.end)}
    for tag in (*analysis.tags, *analysis.short_places):
        free = taken.isdisjoint(range(tag.start, tag.end))
        if free and _is_told(analysis, tag) and not (tag.name == PERSON and _is_noun(analysis, tag)):
            text = analysis.text[tag.start : tag.end]
            type_, kind, _ = ("Person", None, 0) if tag.name == PERSON else _typed(text, tag.name)
            mention = draft(analysis, type_, tag.start, tag.end, "tagged.passing", tag.probability, kind=kind)
            yield replace(mention, passing=True)
