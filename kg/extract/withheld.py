"""Numbers that are nobody's: when something was, how fast it went, what holds of each of many or of all the world."""

from __future__ import annotations

import re

from kg.extract.cases import BRIEF, Case
from kg.extract.subjects import Scene
from kg.knowledge.quantities import measure_words
from kg.knowledge.words import words
from kg.types import EntityType, Mention

_WHILE = re.compile("(?:以?来(?!到)|[之以]?[前后内]|间)")
#: 今年前[5个月], 再过[三天], 最后不到[两个月], 每[两小时]: which stretch is meant, and how often.
_WHICH = re.compile("(?:(?<!提)前|[头每]|(?<!经)过|过去|最后|近|国庆|春节|五一|中秋|清明)(?:不到|的|约)?$")
#: [三天]两头, 国庆[8天]假, [1小时]02分, [十分钟]微党课.
_NO_STRETCH = re.compile("两头|长?假|[0-9]|微|便民|生活圈|服务圈")
#: So long something took or lasted; else a stretch before 的 says how old a noun is (40多年的老家具).
#: Before a number of years at the head of a clause: 近三年全区新建学校22所.
_LATELY = ("近", "最近", "过去", "其中近")
_TOOK = re.compile("历经|经过|历时|长达|经历|用了?$|为期")
#: Figures of the whole world are nobody's on a page.
_WORLD = re.compile("全世界|世界上|全球|全人类|在全国$")
#: 5幢|等8幢; 某小区5幢|外墙, 2单元.
_HOUSES, _AND_OTHERS = ("栋", "幢", "单元"), re.compile("等[0-9]{1,3}[栋幢]")
_OF_A_HOUSE = re.compile(
    "的?(?:[0-9]{1,2}单元|[0-9]{3,4}室|外墙|墙|屋顶|楼顶|楼道|门口|西侧|东侧|南侧|北侧|[一二三四五六七八九]楼)"
)
#: 在某小区[5幢]，…; 某小区[5幢]，居民某某: who lives there, or where something is, as long as nothing is counted behind it.
_LIVES = re.compile("，?的?(?:居民|住户|业主|村民|租户|租客|老住户|退休|独居|家住|市民)(?![0-9共约近])")
_THERE, _AT_ONCE = (
    re.compile("(?:^|[“，])(?:[^，。；]{0,8}?[在到进])$"),
    re.compile("[，。、的](?![^，。；]{0,5}[0-9])"),
)
#: Honours, before or behind which 等20个 says how many got one; a rank: 分获二、|三名.
_OTHERS, _HONOURED, _HONOURS = (
    "等",
    ("个", "名", "位", "家", "支", "户", "人"),
    re.compile("表彰|表扬|嘉奖|授予|颁奖|授牌|荣获|获评|获得[^，。；！？]{2,16}(?:奖|称号|荣誉)"),
)
_RANKED, _RANK, _RANK_REACH = ("名", "等奖"), re.compile("[获列居得第][一二三四五六七1-7]?[、和至到]$|第$"), 4
#: How far away something is.
_AWAY = re.compile("(?:距离?|相距|相隔)[^，。；]*$|(?:[向往偏][东南西北]{1,2}|[东南西北]行)(?:约|行)?$")
_FROM = re.compile("来自(?:全?[国省市县区镇])?$|(?:^|连续|共)分$")
_OF_ONE, _TIMES_AS_MUCH = (
    re.compile("(?:^|[“，。])[1一](?:亩|公顷|吨|斤|公斤|棵|株|头|只)[一-龥]{0,6}的"),
    "倍",
)
_DAILY = re.compile("每[天日周月]")
#: 每块48平方米: of each of them, not of the whole.
_EACH = re.compile("每[^每，。；：！？0-9]{1,4}$")
_BUILT = re.compile("建|完成|完工|竣工|成立|创办|落成|开[馆业]|历经|经过")
#: Before the first word of a clause that says of whom it tells.
_LEADS = re.compile(
    r"^(?:[\d年月日上下午底初\s]|目前|同时|今年|去年|以来|截至|预计|其中|此外|如今|现在|现|已|共|累计|一共|总共|约|近|超|达|有|全年|上半年)+"
)
_VERB = re.compile("[由从达为有超近约共已将可]")
#: The ends of nouns that say what of somebody is told.
_PROPERTIES = (
    *"率量额值积度比资金入数款期龄长重价费速幅口产本",
    "损失",
    "投资",
    "床位",
    "车位",
    "学位",
    "岗位",
)
_COUNTED = re.compile("[一-龥]{2}")
_MEANT = re.compile("计划|力争|争取|拟")
_STRETCHES = ("year", *BRIEF)
#: Before and behind a policy by whose means somebody does something.
_MEANS = (
    "依托",
    "借助",
    "利用",
    "借力",
    "争取",
    "得益于",
    "整合",
    "投入",
    "用好",
    "用活",
    "使用",
    "统筹",
    "通过",
)
_MEANS_WORD = 4
_MEANS_BEHIND = re.compile(
    "”?(?:项目|专项|帮扶|援助|财政|产业|扶持|补助|衔接){0,3}"
    "(?:资金|的?(?:大力|鼎力)?(?:支持|帮扶|帮助|助力|推动)下)"
)
#: A site without its name at the head of a sentence, and what would be one.
_BARE_SITE = re.compile(
    "(?:目前，?|如今，?|现在，?)?(?:园区|厂区|基地|景区|库区|厂房|大棚|示范园|产业园)(?=由|占地|总?投资|总|现|已|共|建|计划|规划|项目)"
)
_BARE_FOR: tuple[EntityType, ...] = ("Place", "Project", "Community")
#: Rules that know little but the unit, and what a paragraph comes to tell of.
_PLAIN = ("other", "people", "helped", "merchants", "works", "rate")
_TOLD: tuple[EntityType, ...] = ("Project", "Method", "Event", "Organization", "Document")
#: Whose numbers what they set going may overtake; sums that stay theirs, and acts.
_ACTING: tuple[EntityType, ...] = ("Area", "Agency", "Community", "Organization")
_SUMS = ("investment", "revenue", "tax", "gdp")
_OWN_ACTS = re.compile(
    "约谈|问责|追责|查处|处分|立案|抽调|选派|派出|打捞|劝阻|受理|办结|审结|结案|减税|减免|获评|荣获|先进|化解|走访|调解|调处|排查|入户|慰问|"
    "收集|解决|办理|巡查|召开|宣讲|整改|帮办|代办|处置|处理|协调|上门|回访|摸排|流转|种植|新建|改造|清运|清理|拆除"
)
#: Before what is set going or held at the end of a clause, and what may still stand behind it: “某账户”|积分制.
_SETS_GOING = re.compile(
    "(?:推出|推行|建立|搭建|打造|实施|成立|创新|探索|出台|开展|举办|组建|创建|设立|实行|启动|开设|组织|举行|推广)"
    "[^，。；！？]{0,8}$|[个套]$"
)
_TAIL = 6
#: What happens so often a day is no number of events.
_TIMES = ("次", "趟", "遍", "场")


