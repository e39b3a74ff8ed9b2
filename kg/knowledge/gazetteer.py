"""The administrative areas of China: finding them in text, and telling namesakes apart."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, cached_property, lru_cache
from operator import add
from pathlib import Path
from typing import NamedTuple

from kg.knowledge.locate import seeds_dir
from kg.knowledge.table import Row, cells, row_at, rows

#: Levels from the widest to the narrowest.
LEVELS = ("province", "prefecture", "county", "township")

_PEOPLES = (
    "蒙古族|蒙古|回族|藏族|维吾尔族|维吾尔|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族|哈萨克"
    "|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜|土族|达斡尔族|仫佬族|羌族|布朗族|撒拉族|毛南族"
    "|仡佬族|锡伯族|锡伯|阿昌族|普米族|塔吉克|怒族|鄂温克族|德昂族|保安族|裕固族|京族|独龙族|鄂伦春|各族"
)
_AUTONOMOUS = re.compile(rf"^(.{{2,}}?)(?:{_PEOPLES})*自治[区州县旗]$")
_COMMON = re.compile(r"^(.{2,})(?:特别行政区|省|市|地区|盟|县)$")
#: How development zones are called in speech.
_ZONES = (
    (re.compile(r"(?:高新|高)技术(?:产业)?(?:开发区|园区)$"), "高新区"),
    (re.compile(r"经济(?:技术)?开发区$"), "经开区"),
    (re.compile(r"城乡一体化示范区$"), "示范区"),
)
#: A last character that belongs to the word after it: 安阳|市场, 宜居|乡村.
_RUNS_ON = re.compile(
    r"市(?=[场郊]|民(?![政营办族宗间生兵主革盟建进航俗用警意心委防]))|区(?=[域间划])|乡(?=[村土亲情音愁贤镇])|镇(?=[静定])"
)


class Area(NamedTuple):
    """An administrative area. ``code`` is its statistical division code (2, 4, 6 or 9 digits), ``level`` one
    of ``LEVELS``, ``parent`` the code of the area it belongs to."""

    code: str
    name: str
    level: str
    parent: str | None

    @property
    def is_zone(self) -> bool:
        """Whether it is a development zone: they stand among the counties under numbers of their own (from 71)."""
        return self.level == "county" and self.code[4] == "7"


class AreaMatch(NamedTuple):
    """An area name at ``[start, end)`` of the scanned text. ``short`` marks a form that may mean something
    else: a name without its 省, 市 or 县, a zone's everyday name, or a word that is also a name."""

    start: int
    end: int
    name: str
    short: bool


