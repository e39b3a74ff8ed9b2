"""What fresh pages showed: texts that a stage could not digest; works by what they are called, and what they are called
besides; what the whole country holds."""

from __future__ import annotations

import pytest
from read_texts import claims_in, named_in, names_of, resolution_of

DIGESTED = [
    # What lies at a border that names no area right before it.
    ("柳河县青石隧道位于两省交界，长18公里。", "柳河县"),
    # 县、乡政府: the levels before a township's.
    ("柳河县农村不再冷清。县、乡政府先后投资1200多万元。", "柳河县人民政府"),
    # An event in quotation marks that is called after an area.
    (
        "2020年6月11日，河北省群众艺术馆到兴隆县大杖子镇柳河口村，举行“河北省农村文艺培训基地”挂牌仪式。",
        "河北省群众艺术馆",
    ),
]


@pytest.mark.parametrize(("text", "name"), DIGESTED)
def test_what_no_stage_could_digest_is_read(text: str, name: str) -> None:
    assert name in {found for _, found in names_of(resolution_of(text)).values()}


WORKS = [
    # Called 工程 or 项目, whatever verb is in the name, by a unit, or told of at the head of a clause.
    ("这一段叫伏牛溪站接驳道路工程，总投资3600万元。", {"伏牛溪站接驳道路工程"}),
    ("青石镇供水一体化工程涉及三个村，投资3600万元。", {"青石镇供水一体化工程"}),
    ("目前，潮头景观带工程已经完成七成。", {"潮头景观带工程"}),
    ("据悉，云桥六中建设项目用地位于新区。", {"云桥六中建设项目"}),
    ("村里合作社增收缺项目、群众致富缺途径。", set[str]()),
    # So many works of a sort.
    ("柳河县今年计划实施城乡建设重点工程86项。", {"城乡建设重点工程"}),
    ("柳河县此次集中开工的15个项目总投资58.7亿元。", {"柳河县集中开工项目"}),
    # A programme of a year, unless the article speaks of it without the year as well.
    ("枫林小区列入柳河县2024年老旧小区改造计划。", {"柳河县2024年老旧小区改造", "枫林小区改造"}),
    # What one area does for another, what it wants to become; what a plan is for is told by its title alone, and no work.
    ("柳河县印发《柳河县养老服务提升三年行动方案（2024—2026年）》。", set[str]()),
    ("江宁区对口支援柳河县已有十多年。", {"江宁区对口支援柳河县"}),
    ("柳河县创建国家级卫生县城。", {"柳河县创建国家级卫生县城"}),
    # Things with their verb first, of the town that puts them up.
    ("青石镇近期新装太阳能路灯420盏。", {"青石镇太阳能路灯安装"}),
    ("柳河县还将新改建农村公路150公里。", {"柳河县农村公路新改建"}),
    # What is said to be done to a part of a road in a notice, and to whom a stage belongs.
    ("因滨江路DN600供水管改造，枫林小区停水。", {"滨江路DN600供水管改造"}),
    ("柳河港区桥头江作业区二期4月2日开工。", {"柳河港区桥头江作业区二期"}),
    # Where work goes on.
    ("工人在云桥物流园工地上干活。", {"云桥物流园建设"}),
    ("云溪大桥全年完成投资8亿元。", {"云溪大桥建设"}),
    ("云溪电竞馆可以容纳1000人，目前正在建设中。", {"云溪电竞馆建设"}),
    ("云溪公园二期经过近三年的精心施工，即将开园。", {"云溪公园二期建设"}),
]


@pytest.mark.parametrize(("text", "works"), WORKS)
def test_works_by_what_they_are_called(text: str, works: set[str]) -> None:
    assert named_in(text, "Project") == works


