"""Names that end in a head, found from the right: 湛河区|九里山街道|西苑社区|党支部 is a chain of four units.

The right end of a name is nearly certain (局, 社区, 路 …), the left end is the problem. A unit's own part runs to the
end of its head from the end of the unit before it, or from the nearest word that cannot stand inside a name
(``seeds/lexicons/boundaries.toml``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.extract.analysis import Analysis
from kg.knowledge.boundaries import boundaries
from kg.knowledge.gazetteer import AreaMatch
from kg.knowledge.lexicon import bodies, body_head
from kg.knowledge.scanning import HeadMatch
from kg.knowledge.words import Word, frequency
from kg.types import EntityType

_HARD = frozenset("，。；：！？、“”‘’（）《》()…—－- \n\t·□■●▲◆[]【】/|丨")
_LEVELS = frozenset("省市县区镇乡州旗")
#: 全区, 我市, 该县, 本镇: the article's own area of that level.
_RELATIVE = re.compile(r"[全我该本][省市县区镇乡州旗](?![场民])")
#: 县委 and 区政府 are names; 县队 and 市站 are not.
_ORGANS = frozenset({"委", "政府", "部", "办"})
_CONJUNCTIONS = frozenset("和与及")
_LONGEST_OWN = 18
_NAMED: frozenset[EntityType] = frozenset({"Agency", "Organization", "Area", "Community", "Place"})
#: A head whose name swallows the unit before it: 纸箱厂|家属院, 渠口街|社区, 黎阳路|街道, 建设路|派出所.
_SWALLOWS: dict[EntityType, frozenset[EntityType]] = {
    "Community": frozenset({"Organization", "Place", "Community", "Agency"}),
    "Area": frozenset({"Place", "Organization"}),
    "Agency": frozenset({"Place"}),
    "Organization": frozenset({"Place"}),
    "Place": frozenset({"Place"}),
}
#: What an own part may hang on.
_PARENTS: dict[EntityType, frozenset[EntityType]] = {
    "Agency": frozenset({"Area", "Community", "Agency", "Organization"}),
    "Organization": frozenset({"Area", "Community", "Agency", "Organization"}),
    "Place": frozenset({"Area", "Community", "Agency", "Organization", "Place"}),
    "Community": frozenset({"Area", "Community"}),
    "Area": frozenset({"Area"}),
    "Project": frozenset({"Community", "Place"}),
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One link of a chain: [start, end) of its own part, ``head_start`` where its head begins.

    ``parent`` is the index of the unit that stands directly before it. ``relative`` marks an area named only by its
    level (区 in 区住建局, 全区); ``short`` an area without its 省, 市 or 县; ``anaphor`` marks 该局, 该小区 and a bare 社区 or 街道: something named before.
    """

    start: int
    end: int
    head_start: int
    type: EntityType
    kind: str | None = None
    parent: int | None = None
    relative: bool = False
    anaphor: bool = False
    short: bool = False