def is_while(case: Case) -> bool:
    """20年来, 3年内, 10年前: when something was, not how long it lasted; 建于20年前 is how old it is.

    40多年的老家具: how old a noun is that nobody names.
    """
    scene, quantity = case.scene, case.counted.quantity
    if quantity.unit not in _STRETCHES:
        return False
    clause = scene.clause(case.at)
    if quantity.unit in BRIEF and (
        _WHICH.search(case.counted.left) or _NO_STRETCH.match(scene.text, quantity.end)
    ):
        return True
    if scene.text[clause[0] : quantity.at].strip() in _LATELY and not scene.text.startswith(
        ("的", "时间"), quantity.end
    ):
        return True
    if scene.text.startswith("的", quantity.end):
        return _TOOK.search(scene.text, clause[0], quantity.start) is None
    meant = _MEANT.search(scene.text, clause[0], quantity.start) is not None
    return bool(_WHILE.match(scene.text, quantity.end)) and (
        meant or _BUILT.search(scene.text, *clause) is None
    )


def is_brief(case: Case) -> bool:
    """需隔离14天: a short stretch of time is nobody's in particular, unless the words say that something lasted or took so
    long."""
    if case.counted.quantity.unit not in BRIEF:
        return False
    return not any(word in case.counted.left + case.counted.right for word in measure_words().lasting)


