"""Who pays for a work, told beside its money: 其中[县财政]配套2760万元，其余由[某公司]自筹; [某街道]投资380万元的某市场."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.extract.statuses import status_at
from kg.extract.subjects import Scene
from kg.extract.sums import spends_elsewhere
from kg.types import Claim, EntityType, Fact, Measure

_SURE = 0.65
_PAYERS: tuple[EntityType, ...] = ("Agency", "Organization", "Area")
_PAID: tuple[EntityType, ...] = ("Project", "Community")
#: 其余由市财政和某公司|分担, 由某公司|出七成: those who stand between.
_BY = re.compile(
    "由(?P<who>[^，。；！？\n由]{2,40}?)(?:共同|分别|各自|全额|按比例)?(?:分担|承担|筹措|自筹|出资|配套|解决|兜底|负担|支付|支出|掏|统筹(?:解决|承担|出资|支付)|(?:(?<=财政)|(?<=财政局))统筹(?!推进|实施|协调|调度)|投资建设|投资兴建|投资运营|投资(?=[，。；])|出[一二三四五六七八九]成|列支)"
)
#: 街道出三成: who stands right before.
_OWN = re.compile(
    "(?:拟|计划|将|已|累计|共|一次性|先后|另外|再|各|自筹|专门|又|追加){0,3}(?:出资|投资|投入|筹资|筹措|捐资|捐赠|捐款|斥资|拨付|拨款|配套|补助|补贴|给了|出|下达|安排)(?:了)?(?:资金|经费|专项资金)?[约近超]?(?=[0-9]|[一二三四五六七八九]成)"
)
#: 某社区争取到|某局|资金120万元: who stands between.
_SOUGHT = re.compile(
    "(?:争取|申请|申报|获得|得到|落实)(?:到|了)?(?P<who>[^，。；！？\n]{2,24}?)(?:[一-龥]{0,6}资金|支持)[约近超]?(?=[0-9])"
)
#: 在某开发区|投资: where, not who.
_IN, _FIRMS = re.compile("(?:在|到|来|赴|于)$"), ("公司", "集团")
#: 县|里投资, 县|上投资: an area as people call it.
_SPOKEN = ("里", "上")
#: 由某县政府引进|某公司投资建设: before whoever pays, whom somebody else only brought there.
_BROUGHT = re.compile("引进|招引|引入|引来|招商")
#: 市财政, 省级水利救灾资金: the area of that level.
_LEVEL = re.compile(
    "(?<![一-龥]部)(?P<level>省|自治区|市|区|县|州|旗|镇|乡)(?:级?财政(?![局厅部所办])|级(?=[一-龥]{0,8}(?:配套|补助|补贴|安排|承担|拨付|资金))|里(?=和|分担|出))"
)
_LEVELS = ("省", "自治区", "市", "区", "县", "州", "旗", "镇", "乡")
_PAYS = re.compile(
    "[^，。；！？\n]{0,12}?(?:配套|补助|补贴|安排|承担|拨付|投入|出资|列支|分担|兜底|解决|负担)"
)


@dataclass(frozen=True, slots=True)
class _Spent:
    """Money of a work: where it stands in the clean text, and whose it is."""

    at: int
    work: int


def payers(scene: Scene, claims: Sequence[Claim[int]]) -> Iterator[Fact[int]]:
    """Who pays for the works that ``claims`` give money to, or for the one that the sentence names."""
    spent = sorted(_spent(scene, claims), key=lambda each: each.at)
    known: set[tuple[int, int]] = set()
    for payer, start, end in sorted(
        {*_by(scene), *_own(scene), *_sought(scene), *_of_levels(scene)}, key=lambda f: f[1:]
    ):
        work = _work(scene, spent, start, end)
        work = _named(scene, start) if work is None else work
        if work is None or (payer, work) in known or scene.mentions[payer].name == scene.mentions[work].name:
            continue
        known.add((payer, work))
        source = scene.source(start, end, "payers.beside", _SURE)
        yield Fact(payer, "funds", work, source, status=status_at(scene, start))


def _spent(scene: Scene, claims: Sequence[Claim[int]]) -> Iterator[_Spent]:
    money = [c for c in claims if isinstance(c, Measure) and c.property == "investment" and c.at is not None]
    if not money:
        return
    places = {page: clean for clean, page in enumerate(scene.article.text.offsets)}
    for claim in money:
        if claim.at is not None and scene.mentions[claim.subject].type in _PAID:
            yield _Spent(places[claim.at.start], claim.subject)


def _work(scene: Scene, spent: Sequence[_Spent], start: int, end: int) -> int | None:
    """The work whose money stands next to [start, end), in its sentence: rather behind the payer, else before."""
    first, last = (bisect_left(spent, edge, key=lambda each: each.at) for edge in scene.sentence(start))
    if first == last:
        return None
    behind = bisect_left(spent, end, key=lambda each: each.at)
    return spent[max(first, min(behind, last - 1))].work


def _named(scene: Scene, at: int) -> int | None:
    """The one work that the sentence of ``at`` names."""
    named = (i for i in scene.within(*scene.sentence(at)) if scene.mentions[i].type == "Project")
    works = {scene.mentions[i].name: i for i in named if scene.known(i)}
    return next(iter(works.values())) if len(works) == 1 else None


def _by(scene: Scene) -> Iterator[tuple[int, int, int]]:
    for match in _BY.finditer(scene.text):
        if scene.around(match.end() - 1) is not None:
            continue  # 由某[投资运营]集团建设
        brought = list(_BROUGHT.finditer(match["who"]))
        start = match.start("who") + (brought[-1].end() if brought else 0)
        for index in scene.within(start, match.end("who")):
            payer = scene.mentions[index]
            whole = scene.around(payer.end) is None  # no 某市|某公司
            if payer.type in _PAYERS and scene.known(index) and whole:
                yield index, match.start(), match.end()


def _sought(scene: Scene) -> Iterator[tuple[int, int, int]]:
    for match in _SOUGHT.finditer(scene.text):
        for index in scene.within(*match.span("who")):
            payer = scene.mentions[index]
            if payer.type in _PAYERS[:2] and scene.known(index) and payer.start == match.start("who"):
                yield index, match.start(), match.end()


def _own(scene: Scene) -> Iterator[tuple[int, int, int]]:
    for match in _OWN.finditer(scene.text):
        if spends_elsewhere(scene, match.end()):
            continue
        end = match.start() - scene.text.startswith(_SPOKEN, match.start() - 1)
        payer = scene.around(end - 1)
        if payer is not None and scene.mentions[payer].type in _PAYERS and scene.known(payer):
            mention = scene.mentions[payer]
            if mention.end != end:
                continue
            if not _IN.search(scene.text, 0, scene.chain_start(mention)):
                yield payer, mention.start, match.end()
            elif (firm := _firm(scene, mention.start)) is not None:
                yield firm, scene.mentions[firm].start, match.end()


def _firm(scene: Scene, at: int) -> int | None:
    """某公司与某县签约，将在某开发区|投资: the one company that the sentence names before."""
    named = scene.within(scene.sentence(at)[0], at)
    firms = [i for i in named if scene.mentions[i].name.endswith(_FIRMS) and scene.known(i)]
    return firms[0] if len({scene.mentions[i].name for i in firms}) == 1 else None


def _of_levels(scene: Scene) -> Iterator[tuple[int, int, int]]:
    areas = [i for i, m in enumerate(scene.mentions) if m.type == "Area" and m.rule != "units.open"]
    of_level = {level: [i for i in areas if scene.mentions[i].name.endswith(level)] for level in _LEVELS}
    for match in _LEVEL.finditer(scene.text):
        clause = scene.clause(match.start())
        pays = _PAYS.match(scene.text, match.end(), clause[1])
        by = scene.text.rfind("由", clause[0], match.start()) >= 0
        if pays is None and not by:
            continue
        area = _area(scene, of_level[match["level"]], match.start())
        if area is not None:
            yield area, match.start(), pays.end() if pays else match.end()


def _area(scene: Scene, areas: Sequence[int], at: int) -> int | None:
    """The one of ``areas``, which are in order, that the article named last before ``at``, else the first."""
    last = bisect_left(areas, at, key=lambda index: scene.mentions[index].start) - 1
    return areas[max(0, last)] if areas else None