class Chains:
    """The units found so far, and which of them ends where."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._ending: dict[int, int] = {}
        self._swallowed: set[int] = set()

    def add(self, unit: Unit) -> int:
        """Keep ``unit``; its index. Units that end inside its head were no names: 住房和城|乡| in 住房和城乡建设局."""
        for position in range(unit.head_start + 1, unit.end):
            if (inner := self.ending_at(position)) is not None and self.units[inner].start >= unit.start:
                self._swallowed.add(inner)
        self.units.append(unit)
        self._ending[unit.end] = len(self.units) - 1
        return len(self.units) - 1

    def ending_at(self, position: int) -> int | None:
        """The unit that ends at ``position``."""
        index = self._ending.get(position)
        return None if index in self._swallowed else index

    def swallow(self, index: int) -> Unit:
        """Take the unit out: it was only a part of a longer name."""
        self._swallowed.add(index)
        return self.units[index]

    def living(self) -> list[Unit]:
        """The units that were not swallowed, with parents renumbered, in order of their ends."""
        self._drop_embedded()
        keep = [i for i in range(len(self.units)) if i not in self._swallowed]
        renumbered = {old: new for new, old in enumerate(keep)}
        return [replace(u, parent=renumbered.get(u.parent) if u.parent is not None else None)
                for u in map(self.units.__getitem__, keep)]  # fmt: skip

    def _drop_embedded(self) -> None:
        """A short area name in the middle of another name is no area: 陕煤[黄陵]矿业有限公司."""
        inside = {at for u in self.units for at in range(u.start + 1, u.head_start)}
        parents = {u.parent for u in self.units}
        for index, unit in enumerate(self.units):
            if unit.short and unit.start in inside and index not in parents:
                self._swallowed.add(index)


def find_units(analysis: Analysis, blocked: Sequence[tuple[int, int]] = ()) -> list[Unit]:
    """All units of the article in order of their ends; none inside the ``blocked`` stretches of other names."""
    chains = Chains()
    covered = _Cover(analysis, blocked)
    for _, _, item in sorted(_events(analysis), key=lambda e: e[:2]):
        if isinstance(item, AreaMatch):
            if not covered.blocks(item.start, item.end):
                _take_area(analysis, chains, item)
        elif isinstance(item, HeadMatch):
            usable = item.head.type in _PARENTS and not covered.holds(item.start, item.end)
            if usable and not _known(chains, item) and not _in_common_word(analysis, item):
                _take_head(analysis, chains, item)
        else:
            chains.add(Unit(item.start(), item.end(), item.end() - 1, "Area", relative=True))
    return chains.living()


def _events(analysis: Analysis) -> list[tuple[int, int, AreaMatch | HeadMatch | re.Match[str]]]:
    """Everything that may end a unit, by its end; areas before heads."""
    events: list[tuple[int, int, AreaMatch | HeadMatch | re.Match[str]]]
    events = [(m.end, 0, m) for m in analysis.areas]
    events += [(h.end, 2, h) for h in analysis.heads]
    events += [(m.end(), 1, m) for m in _RELATIVE.finditer(analysis.text)]
    return events


def _known(chains: Chains, match: HeadMatch) -> bool:
    """Whether an area of the gazetteer ends with this head: 达|州|, 东关|街道|, 黄|陵|."""
    index = chains.ending_at(match.end)
    return index is not None and chains.units[index].type == "Area" and chains.units[index].start < match.start


def _in_common_word(analysis: Analysis, match: HeadMatch) -> bool:
    """A head of one character is none inside a common word: 城|市|, 举|办|, 农|村|."""
    if match.end - match.start > 1:
        return False
    word = analysis.words[bisect_left(analysis.word_starts, match.end) - 1]
    return word.start < match.start and word.pos[:2] not in {"ns", "nr", "nt", "nz"}


class _Cover:
    """Stretches in which no head is looked for: inside an area's full name, inside 《》, inside other names."""

    def __init__(self, analysis: Analysis, blocked: Sequence[tuple[int, int]]) -> None:
        self._blocked = _Stretches(blocked)
        own = [(m.start, m.end) for m in analysis.areas if not m.short and not self._blocked.meet(m.start, m.end)]
        own += [(w.start, w.end) for w in analysis.works]
        own += [(t.start, t.end) for t in analysis.titles]
        self._own = _Stretches(own)

    def blocks(self, start: int, end: int) -> bool:
        """Whether [start, end) meets another name."""
        return self._blocked.meet(start, end)

    def holds(self, start: int, end: int) -> bool:
        """Whether no head is looked for in [start, end)."""
        return self._own.hold(start, end) or self._blocked.meet(start, end)


class _Stretches:
    """Stretches in order, asked whether one of them holds or meets another."""

    def __init__(self, stretches: Sequence[tuple[int, int]]) -> None:
        ordered = sorted(stretches)
        self._starts = [start for start, _ in ordered]
        self._ends = [end for _, end in ordered]

    def hold(self, start: int, end: int) -> bool:
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and end <= self._ends[at]

    def meet(self, start: int, end: int) -> bool:
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and start < self._ends[at]


def _take_area(analysis: Analysis, chains: Chains, match: AreaMatch) -> None:
    whole = match.start in analysis.starts and match.end in analysis.ends
    if match.short and (not whole or boundaries().is_generic(match.name)):
        return
    parent = chains.ending_at(match.start)
    chains.add(Unit(match.start, match.end, match.start, "Area", parent=parent, short=match.short))


def _take_head(analysis: Analysis, chains: Chains, match: HeadMatch) -> None:
    start = _after_level(analysis, chains, match)
    left, parent = _swallow(chains, match, *_left_end(analysis, chains, start, match.head.type))
    own = analysis.text[left:start]
    kind = chains.units[parent].type if parent is not None else None
    unit = Unit(left, match.end, start, match.head.type, match.head.kind)
    if not own and parent is not None and kind is not None:
        _hang(chains, parent, kind, unit, match.head.generic and match.head.head not in _ORGANS)
    elif not own:
        _refer(analysis, chains, unit)
    elif unit.type in _NAMED and makes_name(analysis, own, unit, kind, match.head.generic):
        keeps = parent if kind in _PARENTS[unit.type] else None
        chains.add(replace(unit, parent=keeps))


