"""Sums whose own words tell what they are of: the work that a list names behind them (投资9亿元的[某项目]、投资4亿元的…),
what somebody lays them out for in the next clause (某局投资800万元，在某镇实施[某工程]), nobody of those that share
them."""

from __future__ import annotations

import re

from kg.extract.cases import GIVERS, Case
from kg.extract.pointers import MEMORY
from kg.extract.subjects import Scene, Subject
from kg.extract.wording import NATIONAL
from kg.types import EntityType

_SUMS = ("investment", "money")
_MONEY = (
    "(?:总|计划|预计|概算|已|估算|概算总|计划总|预计总)?(?:投资|造价|耗资|斥资|投入|概算)额?[为达]?"
    "[约近达超]{0,2}[0-9][0-9.]*[余多]?[万亿]+元(?:人民币)?[^，。；：、！？的]{0,6}的"
)
#: Behind a sum, what it is of, and what shows that a list goes on: 9亿元的|锑品深加工项目|、.
_LISTED = re.compile(
    "[^，。；：、！？的了0-9]{0,6}的“?(?P<item>[^，。；：、！？\n“”]{2,26}?)”?"
    f"(?P<behind>、|等|(?:以及|和|及|与)(?={_MONEY}))"
)
#: Behind an item of a list, and before one: the next, the last has a sum of its own.
_NEXT_HAS, _LAST_HAD = re.compile(_MONEY), re.compile(_MONEY + "[^，。；：！？]{2,40}[、和及与]$")
_ITEMS: tuple[EntityType, ...] = ("Project", "Place", "Organization")
_SURE = 0.9

#: Between whoever pays and the sum: 拟投资约, 安排资金.
_LAYS_OUT = re.compile(
    "(?:里|上)?(?:[拟将已再又还共先后累计今明去年计划一次性紧急专门积极多方]{0,8})"
    "(?:投资|投入|出资|筹资|筹措|筹集|斥资|耗资|安排|拨付|下拨|下达|拨出|拿出|整合|统筹|争取|落实|配套|捐资|捐赠|捐款|补助|资助|支持|资金)[^，。；：0-9]{0,14}$"
)
#: What the next clause does with it, before what it is for.
_FOR = re.compile(
    "(?:用于|支持|帮助|资助|扶持|对|把|将|在|为|启动|实施|建设|新建|改建|扩建|修建|兴建|打造|完成|开展|推进|建成|建起)"
)
#: A sum, and what is done with it that has no name: 120万元|修了.
_OWN_DEED = re.compile(
    "[0-9][0-9.]*[余多]?[万亿]*元(?:资金)?(?:用于)?(?=修|新?建|铺|硬化|安装|购|采购|更换|维修|整修|开挖|打|栽|种|发展|扶持|购置)"
)
#: Right before whom an authority only brings there.
_BRINGS = re.compile("(?:引进|招引|引入|引来)(?:了)?“?$")
#: Some of those that were signed or begun together, and the number of all; what such numbers count, and where they were.
_SOME_OF = re.compile(
    "、[^，。；！？]{2,40}等(?P<count>[0-9]{1,3})[余多]?个[^，。；0-9]{0,10}项目[^，。；0-9]{0,8}?"
    "(?:签约|签订|开工|落户|奠基)"
)
_OF_ALL = ("investment", "projects", "projects-before", "works", "money")
_SIGNED, _OF_EVENT = re.compile("签约|开工|推介|招商|投资|洽谈|奠基"), 0.8
#: Before a further sum of the same payer: 今年[又]争取资金200万元建设分拣车间.
_FURTHER = re.compile("[又再]|另外?|还(?!款)")
#: So many clauses on, the sentence still tells what a sum was laid out for.
_CLAUSES = 3
#: Before the work of another sum of the clause: 3000万元的甲项目和1000万元的[乙项目].
_BESIDE = re.compile("[0-9、和及与]")
#: Behind whoever does something else with a sum of his own.
_SUM = re.compile("[0-9][0-9.]*[余多]?[万亿]+元")


def is_listed(case: Case) -> bool:
    """投资8亿元的[某度假村]、…: whether a sum stands before the first or another item of a list."""
    return _item(case) is not None


def of_item(case: Case) -> Subject | None:
    """The item right behind a sum, where each has a sum of its own; what all of a list cost together is of none of them:
    总投资12亿元的甲项目、乙项目."""
    scene, item = case.scene, _item(case)
    if item is None or not _is_own(case, item):
        return None
    start, end = item.span("item")
    begun = (i for i in scene.starting(start) if scene.mentions[i].type in _ITEMS and scene.known(i))
    inside = (i for i in scene.within(start, end) if scene.mentions[i].type in _ITEMS and scene.known(i))
    fits = [i for i in (*begun, *inside) if end - 2 <= scene.mentions[i].end <= end + 3]
    best = max(fits, key=lambda i: (scene.mentions[i].type == "Project", scene.mentions[i].end), default=None)
    return None if best is None else Subject(best, _SURE)


def _item(case: Case) -> re.Match[str] | None:
    scene, quantity = case.scene, case.counted.quantity
    if case.counted.rule.name not in _SUMS[:1]:
        return None  # 价值50万元的棉衣、棉被
    item = _LISTED.match(scene.text, quantity.end, scene.clause(case.at)[1])
    if item is None:
        return None
    longer = any(scene.mentions[i].end > item.end("behind") for i in scene.starting(item.start("item")))
    return None if longer else item  # 甲路、乙路改造工程 is one


