"""Names and places as agencies, letters and papers of other cities write them: bodies before titles, branches and attached
hospitals, compounds behind roads, groups of villages, organs of several levels; and where their names say that they lie.

``[name/Class]`` in a text is what must be read at that very place; ``[name/Class=full name]`` also says what it is
called in full.
"""

from __future__ import annotations

import re

import pytest

from kg.pipeline import PageRead, read_page
from kg.segment import segment
from kg.types import Fact, Mention, Page, PageResolution, Post

_MARKED = re.compile(r"\[([^\[\]/]+)/([A-Z][a-z]+)(?:=([^\]]+))?\]")


def _resolved(text: str) -> PageResolution:
    read = read_page(Page("p", text))
    assert isinstance(read, PageRead)
    return read.resolved


NAMES = [
    # bodies that only their place before a title gives away
    "与会的还有[宁德时代/Organization]副董事长李平、[隆基绿能/Organization]总裁李振国。",
    "会上，[TCL/Organization]创始人、董事长李东生发言。",
    "郑州[富士康/Organization]经理李强说，订单很多。",
    "[王府井百货/Organization]经理赵倩介绍。",
    # bodies that everybody knows
    "[世界卫生组织/Organization]总干事谭德塞在日内瓦说，疫情尚未结束。",
    "柳州市与[一汽/Organization]签了约。",
    "揭牌的还有[数字柳州有限公司/Organization]。",
    # parts of bodies
    "[复旦大学/Organization][附属中山医院/Organization=复旦大学附属中山医院]的医生来到柳河县。",
    "[北京师范大学/Organization]的学生来了。",
    "[一汽解放汽车有限公司/Organization][柳州分公司/Organization=一汽解放汽车有限公司柳州分公司]将投产。",
    # other systems and levels
    "[民盟合肥市委/Agency=民盟合肥市委]主委王强参加调研。",
    "[武警江西总队/Agency]官兵正在筑坝。",
    "[中国人民解放军第72集团军/Agency]官兵连夜驰援。",
    "[沪苏大丰产业联动集聚区管委会/Agency]主任陶莹告诉记者。",
    "丁明说，[银川水利部门/Agency]将统筹考虑。",
    "[民建贵州省委/Agency][农业与农村委员会/Agency=民建贵州省委农业与农村委员会]派人参会。",
    # homes
    "[陆家浜路/Place][万兴小区/Community]居民反映噪声大。",
    "[建设路小区/Community]的居民都来了。",
    "青柳街道[办事处/Agency=青柳街道办事处]指导[七大院小区/Community]选出楼长。",
    "宝山区[呼兰路/Place][通河二村/Community]的楼道干净了。",
    "黄岛区海青镇[后河西村/Community]的茶农薛常美正在采茶。",
    "在德清县下渚湖街道，[四都村/Community]党总支书记姚国龙介绍了做法。",
    "武隆区土地乡[六井村/Community][中台组/Community]发生滑坡。",
    "关于[碧桂园天玺湾二期/Community]延期的问题，住建局已核实。",
    # places
    "[京沪高铁/Place]、[沪昆高铁/Place]在杭州[东站/Place=杭州东站]交汇。",
    "公司承建的[沪苏通长江公铁大桥/Place]通车。",
    "受灾的有涉县、[武安/Area=武安市]、[沙河/Area=沙河市]等9个县（市），河北省派人前往。",
    # people
    "红岛街道西大洋社区居民[王女士/Person]表示方便。",
    "来自河南信阳的[张师傅/Person]在上海开出租车。",
    "罗玛镇凯玛村牧民[次仁卓玛/Person]家里有80头牦牛。",
    "昭觉县解放乡火普村村民[吉地尔子/Person]住进新居。",
    "喀什地区疏附县村民[阿依古丽/Person]说，日子好了。",
]


@pytest.mark.parametrize("marked", NAMES)
def test_what_is_named_stands_there(marked: str) -> None:
    text, expected, at = "", [], 0
    for mark in _MARKED.finditer(marked):
        text += marked[at : mark.start()]
        expected.append((len(text) + len(mark[1]), mark[2], mark[1], mark[3]))
        text += mark[1]
        at = mark.end()
    found: dict[tuple[int, str], Mention] = {
        (m.mention.end, m.mention.type): m.mention
        for m in _resolved(text + marked[at:]).mentions
        if not m.mention.pointer and not m.mention.passing
    }
    for end, kind, name, full in expected:
        assert (end, kind) in found, sorted(found)
        assert found[end, kind].text.endswith(name)
        assert full is None or found[end, kind].name == full


