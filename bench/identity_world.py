"""A made-up country of known people, bodies and places, and the pages that speak of them in every way: what is one is
named in many forms, what is two shares names. What a build makes of it is compared with what is known.

python bench/identity_world.py [--pages N] [--seed N] [--show FOLDER]

Areas are real ones, many of them namesakes; bodies are those that every county has, by full, short and relative names,
some under the names they had before a reform; people bear common names, so that many share one in a city and in a bureau's
succession; reporters sign; villages and estates are called alike. Some pages of areas that have namesakes do not say which
one they mean: no body and no place on them may be taken for another.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from kg.knowledge.gazetteer import Area, gazetteer
from kg.knowledge.judgements import Judgements
from kg.pipeline import PageRead, read_page
from kg.resolve import resolve
from kg.types import Page, Resolution

#: A body of every county: the name now, the short form, the head's title, the name before a reform, its year, and whether
#: that was the same body.
_BODIES = (
    ("住房和城乡建设局", "住建局", "局长", "建设局", 2008, True),
    ("生态环境局", "生态环境局", "局长", "环境保护局", 2018, True),
    ("农业农村局", "农业农村局", "局长", "农业局", 2018, True),
    ("卫生健康委员会", "卫健委", "主任", "卫生和计划生育委员会", 2018, False),
    ("自然资源局", "自然资源局", "局长", "国土资源局", 2018, False),
    ("市场监督管理局", "市场监管局", "局长", "工商行政管理局", 2018, False),
    ("人力资源和社会保障局", "人社局", "局长", "", 0, True),
    ("教育局", "教育局", "局长", "", 0, True),
    ("公安局", "公安局", "局长", "", 0, True),
    ("民政局", "民政局", "局长", "", 0, True),
)
_COMMON = (
    "张伟",
    "王伟",
    "李伟",
    "刘洋",
    "王勇",
    "张勇",
    "李强",
    "王军",
    "张磊",
    "李军",
    "刘伟",
    "王涛",
    "张涛",
    "陈伟",
    "张军",
    "王磊",
)
_SURNAMES = "祁柳江秦卢温顾沈穆闫"
#: Characters of given names, two of which make a rare one.
_GIVEN = "岭若远青知牧怀望守晚溪山禾秋云瑾舒拙晴泉"
_COMMUNITIES = ("和平社区", "幸福社区", "东关社区", "柳庄村", "朝阳小区", "李家村")
_YEARS = (2016, 2017, 2019, 2020, 2021, 2022)
_TERMS = sorted({year // 4 for year in _YEARS})
#: What share of those with rare names are moved to another bureau of their county after a term.
_MOVES = 0.2
_TOPICS = ("老旧小区改造", "环境整治", "防汛准备", "春季植树", "安全检查", "项目建设")
_NAMESAKES = (
    "鼓楼区",
    "朝阳区",
    "和平区",
    "新华区",
    "桥西区",
    "西湖区",
    "铁西区",
    "城关区",
    "南山区",
    "河东区",
)


@dataclass(frozen=True, slots=True)
class Named:
    """A mention put into a page: where, its class, and who or what it is."""

    start: int
    end: int
    type: str
    who: str


@dataclass(slots=True)
class Made:
    """A page that was made, and what it names."""

    text: str = ""
    named: list[Named] = field(default_factory=list)

    def say(self, text: str) -> None:
        """Plain words."""
        self.text += text

    def name(self, text: str, type_: str, who: str) -> None:
        """A name, and what it stands for."""
        self.named.append(Named(len(self.text), len(self.text) + len(text), type_, who))
        self.text += text


class World:
    """Who holds which office when, in areas of which many have namesakes."""

    def __init__(self, chance: random.Random, counties: int) -> None:
        self._chance = chance
        self.areas = self._areas(counties)
        given = [a + b for a in _GIVEN for b in _GIVEN if a != b]
        self._rare = [family + name for family in _SURNAMES for name in given]
        chance.shuffle(self._rare)
        self._heads: dict[tuple[str, str, int], tuple[str, str]] = {}
        self._reporters = {self.city(area).code: self._people(3) for area in self.areas}
        self._appoint()

    def _areas(self, counties: int) -> list[Area]:
        known = [area for name in _NAMESAKES for area in gazetteer().find(name) if area.level == "county"]
        others = [
            area
            for city in gazetteer().children(gazetteer().find("河南省")[0])
            for area in gazetteer().children(city)
            if area.level == "county" and not area.is_zone
        ]
        known = [area for area in known if len(gazetteer().chain(area)) == 3]
        return known[: counties // 2] + self._chance.sample(others, counties - counties // 2)

    def city(self, area: Area) -> Area:
        """The city that a county belongs to."""
        return gazetteer().chain(area)[-2]

    def _people(self, count: int) -> list[str]:
        return [self._somebody() for _ in range(count)]

    def _somebody(self) -> str:
        """A common name, or one that nobody else in the world bears."""
        return self._chance.choice(_COMMON) if self._chance.random() < 0.5 else self._rare.pop()

    def _appoint(self) -> None:
        """Who heads which body in which term of four years; some who bear rare names change bureau after a term."""
        for area in self.areas:
            free: list[tuple[str, str]] = []
            for term in _TERMS:
                moved, free = free, []
                for body in (each[0] for each in _BODIES):
                    name = self._somebody()
                    head = moved.pop() if moved else (name, f"{area.code} {body} {term} {name}")
                    self._heads[area.code, body, term] = head
                    if head[0] not in _COMMON and self._chance.random() < _MOVES:
                        free.append(head)

    def head(self, area: Area, body: str, year: int) -> tuple[str, str]:
        """The head of a body in a year: the name, and who that is."""
        return self._heads[area.code, body, year // 4]

    def page(self, number: int) -> Made:
        """One page about one county in one year."""
        area = self._chance.choice(self.areas)
        vague = self._chance.random() < 0.05 and len(gazetteer().find(area.name)) > 1
        year = self._chance.choice(_YEARS)
        made, where = Made(), f"page{number}" if vague else area.code
        city = self.city(area)
        made.say(f"{'' if vague else city.name}{area.name}推进{self._chance.choice(_TOPICS)}\n")
        bodies = self._chance.sample(_BODIES, 2)
        heads = [self.head(area, body[0], year)[0] for body in bodies]
        reporter = self._chance.choice(self._reporters[city.code])
        if len({reporter, *heads}) == 3:  # that one name on one page is one person is the page's own business
            made.say("本报讯（记者 ")
            made.name(reporter, "Person", f"reporter {city.code} {reporter}")
            made.say("）")
        made.say(f"{year}年{self._chance.randint(1, 12)}月{self._chance.randint(1, 28)}日，")
        if not vague and self._chance.random() < 0.5:
            made.say(f"近日，{gazetteer().chain(area)[0].name}{city.name}")
            made.name(area.name, "Area", area.code)
            made.say("传来好消息。")
        for body in bodies if heads[0] != heads[1] else bodies[:1]:
            self._sentence(made, area, where, body, year, vague)
        return made

    def _sentence(
        self,
        made: Made,
        area: Area,
        where: str,
        body: tuple[str, str, str, str, int, bool],
        year: int,
        vague: bool,
    ) -> None:
        now, short, title, before, reform, same = body
        old = bool(before) and year < reform
        forms = [area.name + before] if old else [area.name + now, area.name + short]
        if not old and not vague:
            forms += [area.name[-1] + now, area.name[-1] + short]
        body_id = f"{where} {now if same or not old else before}"
        made.name(self._chance.choice(forms), "Agency", body_id)
        head, who = self.head(area, now, year)
        made.say(title)
        made.name(head, "Person", who)
        made.say("介绍了情况。")
        community = self._chance.choice(_COMMUNITIES)
        made.say(self._chance.choice(("走进", "在")))
        made.name(community, "Community", f"{where} {community}")
        made.say("，居民十分满意。\n")


@dataclass(slots=True)
class Pairs:
    """Pairs of mentions of one class: how many are one, are taken for one, and both."""

    one: int = 0
    taken: int = 0
    both: int = 0


def compared(made: Sequence[tuple[Page, Made]], resolution: Resolution) -> tuple[dict[str, Pairs], int, int]:
    """Pairs of mentions on two pages by class; how many mentions were put, and how many of them read where they stand."""
    found = {(m.page, m.mention.span.start, m.mention.span.end): m.entity for m in resolution.mentions}
    read: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    put = 0
    for page, each in made:
        seen = set()
        for named in each.named:
            put += 1
            entity = found.get((page.id, named.start, named.end))
            if entity is not None and (named.who, entity) not in seen:
                seen.add((named.who, entity))
                read[named.type].append((named.who, entity))
    pairs = {type_: _pairs(rows) for type_, rows in sorted(read.items())}
    return pairs, put, sum(map(len, read.values()))


def _pairs(rows: Sequence[tuple[str, str]]) -> Pairs:
    def within(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    return Pairs(
        within(Counter(who for who, _ in rows)),
        within(Counter(entity for _, entity in rows)),
        within(Counter(rows)),
    )


def make(pages: int, seed: int) -> Iterator[tuple[Page, Made]]:
    """The pages of a world."""
    world = World(random.Random(seed), max(8, pages // 12))
    for number in range(pages):
        made = world.page(number)
        yield Page(f"world-{number:05}.txt", made.text), made


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument(
        "--misses", type=int, default=0, help="print so many pairs that came out wrong, by class"
    )
    args = parser.parse_args()
    made = list(make(args.pages, args.seed))
    read = [one for page, _ in made if isinstance(one := read_page(page, Judgements()), PageRead)]
    start = time.perf_counter()
    resolution = resolve([one.page for one in read], [one.resolved for one in read], judged=Judgements())
    seconds = time.perf_counter() - start
    pairs, put, seen = compared(made, resolution)
    print(f"{'':<12}{'pairs one':>11}{'taken for one':>15}{'precision':>11}{'recall':>8}")
    for type_, found in pairs.items():
        precision, recall = found.both / max(1, found.taken), found.both / max(1, found.one)
        print(f"{type_:<12}{found.one:>11}{found.taken:>15}{precision:>11.4f}{recall:>8.4f}")
    verdicts = Counter(decision.verdict for decision in resolution.decisions)
    print(
        f"\n{put} names in {args.pages} pages, {seen} read (each once a page); {dict(verdicts)}; {seconds:.1f} s"
    )
    for line in _wrong(made, resolution, args.misses):
        print(line)
    return 0


def _wrong(made: Sequence[tuple[Page, Made]], resolution: Resolution, most: int) -> Iterator[str]:
    found = {(m.page, m.mention.span.start, m.mention.span.end): m.entity for m in resolution.mentions}
    rows: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for page, each in made:
        for named in each.named:
            if entity := found.get((page.id, named.start, named.end)):
                rows[named.type].append((named.who, entity, page.id))
    for type_, each_ in rows.items():
        for kind, group, other in (("merged", 1, 0), ("parted", 0, 1)):
            first: dict[str, tuple[str, str, str]] = {}
            told = 0
            for row in each_:
                mate = first.setdefault(row[group], row)
                if mate[other] != row[other] and told < most:
                    told += 1
                    yield f"{kind} {type_}: {mate} {row}"


if __name__ == "__main__":
    sys.exit(main())