def _is_own(case: Case, item: re.Match[str]) -> bool:
    text, start = case.scene.text, case.scene.clause(case.at)[0]
    before = _LAST_HAD.search(text, start, case.counted.quantity.start - len(_lead(case)))
    return before is not None or (item["behind"] != "等" and _NEXT_HAS.match(text, item.end()) is not None)


def _lead(case: Case) -> str:
    """What of the words before a sum belongs to it: 总投资."""
    lead = re.search("[^、和及与]{0,8}$", case.counted.left)
    return lead.group() if lead else ""


def laid_out(case: Case) -> Subject | None:
    """某局投资800万元，在某镇实施[某工程]: the one work that the sentence goes on to tell of in its next clauses, where
    somebody named lays the sum out."""
    scene, quantity = case.scene, case.counted.quantity
    if case.counted.rule.name not in _SUMS or _payer(scene, scene.clause(case.at)[0], quantity.start) is None:
        return None
    stop, end = scene.sentence(case.at)[1], scene.clause(case.at)[1]
    works = [i for i in scene.within(quantity.end, end) if scene.mentions[i].type == "Project"]
    works = [i for i in works if not _BESIDE.search(scene.text, quantity.end, scene.mentions[i].start)]
    for _ in range(_CLAUSES):
        if works or end >= stop or scene.text[end : end + 1] != "，":
            break
        start, end = scene.clause(end + 1)
        works = [i for i in scene.within(start, end) if scene.mentions[i].type == "Project"]
        if (further := _SUM.search(scene.text, start, end)) is not None:
            if _payer(scene, start, further.start()) is None or works:
                return None
            continue  # 某基金会捐资60万元，某局配套40万元，建设某楼
        works = works if _tells(scene, start, works) else []
    names = {scene.mentions[i].name for i in works if scene.known(i)}
    return Subject(works[0], _SURE) if len(names) == 1 and scene.known(works[0]) else None


def is_spent_elsewhere(case: Case) -> bool:
    """市里投资1500万元建设某灌区，镇里配套[120万元]修了[8公里]机耕路: whether a number is of what another
    one did beside."""
    return spends_elsewhere(case.scene, case.at)


def spends_elsewhere(scene: Scene, at: int) -> bool:
    """Whether the clause of ``at`` tells what a payer who leads it did with his own sum beside the work that the sentence
    named before."""
    start, end = scene.clause(at)
    own = _OWN_DEED.search(scene.text, start, end)
    inside = (scene.mentions[i] for i in scene.within(start, end))
    if own is None or any(m.type == "Project" and m.rule != NATIONAL for m in inside):
        return False
    before = [scene.mentions[i] for i in scene.within(scene.sentence(at)[0], start) if scene.known(i)]
    payer = _payer(scene, start, own.start())
    if payer is None and _FURTHER.search(scene.text, start, own.start()):
        return any(m.type == "Project" for m in before)
    other = payer is not None and all(m.name != scene.mentions[payer].name for m in before)
    return other and any(m.type == "Project" for m in before) and not scene.points(start, end)


def _tells(scene: Scene, start: int, works: list[int]) -> bool:
    """Whether a clause tells what is done, and by nobody else."""
    if not works:
        return False
    first = scene.mentions[works[0]]
    others = (i for i in scene.within(start, first.start) if scene.mentions[i].type in GIVERS[:2])
    return not any(scene.leads(i) for i in others) and _FOR.search(scene.text, start, first.end) is not None


def _payer(scene: Scene, start: int, at: int) -> int | None:
    """Who stands before the verb that lays out the sum at ``at``: [某局]投资, [县]里将筹资."""
    before = [i for i in scene.within(start, at) if scene.known(i)]
    last = before[-1] if before else None
    if last is None or scene.mentions[last].type not in GIVERS:
        return None
    return last if _LAYS_OUT.fullmatch(scene.text, scene.mentions[last].end, at) else None


def brought(case: Case) -> Subject | None:
    """某县引进[某公司]投资2.6亿元: the company's, where the sentence tells of no work."""
    scene, start = case.scene, case.scene.clause(case.at)[0]
    firm = _payer(scene, start, case.counted.quantity.start)
    if case.counted.rule.name not in _SUMS or firm is None or scene.mentions[firm].type != "Organization":
        return None
    begin = scene.chain_start(scene.mentions[firm])
    return Subject(firm, _SURE) if _BRINGS.search(scene.text, start, begin) else None


def is_of_all(case: Case) -> bool:
    """甲项目、乙项目等8个项目现场签约，总投资28亿元: whether a number is of all that a list names some of."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    listed = _SOME_OF.search(scene.text, start, scene.clause(case.at)[1])
    if case.counted.rule.name not in _OF_ALL or listed is None or case.at < listed.start("count"):
        return False
    return not any(scene.known(i) for i in scene.within(listed.end(), case.at))


def of_all(case: Case) -> Subject | None:
    """The event at which they were signed, or the area that leads the sentence; none of those that the list names."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    before = scene.recent(case.at, MEMORY)
    paragraph = scene.text.rfind("\n", 0, start)
    events = [i for i in before if scene.mentions[i].type == "Event" and scene.mentions[i].start > paragraph]
    if events and _SIGNED.search(scene.mentions[events[-1]].name):
        return Subject(events[-1], _OF_EVENT)
    named = [i for i in scene.within(start, case.at) if scene.known(i)]
    led = [i for i in named[:1] if scene.mentions[i].type == "Area" and scene.leads(i)]
    return Subject(led[0], _OF_EVENT) if led else None