NO_NAMES = [
    ("工作攻坚小组入户走访群众。", "Agency"),
    ("通过盘点村企优势资源，找准路子。", "Community"),
    ("风情巴黎小区物业很好。", "Organization"),
    ("明珠社区工厂招工了。", "Organization"),
    ("全省大中型水库蓄水正常。", "Place"),
    ("记者采访了当地物业公司经理李强。", "Organization"),
    ("负责建设的项目经理王刚说，工期紧。", "Organization"),
    ("省、市、区三级住建部门派出人员。", "Agency"),
    ("中国市场很大。", "Place"),
    ("甘孜州与京东、天猫、顺丰等平台签署农村电商合作协议。", "Community"),
]


@pytest.mark.parametrize(("text", "kind"), NO_NAMES)
def test_what_is_no_name(text: str, kind: str) -> None:
    found = {m.mention.text for m in _resolved(text).mentions if m.mention.type == kind}
    assert found == set()


def _said(text: str) -> set[tuple[str, str, str]]:
    """The facts and posts of a page by the names of whom they are about."""
    page = _resolved(text)
    names = {profile.key: profile.name for profile in page.profiles}
    facts = [c for c in page.claims if isinstance(c, Fact) and c.object is not None]
    said = {(names[c.subject], c.predicate, names[c.object or ""]) for c in facts}
    posts = [c for c in page.claims if isinstance(c, Post)]
    return said | {
        (names[c.person], f"former {c.title}" if c.former else c.title, names[c.body]) for c in posts
    }


SAID = [
    # where names say that things lie
    ("常德市的常德卷烟厂来人了。", ("常德卷烟厂", "locatedIn", "常德市")),
    ("柳州市鱼峰区的鱼峰体育园开园。", ("鱼峰体育园", "locatedIn", "鱼峰区")),
    (
        "碧海云天小区业委会辞职，碧海云天小区没有物业。",
        ("碧海云天小区业主委员会", "locatedIn", "碧海云天小区"),
    ),
    ("柳河县东城街道召开东城街道安全生产推进会。", ("东城街道安全生产推进会", "locatedIn", "东城街道")),
    (
        "一汽解放汽车有限公司柳州分公司将在柳州市投产。",
        ("一汽解放汽车有限公司柳州分公司", "locatedIn", "柳州市"),
    ),
    ("孩子们走进银川市的黄河湿地公园。", ("黄河湿地公园", "locatedIn", "银川市")),
    ("岚皋县位于秦巴山区，山高林密。", ("岚皋县", "locatedIn", "秦巴山区")),
    ("今年56岁的王桂兰是石桥镇大湾村人，靠养蜂脱贫。", ("王桂兰", "residentOf", "大湾村")),
    ("他叫李明，是西安市雁塔区人。", ("李明", "residentOf", "雁塔区")),
    ("李大爷住在翠竹苑小区3号楼。", ("李大爷", "residentOf", "翠竹苑小区")),
    # whose bodies are
    ("金华市儿童福利院在金华市。", ("金华市儿童福利院", "subOrganizationOf", "金华市")),
    (
        "一汽解放汽车有限公司柳州分公司将投产。",
        ("一汽解放汽车有限公司柳州分公司", "subOrganizationOf", "一汽解放汽车有限公司"),
    ),
    (
        "右江区委常委、政法委书记罗忠胜出席。",
        ("右江区委政法委", "subOrganizationOf", "中共右江区委"),
    ),
    (
        "合肥市庐阳区近日消息：市、区住建局联合召开协调会。",
        ("合肥市住房和城乡建设局", "subOrganizationOf", "合肥市"),
    ),
    (
        "安徽省合肥市近日消息：省、市农业农村局派出技术人员。",
        ("安徽省农业农村厅", "subOrganizationOf", "安徽省"),
    ),
    (
        "会理县委副书记、县长陈方勇，副县长、公安局长赵鹏出席。凉山州会理县很重视。",
        ("会理县公安局", "subOrganizationOf", "会理市"),
    ),
    ("据重庆市气象和水文部门监测，雨势很大。", ("重庆市水文部门", "subOrganizationOf", "重庆市")),
    # posts
    ("上海外高桥集团森兰置地总经理王海松说。", ("王海松", "总经理", "上海外高桥集团森兰置地")),
    ("中铁十一局集团三公司项目经理张勇介绍。", ("张勇", "项目经理", "中铁十一局集团三公司")),
    ("海尔集团人力资源高级经理王刚介绍。", ("王刚", "人力资源高级经理", "海尔集团")),
    ("云溪矿业有限责任公司财务负责人朱晓波说。", ("朱晓波", "财务负责人", "云溪矿业有限责任公司")),
    ("感到高兴的，还有南岳村村主任刘际义。", ("刘际义", "主任", "南岳村")),
    ("浙江大学王建安教授说，病人好转。", ("王建安", "教授", "浙江大学")),
    ("从柳河县交通局副局长岗位退休的谭松明今年80岁。", ("谭松明", "former 副局长", "柳河县交通运输局")),
    ("内江市东兴区郭北镇青台村，驻村第一书记曾志强和村支书刘定全在修路。", ("刘定全", "支书", "青台村")),
    ("虹桥物业公司安保人员钱永刚今年50岁。", ("钱永刚", "安保人员", "虹桥物业公司")),
]