class Gazetteer:
    """Areas by name, by short form, and by what contains them."""

    def __init__(
        self,
        areas: Mapping[str, Area],
        former: Mapping[str, Sequence[tuple[str, str]]],
        nicknames: Mapping[str, Sequence[str]],
        ambiguous: Mapping[str, bool],
        variants: Mapping[str, str],
    ) -> None:
        """``areas`` by their codes; ``former`` gives for an old name (code of today's area, when the name ended);
        ``nicknames`` codes by alias; ``ambiguous`` names that are words too, with whether they are matched in
        running text even so, as short ones; ``variants`` glyphs and their standard forms."""
        self._by_code = areas
        self._former = former
        self._nicknames = nicknames
        self._ambiguous = ambiguous
        self._variants = frozenset(variants)
        self._standard = str.maketrans(dict(variants))
        self._chains: dict[str, tuple[Area, ...]] = {}

    def _folded(self, text: str) -> str:
        """``text`` in standard glyphs; hardly any has others."""
        return text if self._variants.isdisjoint(text) else text.translate(self._standard)

    def find(self, name: str) -> tuple[Area, ...]:
        """The areas whose full name, today's or a former one, is ``name``; glyph variants do not matter."""
        return self._full.get(self._folded(name), ())

    def find_short(self, name: str) -> tuple[Area, ...]:
        """The areas called ``name`` for short (安阳, 恩施, 鹰城, 安阳高新区). Where one of them contains
        another, only the wider one is meant: 安阳 is the city, not the county in it."""
        return self._short.get(self._folded(name), ())

    def until(self, name: str) -> str | None:
        """When a former name ended, as an ISO prefix; None for a name of today."""
        entries = self._former.get(self._folded(name), ())
        return entries[0][1] if entries else None

    def area(self, code: str) -> Area:
        """The area of a division code. Raises ``KeyError`` if there is none."""
        return self._by_code[code]

    def chain(self, area: Area) -> tuple[Area, ...]:
        """From the province down to ``area`` itself."""
        found = self._chains.get(area.code)
        if found is None:
            above = () if area.parent is None else self.chain(self._by_code[area.parent])
            found = self._chains[area.code] = (*above, area)
        return found

    def children(self, area: Area) -> tuple[Area, ...]:
        """The areas directly below ``area``, by code."""
        return self._children.get(area.code, ())

    def within(self, area: Area, ancestor: Area) -> bool:
        """Whether ``area`` is ``ancestor`` or lies in it."""
        return ancestor in self.chain(area)

    def qualified(self, area: Area) -> str:
        """The name with all that contains it, said once: 河南省安阳市文峰区, 河南省安阳高新技术产业开发区."""
        parts: list[str] = []
        for each in self.chain(area):
            while parts and each.is_zone and each.name.startswith(_stem(parts[-1])):
                parts.pop()
            parts.append(each.name)
        return "".join(parts)

    def stem(self, area: Area) -> str:
        """The area's name without what says that it is one: 南京, 恩施."""
        return _stem(area.name)

    def everyday(self, area: Area) -> str:
        """What everybody calls it: a zone by its city and its sort (商丘经开区), any other area by its name."""
        if not area.is_zone or area.parent is None:
            return area.name
        city = _stem(self._by_code[area.parent].name)
        forms = [form for form in self._zone_forms(area) if form.startswith(city) and form != area.name]
        return min(forms, key=len, default=area.name)

    def scan(self, text: str) -> list[AreaMatch]:
        """Every area name in ``text``, leftmost and longest, in order and without overlap."""
        folded = self._folded(text)
        matches: list[AreaMatch] = []
        for start, end in self._stretches(folded):
            short = self._telling[folded[start:end]]
            if _RUNS_ON.match(folded, end - 1):
                end, short = end - 1, True
                if folded[start:end] not in self._short:
                    continue
            matches.append(AreaMatch(start, end, text[start:end], short))
        return matches

    def named_in(self, name: str) -> tuple[AreaMatch, ...]:
        """``scan`` of a name: the same ones are asked for again and again."""
        return _named_in(self, name)

    def _stretches(self, text: str) -> Iterator[tuple[int, int]]:
        """Where a name stands, leftmost and longest. By their first two characters few places are looked at; an automaton
        over all names would be no faster, and takes longer to make than most texts to read."""
        free = 0
        for at, pair in enumerate(map(add, text, text[1:])):
            if pair in self._longest and at >= free:
                begun = (text[at : at + length] for length in range(self._longest[pair], 1, -1))
                name = next((name for name in begun if name in self._telling), "")
                if name:
                    free = at + len(name)
                    yield at, free

    def resolve(self, name: str, near: Sequence[Area]) -> Area | None:
        """Which area ``name`` means on a page that also names ``near``; None if nothing decides.

        Among namesakes the one that shares the most of its chain with an area nearby is taken. A town that no
        area nearby shares even the province with is not taken, however rare its name.
        """
        found = self.find(name)
        candidates = found or self.find_short(name)
        scores = {each: self._nearness(each, near) for each in candidates}
        others = [each for each in near if each not in candidates]
        if not found and others and all(self._nearness(each, others) == (0, 0) for each in candidates):
            district = [each for each in self.find(name + "区") if self._nearness(each, others) > (0, 0)]
            if len(district) == 1:
                return district[0]  # 长宁 in Shanghai is its district
        if len(candidates) == 1:
            only = candidates[0]
            stray = only.level == "township" and near and scores[only] == (0, 0)
            return None if stray else only
        best = [each for each in candidates if scores[each] == max(scores.values())]
        if len(best) == 1 and scores[best[0]] > (0, 0):
            return best[0]
        return None if found else _widest(best)

    def _nearness(self, area: Area, near: Sequence[Area]) -> tuple[int, int]:
        """How many levels of ``area``'s chain the closest of ``near`` shares, then all of them together."""
        own = self.chain(area)
        shared = [sum(a is b for a, b in zip(own, self.chain(other), strict=False)) for other in near]
        return max(shared, default=0), sum(shared)

    @cached_property
    def _children(self) -> dict[str, tuple[Area, ...]]:
        groups: defaultdict[str, list[Area]] = defaultdict(list)
        for area in self._by_code.values():
            if area.parent is not None:
                groups[area.parent].append(area)
        return {code: tuple(group) for code, group in groups.items()}

    @cached_property
    def _full(self) -> dict[str, tuple[Area, ...]]:
        today: dict[str, tuple[Area, ...]] = {}
        for area in self._by_code.values():
            today[area.name] = (*today.get(area.name, ()), area)
        old = ((name, self._by_code[code]) for name, entries in self._former.items() for code, _ in entries)
        return _grouped(old, today)

    @cached_property
    def _short(self) -> dict[str, tuple[Area, ...]]:
        upper = [area for area in self._by_code.values() if area.level != "township"]
        pairs = [(form, area) for area in upper for form in self._short_forms(area)]
        pairs += [(alias, self._by_code[code]) for alias, codes in self._nicknames.items() for code in codes]
        return {form: self._outermost(areas) for form, areas in _grouped(pairs).items()}

    def _short_forms(self, area: Area) -> Iterator[str]:
        if area.is_zone:
            yield from self._zone_forms(area)
        elif (stem := _stem(area.name)) != area.name:
            yield stem
            if area.name.endswith(("自治州", "自治县", "自治旗")):
                yield stem + area.name[-1]  # 宁蒗县

    def _zone_forms(self, zone: Area) -> Iterator[str]:
        """河南商丘经济开发区 is 商丘经济开发区, 商丘经开区, 商丘市经开区 and, in that city, 经开区."""
        province, *_, parent, _ = [each.name for each in self.chain(zone)]
        own = zone.name
        if own.startswith(_stem(province)) and _stem(parent) in own[1:]:
            own = own.removeprefix(province).removeprefix(_stem(province))
            yield own
        own = own.removeprefix(parent).removeprefix(_stem(parent))
        for pattern, everyday in _ZONES:
            if pattern.search(own):
                special = pattern.sub(everyday, own)
                yield from {special, _stem(parent) + special, parent + special}

    def _outermost(self, areas: tuple[Area, ...]) -> tuple[Area, ...]:
        return tuple(a for a in areas if not any(b is not a and self.within(a, b) for b in areas))

    @cached_property
    def _telling(self) -> dict[str, bool]:
        """The names that are found in running text, and whether each is a short one."""
        full = (name for name, areas in self._full.items() if len(name) > 2 or _is_known(areas))
        short = (name for name in self._short if len(name) > 1)
        names = dict.fromkeys(short, True) | dict.fromkeys(full, False)
        for name in names.keys() & self._ambiguous.keys():
            if self._ambiguous[name]:
                names[name] = True
            else:
                del names[name]
        return names

    @cached_property
    def _longest(self) -> dict[str, int]:
        """How long names are at most that begin with these two characters."""
        return {name[:2]: len(name) for name in sorted(self._telling, key=len)}