def _swallow(chains: Chains, match: HeadMatch, left: int, parent: int | None) -> tuple[int, int | None]:
    """What stands before may be a part of this name and no bearer of it: 百城|提质指挥部, 黎阳路|街道."""
    while parent is not None:
        kind, may = chains.units[parent].type, _SWALLOWS.get(match.head.type, frozenset())
        short = chains.units[parent].short and left == match.start and match.head.type in {"Community", "Area", "Place"}
        bare = chains.units[parent].kind == "village" and match.head.type == "Organization"
        hangs = kind in _PARENTS[match.head.type] and left < match.start
        grows = match.head.kind == "company" and left == match.start and kind in {"Organization", "Agency"}
        grows = grows and len(match.head.head) > 1
        if not short and not grows and not (bare and left == match.start) and (kind not in may or hangs):
            break
        if chains.units[parent].anaphor or chains.units[parent].relative:
            break
        eaten = chains.swallow(parent)
        left, parent = eaten.start, eaten.parent
    return left, parent


def _after_level(analysis: Analysis, chains: Chains, match: HeadMatch) -> int:
    """Where the head proper begins: 区委 is 区 + 委, on the area that 区 ends or stands for."""
    head = match.head
    if head.type != "Agency" or head.head[0] not in _LEVELS or body_head(head.head[1:]) != bodies().get(head.head[1:]):
        return match.start
    if chains.ending_at(match.start + 1) is None:
        chains.add(Unit(match.start, match.start + 1, match.start, "Area", relative=True))
    return match.start + 1


def _hang(chains: Chains, parent: int, kind: EntityType, unit: Unit, generic: bool) -> None:
    """A head directly after a unit hangs on it: 西苑社区|党支部."""
    above = chains.units[parent]
    if above.kind == unit.kind == "party" and above.end - above.head_start <= 2 and above.parent is not None:
        chains.swallow(parent)  # 区|委组织部 is an organ of the district's
        chains.add(replace(unit, start=above.start, head_start=above.start, parent=above.parent))
    elif kind in _PARENTS[unit.type] and not (above.relative and generic and unit.end - unit.head_start == 1):
        chains.add(replace(unit, parent=parent))


def _refer(analysis: Analysis, chains: Chains, unit: Unit) -> None:
    """该局, and 社区, 街道, 小区 alone, stand for one that was named."""
    before = analysis.text[unit.start - 1 : unit.start] if unit.start else ""
    sibling = chains.ending_at(unit.start - 1) if before == "、" else None
    if analysis.text[unit.start : unit.end] in boundaries().whole:
        chains.add(unit)
    elif sibling is not None and unit.type == chains.units[sibling].type == "Agency":
        chains.add(replace(unit, parent=chains.units[sibling].parent))  # 街道|安监办、|派出所
    elif before == "该" and unit.type in _NAMED:
        chains.add(replace(unit, start=unit.start - 1, anaphor=True))
    elif unit.type in {"Community", "Area"} and unit.end - unit.start > 1 and before not in frozenset("各旧每个新"):
        chains.add(replace(unit, anaphor=True))


def _left_end(
    analysis: Analysis, chains: Chains, head_start: int, kind: EntityType
) -> tuple[int, int | None]:
    """Where the own part begins, and the unit it hangs on: it ends at a unit, at a level character, or after a word
    that ends names. 和 joins only organs of an area: 区|政务服务和大数据管理局."""
    at, joined = head_start, None
    while head_start - at <= _LONGEST_OWN:
        unit = chains.ending_at(at)
        if unit is not None and not _embedded(analysis, chains.units[unit], at, head_start):
            whole = joined is None or chains.units[unit].type == "Area"
            own = _without_verb(analysis, at, head_start, kind)
            return (at, unit) if whole and own == at else (max(own, joined or at), None)
        word = _word_before(analysis, at)
        if word is None:
            break
        if _is_level(analysis, word):
            return at, chains.add(Unit(word.start, at, word.start, "Area", relative=True))
        if word.text == "原":  # 区环卫中心原宝莲寺环卫站
            return at, chains.ending_at(word.start)
        if word.text in _CONJUNCTIONS and joined is None and kind == "Agency":
            joined = at
        elif word.text in _CONJUNCTIONS or _ends(analysis, word):
            if head_start - at == 1 and word.pos == "v" and word.text not in boundaries().before:
                at = word.start  # 走马|塘巷
            break
        at = word.start
    at = at if joined is None else joined
    return _without_verb(analysis, at, head_start, kind), None