@pytest.mark.parametrize(("text", "fact"), SAID)
def test_what_is_said(text: str, fact: tuple[str, str, str]) -> None:
    assert fact in _said(text)


NOT_SAID = [
    ("柳河县医院联合教授李四义诊。", ("李四", "联合教授", "柳河县医院")),
    ("横滨市市长林文子会谈。", ("林文子", "市长", "横滨市")),
    ("黄河流经宁夏。贺兰县的居民也喝上了黄河水，黄河变清了。", ("黄河", "locatedIn", "贺兰县")),
    ("中铁十一局集团三公司项目经理张勇介绍。", ("张勇", "leads", "中铁十一局集团三公司")),
    ("湛江市投资促进局揭牌仪式举行，湛江市很重视。", ("湛江市投资促进局揭牌仪式", "locatedIn", "湛江市")),
    ("卫东区纪委和卫东区纪委监委都来了。", ("卫东区纪委监委", "subOrganizationOf", "卫东区纪委")),
]


@pytest.mark.parametrize(("text", "fact"), NOT_SAID)
def test_what_is_not_said(text: str, fact: tuple[str, str, str]) -> None:
    assert fact not in _said(text)


def test_a_last_line_signs_a_letter() -> None:
    letter = "网友：\n您好！\n道路已经修好，感谢您的监督。\n合肥市瑶海区人民政府办公室\n2022年5月9日\n"
    (article,) = segment(Page("p", letter))
    assert article.text.chars.endswith("合肥市瑶海区人民政府办公室")
    (article,) = segment(Page("p", letter.replace("合肥市瑶海区人民政府办公室", "和谐社区你我共建")))
    assert "你我共建" not in article.text.chars


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("柳河县开通公交-中新网", "中国新闻网"),
        ("柳河县开通公交_新华网", "新华网"),
        ("柳河县开通公交-某某网", "某某网"),
    ],
)
def test_the_site_behind_a_title(title: str, named: str | None) -> None:
    page = _resolved(f"{title}\n柳河县近日开通第一条公交线路，市民出行方便多了，乘客很高兴。\n")
    media = {m.mention.text for m in page.mentions if m.mention.type == "Organization"}
    names = {profile.name for profile in page.profiles if profile.type == "Organization"}
    assert names == ({named} if named else set()), media
    assert page.articles[0].title == "柳河县开通公交"


def test_the_short_form_of_a_company_without_its_legal_form() -> None:
    page = _resolved("常德中石油昆仑燃气有限公司在常德市。昆仑燃气公司已派人排查。")
    bodies = {profile.name for profile in page.profiles if profile.type == "Organization"}
    assert bodies == {"常德中石油昆仑燃气有限公司"}


def test_a_quarter_that_a_letter_is_about() -> None:
    answer = "网民您好！留言收悉。春阳里于1994年交付，有房屋373套。经调查，春阳里的车库属业主所有。"
    assert ("春阳里", "locatedIn", "春苑小区") in _said(f"春苑小区春阳里改变车库用途\n{answer}")


def test_a_mention_has_the_class_of_what_it_names() -> None:
    """昆阳 is the town, and no place besides."""
    found = _resolved(
        "平阳县昆阳镇城东新区的新城菜市场正式营业。菜市场还能为昆阳大转盘、吉祥路等周边居民买菜带来便利。"
    ).mentions
    assert {each.mention.type for each in found if each.mention.text in ("昆阳", "昆阳镇")} == {"Area"}
    assert all(each.mention.type == each.entity.partition("/")[0] for each in found)