@lru_cache(maxsize=4096)
def _named_in(areas: Gazetteer, name: str) -> tuple[AreaMatch, ...]:
    return tuple(areas.scan(name))


def _stem(name: str) -> str:
    """The name without what says that it is an area: 河南, 恩施. A name of two characters stays whole."""
    match = _AUTONOMOUS.match(name) or _COMMON.match(name)
    return match[1] if match else name


def _is_known(areas: Sequence[Area]) -> bool:
    """Whether a name of two characters is found in running text: a town of one character and 镇 (店镇) is only looked up."""
    return any(area.level != "township" for area in areas)


def _grouped(
    pairs: Iterable[tuple[str, Area]], before: Mapping[str, tuple[Area, ...]] | None = None
) -> dict[str, tuple[Area, ...]]:
    """Areas by name, each once, in the order given, behind those of ``before``."""
    groups = dict(before or {})
    for name, area in pairs:
        known = groups.get(name, ())
        if area not in known:
            groups[name] = (*known, area)
    return groups


def _widest(areas: Sequence[Area]) -> Area | None:
    """The one area of the widest level among ``areas``, if it is one."""
    ranked = sorted(areas, key=lambda area: LEVELS.index(area.level))
    alone = len(ranked) == 1 or (len(ranked) > 1 and ranked[0].level != ranked[1].level)
    return ranked[0] if alone else None


