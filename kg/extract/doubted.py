"""Units that the tagger contradicts: it sees a name there that begins or ends elsewhere, or none where only common words
would make one."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.analysis import Analysis
from kg.extract.common_names import is_called_so
from kg.extract.proper import is_proper
from kg.extract.unit import Unit, with_new
from kg.knowledge.boundaries import boundaries
from kg.knowledge.countries import countries
from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.lexicon import bodies
from kg.knowledge.nationwide import full_name
from kg.tagger import PLACE, Tagged
from kg.types import EntityType

#: How sure the tagger must be that a name begins or ends elsewhere, and that a name is that of a country or region alone.
_ELSEWHERE, _ALONE = 0.6, 0.8
#: Ends of places that are common nouns and figures of speech as often: 跨越山[海], 一座城[堡].
_NATURE = frozenset("山海堡峰岭岛洞塔楼湖溪江河")
_FIGURES = frozenset("山海堡楼塔")
#: What 全县 has many of.
_SORTS: frozenset[EntityType] = frozenset({"Organization", "Place", "Community"})
#: What ends in one character that ends common words as well.
_LOCAL: frozenset[EntityType] = frozenset({"Area", "Community", "Place"})
#: The parts of speech of such words: of a whole unit, and of its end.
_ACTS, _COMMON = frozenset({"l", "i", "v", "vn"}), frozenset({"l", "i", "v", "vn", "n"})
#: What one word before it says is done to it: 闯|市场.
_MARKET = "市场"
#: The parts of speech of words that link, and of those that count or say what is done besides.
_LINK = frozenset("pcdr")
_GOVERN = _LINK | frozenset("qv")
#: 党建攻坚[小组]: of task forces only such small ones are none.
_GROUP = "小组"
#: So much of its own a road or a water has before its right end.
_OWN = 2
#: Roads and waters, and the tags of names of places.
_RUNNING, _NAMES = frozenset({"road", "nature"}), frozenset({"ns", "nz"})
#: Before the area in the name of a consultative conference, and how long that is.
_CONFERENCE, _TERM = re.compile("(?:政治协商会议|政协)第?[一二三四五六七八九十]{1,4}届$"), 14
_FAR = frozenset({"台湾", "香港", "澳门"})


def undoubted(analysis: Analysis, units: Sequence[Unit]) -> list[Unit]:
    """``units`` without those that nothing hangs on and the tagger contradicts; roads and waters without the verb before
    them."""
    units = [_from_its_word(analysis, unit) for unit in units]
    doubt = _Doubt(analysis, {unit.end for unit in units})
    kept = list(enumerate(units))
    while True:
        bearers = {unit.parent for _, unit in kept}
        fewer = [
            (i, unit)
            for i, unit in kept
            if not _is_of_conference(analysis, units, unit)
            and (i in bearers or not (_is_of_all(analysis, units, unit) or doubt.of(unit)))
        ]
        if len(fewer) == len(kept):
            return list(units) if len(kept) == len(units) else with_new(kept, [])
        kept = fewer


def _from_its_word(analysis: Analysis, unit: Unit) -> Unit:
    """喝|金沙江, 驶下|青兰高速: a road or a water from where the dictionary has its name, behind a verb."""
    if unit.type != "Place" or unit.parent is not None or unit.kind not in _RUNNING:
        return unit
    inside = analysis.words_in(unit.start, unit.end)
    names = [
        at
        for at, word in enumerate(inside)
        if word.pos[:2] in _NAMES
        and word.start + _OWN <= unit.head_start <= word.end
        and word.text not in bodies()
    ]
    verb = bool(names) and any(word.pos[:1] in "vp" for word in inside[: names[-1]])
    return replace(unit, start=inside[names[-1]].start) if verb else unit


def _is_of_all(analysis: Analysis, units: Sequence[Unit], unit: Unit) -> bool:
    """全县|义务教育阶段学校: all that there are of a sort, which have no name together."""
    area = units[unit.parent] if unit.parent is not None else None
    whole = area is not None and area.relative and analysis.text.startswith("全", area.start)
    return whole and unit.type in _SORTS


def _is_of_conference(analysis: Analysis, units: Sequence[Unit], unit: Unit) -> bool:
    """政协第十届|新河县委员会: of a consultative conference, whose 委员会 is no committee of the party."""
    area = units[unit.parent] if unit.parent is not None else None
    if area is None or unit.type != "Agency" or analysis.text[unit.start : unit.end] != "委员会":
        return False
    return _CONFERENCE.search(analysis.text, max(0, area.start - _TERM), area.start) is not None


class _Doubt:
    def __init__(self, analysis: Analysis, ends: set[int]) -> None:
        self._analysis = analysis
        self._ends = ends
        self._tags = sorted(analysis.tags, key=lambda tag: tag.start)
        self._tag_ends = [tag.end for tag in self._tags]  # they rise as well: no two names overlap
        people = {tag.start for tag in analysis.people}
        self._posts = {title.start for title in analysis.titles if title.end in people}

    def of(self, unit: Unit) -> bool:
        """Whether the tagger contradicts ``unit``."""
        if unit.relative or unit.anaphor:
            return False
        text = self._analysis.text[unit.start : unit.end]
        tags = self._over(unit)
        if unit.type == "Area":
            return unit.parent is None and (self._is_inside(unit, tags) or self._is_word(unit, tags))
        if full_name(unit.type, text) is not None or is_called_so(self._analysis, unit):
            return False
        return (
            self._goes_on(unit, text, tags)
            or self._is_word(unit, tags)
            or self._is_clause(unit, tags)
            or self._is_figure(unit, text, tags)
            or self._is_far(unit, tags)
        )

    def _over(self, unit: Unit) -> list[Tagged]:
        """The tagged names that meet the unit."""
        first = bisect_left(self._tag_ends, unit.start + 1)
        found = []
        while first < len(self._tags) and self._tags[first].start < unit.end:
            found.append(self._tags[first])
            first += 1
        return found

    def _is_inside(self, unit: Unit, tags: list[Tagged]) -> bool:
        """石[青阳], 嘉[义县]: the end of a longer name that begins in no other unit."""
        return any(
            tag.start < unit.start
            and tag.end >= unit.end
            and tag.probability >= _ELSEWHERE
            and not any(end in self._ends for end in range(tag.start + 1, unit.start + 1))
            for tag in tags
        )

    def _goes_on(self, unit: Unit, text: str, tags: list[Tagged]) -> bool:
        """[富维海]拉: a hill or a water whose name goes on behind its end."""
        return (
            text[-1] in _NATURE
            and unit.end - unit.head_start == 1
            and any(tag.end > unit.end and tag.probability >= _ELSEWHERE for tag in tags)
        )

    def _is_word(self, unit: Unit, tags: list[Tagged]) -> bool:
        """通[油路], 爱[家乡], [上山下乡]: the right end is that of a common word, and the tagger sees nothing."""
        words = self._analysis.words_in(unit.start, unit.end)
        if tags or unit.type not in _LOCAL or not words:
            return False
        last = words[-1]
        if last.end != unit.end or last.start >= unit.head_start or last.text in bodies():
            return False
        return last.pos in _ACTS if last.start == unit.start else last.pos in _COMMON

    def _is_clause(self, unit: Unit, tags: list[Tagged]) -> bool:
        """[铺条路], [穿街走巷], [拓市场], 某小区[隔路]相望: words that govern or count before the end of a place, where the
        tagger sees nothing."""
        if tags or unit.type != "Place":
            return False
        if self._analysis.text.count(self._analysis.text[unit.start : unit.end]) > 1:
            return False
        words = self._analysis.words_in(unit.start, unit.head_start)  # 站 of 五里牌站 is a verb elsewhere
        alone = unit.head_start - unit.start == 1
        market = self._analysis.text.startswith(_MARKET, unit.head_start)
        if alone and market:
            return words[0].pos != "f"
        plain = market or alone or unit.end - unit.head_start == 1
        governs = any(w.pos[:1] in (_GOVERN if plain else _LINK) for w in words)
        return governs and (unit.parent is None or alone)

    def _is_figure(self, unit: Unit, text: str, tags: list[Tagged]) -> bool:
        """跨越[山海], [新建园路]: where the tagger sees nothing at all."""
        if tags or unit.parent is not None or self._analysis.text.count(text) > 1:
            return False
        if unit.kind == "media" and self._beside(unit.end) == "讯":
            return False
        if unit.end in self._posts:
            return False  # 松之韵合唱团|团长某某
        if self._analysis.text[unit.start : unit.head_start] in self._analysis.towns:
            return False  # 大河岸|水厂 in 大河岸镇
        first = self._analysis.words_in(unit.start, unit.end)[:1]
        made = bool(first) and first[0].pos in ("v", "vn") and len(first[0].text) > 1
        if unit.type == "Place":
            plain = text[-1] in _NATURE and not is_proper(self._analysis, unit.start, unit.head_start)
            return made or (unit.end - unit.head_start == 1 and (text[-1] in _FIGURES or plain))
        common = not is_proper(self._analysis, unit.start, unit.head_start)
        small = unit.kind != "taskforce" or text.endswith(_GROUP)
        placed = bool(first) and first[0].pos == "ns" and first[0].end < unit.head_start + 1
        named = (unit.type == "Organization" and not placed) or (unit.kind == "village" and (made or common))
        plain = named or (unit.type == "Agency" and common and small)
        listed = text[-1] == "局" and "、" in (self._beside(unit.start - 1), self._beside(unit.end))
        return plain and text not in boundaries().whole and not listed and not self._is_founded(unit)

    def _beside(self, at: int) -> str:
        return self._analysis.text[max(0, at) : at + 1]

    def _is_founded(self, unit: Unit) -> bool:
        """成立[加装电梯工作室]: what is founded is named, however plain its name; so is what is quoted."""
        before = self._analysis.text[max(0, unit.start - 5) : unit.start]
        return before.endswith(("“", "《")) or before.rstrip("了一个所家").endswith(boundaries().founds)

    def _is_far(self, unit: Unit, tags: list[Tagged]) -> bool:
        """[中国]沿海主要港口: only the country is named."""
        if unit.parent is not None or not tags or tags[-1].end == unit.end:
            return False
        first = tags[0]
        name = self._analysis.text[first.start : first.end]
        far = name in countries() or name in _FAR or _is_province(name)
        alone = len(tags) == 1 and first.name == PLACE and first.probability >= _ALONE
        return far and alone and first.start == unit.start and first.end < unit.head_start


def _is_province(name: str) -> bool:
    return any(area.level == "province" for area in (*gazetteer().find(name), *gazetteer().find_short(name)))