def _without_verb(analysis: Analysis, start: int, end: int, kind: EntityType) -> int:
    """Places and communities are not named by a verb and its object: 指导|西苑社区, 成功改造|老旧小区. Some verbs begin
    names all the same: 安居|园."""
    lists = boundaries()
    if kind in {"Community", "Place", "Area"}:
        for word in analysis.words_in(start, end):
            acts = word.pos.startswith("v") or word.text in lists.inside or word.text in lists.before
            begins = word.text in lists.begins and end - word.end < 2
            if acts and word.end < end and not begins:
                start = word.end
    return start


def _embedded(analysis: Analysis, unit: Unit, at: int, head_start: int) -> bool:
    """A short area name inside a longer proper name: 陕煤[黄陵]矿业有限公司, 中电[哈密]热发电有限公司."""
    if unit.type != "Area" or unit.relative or unit.anaphor or at == head_start:
        return False
    if analysis.text[at - 1] in _LEVELS or analysis.text[at - 1] == "道" or unit.parent is not None:
        return False
    word = _word_before(analysis, unit.start)
    return word is not None and word.text not in _CONJUNCTIONS and not _ends(analysis, word)


def _word_before(analysis: Analysis, at: int) -> Word | None:
    """The word that ends at ``at``, or the part of it before ``at``; None at a hard boundary."""
    if at == 0 or analysis.text[at - 1] in _HARD:
        return None
    word = analysis.words[bisect_left(analysis.word_starts, at) - 1]
    return word if word.end == at else Word(word.start, at, analysis.text[word.start : at], "n")


def _is_level(analysis: Analysis, word: Word) -> bool:
    return word.text in _LEVELS and analysis.text[word.start - 1 : word.start] not in frozenset("老城新全我该本")


def _ends(analysis: Analysis, word: Word) -> bool:
    if word.text == "之":  # 松之韵
        before = _word_before(analysis, word.start)
        return before is None or len(before.text) > 1
    before = _word_before(analysis, word.start)
    counted = before is not None and (before.text.isascii() or before.pos == "m")
    if word.text.isascii() or (counted and (word.pos == "q" or (len(word.text) == 1 and before.text.isascii()))):  # type: ignore[union-attr]
        return True
    return boundaries().ends_name(word)


def makes_name(
    analysis: Analysis, own: str, unit: Unit, parent: EntityType | None, generic_head: bool
) -> bool:
    """Whether an own part and a head name something in particular.

    物业服务|公司 does not; 松之韵|合唱团 does; 文峰区|环卫|中心 does, because it hangs on an area.
    """
    hangs = parent is not None and parent in _PARENTS[unit.type]
    if boundaries().is_generic(analysis.text[unit.start : unit.end]):
        return False
    if boundaries().is_generic(own) and not _founded(analysis, unit):
        return hangs and (unit.type in {"Agency", "Place"} or not generic_head)
    if own[0] in "各该其每某您":
        return False
    if unit.type == "Community":
        if own in boundaries().inside | boundaries().before and own not in boundaries().begins:
            return False
        plain = analysis.text[unit.head_start : unit.end] in boundaries().plain
        return len(own) <= 10 and (not plain or hangs or is_proper(analysis, unit.start, unit.head_start))
    if unit.kind == "taskforce" and len(own) >= 4:
        return True
    if unit.type == "Area":
        listed = unit.end - unit.head_start == 1 and analysis.text[unit.head_start] in "省市县区州旗"
        proper = parent == "Area" or is_proper(analysis, unit.start, unit.head_start)
        return not listed and 2 <= len(own) <= 5 and proper
    if generic_head and not hangs and unit.type == "Agency" and unit.end - unit.head_start <= 2:
        return is_proper(analysis, unit.start, unit.head_start, strict=True)
    return hangs or is_proper(analysis, unit.start, unit.head_start) or _founded(analysis, unit)


def _founded(analysis: Analysis, unit: Unit) -> bool:
    """What is founded is named, however plain its name: 成立了[加装电梯工作室]."""
    words = analysis.text[max(0, unit.start - 5) : unit.start].rstrip("了")
    plain = unit.type == "Community" or (unit.type == "Place" and unit.head_start - unit.start < 4)
    return not plain and words.endswith(boundaries().founds)


def is_proper(analysis: Analysis, start: int, end: int, strict: bool = False) -> bool:
    """Whether [start, end) holds something that is no common word: a name in the dictionary, or (unless ``strict``) no
    word at all."""
    inside = analysis.words_in(start, end)
    if any(w.pos[:2] in {"nr", "ns", "nt", "nz"} for w in inside):
        return True
    if strict:
        return False
    loose = [w for w in inside if len(w.text) == 1 and not boundaries().is_generic(w.text)]
    return len(loose) >= 2 or any(frequency(w.text) == 0 and not w.text.isascii() for w in inside)