#: How the names of sub-districts and towns end.
_TOWNS = ("街道", "镇", "乡")


def _areas(path: Path) -> dict[str, Area]:
    """The areas of a table, in which every parent stands before its children, by their codes."""
    areas: dict[str, Area] = {}
    levels = {level: level for level in LEVELS}
    for at, (code, name, level, parent) in enumerate(cells(path, 4)):
        if level not in levels:
            raise row_at(path, 4, at).wrong(f"level {level!r} is not one of {', '.join(LEVELS)}")
        if code in areas:
            raise row_at(path, 4, at).wrong(f"code {code} stands here a second time")
        if parent and parent not in areas:
            raise row_at(path, 4, at).wrong(f"parent {parent} of {name} is not defined above")
        if level == LEVELS[-1] and parent:
            name = _without_wider(name, areas, areas[parent])
        # One string for all of the same level or parent: there are many.
        areas[code] = Area(code, name, levels[level], areas[parent].code if parent else None)
    return areas


def _without_wider(name: str, areas: Mapping[str, Area], above: Area) -> str:
    """A sub-district's or town's name without the names of what it lies in, which the table has before some: 北门街道, not
    四平市铁东区北门街道."""
    wider = areas[above.parent].name if above.parent else ""
    own = name.removeprefix(wider).removeprefix(above.name)
    return own if len(own) > len(_TOWNS[0]) and own.endswith(_TOWNS) and own not in _TOWNS else name


def _coded(path: Path, columns: int, known: Collection[str]) -> Iterator[Row]:
    """Rows whose second cell is the code of an area."""
    for row in rows(path, columns):
        if row.cells[1] not in known:
            raise row.wrong(f"no area has the code {row.cells[1]}")
        yield row


def _ambiguous(row: Row) -> tuple[str, bool]:
    name, when = row.cells
    if when not in ("never", "weak"):
        raise row.wrong(f"{when!r} is neither never nor weak")
    return name, when == "weak"


def load(folder: Path, variants: Mapping[str, str]) -> Gazetteer:
    """The gazetteer of ``folder``. Raises ``KnowledgeError`` naming file and line if a table is wrong."""
    areas = _areas(folder / "areas.tsv")
    former: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for old, code, until in (row.cells for row in _coded(folder / "renamed.tsv", 3, areas)):
        former[old].append((code, until))
    nicknames: defaultdict[str, list[str]] = defaultdict(list)
    for alias, code in (row.cells for row in _coded(folder / "nicknames.tsv", 2, areas)):
        nicknames[alias].append(code)
    ambiguous = dict(_ambiguous(row) for row in rows(folder / "ambiguous.tsv", 2))
    return Gazetteer(areas, dict(former), dict(nicknames), ambiguous, variants)


@cache
def gazetteer() -> Gazetteer:
    """The project's gazetteer, read once in a process."""
    variants = {row.cells[0]: row.cells[1] for row in rows(seeds_dir() / "lexicons" / "variants.tsv", 2)}
    return load(seeds_dir() / "gazetteer", variants)