def is_of_others(case: Case) -> bool:
    """每块48平方米, 全世界只有2万多只: of each of them, or of all in the world."""
    each = case.counted.quantity.unit in ("m2", "m", "t", "count")
    if each and _EACH.search(case.scene.text, case.scene.clause(case.at)[0], case.counted.quantity.start):
        return True
    left = case.counted.left
    if _FROM.search(left) or case.counted.quantity.counter == _TIMES_AS_MUCH:
        return True  # 来自12个村的选手, 是种玉米的10倍
    clause = max(0, case.scene.clause(case.at)[0] - 1)
    if _OF_ONE.search(case.scene.text, clause, case.counted.quantity.start):
        return True  # 1亩苹果的年产值超过1.5万元
    usual = case.counted.rule.property != "events" and case.counted.quantity.counter in _TIMES
    return (usual and _DAILY.search(left) is not None) or _WORLD.search(left) is not None


def is_of_honours(case: Case) -> bool:
    """表彰[某镇]等20个先进集体, 分获二、三名: how many are honoured with those named, and which rank they have."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.counter in _RANKED and _RANK.search(
        scene.text, max(0, quantity.at - _RANK_REACH), quantity.at
    ):
        return True
    others = scene.text.startswith(_OTHERS, quantity.start - 1) and quantity.counter in _HONOURED
    return others and _HONOURS.search(scene.text, *scene.sentence(case.at)) is not None


def is_house_number(case: Case) -> bool:
    """某小区5幢外墙脱落, 5幢等8幢: which house it is, not how many."""
    scene, quantity = case.scene, case.counted.quantity
    if quantity.counter not in _HOUSES:
        return False
    if _AND_OTHERS.match(scene.text, quantity.end):
        return True
    start = scene.clause(case.at)[0]
    homes = (scene.mentions[i] for i in scene.within(start, quantity.start))
    home = next((m for m in homes if m.end == quantity.start and m.type in ("Community", "Place")), None)
    if home is None:
        return False
    there = _THERE.search(scene.text, start, scene.chain_start(home)) is not None
    lives = _LIVES if not there else _AT_ONCE
    return any(words.match(scene.text, quantity.end) for words in (_OF_A_HOUSE, lives, _LIVES))


def is_away(case: Case) -> bool:
    """距某站出口170米: how far one thing is from another."""
    return case.counted.quantity.unit == "m" and _AWAY.search(case.counted.left) is not None


def is_of_a_noun(case: Case) -> bool:
    """基层报表从8610张压减, 6000多块定日镜: whether the clause names what it counts or tells of by a common noun, which
    is no property of somebody (发电量达150亿度)."""
    scene, quantity = case.scene, case.counted.quantity
    start = scene.clause(case.at)[0]
    said = _LEADS.sub("", scene.text[start : quantity.start])
    whole = said.startswith(("全", "我", "本", "当地"))
    if whole or scene.points(start, case.at) or any(scene.known(i) for i in scene.within(start, case.at)):
        return False
    if not said:
        return bool(_COUNTED.match(case.counted.right))
    told = said[: m.start()] if (m := _VERB.search(said)) else said
    if told.endswith(_PROPERTIES) or "占" in said:
        return False
    return words(said)[0].pos[:1] == "n"


def is_overtaken(case: Case, index: int) -> bool:
    """推行“某模式”，推选452名党员: whether a plain count would be of an area that its sentence does not name, where the
    sentence has come to tell of something else before."""
    scene, area = case.scene, case.scene.mentions[index]
    if area.type != "Area" or case.counted.rule.name not in _PLAIN:
        return False
    start, clause = scene.sentence(case.at)[0], scene.clause(case.at)[0]
    inside = [scene.mentions[i] for i in scene.within(start, case.at)]
    if any(m.name == area.name for m in inside) or scene.points(start, case.at):
        return False
    return any(m.type in _TOLD and m.end <= clause for m in inside)


def overtaking(case: Case, index: int) -> int | None:
    """推出“某敲门法”，现有38名志愿者: what a clause before sets going or holds, of which the sentence goes on to tell, where
    the number would be of a body and its clause names nobody; what a body does itself (约谈13人) stays its own."""
    scene, body, rule = case.scene, case.scene.mentions[index], case.counted.rule.name
    if body.type not in _ACTING or rule in _SUMS or _OWN_ACTS.search(case.counted.left):
        return None
    start, clause = scene.sentence(case.at)[0], scene.clause(case.at)[0]
    if any(scene.known(i) for i in scene.within(clause, case.at)) or scene.points(clause, case.at):
        return None
    last = next((i for i in reversed(scene.within(start, clause)) if scene.known(i)), None)
    if last is None or (scene.mentions[last].type == "Method" and rule == "events"):
        return None
    return last if _is_set_going(scene, last) else None


def _is_set_going(scene: Scene, index: int) -> bool:
    """Whether somebody sets going or holds what the clause ends with."""
    mention = scene.mentions[index]
    start, end = scene.clause(mention.start)
    quoted = mention.text.startswith("“") and mention.type in ("Method", "Project")
    ends = end - mention.end <= _TAIL
    return (
        (quoted or mention.type == "Event")
        and ends
        and _SETS_GOING.search(scene.text, start, mention.start) is not None
    )


def is_elsewhere_told(case: Case, index: int) -> bool:
    """助学基金累计结余220万元: whether a plain number of a common noun would be of somebody whom its sentence leaves out."""
    scene = case.scene
    if (
        case.counted.rule.name not in (*_PLAIN, "money", "per-head")
        or scene.mentions[index].type == "Project"
    ):
        return False
    start, name = scene.sentence(case.at)[0], scene.mentions[index].name
    again = (i for i, _ in scene.renamed(start, case.at))
    named = any(scene.mentions[i].name == name for i in (*scene.within(start, case.at), *again))
    return not named and not scene.points(start, case.at) and is_of_a_noun(case)


def is_means(scene: Scene, mention: Mention) -> bool:
    """依托[闽宁协作]资金500万元，村里建起…; 在[苏陕协作]支持下: whether a policy only gave the money with which somebody
    acts."""
    before = scene.text[max(0, mention.start - _MEANS_WORD) : mention.start].rstrip("“")
    return before.endswith(_MEANS) or _MEANS_BEHIND.match(scene.text, mention.end) is not None


def is_pointless(case: Case) -> bool:
    """该电站…发电700万度, where the article names no 电站; 项目占地30亩, where it names no work."""
    scene = case.scene
    start = scene.sentence(case.at)[0]
    return scene.pointless(start, case.at) or scene.workless(scene.clause(case.at)[0]) or _is_siteless(case)


def _is_siteless(case: Case) -> bool:
    """园区由某公司投资建设，占地260亩, where the article names no such site: whether a common noun leads the sentence."""
    scene, start = case.scene, case.scene.sentence(case.at)[0]
    if _BARE_SITE.match(scene.text, start) is None:
        return False
    again = any(True for _ in scene.renamed(start, case.at))
    sites = (i for i in scene.within(start, case.at) if scene.mentions[i].type in _BARE_FOR)
    return not again and not any(scene.known(i) for i in sites)


def nobody(_case: Case) -> None:
    """Whose such a number is."""