EVENTS = [
    ("大会认真贯彻全国公安工作会议和中央农村工作会议精神。", {"全国公安工作会议", "中央农村工作会议"}),
    ("12月4日是第十个国家宪法日。", {"第十个国家宪法日"}),
    ("去年杭州亚运会期间，订单很多。", {"杭州亚运会"}),
    ("柳河县落实省第十一次党代会部署。", {"中国共产党吉林省第十一次代表大会"}),
    # Sessions of the page's own area, of a committee with and without the verb of holding it, festivals in quotation marks.
    ("柳河县开会。办实事清单由县十七届人大二次会议票决产生。", {"柳河县第十七届人民代表大会第二次会议"}),
    ("柳河县十七届人大常委会举行第九次会议。", {"柳河县十七届人大常委会第九次会议"}),
    ("柳河县第十八届人大常委会第二十三次会议召开。", {"柳河县第十八届人大常委会第二十三次会议"}),
    ("县图书馆消息，第十一届“桃花村读书节”将于9月20日开幕。", {"第十一届“桃花村读书节”"}),
    ("6月3日夜，柳河县青石镇遭遇短时强降雨。", {"青石镇短时强降雨"}),
    # No days, no meetings.
    ("中国日报今日报道，全国生产总值增长。", set[str]()),
    ("青石小学举行升旗仪式。", {"青石小学升旗仪式"}),
]


@pytest.mark.parametrize(("text", "events"), EVENTS)
def test_what_the_country_holds_and_ceremonies(text: str, events: set[str]) -> None:
    assert named_in(text, "Event") == events


BODIES = [
    ("市工商局会同公安局查处了案件。", {"市工商局"}),
    ("农业农村部公布名单。", {"农业农村部"}),
    ("柳河县出入境边防检查站成立。", {"柳河县出入境边防检查站"}),
    # The office of a body is beside it, a court's chambers are parts of it.
    ("柳河县城市防洪指挥部办公室答复。", {"柳河县城市防洪指挥部", "柳河县城市防洪指挥部办公室"}),
    ("柳河县安全生产委员会办公室答复。", {"柳河县安全生产委员会", "柳河县安全生产委员会办公室"}),
    ("柳河县委网络安全和信息化委员会办公室答复。", {"柳河县委网络安全和信息化委员会办公室"}),
    ("柳河县人民法院民事审判庭开庭。", {"柳河县人民法院", "柳河县人民法院民事审判庭"}),
    ("柳河县人民法院青石法庭开庭。", {"柳河县人民法院", "柳河县人民法院青石法庭"}),
]


@pytest.mark.parametrize(("text", "bodies"), BODIES)
def test_bodies_that_the_dictionary_parts_otherwise(text: str, bodies: set[str]) -> None:
    assert named_in(text, "Agency") == bodies


def test_a_level_alone_is_of_the_area_that_its_paragraph_named() -> None:
    text = (
        "通化市各县办起老年食堂。\n\n柳河县柳河镇的食堂由县民政局和镇政府共同建设。\n\n"
        "辉南县朝阳镇的食堂由县民政局出资。"
    )
    assert named_in(text, "Agency") == {"柳河县民政局", "柳河镇人民政府", "辉南县民政局"}


PLACES = [
    # Roads whose words are numerals, verbs or one word of the dictionary.
    ("柳河县七一路两侧连片改造。", "Place", {"七一路"}),
    ("东进西路改造去年11月动工。", "Place", {"东进西路"}),
    ("交警在紫府路、环城路等路段设岗。", "Place", {"紫府路", "环城路"}),
    ("柳河县高新八路南段全长800米。", "Place", {"高新八路", "高新八路南段"}),
    ("柳河县融入“一带一路”建设。", "Place", set[str]()),
    # Homes whose names end in 和, and what 和 joins to homes.
    ("外头的车往里涌，定和社区很为难。", "Community", {"定和社区"}),
    ("青石镇义和村修路。", "Community", {"义和村"}),
    ("镇和社区一起干，党和社区一条心。", "Community", set[str]()),
    # A county of the name is none behind any word.
    ("柳河县青石镇学校由省级补助和县财政配套建成。", "Area", {"柳河县", "青石镇"}),
    ("他在和县工作。", "Area", {"和县"}),
    # No county lies in a town.
    ("柳河县青石镇竹山乡村康养综合体投资3.5亿元。", "Area", {"柳河县", "青石镇"}),
]


@pytest.mark.parametrize(("text", "kind", "names"), PLACES)
def test_places_that_words_hide(text: str, kind: str, names: set[str]) -> None:
    assert named_in(text, kind) == names


