"""Who is said to live somewhere: 住在某路76号院的[某大爷], 某某住的[某宿舍], 我是[某小区]的居民 … 读者[某某]."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from kg.extract.at_home import CONTEXT, STATED, home_at, home_before, is_home, lives, may_live
from kg.extract.subjects import Scene
from kg.types import Fact

#: 某某，今年50岁，是[某镇某村]人.
_NATIVE, _IS = re.compile("人(?=[，。；！]|$)"), re.compile("(?:，[^，。]{0,10})?，?(?:是|系)")
#: Before a home, at the head of a clause; before the area that somebody comes from, and between that and who does.
_LIVES, _COMES = re.compile("(?:(?<=[，。；])|^)(?:家|现|就)?住(?:在)?(?![房院宅进户])"), re.compile("来自")
_OF = re.compile("的[^，。；：、0-9]{0,8}")
#: Between a home and the person that lives there: 某家属楼|的|某某, 某村|68岁的|某某. Who is of a neighbourhood may as well
#: work there (翠柏社区的某某).
_WHOSE, _HOOD = re.compile("的(?:\\d{1,3}岁的)?|\\d{1,3}岁的|[ \u3000]"), "neighbourhood"
#: Between a home and somebody who is met there.
_THERE = re.compile(
    "(?:的?[^，。；：、0-9]{0,10}?(?:里|内|下|上|前|旁|边|口|东门|西门|南门|北门))，\\d{2,3}岁的(?:老?(?:居民|住户|业主|村民|党员|矿工|老人))?"
)
#: Where people are met who need not live there, and what those do who do not.
_AT_WORK = re.compile("售楼|工地|施工|驿站|卡口|卫生|服务|中心|基地|大棚|(?<!游)(?<!花)园[里内]|厂|站")
_VISITS = re.compile("[^，。；]{0,8}(?:赶来|坚守|推介|代表|介绍|前来|慕名|从[一-龥]{2,4}(?:来|赶))")
#: Who comes home: 返乡|当起了村医.
_RETURNS = re.compile(
    "(?:回到?(?:了)?(?:村里?|乡里?|老家|家乡)|返乡|返村)(?![^，。；]{0,6}(?:探亲|过年|人员|青年|创业者|大学生))"
)
#: Behind that: what he stays for; before his name: whoever comes for another reason.
_STAYS = re.compile(
    ".{0,12}?(?:当|办|创业|种|养|承包|接过|开起|开了|经营|务农|定居|扎根|建起|流转)", re.DOTALL
)
_SENT = re.compile("(?:记者|干部|书记|[县市区镇乡]长|队员|演员|局长)$")
_VILLAGE = "village"
#: What a letter says of its writer, and what stands before his name below it.
_I_AM = re.compile("(?:(?P<am>我(?:们)?是)|我(?:们)?(?:家)?(?:现|就)?住(?:在)?)")
_AM = re.compile("[^，。；]{0,10}?的(?:一[名位个户])?(?:老)?(?:居民|住户|业主|村民|租户|老人)")
_SIGNED = re.compile(
    "\n(?:[—－-]{0,2}(?:一位)?)?(?:(?P<reader>读者|网友)|居民|业主|市民|村民|住户)[:： \u3000]*"
)
_LINE_END = re.compile("[ \u3000）)]*(?:\n|$)")
#: 住在|某路76号院|的, 住在|三楼|的; the person stands so near behind.
_DWELLS, _NEAR = re.compile("(?<![居入搬])(?:家住|居住在|住在|住)"), 9
_STOREY = "[\\d一二三四五六七八九十]{0,3}(?:号楼|栋|幢|单元|楼|层)?"
_FLOOR = re.compile(f"(?P<floor>(?:顶楼|{_STOREY}{_STOREY}))的")
#: 某某|住的, 某某|家住了31年的.
_LIVED = re.compile("家?居?住(?:了[\\d一二三四五六七八九十]{1,3}多?年)?的")
_CLAUSE = re.compile("[，。；：！？\n]")
#: So far back the text speaks of a village.
_REACH = 400


def dwellings(scene: Scene) -> Iterator[Fact[int]]:
    """A fact for each person of whom it is said where he lives."""
    yield from _of_home(scene)
    yield from _writers(scene)
    yield from _dwelling(scene)
    yield from _lived_in(scene)
    yield from _natives(scene)
    yield from _living(scene)
    yield from _coming(scene)
    yield from _met_at_home(scene)
    yield from _returning(scene)


def _of_home(scene: Scene) -> Iterator[Fact[int]]:
    """针织厂家属楼的[某某], 某村 [某某]: the person right behind the home."""
    for index in scene.outer:
        home = scene.mentions[index]
        match = _WHOSE.match(scene.text, home.end) if is_home(home) and home.kind != _HOOD else None
        person = None if match is None else scene.around(match.end())
        if person is None or match is None or scene.mentions[person].start != match.end():
            continue
        if may_live(scene.mentions[person]):
            yield lives(scene, person, index, home.start, STATED, "residents.of")


def _writers(scene: Scene) -> Iterator[Fact[int]]:
    """我是某街道[某小区]9号楼的居民 … 读者 [某某]: who signs a letter lives where he says he does."""
    for match in _I_AM.finditer(scene.text):
        home = home_at(scene, match.end())
        if home is None:
            continue
        end = scene.mentions[home].end
        signed = None if match["am"] and not _AM.match(scene.text, end) else _SIGNED.search(scene.text, end)
        person = None if signed is None else scene.around(signed.end())
        if signed is not None and person is not None and _signs(scene, person, signed["reader"] is not None):
            source = scene.source(match.start(), end, "residents.writer", STATED)
            yield Fact(person, "residentOf", home, source)


def _signs(scene: Scene, person: int, reader: bool) -> bool:
    """Whether a person signs: as a ``reader``, or with nothing behind the name in its line (市民某某|说 does not)."""
    mention = scene.mentions[person]
    return mention.type == "Person" and (reader or _LINE_END.match(scene.text, mention.end) is not None)


def _dwelling(scene: Scene) -> Iterator[Fact[int]]:
    """住在[某路76号院]的某大爷, 住在顶楼的某某 of the home that the text is speaking of: the person right behind."""
    for match in _DWELLS.finditer(scene.text):
        named = home_at(scene, match.end())
        floor = _FLOOR.match(scene.text, match.end() if named is None else scene.mentions[named].end)
        person = None if floor is None else _behind(scene, floor.start())
        if floor is None or person is None:
            continue
        if named is not None:
            yield lives(scene, person, named, match.start(), STATED, "residents.dwells")
        elif floor["floor"] and (home := home_before(scene, match.start())) is not None:
            yield lives(scene, person, home, match.start(), CONTEXT, "residents.dwells")


def _behind(scene: Scene, at: int) -> int | None:
    """The person right behind the words at ``at`` that say where: 的王大爷, 三楼的王大爷."""
    floor = _FLOOR.match(scene.text, at)
    if floor is None:
        return None
    behind = scene.within(floor.end(), floor.end() + _NEAR)
    person = next((i for i in behind if may_live(scene.mentions[i])), None)
    if person is None or _CLAUSE.search(scene.text, floor.end(), scene.mentions[person].start):
        return None
    return person


def _lived_in(scene: Scene) -> Iterator[Fact[int]]:
    """某某住的[某宿舍], 某某家住了31年的[某家属院]."""
    for match in _LIVED.finditer(scene.text):
        home = home_at(scene, match.end())
        before = scene.within(scene.clause(match.start())[0], match.start())
        person = before[-1] if before and scene.mentions[before[-1]].end == match.start() else None
        if home is not None and person is not None and may_live(scene.mentions[person]):
            yield lives(scene, person, home, scene.mentions[person].start, STATED, "residents.lived_in")


def _living(scene: Scene) -> Iterator[Fact[int]]:
    """说这话的[某某]七十三岁，住某街道[某小区]: who is named last before in the sentence."""
    for match in _LIVES.finditer(scene.text):
        home = home_at(scene, match.end())
        sentence = scene.sentence(match.start())[0]
        before = [i for i in scene.within(sentence, match.start()) if may_live(scene.mentions[i])]
        if home is not None and before and _behind(scene, scene.mentions[home].end) is None:
            start, end = scene.mentions[before[-1]].start, scene.mentions[home].end
            source = scene.source(start, end, "residents.living", STATED)
            yield Fact(before[-1], "residentOf", home, source)


def _coming(scene: Scene) -> Iterator[Fact[int]]:
    """来自某市[某县]的钢筋工[某某]: the person right behind."""
    for match in _COMES.finditer(scene.text):
        home = home_at(scene, match.end())
        if home is None:
            continue
        behind = scene.within(scene.mentions[home].end, scene.clause(match.start())[1])
        person = next((i for i in behind if may_live(scene.mentions[i])), None)
        if person is None:
            continue
        between = scene.text[scene.mentions[home].end : scene.mentions[person].start]
        if _OF.fullmatch(between):
            source = scene.source(match.start(), scene.mentions[person].end, "residents.coming", STATED)
            yield Fact(person, "residentOf", home, source)


def _natives(scene: Scene) -> Iterator[Fact[int]]:
    """[某某]是某镇某村人: whoever is named before lives there."""
    for index in scene.outer:
        home = scene.mentions[index]
        if home.type not in ("Community", "Area") or not _NATIVE.match(scene.text, home.end):
            continue
        start = scene.chain_start(home)
        before = [i for i in scene.within(scene.sentence(start)[0], start) if may_live(scene.mentions[i])]
        if before and _IS.fullmatch(scene.text, scene.mentions[before[-1]].end, start):
            yield lives(
                scene, before[-1], index, scene.mentions[before[-1]].start, STATED, "residents.native"
            )


def _met_at_home(scene: Scene) -> Iterator[Fact[int]]:
    """某家属院的凉亭下，68岁的[某某]择着豆角: who is met with an age, right behind where."""
    for index in scene.outer:
        home = scene.mentions[index]
        there = _THERE.match(scene.text, home.end) if is_home(home) and home.kind != _HOOD else None
        if there is None:
            continue
        if _AT_WORK.search(there.group()):
            continue
        met = [i for i in scene.within(there.end(), there.end() + 1) if may_live(scene.mentions[i])]
        met = [i for i in met if not _VISITS.match(scene.text, scene.mentions[i].end)]
        yield from (lives(scene, i, index, home.start, CONTEXT, "residents.met") for i in met)


def _returning(scene: Scene) -> Iterator[Fact[int]]:
    """1993年，从卫校毕业的[某某]回村当起村医: in the village that the text is speaking of."""
    for match in _RETURNS.finditer(scene.text):
        before = scene.within(scene.clause(match.start())[0], match.start())
        people = [i for i in before if may_live(scene.mentions[i])]
        if not _STAYS.match(scene.text, match.end(), scene.sentence(match.start())[1]) or _is_sent(
            scene, before
        ):
            continue
        home = _village_before(scene, match.start())
        if len(people) == 1 and home is not None:
            yield lives(scene, people[0], home, scene.mentions[people[0]].start, CONTEXT, "residents.returns")


def _is_sent(scene: Scene, people: Sequence[int]) -> bool:
    """Whether one of ``people`` is there by his post: 驻村干部|李某."""
    starts = (scene.mentions[i].start for i in people)
    return any(_SENT.search(scene.text, max(0, at - _NEAR), at) for at in starts)


def _village_before(scene: Scene, at: int) -> int | None:
    """The village named last before ``at``, not too far away."""
    near = scene.within(max(0, at - _REACH), at)
    villages = (i for i in reversed(near) if scene.mentions[i].kind == _VILLAGE)
    return next((i for i in villages if is_home(scene.mentions[i])), None)
