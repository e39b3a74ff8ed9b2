"""Several forms of one name within a page: 平湖环卫站 is 云溪区环卫中心平湖环卫站, 平湖 is 平湖镇.

A form is merged only where a single name of the page can be meant: a wrong merge is worse than a missed one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from kg.knowledge.gazetteer import gazetteer
from kg.knowledge.judgements import Judgements
from kg.knowledge.short_forms import short_forms as lists
from kg.resolve.forms import body_cores, county_stem, is_junk, township_stem, without_levels
from kg.resolve.naming import Named

_SHORTEST = 3
_RECURS = 2
_GROUPS = {"Agency": "body", "Organization": "body", "Place": "place", "Community": "place"}
_APART = frozenset({"Person", "Area", "Document"})


@dataclass(frozen=True, slots=True)
class Merges:
    """For each key that is only another form of an entity the key of that entity; ``junk`` are those whose name was
    read with words before it that do not belong to it."""

    target: dict[str, str] = field(default_factory=dict)
    junk: frozenset[str] = frozenset()


def merges(mentioned: Iterable[Named], judged: Judgements) -> Merges:
    """What to merge among the entities of a page, given one ``Named`` for each mention."""
    entities: dict[str, Named] = {}
    counts: Counter[str] = Counter()
    for named in mentioned:
        entities.setdefault(named.key, named)
        counts[named.key] += 1
    page = _Page(entities, counts)
    pairs: dict[str, str] = {}
    junk: set[str] = set()
    for short, full in page.pairs():
        if judged.forbids(short, full):
            continue
        if page.swallowed(short, full):
            junk.add(full)
            short, full = full, short
        if short not in pairs and _last(pairs, full) != short:
            pairs[short] = full
    return Merges({key: _last(pairs, key) for key in pairs}, frozenset(junk))


class _Page:
    """The entities of one page, each once, with how often they are named."""

    def __init__(self, entities: dict[str, Named], counts: Counter[str]) -> None:
        self._counts = counts
        self._entities = entities
        self._known = {form for each in entities.values() for form in (each.name, *each.forms)}
        self._groups: defaultdict[str, list[Named]] = defaultdict(list)
        for entity in entities.values():
            self._groups[_GROUPS.get(entity.type, entity.type)].append(entity)

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Every form with the one entity that it can be a form of."""
        yield from _towns([*self._groups["place"], *self._groups["Area"]], self._groups["Area"])
        for kind in ("place", "body"):
            yield from _cut(self._groups[kind])
        for kind, group in self._groups.items():
            if kind not in _APART:
                yield from _endings(group, kind == "body")

    def swallowed(self, short: str, full: str) -> bool:
        """Whether the longer name is the shorter one, which recurs, with a stray word before it."""
        name, recurring = self._entities[full].name, self._entities[short].name
        if self._counts[full] > 1 or not name.endswith(recurring):
            return False
        prefix = name.removesuffix(recurring)
        named = prefix in self._known or bool(gazetteer().scan(prefix))
        return not named and is_junk(prefix, wholly=self._counts[short] < _RECURS)


def _endings(group: list[Named], spoken: bool) -> Iterator[tuple[str, str]]:
    """A name that exactly one other of its kind ends with; of bodies also the other as it is said."""
    by_end: defaultdict[str, set[str]] = defaultdict(set)
    for entity in group:
        for cut in range(1, len(entity.name) - _SHORTEST + 1):
            by_end[entity.name[cut:]].add(entity.key)
        for core in body_cores(entity.name) if spoken else ():
            for cut in range(len(core) - _SHORTEST + 1):
                by_end[core[cut:]].add(entity.key)
    for entity in group:
        yield from _only(entity, by_end[entity.name])


def _towns(places: list[Named], areas: list[Named]) -> Iterator[tuple[str, str]]:
    """平湖 where the page has 平湖镇, 耀州 where it has 耀州区."""
    by_stem: defaultdict[str, set[str]] = defaultdict(set)
    for area in areas:
        if stem := township_stem(area.name) or county_stem(area.name):
            by_stem[stem].add(area.key)
    for place in places:
        yield from _only(place, by_stem[place.name], shortest=2)


def _cut(group: list[Named]) -> Iterator[tuple[str, str]]:
    """柳庄 where the page has 柳庄村, a committee by its short end where the page has the long one."""
    by_name: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    stemmed: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for entity in group:
        by_name[entity.type, entity.name].add(entity.key)
        stemmed[entity.type, without_levels(entity.name)].add(entity.key)
    for entity in group:
        ends = lists().longer.get(entity.type, ())
        longer = {key for end in ends for key in by_name.get((entity.type, entity.name + end), ())}
        for short, full in lists().heads.items():
            if short in entity.name:
                name = full.join(entity.name.rsplit(short, 1))
                exact = by_name.get((entity.type, name), set())
                longer |= exact or stemmed.get((entity.type, name), set())
        yield from _only(entity, longer, shortest=2)


def _only(entity: Named, keys: set[str], shortest: int = _SHORTEST) -> Iterator[tuple[str, str]]:
    others = keys - {entity.key}
    if len(others) == 1 and len(entity.name) >= shortest:
        yield entity.key, next(iter(others))


def _last(merged: dict[str, str], key: str) -> str:
    seen = set()
    while key in merged and key not in seen:
        seen.add(key)
        key = merged[key]
    return key
