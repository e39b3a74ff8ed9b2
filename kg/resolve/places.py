"""Where an article plays: the district, city and province that 区…, 市…, 省…, 全区, 我市 hang on.

The most specific area of headline and first paragraph counts most; an article that names none is placed by its page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.knowledge.gazetteer import LEVELS, Area, gazetteer
from kg.knowledge.segmenting import head_words
from kg.types import Mention, Reading

#: The level of an area that each relative character asks for, most likely first.
_ASKS = {
    "省": ("province",),
    "自治区": ("province",),
    "市": ("county", "prefecture", "province"),
    "州": ("prefecture",),
    "县": ("county",),
    "区": ("county",),
    "旗": ("county",),
    "镇": ("township",),
    "乡": ("township",),
}
_LEAD_WEIGHT, _LEAD_CHARACTERS = 3, 120
#: What share of the votes of its level an area needs to be the one an article is about.
_SHARE = 0.6
#: What share of its prefecture's votes a county needs to be what an article is about: one named in passing is not.
_OWN = 0.25
#: What share of the counties it names an article gives to the one it is clearly about.
_CLEAR = 0.75
_HEADLINE = frozenset({"title", "subtitle", "kicker"})


@dataclass(frozen=True, slots=True)
class Setting:
    """The areas an article or a page is about, by level; None where nothing decides."""

    province: Area | None = None
    prefecture: Area | None = None
    county: Area | None = None
    township: Area | None = None

    def of(self, level_character: str) -> Area | None:
        """The area that 区, 市, 省 … alone stands for."""
        for level in _ASKS.get(level_character, ()):
            area: Area | None = getattr(self, level)
            if area is not None and (area.name.endswith(level_character) or level_character == "省"):
                return area
        return None

    def formerly(self, level_character: str, names: Mapping[str, Area]) -> tuple[str, Area] | None:
        """The former name that the page (``names``: what each of its names means) gives an area of the setting, and that
        area, where the name is of the level asked for: 县 on a page of the time before the county became a city."""
        for level in _ASKS.get(level_character, ()):
            area: Area | None = getattr(self, level)
            for name in sorted(names):
                if names[name] is area and name.endswith(level_character) and gazetteer().until(name):
                    return name, names[name]
        return None

    def called(self, name: str) -> Area | None:
        """The area of the setting whose name is ``name``."""
        each = (self.province, self.prefecture, self.county, self.township)
        return next((area for area in each if area is not None and area.name == name), None)

    def narrowest(self, down_to: str = "county") -> Area | None:
        """The most specific area known, not below ``down_to``."""
        levels = ("province", "prefecture", "county", "township")
        for level in reversed(levels[: levels.index(down_to) + 1]):
            area: Area | None = getattr(self, level)
            if area is not None:
                return area
        return None

    def filled(self, other: Setting) -> Setting:
        """This setting, with what it leaves open taken from ``other`` where the two agree."""
        known = self.narrowest("township")
        wider = other.narrowest()
        if known is None:
            return Setting(other.province, other.prefecture, other.county, None)
        if wider is not None and gazetteer().within(wider, known):
            return other
        if wider is not None and known.level == "township" and gazetteer().within(known, wider):
            return replace(setting_at(known), township=known)
        return self


def setting_at(home: Area | None) -> Setting:
    """The setting of what is from an area, down to the county."""
    chain = gazetteer().chain(home) if home is not None else ()
    return Setting(**{area.level: area for area in chain if area.level != "township"})


def printed_in(place: str | None) -> Area | None:
    """The area that a city or a newspaper names: 安阳日报 is from 安阳市. None where none or several can be meant."""
    stem = place.strip("《》 ") if place else ""
    paper = next((end for end in head_words().paper_endings if stem.endswith(end)), "")
    stem = stem.removesuffix(paper)
    found = [
        area for area in gazetteer().find(stem) or gazetteer().find_short(stem) if area.level != "township"
    ]
    wide = [area for area in found if area.level != "county"]
    best = wide if paper and len(wide) == 1 else found
    return best[0] if len(best) == 1 else None


def area_names(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that name an area by itself."""
    return [m for m in mentions if m.type == "Area" and m.rule == "units.chain"]


def certain_areas(readings: Sequence[Reading]) -> list[Area]:
    """Areas above the township whose name has only one bearer in the country: they decide between namesakes."""
    found: dict[str, Area] = {}
    for reading in readings:
        for mention in area_names(reading.mentions):
            bearers = gazetteer().find(mention.name) or gazetteer().find_short(mention.name)
            if len(bearers) == 1 and bearers[0].level != "township":
                found.setdefault(mention.name, bearers[0])
    return list(found.values())


