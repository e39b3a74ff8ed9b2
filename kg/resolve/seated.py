"""Where bodies, venues and events are whose names begin with a place: 青石小区业委会 is in that compound, 青州卷烟厂 in
that city. What the page states, or what a body belongs to, goes before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Set

from kg.knowledge.alternatives import any_of
from kg.knowledge.boundaries import TO
from kg.knowledge.gazetteer import Area, gazetteer
from kg.knowledge.lexicon import body_head
from kg.knowledge.nationwide import full_name
from kg.knowledge.short_forms import short_forms
from kg.resolve.naming import Named, PageNames
from kg.types import EntityType, Fact, Mention, Reading, Source

_BY_NAME = 0.7
_NAMESAKES: frozenset[EntityType] = frozenset({"Agency", "Organization", "Place"})
_SEATED: frozenset[EntityType] = frozenset({"Organization", "Place", "Event"})
#: Newspapers and sites are called after what they write about.
_MEDIA = "media"
#: 某县人民政府常务会议 is called after an organ, not after where it is held.
_ORGAN = re.compile(
    "(?:第?[一二三四五六七八九十百\\d]{1,4}[届次]){0,2}[省市县区镇]?(?:委|政府|人民政府|人大|人民代表大会|政协|纪委|监委|党委)"
)
_LEVELS = "省市县区州旗镇乡"
#: What a name in quotation marks begins with.
_OPENS = "“"
#: Companies of which a part, or a subsidiary, is called after where it is: 某某集团有限公司[某市]分公司.
_INSIDE = re.compile("(?:有限公司|分公司|分行|支行)$")
_LINE = "局"
_COLLEGES = ("大学", "学院")
#: So much stands behind a place in a name at least: 鱼峰|山 is no hill of the district.
_LEAST = 3

Resolved = Mapping[tuple[str, int], Named]


def seated(names: PageNames, resolved: Resolved, known: Set[str]) -> Iterator[Fact[str]]:
    """A place for each body, venue and event that has none (``known`` are those that do), from its name alone."""
    places = _Places(resolved)
    done = set(known)
    for reading in names.readings:
        for at, mention in enumerate(reading.mentions):
            named = resolved.get((reading.article.id, at))
            if named is None or named.key in done or mention.passing:
                continue
            where = places.of(named)
            if where is not None and where.key != named.key:
                done.add(named.key)
                yield Fact(named.key, _predicate(named, where), where.key, _source(reading, mention))


def _predicate(named: Named, where: Named) -> str:
    """Bodies and companies that an area keeps belong to it; others only lie in it."""
    if named.type != "Organization" or where.type != "Area":
        return "locatedIn"
    head = body_head(named.name)
    return (
        "subOrganizationOf" if short_forms().is_kept(named.name, head.kind if head else None) else "locatedIn"
    )


class _Places:
    """The communities and areas that a page names, by the words that names may begin with."""

    def __init__(self, resolved: Resolved) -> None:
        self._communities: dict[str, Named] = {}
        self._codes: dict[str, Named] = {}
        for named in resolved.values():
            if named.type == "Community":
                self._communities |= dict.fromkeys((named.name, *named.forms), named)
            elif named.area is not None:
                self._codes[named.area.code] = named
        self._areas = {
            form: n for n in self._codes.values() if n.area for form in (*n.forms, *_called(n.area))
        }
        bodies = (n for n in resolved.values() if n.type in _NAMESAKES)
        self._bodies = {form: n for n in bodies for form in (n.name, *n.forms)}

    def of(self, named: Named) -> Named | None:
        """The community, else the area, that the name of ``named`` begins with."""
        head = body_head(named.name)
        media = head is not None and head.kind == _MEDIA
        if named.type not in _SEATED or media or full_name(named.type, named.name) is not None:
            return None
        body = self._beginning(named.name, self._bodies)
        if body is not None and named.type == "Event":
            return body if body.type == "Place" else None
        return self._beginning(named.name, self._communities) or self._area(named)

    def _beginning(self, name: str, places: Mapping[str, Named]) -> Named | None:
        name = name.lstrip(_OPENS)  # “向阳村白果树文化俱乐部”
        ends = range(len(name) - _LEAST + 1, 1, -1)
        found = (
            end
            for end in ends
            if name[:end] in places and name[end] not in _LEVELS and not name.startswith(TO, end)
        )
        end = next(found, None)
        return places[name[:end]] if end is not None else None

    def _area(self, named: Named) -> Named | None:
        found = self._beginning(named.name, self._areas)
        if found is None or found.area is None:
            inside = named.seat is not None and named.type == "Organization" and _is_inside(named)
            return self._codes.get(named.seat.code) if named.seat and inside else None
        return found if _may_lie(named, found, found.area) else None


def _may_lie(named: Named, where: Named, area: Area) -> bool:
    """Whether the name says that it lies there: a body that is called after a province may be anywhere in it or out of
    it (河北工业大学 is in Tianjin), but companies are called after where they are registered, and the university of a
    municipality is in it."""
    if named.type == "Event":
        forms = (where.name, *where.forms, *_called(area))
        name = named.name.lstrip(_OPENS)
        start = max((len(form) for form in forms if name.startswith(form)), default=0)
        return not _ORGAN.match(name, start)
    sure = (area.name.endswith("市") and named.name.endswith(_COLLEGES)) or _is_registered(named.name)
    return area.level != "province" or (named.type == "Organization" and sure)


def _called(area: Area) -> Iterator[str]:
    """The names of an area: its full one, and 鱼峰 for 鱼峰区."""
    yield area.name
    yield gazetteer().everyday(area)
    if area.level != "township" and area.name[-1] in _LEVELS and len(area.name) > 2:
        yield area.name[:-1]


def _is_inside(named: Named) -> bool:
    """Whether a company's name holds where it is: 中电[某市]太阳能热发电有限公司; a railway's is where its bureau was."""
    seat = next(iter(gazetteer().named_in(named.name)), None)
    line = seat is not None and named.name.startswith(_LINE, seat.end)
    return _INSIDE.search(named.name) is not None and not line


def _is_registered(name: str) -> bool:
    return re.search(any_of(short_forms().registered), name) is not None


def _source(reading: Reading, mention: Mention) -> Source:
    return Source(reading.article.page, reading.article.id, mention.span, "names.seat", _BY_NAME)
