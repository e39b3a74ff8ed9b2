"""What is told by the day: who eats at a canteen (食堂每天有[90多人]就餐), how far somebody goes (每天巡山[20多公里])."""

from __future__ import annotations

import re

from kg.extract.cases import Case
from kg.extract.pointers import MEMORY
from kg.extract.protagonists import named_last, protagonist
from kg.extract.subjects import Subject
from kg.types import EntityType, Mention

#: They come to eat, behind the number; they are fed, before it.
_EAT = re.compile(
    "[^，。；！？\n]{0,12}?(?:就餐|用餐|吃饭|来吃|来这里吃|订餐|提供(?:免费)?(?:午餐|早餐|晚餐|餐食|三餐|就餐))"
)
_FED = re.compile(
    "(?:供餐|送餐|就餐(?:人数|老人|群众)?|用餐(?:人数|老人)?)(?:服务)?(?:约|近|超过?|达|已|累计|有)*$"
)
_EATERS = re.compile("[人名位份]")
_CANTEENS = ("食堂", "饭堂", "餐厅", "助餐点", "餐饮点", "厨房")
_SITES: tuple[EntityType, ...] = ("Place", "Organization")
#: Somebody goes so far.
_GOES = re.compile(
    "(?:行程|行走|步行|徒步|跋涉|骑行|往返|巡山|巡河|巡线|巡查|巡护|跑|走)(?:了|约|近|超过|累计|达|有)*$"
)
#: Behind the name of a sort of canteen: 推行“某某”食堂、人民食堂[模式].
_SORT = re.compile("(?:、[^，。；]{2,8})?(?:等)?(?:的)?模式")
_SURE = 0.8


def diners(case: Case) -> Subject | None:
    """The canteen named last, where the number tells how many eat there."""
    scene, quantity = case.scene, case.counted.quantity
    end = scene.clause(case.at)[1]
    eat = _EAT.match(scene.text, quantity.end, end) or _FED.search(case.counted.left)
    if quantity.unit != "count" or not _EATERS.match(quantity.counter or "") or not eat:
        return None
    before = (i for i in reversed(scene.recent(case.at, MEMORY)) if scene.known(i))
    canteen = next((i for i in before if is_canteen(scene.mentions[i])), None)
    if canteen is None or _SORT.match(scene.text, scene.mentions[canteen].end):
        return None
    return Subject(canteen, _SURE)


def is_canteen(mention: Mention) -> bool:
    """Whether a name is of a place where meals are served: 某社区老年食堂."""
    return mention.type in _SITES and mention.name.rstrip("”").endswith(_CANTEENS)


def travelled(case: Case) -> Subject | None:
    """The person that the sentence tells of, where the number tells how far somebody goes."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit != "m" or not _GOES.search(case.counted.left):
        return None
    start = scene.sentence(case.at)[0]
    before = scene.within(start, case.at)
    again = [
        scene.mentions[i] for i, _ in (*scene.renamed(start, case.at), *scene.all_pointed(start, case.at))
    ]
    last = again[-1:] or [scene.mentions[i] for i in before[-1:]]
    if last and last[0].type == "Organization":
        return None  # 某服务队行程21.8万公里
    person = protagonist(scene, case.at)
    person = named_last(scene, start) if person is None and not before else person
    return None if person is None else Subject(person, _SURE)