def unknown_in(readings: Sequence[Reading], areas: Mapping[str, Area]) -> dict[str, Area]:
    """The names that the text puts behind an area in which the gazetteer knows none of them, though elsewhere, each with
    that area: 东关街道 of 开封市龙亭区东关街道 is no 东关街道 of another city."""
    found: dict[str, Area] = {}
    for reading in readings:
        before: Mention | None = None
        for mention in sorted(area_names(reading.mentions), key=lambda each: (each.start, each.end)):
            wider = areas.get(before.name) if before is not None and before.end == mention.start else None
            if wider is not None and _is_strange(mention.name, wider):
                found.setdefault(mention.name, wider)
            before = mention
    return found


def _is_strange(name: str, wider: Area) -> bool:
    """Whether only areas outside ``wider``, all of lower levels, bear the name."""
    bearers, level = gazetteer().find(name), LEVELS.index(wider.level)
    below = all(LEVELS.index(each.level) > level for each in bearers)
    return bool(bearers) and below and not any(gazetteer().within(each, wider) for each in bearers)


def setting_of(reading: Reading, areas: dict[str, Area]) -> Setting:
    """The setting of one article from the areas it names (``areas``: what each name was resolved to)."""
    votes: Counter[str] = Counter()
    for mention in area_names(reading.mentions):
        area = areas.get(mention.name)
        if area is None:
            continue
        weight = _LEAD_WEIGHT if mention.start < _LEAD_CHARACTERS else 1
        for each in gazetteer().chain(area):
            votes[each.code] += weight
    return _chosen(votes)


def headline_area(reading: Reading, areas: dict[str, Area]) -> Area | None:
    """The narrowest area that the headline names, where it is one: of two districts none is."""
    heads = [(b.start, b.end) for b in reading.article.blocks if b.kind in _HEADLINE]
    named = [m for m in area_names(reading.mentions) if any(s <= m.start < e for s, e in heads)]
    found = {area.code: area for m in named if (area := areas.get(m.name)) is not None}
    narrowest = max((LEVELS.index(area.level) for area in found.values()), default=0)
    best = [area for area in found.values() if LEVELS.index(area.level) == narrowest]
    return best[0] if len(best) == 1 else None


def dominant(reading: Reading, areas: dict[str, Area], setting: Setting) -> Area | None:
    """The township or county that an article is clearly about; None where several share it.

    A town counts if the article opens with it and names no other; an article that names no county is placed where its
    page is, one that names no smaller area than its city there.
    """
    counts: defaultdict[str, Counter[Area]] = defaultdict(Counter)
    early: set[Area] = set()
    for mention in area_names(reading.mentions):
        for each in gazetteer().chain(areas[mention.name]) if mention.name in areas else ():
            counts[each.level][each] += 1
            if mention.start < _LEAD_CHARACTERS:
                early.add(each)
    towns = counts["township"]
    if len(towns) == 1 and early.issuperset(towns):
        return next(iter(towns))
    ranked = counts["county"].most_common(1)
    if not ranked:
        return setting.narrowest()
    return ranked[0][0] if ranked[0][1] >= _CLEAR * counts["county"].total() else None


def page_setting(readings: Sequence[Reading], areas: dict[str, Area]) -> Setting:
    """The setting of a page: what most of its articles share."""
    votes: Counter[str] = Counter()
    for reading in readings:
        narrowest = setting_of(reading, areas).narrowest("township")
        for each in gazetteer().chain(narrowest) if narrowest else ():
            votes[each.code] += 1
    return _chosen(votes)


def _chosen(votes: Counter[str]) -> Setting:
    """From the province down, the area with most votes below the one chosen; without a clear majority the level stays
    open."""
    chosen: dict[str, Area] = {}
    parent: str | None = None
    for level in ("province", "prefecture", "county", "township"):
        options = [
            (count, code)
            for code, count in votes.items()
            if gazetteer().area(code).level == level and (parent is None or _below(code, parent))
        ]
        options.sort(reverse=True)
        if not options or options[0][0] < _SHARE * sum(count for count, _ in options):
            continue
        if level == "county" and _is_passing(votes, options[0][0], parent):
            break  # neither it nor a town in it
        parent = options[0][1]
        chosen[level] = gazetteer().area(parent)
    return Setting(**chosen)


def _is_passing(votes: Counter[str], count: int, parent: str | None) -> bool:
    """Whether an article speaks of the prefecture ``parent`` and names the county only in passing."""
    return parent is not None and count < _OWN * votes[parent]


def _below(code: str, ancestor: str) -> bool:
    return gazetteer().within(gazetteer().area(code), gazetteer().area(ancestor))