DOCUMENTS = [
    ("枫林小区已列入柳河县2024年老旧小区改造计划。", {"柳河县2024年老旧小区改造计划"}),
    ("今年是“十四五”开局之年，柳河县开工多。", {"“十四五”规划"}),
    ("“十四五”期间，柳河县开工多。", set[str]()),
]


@pytest.mark.parametrize(("text", "documents"), DOCUMENTS)
def test_plans(text: str, documents: set[str]) -> None:
    assert named_in(text, "Document") == documents


PLAIN = [
    ("柳河县对户外公园改造，包括新建园路447平方米。", "Place"),
    ("线上共计销售近一万瓶高原蜂王浆。", "Place"),
    ("社区走访发现，全小区都停水。", "Community"),
    ("柳河县改善居家社区养老服务。", "Community"),
]


@pytest.mark.parametrize(("text", "kind"), PLAIN)
def test_common_words_name_nothing(text: str, kind: str) -> None:
    assert named_in(text, kind) == set()


def test_a_village_that_begins_like_a_river_has_no_river() -> None:
    assert named_in("延庆区石河营建材市场即将搬迁。", "Place") == {"石河营建材市场"}


SAID = [
    (
        "柳河县青石镇召开会议。县、镇政府联合印发《柳河县河道管理办法》。",
        ("柳河县人民政府", "issues", "《柳河县河道管理办法》"),
    ),
    ("江宁区对口支援柳河县已有十多年。", ("江宁区", "implements", "江宁区对口支援柳河县")),
    ("江宁区对口支援柳河县已有十多年。", ("江宁区对口支援柳河县", "targets", "柳河县")),
    ("柳河县现有马尾绣企业、合作社54家。", ("柳河县", "enterprises", "54")),
    # Who speaks; who is said to attend, long after the only event was named; a meeting about something
    # is held all the same.
    (
        "柳河县民生实事推进会召开。县住建局、青石镇作表态发言。",
        ("柳河县住房和城乡建设局", "participatesIn", "柳河县民生实事推进会"),
    ),
    (
        "柳河县民生实事推进会召开。"
        + "今年路修好了，灯装上了，水也清了。" * 20
        + "县政协主席王德明参加会议。",
        ("王德明", "participatesIn", "柳河县民生实事推进会"),
    ),
    (
        "柳河县政协召开十届常委会第四次会议，围绕蔬菜用工协商。副县长王德明到会听取意见。",
        ("王德明", "participatesIn", "柳河县政协十届常委会第四次会议"),
    ),
    (
        "柳河县十七届人大常委会举行第九次会议。县监委、县法院负责人列席。",
        ("柳河县监委", "participatesIn", "柳河县十七届人大常委会第九次会议"),
    ),
    # Who pays for the one work of a sentence that gives no sum.
    ("枫林小区改造启动，资金由柳河县财政与中央补助共同承担。", ("柳河县", "funds", "枫林小区改造")),
]


@pytest.mark.parametrize(("text", "said"), SAID)
def test_what_is_said(text: str, said: tuple[str, str, str]) -> None:
    assert said in claims_in(text)


CALLED = [
    # Not by the words that only tell of the work.
    ("枫林小区5月20日进场改造，9月28日完工，新增车位48个。", "枫林小区改造", set[str]()),
    # By the noun before a quotation, and with the word behind the name.
    ("柳河县道路“白改黑”工程近日完工。", "“白改黑”工程", {"道路“白改黑”工程"}),
    ("近期将对石河营建材市场进行入户调查工作。", "石河营建材市场入户调查", {"入户调查工作"}),
]


@pytest.mark.parametrize(("text", "name", "forms"), CALLED)
def test_what_works_are_called_besides(text: str, name: str, forms: set[str]) -> None:
    page = resolution_of(text)
    known = {form for p in page.profiles if p.name == name for form in p.forms}
    assert forms <= known and not {
        form for form in known if "车位" in form or "完工" in form or "进场" in form
    }


def test_games_of_the_country_are_only_the_time_of_it() -> None:
    text = "柳河县竹编师傅王德明很忙。去年杭州亚运会期间，王德明的竹篓订走三百个。"
    assert not {claim for claim in claims_in(text) if claim[1] == "participatesIn"}
